"""Forms of people. They read and check the shape; the verbs decide."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.kernel.rights import RIGHTS
from roeland.people.models import BODY_CHOICES, AuthorityProfile
from roeland.people.values import TOKEN_DAYS, WEEKDAYS, SecondStep
from roeland.ui.form import DateField, FileField, Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choices = Sequence["tuple[str, StrOrPromise]"]
NOBODY: Choices = [("", gettext_lazy("Kies iemand"))]


class PersonForm(Form):
    given_name = forms.CharField(label=gettext_lazy("Voornaam"), max_length=80)
    family_name = forms.CharField(label=gettext_lazy("Familienaam"), max_length=80)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        required=False,
        error_messages={"invalid": gettext_lazy("Kijk het e-mailadres na.")},
    )
    phone = forms.CharField(label=gettext_lazy("Telefoon"), max_length=40, required=False)
    personnel_number = forms.CharField(label=gettext_lazy("Personeelsnummer"), max_length=40, required=False)
    job_title = forms.CharField(label=gettext_lazy("Functie"), max_length=120, required=False)
    active_from = DateField(label=gettext_lazy("In dienst"), help_text=gettext_lazy("De eerste werkdag."))


class LeavingForm(Form):
    on = DateField(label=gettext_lazy("Laatste dag"))


class AbsenceForm(Form):
    start = DateField(label=gettext_lazy("Eerste dag afwezig"))
    end = DateField(
        label=gettext_lazy("Laatste dag"), required=False, help_text=gettext_lazy("Leeg als je het nog niet weet.")
    )


class OwnAbsenceForm(AbsenceForm):
    authority = forms.ChoiceField(label=gettext_lazy("Bestuur"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = places  # type: ignore[attr-defined] # it is a ChoiceField


class MandateForm(Form):
    role = forms.ChoiceField(label=gettext_lazy("Rol"))
    start = DateField(label=gettext_lazy("Van"))
    end = DateField(label=gettext_lazy("Tot en met"), required=False)
    decision = forms.CharField(
        label=gettext_lazy("Besluit"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: raadsbesluit 2025/14."),
    )

    def __init__(self, *args: Any, names: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ordered = sorted(names.items(), key=lambda item: item[1])
        self.fields["role"].choices = [("", _("Kies een rol")), *ordered]  # type: ignore[attr-defined] # it is a ChoiceField


class EndForm(Form):
    on = DateField(label=gettext_lazy("Laatste dag"))


class ReplacementForm(Form):
    rank = forms.TypedChoiceField(
        label=gettext_lazy("Volgorde"),
        choices=[(1, gettext_lazy("eerste vervanger")), (2, gettext_lazy("tweede vervanger"))],
        coerce=int,
    )
    person = forms.ChoiceField(label=gettext_lazy("Wie"))
    start = DateField(label=gettext_lazy("Vanaf"))

    def __init__(self, *args: Any, persons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*NOBODY, *persons]  # type: ignore[attr-defined] # it is a ChoiceField


class RoleForm(Form):
    alias = forms.CharField(label=gettext_lazy("Hoe heet die rol bij jullie"), max_length=80, required=False)
    hours_per_year = forms.IntegerField(
        label=gettext_lazy("Uren per jaar"),
        min_value=0,
        max_value=4000,
        required=False,
        help_text=gettext_lazy("Voor informatieveiligheid."),
    )


class TeamForm(Form):
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    parent = forms.ChoiceField(label=gettext_lazy("Deel van"), required=False)

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("staat op zichzelf")), *teams]  # type: ignore[attr-defined] # it is a ChoiceField


class MoveForm(Form):
    team = forms.ChoiceField(label=gettext_lazy("Dienst"))
    start = DateField(label=gettext_lazy("Vanaf"))

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("Kies een dienst")), *teams]  # type: ignore[attr-defined] # it is a ChoiceField


class BodyForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"), choices=[*BODY_CHOICES, ("management_team", gettext_lazy("managementteam"))]
    )
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)


class MemberForm(Form):
    person = forms.ChoiceField(label=gettext_lazy("Wie"))
    start = DateField(label=gettext_lazy("Vanaf"))
    chairs = forms.BooleanField(label=gettext_lazy("Voorzitter"), required=False)

    def __init__(self, *args: Any, persons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*NOBODY, *persons]  # type: ignore[attr-defined] # it is a ChoiceField


class ImportForm(Form):
    file = FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("CSV, Excel (.xlsx) of OpenDocument (.ods), hoogstens 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods,.txt"}),
    )


class ClosingDayForm(Form):
    day = DateField(label=gettext_lazy("Dag"))
    name = forms.CharField(label=gettext_lazy("Reden"), max_length=120)


class ProfileForm(Form):
    letter_technical = forms.CharField(label=gettext_lazy("Letter van het technische deel"), max_length=1)
    letter_general = forms.CharField(label=gettext_lazy("Letter van het algemene deel"), max_length=1)
    seed_strict = forms.BooleanField(
        label=gettext_lazy("Leesrechten zoals de oude richtlijnen"),
        required=False,
        help_text=gettext_lazy(
            "De algemeen directeur leest het algemene deel dan alleen bij de consulent, de DPO leest geen van beide delen."
        ),
    )
    nis2_entity = forms.BooleanField(label=gettext_lazy("Dit bestuur valt onder NIS2"), required=False)
    second_step = forms.ChoiceField(
        label=gettext_lazy("Tweede stap voor gesloten stukken"),
        choices=AuthorityProfile._meta.get_field("second_step").choices or (),  # noqa: SLF001 -- public
        initial=SecondStep.COUNCILLORS,
        help_text=gettext_lazy(
            "Van wie Roeland een code uit een app vraagt voor het een stuk met beperkte lezers toont."
        ),
    )


class EntityForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"),
        choices=[("municipality", gettext_lazy("gemeente")), ("ocmw", gettext_lazy("OCMW"))],
    )
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    kbo = forms.CharField(
        label=gettext_lazy("Ondernemingsnummer"),
        max_length=20,
        help_text=gettext_lazy("Tien cijfers, met of zonder punten."),
    )


HOURS = forms.TimeInput(attrs={"type": "time", "class": "input w-xs"}, format="%H:%M")


class HoursForm(Form):
    """A morning and an afternoon per weekday; an empty pair is a closed half-day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, day in enumerate(WEEKDAYS):
            for part in (0, 1):
                half = _("voormiddag") if part == 0 else _("namiddag")
                for edge, word in (("opens", _("van")), ("closes", _("tot"))):
                    self.fields[f"{edge}_{number}_{part}"] = forms.TimeField(
                        label=f"{day} {half} {word}",
                        required=False,
                        widget=HOURS,
                        error_messages={"invalid": _("Schrijf een uur, bijvoorbeeld 8:30.")},
                    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(WEEKDAYS)):
            for part in (0, 1):
                opens, closes = data.get(f"opens_{number}_{part}"), data.get(f"closes_{number}_{part}")
                if (opens is None) != (closes is None) and not self.errors:
                    self.add_error(
                        f"opens_{number}_{part}",
                        _("Vul op %(value)s allebei de uren in.") % {"value": WEEKDAYS[number]},
                    )
        return data

    def windows(self) -> list[tuple[int, Any, Any]]:
        found = []
        for number in range(len(WEEKDAYS)):
            for part in (0, 1):
                opens = self.cleaned_data.get(f"opens_{number}_{part}")
                if opens is not None:
                    found.append((number, opens, self.cleaned_data[f"closes_{number}_{part}"]))
        return found

    @property
    def days(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(weekday, its four fields) for the page."""
        names = [(f"opens_{day}_{part}", f"closes_{day}_{part}") for day in range(len(WEEKDAYS)) for part in (0, 1)]
        pairs = [[self[name] for pair in names[2 * day : 2 * day + 2] for name in pair] for day in range(len(WEEKDAYS))]
        return list(zip(WEEKDAYS, pairs, strict=True))


class InvitationForm(Form):
    password = forms.CharField(
        label=gettext_lazy("Wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "Minstens twaalf tekens. Een zin die je onthoudt is beter dan een kort woord met vreemde tekens."
        ),
    )
    again = forms.CharField(
        label=gettext_lazy("Nog eens"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and data["password"] != data["again"]:
            self.add_error("again", _("De twee wachtwoorden zijn niet gelijk."))
        return data


class PreferencesForm(Form):
    theme = forms.ChoiceField(
        label=gettext_lazy("Weergave"),
        widget=forms.RadioSelect,
        choices=[
            ("toestel", gettext_lazy("zoals het toestel")),
            ("light", gettext_lazy("licht")),
            ("dark", gettext_lazy("donker")),
        ],
    )


class TokenForm(Form):
    name = forms.CharField(label=gettext_lazy("Waarvoor dient het token"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Wat mag het"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("read", gettext_lazy("lezen")), ("write", gettext_lazy("lezen en schrijven"))],
    )
    days = forms.IntegerField(label=gettext_lazy("Hoeveel dagen"), min_value=1, max_value=TOKEN_DAYS, initial=90)


ROLE_IDS = frozenset(RIGHTS.roles)
