"""What a file of consultations lacks: days, half days, numbers; and whether its clock is right.

Each line is {kind, text, days?: [...], count?: n}; `text` is Dutch and names no user and no citizen. Nothing here refuses a file: the
officer sees it on the page of the delivery and asks the supplier.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from roeland.kernel.calendar import is_working_day, working_days
from roeland.logs import staging, store
from roeland.logs.models import Source
from roeland.logs.staging import Staged
from roeland.people.models import ClosingDay
from roeland.ui import dates

MOST = 20  # days or jumps that are named
FEW = 0.1  # of a usual working day
ENOUGH = 200  # consultations before a clock can be judged
COUNTER = 0.5  # share of numbers between first and last that must be there before it is a counter
QUARTERS = 96
MOST_SHIFT = 16  # quarters of an hour, four hours
BETTER = 0.6  # a shift must bring the hours this much closer to what is usual
NOON = 12
HALF = 0.02
LOCAL_HOURS = "timezone('Europe/Brussels', ts)"
Line = dict[str, Any]


def report(source: Source, staged: Staged, folder: Path) -> list[Line]:
    """What there is to say about an import that is staged in `folder`."""
    if not staged.per_day:
        return []
    con = staging.connect(folder)
    try:
        con.execute(f"CREATE VIEW fresh AS SELECT * FROM read_parquet({staging.listed(_files(staged, folder))})")
        found = _missing(source, staged) + _thin(source, staged) + _halves(con, source, staged)
        return found + _jumps(con, staged) + _shift(con, source, staged)
    finally:
        con.close()


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


def _working(source: Source, staged: Staged) -> dict[date, int]:
    off = closed(source)
    return {day: count for day, count in staged.per_day.items() if is_working_day(day, off)}


def _thin(source: Source, staged: Staged) -> list[Line]:
    """Working days with hardly any consultation beside the others."""
    counts = _working(source, staged)
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


def _halves(con: duckdb.DuckDBPyConnection, source: Source, staged: Staged) -> list[Line]:
    """Working days that stop before noon or begin after it, while a usual day does neither."""
    counts = _working(source, staged)
    rows = con.execute(
        f"SELECT CAST({LOCAL_HOURS} AS DATE) AS d, count(*) FILTER (hour({LOCAL_HOURS}) < {NOON}) / count(*) AS morning, count(*) FROM fresh GROUP BY d ORDER BY d"
    ).fetchall()
    shares = {day: share for day, share, count in rows if day in counts and count >= MOST}
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


def _jumps(con: duckdb.DuckDBPyConnection, staged: Staged) -> list[Line]:
    """Numbers that are left out, when the numbers of the events are a counter."""
    if not staged.numbered:
        return []
    numbers = "SELECT TRY_CAST(ref AS BIGINT) AS n, CAST(ts AS TIMESTAMP) AS ts FROM fresh WHERE ref IS NOT NULL AND length(ref) < 16"
    low, high, count, rows = con.execute(f"SELECT min(n), max(n), count(n), count(*) FROM ({numbers})").fetchall()[0]
    if not count or count < rows or high - low + 1 == count or count / (high - low + 1) < COUNTER:
        return []
    jumps = con.execute(
        f"WITH s AS (SELECT n, ts, lag(n) OVER (ORDER BY n) AS p, lag(ts) OVER (ORDER BY n) AS pt FROM ({numbers})) "
        f"SELECT n - p - 1 AS lost, pt, ts FROM s WHERE n - p > 1 ORDER BY lost DESC LIMIT {MOST}"
    ).fetchall()
    lost = high - low + 1 - count
    lines = [f"{dates.number(gone)} tussen {_moment(start)} en {_moment(end)}" for gone, start, end in jumps[:3]]
    text = f"De nummering slaat {dates.plural(lost, 'raadpleging', 'raadplegingen')} over, de meeste: {dates.join_nl(lines)}"
    return [{"kind": "jumps", "text": text, "count": lost}]


def _moment(naive: datetime) -> str:
    return dates.table_moment(naive.replace(tzinfo=UTC))


def _shift(con: duckdb.DuckDBPyConnection, source: Source, staged: Staged) -> list[Line]:
    """Whether the hours lie apart from those of the other sources (or, else, of this one before): then a clock or a zone is wrong."""
    if sum(staged.per_day.values()) < ENOUGH:
        return []
    first, last = min(staged.per_day) - timedelta(days=60), max(staged.per_day)
    files = store.consult_files(source.authority_id, first, last)
    own = [path for path in files if path.parent.parent.name == f"source={source.pk}"]
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


def best_shift(mine: list[float], usual: list[float]) -> int:
    """By how many quarters `mine` runs ahead of `usual` (negative: behind); 0 when no shift fits clearly better."""
    if not mine or not usual:
        return 0

    def apart(shift: int) -> float:
        return sum(abs(mine[(quarter + shift) % QUARTERS] - usual[quarter]) for quarter in range(QUARTERS))

    best = min(range(-MOST_SHIFT, MOST_SHIFT + 1), key=lambda shift: (apart(shift), abs(shift)))
    return best if apart(best) < BETTER * apart(0) else 0
