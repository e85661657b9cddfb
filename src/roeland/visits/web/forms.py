"""Forms of this room. Refusals of verbs land under the field of the same name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.kernel.rights import RIGHTS
from roeland.ui import dates
from roeland.ui.form import DateField, Form
from roeland.visits import library

TEXT = forms.Textarea
WEEKS = [(1, "eerste"), (2, "tweede"), (3, "derde"), (4, "vierde")]
LEADS = ("security_officer", "dpo", "ict_head", "general_director", "hr")


def _choice(form: Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField


class AgreementForm(Form):
    """An agreement. The modules that are not ticked are out of scope, and the page says so."""

    provider = forms.CharField(label=_("Wie de consulent ter beschikking stelt"), max_length=160)
    client = forms.CharField(label=_("Opdrachtgever"), max_length=160)
    officer = forms.ModelChoiceField(
        label=_("Consulent"), queryset=None, required=False, empty_label="nog niet aangeduid"
    )  # type: ignore[var-annotated]
    decision = forms.CharField(
        label=_("Besluit"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: besluit van het vast bureau, punt 12."),
    )
    decided_on = DateField(label=_("Datum van het besluit"), required=False)
    modules_in = forms.MultipleChoiceField(
        label=_("Wat erin zit"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Wat je niet aanvinkt, staat in de overeenkomst als niet inbegrepen."),
    )
    days_per_month = forms.DecimalField(label=_("Dagen per maand"), max_digits=5, decimal_places=2, localize=False)
    hours_per_day = forms.DecimalField(label=_("Uren per dag"), max_digits=4, decimal_places=2)
    day_rate = forms.DecimalField(label=_("Dagprijs in euro"), max_digits=10, decimal_places=2)
    week = forms.TypedChoiceField(label=_("Welke week van de maand"), choices=WEEKS, coerce=int)
    weekday = forms.TypedChoiceField(
        label=_("Vaste dag"), choices=[(number, name) for number, name in enumerate(dates.DAYS[:5])], coerce=int
    )
    start = DateField(label=_("Van"))
    end = DateField(label=_("Tot en met"), required=False)
    document = forms.ModelChoiceField(
        label=_("De tekst van de overeenkomst"), queryset=None, required=False, empty_label="nog geen document"
    )  # type: ignore[var-annotated]
    note = forms.CharField(label=_("Afspraken"), max_length=5000, required=False, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, documents: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _choice(self, "officer", persons)
        _choice(self, "document", documents)
        self.fields["modules_in"].choices = [  # type: ignore[attr-defined] # a MultipleChoiceField
            (one.id, dates.capital(one.nl)) for one in library.modules().values()
        ]


class EndForm(Form):
    """The last day, and why."""

    on = DateField(label=_("Laatste dag"))
    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)


class DayForm(Form):
    """A day."""

    on = DateField(label=_("Datum"))


class ReasonForm(Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)


class ItemForm(Form):
    """A point of one's own."""

    title = forms.CharField(label=_("Waarover gaat het"), max_length=240)


class HandoverForm(Form):
    """To whom, from when, and what the other one has to know."""

    taker = forms.ModelChoiceField(label=_("Aan wie"), queryset=None, empty_label="Kies een collega")  # type: ignore[var-annotated]
    on = DateField(label=_("Vanaf"))
    note = forms.CharField(label=_("Wat de ander moet weten"), max_length=5000, required=False, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _choice(self, "taker", persons)


class LawForm(Form):
    """A change of law of one's own, for the authorities that are ticked."""

    title = forms.CharField(label=_("Wat er verandert"), max_length=200)
    source = forms.CharField(
        label=_("Bron"), max_length=200, help_text=_("Wet, besluit of pagina, zodat een ander het kan nalezen.")
    )
    dated = DateField(label=_("Datum van de bron"))
    means = forms.CharField(label=_("Wat het betekent"), max_length=5000, widget=TEXT)
    places = forms.MultipleChoiceField(label=_("Voor welke besturen"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, authorities: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["places"].choices = [(one.slug, one.name) for one in authorities]  # type: ignore[attr-defined]


class LawTaskForm(Form):
    """The task that a change of law asks, at the authorities that are ticked."""

    places = forms.MultipleChoiceField(label=_("Bij welke besturen"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label=_("Taak"), max_length=240)
    lead_role = forms.ChoiceField(label=_("Wie"), choices=[(key, RIGHTS.roles[key].nl) for key in LEADS])
    due = DateField(label=_("Tegen wanneer"))

    def __init__(self, *args: Any, authorities: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["places"].choices = [(one.slug, one.name) for one in authorities]  # type: ignore[attr-defined]


class LawLeaveForm(Form):
    """Why a change of law asks nothing here."""

    places = forms.MultipleChoiceField(label=_("Bij welke besturen"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)

    def __init__(self, *args: Any, authorities: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["places"].choices = [(one.slug, one.name) for one in authorities]  # type: ignore[attr-defined]


class ChangeForm(Form):
    """A change of the organisation, and the lines of its checklist that are taken over."""

    title = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Zo komt het in de taken, bijvoorbeeld: het recyclagepark.")
    )
    on = DateField(label=_("Vanaf wanneer"))
    note = forms.CharField(label=_("Toelichting"), max_length=5000, required=False, widget=TEXT)
    steps = forms.MultipleChoiceField(
        label=_("Wat er geraakt wordt"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, kind: library.ChangeKind, hints: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["steps"].choices = [  # type: ignore[attr-defined] # a MultipleChoiceField
            (step.id, f"{step.title.format(title='…')}, {hints[step.id]}") for step in kind.steps
        ]
