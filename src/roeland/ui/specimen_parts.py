"""Invented values of the larger components for the sheet: year overview, clocks, worklist, charts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from roeland.ui import charts, dates
from roeland.ui import components as c
from roeland.ui.clockruler import ClockBand, ClockRuler, RulerEvent
from roeland.ui.components import GroundKind, State
from roeland.ui.heatmap import HeatGroup, HeatMap, HeatRow, MonthCell

NOW = datetime(2026, 11, 17, 7, 40, tzinfo=UTC)
START = datetime(2026, 11, 15, 15, 20, tzinfo=UTC)
ZONDERBEKE = c.Place("Zonderbeke", "1")
LISSEGEM = c.Place("Lissegem", "2")
OWN = c.Ground(
    GroundKind.OPDRACHT,
    "Taken van de ICT-dienst",
    "De integriteit van back-ups controleren.",
    "Gelezen in jullie eigen opdracht",
)
FRAME = c.Ground(
    GroundKind.KADER,
    "BIO2 1.3, 8.13.04",
    "Ten minste jaarlijks. Bindt enkel wie dit kader koos.",
    "Gelezen bij de uitgever, 3/03/2026",
)
PROPOSAL = c.Ground(
    GroundKind.VOORSTEL,
    "Elk kwartaal",
    "Geen regel vraagt dit ritme. Roeland stelde het voor.",
    url="#",
    url_label="Interval aanpassen",
)


def heat() -> HeatMap:
    """A year of six duties."""
    on, off = State.DONE, None

    def cells(*states: State | None) -> tuple[MonthCell | None, ...]:
        return tuple(MonthCell(state, url="#") if state else None for state in states)

    steer = (
        HeatRow(
            "Vergadering informatieveiligheidsdienst",
            "om de 6 maanden",
            cells(*[off] * 4, on, *[off] * 5, State.PLANNED, off),
            1,
            2,
            "#",
        ),
        HeatRow("Jaarverslag aan de raad", "31 maart", cells(off, off, State.DONE_LATE, *[off] * 9), 1, 1, "#"),
    )
    many = tuple(MonthCell(State.DONE, 20 + month % 3, "#") for month in range(11))
    ict = (
        HeatRow("Geslaagde back-ups", "elke werkdag", (*many, MonthCell(State.PLANNED)), 11, 12, "#"),
        HeatRow(
            "Hersteltest van back-ups",
            "elk kwartaal",
            cells(off, on, off, off, on, off, off, State.DONE_LATE, off, off, State.LATE, off),
            3,
            4,
            "#",
        ),
        HeatRow(
            "Nazicht beheerdersrechten",
            "elk kwartaal",
            cells(off, on, off, off, on, off, State.SKIPPED, on, off, State.REVIEW, State.REJECTED, off),
            3,
            4,
            "#",
        ),
        HeatRow("Controle KSZ-logbestanden", "maandelijks", cells(*[on] * 10, State.TODAY, State.PLANNED), 10, 12, "#"),
    )
    return HeatMap("Jaaroverzicht 2026 van Zonderbeke", 2026, (HeatGroup("Sturen", steer), HeatGroup("ICT", ict)), 11)


def clocks() -> list[ClockBand]:
    """A clock in each state."""
    end = START + timedelta(hours=72)
    events = (
        RulerEvent(START + timedelta(minutes=25), "kennisname, DPO verwittigd"),
        RulerEvent(START + timedelta(hours=17), "ontvanger bevestigt wissen"),
    )
    law = c.Ground(GroundKind.WET, "AVG art. 33, lid 1")
    verbs = (c.Verb("Niet melden voorstellen", "#"), c.Verb("Melding invullen", "#", primary=True))
    why = "AVG art. 33, lid 1: melden binnen 72 uur na kennisname, tenzij er geen risico is voor de betrokkenen."
    running = ClockRuler(START, end, NOW, events=events)
    short = ClockRuler(START, end, end - timedelta(hours=5))
    paused = ClockRuler(START, end, NOW, paused=True, pauses=((NOW - timedelta(hours=12), None),))
    stopped = ClockRuler(START, end, NOW, stopped_at=START + timedelta(hours=30))
    passed = ClockRuler(START, end, end + timedelta(hours=3))
    until = f"nog om te melden, tot {dates.list_moment(end)}"
    return [
        ClockBand(
            "Gegevenslek: loonbestand naar verkeerd adres",
            running,
            "#",
            LISSEGEM,
            law,
            why,
            until,
            "Loopt door in nacht en weekend.",
            ("Sofie Lambrecht (DPO)", "Bert Maes", "jij"),
            verbs,
        ),
        ClockBand(
            "Minder dan een kwart over",
            short,
            "#",
            ZONDERBEKE,
            law,
            until=until,
            rule="Loopt door in nacht en weekend.",
        ),
        ClockBand(
            "Gepauzeerd met reden",
            paused,
            "#",
            ZONDERBEKE,
            law,
            until="wacht op antwoord van de aanvrager",
            rule="Staat stil tot de aanvrager antwoordt.",
        ),
        ClockBand(
            "Gestopt met bewijs",
            stopped,
            "#",
            ZONDERBEKE,
            law,
            until="Gemeld op ma 16 nov. 22:20",
            rule="De melding staat in het logboek.",
        ),
        ClockBand(
            "Verstreken",
            passed,
            "#",
            ZONDERBEKE,
            law,
            until=f"de termijn eindigde op {dates.list_moment(end)}",
            rule="Meld alsnog en motiveer waarom het later is.",
        ),
    ]


def work() -> c.WorkGroup:
    """Lines in each state."""
    lines = (
        c.WorkLine(
            "Vergadering van de informatieveiligheidsdienst",
            "#",
            State.LATE,
            "10 dagen te laat",
            "7/11/2026",
            LISSEGEM,
            OWN,
            "elke 6 maanden, vorige op 7 mei",
            c.Verb("Bijeenroepen", "#"),
        ),
        c.WorkLine(
            "Nazicht beheerdersrechten",
            "#",
            State.REJECTED,
            "2 dagen te laat",
            "15/11/2026",
            ZONDERBEKE,
            FRAME,
            "afgekeurd: databanken ontbraken",
            c.Verb("Bewijs nazien", "#"),
        ),
        c.WorkLine(
            "Gebruiksafspraken toestel, versie 3",
            "#",
            State.REVIEW,
            "Vandaag",
            "17/11/2026",
            LISSEGEM,
            PROPOSAL,
            "14 wijzigingen na te lezen",
            claimed_by="Koen De Smet",
        ),
        c.WorkLine(
            "Contactlijst noodgevallen nakijken",
            "#",
            State.PLANNED,
            "do 19 nov.",
            "over 2 dagen",
            ZONDERBEKE,
            FRAME,
            "elk half jaar",
            undo=c.Verb("Ongedaan maken", "#"),
        ),
    )
    return c.WorkGroup("Te laat", lines, total=6, more_url="#")


def drawings() -> dict[str, Any]:
    """One chart of each kind."""
    months = tuple(dates.MONTHS_TINY[:10])
    line = charts.LineChart(
        "Op tijd gedaan, per maand",
        "Van 84 procent in januari naar 93 procent in oktober 2026.",
        months,
        (
            charts.Line("2026", (84, 85, 86, 84.5, 88, 90, 89, 91.5, 92.5, 93)),
            charts.Line("2025", (78, 78.5, 77, 79, 80, 79.5, 78.5, 80.5, 82.5, 83), compare=True),
        ),
        unit="%",
        low=70,
        high=100,
    )
    bar = charts.StackedBar(
        "Controles per kwartaal",
        "Vier kwartalen, telkens met wat op tijd, laat, overgeslagen en te laat is.",
        (
            charts.BarRow("1e kwartaal", (33, 2, 1, 0)),
            charts.BarRow("2e kwartaal", (35, 3, 0, 0)),
            charts.BarRow("3e kwartaal", (30, 4, 2, 0)),
            charts.BarRow("4e kwartaal", (20, 4, 0, 2)),
        ),
        head="Kwartaal",
    )
    return {"line": line, "bar": bar, "ribbon": charts.Ribbon(118, 13, 3, 2, 152, 0.88)}
