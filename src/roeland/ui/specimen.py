"""Invented values for the sheet of components. Nothing here comes from the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from roeland.ui import components as c
from roeland.ui import specimen_parts as parts
from roeland.ui.components import GroundKind, State
from roeland.ui.form import DateField, Form
from roeland.ui.tables import Column, Filter, Table


@dataclass(frozen=True, slots=True)
class Device:
    """A row of the specimen table."""

    number: str
    kind: str
    state: c.Status
    age: int
    end: date


class DeviceTable(Table[Device]):
    """A dense table."""

    caption = "Toestellen"
    dense = True
    default_sort = "nummer"
    columns: ClassVar[tuple[Column[Any], ...]] = (
        Column[Device](
            "nummer", "Nummer", lambda row: row.number, sort_key=lambda row: row.number, link=lambda _row: "#"
        ),
        Column[Device]("soort", "Soort", lambda row: row.kind, sort_key=lambda row: row.kind),
        Column[Device]("status", "Status", lambda row: row.state),
        Column[Device]("leeftijd", "Maanden", lambda row: row.age, sort_key=lambda row: row.age, numeric=True),
        Column[Device]("einde", "Einde levensduur", lambda row: row.end, sort_key=lambda row: row.end, numeric=True),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter(
            "soort",
            "Soort",
            (("Laptop", "Laptop"), ("Server", "Server")),
            lambda rows, value: [row for row in rows if row.kind == value],
        ),
        Filter(
            "wacht",
            "Alleen wat aandacht vraagt",
            (("ja", "Alleen wat aandacht vraagt"),),
            lambda rows, _value: rows[:2],
            switch=True,
        ),
    )
    searchable = True
    search_label = "Nummer of soort"

    def find(self, rows: Any, term: str) -> Any:
        """By number or kind."""
        return [row for row in rows if term.lower() in f"{row.number} {row.kind}".lower()]


class SpecimenForm(Form):
    """Every kind of field."""

    when = DateField(label="Datum van de test")
    duration = forms.CharField(
        label="Duur van het herstel",
        max_length=5,
        error_messages={"required": "Vul de gemeten tijd in, bijvoorbeeld 1:45."},
    )
    who = forms.ChoiceField(label="Wie", choices=[("", "Kies iemand"), ("an", "An Peeters"), ("koen", "Koen De Smet")])
    outcome = forms.ChoiceField(
        label="Uitkomst",
        widget=forms.RadioSelect,
        choices=[("alles", "Alles teruggezet"), ("deels", "Deels teruggezet"), ("niet", "Mislukt")],
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        widget=forms.Textarea,
        help_text="Wie dit later leest, moet weten wat je deed.",
    )
    sure = forms.BooleanField(label="Ik heb de inhoud nagekeken", required=False)


def specimen(request: HttpRequest) -> dict[str, Any]:
    """The context of the sheet."""
    form = SpecimenForm({"when": "2026-11-16", "who": "", "outcome": "alles"})
    form.is_valid()
    devices = [
        Device(
            f"ZB-L{200 + i:04}",
            "Laptop" if i % 3 else "Server",
            c.Status(State.DONE if i % 5 else State.LATE, "in gebruik" if i % 5 else "niet teruggebracht"),
            6 + i,
            date(2027 + i % 4, 1 + i % 12, 8),
        )
        for i in range(60)
    ]
    return {
        "states": list(State),
        "kinds": list(GroundKind),
        "marks": ["1", "2", "3", "4", "all"],
        "callouts": [
            ("info", "De nieuwe versie vraagt opnieuw een aanvaarding."),
            ("warn", "De opzegdatum van dit contract is over 12 dagen."),
            ("bad", "Het bestand is niet geüpload: het is groter dan 50 MB."),
            ("good", "De controle van oktober is afgesloten."),
        ],
        "clocks": parts.clocks(),
        "work": parts.work(),
        "heat": parts.heat(),
        "table": DeviceTable(request, devices),
        "form": form,
        "grounds": [parts.OWN, parts.FRAME, parts.PROPOSAL],
        "zonderbeke": parts.ZONDERBEKE,
        "timeline": [
            c.TimelineEntry("An Peeters voegde 2 bestanden toe", "di 17 nov. 08:53", index="48 213", proof_url="#"),
            c.TimelineEntry(
                "Herinnering verstuurd naar An Peeters",
                "vr 13 nov. 08:00, één dag te laat",
                index="47 990",
                proof_url="#",
                state=State.LATE,
            ),
            c.TimelineEntry(
                "Koen De Smet gaf de taak door aan An Peeters",
                "ma 2 nov. 10:14",
                "An beheert de nieuwe opslag.",
                "46 802",
                "#",
            ),
        ],
        "chain": [
            c.ChainLink("Kader", "#"),
            c.ChainLink("Terugkerende taak: elk kwartaal", "#"),
            c.ChainLink("Taak", current=True),
            c.ChainLink("Bewijs"),
            c.ChainLink("Jaarverslag 2026"),
        ],
        "sealed": [
            c.Sealed(
                "hersteltest-2026.pdf",
                "#",
                "412 kB",
                "verzegeld op 17/11 om 08:52",
                "9f2c 41ab 77e0",
                c.Verb("Verwijderen", "#", quiet=True),
            )
        ],
        "expected": [c.Expected("teruggezette set", True), c.Expected("controlesom", True), c.Expected("duur", False)],
        "definitions": [
            c.Definition("Versie", "3.2"),
            c.Definition("Herzien vóór", date(2027, 6, 12)),
            c.Definition("Verzegeling", "4be1 90cc 3a72", mono=True),
        ],
        "empty": c.Empty(
            "Lissegem heeft nog geen controleplan",
            "Begin met de 25 terugkerende taken die Roeland voorstelt. Er verandert niets tot je bevestigt.",
            c.Verb("Controleplan samenstellen", "#"),
            ways=(c.Way("Een eigen taak toevoegen", "#", "als je weet wat je wil"),),
        ),
        "banner": c.Banner(
            "TLP:AMBER+STRICT", "Algemeen deel", "enkel voor wie het nodig heeft in het eigen bestuur", "versie 3.2"
        ),
        "access": c.Access(
            "Ter inzage",
            "Geopend door Dina Claes voor Rita Verhelst",
            "sluit om 10:15, over 42 minuten",
            c.Verb("Inzage beëindigen", "#"),
        ),
        "steps": [
            c.Step(
                "Lees en aanvaard: afspraken over mail en internet",
                "Versie 4. Nieuw: geen werkmail meer doorsturen naar een privéadres.",
                "4 minuten, vóór vrijdag 27 november",
                c.Verb("Lezen", "#"),
            ),
            c.Step(
                "Korte les: een valse mail herkennen",
                "Je mag stoppen en later verdergaan.",
                "5 minuten, vóór maandag 14 december",
                c.Verb("Les starten", "#"),
            ),
        ],
        **parts.drawings(),
    }
