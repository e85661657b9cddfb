"""From the files of the engine to rows: cases with their service, reviewer and group, the sample, and what was decided before."""

from __future__ import annotations

import csv
import hmac
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pyarrow.parquet as pq

from roeland.kernel import clock
from roeland.logs import effort, keys
from roeland.logs.models import Case, LogUser, Question, Registration, Run, SampleItem, Standing
from roeland.logs.queries import runs
from roeland.logs.queries.cases import unseen
from roeland.logs.queries.events import Drawn, moment_of
from roeland.logs.queries.holders import Holder, holders, persons, sole
from roeland.logs.queries.judging import Judges, days_of, to_pass_on
from roeland.logs.queries.looks import Kept
from roeland.logs.queries.teams import Teams
from roeland.logs.queries.ties import team_on, ties
from roeland.logs.rules import AUDIENCE
from roeland.logs.values import CaseState
from roeland.scrutiny import wording
from roeland.scrutiny.reasons import UNEXPLAINED
from roeland.scrutiny.writing import CASES, REASONS

SPARE = 4  # times as many consultations as the sample are drawn: some were judged before, some stand in the files twice
RENEWED = [
    "rank",
    "score",
    "first_at",
    "last_at",
    "events",
    "reasons",
    "alike",
    "shown",
    "team",
    "of_team",
    "person",
    "reviewer",
]


@dataclass(frozen=True)
class Period:
    """In which team somebody was, half-open."""

    team: str
    start: datetime
    end: datetime | None


def periods(tables: Path) -> dict[str, list[Period]]:
    """User -> teams with periods, from the staff list in a folder as the engine reads it; empty when there is none."""
    found: dict[str, list[Period]] = defaultdict(list)
    for path in sorted([*tables.glob("staff*.parquet"), *tables.glob("staff/**/*.parquet")]):
        with closing(duckdb.connect()) as con:
            con.execute("SET TimeZone = 'UTC'")
            rows = con.execute(
                "SELECT user_id, team, epoch_us(from_ts), epoch_us(to_ts) FROM read_parquet(?)", [str(path)]
            ).fetchall()
        for user, team, start, end in rows:
            if team and start is not None:
                found[str(user)].append(
                    Period(str(team), moment_of(start), moment_of(end) if end is not None else None)
                )
    return found


def team_at(found: Sequence[Period], moment: datetime) -> str:
    """The team of that moment; the last one when somebody was in two."""
    fits = [one for one in found if one.start <= moment and (one.end is None or moment < one.end)]
    return max(fits, key=lambda one: one.start).team if fits else ""


def keep(run: Run, folder: Path, teams: Mapping[str, list[Period]], drawn: Sequence[Drawn], size: int) -> Kept:
    """Rows of a control from the files of the engine; what was decided, asked or judged before stays. Sets the figures of the control.

    Who had the account on those days, and who judges, follows the users' list as it is now, for what nobody touched. drawn: what the sample of
    `size` is taken from, in the order of the draw.
    """
    with (folder / CASES).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = {row["rank"]: row["reasons"] for row in pq.read_table(folder / REASONS).to_pylist()}
    drawn = _taken(run, drawn, size)
    users = _users(run, {row["user_id"] for row in rows} | {one.user_id for one in drawn})
    judges, known = runs.reviewers(run.authority, clock.today()), Teams(run.authority_id)
    tied, had = ties(run.authority_id, {row["user_id"] for row in rows}), holders(run.authority_id, set(users))
    kept = {(case.user_id, case.citizen): case for case in Case.objects.filter(run=run)}
    touched = _touched(kept.values())
    found = []
    for row in rows:
        user = users[row["user_id"]]
        case = kept.pop((user.pk, int(row["citizen"])), None)
        if case is None:
            run.numbered += 1
            case = Case(run=run, authority=run.authority, audience=AUDIENCE, user=user, citizen=int(row["citizen"]))
            case.number = run.numbered
        case.user = user
        _fill(case, row, teams)
        case.team = case.team or team_on(tied.get(user.user_id, []), clock.local(case.first_at).date())
        case.of_team_id = known.of(case.team)
        case.reasons = [_known(reason) for reason in told.get(case.rank, [])]
        if case.state == CaseState.OPEN:
            _behind(case, run, judges, had.get(user.user_id, []), fixed=case.pk in touched)
        found.append(case)
    _group(found)
    gone = _gone(kept.values(), touched, len(found))
    drawn_before = SampleItem.objects.filter(run=run).count()
    drawn_made = _sample(run, users, drawn, judges, had)
    drawn_now = SampleItem.objects.filter(run=run).count()
    _cut(run, found, drawn_now)
    made = [case for case in found if case._state.adding]  # noqa: SLF001 -- Django's own mark of a new row
    Case.objects.bulk_create(made, batch_size=200)
    Case.objects.bulk_update([case for case in found if case not in made], RENEWED, batch_size=100)
    Case.objects.bulk_update(to_pass_on(Case.objects.filter(run=run), judges), ["reviewer"], batch_size=200)
    run.cases, run.sampled = Case.objects.filter(run=run).count(), drawn_now
    run.cut = unseen(run)
    run.save()
    named = tuple(case.pk for case in made if not any(one["flag"] in wording.TIES for one in case.reasons))
    return Kept(len(made), named, gone, drawn_made, drawn_before + drawn_made - drawn_now)


