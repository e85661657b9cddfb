"""The section on training of the officer and ICT: counted from the files of mandates, by function, nobody by name."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from roeland.documents.render import FigureRef, Paragraph, Table, Text
from roeland.governance.models import MandateFile, PlannedTraining, Training
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.people.models import Mandate
from roeland.reports.queries import training as queries
from roeland.reports.rooms import PlannedFact, Rooms, TrainingFact
from roeland.reports.sections import training
from roeland.reports.values import Part, Period
from tests.reports.material import PERIOD, Material, brief
from tests.world import World

MARCH = date(2025, 3, 4)
COURSE = TrainingFact(UUID(int=9501), "Beveiliging van kleine netten", "ict_head", MARCH, Decimal("6.50"))
PLANNED = (
    PlannedFact(UUID(int=9502), "Auditor", "security_officer", MARCH, Decimal(24), Decimal(1450), MARCH, dropped=False, late=False),
    PlannedFact(UUID(int=9503), "Logboeken lezen", "ict_head", MARCH, Decimal(6), Decimal(0), None, dropped=False, late=True),
)  # fmt: skip


def words(rooms: Rooms, part: Part) -> str:
    texts = []
    for block in training.build(brief(Material(PERIOD, rooms=rooms)), part):
        if isinstance(block, Paragraph):
            texts.append("".join(run.text if isinstance(run, Text | FigureRef) else "" for run in block.runs))
        elif isinstance(block, Table):
            texts.append(f"{block.caption} {block.rows}")
    return "\n".join(texts).replace("\xa0", " ")


def test_numbers_for_everybody_and_titles_by_function_in_the_annex() -> None:
    rooms = Rooms(trainings=(COURSE,), planned=PLANNED, training_hours=40)
    public, annex = words(rooms, Part.PUBLIC), words(rooms, Part.ANNEX)
    assert "1 vorming, samen 6 uur. Afgesproken zijn 40 uur per jaar." in public
    assert "stonden er 2 vormingen op het vormingsplan. Daarvan: 1 gevolgd en 1 te laat." in public
    assert "Auditor" not in public
    assert "('Auditor', 'informatieveiligheidsconsulent', '4/03/2025', '24'" in annex.lower().replace(
        "auditor", "Auditor"
    )
    assert "'gevolgd op 4/03/2025'" in annex
    assert "'te laat'" in annex
    assert "'6,5'" in annex
    assert "geen vorming" in words(Rooms(), Part.PUBLIC)


def test_the_year_is_read_as_it_stood(world: World) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        mandate = Mandate.objects.filter(authority=world.zonderbeke, person=world.person("dina")).first()
        base = {"authority": world.zonderbeke, "audience": "mandates"}
        file = MandateFile.objects.create(mandate=mandate, hours_per_year=40, **base)
        done = Training.objects.create(file=file, title="Auditor", day=date(2026, 5, 6), hours=24, **base)
        Training.objects.create(file=file, title="Vorig jaar", day=date(2025, 5, 6), hours=2, **base)
        plans = [
            ("Auditor", done, date(2026, 4, 1)),
            ("Cloud", None, date(2026, 3, 1)),
            ("Later", None, date(2027, 3, 1)),
        ]
        for title, followed, due in plans:
            status = "followed" if followed else "planned"
            PlannedTraining.objects.create(
                file=file, title=title, due=due, hours=8, status=status, followed=followed,
                closed_on=done.day if followed else None, **base,
            )  # fmt: skip
        period = Period(2026, clock.at_local(date(2026, 11, 2)))
        found = {row.title: row for row in queries.planned(world.zonderbeke, period, date(2026, 11, 2))}
        early = {row.title: row for row in queries.planned(world.zonderbeke, period, date(2026, 4, 15))}
        hours = [row.hours for row in queries.followed(world.zonderbeke, date(2026, 1, 1), date(2026, 11, 2))]
        agreed = queries.agreed(world.zonderbeke, date(2026, 11, 2))
    assert set(found) == {"Auditor", "Cloud"}
    assert (found["Auditor"].followed_on, found["Auditor"].late, found["Cloud"].late) == (date(2026, 5, 6), False, True)
    assert (early["Auditor"].followed_on, early["Auditor"].late) == (None, True), (
        "followed later than the moment it is seen from"
    )
    assert (hours, agreed) == ([24], 40)
