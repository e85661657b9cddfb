"""What must not change a verdict or a case: other numbers for people, whole weeks later, other files, another order.

The world holds every table and every optional column, and misuse of all kinds.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import run, synthetic
from roeland.scrutiny.layouts import LAYOUTS
from tests.scrutiny import unseen
from tests.scrutiny.folders import KEY, NOW, Verdicts, cases, verdicts

WEEKS = 5  # over the change to summer time
SHIFT = timedelta(weeks=WEEKS)
Change = dict[str, Callable[[Any], Any]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    synthetic.generate(synthetic.World(4000, 4711, 0.03), folder)
    unseen.add(folder, 4711, times=2)
    rows = pq.read_table(folder / "consult.parquet").to_pylist()
    begin, end = datetime(2026, 1, 1), datetime(2026, 5, 1)  # noqa: DTZ001 -- as in the files
    registered = [
        {"citizen": row["citizen"], "user_id": row["user_id"], "team": None, "from_ts": begin, "to_ts": end}
        for row in rows[::90]
    ]
    pq.write_table(
        pa.Table.from_pylist(
            registered, pa.schema([("citizen", pa.int64()), ("user_id", pa.string()), ("team", pa.string()), *TIMES])
        ),
        folder / "registrations.parquet",
    )
    pq.write_table(
        pa.Table.from_pylist([{"service": "RR-adres", "team": "t3", "from_ts": begin, "to_ts": end}]),
        folder / "standing.parquet",
    )
    assert {path.stem for path in folder.iterdir()} == {*LAYOUTS, "truth"}
    run.check(folder, folder / "out", key=KEY, now=NOW)
    return folder


TIMES = [("from_ts", pa.timestamp("us")), ("to_ts", pa.timestamp("us"))]


def outcome(out: Path) -> tuple[Verdicts, dict[tuple[str, int], tuple[str, ...]]]:
    """Verdicts by event, and per user and citizen score, first and last moment, count and reasons."""
    kept = ("score", "first_ts", "last_ts", "n_events", "reasons")
    return verdicts(out), {
        (row["user_id"], int(row["citizen"])): tuple(row[name] for name in kept) for row in cases(out)
    }


def changed(world: Path, target: Path, change: Change) -> Path:
    """The outcome of the same world after `change` (column name -> function of a value)."""
    target.mkdir()
    for name in LAYOUTS:
        table = pq.read_table(world / f"{name}.parquet")
        for column in set(table.column_names) & set(change):
            values = [None if value is None else change[column](value) for value in table[column].to_pylist()]
            kind = table.schema.field(column).type
            table = table.set_column(table.column_names.index(column), column, pa.array(values, type=kind))
        pq.write_table(table, target / f"{name}.parquet")
    run.check(target, target / "out", key=KEY, now=NOW)
    return target / "out"


def test_the_world_is_worth_it(world: Path) -> None:
    found, listed = outcome(world / "out")
    assert len({flag for _, flags in found.values() for flag in flags}) >= 20
    assert {"registration-user", "standing-team", "handover", "oncall"} <= {why for why, _ in found.values()}
    assert len(listed) > 100


def test_renumbering_people_changes_nothing(world: Path, tmp_path: Path) -> None:
    other: Change = {name: (lambda value: value ^ 0x5DEECE66D1234567) for name in ("citizen", "own")}
    users: Change = {name: (lambda value: "x" + value[::-1]) for name in ("user_id", "worker")}
    teams: Change = {"team": lambda value: "z" + value[::-1]}
    tokens: Change = {name: (lambda value: -value - 10**15) for name in ("house", "street", "surname")}
    marks: Change = {name: (lambda value: "r" + value) for name in ("dossier_id", "dossier_ref")}
    found, listed = outcome(changed(world, tmp_path / "w", {**other, **users, **teams, **tokens, **marks}))
    before, cases_before = outcome(world / "out")
    assert found == before
    assert listed == {
        ("x" + user[::-1], citizen ^ 0x5DEECE66D1234567): case for (user, citizen), case in cases_before.items()
    }


def test_shifting_by_whole_weeks_changes_nothing_else(world: Path, tmp_path: Path) -> None:
    times = ("ts", "from_ts", "to_ts", "opened", "closed", "registered_at", "day")
    found, listed = outcome(changed(world, tmp_path / "w", {name: (lambda value: value + SHIFT) for name in times}))
    before, cases_before = outcome(world / "out")
    assert found == before

    def later(text: str) -> str:
        return (datetime.fromisoformat(text) + SHIFT).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    assert listed == {who: (case[0], later(case[1]), later(case[2]), *case[3:]) for who, case in cases_before.items()}


def test_split_and_shuffled_files_change_nothing(world: Path, tmp_path: Path) -> None:
    draw = random.Random(5)
    for name in LAYOUTS:
        table = pq.read_table(world / f"{name}.parquet")
        order = list(range(table.num_rows))
        draw.shuffle(order)
        table, half = table.take(pa.array(order, type=pa.int64())), table.num_rows // 2
        pq.write_table(table.slice(0, half), tmp_path / f"{name}-1.parquet")
        (tmp_path / name).mkdir()
        pq.write_table(table.slice(half), tmp_path / name / "rest.parquet")
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    assert outcome(tmp_path / "out") == outcome(world / "out")
    assert cases(tmp_path / "out") == cases(world / "out")
    assert pq.read_table(tmp_path / "out" / "reasons.parquet").equals(pq.read_table(world / "out" / "reasons.parquet"))


def test_the_same_run_twice_writes_the_same_bytes(world: Path, tmp_path: Path) -> None:
    run.check(world, tmp_path, key=KEY, now=NOW, threads=2)
    for name in ("verdicts.parquet", "cases.csv", "reasons.parquet"):
        assert (tmp_path / name).read_bytes() == (world / "out" / name).read_bytes()
