"""A run without signs explains what a whole run explains, but for what a sign takes back there."""

from pathlib import Path

import duckdb

from roeland.scrutiny import rulebook
from roeland.scrutiny.run import check
from roeland.scrutiny.synthetic import World, generate
from roeland.scrutiny.writing import VERDICTS

KEY = b"0123456789abcdef"


def test_the_explanations_are_those_of_a_whole_run(tmp_path: Path) -> None:
    world, whole, bare = tmp_path / "in", tmp_path / "whole", tmp_path / "bare"
    world.mkdir()
    generate(World(events=4000, seed=31), world)
    check(world, whole, key=KEY)
    check(world, bare, key=KEY, signs=False)
    assert [path.name for path in bare.iterdir()] == [VERDICTS]
    overrules = [flag.id for flag in rulebook.shipped().flags if flag.overrules]
    [(count, other, back, strange)] = duckdb.execute(
        "SELECT count(*), count(*) FILTER (w.explained_by <> b.explained_by), count(*) FILTER (w.explained_by IS NULL AND b.explained_by IS NOT NULL), "
        "count(*) FILTER (w.explained_by IS NULL AND b.explained_by IS NOT NULL AND NOT list_has_any(w.flags, ?) "
        "AND NOT (b.explained_by = 'oncall' AND list_has_any(w.flags, ['colleague', 'street', 'watch']))) "
        "FROM read_parquet(?) w JOIN read_parquet(?) b USING (event_id)",
        [overrules, str(whole / VERDICTS), str(bare / VERDICTS)],
    ).fetchall()
    assert (count > 3000, other, back > 0, strange) == (True, 0, True, 0)
