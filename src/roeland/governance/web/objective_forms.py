"""Forms of objectives and indicators. Refusals of verbs land under the field of the same name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.governance.values import Direction, ObjectiveStatus, Source
from roeland.kernel.models import Authority
from roeland.people.pages import PersonField, persons_of
from roeland.ui.form import DateField, Form

AREA = forms.Textarea


class ObjectiveForm(Form):
    """What, when reached, by when, who, and what it serves."""

    title = forms.CharField(label=_("Wat je wil bereiken"), max_length=200)
    target = forms.CharField(
        label=_("Wanneer het bereikt is"), max_length=300, help_text=_("Zo concreet dat iemand anders het kan nagaan.")
    )
    due = DateField(label=_("Tegen wanneer"))
    owner = PersonField(_("Wie het opvolgt"), required=False)
    serves = forms.CharField(label=_("Waarvoor het dient"), widget=AREA(attrs={"rows": 3}), required=False)

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = persons_of(authority)  # type: ignore[attr-defined]


class CloseForm(Form):
    """Reached or not, and why."""

    status = forms.ChoiceField(
        label=_("Hoe het afliep"),
        choices=[(s.value, s.label.capitalize()) for s in (ObjectiveStatus.REACHED, ObjectiveStatus.DROPPED)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Toelichting"), widget=AREA(attrs={"rows": 3}))


class IndicatorForm(Form):
    """What is measured, and which way is better."""

    title = forms.CharField(label=_("Wat je meet"), max_length=200)
    source = forms.ChoiceField(label=_("Waar het cijfer vandaan komt"), choices=[(s.value, s.label) for s in Source])
    unit = forms.CharField(
        label=_("Eenheid"),
        max_length=30,
        required=False,
        help_text=_("Bijvoorbeeld % of dagen. Het controleplan heeft zijn eigen eenheid."),
    )
    direction = forms.ChoiceField(label=_("Richting"), choices=[(d.value, d.label) for d in Direction])
    target = forms.DecimalField(label=_("Streefwaarde"), required=False, max_digits=12, decimal_places=2)


class MeasureForm(Form):
    """A figure of a day."""

    value = forms.DecimalField(label=_("Waarde"), max_digits=12, decimal_places=2)
    day = DateField(label=_("Gemeten op"))
    note = forms.CharField(label=_("Hoe je het mat"), max_length=300, required=False)
