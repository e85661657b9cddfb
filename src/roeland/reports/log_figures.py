"""Figures over the control of consultations (log control): counted over the closed controls of the months of the year. Pure."""

from collections.abc import Callable

from roeland.reports.definition import Definition, Material
from roeland.reports.rooms import ControlFact
from roeland.reports.values import Counted

UNIT_CONTROLS = "controles van een maand"


def _rows(keep: Callable[[ControlFact], bool]) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        found = tuple(sorted(row.id for row in material.rooms.controls if keep(row)))
        return Counted(len(found), found)

    return count


def _sum(name: str) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        rows = material.rooms.controls
        return Counted(sum(getattr(row, name) for row in rows), tuple(sorted(row.id for row in rows)))

    return count


CONTROLS = (
    Definition(
        "controls-closed", 1, "Afgesloten logcontroles", "logcontrole", "logcontroles", UNIT_CONTROLS,
        "Controles van raadplegingen over een maand van het jaar die afgesloten zijn.",
        _rows(lambda _row: True),
    ),
    Definition(
        "controls-full", 1, "Volledige logcontroles", "volledig", "volledig", UNIT_CONTROLS,
        "Afgesloten controles waarbij alle raadplegingen van de maand gelezen zijn. De andere zijn beperkte controles.",
        _rows(lambda row: row.full),
    ),
    Definition(
        "controls-events", 1, "Nagekeken raadplegingen", "raadpleging", "raadplegingen", "raadplegingen",
        "Raadplegingen in de afgesloten controles.",
        _sum("events"),
    ),
    Definition(
        "controls-explained", 1, "Verklaarde raadplegingen", "raadpleging", "raadplegingen", "raadplegingen",
        "Raadplegingen in de afgesloten controles waarvoor een reden geregistreerd staat.",
        _sum("explained"),
    ),
    Definition(
        "controls-cases", 1, "Gevallen", "geval", "gevallen", "gevallen",
        "Gevallen in de afgesloten controles: raadplegingen van een medewerker bij een burger die een vraag waard waren.",
        _sum("cases"),
    ),
    Definition(
        "controls-incidents", 1, "Gevallen die incident werden", "incident", "incidenten", "gevallen",
        "Gevallen in de afgesloten controles die als incident behandeld zijn.",
        _sum("incidents"),
    ),
    Definition(
        "controls-asked", 1, "Vragen aan medewerkers", "vraag", "vragen", "vragen",
        "Vragen om uitleg aan medewerkers over gevallen in de afgesloten controles.",
        _sum("asked"),
    ),
    Definition(
        "controls-cut", 1, "Niet bekeken gevallen", "geval", "gevallen", "gevallen",
        "Gevallen in de afgesloten controles die buiten de tijd van de consulent vielen.",
        _sum("cut"),
    ),
    Definition(
        "controls-reveals", 1, "Getoonde identiteiten", "keer", "keer", "keren",
        "Keren dat de identiteit van een burger getoond is in een geval van de afgesloten controles.",
        _sum("reveals"),
    ),
)  # fmt: skip
