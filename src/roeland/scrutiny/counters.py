"""Accounts of several people, as at a counter: the hours in which they are used, and what comes when nobody should be there."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events

BRUSSELS = ZoneInfo("Europe/Brussels")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EDGE = 0.01  # of the work of a weekday falls before the first and after the last of its hours
MARGIN = 20  # minutes
ENOUGH, DAYS = 50, 4  # consultations on a weekday, on so many days, to know its hours


def used(world: World, events: Events) -> None:
    """Tables `manned` (rid, u, ts, wd, minute), the work of shared accounts by the clock of Brussels, and `open_hours` (u, wd, first, last)."""
    looks = events.narrow(world, "SELECT u FROM shared", "rid", "user_id", "ts")
    with world.under("_looks", looks), world.under("_clock", offsets(world)):
        world.run(
            "CREATE TEMP TABLE manned AS SELECT e.rid, e.u, e.ts, isodow(e.local) AS wd, extract(hour FROM e.local) * 60 + extract(minute FROM e.local) AS minute FROM ("
            "SELECT e.rid, e.user_id AS u, e.ts, make_timestamp(epoch_us(e.ts) + c.ahead) AS local FROM _looks e SEMI JOIN shared s ON s.u = e.user_id "
            "JOIN _clock c ON c.a <= e.ts AND e.ts < c.b) e"
        )
    world.run(
        f"CREATE TEMP TABLE open_hours AS SELECT u, wd, quantile_cont(minute, {EDGE}) - {MARGIN} AS first, quantile_cont(minute, {1 - EDGE}) + {MARGIN} AS last "
        f"FROM manned GROUP BY u, wd HAVING count(*) >= {ENOUGH} AND count(DISTINCT ts::DATE) >= {DAYS}"
    )


def shut() -> str:
    """The SQL of all consultations (rid) of such an account, well outside the hours that it is used on that weekday."""
    return "SELECT m.rid FROM manned m JOIN open_hours h ON h.u = m.u AND h.wd = m.wd WHERE m.minute < h.first OR m.minute > h.last"


def offsets(world: World) -> pa.Table:
    """Half-open periods (a, b) with how far the clock of Brussels was ahead of UTC, in microseconds, around all consultations (`asked_span`).

    It is put forward or back at one in the morning, UTC.
    """
    low, high = world.con.execute("SELECT low, high FROM asked_span").fetchall()[0]
    day = datetime.combine(low, time(), UTC) if low else EPOCH
    last = datetime.combine(high, time(), UTC) + timedelta(days=1) if high else EPOCH
    periods, since = [], day
    while day < last:
        following = day + timedelta(days=1)
        if _ahead(following) != _ahead(day):
            periods.append((since, day + timedelta(hours=1), _ahead(day)))
            since = periods[-1][1]
        day = following
    periods.append((since, last, _ahead(last)))
    stamp = pa.timestamp("us")
    return pa.table(
        {
            "a": pa.array([a.replace(tzinfo=None) for a, _b, _ahead in periods], stamp),
            "b": pa.array([b.replace(tzinfo=None) for _a, b, _ahead in periods], stamp),
            "ahead": pa.array([ahead for _a, _b, ahead in periods], pa.int64()),
        }
    )


def _ahead(moment: datetime) -> int:
    offset = moment.astimezone(BRUSSELS).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)
