"""Forms of advice. Refusals of verbs land under the field of the same name."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.governance.advice_paper import cost_words
from roeland.governance.models import Advice, AdviceOption
from roeland.governance.models.advice import BODIES, ROLES
from roeland.governance.values import ANSWER_DAYS, MOST_OPTIONS, AdviceText, Answer, OptionText
from roeland.ui.form import DateField, Form

AREA = forms.Textarea
ADDRESSEES = [
    ("", "Kies aan wie"),
    ("Rol", [(f"role:{key}", name) for key, name in ROLES]),
    ("Orgaan", [(f"body:{key}", str(name)) for key, name in BODIES]),
]
FIRST_ROWS = 5


def _area(rows: int) -> forms.Textarea:
    return AREA(attrs={"rows": rows})


class AdviceForm(Form):
    """The whole advice on one page: who asks, what, why, which options at what cost, what is advised."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    to = forms.ChoiceField(label=gettext_lazy("Aan wie"), choices=ADDRESSEES)
    solicited = forms.BooleanField(label=gettext_lazy("Dit advies is gevraagd"), required=False)
    asked_by = forms.CharField(label=gettext_lazy("Wie vroeg het"), max_length=200, required=False)
    asked_on = DateField(label=gettext_lazy("Gevraagd op"), required=False)
    question = forms.CharField(label=gettext_lazy("Vraag"), widget=_area(3), required=False)
    facts = forms.CharField(
        label=gettext_lazy("Feiten"),
        widget=_area(FIRST_ROWS),
        required=False,
        help_text=gettext_lazy("Wat vaststaat, met datum en bron."),
    )
    considerations = forms.CharField(
        label=gettext_lazy("Overwegingen"),
        widget=_area(FIRST_ROWS),
        required=False,
        help_text=gettext_lazy("Wat dat betekent, en volgens welke regel."),
    )
    preferred = forms.TypedChoiceField(
        label=gettext_lazy("Welke optie raad je aan"),
        choices=[(0, gettext_lazy("geen van deze opties")), *((n, f"optie {n}") for n in range(1, MOST_OPTIONS + 1))],
        coerce=int,
        required=False,
        empty_value="0",
    )
    recommendation = forms.CharField(
        label=gettext_lazy("Advies"),
        widget=_area(FIRST_ROWS),
        required=False,
        help_text=gettext_lazy("Wat je aanraadt, in een zin die men kan beslissen."),
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Afgesproken termijn voor een antwoord, in dagen"),
        initial=ANSWER_DAYS,
        min_value=1,
        max_value=366,
    )

    def wording(self, options: tuple[OptionText, ...]) -> AdviceText:
        """What the form holds, with the options beside it."""
        data = dict(self.cleaned_data)
        kind, _colon, key = data.pop("to").partition(":")
        data["preferred"] = int(data["preferred"] or 0)
        return AdviceText(
            **data, to_role=key if kind == "role" else "", to_body=key if kind == "body" else "", options=options
        )

    @staticmethod
    def of(advice: Advice) -> dict[str, Any]:
        """Initial values of a draft."""
        names = "title solicited asked_by asked_on question facts considerations preferred recommendation answer_days".split()
        to = f"role:{advice.to_role}" if advice.to_role else f"body:{advice.to_body}"
        return {"to": to, **{name: getattr(advice, name) for name in names}}


class OptionForm(Form):
    """One option; empty ones are left out."""

    title = forms.CharField(label=gettext_lazy("Wat je dan doet"), max_length=200, required=False)
    text = forms.CharField(label=gettext_lazy("Voor en tegen"), widget=_area(2), required=False)
    once = forms.DecimalField(
        label=gettext_lazy("Eenmalig, in euro"), min_value=Decimal(0), required=False, max_digits=12, decimal_places=2
    )
    yearly = forms.DecimalField(
        label=gettext_lazy("Per jaar, in euro"), min_value=Decimal(0), required=False, max_digits=12, decimal_places=2
    )
    days = forms.DecimalField(
        label=gettext_lazy("Persoonsdagen"), min_value=Decimal(0), required=False, max_digits=8, decimal_places=2
    )

    def clean(self) -> dict[str, Any]:
        """An option with anything in it needs a name."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("title") and any(data.get(name) for name in ("text", "once", "yearly", "days")):
            self.add_error("title", _("Geef deze optie een naam."))
        return data

    @property
    def option(self) -> OptionText | None:
        """What the form holds, None when it is empty."""
        data = self.cleaned_data
        if not data.get("title"):
            return None
        amounts = {name: data.get(name) or Decimal(0) for name in ("once", "yearly", "days")}
        return OptionText(title=data["title"], text=data.get("text", ""), **amounts)


def option_forms(data: Any, options: list[AdviceOption]) -> list[OptionForm]:
    """A form for each possible option, filled with those that are there."""
    kept: list[dict[str, Any]] = [
        {name: getattr(row, name) or None for name in ("title", "text", "once", "yearly", "days")} for row in options
    ]
    kept += [{}] * (MOST_OPTIONS - len(kept))
    return [OptionForm(data, prefix=f"optie{n}", initial=initial) for n, initial in enumerate(kept, start=1)]


class AnswerForm(Form):
    """What the addressee does with the advice."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Antwoord"),
        choices=[(a.value, a.label.capitalize()) for a in Answer],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        widget=_area(3),
        required=False,
        help_text=gettext_lazy("Nodig als je het advies niet of maar deels volgt."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Besluit"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Orgaan, datum en punt, als een orgaan antwoordt."),
    )
    option = forms.TypedChoiceField(
        label=gettext_lazy("Welke optie wordt het"),
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Wat de optie kost, komt vanzelf in het meerjarenplan."),
    )
    on = DateField(label=gettext_lazy("Datum van het antwoord"))

    def __init__(self, data: Any, advice: Advice, options: Sequence[AdviceOption], **more: Any) -> None:
        super().__init__(data, **more)
        if not advice.to_body:
            del self.fields["decision"]
        if not options:
            del self.fields["option"]
            return
        told = [(one.position, f"{one.position}. {one.title}: {cost_words(one)}") for one in options]
        self.fields["option"].choices = [*told, (0, _("Geen van deze opties"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is not followed has no option that will be done."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == Answer.REFUSED and "option" in data:
            data["option"] = 0
        return data


class CloseForm(Form):
    """What came of it."""

    note = forms.CharField(label=gettext_lazy("Wat er van gekomen is"), widget=_area(3))
