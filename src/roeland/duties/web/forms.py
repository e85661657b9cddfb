"""Forms of this room. Refusals of verbs land under the field of the same name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.duties.catalogue import clocks, groups
from roeland.duties.values import Severity
from roeland.kernel.rights import RIGHTS
from roeland.ui import dates
from roeland.ui.form import DateField, Form, MomentField

RHYTHMS = (
    ("FREQ=WEEKLY", _("elke week")),
    ("FREQ=MONTHLY", _("elke maand")),
    ("FREQ=MONTHLY;INTERVAL=2", _("om de 2 maanden")),
    ("FREQ=MONTHLY;INTERVAL=3", _("elk kwartaal")),
    ("FREQ=MONTHLY;INTERVAL=6", _("elk half jaar")),
    ("FREQ=YEARLY", _("elk jaar")),
    ("FREQ=YEARLY;INTERVAL=2", _("om de 2 jaar")),
    ("FREQ=YEARLY;INTERVAL=3", _("om de 3 jaar")),
)
ROLES = [("", _("Kies een rol")), *((role.id, role.nl) for role in RIGHTS.roles.values())]
TEXT = forms.Textarea


class VisitForm(Form):
    """The officer's fixed visit day, when there is one: his own work starts on it."""

    weekday = forms.TypedChoiceField(
        label=_("Vaste bezoekdag van de consulent"),
        choices=[("", _("geen")), *((number, name) for number, name in enumerate(dates.DAYS[:5]))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weeks = forms.TypedChoiceField(
        label=_("Hoe vaak"),
        choices=[(1, _("elke week")), (2, _("om de 2 weken")), (4, _("om de 4 weken"))],
        coerce=int,
        required=False,
    )


class ReasonForm(Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)


class PassOnForm(Form):
    """To whom, and why."""

    person = forms.ModelChoiceField(label=_("Aan wie"), queryset=None, empty_label=_("Kies iemand"))  # type: ignore[var-annotated]
    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class PostponeForm(Form):
    """A new date, and why."""

    due = DateField(label=_("Nieuwe datum"))
    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)


class CommentForm(Form):
    """A remark."""

    text = forms.CharField(label=_("Opmerking"), max_length=5000, widget=TEXT)


class HandInForm(Form):
    """What was done, when, how long it took; files go beside it."""

    label = forms.ChoiceField(label=_("Welk bewijs is dit"), required=False)
    done_on = DateField(label=_("Datum waarop het gedaan is"), required=False)
    minutes_spent = forms.IntegerField(label=_("Duur in minuten"), required=False, min_value=0)
    note = forms.CharField(label=_("Toelichting"), required=False, max_length=5000, widget=TEXT)

    def __init__(self, *args: Any, labels: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if labels:
            choices = [("", _("Iets anders")), *((item, item) for item in labels)]
            self.fields["label"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        else:
            del self.fields["label"]


class ReferForm(Form):
    """A record of some room, found by words."""

    record = forms.ChoiceField(label=_("Gegeven"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, records: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["record"].choices = records  # type: ignore[attr-defined] # a ChoiceField


class TextForm(Form):
    """Evidence in words."""

    text = forms.CharField(label=_("Wat er gebeurde"), widget=TEXT, max_length=20000)
    label = forms.ChoiceField(label=_("Welk bewijs is dit"), required=False)
    effective_on = DateField(label=_("Datum van het bewijs"), required=False)

    def __init__(self, *args: Any, labels: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Iets anders")), *((item, item) for item in labels)]
        self.fields["label"].choices = choices  # type: ignore[attr-defined] # a ChoiceField


class FindingForm(Form):
    """Something that is not as it should be."""

    title = forms.CharField(label=_("Wat is er vastgesteld"), max_length=240)
    severity = forms.ChoiceField(
        label=_("Ernst"), widget=forms.RadioSelect, choices=[(s.value, s.label) for s in Severity]
    )
    description = forms.CharField(label=_("Toelichting"), required=False, widget=TEXT)
    owner = forms.ModelChoiceField(
        label=_("Wie lost het op"), queryset=None, required=False, empty_label=_("Nog niemand")
    )  # type: ignore[var-annotated]
    due = DateField(label=_("Op te lossen tegen"), required=False)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class CloseFindingForm(Form):
    """What was done about it."""

    note = forms.CharField(label=_("Wat er gedaan is"), widget=TEXT, max_length=5000)


class MakeTaskForm(Form):
    """A one-off task."""

    title = forms.CharField(label=_("Titel"), max_length=240)
    due = DateField(label=_("Tegen wanneer"))
    person = forms.ModelChoiceField(label=_("Wie"), queryset=None, required=False, empty_label=_("Niemand bij naam"))  # type: ignore[var-annotated]
    lead_role = forms.ChoiceField(label=_("Of een rol"), choices=ROLES, required=False)
    approve_role = forms.ChoiceField(label=_("Wie ziet na"), choices=ROLES, required=False)
    minutes = forms.IntegerField(label=_("Minuten"), initial=30, min_value=1)
    instruction = forms.CharField(label=_("Wat er gevraagd wordt"), required=False, widget=TEXT)

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined] # a ModelChoiceField


class AdaptForm(Form):
    """Interval, next date, role, person and duration of a duty, with the reason."""

    rule = forms.ChoiceField(label=_("Ritme"), required=False)
    start = DateField(label=_("Volgende keer"), required=False)
    lead_role = forms.ChoiceField(label=_("Wie voert uit"), choices=ROLES[1:])
    person = forms.ModelChoiceField(
        label=_("Altijd dezelfde persoon"), queryset=None, required=False, empty_label=_("Wie de rol heeft")
    )  # type: ignore[var-annotated]
    minutes = forms.IntegerField(label=_("Minuten per keer"), min_value=1)
    reason = forms.CharField(label=_("Reden"), max_length=500, widget=TEXT)

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

    title = forms.CharField(label=_("Titel"), max_length=200)
    rule = forms.ChoiceField(label=_("Ritme"), choices=RHYTHMS, initial="FREQ=MONTHLY;INTERVAL=3")
    start = DateField(label=_("Eerste keer"))
    group = forms.ChoiceField(label=_("Groep"), choices=list(groups().items()))
    lead_role = forms.ChoiceField(label=_("Wie voert uit"), choices=ROLES)
    approve_role = forms.ChoiceField(label=_("Wie ziet na"), choices=ROLES, required=False)
    separation = forms.BooleanField(label=_("Wie uitvoert, keurt niet zelf goed"), required=False)
    minutes = forms.IntegerField(label=_("Minuten per keer"), initial=60, min_value=1)
    evidence = forms.CharField(
        label=_("Welk bewijs je verwacht"), required=False, widget=TEXT, help_text=_("Eén per regel.")
    )
    instruction = forms.CharField(label=_("Wat er gevraagd wordt"), required=False, widget=TEXT)
    ground = forms.CharField(
        label=_("Grondslag"),
        required=False,
        max_length=200,
        help_text=_("Jullie eigen besluit of overeenkomst. Leeg is een voorstel."),
    )


class SignalForm(Form):
    """What a daily technical check said when it failed."""

    detail = forms.CharField(
        label=_("Wat is er mislukt"),
        max_length=500,
        widget=TEXT,
        help_text=_("Bijvoorbeeld: de taak zbfs01 stopte om 02:10."),
    )


class LinkForm(Form):
    """The authority's own agreement or decision."""

    ref = forms.CharField(
        label=_("Jullie besluit of overeenkomst"),
        max_length=200,
        help_text=_("Bijvoorbeeld: besluit vast bureau van 12/01/2026, punt 7."),
    )


class StartClockForm(Form):
    """Which clock, about what, since when."""

    clock_id = forms.ChoiceField(label=_("Welke klok"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Waarover gaat het"), max_length=200)
    started_at = MomentField(
        label=_("Sinds wanneer loopt ze"),
        help_text=_("Het tijdstip dat de termijn doet lopen, bijvoorbeeld de kennisname."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [(kind.id, kind.title) for kind in clocks().values() if kind.startable]
        self.fields["clock_id"].choices = kinds  # type: ignore[attr-defined] # a ChoiceField


class ProofForm(Form):
    """The proof that a clock was met."""

    proof = forms.CharField(label=_("Bewijs"), max_length=500, help_text=_("Het nummer of het kenmerk van de melding."))


class AdviceForm(Form):
    """The DPO's advice."""

    agrees = forms.ChoiceField(
        label=_("Je advies"), widget=forms.RadioSelect, choices=[("niet", _("Niet melden")), ("wel", _("Wel melden"))]
    )
    advice = forms.CharField(label=_("Waarom"), widget=TEXT, max_length=5000)


class DecisionForm(Form):
    """The director's decision."""

    notify = forms.ChoiceField(
        label=_("Je beslissing"), widget=forms.RadioSelect, choices=[("wel", _("Melden")), ("niet", _("Niet melden"))]
    )
    reason = forms.CharField(label=_("Motivering"), widget=TEXT, max_length=5000)
