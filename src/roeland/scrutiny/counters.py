"""Accounts of several people, as at a counter: the hours in which they are used, and what comes when nobody should be there."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events

BRUSSELS = ZoneInfo("Europe/Brussels")
EDGE = 0.01  # of the work of a weekday falls before the first and after the last of its hours
MARGIN = 20  # minutes
ENOUGH, DAYS = 50, 4  # consultations on a weekday, on so many days, to know its hours


def used(world: World, events: Events) -> None:
    """Tables `manned` (rid, u, ts, wd, minute), the work of shared accounts by the clock of Brussels, and `open_hours` (u, wd, first, last)."""
    events.narrow(world, "_looks", "SELECT u FROM shared", "rid", "user_id", "ts")
    world.con.register("_clock", offsets(world))
    world.run(
        "CREATE TEMP TABLE manned AS SELECT e.rid, e.u, e.ts, isodow(e.local) AS wd, extract(hour FROM e.local) * 60 + extract(minute FROM e.local) AS minute FROM ("
        "SELECT e.rid, e.user_id AS u, e.ts, make_timestamp(epoch_us(e.ts) + c.ahead) AS local FROM _looks e SEMI JOIN shared s ON s.u = e.user_id "
        "JOIN _clock c ON c.a <= e.ts AND e.ts < c.b) e"
    )
    for name in ("_looks", "_clock"):
        world.con.unregister(name)
    world.run(
        f"CREATE TEMP TABLE open_hours AS SELECT u, wd, quantile_cont(minute, {EDGE}) - {MARGIN} AS first, quantile_cont(minute, {1 - EDGE}) + {MARGIN} AS last "
        f"FROM manned GROUP BY u, wd HAVING count(*) >= {ENOUGH} AND count(DISTINCT ts::DATE) >= {DAYS}"
    )


def shut() -> str:
    """The SQL of all consultations (rid) of such an account, well outside the hours that it is used on that weekday."""
    return "SELECT m.rid FROM manned m JOIN open_hours h ON h.u = m.u AND h.wd = m.wd WHERE m.minute < h.first OR m.minute > h.last"


def offsets(world: World) -> pa.Table:
    """Half-open periods (a, b) with how far the clock of Brussels was ahead of UTC, in microseconds, from the first consultation to the last."""
    low, high = world.con.execute("SELECT min(ts), max(ts) FROM consult").fetchall()[0]
    found: list[tuple[datetime, datetime, int]] = []
    at = low.replace(minute=0, second=0, microsecond=0) if low else datetime(2000, 1, 1)  # noqa: DTZ001 -- UTC, as the events have it
    ahead, since = _ahead(at), at
    while high and at <= high:
        at += timedelta(hours=1)
        if (now := _ahead(at)) != ahead:
            found.append((since, at, ahead))
            ahead, since = now, at
    found.append((since, at, ahead))
    columns = list(zip(*found, strict=True))
    kinds = (pa.timestamp("us"), pa.timestamp("us"), pa.int64())
    return pa.table(
        {name: pa.array(column, kind) for name, column, kind in zip(("a", "b", "ahead"), columns, kinds, strict=True)}
    )


def _ahead(moment: datetime) -> int:
    offset = BRUSSELS.utcoffset(moment.replace(tzinfo=UTC).astimezone(BRUSSELS))
    return int((offset or timedelta()).total_seconds() * 1_000_000)
