"""Figures over the training of the officer and of ICT: what was followed, and what the plan still holds. Pure."""

from collections.abc import Callable

from roeland.reports.definition import Definition, Material
from roeland.reports.rooms import PlannedFact
from roeland.reports.values import Counted

UNIT_TRAININGS, UNIT_PLANNED = "vormingen", "vormingen op het vormingsplan"


def _followed(material: Material) -> Counted:
    found = tuple(sorted(row.id for row in material.rooms.trainings))
    return Counted(len(found), found)


def _hours(material: Material) -> Counted:
    """Whole hours: all trainings together."""
    rows = material.rooms.trainings
    return Counted(round(sum(row.hours for row in rows)), tuple(sorted(row.id for row in rows)))


def _planned(keep: Callable[[PlannedFact], bool]) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        found = tuple(sorted(row.id for row in material.rooms.planned if keep(row)))
        return Counted(len(found), found)

    return count


TRAININGS = (
    Definition(
        "trainings-followed", 1, "Gevolgde vormingen", "vorming", "vormingen", UNIT_TRAININGS,
        "Vormingen van het jaar in het dossier van wie een mandaat voor informatieveiligheid of ICT heeft.",
        _followed,
    ),
    Definition(
        "trainings-hours", 1, "Uren vorming", "uur", "uur", "uren, afgerond",
        "Uren van die vormingen samen.",
        _hours,
    ),
    Definition(
        "planned-trainings", 1, "Vormingen op het plan", "vorming op het vormingsplan", "vormingen op het vormingsplan", UNIT_PLANNED,
        "Vormingen die volgens het vormingsplan in het jaar moesten volgen, of in het jaar gevolgd of geschrapt zijn.",
        _planned(lambda _row: True),
    ),
    Definition(
        "planned-followed", 1, "Gevolgd volgens plan", "gevolgd", "gevolgd", UNIT_PLANNED,
        "Vormingen van het plan die gevolgd zijn.",
        _planned(lambda row: row.followed_on is not None),
    ),
    Definition(
        "planned-late", 1, "Nog niet gevolgd, de dag is voorbij", "te laat", "te laat", UNIT_PLANNED,
        "Vormingen van het plan die niet gevolgd of geschrapt zijn, terwijl hun dag voorbij is.",
        _planned(lambda row: row.late),
    ),
)  # fmt: skip
