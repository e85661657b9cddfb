"""Rules with the same keys as one table of reasons, in which no two rows of one key overlap: where rules overlap the strongest stands."""

from dataclasses import dataclass, field

from roeland.scrutiny.dimensions import END, START, World
from roeland.scrutiny.layouts import DAY, LAYOUTS
from roeland.scrutiny.moments import Span
from roeland.scrutiny.rulebook import Explanation

NAMES = {"citizen": "citizen", "user": "u", "team": "ts_team", "former_team": "former", "service": "service"}
PAIR = 2
MARK = 128  # codes from here on are marks: ties between a user and a citizen
SELF, HOUSEHOLD, FORMER_HOUSEHOLD, STREET, AWAY, TEAMLESS = range(6)  # bits of a mark; the first four are ties
TIES = ("citizen", "u")


@dataclass
class Group:
    """Rules with the same keys and services: codes are places of rules from 1, strongest first."""

    keys: tuple[str, ...]
    services: str
    rules: list[tuple[int, Explanation]] = field(default_factory=list)
    ties: bool = False

    @property
    def broad(self) -> bool:
        """Whether it is for everybody at all times: then the whole stream goes through it."""
        return self.ties or (
            not self.services and "citizen" in self.keys and {"citizen", "u", "ts_team"} >= set(self.keys)
        )

    @property
    def pairs(self) -> bool:
        """Whether a row of its table may hold two rules."""
        return len({(rule.table, tuple(rule.keys)) for _, rule in self.rules}) < len(self.rules)

    @property
    def strongest(self) -> int:
        return min((code for code, _ in self.rules), default=MARK)


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
        f"greatest({', '.join(starts)})",
        f"least({', '.join([*ends, END])}) + INTERVAL {round(rule.after * 24)} HOUR",
    )


