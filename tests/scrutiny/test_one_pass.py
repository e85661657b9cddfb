"""The one pass over the stream says of every consultation what plain SQL says, rule by rule; and splitting time in buckets changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from roeland.scrutiny import explain, moments, run, synthetic, windows
from roeland.scrutiny.causes import NAMES, allowed, period, tie
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.judged import NOTHING
from roeland.scrutiny.rulebook import Explanation
from tests.scrutiny.folders import KEY, NOW, cases, verdicts

EVENT = (
    "SELECT e.rid, e.ts, e.user_id AS u, e.citizen, e.service, s.ts_team, CASE WHEN s.ts_team IS NOT NULL THEN g.ts_team END AS former FROM consult e "
    "LEFT JOIN segments s ON s.u = e.user_id AND s.a <= e.ts AND e.ts < s.b LEFT JOIN graced g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b"
)


def explained_by(world: World, rule: Explanation) -> set[int]:
    """The consultations that one rule explains, each looked up by itself."""
    joins, tests = "", [f"d.{column} IS NULL" for column in rule.blank]
    for column, key in rule.keys.items():
        join, value = tie(column, key)
        joins += join
        tests.append(f"{value} = e.{NAMES[key]}")
    start, end = period(rule)
    test, _ = allowed(world, rule)
    sql = (
        f"SELECT e.rid FROM ({EVENT}) e JOIN {rule.table} d ON true {joins} WHERE {' AND '.join([*tests, test or 'true'])} "
        f"AND {start} <= e.ts AND e.ts < {end}"
    )
    return {row[0] for row in world.con.execute(sql).fetchall()}


@pytest.mark.parametrize("seed", [11, 12])
def test_every_code_is_the_strongest_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    synthetic.generate(synthetic.World(3000, seed, 0.03), tmp_path)
    whole, seen = explain.chain, []

    def both(world: World, rules: list[Explanation], events: Any, span: Any) -> list[str]:
        unknown = whole(world, rules, events, span)
        expected: dict[int, int] = {}
        for code, rule in reversed(list(enumerate(rules, start=1))):
            expected |= dict.fromkeys(explained_by(world, rule), code)
        found = {rid: code for rid, code in enumerate(events.codes_of.tolist()) if code != NOTHING}
        seen.append((found, expected))
        return unknown

    monkeypatch.setattr(explain, "chain", both)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found, expected = seen[0]
    assert len(set(expected.values())) >= 8
    assert found == expected


def test_buckets_and_cells_are_only_a_way_to_be_quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synthetic.generate(synthetic.World(6000, 13, 0.03), tmp_path)
    run.check(tmp_path, tmp_path / "a", key=KEY, now=NOW)
    monkeypatch.setattr(moments, "BITS", 36)  # buckets of 19 hours
    monkeypatch.setattr(moments, "MOST", 1000)
    monkeypatch.setattr(moments, "CELLS", 300)  # wide ones, in which a user has many stretches
    monkeypatch.setattr(windows, "QUICK", 0)
    run.check(tmp_path, tmp_path / "b", key=KEY, now=NOW)
    assert verdicts(tmp_path / "a") == verdicts(tmp_path / "b")
    assert cases(tmp_path / "a") == cases(tmp_path / "b")
