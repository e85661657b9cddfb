"""Standing rules that controls still read, and how often each explained a consultation."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import duckdb
import pyarrow as pa
from django.db.models import Min, QuerySet

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.logs.models import Case, Run, Standing
from roeland.logs.queries import runs
from roeland.logs.queries.events import micros
from roeland.logs.queries.judging import judge, running, token
from roeland.logs.queries.rules import last_run
from roeland.logs.queries.teams import Teams
from roeland.logs.rules import StandingState
from roeland.logs.values import CaseState, RunState
from roeland.scrutiny import kept
from roeland.scrutiny.rulebook import Rulebook

TABLE = "standing"  # of the engine
RELATED = ("made_by", "case__run", "case__user", "case__person", "case__reviewer", "authority")


@dataclass(frozen=True)
class Rule:
    """A standing rule with its service as it is called now; `explained`: consultations of the last control, None when that did not count."""

    row: Standing
    team: str
    explained: int | None


def read(authority: Authority) -> QuerySet[Standing]:
    """The rules that a control of now or later may read: not withdrawn, and not over before the oldest month that is still open."""
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    rows: QuerySet[Standing] = Standing.objects.filter(authority=authority, withdrawn_at=None)
    oldest = Run.objects.filter(authority=authority, state=RunState.OPEN).aggregate(first=Min("month"))["first"]
    return rows.filter(end__gte=min(month, oldest or month)).select_related(*RELATED).order_by("end", "team", "pk")


def of_case(case: Case) -> list[Rule]:
    """The rules that its decision left, the newest first; those that were withdrawn too. One statement for a case without."""
    rows = list(Standing.objects.filter(authority=case.authority_id, case=case))
    return shown(case.authority, rows)[1] if rows else []


def shown(authority: Authority, rows: Collection[Standing]) -> tuple[Run | None, list[Rule]]:
    """The last control, and each rule as it is shown. Two statements."""
    run, known = last_run(authority), Teams(authority.pk)
    counted = run.summary.get(TABLE) if run else None
    return run, [
        Rule(row, known.called(row.of_team_id, row.team), None if counted is None else counted.get(str(row.pk), 0))
        for row in rows
    ]


def state_of(actor: Actor, row: Standing) -> StandingState:
    """What the rules ask of who wants to withdraw a standing rule. The row comes with its case and what hangs on that."""
    case = row.case
    if case is None:
        return StandingState(withdrawn=row.withdrawn_at is not None)
    by = judge(actor, case)
    unmandated = by.silent and not by.mandated
    still = case.reviewer_id in runs.reviewers(row.authority, clock.today())[1] or (
        unmandated and running(case).exists()
    )
    return StandingState(
        withdrawn=row.withdrawn_at is not None,
        own=by.own or any(token(row, person) in row.came_from for person in actor.person_ids),
        running=case.run.state == RunState.OPEN and case.state == CaseState.JUSTIFIED,
        with_another=by.name if still and not by.mine else "",
        unmandated=unmandated,
    )


def counted(authority: Authority, tables: Path, verdicts: Path, book: Rulebook) -> dict[str, int]:
    """Rule -> consultations of a control that it explains, where a standing rule was the strongest. `tables`: the folder that the engine read,
    `verdicts`: what it wrote."""
    ids = [rule.id for rule in book.explanations if rule.table == TABLE]
    staff = [str(path) for path in (tables / "staff").glob("*.parquet")]
    known = Teams(authority.pk)
    rows = [
        (str(row.pk), name, row.service.lower(), _start(row.start), _start(row.end + timedelta(days=1)))
        for row in Standing.objects.filter(authority=authority, withdrawn_at=None)
        for name in known.names(row.of_team_id, row.team)
    ]
    if not (ids and staff and rows):
        return {}
    columns = ("rule", "team", "service", "a", "b")
    asked = pa.table({name: [row[at] for row in rows] for at, name in enumerate(columns)})
    same = " = ".join(kept.value("team", f"trim({one}.team)") for one in ("m", "s"))
    with closing(duckdb.connect(config={"threads": 2})) as con:
        con.execute("SET temp_directory = ''; SET TimeZone = 'UTC'")
        con.register("asked", asked)
        found = con.execute(
            "SELECT s.rule, count(DISTINCT v.event_id) FROM read_parquet(?) v JOIN read_parquet(?) c USING (event_id) "
            "JOIN asked s ON lower(c.service) = s.service AND epoch_us(c.ts) >= s.a AND epoch_us(c.ts) < s.b "
            f"JOIN read_parquet(?, union_by_name = true) m ON m.user_id = c.user_id AND {same} AND m.from_ts <= c.ts "
            "AND (m.to_ts IS NULL OR c.ts < m.to_ts) WHERE list_contains(?, v.explained_by) GROUP BY s.rule",
            [str(verdicts), str(tables / "consult" / "consult.parquet"), staff, ids],
        ).fetchall()
    return dict(found)


def _start(day: date) -> int:
    return micros(clock.at_local(day))


def find(authority: Authority, pk: UUID) -> Standing | None:
    """One rule in sight."""
    found: Standing | None = Standing.objects.filter(authority=authority, pk=pk).select_related(*RELATED).first()
    return found
