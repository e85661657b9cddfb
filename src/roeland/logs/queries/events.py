"""Consultations for a page, read from Parquet by pseudonym; nothing of them is kept.

What a control wrote stands in `ROELAND_DATA/consultations/<authority>/runs/<run>/<files>`: `folder(run)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from roeland.kernel import clock
from roeland.kernel.calendar import working_days
from roeland.kernel.models import Authority
from roeland.logs import store
from roeland.logs.models import Case, Run
from roeland.logs.overlap import TWICE
from roeland.logs.queries.holders import of_account
from roeland.logs.queries.sight import whole
from roeland.logs.staging import quoted
from roeland.people.queries import closing_days
from roeland.scrutiny.writing import VERDICTS

WHOLE = ("automatic", "list")  # signs that every consultation has which a case stands for
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    """One consultation. `same`: of the citizen of the case; `explained_by`: id of the rule, empty when nothing explains it; `part`: of the list or
    program that a case of the account stands for."""

    at: datetime
    service: str
    same: bool
    explained_by: str
    part: bool = False


@dataclass(frozen=True)
class Drawn:
    """One consultation of the sample."""

    event: str
    user_id: str
    citizen: int
    at: datetime
    service: str
    explained_by: str


def runs_root(run: Run) -> Path:
    """Where the files of every attempt of a control stand."""
    return store.root(run.authority_id) / "runs" / str(run.pk)


def folder(run: Run) -> Path:
    """The files of the last good attempt: verdicts.parquet, cases.csv, summary.json."""
    return runs_root(run) / str(run.summary.get("files", ""))


def moments(month: date) -> tuple[datetime, datetime]:
    """A month on Belgian clocks as half-open UTC moments."""
    following = (month + timedelta(days=32)).replace(day=1)
    return clock.at_local(month), clock.at_local(following)


def days_without(authority: Authority, month: date) -> list[date]:
    """The working days of a month of which no file holds a consultation."""
    first, last = store.month(month)
    there = store.days(authority.pk)
    return [day for day in working_days(first, last, closing_days(authority)) if day not in there]


def of_user_month(case: Case) -> list[Event]:
    """The consultations of the worker of a case in its month, in order; empty when their files are gone. Days on which his account was of somebody
    who has nothing to do with the case are not there. One statement."""
    with whole(case.authority_id):
        found = of_account(case.user)
    first, last = (clock.local(at).date() for at in (case.first_at, case.last_at))
    others = [one for one in found if not one.meets(first, last)]
    happened = _events(case, "user_id = ?", case.user.user_id)
    if not others:
        return happened
    days = {event: clock.local(event.at).date() for event in happened}
    return [event for event in happened if not any(one.covers(days[event], days[event]) for one in others)]


def stands_for(case: Case, happened: Sequence[Event]) -> list[Event]:
    """The consultations that a case stands for besides its own, of those of its worker in the month; none where it stands for itself alone."""
    whole = any(reason["flag"] in WHOLE for reason in case.reasons)
    return [event for event in happened if event.part] if whole and case.blanked_at is None else []


def of_case(case: Case) -> list[Event]:
    """The consultations of a case: this worker, this citizen, this month."""
    return [event for event in of_user_month(case) if event.same]


def _events(case: Case, where: str, value: object) -> list[Event]:
    run = case.run
    files = store.consult_files(run.authority_id, *store.month(run.month))
    verdicts = folder(run) / VERDICTS
    if not files or not verdicts.is_file():
        return []
    start, end = map(micros, moments(run.month))
    rows = _ask(
        f"SELECT epoch_us(c.ts), c.service, c.citizen = ?, v.explained_by, list_has_any(v.flags, {list(WHOLE)}) FROM (SELECT event_id, min(ts) AS ts, min(service) AS service, "
        f"min(citizen) AS citizen FROM read_parquet(?, union_by_name = true) WHERE {where} AND epoch_us(ts) >= ? AND epoch_us(ts) < ?{once(run)} GROUP BY event_id) c "
        "LEFT JOIN read_parquet(?) v USING (event_id) ORDER BY c.ts, event_id",
        [case.citizen, [str(path) for path in files], value, start, end, str(verdicts)],
    )
    return [
        Event(moment_of(ts), service or "", bool(same), code or "", bool(part))
        for ts, service, same, code, part in rows
    ]


def once(run: Run) -> str:
    """The end of a WHERE that leaves out what another source delivered too and the control counted there."""
    path = folder(run) / TWICE
    return f" AND event_id NOT IN (SELECT event_id FROM read_parquet({quoted(path)}))" if path.is_file() else ""


def draw(verdicts: Path, files: Sequence[Path], month: date, seed: str, size: int) -> list[Drawn]:
    """The first `size` explained consultations of the month in the order of SHA-256 of `<seed>:<number of the consultation>`.

    Whoever has the seed and the verdicts draws the same ones; a sample takes them in this order (`actions.keeping`).
    """
    if not files or size < 1:
        return []
    start, end = map(micros, moments(month))
    rows = _ask(
        "SELECT v.event_id, c.user_id, c.citizen, epoch_us(c.ts), c.service, v.explained_by FROM read_parquet(?) v JOIN ("
        "SELECT event_id, min(user_id) AS user_id, min(citizen) AS citizen, min(ts) AS ts, min(service) AS service "
        "FROM read_parquet(?, union_by_name = true) WHERE epoch_us(ts) >= ? AND epoch_us(ts) < ? GROUP BY event_id) c USING (event_id) "
        "WHERE v.explained_by IS NOT NULL ORDER BY sha256(? || ':' || CAST(v.event_id AS VARCHAR)), v.event_id LIMIT ?",
        [str(verdicts), [str(path) for path in files], start, end, seed, size],
    )
    return [
        Drawn(str(event), str(user), int(citizen), moment_of(ts), service or "", code)
        for event, user, citizen, ts, service, code in rows
    ]


def _ask(sql: str, values: list[object]) -> list[Any]:
    with closing(duckdb.connect(config={"threads": 2})) as con:
        con.execute("SET temp_directory = ''; SET TimeZone = 'UTC'")
        return con.execute(sql, values).fetchall()


def micros(moment: datetime) -> int:
    """Microseconds since 1970, as Parquet holds a moment."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(value: int) -> datetime:
    """The aware UTC moment of so many microseconds since 1970."""
    return EPOCH + timedelta(microseconds=value)
