"""Consultations that two sources deliver: the gateway's own log beside that of an application, or one export under two sources.

*The same*: same user, citizen and second, and the same number of its own or the same content (service, address, search key, dossier). Each counts
once, with the first of the sources in `order`; what one source says twice stays twice. *Alike*: same user, citizen and service (as far as the
two call any service by one name), at most `SLACK` seconds apart, and a large share of the smaller source: only told, never left out.

What it costs: nothing with one source, or when no day is in two. Else each source is laid beside those before it by one key (user, citizen and
day) over the days that are in two: linear in the consultations of those days. Only what shares a key is looked at further; where every
consultation is there twice that is all of them. Measured in docs/logs.md, *Speed*.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pyarrow.parquet as pq

from roeland.logs import staging, store
from roeland.logs.models import Source
from roeland.logs.values import OVERLAP
from roeland.ui import dates

SLACK = 5  # seconds between two that are alike
FEWEST, LARGE = 20, 0.3  # that are alike, and as a share of the smaller source, before it is told
TWICE, TOLD = "twice.parquet", "overlaps.json"
SAID = "concat_ws('\x1f', {})".format(
    ", ".join(f"coalesce({name}::VARCHAR, '')" for name in ("service", "ip", "search_key", "dossier_ref"))
)
SEEN = (
    "event_id, user_id, citizen, epoch_us(ts) // 1000000 AS second, CAST(timezone('Europe/Brussels', ts) AS DATE) AS day, "
    f"nullif(trim(ref), '') AS ref, {SAID} AS said, lower(trim(coalesce(service, ''))) AS service"
)
KEY = "hash(user_id, citizen, epoch_us(ts) // 86400000000)"
KEYS = ("ref", "said")  # by which two of one user, citizen and second are the same, the surest first


@dataclass(frozen=True)
class Part:
    """A file with the consultations of one day of a source."""

    source: UUID
    day: date
    path: Path


@dataclass(frozen=True)
class Overlap:
    """What two sources share. `same` counts once, with `keeps`; `near` is alike and counts twice; `whole`: of the smaller source, on the
    days that are in both."""

    keeps: UUID
    other: UUID
    same: int
    near: int
    whole: int
    first: date
    last: date

    def data(self) -> dict[str, Any]:
        found = asdict(self)
        return {name: str(value) if isinstance(value, UUID | date) else value for name, value in found.items()}


def of_data(data: Mapping[str, Any]) -> Overlap:
    """The same, back from `Overlap.data`."""
    first, last = (date.fromisoformat(data[name]) for name in ("first", "last"))
    counts = (data["same"], data["near"], data["whole"])
    return Overlap(UUID(data["keeps"]), UUID(data["other"]), *counts, first, last)


def together(one: Overlap, more: Overlap) -> Overlap:
    """Two tellings of the same two sources as one."""
    sums = {name: getattr(one, name) + getattr(more, name) for name in ("same", "near", "whole")}
    return replace(one, **sums, first=min(one.first, more.first), last=max(one.last, more.last))


def order(authority_id: UUID) -> list[UUID]:
    """Sources by when they were made: the first of two keeps what both deliver. Inside a scope."""
    return list(Source.objects.filter(authority=authority_id).order_by("made_at", "pk").values_list("pk", flat=True))


def parts_of(paths: Iterable[Path]) -> list[Part]:
    """Files of the store with what their folders say."""
    found = [(path, path.parent.parent.name.split("=", 1)[1], path.parent.name.split("=", 1)[1]) for path in paths]
    return [Part(UUID(source), date.fromisoformat(day), path) for path, source, day in found]


def settle(
    con: duckdb.DuckDBPyConnection, parts: Iterable[Part], by: Sequence[UUID], first: date, last: date
) -> list[Overlap]:
    """Find what is there twice, as `lay` does, and tell of the days from `first` to `last`."""
    shared = lay(con, parts, by)
    if not shared:
        return []
    sources = list(shared)
    same = {
        (keeper, src): row
        for keeper, src, *row in con.execute(
            "SELECT keeper, src, count(*), min(day), max(day) FROM twice WHERE day BETWEEN ? AND ? GROUP BY ALL",
            [first, last],
        ).fetchall()
    }
    near = _alike(con, first, last)
    found = []
    for keeper, src in sorted({*same, *near}):
        whole = _whole(shared[sources[keeper]], shared[sources[src]], first, last)
        counts = same.get((keeper, src), [0, None, None])
        alike = near.get((keeper, src), [0, None, None])
        if alike[0] < FEWEST or counts[0] + alike[0] < LARGE * whole:
            alike = [0, None, None]
        if counts[0] or alike[0]:
            days = [day for day in (*counts[1:], *alike[1:]) if day]
            pair = Overlap(sources[keeper], sources[src], counts[0], alike[0], whole, min(days), max(days))
            found.append(pair)
    return found


def lay(
    con: duckdb.DuckDBPyConnection, parts: Iterable[Part], by: Sequence[UUID], citizen: int | None = None
) -> dict[UUID, list[Part]]:
    """Lay sources beside each other, for one citizen or all. Leaves a table `twice` (event_id, kept, src, keeper, day) of all that is the same.

    Gives the files of days that are in two sources, by source in order; sources that are not in `by` come last, by their number.
    """
    con.execute("CREATE TEMP TABLE twice (event_id BIGINT, kept BIGINT, src INTEGER, keeper INTEGER, day DATE)")
    shared = _shared(parts, by)
    if shared:
        _twins(con, [[part.path for part in some] for some in shared.values()], citizen)
    for place in range(1, len(shared)):
        for key in KEYS:
            _pair(con, place, key)
    return shared


def _shared(parts: Iterable[Part], by: Sequence[UUID]) -> dict[UUID, list[Part]]:
    """The files of days that two or more sources have, by source in order."""
    per_day: dict[date, set[UUID]] = defaultdict(set)
    every = list(parts)
    for part in every:
        per_day[part.day].add(part.source)
    places = {source: place for place, source in enumerate(by)}
    found: dict[UUID, list[Part]] = {}
    for part in sorted(
        every, key=lambda one: (places.get(one.source, len(places)), str(one.source), one.day, one.path)
    ):
        if len(per_day[part.day]) > 1:
            found.setdefault(part.source, []).append(part)
    return found


def elsewhere(source: Source, staged: staging.Staged, made: Path) -> dict[date, int]:
    """By day how many consultations of an import that is staged in `made` another source delivered before. Inside a scope."""
    first, last = min(staged.per_day), max(staged.per_day)
    others = [one for one in parts_of(store.consult_files(source.authority_id, first, last)) if one.source != source.pk]
    fresh = [Part(source.pk, day, made / f"{day}.parquet") for day in staged.per_day]
    con = staging.connect(made)
    try:
        sources = list(lay(con, [*others, *fresh], order(source.authority_id)))
        place = sources.index(source.pk) if source.pk in sources else -1
        mine = f"SELECT event_id, day FROM twice WHERE src = {place} UNION SELECT kept, day FROM twice WHERE keeper = {place}"
        return dict(con.execute(f"SELECT day, count(*) FROM ({mine}) GROUP BY day").fetchall())
    finally:
        con.close()


def _twins(con: duckdb.DuckDBPyConnection, files: list[list[Path]], citizen: int | None) -> None:
    """Only what could be there twice: of a user, citizen and day that two sources have. Everything else is looked at by that key alone."""
    where = "" if citizen is None else f" WHERE citizen = {int(citizen)}"
    raws = [
        f"SELECT {place} AS src, *, {KEY} AS k FROM read_parquet({staging.listed(paths)}, union_by_name = true, hive_partitioning = false){where}"
        for place, paths in enumerate(files)
    ]
    con.execute("CREATE TEMP TABLE common (k UBIGINT)")
    for place in range(1, len(raws)):
        before = " UNION ALL ".join(f"SELECT k FROM ({one})" for one in raws[:place])
        con.execute(f"INSERT INTO common SELECT DISTINCT k FROM ({raws[place]}) SEMI JOIN ({before}) USING (k)")
    twins = " UNION ALL ".join(f"SELECT src, {SEEN} FROM ({one}) SEMI JOIN common USING (k)" for one in raws)
    con.execute(f"CREATE TEMP TABLE twin AS {twins}")


def _pair(con: duckdb.DuckDBPyConnection, place: int, key: str) -> None:
    """Lay those of one source beside those of the sources before it: the first of a group to the first, the second to the second."""
    group = f"user_id, citizen, second, {key}"
    free = f"FROM twin ANTI JOIN twice USING (event_id) WHERE {key} IS NOT NULL AND"
    con.execute(
        f"INSERT INTO twice WITH mine AS (SELECT event_id, day, {group}, row_number() OVER (PARTITION BY {group} ORDER BY event_id) AS nth "
        f"{free} src = {place}), theirs AS (SELECT event_id AS kept, src, {group}, row_number() OVER (PARTITION BY {group} ORDER BY src, event_id) AS nth "
        f"{free} src < {place} AND event_id NOT IN (SELECT kept FROM twice WHERE src = {place})) "
        f"SELECT event_id, kept, {place}, src, day FROM mine JOIN theirs USING ({group}, nth)"
    )


def _alike(con: duckdb.DuckDBPyConnection, first: date, last: date) -> dict[tuple[int, int], list[Any]]:
    """Per two sources how many of what is not the same lies within the slack, and the first and the last day."""
    names: dict[int, set[str]] = defaultdict(set)
    for src, name in con.execute("SELECT DISTINCT src, service FROM twin WHERE service <> ''").fetchall():
        names[src].add(name)
    common = [f"({one}, {two})" for one in names for two in names if one < two and names[one] & names[two]]
    known = f"(a.src, b.src) IN ({', '.join(common)})" if common else "false"
    con.execute(
        "CREATE TEMP TABLE loose AS SELECT src, user_id, citizen, second, service, day, count(*) AS count FROM twin "
        "ANTI JOIN (SELECT event_id FROM twice UNION ALL SELECT kept FROM twice) settled USING (event_id) "
        f"WHERE day BETWEEN DATE '{first}' AND DATE '{last}' GROUP BY ALL"
    )
    rows = con.execute(
        f"WITH a AS (SELECT *, second // {SLACK} AS slot FROM loose), b AS (SELECT *, unnest([slot - 1, slot, slot + 1]) AS near FROM a), "
        "pairs AS (SELECT a AS one, b AS two FROM a JOIN b ON a.user_id = b.user_id AND a.citizen = b.citizen AND a.slot = b.near AND a.src < b.src "
        f"WHERE abs(a.second - b.second) <= {SLACK} AND (a.service = b.service OR a.service = '' OR b.service = '' OR NOT ({known}))), "
        "firsts AS (SELECT src, other, sum(count)::BIGINT AS count FROM (SELECT DISTINCT one.*, two.src AS other FROM pairs) GROUP BY ALL), "
        "seconds AS (SELECT src, other, sum(count)::BIGINT AS count, min(day) AS start, max(day) AS stop FROM (SELECT DISTINCT two.src AS src, one.src AS other, "
        "two.user_id, two.citizen, two.second, two.service, two.day, two.count FROM pairs) GROUP BY ALL) "
        "SELECT f.src, f.other, least(f.count, s.count), s.start, s.stop FROM firsts f JOIN seconds s ON f.src = s.other AND f.other = s.src"
    ).fetchall()
    return {(one, two): list(rest) for one, two, *rest in rows}


def _whole(some: list[Part], others: list[Part], first: date, last: date) -> int:
    """How many consultations the smaller of two sources has on the days that both have."""
    days = {one.day for one in some} & {one.day for one in others}
    counted: list[int] = [
        sum(pq.read_metadata(part.path).num_rows for part in parts if part.day in days and first <= part.day <= last)
        for parts in (some, others)
    ]
    return min(counted)


def any_twice(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether `settle` found anything that counts once."""
    return bool(con.execute("SELECT count(*) > 0 FROM twice").fetchall()[0][0])


