"""Log control as it went: what had to be in order first, the files of each month, and the control that fulfils the recurring duty."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from roeland.cli.demonstration import evidence, logfiles, reviewing, roster, story
from roeland.cli.demonstration.consultations import COUNTERS, Line, World, end, ordinary
from roeland.cli.demonstration.planted import planted
from roeland.cli.demonstration.stage import Stage
from roeland.duties.recurrence import Occurrence
from roeland.kernel import clock
from roeland.kernel.calendar import add_working_days
from roeland.kernel.scope import scope
from roeland.logs import intake, lateness
from roeland.logs.actions import conditions, sources, users
from roeland.logs.models import LogUser, Source
from roeland.logs.values import Kind

Row = Mapping[str, Any]
DUTY, OFFICER, DPO = "ksz-log-control", "dina", "dpo"
MARGIN = timedelta(days=6)  # between the end of a month and the day on which its control is due, at least
WEEKEND = 4  # days by which a due day may have moved
LARGER = 12  # times as many consultations in the large demonstration
FIRST_NUMBER = 100_000
MAPPINGS: Mapping[Kind, Mapping[str, Sequence[str]]] = {
    Kind.CONSULT: {"event_id": ["Nummer"], "ts": ["Datum", "Uur"], "user_id": ["Gebruiker"], "citizen": ["Rijksregisternummer"],
                   "service": ["Dienst"], "search_key": ["Gezocht op"], "ip": ["Werkpost"]},
    Kind.STAFF: {"user_id": ["Gebruiker"], "person_number": ["Personeelsnummer"], "team": ["Dienst"], "from_ts": ["Van"], "to_ts": ["Tot"],
                 "own": ["Rijksregisternummer"], "house": ["Adres"], "street": ["Straat"], "surname": ["Familienaam"]},
    Kind.CITIZENS: {"citizen": ["Rijksregisternummer"], "house": ["Adres"], "street": ["Straat"], "surname": ["Familienaam"]},
    Kind.HOUSEHOLD: {"house": ["Adres"], "citizen": ["Rijksregisternummer"], "from_ts": ["Van"], "to_ts": ["Tot"]},
    Kind.WATCH: {"citizen": ["Rijksregisternummer"]},
    Kind.DOSSIERS: {"citizen": ["Rijksregisternummer"], "worker": ["Dossierbeheerder"], "team": ["Dienst"], "opened": ["Geopend"],
                    "closed": ["Afgesloten"], "registered_at": ["Geregistreerd"]},
    Kind.APPOINTMENTS: {"citizen": ["Rijksregisternummer"], "team": ["Dienst"], "day": ["Dag"]},
    Kind.TICKETS: {"citizen": ["Rijksregisternummer"], "user_id": ["Behandelaar"], "day": ["Dag"]},
    Kind.ONCALL: {"user_id": ["Gebruiker"], "day": ["Dag"]},
}  # fmt: skip


@dataclass
class Watched:
    """What the story of one authority keeps: its world, its sources, how many consultations were numbered so far."""

    world: World
    told: Row
    first: date
    sources: dict[Kind, Source]
    numbered: int = FIRST_NUMBER
    sent: dict[Kind, bytes] = field(default_factory=dict)  # the last file of each


def plan_all(stage: Stage, *, large: bool) -> None:
    """Conditions in the first weeks, then the files of every month that counts. Who is like another authority controls on paper."""
    if stage.town.like:
        return
    told = stage.tell("watching")
    begin = story.next_working(stage.start + timedelta(days=4))
    valid = _next_month(begin + timedelta(days=1))  # after the advice of the DPO
    current = stage.today.replace(day=1)
    first = max(valid, _back(current, told["months"]))
    people = roster.make(stage.town, stage.start, stage.today)
    off = frozenset(date.fromisoformat(f"{year}-{day}") for year in range(2025, 2030) for day in stage.town.closing)
    world = World(stage.town, people, told["per_month"] * (LARGER if large else 1), off)
    stage.watched = Watched(world, told, first, {})
    stage.on(begin, _conditions, stage, told, valid, hour=11, minute=15)
    stage.on(begin + timedelta(days=1), _advise, stage, told, hour=10, minute=5)
    month = first
    while month < current:
        stage.on(_delivered(month, off), _deliver, stage, month, hour=8, minute=40)
        month = _next_month(month)
    if told["months"] > 1 and current >= first:
        stage.on(stage.today - timedelta(days=1), _part, stage, current, hour=17, minute=30)
    if told.get("late_sources"):
        due = add_working_days(current.replace(day=told["late_sources"][0]["due_day"]), 2, off)
        stage.on(due, _late, stage, hour=6, minute=15)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _back(month: date, count: int) -> date:
    month = month.replace(day=1)
    for _step in range(count):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def _delivered(month: date, off: frozenset[date]) -> date:
    return add_working_days(end(month), 2, off)


def _conditions(stage: Stage, told: Row, valid: date) -> None:
    """What was agreed before the first day of the story."""
    row = told["conditions"]
    consulted = stage.start + timedelta(days=row["consulted"])
    points = ["Controle van raadplegingen: doel en wie wat ziet", "Bewaartermijn", "Bijlage van het arbeidsreglement"]
    paper = evidence.report(stage.town.name, f"Verslag {row['body']}", points, consulted)
    conditions.state_conditions(
        stage.actor(OFFICER),
        authority=stage.authority,
        consulted_on=consulted,
        consulted_body=row["body"],
        work_rules=row["work_rules"],
        register_entry=row["register_entry"],
        dpia_on=stage.start + timedelta(days=row["dpia"]),
        retention_months=row["retention"],
        valid_from=valid,
        paper=io.BytesIO(paper),
        paper_name="overleg-logcontrole.pdf",
    )


def _advise(stage: Stage, told: Row) -> None:
    dpo = stage.actor(stage.holder(DPO, clock.today()))
    conditions.advise(dpo, authority=stage.authority, advised_on=clock.today(), advice=told["advice"])


def _sources(stage: Stage, watched: Watched, rows: Sequence[Row]) -> None:
    for row in rows:
        kind = Kind(row["kind"])
        mapping = {
            "dates": "dmy",
            "fields": {name: {"from": list(columns)} for name, columns in MAPPINGS[kind].items()},
        }
        watched.sources[kind] = sources.make_source(
            stage.actor(OFFICER), authority=stage.authority, format="csv", mapping=mapping, owner=None, **row
        )


def _deliver(stage: Stage, month: date) -> None:
    """The files of a month: lists that change seldom come once a quarter."""
    watched, world = stage.watched, stage.watched.world
    begins = not watched.sources
    if begins:
        _sources(stage, watched, watched.told["sources"])
    today = clock.today()
    if begins or month.month % 3 == 0:  # the lists of a new quarter came
        _take(
            stage, Kind.STAFF, f"gebruikers-{today:%Y-%m}", logfiles.staff_file(world, lambda one: one.since <= today)
        )
        _take(stage, Kind.ONCALL, f"beurtrol-{today:%Y-%m}", _duties(world, month, today))
    if begins:
        _take(stage, Kind.CITIZENS, f"adressen-{today:%Y-%m}", logfiles.citizens_file(world))
        _take(stage, Kind.HOUSEHOLD, f"verhuizingen-{today:%Y-%m}", logfiles.households_file(world))
        _take(stage, Kind.WATCH, f"extra-aandacht-{today:%Y-%m}", logfiles.watch_file())
    _take(stage, Kind.DOSSIERS, f"dossiers-{month:%Y-%m}", logfiles.dossiers_file(world, today))
    _take(stage, Kind.APPOINTMENTS, f"afspraken-{month:%Y-%m}", logfiles.appointments_file(world, month))
    last = _next_month(month) == stage.today.replace(day=1)
    if month == _back(stage.today, 2):  # its next file did not come yet
        _sources(stage, watched, watched.told.get("late_sources", []))
        _take(stage, Kind.TICKETS, f"vragen-{month:%Y-%m}", logfiles.tickets_file(world, month))
    _consult(stage, f"raadplegingen-{month:%Y-%m}", [*ordinary(world, month), *planted(world, month, last=last)])
    if begins:
        _share(stage)


def _duties(world: World, month: date, today: date) -> bytes:
    return logfiles.oncall_file(world, month - timedelta(days=93), end(today) + timedelta(days=93))


def _consult(stage: Stage, name: str, lines: Sequence[Line]) -> None:
    watched = stage.watched
    _take(stage, Kind.CONSULT, name, logfiles.consult_file(lines, watched.numbered))
    watched.numbered += len(lines)


def _take(stage: Stage, kind: Kind, name: str, data: bytes) -> None:
    watched = stage.watched
    source = watched.sources.get(kind)
    if source is None or watched.sent.get(kind) == data:  # nobody sends a list in which nothing changed
        return
    watched.sent[kind] = data
    taken = intake.take(stage.actor(OFFICER), source, io.BytesIO(data), f"{name}-{stage.town.slug}.csv", how="upload")
    if taken.refused or taken.found.left_out:
        raise ValueError(f"{taken.refused} {taken.found.problems}")


def _share(stage: Stage) -> None:
    """The accounts of the counter belong to nobody alone."""
    names = [f"balie-bz-{place:02}" for place in range(1, COUNTERS + 1)]
    with scope(stage.system(), [stage.authority]):
        rows = list(LogUser.objects.filter(authority=stage.authority, user_id__in=names))
    for row in rows:
        users.tie_user(stage.actor(OFFICER), user=row, person=None, shared=True, team="Burgerzaken")


def _late(stage: Stage) -> None:
    """What the worker does at night: a file that should be there is a task."""
    lateness.notice(stage.authority)


def _part(stage: Stage, month: date) -> None:
    """What the month of building has so far: the supplier sent it at the end of the day."""
    today = clock.today()
    if stage.watched.sources and today > month:
        lines = [line for line in ordinary(stage.watched.world, month) if line.at.date() < today]
        if lines:
            _consult(stage, f"raadplegingen-{month:%Y-%m}-deel", lines)


def closes(stage: Stage, duty_id: str, occurrence: Occurrence, closed: frozenset[date]) -> date | None:
    """Put the control that fulfils this occurrence on the calendar; the day on which it is closed, `date.max` when it stays open.

    None: there is none, so something else closes the occurrence.
    """
    watched, due = stage.watched, occurrence.due
    if duty_id != DUTY or watched is None or watched.told["months"] == 1:
        return None
    month = _back((due - MARGIN).replace(day=1), 1)
    if month < watched.first:
        return None
    began = max(add_working_days(due, -4, closed), add_working_days(_delivered(month, closed), 1, closed))
    left = DUTY in stage.told["fates"] and abs((due - stage.today).days - stage.told["anchors"][DUTY]) <= WEEKEND
    if left or due >= stage.today:
        if left:
            began = min(began, add_working_days(stage.today, -3, closed))
            stage.on(began, partial(reviewing.look, stage, watched.told, month, open_=True), hour=13, minute=20)
        return date.max
    done = max(add_working_days(due, -1, closed), began + timedelta(days=1))
    silent = month == _back(stage.today, 2)
    stage.on(began, partial(reviewing.look, stage, watched.told, month, open_=False, silent=silent), hour=13, minute=20)
    stage.on(done, reviewing.close, stage, watched.told, month, occurrence.key, hour=15, minute=40)
    return done
