"""Forms of objectives and indicators. Refusals of verbs land under the field of the same name."""

from typing import Any

from django import forms

from roeland.governance.values import Direction, ObjectiveStatus, Source
from roeland.governance.web import common
from roeland.kernel.models import Authority
from roeland.ui.form import DateField, Form

AREA = forms.Textarea


class ObjectiveForm(Form):
    """What, when reached, by when, who, and what it serves."""

    title = forms.CharField(label="Wat je wil bereiken", max_length=200)
    target = forms.CharField(
        label="Wanneer het bereikt is", max_length=300, help_text="Zo concreet dat iemand anders het kan nagaan."
    )
    due = DateField(label="Tegen wanneer")
    owner = common.PersonField("Wie het opvolgt", required=False)
    serves = forms.CharField(label="Waarvoor het dient", widget=AREA(attrs={"rows": 3}), required=False)

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = common.persons_of(authority)  # type: ignore[attr-defined]


class CloseForm(Form):
    """Reached or not, and why."""

    status = forms.ChoiceField(
        label="Hoe het afliep",
        choices=[(s.value, s.label.capitalize()) for s in (ObjectiveStatus.REACHED, ObjectiveStatus.DROPPED)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Toelichting", widget=AREA(attrs={"rows": 3}))


class IndicatorForm(Form):
    """What is measured, and which way is better."""

    title = forms.CharField(label="Wat je meet", max_length=200)
    source = forms.ChoiceField(label="Waar het cijfer vandaan komt", choices=[(s.value, s.label) for s in Source])
    unit = forms.CharField(
        label="Eenheid",
        max_length=30,
        required=False,
        help_text="Bijvoorbeeld % of dagen. Het controleplan heeft zijn eigen eenheid.",
    )
    direction = forms.ChoiceField(label="Richting", choices=[(d.value, d.label) for d in Direction])
    target = forms.DecimalField(label="Streefwaarde", required=False, max_digits=12, decimal_places=2)


class MeasureForm(Form):
    """A figure of a day."""

    value = forms.DecimalField(label="Waarde", max_digits=12, decimal_places=2)
    day = DateField(label="Gemeten op")
    note = forms.CharField(label="Hoe je het mat", max_length=300, required=False)