def _fill(case: Case, row: Mapping[str, str], teams: Mapping[str, list[Period]]) -> None:
    case.rank, case.score, case.events = int(row["rank"]), float(row["score"]), int(row["n_events"])
    case.first_at, case.last_at = (datetime.fromisoformat(row[name]) for name in ("first_ts", "last_ts"))
    case.team = team_at(teams.get(row["user_id"], []), case.first_at)


def _behind(row: Case | SampleItem, run: Run, judges: Judges, had: Collection[Holder], *, fixed: bool = False) -> None:
    """Set the person who had the account on the days of the row (unless `fixed`: he was asked already), nobody where it changed hands then; and,
    where that changes or lacks, who judges instead."""
    before, days = row.person_id, days_of(row)
    row.person_id = before if fixed else sole(had, *days)
    about = persons(had, *days) | ({row.person_id} if row.person_id else set())
    if row.reviewer_id not in judges[1] or row.reviewer_id in about or row.person_id != before:
        row.reviewer_id = runs.reviewer_for(about, run.started_by_id, *judges)


def _known(reason: Mapping[str, Any]) -> dict[str, Any]:
    """A reason without what was not counted."""
    return {name: value for name, value in reason.items() if value is not None}


def _users(run: Run, names: Collection[str]) -> dict[str, LogUser]:
    """The users behind the names, made where no file brought them."""
    found = {user.user_id: user for user in LogUser.objects.filter(authority=run.authority, user_id__in=names)}
    new = [
        LogUser(
            authority=run.authority,
            audience=AUDIENCE,
            user_id=name,
            first_seen=run.month,
        )
        for name in sorted(set(names) - set(found))
    ]
    LogUser.objects.bulk_create(new, batch_size=200)
    return found | {user.user_id: user for user in new}


def _group(found: Iterable[Case]) -> None:
    """Cases that are one question get the same mark; a case alone gets none.

    That is those of one account with the same heaviest reason, or those of one service with all reasons the same, whichever are more. Only the
    same person judges them.
    """
    rows = list(found)
    same = {case.pk: _mark(case, *wording.visible(case.reasons)) for case in rows}
    own = {
        case.pk: _mark(case, str(case.user_id), str(case.person_id or ""), sign)
        for case in rows
        if (sign := heaviest(case))
    }
    often = Counter([*same.values(), *own.values()])
    marks = {pk: max(own.get(pk, mark), mark, key=often.__getitem__) for pk, mark in same.items()}
    left = Counter(marks.values())
    for case in rows:
        case.alike = marks[case.pk] if left[marks[case.pk]] > 1 else ""