def tie(column: str, key: str) -> tuple[str, str]:
    """The join and the value that bring a column of a dimension to a key of the event."""
    if column == "house":
        return (
            (
                "LEFT JOIN homes _own ON _own.citizen = d.citizen JOIN homes _h ON _h.house = coalesce(_own.house, d.house) "
                "AND _h.citizen <> d.citizen "
            ),
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
    """The reasons of one rule: keys, a, m, b, code, early, head. `code` holds from m to b, the weaker `early` from a to m.

    What a stronger rule says already of the same row is not said again. head is 1 on the first rule of a row: more than one for a key
    means that its reasons may overlap.
    """
    joins, also = "", ""
    values: dict[str, str] = {}
    for column, key in rule.keys.items():
        join, value = tie(column, key)
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
    made: list[tuple[str, str, str, str, int]] = []  # a, m, b, early, head
    if code == first[0]:
        early = last if len(kin) == PAIR and nested(rule, last[1]) else None
        made = [(period(early[1])[0] if early else start, start, end, str(early[0]) if early else "NULL", 1)]
    elif not (len(kin) == PAIR and nested(first[1], rule)):
        before, after = period(first[1])
        made = [
            (start, start, f"least({end}, {before})", "NULL", 0),
            (f"greatest({start}, {after})",) * 2 + (end, "NULL", 0),
        ]
    return " UNION ALL ".join(
        f"SELECT {keys}, {a} AS a, {m} AS m, {b} AS b, {code} AS code, {early} AS early, {head} AS head FROM {rule.table} d {joins} "
        f"WHERE {filled}{also} AND {span.overlaps(a, b)}" + ("" if head else f" AND {a} < {b}")
        for a, m, b, early, head in made
    )


def nested(stronger: Explanation, weaker: Explanation) -> bool:
    """Whether the weaker rule always begins no later than the stronger and ends with it."""
    ends = (stronger.ends, stronger.after, stronger.before) == (weaker.ends, weaker.after, weaker.before)
    return ends and stronger.starts[0] == weaker.starts[0] and set(weaker.starts) <= set(stronger.starts)


def reasons(world: World, group: Group, number: int, span: Span) -> None:
    """Make table `reason_<number>` (keys, a, m, b, code, step, mark) in which the rows of one key do not overlap; before m it is code + step."""
    keys = ", ".join(group.keys)
    found = [sql for code, rule in group.rules if (sql := rows(group, code, rule, span))]
    found += (
        [f"SELECT citizen, u, a, a AS m, b, {MARK} + bit AS code, NULL AS early, 1 AS head FROM tie"]
        if group.ties
        else []
    )
    world.run(
        f"CREATE TEMP TABLE raw AS SELECT {keys}, greatest(a, {START}) AS a, greatest(m, {START}) AS m, b, code::UTINYINT AS code, early::UTINYINT AS early, "
        f"head::UTINYINT AS head FROM ({' UNION ALL '.join(found)})"
    )
    world.run(f"CREATE TEMP TABLE many AS SELECT {keys} FROM raw GROUP BY {keys} HAVING sum(head) > 1")
    same = " AND ".join(f"m.{key} = r.{key}" for key in group.keys)
    world.run(
        f"CREATE TABLE reason_{number} AS SELECT {keys}, a, least(m, b) AS m, b, CASE WHEN code < {MARK} THEN code END AS code, (coalesce(early, code) - code)::UTINYINT AS step, "
        f"CASE WHEN code >= {MARK} THEN 1::UTINYINT << (code - {MARK}) END AS mark FROM raw r ANTI JOIN many m ON {same} WHERE a < b"
    )
    world.run(
        f"CREATE TEMP TABLE mixed AS SELECT {keys}, m AS a, b, code FROM raw r SEMI JOIN many m ON {same} WHERE m < b UNION ALL "
        f"SELECT {keys}, a, least(m, b), early FROM raw r SEMI JOIN many m ON {same} WHERE a < least(m, b) AND early IS NOT NULL"
    )
    world.run(f"INSERT INTO reason_{number} SELECT {keys}, a, a, b, code, 0, mark FROM ({resolved(group, keys)})")
    world.run("DROP TABLE raw; DROP TABLE many; DROP TABLE mixed")
    if "citizen" not in group.keys:  # many periods for one key: by bucket of time, as the state of a user
        world.run(
            f"CREATE TABLE bucketed AS SELECT r.*, unnest(range({span.bucket('greatest(a, ' + span.low + ')')}, {span.bucket('least(b, ' + span.high + ')')} + 1)) AS bucket "
            f"FROM reason_{number} r; DROP TABLE reason_{number}; ALTER TABLE bucketed RENAME TO reason_{number}"
        )


def resolved(group: Group, keys: str) -> str:
    """The periods of table `mixed` cut at every begin and end; of what holds in a piece the strongest counts, and all marks."""
    codes = [code for code, _ in group.rules]
    marks = [MARK + bit for bit in (SELF, HOUSEHOLD, FORMER_HOUSEHOLD, STREET)] if group.ties else []
    best = " ".join(f"WHEN s{code} > 0 THEN {code}" for code in codes) or "WHEN false THEN 0"
    mark = " + ".join(f"CASE WHEN s{code} > 0 THEN {1 << code - MARK} ELSE 0 END" for code in marks) or "0"
    sums = ", ".join(f"sum(d) FILTER (code = {code}) AS d{code}" for code in [*codes, *marks])
    running = ", ".join(f"sum(d{code}) OVER w AS s{code}" for code in [*codes, *marks])
    return (
        f"SELECT {keys}, a, b, (CASE {best} END)::UTINYINT AS code, nullif({mark}, 0)::UTINYINT AS mark FROM ("
        f"SELECT {keys}, x AS a, lead(x) OVER w AS b, {running} FROM (SELECT {keys}, x, {sums} FROM ("
        f"SELECT {keys}, a AS x, code, 1::INTEGER AS d FROM mixed UNION ALL SELECT {keys}, b, code, -1::INTEGER FROM mixed) GROUP BY {keys}, x) "
        f"WINDOW w AS (PARTITION BY {keys} ORDER BY x)) WHERE b IS NOT NULL AND (code IS NOT NULL OR mark IS NOT NULL)"
    )
