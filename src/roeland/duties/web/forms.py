"""Forms of this room. Refusals of verbs land under the field of the same name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from roeland.duties.catalogue import clocks, groups
from roeland.duties.values import Severity
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.people.actors import in_service
from roeland.people.models import Person
from roeland.ui import dates
from roeland.ui.form import DateField, Form, MomentField

RHYTHMS = (
    ("FREQ=WEEKLY", "elke week"),
    ("FREQ=MONTHLY", "elke maand"),
    ("FREQ=MONTHLY;INTERVAL=2", "om de 2 maanden"),
    ("FREQ=MONTHLY;INTERVAL=3", "elk kwartaal"),
    ("FREQ=MONTHLY;INTERVAL=6", "elk half jaar"),
    ("FREQ=YEARLY", "elk jaar"),
    ("FREQ=YEARLY;INTERVAL=2", "om de 2 jaar"),
    ("FREQ=YEARLY;INTERVAL=3", "om de 3 jaar"),
)
ROLES = [("", "Kies een rol"), *((role.id, role.nl) for role in RIGHTS.roles.values())]
TEXT = forms.Textarea


class VisitForm(Form):
    """The officer's fixed visit day, when there is one: his own work starts on it."""

    weekday = forms.TypedChoiceField(
        label="Vaste bezoekdag van de consulent",
        choices=[("", "geen"), *((number, name) for number, name in enumerate(dates.DAYS[:5]))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weeks = forms.TypedChoiceField(
        label="Hoe vaak",
        choices=[(1, "elke week"), (2, "om de 2 weken"), (4, "om de 4 weken")],
        coerce=int,
        required=False,
    )


class ReasonForm(Form):
    """A reason and nothing else."""

    reason = forms.CharField(label="Reden", max_length=500, widget=TEXT)


class PassOnForm(Form):
    """To whom, and why."""

    person = forms.ModelChoiceField(label="Aan wie", queryset=None, empty_label="Kies iemand")  # type: ignore[var-annotated]
    reason = forms.CharField(label="Reden", max_length=500, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class PostponeForm(Form):
    """A new date, and why."""

    due = DateField(label="Nieuwe datum")
    reason = forms.CharField(label="Reden", max_length=500, widget=TEXT)


class CommentForm(Form):
    """A remark."""

    text = forms.CharField(label="Opmerking", max_length=5000, widget=TEXT)


class HandInForm(Form):
    """What was done, when, how long it took; files go beside it."""

    label = forms.ChoiceField(label="Welk bewijs is dit", required=False)
    done_on = DateField(label="Datum waarop het gedaan is", required=False)
    minutes_spent = forms.IntegerField(label="Duur in minuten", required=False, min_value=0)
    note = forms.CharField(label="Toelichting", required=False, max_length=5000, widget=TEXT)

    def __init__(self, *args: Any, labels: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if labels:
            choices = [("", "Iets anders"), *((item, item) for item in labels)]
            self.fields["label"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields["label"]


class ReferForm(Form):
    """A record of some room, found by words."""

    record = forms.ChoiceField(label="Gegeven", widget=forms.RadioSelect)

    def __init__(self, *args: Any, records: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["record"].choices = records  # type: ignore[attr-defined] # a ChoiceField


class TextForm(Form):
    """Evidence in words."""

    text = forms.CharField(label="Wat er gebeurde", widget=TEXT, max_length=20000)
    label = forms.ChoiceField(label="Welk bewijs is dit", required=False)
    effective_on = DateField(label="Datum van het bewijs", required=False)

    def __init__(self, *args: Any, labels: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", "Iets anders"), *((item, item) for item in labels)]
        self.fields["label"].choices = choices  # type: ignore[attr-defined] # a ChoiceField


class FindingForm(Form):
    """Something that is not as it should be."""

    title = forms.CharField(label="Wat is er vastgesteld", max_length=240)
    severity = forms.ChoiceField(
        label="Ernst", widget=forms.RadioSelect, choices=[(s.value, s.label) for s in Severity]
    )
    description = forms.CharField(label="Toelichting", required=False, widget=TEXT)
    owner = forms.ModelChoiceField(label="Wie lost het op", queryset=None, required=False, empty_label="Nog niemand")  # type: ignore[var-annotated]
    due = DateField(label="Op te lossen tegen", required=False)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class CloseFindingForm(Form):
    """What was done about it."""

    note = forms.CharField(label="Wat er gedaan is", widget=TEXT, max_length=5000)


class MakeTaskForm(Form):
    """A one-off task."""

    title = forms.CharField(label="Titel", max_length=240)
    due = DateField(label="Tegen wanneer")
    person = forms.ModelChoiceField(label="Wie", queryset=None, required=False, empty_label="Niemand bij naam")  # type: ignore[var-annotated]
    lead_role = forms.ChoiceField(label="Of een rol", choices=ROLES, required=False)
    approve_role = forms.ChoiceField(label="Wie ziet na", choices=ROLES, required=False)
    minutes = forms.IntegerField(label="Minuten", initial=30, min_value=1)
    instruction = forms.CharField(label="Wat er gevraagd wordt", required=False, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class AdaptForm(Form):
    """Interval, next date, role, person and duration of a duty, with the reason."""

    rule = forms.ChoiceField(label="Ritme", required=False)
    start = DateField(label="Volgende keer", required=False)
    lead_role = forms.ChoiceField(label="Wie voert uit", choices=ROLES[1:])
    person = forms.ModelChoiceField(
        label="Altijd dezelfde persoon", queryset=None, required=False, empty_label="Wie de rol heeft"
    )  # type: ignore[var-annotated]
    minutes = forms.IntegerField(label="Minuten per keer", min_value=1)
    reason = forms.CharField(label="Reden", max_length=500, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, rule: tuple[str, str], statutory: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField
        known = dict(RHYTHMS)
        own = [] if rule[0] in known or not rule[0] else [rule]
        if statutory or not rule[0]:
            del self.fields["rule"]
        else:
            self.fields["rule"].choices = [*own, *RHYTHMS]  # type: ignore[attr-defined] # a ChoiceField


class AddDutyForm(Form):
    """A duty of the authority's own."""

    title = forms.CharField(label="Titel", max_length=200)
    rule = forms.ChoiceField(label="Ritme", choices=RHYTHMS, initial="FREQ=MONTHLY;INTERVAL=3")
    start = DateField(label="Eerste keer")
    group = forms.ChoiceField(label="Groep", choices=list(groups().items()))
    lead_role = forms.ChoiceField(label="Wie voert uit", choices=ROLES)
    approve_role = forms.ChoiceField(label="Wie ziet na", choices=ROLES, required=False)
    separation = forms.BooleanField(label="Wie uitvoert, keurt niet zelf goed", required=False)
    minutes = forms.IntegerField(label="Minuten per keer", initial=60, min_value=1)
    evidence = forms.CharField(label="Welk bewijs je verwacht", required=False, widget=TEXT, help_text="Eén per regel.")
    instruction = forms.CharField(label="Wat er gevraagd wordt", required=False, widget=TEXT)
    ground = forms.CharField(
        label="Grondslag",
        required=False,
        max_length=200,
        help_text="Jullie eigen besluit of overeenkomst. Leeg is een voorstel.",
    )


class SignalForm(Form):
    """What a daily technical check said when it failed."""

    detail = forms.CharField(
        label="Wat is er mislukt",
        max_length=500,
        widget=TEXT,
        help_text="Bijvoorbeeld: de taak zbfs01 stopte om 02:10.",
    )


class LinkForm(Form):
    """The authority's own agreement or decision."""

    ref = forms.CharField(
        label="Jullie besluit of overeenkomst",
        max_length=200,
        help_text="Bijvoorbeeld: besluit vast bureau van 12/01/2026, punt 7.",
    )


class StartClockForm(Form):
    """Which clock, about what, since when."""

    clock_id = forms.ChoiceField(label="Welke klok", widget=forms.RadioSelect)
    title = forms.CharField(label="Waarover gaat het", max_length=200)
    started_at = MomentField(
        label="Sinds wanneer loopt ze", help_text="Het tijdstip dat de termijn doet lopen, bijvoorbeeld de kennisname."
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [(kind.id, kind.title) for kind in clocks().values() if kind.startable]
        self.fields["clock_id"].choices = kinds  # type: ignore[attr-defined] # a ChoiceField


class ProofForm(Form):
    """The proof that a clock was met."""

    proof = forms.CharField(label="Bewijs", max_length=500, help_text="Het nummer of het kenmerk van de melding.")


class AdviceForm(Form):
    """The DPO's advice."""

    agrees = forms.ChoiceField(
        label="Je advies", widget=forms.RadioSelect, choices=[("niet", "Niet melden"), ("wel", "Wel melden")]
    )
    advice = forms.CharField(label="Waarom", widget=TEXT, max_length=5000)


class DecisionForm(Form):
    """The director's decision."""

    notify = forms.ChoiceField(
        label="Je beslissing", widget=forms.RadioSelect, choices=[("wel", "Melden"), ("niet", "Niet melden")]
    )
    reason = forms.CharField(label="Motivering", widget=TEXT, max_length=5000)


def persons_of(authority: Authority, day: date) -> Any:
    """Who works in an authority, for a select."""
    return Person.objects.filter(in_service(day), authority=authority)
