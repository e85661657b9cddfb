"""A temporary folder as the engine reads it: consultations of a period, the dimensions that were delivered, and what Roeland knows itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Count, Exists, OuterRef, Q

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs import overlap, registered, staff_lists, staging, store
from roeland.logs.models import FormerHolder, LogUser
from roeland.logs.queries import conditions
from roeland.logs.queries.holders import behind, had_since, holders, shared_from, until_known
from roeland.logs.queries.sources import lists
from roeland.logs.queries.ties import Period, Tie, outside, ties
from roeland.logs.registered import end_of, midnight
from roeland.logs.values import Kind
from roeland.people.models import Absence, Person, TeamMembership
from roeland.scrutiny.layouts import LAYOUTS

HISTORY = 60
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


@contextmanager
def folder(
    authority: Authority, first: date, last: date, history_days: int = HISTORY, told: Path | None = None
) -> Iterator[Path]:
    """The folder, gone afterwards. `consult/` holds the days from `first` minus the history up to and including `last`, and none of
    before the first day that staff were told of (without such a day: no history).

    Without a staff list: users tied to persons, with their services by period and their last day. Absences of Roeland's own register come
    with those delivered. Registrations and standing rules of this room are added. Everything by pseudonym. An authority without
    consultations in the period gets a folder without `consult/`. What two sources deliver counts once (`overlap`); what was left out for what,
    and what only looks alike in the days from `first`, is written in the folder `told`.
    """
    parent = store.root(authority.pk) / "runs"
    parent.mkdir(mode=0o700, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".in-", dir=parent))
    try:
        with scope(Actor.system("logs", [authority.pk]), [authority]):
            _consult(authority.pk, made, _begin(authority.pk, first, history_days), (first, last), told)
            _dimensions(authority, made, first)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _begin(authority_id: UUID, first: date, history_days: int) -> date:
    row = conditions.counts(authority_id)
    told = row.valid_from if row and row.valid_from else first
    return max(first - timedelta(days=history_days), told)


def lacking(authority: Authority, first: date, last: date) -> list[Kind]:
    """What a control of these days would have to do without: kinds that no source delivered and Roeland does not know itself."""
    found = []
    with scope(Actor.system("logs", [authority.pk]), [authority]):
        known = lists(authority)
        for kind in Kind:
            if kind is Kind.CONSULT:
                there = bool(store.consult_files(authority.pk, first, last))
            else:
                there = bool(store.dimension_files(authority.pk, kind, **known)) or _own(authority, kind, first, last)
            if not there:
                found.append(kind)
    return found


def _own(authority: Authority, kind: Kind, first: date, last: date) -> bool:
    """Whether Roeland itself knows something of this kind. Its own register is a staff list when it says of half of the accounts or more
    (shared ones apart) whose they are and in which service he was then; accounts that are tied by hand alone are none."""
    users = LogUser.objects.filter(authority=authority)
    if kind is Kind.STAFF:
        during = TeamMembership.objects.filter(Q(end=None) | Q(end__gte=first), authority=authority, start__lte=last)
        people, begun = during.values("person"), Q(held_from=None) | Q(held_from__lte=last)
        before = FormerHolder.objects.filter(Q(start=None) | Q(start__lte=last), last__gte=first, user=OuterRef("pk"))
        single = ~(Q(begun, shared=True) | Exists(before.filter(shared=True)))
        placed = Q(begun, person__in=people) | Exists(before.filter(person__in=people))
        found = users.aggregate(single=Count("pk", filter=single), known=Count("pk", filter=single & placed))
        return bool(found["known"] and 2 * found["known"] >= found["single"])
    if kind is Kind.ABSENCES:
        tied = (users, FormerHolder.objects.filter(authority=authority))
        of_one = [Q(person__in=rows.filter(person__isnull=False).values("person")) for rows in tied]
        return bool(Absence.objects.filter(of_one[0] | of_one[1], authority=authority).exists())
    return False


def _consult(authority_id: UUID, made: Path, begin: date, span: tuple[date, date], told: Path | None) -> None:
    """One file: the engine takes each file apart, and a day per source would be hundreds. Without what an earlier source delivered too."""
    files = store.consult_files(authority_id, begin, span[1])
    if not files:
        return
    (made / "consult").mkdir()
    con = staging.connect(made)
    try:
        found = overlap.settle(con, overlap.parts_of(files), overlap.order(authority_id), *span)
        if told and found:
            overlap.write(con, found, told)
        once = "ANTI JOIN twice USING (event_id)" if overlap.any_twice(con) else ""
        every = f"read_parquet({staging.listed(files)}, hive_partitioning = true, union_by_name = true)"
        user = f"{_handed(authority_id, span[0])} AS user_id"
        con.execute(
            f"COPY (SELECT * EXCLUDE (source, day) REPLACE ({user}) FROM {every} {once}) "
            f"TO {staging.quoted(made / 'consult' / 'consult.parquet')} (FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        con.close()
        shutil.rmtree(made / "spill", ignore_errors=True)


def _handed(authority_id: UUID, first: date) -> str:
    """The user of a consultation as SQL: before whoever has the account on the first day of the period had it, another, since what somebody else
    did is no habit of his."""
    days = {user: had_since(found, first) for user, found in holders(authority_id).items()}
    cases = [
        f"WHEN user_id = {staging.quoted(user)} AND CAST(day AS DATE) < DATE '{day}' THEN user_id || ' (vorige)'"
        for user, day in days.items()
        if day
    ]
    return f"CASE {' '.join(cases)} ELSE user_id END" if cases else "user_id"


def _dimensions(authority: Authority, made: Path, first: date) -> None:
    known = lists(authority)
    for kind in Kind:
        if kind not in {Kind.CONSULT, Kind.WATCH}:
            _delivered(authority, made, kind, known)
    staff_lists.shared_by_hand(authority, made, first)
    _own_staff(authority, made, first)
    staff_lists.renamed(authority, made)
    _write(made, Kind.ABSENCES.value, _absences(authority))
    _write(made, Kind.CITIZENS.value, _watched(authority, known), "watch")
    _registered(authority, made)


def decisions(authority: Authority, made: Path, ids: Collection[UUID]) -> None:
    """Beside consultations in a folder: who was in which service, and of the registered reasons and standing rules only these."""
    _delivered(authority, made, Kind.STAFF, lists(authority))
    _own_staff(authority, made, date.max)  # who shares an account is a matter of signs, which nobody asks here
    staff_lists.renamed(authority, made)
    _registered(authority, made, ids)


def _delivered(authority: Authority, made: Path, kind: Kind, known: dict[str, list[UUID]]) -> None:
    for number, path in enumerate(store.dimension_files(authority.pk, kind, **known), start=1):
        target = made / kind.value / f"{number:03}.parquet"
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(path)


def _own_staff(authority: Authority, made: Path, first: date) -> None:
    """Roeland's own register: all of it without a delivered list, else what no list says of accounts that none names (`until_known`)."""
    files = sorted((made / Kind.STAFF.value).glob("*.parquet"))
    named = store.named(files) if files else None
    _write(made, Kind.STAFF.value, _staff(authority, first, named))


