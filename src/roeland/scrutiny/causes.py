"""Rules with the same keys as one table of reasons: per row its keys, from when until when, and the code of the rule."""

from dataclasses import dataclass, field

from roeland.scrutiny.dimensions import END, START, World
from roeland.scrutiny.layouts import DAY, LAYOUTS
from roeland.scrutiny.moments import Span
from roeland.scrutiny.rulebook import Explanation

NAMES = {"citizen": "citizen", "user": "u", "team": "ts_team", "former_team": "former", "service": "service"}
PAIR = 2
SELF, HOUSEHOLD, FORMER_HOUSEHOLD, STREET, AWAY, TEAMLESS = range(6)  # bits of a mark; the first four are ties


@dataclass
class Group:
    """Rules with the same keys and services: codes are places of rules from 1, strongest first."""

    keys: tuple[str, ...]
    services: str
    rules: list[tuple[int, Explanation]] = field(default_factory=list)

    @property
    def strongest(self) -> int:
        return min(code for code, _ in self.rules)


def period(rule: Explanation) -> tuple[str, str]:
    """The start and the end of a rule on a row `d` of its table."""
    kinds = LAYOUTS[rule.table].columns
    starts = [f"d.{column}{' - INTERVAL 2 HOUR' if kinds[column] == DAY else ''}" for column in rule.starts]
    starts[0] += f" - INTERVAL {round(rule.before * 24)} HOUR"
    ends = [f"coalesce(d.{column}{' + INTERVAL 1 DAY' if kinds[column] == DAY else ''}, {END})" for column in rule.ends]
    if "house" in rule.keys:
        starts += [f"coalesce(_own.a, {START})", "_h.a"]
        ends += [f"coalesce(_own.b, {END})", "_h.b"]
    return (
        f"greatest({', '.join(starts)})" if len(starts) > 1 else starts[0],  # Spark takes no single one
        f"least({', '.join([*ends, END])}) + INTERVAL {round(rule.after * 24)} HOUR",
    )


def tie(table: str, column: str, key: str) -> tuple[str, str]:
    """The join and the value that bring a column of a dimension to a key of the event."""
    if column == "house":
        house = "coalesce(_own.house, d.house)" if column in LAYOUTS[table].columns else "_own.house"
        return (
            f"LEFT JOIN homes _own ON _own.citizen = d.citizen JOIN homes _h ON _h.house = {house} AND _h.citizen <> d.citizen ",
            "_h.citizen",
        )
    if key == "user":
        return f"JOIN users _u ON _u.user_id = d.{column} ", "_u.u"
    if key in {"team", "former_team"}:  # only the teams that somebody is in while there are consultations
        used = f"(SELECT DISTINCT m.t, m.ts_team FROM members m SEMI JOIN state s ON s.{NAMES[key]} = m.ts_team)"
        return f"JOIN teams _t ON _t.team = d.{column} JOIN {used} _m ON _m.t = _t.t ", "_m.ts_team"
    if key == "service":
        return f"JOIN services _s ON _s.name = lower(d.{column}) ", "_s.code"
    return "", f"d.{column}"


def allowed(world: World, rule: Explanation) -> tuple[str, bool]:
    """The condition on the hour or on e.service, and whether the patterns fitted nothing (then the rule counts for every service)."""
    if rule.hours:
        first, last = rule.hours
        when = f"(extract(hour FROM e.ts) >= {first} OR extract(hour FROM e.ts) < {last} OR isodow(e.ts) >= 6)"
        return when, False
    if not rule.services:
        return "", False
    fit = [code for name, code in world.services.items() if any(pattern in name.lower() for pattern in rule.services)]
    return (f"e.service IN ({', '.join(map(str, fit))})", False) if fit else ("", True)


def rows(group: Group, code: int, rule: Explanation, span: Span) -> str:
    """The reasons of one rule: keys, a, m, b, code, early. `code` holds from m to b, the weaker `early` from a to m.

    What a stronger rule says already of the same row is not said again.
    """
    joins, also = "", ""
    values: dict[str, str] = {}
    for column, key in rule.keys.items():
        join, value = tie(rule.table, column, key)
        joins += join
        also += f" AND {value} = {values[NAMES[key]]}" if NAMES[key] in values else ""
        values[NAMES[key]] = value
    start, end = period(rule)
    keys = ", ".join(f"{values[name]} AS {name}" for name in group.keys)
    filled = " AND ".join(
        [f"{values[name]} IS NOT NULL" for name in group.keys] + [f"d.{column} IS NULL" for column in rule.blank]
    )
    kin = [
        (place, one)
        for place, one in group.rules
        if (one.table, one.keys, one.blank) == (rule.table, rule.keys, rule.blank)
    ]
    first, last = kin[0], kin[-1]
    made: list[tuple[str, str, str, str]] = []  # a, m, b, early
    if code == first[0]:
        early = last if len(kin) == PAIR and nested(rule, last[1]) else None
        made = [(period(early[1])[0] if early else start, start, end, str(early[0]) if early else "NULL")]
    elif not (len(kin) == PAIR and nested(first[1], rule)):
        before, after = period(first[1])
        made = [
            (start, start, f"least({end}, {before})", "NULL"),
            (f"greatest({start}, {after})",) * 2 + (end, "NULL"),
        ]
    return " UNION ALL ".join(
        f"SELECT {keys}, {a} AS a, {m} AS m, {b} AS b, {code} AS code, {early} AS early FROM {rule.table} d {joins} "
        f"WHERE {filled}{also} AND {span.overlaps(a, b)}"
        for a, m, b, early in made
    )


def nested(stronger: Explanation, weaker: Explanation) -> bool:
    """Whether the weaker rule always begins no later than the stronger and ends with it."""
    ends = (stronger.ends, stronger.after, stronger.before) == (weaker.ends, weaker.after, weaker.before)
    return ends and stronger.starts[0] == weaker.starts[0] and set(weaker.starts) <= set(stronger.starts)


def reasons(world: World, group: Group, span: Span) -> None:
    """Make table `reason` (keys, a, m, b, code, step); before m it is code + step. Rows of one key may overlap: the strongest counts."""
    keys = ", ".join(group.keys)
    found = " UNION ALL ".join(sql for code, rule in group.rules if (sql := rows(group, code, rule, span)))
    world.run(
        f"CREATE TABLE reason AS SELECT {keys}, greatest(a, {START}) AS a, least(m, b) AS m, b, code::UTINYINT AS code, (coalesce(early, code) - code)::UTINYINT AS step "
        f"FROM ({found}) WHERE a < b"
    )
    if "citizen" not in group.keys:  # many periods for one key: by bucket of time
        world.run(
            f"CREATE TABLE bucketed AS SELECT r.*, unnest(range({span.bucket('greatest(a, ' + span.low + ')')}, {span.bucket('least(b, ' + span.high + ')')} + 1)) AS bucket "
            "FROM reason r; DROP TABLE reason; ALTER TABLE bucketed RENAME TO reason"
        )