def write(con: duckdb.DuckDBPyConnection, found: list[Overlap], out: Path) -> None:
    """Beside the files of a control: which numbers it left out for which, and what is told of it."""
    con.execute(
        f"COPY (SELECT event_id, kept FROM twice ORDER BY ALL) TO {staging.quoted(out / TWICE)} (FORMAT parquet)"
    )
    (out / TOLD).write_text(json.dumps([one.data() for one in found]), encoding="utf-8")


def read(out: Path) -> list[dict[str, Any]]:
    """What `write` told; nothing when no two sources came together."""
    path = out / TOLD
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return found


def lines(source: Source, staged: staging.Staged, made: Path) -> list[dict[str, Any]]:
    """What an import that is staged in `made` shares with the other sources, as `gaps` tells what it lacks. Inside a scope."""
    if not staged.per_day:
        return []
    first, last = min(staged.per_day), max(staged.per_day)
    others = [one for one in parts_of(store.consult_files(source.authority_id, first, last)) if one.source != source.pk]
    fresh = [Part(source.pk, day, made / f"{day}.parquet") for day in staged.per_day]
    if not others:
        return []
    con = staging.connect(made)
    try:
        found = settle(con, [*others, *fresh], order(source.authority_id), first, last)
    finally:
        con.close()
    names = dict(Source.objects.filter(authority=source.authority_id).values_list("pk", "name"))
    return [
        {"kind": OVERLAP, "text": sentence(one, names), "count": one.same + one.near, **one.data()}
        for one in found
        if source.pk in {one.keeps, one.other}
    ]


def sentence(one: Overlap, names: Mapping[UUID, str]) -> str:
    """What a page says of two sources: what counts once, and what only looks alike."""
    keeps, other = (f"“{names.get(source, '?')}”" for source in (one.keeps, one.other))
    days = f"van {dates.table_date(one.first)} tot en met {dates.table_date(one.last)}"
    found = []
    if one.same:
        count = dates.plural(one.same, "raadpleging staat", "raadplegingen staan")
        found.append(f"{count} zowel in {keeps} als in {other}, {days}. Een controle telt ze één keer, bij {keeps}.")
    if one.near:
        count = dates.plural(one.near, "raadpleging", "raadplegingen")
        found.append(
            f"{count} in {keeps} en {other} {'lijkt' if one.near == 1 else 'lijken'} dezelfde, {days}: zelfde gebruiker en burger, hoogstens {SLACK} seconden verschil. "
            "Ze tellen twee keer. Kijk na of beide bronnen hetzelfde leveren, en haal dan de bestanden van één bron weg."
        )
    return " ".join(found)
