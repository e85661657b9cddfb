"""Forms of this room. Refusals of verbs land under the field of the same name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.documents.models import Document
from roeland.kernel.models import Authority
from roeland.meetings.bodies import councils
from roeland.meetings.models import Attendance
from roeland.meetings.values import MeetingKind, Presence
from roeland.people.models import Body
from roeland.ui.form import DateField, Form, MomentField


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's class takes no argument when it runs
    """A person, by family name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.family_name} {obj.given_name}"


class WhenForm(Form):
    """When and where."""

    starts_at = MomentField(label=_("Begin"))
    minutes = forms.IntegerField(
        label=_("Duur in minuten"), min_value=1, max_value=600, required=False, help_text=_("Leeg is de gewone duur.")
    )
    place = forms.CharField(label=_("Plaats"), max_length=200, required=False)
    online_url = forms.URLField(
        label=_("Adres om online mee te doen"),
        required=False,
        assume_scheme="https",
        help_text=_("Het begint met https://."),
    )


class ConveneForm(WhenForm):
    """Which body, when and where, who writes the report."""

    body = forms.ModelChoiceField(label=_("Orgaan"), queryset=None, empty_label=None)  # type: ignore[var-annotated]
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=[(k.value, k.label) for k in MeetingKind],
        widget=forms.RadioSelect,
        initial=MeetingKind.ORDINARY,
    )
    scribe = PersonField(
        label=_("Wie schrijft het verslag"), queryset=None, required=False, empty_label=_("nog niet gekozen")
    )
    field_order = ("body", "starts_at", "minutes", "place", "online_url", "scribe", "kind")

    def __init__(self, *args: Any, bodies: list[Body], persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.bodies = {body.pk: body for body in bodies}
        self.fields["body"] = forms.TypedChoiceField(
            label=_("Orgaan"),
            choices=[(str(body.pk), body.name) for body in bodies],
            widget=forms.Select(attrs={"class": "input w-m"}),
            error_messages={"required": _("Kies een orgaan."), "invalid_choice": _("Kies een orgaan uit de lijst.")},
        )
        self.fields["scribe"].queryset = persons  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class EarlyForm(Form):
    """That a meeting begins before its day."""

    early = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class ReasonForm(Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Reden"), max_length=500, widget=forms.Textarea)


class TextForm(Form):
    """A text and nothing else."""

    text = forms.CharField(label=_("Opmerking"), max_length=5000, widget=forms.Textarea)


class PointForm(Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("Punt"), max_length=200)
    note = forms.CharField(
        label=_("Wat het is"), max_length=200, required=False, help_text=_("Eén regel onder het punt.")
    )


ONLY_NOTE = "vastleggen"


class DecisionForm(Form):
    """A decision: who does it by when, or the explicit choice that nobody has to do anything."""

    text = forms.CharField(label=_("Nieuw besluit"), max_length=1000, widget=forms.Textarea(attrs={"rows": "2"}))
    person = forms.ChoiceField(
        label=_("Wie"),
        error_messages={
            "required": _("Kies wie dit doet, of kies “alleen vastleggen”."),
            "invalid_choice": _("Kies iemand uit de lijst."),
        },
    )
    due = DateField(label=_("Tegen"), required=False)

    def __init__(self, *args: Any, persons: Any, members: Iterable[UUID] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        first = set(members)
        self.persons = {str(one.pk): one for one in persons}
        named = [(key, f"{one.family_name} {one.given_name}", one.pk in first) for key, one in self.persons.items()]
        groups = [
            (_("Leden van het orgaan"), [(key, name) for key, name, member in named if member]),
            (_("Andere personen"), [(key, name) for key, name, member in named if not member]),
        ]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies wie dit doet")),
            (ONLY_NOTE, _("niemand, alleen vastleggen")),
            *((label, rows) for label, rows in groups if rows),
        ]

    def clean(self) -> dict[str, Any]:
        """The person instead of the choice; a person asks a date, and only putting it down has none."""
        found: dict[str, Any] = super().clean() or {}
        chosen = found.get("person")
        if chosen is None:
            return found
        found["person"] = self.persons.get(chosen)
        if chosen == ONLY_NOTE:
            found["due"] = None
        return found

    @property
    def who_and_when(self) -> list[forms.BoundField]:
        """Person and date, which stand beside each other."""
        return [self["person"], self["due"]]


class PresenceForm(Form):
    """Whether somebody is there, from when, and who stands in."""

    presence = forms.ChoiceField(
        label=_("Aanwezigheid"), choices=[(p.value, p.label) for p in Presence], widget=forms.RadioSelect
    )
    from_time = forms.TimeField(
        label=_("Toegekomen om"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input w-s"}, format="%H:%M"),
        error_messages={"invalid": _("Dat uur bestaat niet. Schrijf bijvoorbeeld 14:20.")},
    )
    replaced_by = PersonField(label=_("Vervangen door"), queryset=None, required=False, empty_label=_("niemand"))

    def __init__(self, *args: Any, row: Attendance, persons: Any, **more: Any) -> None:
        start = {"presence": row.presence, "from_time": row.from_time, "replaced_by": row.replaced_by}
        super().__init__(*args, initial=start, **more)
        self.fields["replaced_by"].queryset = persons.exclude(pk=row.person_id)  # type: ignore[attr-defined]


class InviteForm(Form):
    """Somebody who is no member."""

    person = PersonField(label=_("Wie"), queryset=None, empty_label=_("Kies iemand"))
    label = forms.CharField(
        label=_("Als wat"), max_length=120, required=False, help_text=_("Bijvoorbeeld: deskundige.")
    )

    def __init__(self, *args: Any, persons: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined]


class PaperForm(Form):
    """A document to lay with a meeting or an item."""

    document = forms.ModelChoiceField(label=_("Document"), queryset=None, empty_label=_("Kies een document"))  # type: ignore[var-annotated]

    def __init__(self, *args: Any, authority: Authority, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Document.objects.filter(authority=authority).exclude(status="withdrawn").order_by("title")
        self.fields["document"].queryset = rows  # type: ignore[attr-defined]


class ItemForm(Form):
    """An item for the council."""

    body_kind = forms.ChoiceField(label=_("Welke raad"))
    title = forms.CharField(label=_("Onderwerp"), max_length=200)
    session_at = MomentField(label=_("Zitting"))
    note = forms.CharField(
        label=_("Toelichting"),
        required=False,
        widget=forms.Textarea(attrs={"rows": "8"}),
        help_text=_("Waarom dit punt naar de raad gaat, in gewone taal."),
    )
    draft_decision = forms.CharField(
        label=_("Ontwerp van besluit"), required=False, widget=forms.Textarea(attrs={"rows": "8"})
    )

    def __init__(self, *args: Any, bodies: list[Body], change: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if change:
            del self.fields["body_kind"]
            return
        self.fields["body_kind"].choices = [  # type: ignore[attr-defined]
            (body.kind, body.name) for body in bodies if body.kind in councils()
        ]


class OutcomeForm(Form):
    """What the council decided."""

    outcome = forms.CharField(label=_("Wat de raad besliste"), max_length=5000, widget=forms.Textarea)
