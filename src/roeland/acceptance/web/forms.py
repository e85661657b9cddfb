"""Forms of read and accept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.acceptance.values import Ending, Who, terms
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.people.models import Body, Team
from roeland.ui.form import DateField, FileField, Form


class OfferForm(Form):
    """Who reads, until when, which mails."""

    who = forms.ChoiceField(
        label=_("Wie leest en aanvaardt?"),
        choices=[(one.value, one.label[0].upper() + one.label[1:]) for one in Who],
        widget=forms.RadioSelect,
    )
    team: Any = forms.ModelChoiceField(
        label=_("Dienst"), queryset=None, required=False, help_text=_("Enkel bij een dienst.")
    )
    body: Any = forms.ModelChoiceField(
        label=_("Orgaan"), queryset=None, required=False, help_text=_("Enkel bij een orgaan.")
    )
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=[("", "---"), *((role.id, role.nl) for role in RIGHTS.roles.values())],
        required=False,
        help_text=_("Enkel bij een rol."),
    )
    standing = forms.BooleanField(label=_("Vraag het ook aan wie later bij deze lezers komt"), required=False)
    term_days = forms.IntegerField(label=_("Termijn in dagen"), initial=terms()["term_days"])
    reminders = forms.CharField(
        label=_("Herinneringen, in dagen na de vraag"),
        initial=", ".join(map(str, terms().reminders)),
        required=False,
        max_length=40,
        help_text=_("De eerste mail vertrekt meteen, binnen de werkuren. Elke herinnering vertrekt één keer."),
    )
    note = forms.CharField(
        label=_("Waarom je dit laat lezen"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dit staat boven de tekst."),
    )

    def __init__(self, authority: Authority, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(authority=authority)  # type: ignore[attr-defined]
        self.fields["body"].queryset = Body.objects.filter(authority=authority)  # type: ignore[attr-defined]

    def clean_reminders(self) -> list[int]:
        """Numbers between commas."""
        words = self.cleaned_data["reminders"].replace(";", ",").split(",")
        parts = [part.strip() for part in words if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):  # noqa: PLR2004
            raise forms.ValidationError(_("Schrijf getallen met komma’s ertussen, bijvoorbeeld 7, 12."))
        return [int(part) for part in parts]


class TextForm(Form):
    """A question or an answer."""

    text = forms.CharField(label=_("Je vraag"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class CloseForm(Form):
    """How a round ends."""

    ending = forms.ChoiceField(
        label=_("Hoe eindigt de leesronde?"),
        choices=[
            (Ending.FINISHED.value, _("Afgerond: ze telt als bewijs")),
            (Ending.DROPPED.value, _("Stopgezet: ze telt niet")),
        ],
        initial=Ending.FINISHED.value,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reden"), max_length=300, required=False, help_text=_("Nodig bij stopzetten."))


class PeopleForm(Form):
    """Some people of a round."""

    people = forms.MultipleChoiceField(label=_("Wie"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = choices  # type: ignore[attr-defined]


class ListForm(PeopleForm):
    """Who was there, when and where, and the scan of the signed list."""

    held_on = DateField(label=_("Bijeen op"))
    place = forms.CharField(label=_("Waar"), max_length=120)
    file = FileField(
        label=_("Scan van de getekende lijst"),
        required=False,
        help_text=_("PDF of foto, hoogstens 50 MB. Zonder scan getuig jij alleen wie er was."),
    )
    people = forms.MultipleChoiceField(label=_("Wie was er?"), widget=forms.CheckboxSelectMultiple)
    field_order = ["held_on", "place", "file", "people"]


class KioskForm(Form):
    """Where the device stands, and how long it stays open."""

    place = forms.CharField(label=_("Waar staat het toestel?"), max_length=120)
    minutes = forms.IntegerField(label=_("Hoeveel minuten blijft de kiosk open?"), initial=terms()["kiosk_minutes"])


class CodeForm(Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code van je brief"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input w-m", "autocomplete": "off", "autocapitalize": "characters"}),
    )
