"""What a file of consultations lacks: days, half days, numbers; and whether its clock is right.

Each line is {kind, text, days?: [...], count?: n}; `text` is Dutch and names no user and no citizen. Nothing here refuses a file: the
officer sees it on the page of the delivery and asks the supplier.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from roeland.kernel.calendar import is_working_day, working_days
from roeland.logs import staging, store, too_late
from roeland.logs.clocks import QUARTERS, best_shift
from roeland.logs.models import Source
from roeland.logs.staging import Staged
from roeland.people.models import ClosingDay
from roeland.ui import dates

MOST = 20  # days or jumps that are named
FEW = 0.1  # of a usual working day
ENOUGH = 200  # consultations before a clock can be judged
COUNTER = 0.5  # share of numbers between first and last that must be there before it is a counter
SPARSE = 0.2  # from this share on one that goes up with time may be a counter of which much lacks
ONCE = 0.8  # share of numbers that must be different before they are one counter
UPWARD = 0.98  # share of numbers that must be later than the one before to go up with time
FAR = 10  # times the numbers of this file: further from the file before is another numbering
NOON = 12
HALF = 0.02
LOCAL_HOURS = "timezone('Europe/Brussels', ts)"
NUMBER = "CASE WHEN regexp_full_match(ref, '#[0-9a-f]{16}') THEN NULL ELSE ref END AS ref, ref AS written"  # not of one that is hidden
Line = dict[str, Any]


def report(
    source: Source, staged: Staged, folder: Path, skipped: Collection[int] = (), unnumbered: int = 0
) -> list[Line]:
    """What there is to say about an import that is staged in `folder`. `skipped`: numbers of rows that Roeland itself left out;
    `unnumbered`: how many it left out besides, of which the number was not read."""
    if not staged.per_day:
        return []
    con = staging.connect(folder)
    try:
        fresh = f"read_parquet({staging.listed(_files(staged, folder))})"
        con.execute(f"CREATE VIEW fresh AS SELECT ts, {NUMBER} FROM {fresh}")
        _view(con, "stored", _own(source, min(staged.per_day), max(staged.per_day)))
        con.execute("CREATE VIEW whole AS FROM fresh UNION ALL FROM stored")
        found = [*_missing(source, staged), *_days(con, source, staged), *too_late.lines(source, staged, folder)]
        return found + _jumps(con, source, staged, skipped, unnumbered) + _shift(con, source, staged)
    finally:
        con.close()


def _own(source: Source, first: date, last: date) -> list[Path]:
    """What this source delivered before about these days."""
    files = store.consult_files(source.authority_id, first, last)
    return [path for path in files if path.parent.parent.name == f"source={source.pk}"]


def _view(con: duckdb.DuckDBPyConnection, name: str, paths: list[Path]) -> None:
    rows = f"read_parquet({staging.listed(paths)})" if paths else "fresh WHERE false"
    con.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT ts, {NUMBER} FROM {rows}")


def _files(staged: Staged, folder: Path) -> list[Path]:
    return [folder / f"{day}.parquet" for day in sorted(staged.per_day)]


def closed(source: Source) -> frozenset[date]:
    """Days on which the authority is closed besides the legal holidays."""
    return frozenset(ClosingDay.objects.filter(authority=source.authority_id).values_list("day", flat=True))


def _missing(source: Source, staged: Staged) -> list[Line]:
    """Working days without a consultation, from the last day that was there before (or the first one here) to the last one here."""
    there = store.days(source.authority_id, source.pk) | set(staged.per_day)
    last = max(staged.per_day)
    before = [day for day in there if day < min(staged.per_day)]
    first = max(before, default=min(staged.per_day))
    lacking = [day for day in working_days(first, last, closed(source)) if day not in there]
    if not lacking:
        return []
    count = dates.plural(len(lacking), "werkdag ontbreekt", "werkdagen ontbreken")
    return [
        {
            "kind": "days",
            "text": f"{count}: {_named(lacking)}",
            "days": [str(day) for day in lacking],
            "count": len(lacking),
        }
    ]


def _named(days: list[date]) -> str:
    shown = dates.join_nl([dates.list_date(day) for day in days[:MOST]])
    return shown if len(days) <= MOST else f"{shown} en nog {len(days) - MOST}"


def _days(con: duckdb.DuckDBPyConnection, source: Source, staged: Staged) -> list[Line]:
    """Thin and half working days of this file, together with what was there of them before."""
    rows = con.execute(
        f"SELECT CAST({LOCAL_HOURS} AS DATE) AS d, count(*), count(*) FILTER (hour({LOCAL_HOURS}) < {NOON}) / count(*) FROM whole GROUP BY d ORDER BY d"
    ).fetchall()
    off = closed(source)
    working = [row for row in rows if row[0] in staged.per_day and is_working_day(row[0], off)]
    return _thin({day: count for day, count, _share in working}) + _halves(
        {day: share for day, count, share in working if count >= MOST}
    )


def _thin(counts: dict[date, int]) -> list[Line]:
    """Working days with hardly any consultation beside the others."""
    usual = sorted(counts.values())[len(counts) // 2] if len(counts) >= 5 else 0  # noqa: PLR2004 -- a week
    thin = [day for day, count in counts.items() if count < usual * FEW]
    if not thin:
        return []
    return [
        {
            "kind": "thin",
            "text": f"Opvallend weinig raadplegingen op {_named(thin)}",
            "days": [str(day) for day in thin],
            "count": len(thin),
        }
    ]


def _halves(shares: dict[date, float]) -> list[Line]:
    """Working days that stop before noon or begin after it, while a usual day does neither."""
    if len(shares) < 5:  # noqa: PLR2004 -- a week
        return []
    usual = sorted(shares.values())[len(shares) // 2]
    if not 0.15 < usual < 0.85:  # noqa: PLR2004 -- who works mornings only has no half days
        return []
    half = [day for day, share in shares.items() if share < HALF or share > 1 - HALF]
    if not half:
        return []
    return [
        {
            "kind": "half",
            "text": f"Maar een halve dag op {_named(half)}",
            "days": [str(day) for day in half],
            "count": len(half),
        }
    ]


def _jumps(
    con: duckdb.DuckDBPyConnection, source: Source, staged: Staged, skipped: Collection[int], unnumbered: int
) -> list[Line]:
    """Numbers that are left out, when the numbers of the events are a counter; what Roeland left out itself is no gap."""
    if not staged.numbered:
        return []
    _number(con)
    number = "numbered(ref) AS n, CAST(ts AS TIMESTAMP) AS ts"
    plain = "WHERE ref IS NOT NULL AND length(ref) < 16 + before()"
    con.execute(
        f"CREATE TABLE numbers AS SELECT {number}, true AS fresh FROM fresh {plain} UNION ALL SELECT {number}, false FROM stored {plain}"
    )
    low, high, different, whole, rows = con.execute(
        "SELECT min(n), max(n), count(DISTINCT n), count(n), count(*) FROM numbers"
    ).fetchall()[0]
    if whole < rows or different < rows * ONCE or not rows:  # no numbers, or a counter that begins anew
        return []
    con.execute("INSERT INTO numbers SELECT unnest(?::BIGINT[]), NULL, true", [list(skipped)])
    there = con.execute(f"SELECT count(DISTINCT n) FROM numbers WHERE n BETWEEN {low} AND {high}").fetchall()[0][0]
    if there < COUNTER * (high - low + 1):
        return _sparse(con, there, high - low + 1)
    _neighbours(con, source, staged, low, high, different * FAR)
    jumps = con.execute(
        "WITH o AS (SELECT n, bool_or(fresh) AS fresh FROM numbers GROUP BY n), "
        "s AS (SELECT n, fresh, lag(n) OVER (ORDER BY n) AS p, lag(fresh) OVER (ORDER BY n) AS pf FROM o) "
        "SELECT n - p - 1 AS gone, p, n, sum(gone) OVER () FROM s WHERE n - p > 1 AND (fresh OR pf) ORDER BY gone DESC, n LIMIT 3"
    ).fetchall()
    lost = int(jumps[0][3]) if jumps else 0
    hidden = con.execute("SELECT count(*) FROM whole WHERE ref IS NULL AND written IS NOT NULL").fetchall()[0][0]
    if lost <= unnumbered + hidden:
        return []
    lines = [
        f"{dates.number(gone)} tussen {_seen(con, f'<= {before} ORDER BY n DESC')} en {_seen(con, f'>= {after} ORDER BY n')}"
        for gone, before, after, _lost in jumps
    ]
    where = f"de meeste: {dates.join_nl(lines)}" if len(lines) > 1 else lines[0].partition(" ")[2]
    text = f"De nummering slaat {dates.plural(lost, 'raadpleging', 'raadplegingen')} over, {where}"
    return [{"kind": "jumps", "text": text, "count": lost}]


def _number(con: duckdb.DuckDBPyConnection) -> None:
    """`numbered(ref)`: the number of an event; of *W-00123* what follows on the letters that all numbers of the file begin with."""
    heads = con.execute(
        "SELECT DISTINCT regexp_replace(ref, '[0-9]+$', '') FROM fresh WHERE ref IS NOT NULL LIMIT 2"
    ).fetchall()
    head = heads[0][0] if len(heads) == 1 else ""
    quoted = head.replace("'", "''")
    con.execute(f"CREATE MACRO before() AS {len(head)}")
    con.execute(
        f"CREATE MACRO numbered(ref) AS CASE WHEN starts_with(ref, '{quoted}') THEN TRY_CAST(substr(ref, {len(head) + 1}) AS BIGINT) END"
    )


def _seen(con: duckdb.DuckDBPyConnection, where: str) -> str:
    """The moment of the nearest number on one side of a jump that was read."""
    found = con.execute(f"SELECT ts FROM numbers WHERE ts IS NOT NULL AND n {where} LIMIT 1").fetchall()
    return _moment(found[0][0]) if found else "een overgeslagen rij"


def _neighbours(con: duckdb.DuckDBPyConnection, source: Source, staged: Staged, low: int, high: int, most: int) -> None:
    """Add the last number before this file and the first one after it, when the counter goes on there."""
    first, last, days = min(staged.per_day), max(staged.per_day), store.days(source.authority_id, source.pk)
    for day, which, near in (
        (max((day for day in days if day < first), default=None), "max", f"BETWEEN {low - most} AND {low - 1}"),
        (min((day for day in days if day > last), default=None), "min", f"BETWEEN {high + 1} AND {high + most}"),
    ):
        if day is None:
            continue
        _view(con, "beside", _own(source, day, day))
        con.execute(
            f"INSERT INTO numbers SELECT n, CAST(ts AS TIMESTAMP), false FROM (SELECT arg_{which}(ts, numbered(ref)) AS ts, "
            f"{which}(numbered(ref)) AS n FROM beside WHERE length(ref) < 16 + before()) WHERE n {near}"
        )


def _sparse(con: duckdb.DuckDBPyConnection, there: int, span: int) -> list[Line]:
    """Numbers that go up with time and of which more than half lacks: perhaps a counter that others use too."""
    upward = con.execute(
        "SELECT count(*) FILTER (ts >= p) / count(p) FROM (SELECT ts, lag(ts) OVER (ORDER BY n) AS p FROM numbers WHERE ts IS NOT NULL)"
    ).fetchall()[0][0]
    if there < SPARSE * span or upward is None or upward < UPWARD:
        return []
    lost = dates.percent(span - there, span)
    text = f"De nummers lopen op met de tijd, maar {lost} ervan ontbreekt. Vraag na of de leverancier ze met andere klanten deelt"
    return [{"kind": "sparse", "text": text, "count": span - there}]


def _moment(naive: datetime) -> str:
    return dates.table_moment(naive.replace(tzinfo=UTC))


def _shift(con: duckdb.DuckDBPyConnection, source: Source, staged: Staged) -> list[Line]:
    """Whether the hours lie apart from those of the other sources (or, else, of this one before): then a clock or a zone is wrong."""
    if sum(staged.per_day.values()) < ENOUGH:
        return []
    first, last = min(staged.per_day) - timedelta(days=60), max(staged.per_day)
    files = store.consult_files(source.authority_id, first, last)
    own = _own(source, first, last)
    others = [path for path in files if path not in own]
    mine = _hours(con, "fresh")
    for paths, beside in ((others, "de andere bronnen"), (own, "vroegere bestanden van deze bron")):
        usual = _hours(con, f"read_parquet({staging.listed(paths)})") if paths else []
        if usual:
            return _told(best_shift(mine, usual), beside)
    return []


def _told(quarters: int, beside: str) -> list[Line]:
    if abs(quarters) < 2:  # noqa: PLR2004 -- half an hour: less is chance
        return []
    way = "voor" if quarters > 0 else "achter"
    minutes = abs(quarters) * 15
    far = f"{minutes // 60} uur" if minutes % 60 == 0 else f"{minutes} minuten"
    text = f"De klok lijkt {far} {way} te lopen op {beside}. Kijk de tijdzone na"
    return [{"kind": "clock", "text": text, "count": minutes}]


def _hours(con: duckdb.DuckDBPyConnection, table: str) -> list[float]:
    """The share of consultations per quarter of the local day; empty when there are too few."""
    at = f"hour({LOCAL_HOURS}) * 4 + minute({LOCAL_HOURS}) // 15"
    rows = con.execute(f"SELECT {at} AS q, count(*) FROM {table} WHERE isodow({LOCAL_HOURS}) < 6 GROUP BY q").fetchall()
    total = sum(count for _q, count in rows)
    if total < ENOUGH:
        return []
    found = [0.0] * QUARTERS
    for quarter, count in rows:
        found[int(quarter)] = count / total
    return found
