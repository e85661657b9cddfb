"""The one pass over the stream says of every consultation what plain SQL says, rule by rule; and splitting time in buckets changes nothing."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.second_world import tables, year
from roeland.scrutiny import explain, moments, plain, run, signs, synthetic, windows
from roeland.scrutiny.causes import NAMES, allowed, period, tie
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.examples import alone
from roeland.scrutiny.judged import NOTHING
from roeland.scrutiny.rulebook import Explanation, shipped
from tests.scrutiny.folders import KEY, NOW, cases, verdicts

EVENT = (
    "SELECT e.rid, e.ts, e.user_id AS u, e.citizen, e.service, s.ts_team, CASE WHEN s.ts_team IS NOT NULL THEN g.ts_team END AS former FROM consult e "
    "LEFT JOIN segments s ON s.u = e.user_id AND s.a <= e.ts AND e.ts < s.b LEFT JOIN moving g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b"
)


def explained_by(world: World, rule: Explanation) -> set[int]:
    """The consultations that one rule explains, each looked up by itself."""
    joins, tests = "", [f"d.{column} IS NULL" for column in rule.blank]
    for column, key in rule.keys.items():
        join, value = tie(rule.table, column, key)
        joins += join
        tests.append(f"{value} = e.{NAMES[key]}")
    start, end = period(rule)
    test, _ = allowed(world, rule)
    sql = (
        f"SELECT e.rid FROM ({EVENT}) e JOIN {rule.table} d ON true {joins} WHERE {' AND '.join([*tests, test or 'true'])} "
        f"AND {start} <= e.ts AND e.ts < {end}"
    )
    return {row[0] for row in world.con.execute(sql).fetchall()}


def astray(world: World, rule: Explanation, known: set[int]) -> set[int]:
    """Of what is not known the consultations not by number before which another of that name, in another house, came who is known."""
    found = world.con.execute(
        f"SELECT e.rid, e.citizen, o.rid FROM (SELECT * FROM consult WHERE {signs.sought(world)}) e JOIN residents r ON r.citizen = e.citizen JOIN residents s ON s.surname = r.surname AND s.citizen <> e.citizen "
        f"JOIN consult o ON o.citizen = s.citizen AND o.user_id = e.user_id AND o.ts > e.ts AND o.ts <= e.ts + INTERVAL {rule.minutes} MINUTE "
        "WHERE s.house IS DISTINCT FROM r.house "
        "AND NOT EXISTS (SELECT 1 FROM lives l WHERE l.u = e.user_id AND l.surname = r.surname)"
    ).fetchall()
    wrong: dict[int, set[int]] = {}
    for rid, citizen, other in found:
        if rid not in known and other in known:
            wrong.setdefault(other, set()).add(citizen)
    return {rid for rid, _, other in found if rid not in known and len(wrong.get(other, range(9))) <= 3}


@pytest.mark.parametrize("seed", [11, 12])
def test_every_code_is_the_strongest_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    synthetic.generate(synthetic.World(3000, seed, 0.03), tmp_path)
    whole, seen = explain.chain, []

    def both(world: World, rules: list[Explanation], events: Any, span: Any) -> list[str]:
        unknown = whole(world, rules, events, span)
        expected: dict[int, int] = {}
        for code, rule in reversed(list(enumerate(rules, start=1))):
            if not rule.around:
                expected |= dict.fromkeys(explained_by(world, rule), code)
        expected |= dict.fromkeys(astray(world, rules[-1], set(expected)), len(rules))
        found = {rid: code for rid, code in enumerate(events.codes_of.tolist()) if code != NOTHING}
        seen.append((found, expected))
        return unknown

    monkeypatch.setattr(explain, "chain", both)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW, book=alone(shipped()))
    found, expected = seen[0]
    assert len(set(expected.values())) >= 8
    assert found == expected


def test_a_namesake_is_what_plain_sql_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables.write(tmp_path, year.build_year(5078, 12_000, None, set()), set())
    whole, seen = explain.chain, []

    def both(world: World, rules: list[Explanation], events: Any, span: Any) -> list[str]:
        unknown = whole(world, rules, events, span)
        codes = enumerate(events.codes_of.tolist())
        known = {rid: code for rid, code in codes if code != NOTHING}
        found = {rid for rid, code in known.items() if code == len(rules)}
        seen.append((found, astray(world, rules[-1], set(known) - found)))
        return unknown

    monkeypatch.setattr(explain, "chain", both)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found, expected = seen[0]
    assert shipped().explanations[-1].minutes
    assert len(found) > 20
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


@pytest.mark.parametrize("cut", ["small", "large", "gaps", "files", "turned"])
def test_how_files_are_cut_and_events_numbered_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    """What is read early or known without reading (few texts, numbers that go up one by one) is what stands in the file."""
    synthetic.generate(synthetic.World(2000, 14, 0.03), tmp_path)
    run.check(tmp_path, tmp_path / "a", key=KEY, now=NOW)
    path, steps = tmp_path / "consult.parquet", {"gaps": 7}.get(cut, 1)
    looks = pq.read_table(path)
    looks = looks.set_column(0, "event_id", pa.compute.multiply(looks["event_id"], steps))
    monkeypatch.setattr(plain, "ROWS", 100)
    if cut in {"files", "turned"}:
        half = len(looks) // 2
        parts = [looks.slice(0, half), looks.slice(half)]
        path.unlink()
        for number, part in enumerate(parts if cut == "files" else parts[::-1], start=1):
            pq.write_table(part, tmp_path / f"consult-{number}.parquet", row_group_size=90)
    else:
        pq.write_table(looks, path, row_group_size=500 if cut == "large" else 90)
    run.check(tmp_path, tmp_path / "b", key=KEY, now=NOW)
    expected = {number * steps: said for number, said in verdicts(tmp_path / "a").items()}
    assert len({said for said, _ in expected.values()}) > 5
    assert verdicts(tmp_path / "b") == expected
    assert sorted(map(str, cases(tmp_path / "b"))) == sorted(map(str, cases(tmp_path / "a")))


@pytest.mark.parametrize("threads", [1, 2])
def test_all_is_read_where_no_reason_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    """A join with nothing does not read its other side: the consultations after the first batch would be lost."""
    monkeypatch.setattr(plain, "ROWS", 5)
    moments = pa.array(
        range(1_772_000_000_000_000, 1_772_000_000_000_000 + 60 * 1_000_000, 1_000_000), pa.timestamp("us")
    )
    looks = {"event_id": range(60), "ts": moments, "user_id": ["an"] * 60, "citizen": range(100, 160)}
    pq.write_table(
        pa.table({name: pa.array(values) for name, values in looks.items()}),
        tmp_path / "consult.parquet",
        row_group_size=5,
    )
    ticket = pa.table({"citizen": [100], "user_id": ["an"], "day": pa.array([0], pa.timestamp("us"))})  # long before
    pq.write_table(ticket, tmp_path / "tickets.parquet")
    made = run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW, threads=threads).summary
    assert made["events"] == made["unexplained"] == 60
    assert len(verdicts(tmp_path / "out")) == 60
