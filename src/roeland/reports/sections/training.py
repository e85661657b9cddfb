"""Training of the officer and of ICT: how many and how long for everybody; which ones, by function and without a name, in the annex."""

from decimal import Decimal

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.rooms import PlannedFact
from roeland.reports.sections.base import Brief, Section, role_name
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """What was followed against what was agreed, and the plan."""
    rooms = brief.material.rooms
    written = brief.written("vorming", part)
    if not rooms.trainings and not rooms.planned:
        return [paragraph(f"In {brief.year} is geen vorming van de consulent of van ICT geregistreerd."), *written]
    agreed = f" Afgesproken zijn {dates.number(rooms.training_hours)} uur per jaar." if rooms.training_hours else ""
    blocks: list[Block] = [
        paragraph(
            f"Wie een mandaat voor informatieveiligheid of ICT heeft, volgde in {brief.year}{brief.until} ",
            brief.figure("trainings-followed"),
            ", samen ",
            brief.figure("trainings-hours"),
            f".{agreed}",
        )
    ]
    if rooms.planned:
        blocks.append(
            paragraph(
                f"Voor {brief.year} {brief.agree('planned-trainings', 'stond', 'stonden')} er ",
                brief.figure("planned-trainings"),
                ". Daarvan: ",
                brief.figure("planned-followed"),
                " en ",
                brief.figure("planned-late"),
                ".",
            )
        )
    blocks += written
    if part.confidential:
        blocks += _annex(brief)
    return blocks


def _annex(brief: Brief) -> list[Block]:
    rooms = brief.material.rooms
    blocks: list[Block] = []
    if rooms.planned:
        rows = tuple(
            (row.title, role_name(row.role), dates.table_date(row.due), _hours(row.hours), dates.euro(row.cost), _stands(row))
            for row in rooms.planned
        )  # fmt: skip
        titles = ("Vorming", "Voor", "Tegen", "Uren", "Kost", "Status")
        blocks.append(Table("Vormingsplan van het jaar", titles, rows, (3, 4)))
    if rooms.trainings:
        done = tuple(
            (row.title, role_name(row.role), dates.table_date(row.on), _hours(row.hours)) for row in rooms.trainings
        )
        blocks.append(Table("Gevolgde vormingen", ("Vorming", "Voor", "Op", "Uren"), done, (3,)))
    return blocks


def _hours(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _stands(row: PlannedFact) -> str:
    if row.followed_on is not None:
        return f"gevolgd op {dates.table_date(row.followed_on)}"
    if row.dropped:
        return "geschrapt"
    return "te laat" if row.late else "gepland"


SECTION = Section(
    "vorming",
    "Vorming van de consulent en ICT",
    build,
    hint="Wat leerde de dienst bij, en wat ontbreekt nog? Zonder namen van personen of systemen.",
)