def _write(made: Path, table: str, rows: Iterable[dict[str, Any]], name: str = "roeland") -> None:
    """Rows as one more file of a table; nothing when there are none."""
    found = list(rows)
    if not found:
        return
    fields = [(one, store.ARROW.get(kind, pa.string())) for one, kind in LAYOUTS[table].columns.items()]
    schema = pa.schema([field for field in fields if field[0] in found[0]])
    target = made / table / f"{name}.parquet"
    target.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(found, schema=schema), target)


def _staff(authority: Authority, begin: date, named: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """A row per user, who had it and period in a service: that of the tie by hand on its days, else those of his person. On days without one a row
    without team, as long as his person works here; an account that people share is there always. The engine takes an account that is shared on
    some day for shared on all: days before `begin`, the first that is looked at, do not count for that. `named`: the accounts of delivered lists."""
    by_hand, held = ties(authority.pk), holders(authority.pk)
    people = {row.pk: row for row in Person.objects.filter(pk__in=behind(held))}
    teams: dict[UUID, list[Period]] = {}
    rows = TeamMembership.objects.filter(person__in=people).select_related("team").order_by("start")
    for row in rows:
        teams.setdefault(row.person_id, []).append((row.team.name, row.start, row.end))
    for user, one in ((user, one) for user, found in held.items() for one in found):
        mine, first, left = by_hand.get(user, []), ALWAYS.date(), None
        own: list[Period] = [("", first, None)]
        if one.person is not None:
            first, left = people[one.person].active_from, people[one.person].left_on
        if named is not None and (user in named or not until_known(one, left)):
            continue
        if one.person is not None:
            own = [*teams.get(one.person, []), *_between(teams.get(one.person, []), first, left)]
        shared = shared_from(one, begin)
        for name, begun, end in [*_named(mine, first), *outside(own, mine)]:
            start = max(begun, one.start or begun)
            last = min((day for day in (end, left, one.last) if day), default=None)
            if last is None or last >= start:
                yield _row(user, name, ALWAYS if start == ALWAYS.date() else midnight(start), last, shared=shared)


def _named(found: Iterable[Tie], first: date) -> Iterator[Period]:
    """Ties as periods, not before a day; one for each name of the service."""
    for tie in found:
        start = max(first, tie.start or first)
        if tie.last is None or start <= tie.last:
            yield from ((name, start, tie.last) for name in tie.names)


def _row(user: str, team: str, start: datetime, last: date | None, *, shared: bool) -> dict[str, Any]:
    return {"user_id": user, "from_ts": start, "team": team or None, "to_ts": end_of(last), "shared": shared}


def _between(periods: list[Period], first: date, last: date | None) -> Iterator[Period]:
    """The days from first to last that are in none of the periods, which are in order of their start: who is in no service works here still."""
    for _name, start, end in periods:
        if start > first:
            yield "", first, start - timedelta(days=1)
        if end is None or end.year >= MAXYEAR:
            return
        first = max(first, end + timedelta(days=1))
    if last is None or first <= last:
        yield "", first, last


def _watched(authority: Authority, known: dict[str, list[UUID]]) -> list[dict[str, Any]]:
    """Whoever is on a watch list, as a citizen with a mark: also who is in no other list. By number of the pseudonym, each once."""
    files = store.dimension_files(authority.pk, Kind.WATCH, **known)
    found = {one for path in files for one in pq.read_table(path, columns=["citizen"])["citizen"].to_pylist()}
    return [{"citizen": one, "vip": True} for one in sorted(found)]


def _absences(authority: Authority) -> Iterator[dict[str, Any]]:
    """Those of who had an account, on the days that he had it."""
    held = [(user, one) for user, found in holders(authority.pk).items() for one in found if one.person]
    away: dict[UUID, list[tuple[date, date | None]]] = {}
    rows = Absence.objects.filter(person__in={one.person for _user, one in held})
    for pk, start, end in rows.values_list("person_id", "start", "end"):
        away.setdefault(pk, []).append((start, end))
    for user, one in held:
        for start, end in away.get(one.person, ()) if one.person else ():
            if one.meets(start, end or date.max):
                first, last = max(start, one.start or start), min((day for day in (end, one.last) if day), default=None)
                yield {"user_id": user, "from_ts": midnight(first), "to_ts": end_of(last)}


def _registered(authority: Authority, made: Path, only: Collection[UUID] | None = None) -> None:
    """What reviewers registered (user or team x citizen x period) and standing rules (team x service x period), where the engine has
    a table for them; `only`: of these. The engine knows a service by its name alone: it gets the name of now, and the one that was kept."""
    if "registrations" in LAYOUTS:
        _write(made, "registrations", registered.reasons(authority, only))
    if "standing" in LAYOUTS:
        _write(made, "standing", registered.standing(authority, only))