def heaviest(case: Case) -> str:
    """The sign that weighs most, where no tie is among the reasons: before it a hidden one could tell by its weight which it is."""
    flags = [reason["flag"] for reason in case.reasons if reason["flag"] != UNEXPLAINED]
    return str(flags[0]) if flags and wording.TIES.isdisjoint(flags) else ""


def _mark(case: Case, *words: str) -> str:
    """Made of what the sentences let be seen, under the key of the authority: a mark stands on pages, and tells no tie that they hide."""
    said = "\x1f".join([case.team, str(case.reviewer_id or ""), *words])
    return hmac.digest(keys.pseudonym_key(case.authority_id), said.encode(), "sha256").hex()[:16]


def _touched(cases: Iterable[Case]) -> set[UUID]:
    """Those of the cases about which somebody was asked or something was registered, withdrawn or not."""
    rows = list(cases)
    return {
        pk
        for model in (Question, Registration, Standing)
        for pk in model.objects.filter(case__in=rows).values_list("case", flat=True)
    }


def _gone(cases: Iterable[Case], touched: Collection[UUID], count: int) -> int:
    """Cases that the list does not hold any more: those that nobody touched are deleted (how many), the others stand behind the list."""
    rows = list(cases)
    loose = [case.pk for case in rows if case.state == CaseState.OPEN and case.pk not in touched]
    stay = [case for case in sorted(rows, key=lambda one: one.rank) if case.pk not in loose]
    Case.objects.filter(pk__in=loose).delete()
    for rank, case in enumerate(stay, start=count + 1):
        case.rank = rank
    Case.objects.bulk_update(stay, ["rank"], batch_size=100)
    return len(loose)


def _taken(run: Run, drawn: Sequence[Drawn], size: int) -> list[Drawn]:
    """What a sample takes beside what was judged before, which stays: the first of the draw, each consultation once, up to the size.

    `sample_kept` of the summary names what stayed, so that somebody else can draw the rest again.
    """
    judged = SampleItem.objects.filter(run=run).exclude(verdict="").order_by("at", "event")
    stays = list(judged.values_list("event", "user__user_id", "citizen", "at", "service"))
    run.summary = run.summary | {"sample_kept": [row[0] for row in stays]}
    there = {row[1:] for row in stays}
    found: list[Drawn] = []
    for one in drawn:
        consultation = (one.user_id, one.citizen, one.at, one.service[:120])
        if len(stays) + len(found) < size and consultation not in there:
            there.add(consultation)
            found.append(one)
    return found


def _sample(
    run: Run, users: Mapping[str, LogUser], drawn: Sequence[Drawn], judges: Judges, had: Mapping[str, list[Holder]]
) -> int:
    """What was taken as rows beside what was judged before; how many are new."""
    SampleItem.objects.filter(run=run, verdict="").exclude(event__in=[one.event for one in drawn]).delete()
    there = {item.event: item for item in SampleItem.objects.filter(run=run).select_related("user")}
    made = [
        SampleItem(
            run=run,
            authority=run.authority,
            audience=AUDIENCE,
            event=one.event,
            user=users[one.user_id],
            citizen=one.citizen,
            at=one.at,
            service=one.service[:120],
            explained_by=one.explained_by,
        )
        for one in drawn
        if one.event not in there
    ]
    waiting = [item for item in there.values() if not item.verdict]
    for item in (*made, *waiting):
        _behind(item, run, judges, had.get(item.user.user_id, []))
    SampleItem.objects.bulk_create(made, batch_size=200)
    SampleItem.objects.bulk_update(waiting, ["person", "reviewer"], batch_size=200)
    return len(made)


def _cut(run: Run, found: Sequence[Case], sampled: int) -> None:
    """Mark what the minutes reach; what is decided or asked already costs nothing and stays in sight."""
    waiting = [case for case in found if case.state in {CaseState.OPEN, CaseState.ANSWERED}]
    done = effort.cut(
        [effort.Item(case.pk, case.alike, case.reviewer_id) for case in waiting], minutes=run.minutes, sampled=sampled
    )
    for case in waiting:
        case.shown = case.pk in done.shown
    run.summary = run.summary | {"minutes_estimated": done.minutes, "questions": done.questions}
