"""What the engine makes of a month, before any row of its control changes."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.ledger.action import Refused
from roeland.logs import assembling, crediting, effort, keys, overlap, store
from roeland.logs.actions import keeping
from roeland.logs.models import Run
from roeland.logs.queries import events, looks, rules, standing
from roeland.logs.queries.sight import whole
from roeland.logs.values import RunState
from roeland.scrutiny import rulebook
from roeland.scrutiny import run as scrutiny
from roeland.scrutiny.values import CannotRun
from roeland.scrutiny.writing import VERDICTS

KEPT = (
    "explanations",
    "flags",
    "unavailable_explanations",
    "unavailable_flags",
    "pairs_below_minimum",
    "problems",
    "notes",
    "overlaps",
)


@dataclass(frozen=True)
class Looked:
    """What the engine made of a month, before any row changes."""

    run_id: UUID
    folder: Path
    summary: dict[str, Any]
    lacked: list[str]
    missing: list[date]
    teams: dict[str, list[keeping.Period]]
    drawn: list[events.Drawn]
    size: int  # of the sample; `drawn` holds more, for what stands twice or was judged before
    seed: str
    rules_version: str
    read_at: datetime  # just before it read
    standing: dict[str, int]  # rule -> consultations that it explains
    changed: dict[str, int]  # consultations, beside the last time (`queries.looks`)
    credit: crediting.Credit  # of the decisions that this control made already
    beside: str  # the folder of the time before, which it was laid beside; empty: none


def look(
    authority: Authority,
    first: date,
    run_id: UUID,
    seed: str,
    minutes: int,
    now: rules.Current,
    before: Path | None = None,
) -> Looked:
    """Run the engine over a month into a folder of its own; `before`: the files of the last time, to lay beside it. Raises Refused."""
    last, book, read_at = store.month(first)[1], now.book, clock.now()
    out = store.root(authority.pk) / "runs" / str(run_id) / secrets.token_hex(8)
    out.mkdir(parents=True, mode=0o700)
    if now.row is None:  # an upgrade replaces the shipped text; a version of the authority is a row for good
        (out / rules.RULES).write_text(rules.shipped_text(), encoding="utf-8")
    try:
        with assembling.folder(authority, first, last, told=out) as tables:
            summary = scrutiny.check(
                tables,
                out,
                key=keys.pseudonym_key(authority.pk),
                now=clock.now(),
                book=book,
                since=clock.at_local(first),
            ).summary
            teams = keeping.periods(tables)
            explained = standing.counted(authority, tables, out / VERDICTS, book) if book else {}
        summary["overlaps"] = overlap.read(out)
        size = effort.sample_size(minutes, summary["explained"])
        files = store.consult_files(authority.pk, first, last)
        drawn = events.draw(out / VERDICTS, files, first, seed, size * keeping.SPARE)
        credit = crediting.counted(authority, run_id, (out / VERDICTS, files), now.book or rulebook.shipped())
        changed = looks.compared(before, out) if before else {}
    except CannotRun as problem:
        shutil.rmtree(out, ignore_errors=True)
        raise Refused(str(problem)) from problem
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise
    lacked = [kind.value for kind in assembling.lacking(authority, first, last)]
    missing = events.days_without(authority, first)
    return Looked(
        run_id,
        out,
        summary,
        lacked,
        missing,
        teams,
        drawn,
        size,
        seed,
        now.version,
        read_at,
        explained,
        changed,
        credit,
        before.name if before else "",
    )


def credited(run: Run) -> crediting.Credit | None:
    """What the decisions of a control explain now; None where nobody can tell any more, or on paper. Raises Refused when the engine cannot run."""
    with whole(run.authority_id):
        row = Run.objects.select_related("authority").get(pk=run.pk)
        verdicts, files = events.folder(row) / VERDICTS, store.consult_files(row.authority_id, *store.month(row.month))
        if row.by_hand or row.state == RunState.CLOSED or not files or not verdicts.is_file():
            return None
        try:
            return crediting.counted(row.authority, row.pk, (verdicts, files), rules.used(row))
        except CannotRun as problem:
            raise Refused(str(problem)) from problem
