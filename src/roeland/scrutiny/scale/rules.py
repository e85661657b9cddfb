"""Explanations of the rulebook as Ibis expressions over the tables of a folder: one text for DuckDB, Spark and what else Ibis knows.

Every rule becomes rows (user_id, citizen, service, a, b): whoever is in a team when a reason of the team holds gets a row of his own, so that
no engine needs more than equal keys and a period. The tables must hold pseudonyms already, as `reading` makes them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from roeland.scrutiny.layouts import DAY, LAYOUTS
from roeland.scrutiny.rulebook import Explanation
from roeland.scrutiny.scale.base import named
from roeland.scrutiny.scale.lazy import ibis

Table = Any  # ibis has no types that mypy could use
END = datetime(9999, 1, 1)  # noqa: DTZ001 -- as in the tables
START = datetime(1, 1, 2)  # noqa: DTZ001
WEEKEND = 5
MOVING = "scale_moving"  # as `members`, of teams that somebody left not long ago or comes to


def codes(tables: Mapping[str, Table], usable: Sequence[tuple[int, Explanation]]) -> Table:
    """event_id and code of every row of `tables["consult"]` that one of these rules explains: the smallest of the codes beside them."""
    events = tables["consult"]
    services = sorted(known_services(events))
    found = []
    for code, rule in usable:
        matched = match(events, rows(tables, rule), rule, services)
        found.append(matched.mutate(code=ibis.literal(code, "int16")))
    return reduce(lambda one, other: one.union(other), found).group_by("event_id").aggregate(code=ibis._.code.min())


def known_services(events: Table) -> list[str]:
    if "service" not in events.columns:
        return []
    found = events.select("service").distinct().to_pyarrow()["service"].to_pylist()
    return [name for name in found if name is not None]


def match(events: Table, reasons: Table, rule: Explanation, services: list[str]) -> Table:
    """The event_id of what a rule explains."""
    if rule.hours:
        first, last = rule.hours
        late = (events.ts.hour() >= first) | (events.ts.hour() < last) | (events.ts.day_of_week.index() >= WEEKEND)
        events = events.filter(late)
    elif fit := [name for name in services if any(pattern in name.lower() for pattern in rule.services)]:
        events = events.filter(events.service.isin(fit))
    keys = [name for name in ("citizen", "user_id", "service") if name in reasons.columns]
    reasons = reasons.rename({f"r_{name}": name for name in reasons.columns})
    tests = [(events[key].lower() if key == "service" else events[key]) == reasons[f"r_{key}"] for key in keys]
    return events.semi_join(reasons, [*tests, reasons.r_a <= events.ts, events.ts < reasons.r_b]).select("event_id")


def rows(tables: Mapping[str, Table], rule: Explanation) -> Table:
    """The reasons of a rule: its keys with user_id in place of a team, and the period from a to b. Table MOVING stands beside those of the folder."""
    table = tables[rule.table]
    for column in rule.blank:
        table = table.filter(table[column].isnull()) if column in table.columns else table
    start, end = period(table, rule)
    values = {"a": start, "b": end}
    for column, key in rule.keys.items():
        name = {"citizen": "citizen", "user": "user_id", "service": "service"}.get(key, "team")
        if column == "house":
            values |= {
                "citizen": table.citizen,
                "house": table.house if "house" in table.columns else ibis.null("int64"),
            }
        else:
            text = table[column].cast("string")
            values[name] = {"citizen": table[column], "service": text.lower(), "team": named(text)}.get(
                "team" if name == "team" else key, text
            )
    made = table.select(**values)
    if "house" in rule.keys:
        made = households(made, tables)
    if "team" in made.columns:
        made = staffed(made, tables[MOVING] if "former_team" in rule.keys.values() else members(tables))
    keys = [name for name in ("citizen", "user_id", "service") if name in made.columns]
    return made.drop_null(keys).filter(made.a < made.b).select(*keys, "a", "b").distinct()


def period(table: Table, rule: Explanation) -> tuple[Any, Any]:
    """Start and end of a rule on its table, as `causes.period` has them; a day begins two hours early, for the summer time."""
    kinds = LAYOUTS[rule.table].columns
    starts = [
        moment(table[name]) - ibis.interval(hours=2 if kinds[name] == DAY else 0)
        for name in rule.starts
        if name in table.columns
    ]
    starts[0] -= ibis.interval(hours=round(rule.before * 24))
    ends = [
        moment(table[name]) + ibis.interval(days=1 if kinds[name] == DAY else 0)
        for name in rule.ends
        if name in table.columns
    ]
    start = ibis.greatest(*(one.fill_null(starts[0]) for one in starts)) if len(starts) > 1 else starts[0]
    last = ibis.least(*(one.fill_null(forever()) for one in ends), forever()) if ends else forever()
    return start, last + ibis.interval(hours=round(rule.after * 24))


def moment(value: Any) -> Any:
    return value.cast("timestamp")


def forever() -> Any:
    return ibis.literal(END, "timestamp")


def members(tables: Mapping[str, Table]) -> Table:
    """Who is in which team when: member (user_id), of (the team), since, until."""
    staff = tables["staff"]
    until = moment(staff.to_ts).fill_null(forever()) if "to_ts" in staff.columns else forever()
    team = named(staff.team.cast("string")) if "team" in staff.columns else ibis.null("string")
    return staff.select(member=staff.user_id.cast("string"), of=team, since=moment(staff.from_ts), until=until)


def staffed(made: Table, team: Table) -> Table:
    """A row for everybody in the team, while he is in it. A rule that also names a user keeps that user."""
    joined = made.join(team, made.team == team.of)
    joined = (
        joined.filter(joined.user_id == joined.member)
        if "user_id" in made.columns
        else joined.mutate(user_id=joined.member)
    )
    return joined.mutate(a=ibis.greatest(joined.a, joined.since), b=ibis.least(joined.b, joined.until)).drop(
        "member", "of", "since", "until", "team"
    )


def households(made: Table, tables: Mapping[str, Table]) -> Table:
    """The others who lived with the citizen of a reason, while both did."""
    lived = homes(tables)
    own = lived.rename(who="citizen", in_house="house", o_a="a", o_b="b")
    made = made.left_join(own, made.citizen == own.who)
    made = made.mutate(
        at_house=made.in_house.fill_null(made.house),
        a=ibis.greatest(made.a, made.o_a.fill_null(made.a)), b=ibis.least(made.b, made.o_b.fill_null(made.b)),
    ).drop("house", "in_house", "o_a", "o_b", "who")  # fmt: skip
    other = lived.rename(other="citizen", their_house="house", h_a="a", h_b="b")
    made = made.join(other, made.at_house == other.their_house)
    made = made.filter(made.other != made.citizen)
    return made.mutate(citizen=made.other, a=ibis.greatest(made.a, made.h_a), b=ibis.least(made.b, made.h_b)).drop(
        "other", "their_house", "h_a", "h_b", "at_house"
    )


def homes(tables: Mapping[str, Table]) -> Table:
    """citizen, house, a, b: from the table of households, and for who is not in it where he lives now."""
    found = []
    if "household" in tables:
        lived = tables["household"]
        until = moment(lived.to_ts).fill_null(forever()) if "to_ts" in lived.columns else forever()
        found.append(lived.select("citizen", "house", a=moment(lived.from_ts), b=until).distinct())
    if "citizens" in tables and "house" in tables["citizens"].columns:
        now = tables["citizens"].group_by("citizen").aggregate(house=ibis._.house.min())
        now = now.filter(now.house.notnull())
        now = now.anti_join(found[0], "citizen") if found else now
        found.append(now.mutate(a=ibis.literal(START, "timestamp"), b=forever()))
    return reduce(lambda one, other: one.union(other), found)
