"""Forms of controls, cases and the sample."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.logs import effort
from roeland.logs.questions import proposal
from roeland.logs.web.common import month_words
from roeland.people.pages import PersonField
from roeland.ui.form import DateField, Form, MomentField


class StartForm(Form):
    """Which month, and how many minutes there are."""

    month = forms.ChoiceField(label=_("Maand"))
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten heb je?"),
        min_value=effort.data()["minutes"]["least"],
        max_value=effort.data()["minutes"]["most"],
        help_text=_("De lijst stopt waar je tijd op is. Wat daarna komt, telt als niet bekeken."),
    )

    def __init__(self, months: list[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{month:%Y-%m}", month_words(month)) for month in months]  # type: ignore[attr-defined]


class CloseForm(Form):
    """The conclusion and the time it took."""

    conclusion = forms.CharField(
        label=_("Besluit"),
        widget=forms.Textarea,
        max_length=5000,
        help_text=_(
            "In een paar zinnen, zonder namen. Dit staat bij de controle; in het maandverslag staan enkel cijfers."
        ),
    )
    spent = forms.IntegerField(label=_("Hoeveel minuten werkte je eraan?"), min_value=1, max_value=480)


DECISIONS = (
    ("justified", _("Verantwoord"), _("Leg vast waarom. Kan een vaste regel worden.")),
    ("ask", _("Vraag het de medewerker"), ""),
    (
        "incident",
        _("Als incident behandelen"),
        _(
            "Komt in het logboek. Verwittig zelf wie incidenten opvolgt. De medewerker krijgt geen bericht, maar leest het bij wat over die persoon bijgehouden is."
        ),
    ),
)
HOWS = (
    ("user", _("deze medewerker en deze burger, op deze dagen")),
    ("team", _("heel de dienst en deze burger, op deze dagen")),
    ("standing", _("vaste regel: deze dienst doet dit zonder dossier")),
)


PARTS: dict[str, tuple[str, ...]] = {"justified": ("reason", "how"), "ask": ("text",), "incident": ("incident",)}
STANDING = ("service", "start", "end")


class DecisionForm(Form):
    """What to do with one case. Which fields count follows from the choice; the verb says what lacks."""

    decision = forms.ChoiceField(choices=[(one, word) for one, word, _text in DECISIONS], widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom is dit verantwoord?"),
        widget=forms.Textarea,
        max_length=300,
        help_text=_("De medewerker kan dit lezen. Noem geen burger."),
    )
    how = forms.ChoiceField(
        label=_("Voor wie geldt die reden?"), choices=HOWS, widget=forms.RadioSelect, initial="user"
    )
    service = forms.ChoiceField(label=_("Welke raadpleging?"))
    start = DateField(label=_("Van"))
    end = DateField(label=_("Tot en met"))
    text = forms.CharField(label=_("Je vraag"), widget=forms.Textarea, max_length=4000)
    incident = forms.CharField(label=_("Wat is er aan de hand?"), widget=forms.Textarea, max_length=4000)

    def __init__(self, case: Any, services: list[str], *args: Any, whole: str = "", **kwargs: Any) -> None:
        asked = proposal(case.events, case.first_at, case.last_at, case.reasons)
        kwargs.setdefault("initial", {}).setdefault("text", asked)
        super().__init__(*args, **kwargs)
        self.fields["how"].help_text = whole
        choices: list[Any] = [(one, one) for one in services]
        choices = choices if len(choices) == 1 else [("", _("Kies een raadpleging")), *choices]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]
        if self.is_bound:
            filled = PARTS.get(str(self.data.get("decision")), ())
            filled += STANDING if "how" in filled and self.data.get("how") == "standing" else ()
            for name in set(self.fields) - {"decision", *filled}:
                self.fields[name].required = False


class TogetherForm(Form):
    """One decision about many cases. `asks` False: behind an account stands nobody who can be told of a question. `waiting`: how many of
    the workers cannot sign in yet."""

    def __init__(self, data: Any, *, asks: bool, waiting: int = 0) -> None:
        super().__init__(data)
        decision: Any = self.fields["decision"]
        if not asks:
            decision.choices = [one for one in decision.choices if one[0] != "ask"]
            decision.help_text = _(
                "Vragen kan hier niet: achter een account van de lijst staat geen medewerker, of iemand die geen vraag kan krijgen. Open het geval voor de reden."
            )
            self.fields["words"].label = _("Waarom")
            self.fields["words"].error_messages["required"] = _("Schrijf waarom.")
        elif waiting:
            decision.help_text = _(
                "Een medewerker van de lijst kan zich nog niet aanmelden. Die vraag vertrekt, en de termijn begint, zodra dat kan."
            )

    decision = forms.ChoiceField(
        label=_("Wat beslis je over de aangeduide gevallen?"),
        choices=(
            ("justified", _("Verantwoord")),
            ("ask", _("Vraag het de medewerkers")),
            ("incident", _("Als incident behandelen")),
        ),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Waarom, of je vraag aan de medewerkers"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_(
            "Bij Verantwoord hoogstens 300 tekens, die de medewerker kan lezen. Elk geval krijgt deze tekst. Noem geen burger."
        ),
    )


class HandOverForm(Form):
    """To whom a case goes."""

    to = PersonField(_("Aan wie geef je het door?"))


class VerdictForm(Form):
    """Whether an explanation was right."""

    verdict = forms.ChoiceField(
        label=_("Klopt de verklaring?"),
        choices=(("right", _("Ja, ze klopt")), ("wrong", _("Nee, ze klopt niet"))),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Wat klopt er niet?"),
        max_length=300,
        help_text=_("Alleen nodig als de verklaring niet klopt."),
        error_messages={"required": _("Schrijf wat er niet klopt.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = not self.is_bound or self.data.get("verdict") == "wrong"


class PaperForm(Form):
    """A month that is controlled on paper."""

    month = forms.ChoiceField(label=_("Maand"))

    def __init__(self, months: list[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{month:%Y-%m}", month_words(month)) for month in months]  # type: ignore[attr-defined]


class NumberInput(forms.PasswordInput):
    """Shows what is typed, and never sends it back in a page."""

    input_type = "text"


class PaperLineForm(Form):
    """One consultation of the sample on paper."""

    person = PersonField(_("Medewerker"), required=False, empty_label=_("niet bekend"))
    user = forms.CharField(label=_("Gebruiker, als je de medewerker niet kent"), max_length=120, required=False)
    at = MomentField(label=_("Wanneer"))
    citizen = forms.CharField(
        label=_("Rijksregisternummer"),
        max_length=20,
        required=False,
        widget=NumberInput(attrs={"autocomplete": "off", "class": "input w-s"}),
    )
    service = forms.CharField(label=_("Welke raadpleging"), max_length=120, required=False)
    note = forms.CharField(label=_("Wat nagekeken is"), max_length=300, required=False)
    wrong = forms.BooleanField(label=_("Er was geen reden voor"), required=False)
