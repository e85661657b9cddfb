"""Signs over many consultations that nothing explains: who looked at how many, how often, how close together, and at whom."""

from roeland.scrutiny import series, signs, windows
from roeland.scrutiny.marker import Marker

WEEK = 84 * 60  # minutes before and after
DAY = 1440  # minutes
AT_ONCE = 60  # minutes before and after


def crowds(marks: Marker) -> None:
    """Several around one moment: workers about one citizen, citizens of one worker, the same citizen again."""
    flag = marks.book.flag
    marks.add("volume", signs.volume(marks.world, flag("volume")))
    marks.add("not-by-number", f"SELECT rid FROM rest WHERE {marks.by_name}")
    marks.add("by-name", signs.by_name(flag("by-name"), marks.by_name))
    one = flag("burst").settings
    window(marks, "burst", "rest", "u", "citizen", WEEK, one["users"], chance=True)
    if marks.can("together"):
        one = flag("together").settings
        some = one["hours"] * 30
        window(marks, "together", "rest", "ts_team", "citizen", some, one["teams"], chance=True, again=some <= WEEK)
        if some > AT_ONCE:  # where chance gives as many in a day, those who look at once
            marks.world.run(
                "CREATE TEMP TABLE at_once AS SELECT r.rid, r.u, r.citizen, r.ts_team, r.ts FROM rest r SEMI JOIN "
                "(SELECT u, citizen, min(ts) AS ts FROM rest GROUP BY u, citizen, ts::DATE) f ON f.u = r.u AND f.citizen = r.citizen AND f.ts = r.ts"
            )
            window(marks, "together", "at_once", "ts_team", "citizen", AT_ONCE, one["teams"], chance=True)
    one = flag("repeated").settings
    whole = one["within"] * DAY
    window(marks, "repeated", "rest", "ts::DATE", "u, citizen", whole, one["days"], grows=True)
    if marks.can("insistent"):
        one = flag("insistent").settings
        some = one["minutes"]
        window(marks, "insistent", "rest", "rid", "u, citizen", some, one["times"], again=some <= whole)
    one, day = flag("enumeration").settings, "u, ts::DATE"
    whole = one["minutes"]
    window(marks, "enumeration", "visits", "home", "u", whole, one["citizens"], day, chance=True)
    if marks.can("in-a-row"):
        one = flag("in-a-row").settings
        some = one["minutes"]
        window(marks, "in-a-row", "visits", "home", "u", some, one["citizens"], day, again=some <= whole)


def rows(marks: Marker) -> None:
    """Many citizens of one worker in some days or weeks."""
    flag, run = marks.book.flag, marks.world.run
    share = marks.world.one("SELECT count(*) FROM rest") / marks.events.total
    run(
        "CREATE TEMP TABLE first_looks AS SELECT u, service, search_key, home, min(ts) AS ts FROM visits GROUP BY u, service, search_key, home"
    )
    for keys, which, names in (
        ("u, service", "true", ("same-service",)), ("u", marks.by_name, ("by-name-run",)), ("u", "true", ("cluster", "scattered"))
    ):  # fmt: skip
        run(series.daily(keys, which))
        for name in filter(marks.can, names):
            sql = series.spread(flag(name), keys, share, which)
            if len(names) > 1:
                run(f"CREATE OR REPLACE TEMP TABLE wide AS {sql}")
                bits = [marks.book.bit(one) for one in signs.NARROW if marks.book.knows(one) and one != name]
                sql = series.left_over(flag(name), bits)
            marks.add(name, sql, "u")


def targets(marks: Marker) -> None:
    """What the citizens of one worker have in common: a house, a street, a name, somebody else who looked; and whether he came back."""
    flag, run = marks.book.flag, marks.world.run
    one = flag("one-household").settings
    run(f"CREATE TEMP TABLE housed AS {signs.housed(marks.world)}")
    whole = one["days"] * DAY
    window(marks, "one-household", "housed", "citizen", "u, house", whole, one["citizens"])
    if marks.can("whole-house"):
        one = flag("whole-house").settings
        some = one["days"] * DAY
        window(marks, "whole-house", "housed", "citizen", "u, house", some, one["citizens"], again=some <= whole)
    if marks.can("one-street"):
        one = flag("one-street").settings
        run(
            "CREATE TEMP TABLE lived AS SELECT rid, ts, u, citizen, street, house FROM visits WHERE street IS NOT NULL AND house IS NOT NULL"
        )
        window(marks, "one-street", "lived", "house", "u, street", one["days"] * DAY, one["houses"])
    if marks.can("namesakes"):
        one = flag("namesakes").settings
        run(
            "CREATE TEMP TABLE named AS SELECT rid, ts, u, citizen, home, surname FROM visits WHERE surname IS NOT NULL"
        )
        window(marks, "namesakes", "named", "home", "u, surname", one["minutes"], one["citizens"])
    for name, made in (
        ("same-citizens", series.same_citizens),
        ("returned", series.returned),
        ("leaving", series.leaving),
    ):
        if marks.can(name):
            marks.add(name, made(flag(name)))


def window(
    marks: Marker, name: str, table: str, what: str, within: str, minutes: float, least: float, per: str = "", *, chance: bool = False, again: bool = False, grows: bool = False
) -> None:  # fmt: skip
    """A sign that `windows.crowded` looks for. chance: at least so many that it would not be seen when all came by chance.

    again: among the same consultations as the one before, in no more minutes. grows: the more of them for a worker and a citizen, the heavier, as
    it always is for one of both.
    """
    if not again:
        windows.crowds(marks.world, table, within, minutes, per)
    if chance:
        least = max(least, windows.by_chance(marks.world, table, per or within, minutes, marks.events.total))
    found = windows.crowded(marks.world, table, what, within, minutes, least, per)
    kept = within if grows or within in {"u", "citizen"} else ""
    if kept == "citizen":
        found = f"SELECT f.* FROM ({found}) f ANTI JOIN (SELECT citizen FROM excess WHERE bit = {marks.book.bit(name)}) k ON k.citizen = f.citizen"
    marks.add(name, found, kept)
