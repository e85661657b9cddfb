"""A world by another hand than the rules (`benchmarks/second_world`): the list is worth reading there too, if less than in our own.

`docs/logs.md` has the figures of more seeds; the bounds here lie a little below the worst of them.
"""

from pathlib import Path

import duckdb
import pytest

from benchmarks.second_world import tables, year
from roeland.scrutiny import run, synthetic
from tests.scrutiny.folders import KEY, NOW

EVENTS = 120_000
SEED = 5077  # of this one nothing was looked at while rules or weights were made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second")
    tables.write(folder, year.build_year(SEED, EVENTS, None, set()), set())
    return folder


def test_what_work_leaves_on_record_is_explained_and_the_list_is_worth_reading(world: Path) -> None:
    run.check(world, world / "out", key=KEY, now=NOW)
    found = synthetic.scores(world, world / "out")
    assert found["misuse_cases"] > 100
    assert found["legitimate_explained"] >= 0.97
    assert found["misuse_explained"] < 0.05
    assert found["precision_100"] >= 0.8
    assert found["recall_at_budget"] >= 0.68


def test_the_world_says_of_each_consultation_what_it_is(world: Path) -> None:
    found = duckdb.connect().execute(
        f"SELECT count(*), count(DISTINCT event_id), count(family), count(DISTINCT family) FROM '{world}/truth.parquet' "
        f"SEMI JOIN '{world}/consult.parquet' USING (event_id)"
    )
    rows, events, bad, families = found.fetchall()[0]
    assert rows == events == EVENTS
    assert 0.001 * EVENTS < bad < 0.005 * EVENTS
    assert families >= 20
