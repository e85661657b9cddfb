"""Figures over the control of consultations (log control): counted over the closed controls of the months of the year. Pure.

Counts of people's doings are no figures: who reads the public part may open every figure, and some are under five. They stand in the annex.
"""

from collections.abc import Callable

from roeland.logs.values import ControlFact
from roeland.reports.definition import Definition, Material
from roeland.reports.values import Counted

UNIT_CONTROLS = "controles van een maand"


def _rows(keep: Callable[[ControlFact], bool]) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        found = tuple(sorted(row.id for row in material.rooms.controls if keep(row)))
        return Counted(len(found), found)

    return count


def _sum(name: str) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        rows = [row for row in material.rooms.controls if not row.by_hand]  # of a sample on paper nobody knows all
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
        "controls-events", 2, "Nagekeken raadplegingen", "raadpleging", "raadplegingen", "raadplegingen",
        "Raadplegingen in de bestanden van de afgesloten controles. Een steekproef op papier telt niet mee.",
        _sum("events"),
    ),
)  # fmt: skip
