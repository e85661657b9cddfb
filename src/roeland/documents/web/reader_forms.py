"""Forms of reading what is closed, and of deviations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.documents.terms import terms
from roeland.documents.values import RequestStatus
from roeland.ui.form import DateField, Form, MomentField

AREA = forms.Textarea


class OpenForm(Form):
    """For whom, and when: now, or on a moment that is agreed."""

    person = forms.ModelChoiceField(queryset=None, label=_("Lezer"), empty_label=_("kies een lezer"))  # type: ignore[var-annotated]
    when = forms.ChoiceField(
        label=_("Wanneer"),
        widget=forms.RadioSelect,
        choices=[("now", _("Nu: de lezer zit bij mij")), ("later", _("Later: ik maak een afspraak"))],
        initial="now",
    )
    at = MomentField(label=_("Moment van de afspraak"), required=False)
    minutes = forms.IntegerField(label=_("Hoe lang (minuten)"), min_value=1)
    reason = forms.CharField(label=_("Waarom"), max_length=500, required=False)

    def __init__(self, *args: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["minutes"].initial = terms().value("onsite_minutes")
        self.fields["minutes"].max_value = terms().value("onsite_longest")  # type: ignore[attr-defined] # an IntegerField

    def clean(self) -> dict[str, Any]:
        """A later moment has to be named."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("when") == "later" and not data.get("at") and "at" not in self.errors:
            self.add_error("at", _("Kies een dag en een uur."))
        return data


class CodeForm(Form):
    """The code from the other screen."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("Zes cijfers, op het scherm van wie de inzage opende."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input w-s"}),
    )


class MandateForm(Form):
    """A written mandate, from one day up to and including another."""

    person = forms.ModelChoiceField(queryset=None, label=_("Lezer"), empty_label=_("kies een lezer"))  # type: ignore[var-annotated]
    decision = forms.CharField(
        label=_("Besluit of opdracht"), max_length=200, help_text=_("Het geschreven mandaat, met datum of nummer.")
    )
    start = DateField(label=_("Van"))
    end = DateField(label=_("Tot en met"))
    reason = forms.CharField(label=_("Waarom"), max_length=500, required=False)

    def __init__(self, *args: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class AskForm(Form):
    """What somebody wants to read, in his own words."""

    wanted = forms.CharField(
        label=_("Welk stuk"), max_length=300, help_text=_("In je eigen woorden. Je hoeft de titel niet te kennen.")
    )
    purpose = forms.CharField(
        label=_("Waarvoor je het nodig hebt"), required=False, max_length=4000, widget=AREA(attrs={"rows": 4})
    )


class AnswerForm(Form):
    """The answer with its reason and ground; a yes is tied to a document."""

    answer = forms.ChoiceField(
        label=_("Antwoord"),
        widget=forms.RadioSelect,
        choices=[
            (RequestStatus.GRANTED.value, _("Toestaan")),
            (RequestStatus.PARTLY.value, _("Deels toestaan")),
            (RequestStatus.REFUSED.value, _("Weigeren")),
        ],
    )
    document = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Welk stuk"),
        required=False,
        empty_label=_("geen"),
        help_text=_("Bij toestaan: het stuk dat deze persoon komt inkijken."),
    )
    chapters = forms.CharField(
        label=_("Welke hoofdstukken"),
        required=False,
        max_length=4000,
        widget=AREA(attrs={"rows": 3}),
        help_text=_(
            "Enkel bij deels toestaan: titel of nummer, één per lijn. De andere hoofdstukken ziet deze persoon niet."
        ),
    )
    at = MomentField(label=_("Afspraak"), required=False)
    ground = forms.ChoiceField(label=_("Rechtsgrond"))
    reason = forms.CharField(
        label=_("Reden"),
        max_length=4000,
        widget=AREA(attrs={"rows": 5}),
        help_text=_("Wie het vroeg, leest deze reden."),
    )

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined] # a ModelChoiceField
        groups = [
            (label, [(one.id, f"{one.nl}: {one.text} ({one.sure})") for one in terms().grounds_for(answer)])
            for answer, label in (
                (a.value, a.label.capitalize())
                for a in (RequestStatus.GRANTED, RequestStatus.PARTLY, RequestStatus.REFUSED)
            )
        ]
        self.fields["ground"].choices = [("", _("kies een grond")), *groups]  # type: ignore[attr-defined] # a ChoiceField

    def clean_chapters(self) -> list[str]:
        """One per line."""
        return [line for line in self.cleaned_data["chapters"].splitlines() if line.strip()]


class DeviationForm(Form):
    """From which rule, why, what limits the risk, until when."""

    anchor = forms.ChoiceField(label=_("Van welke regel"), required=False)
    rule = forms.CharField(
        label=_("In je eigen woorden"),
        max_length=500,
        required=False,
        help_text=_("Als de regel niet in de lijst staat."),
    )
    reason = forms.CharField(label=_("Waarom het niet anders kan"), max_length=4000, widget=AREA(attrs={"rows": 4}))
    compensation = forms.CharField(
        label=_("Wat het risico intussen beperkt"),
        max_length=4000,
        widget=AREA(attrs={"rows": 4}),
        help_text=_("Wordt een taak voor jou zodra de afwijking toegestaan is."),
    )
    starts = DateField(label=_("Van"))
    ends = DateField(label=_("Tot en met"))

    def __init__(self, *args: Any, paragraphs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [("", _("het hele document")), *paragraphs]  # type: ignore[attr-defined] # a ChoiceField
        days = terms().value("deviation_longest")
        self.fields["ends"].help_text = _("Hoogstens %(days)s dagen na het begin.") % {"days": days}


class DecideForm(Form):
    """Allow or refuse."""

    approved = forms.ChoiceField(
        label=_("Beslissing"), widget=forms.RadioSelect, choices=[("ja", _("Toestaan")), ("nee", _("Weigeren"))]
    )
    decision = forms.CharField(
        label=_("Toelichting"),
        required=False,
        max_length=4000,
        widget=AREA(attrs={"rows": 4}),
        help_text=_("Bij een weigering altijd met reden."),
    )
