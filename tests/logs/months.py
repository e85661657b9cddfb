"""A small month of Zonderbeke in the store of the program: sixty explained consultations, and some that ask a question."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from roeland.duties.models import Duty, Task
from roeland.kernel import clock, gate
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs import store
from roeland.logs.actions.runs import start_run
from roeland.logs.actions.sample import judge_many
from roeland.logs.models import Case, Conditions, LogUser, Run
from roeland.logs.queries import cases, events
from roeland.logs.values import Kind
from tests.world import World

OCTOBER = date(2026, 10, 1)
NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
SOURCE = UUID(int=77)
LOOKED_UP = 9_000_000_000_000_001  # the citizen that An looks up at night


def conditions(world: World, place: Authority | None = None) -> None:
    """Everything is in order for controlling staff from 2025 on."""
    where, day = place or world.zonderbeke, date(2025, 1, 1)
    with gate.opened(), scope(world.system, [where]):
        Conditions.objects.create(
            authority=where, audience="ksz_log", consulted_on=day, consulted_body="BOC", paper_name="verslag.pdf",
            paper_sha256="0" * 64, work_rules="2025", register_entry="R-1", dpia_on=day, dpo_advice_on=day, dpo_advice="Ja.",
            retention_months=24, valid_from=day, stated_at=clock.now(),
        )  # fmt: skip


def users(world: World, **persons: str) -> None:
    """User names of the log with the persons behind them."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        for user, name in persons.items():
            LogUser.objects.create(
                authority=world.zonderbeke,
                audience="ksz_log",
                user_id=user,
                person=world.person(name),
                team="sociale dienst",
            )


def working_days(first: date, count: int) -> list[date]:
    found = [first + timedelta(days=step) for step in range(31)]
    return [day for day in found if day.weekday() < 5][:count]


def explained(count: int = 60, user: str = "an") -> list[dict[str, Any]]:
    """Consultations of own dossiers in office hours, every working day, the same day of the following months too."""
    days = working_days(OCTOBER, 22)
    return [
        {"ts": moment(days[number % len(days)], 9 + number % 6), "user_id": user, "citizen": 100 + number % 20}
        for number in range(count)
    ]


def strange(user: str = "an", citizen: int = LOOKED_UP, count: int = 6) -> list[dict[str, Any]]:
    """Nobody knows why: at night, on different days, by name."""
    return [
        {
            "ts": moment(OCTOBER + timedelta(days=2 + 3 * step), 21),
            "user_id": user,
            "citizen": citizen,
            "search_key": "name",
        }
        for step in range(count)
    ]


def moment(day: date, hour: int) -> datetime:
    return clock.at_local(day, hour)


STAFF = [
    {"user_id": name, "team": "sociale dienst", "from_ts": datetime(2024, 1, 1, tzinfo=UTC)}
    for name in ("an", "bo", "dina", "cy")
]
DOSSIERS = [
    {"citizen": 100 + number, "team": "sociale dienst", "worker": "bo", "opened": datetime(2026, 1, 1, tzinfo=UTC)}
    for number in range(20)
]


def deliver(place: Authority, rows: list[dict[str, Any]], *, staff: bool = True) -> None:
    """Put consultations with their dimensions in the store, as an import would."""
    numbered = [
        {"service": "RR", "ip": "10.0.0.1", "search_key": "insz", **row, "event_id": number}
        for number, row in enumerate(rows, 1)
    ]
    by_day: dict[date, list[dict[str, Any]]] = {}
    for row in numbered:
        by_day.setdefault(clock.local(row["ts"]).date(), []).append(row)
    put(place, Kind.CONSULT, by_day, tuple(sorted(by_day)))
    put(place, Kind.DOSSIERS, {"list": DOSSIERS})
    if staff:
        put(place, Kind.STAFF, {"list": STAFF})


def put(
    place: Authority,
    kind: Kind,
    files: dict[Any, list[dict[str, Any]]],
    days: tuple[date, ...] = (),
    *,
    source: UUID = SOURCE,
) -> None:
    delivery = uuid4()
    made = store.staging(place.pk, delivery)
    for name, rows in files.items():
        pq.write_table(pa.Table.from_pylist(rows, schema=store.schema(kind)), made / f"{name}.parquet")
    store.place(place.pk, store.Mark(delivery, source, kind, days, clock.now().isoformat()), made)
    store.count(place.pk, delivery)


def people(world: World, **persons: str) -> None:
    """A deputy, a DPO and the conditions; An is the person behind `an`."""
    world.employ("karel", ["deputy_security_officer"])
    world.employ("sofie", ["dpo"])
    conditions(world)
    users(world, **{"an": "an", **persons})


def ready(world: World, *rows: list[dict[str, Any]], **persons: str) -> None:
    """The same, and a month in the store."""
    people(world, **persons)
    deliver(world.zonderbeke, [row for part in (rows or (explained(), strange())) for row in part])


def run(world: World, who: str = "dina", **more: Any) -> Run:
    """The control of October, begun by its verb."""
    return start_run(world.actor(who), authority=world.zonderbeke, month=OCTOBER, **more)


def judge_all(world: World, one: Run, who: str = "dina") -> None:
    """What was drawn for somebody is right."""
    actor = world.actor(who)
    with scope(actor, [world.zonderbeke]):
        judge_many(actor, items=[item for item in cases.sample(actor, one) if not item.verdict], verdict="right")


def case_of(world: World, citizen: int) -> Case:
    """The case about a citizen."""
    with scope(world.system, [world.zonderbeke]):
        found: Case = Case.objects.select_related("run", "authority", "person").get(citizen=citizen)
        return found


def monthly_task(place: Authority) -> Task:
    """The task of the monthly duty, as the catalogue describes it; inside the write gate and the scope."""
    duty = Duty.objects.create(
        authority=place, audience="ksz_log", catalogue_id="ksz-log-control", title="Logcontrole", group="ksz", rule="FREQ=MONTHLY",
        start=OCTOBER, lead_role="security_officer", status="active", adopted_on=OCTOBER, grounds=[], separation=True,
    )  # fmt: skip
    due = date(2026, 11, 15)
    found: Task = Task.objects.create(
        authority=place, audience="ksz_log", duty=duty, title="Logcontrole", number="T-2026-0901", due=due, original_due=due, limit=due,
        key=due, created_at=clock.now(), status="open", separation=True,
    )  # fmt: skip
    return found


def files_of(run: Run) -> list[Path]:
    return sorted(events.runs_root(run).iterdir())
