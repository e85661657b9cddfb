"""Forms of sources, their files and users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.kernel.models import Authority
from roeland.logs.formats.mapping import ADDING, Part, Reading, fields_of
from roeland.logs.library import field_words, templates
from roeland.logs.models import Source
from roeland.logs.values import KIND_WORDS, MOST_QUIET, QUIET, Format, Kind
from roeland.logs.web.common import LogFile
from roeland.people.pages import PersonField, offer
from roeland.ui import dates
from roeland.ui.form import DateField, Form

FORMATS = [
    (Format.CSV, _("CSV, zoals Excel het bewaart")),
    (Format.JSONL, _("JSON per regel")),
    (Format.PARQUET, _("Parquet")),
    (Format.SYSLOG, _("syslog")),
]
ZONES = [("Europe/Brussels", _("Belgische tijd")), ("UTC", _("UTC"))]
DATES = [
    ("auto", _("Roeland ziet het zelf, dag vóór maand")),
    ("mdy", _("maand/dag/jaar")),
    ("epoch", _("seconden sinds 1970")),
]
ENCODINGS = [("auto", _("Roeland ziet het zelf")), ("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]
SEPARATORS = [("auto", _("Roeland ziet het zelf")), (";", ";"), (",", ","), ("\t", _("tab")), ("|", "|")]
DECIMALS = [(",", _("komma")), (".", _("punt"))]


class SheetForm(Form):
    """The sheet of a source."""

    name = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Bijvoorbeeld: Rijksregister via de toepassing Burgerzaken.")
    )
    supplier = forms.CharField(label=_("Leverancier"), max_length=120, required=False)
    contract_clause = forms.CharField(
        label=_("Clausule in het contract"),
        max_length=200,
        required=False,
        help_text=_("Wat de leverancier beloofde over logbestanden. De brief noemt het."),
    )
    contact = forms.EmailField(label=_("Aan wie vraag je het bestand"), required=False)
    due_day = forms.IntegerField(
        label=_("Dag van de maand waarop het er moet zijn"),
        min_value=1,
        max_value=28,
        required=False,
        help_text=_(
            "Komt het bestand van de vorige maand later, dan maakt Roeland een taak. Leeg: er wordt niets verwacht."
        ),
    )
    quiet_days = forms.IntegerField(
        label=_("Werkdagen zonder raadplegingen waarna een maand ontbreekt"),
        min_value=1,
        max_value=MOST_QUIET,
        required=False,
        initial=QUIET,
        help_text=_(
            "Enkel voor raadplegingen. Heeft deze bron rustige weken, neem er dan meer: bij 23 volstaat één raadpleging in de maand. Leeg: 5."
        ),
    )
    owner = PersonField(_("Wie volgt dit op"), required=False, empty_label=_("de informatieveiligheidsconsulent"))
    folder = forms.CharField(
        label=_("Map die nagekeken wordt"),
        max_length=80,
        required=False,
        help_text=_(
            "Een naam zonder spaties. Een bestand in die map wordt vanzelf geïmporteerd zodra het niet meer groeit."
        ),
    )

    def __init__(self, *args: Any, authority: Authority, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, authority, "owner")

    def clean_quiet_days(self) -> int:
        """The usual number where none is given."""
        given: int | None = self.cleaned_data["quiet_days"]
        return QUIET if given is None else given


class NewSourceForm(SheetForm):
    """A new source: what it delivers, and a template or the kind of file."""

    field_order = ["kind", "template", "format", "name"]
    kind = forms.ChoiceField(label=_("Wat levert ze"), choices=[(one.value, word) for one, word in KIND_WORDS.items()])
    template = forms.ChoiceField(
        label=_("Sjabloon"),
        required=False,
        help_text=_("Zegt hoe het bestand gelezen wordt. Je kan het daarna aanpassen met een voorbeeldbestand."),
    )
    format = forms.ChoiceField(
        label=_("Soort bestand"), choices=FORMATS, required=False, help_text=_("Alleen nodig zonder sjabloon.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = [(one.id, f"{KIND_WORDS[Kind(one.kind)]}: {one.nl}") for one in templates().values()]
        self.fields["template"].choices = [("", _("geen sjabloon")), *known]  # type: ignore[attr-defined]


class FileForm(Form):
    """A file to import."""

    file = LogFile(
        label=_("Bestand"),
        help_text=_("CSV, JSON per regel, Parquet of syslog, ook als gzip of zip met één bestand."),
    )


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Waarom"), max_length=300)


class UserForm(Form):
    """Who a user of the log is."""

    person = PersonField(_("Van wie is dit account"), required=False, empty_label=_("nog niet bekend"))
    label = forms.CharField(
        label=_("Hoe je deze gebruiker noemt"),
        max_length=80,
        required=False,
        help_text=_(
            "Een naam die je herkent, bijvoorbeeld van een loket. Ze staat in de lijst zolang er geen persoon is."
        ),
    )
    shared = forms.BooleanField(
        label=_("Gedeeld account van een loket"),
        required=False,
        help_text=_("Verschillende mensen gebruiken het. Een vraag gaat dan naar niemand persoonlijk."),
    )
    held_since = DateField(
        label=_("Van die persoon of gedeeld vanaf"),
        required=False,
        help_text=_(
            "Gaat het account naar iemand anders, vul dan de eerste dag in. Vroegere raadplegingen blijven van wie het toen had. Zonder dag: alle raadplegingen."
        ),
    )
    team = forms.CharField(
        label=_("Dienst"),
        max_length=120,
        required=False,
        help_text=_("Alleen als het een andere is dan bij Personen staat."),
    )
    since = DateField(
        label=_("Bij die dienst vanaf"),
        required=False,
        help_text=_(
            "Vroegere raadplegingen worden gelezen met wat er toen gold. Zonder dag: een nieuwe dienst vanaf vandaag."
        ),
    )

    def __init__(self, *args: Any, authority: Authority, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, authority, "person")


class MappingForm(Form):
    """Which column is which field. A cell holds a column, two with ` + ` between them, or `=` and a value that is always the same."""

    format = forms.ChoiceField(label=_("Soort bestand"), choices=FORMATS)
    zone = forms.ChoiceField(label=_("Tijdzone van tijden zonder zone"), choices=ZONES)
    dates = forms.ChoiceField(label=_("Hoe datums geschreven zijn"), choices=DATES)
    encoding = forms.ChoiceField(label=_("Codering van de tekens"), choices=ENCODINGS)
    separator = forms.ChoiceField(label=_("Scheidingsteken"), choices=SEPARATORS)
    decimal = forms.ChoiceField(label=_("Decimaalteken"), choices=DECIMALS)
    adds = forms.BooleanField(
        label=_("Elk bestand vult de vorige aan"),
        required=False,
        help_text=_("Niet aangevinkt: elk bestand is de volledige lijst, en alleen het nieuwste telt."),
    )

    def __init__(self, *args: Any, source: Source, columns: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.source, self.columns = source, columns
        if source.kind == Kind.CONSULT:
            del self.fields["adds"]  # consultations always add: a next month never takes one away
        else:
            self.fields["adds"].initial = Kind(source.kind) in ADDING
        zone = (self.initial or {}).get("zone")
        if zone and zone not in dict(ZONES):
            self.fields["zone"].choices = [*ZONES, (zone, zone)]  # type: ignore[attr-defined]
        for name, needed in fields_of(Kind(source.kind)).items():
            field = forms.CharField(label=dates.capital(field_words().get(name, name)), max_length=250, required=False)
            field.widget.attrs.update({"class": "input w-m", "list": "kolommen"})
            self.fields[f"f_{name}"] = field
            field.needed = needed  # type: ignore[attr-defined]

    @property
    def is_blank(self) -> bool:
        """Whether nobody said of any field where it comes from."""
        return not any(str(self[name].value() or "").strip() for name in self.fields if name.startswith("f_"))

    def clean(self) -> dict[str, Any]:
        """What must be there is asked beside its own field."""
        for name, field in self.fields.items():
            if getattr(field, "needed", False) and not self.cleaned_data.get(name, "").strip():
                self.add_error(
                    name, _("Schrijf uit welke kolom dit komt. Zonder dit veld kan Roeland het bestand niet lezen.")
                )
        return self.cleaned_data

    @property
    def cells(self) -> list[tuple[Any, bool]]:
        """The fields of the table: bound field and whether it must be there."""
        return [(self[name], self.fields[name].needed) for name in self.fields if name.startswith("f_")]  # type: ignore[attr-defined]

    @property
    def rest(self) -> list[Any]:
        """How the file is written."""
        return [self[name] for name in self.fields if not name.startswith("f_")]

    @property
    def mapping(self) -> dict[str, Any]:
        """As a source keeps it."""
        data = self.cleaned_data
        fields = {
            name[2:]: part_of(value).data() for name, value in data.items() if name.startswith("f_") and value.strip()
        }
        return {
            "fields": fields,
            **{name: data[name] for name in ("zone", "dates", "encoding", "separator", "decimal")},
            "adds": data.get("adds", True),
        }


def part_of(text: str) -> Part:
    """What a cell says."""
    text = text.strip()
    if text.startswith("="):
        return Part(constant=text[1:].strip())
    return Part(tuple(one.strip() for one in text.split(" + ") if one.strip()))


def words_of(part: Part) -> str:
    """The same as a cell."""
    return " + ".join(part.columns) if part.columns else f"={part.constant}"


def first_values(how: Reading | None, proposed: dict[str, Part], saved: dict[str, Any]) -> dict[str, Any]:
    """What the form of a mapping begins with: what was saved, else what the names of the columns say."""
    parts = how.fields if how else proposed
    rest = how.data() if how else saved
    names = ("zone", "dates", "encoding", "separator", "decimal", "adds")
    return {
        **{f"f_{name}": words_of(part) for name, part in parts.items()},
        **{name: rest[name] for name in names if name in rest},
    }
