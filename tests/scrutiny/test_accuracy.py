"""Labelled synthetic worlds: how much is explained, how good the list is, and what it does with misuse that nobody tuned it on.

The seeds were not used while the rules were made. `docs/logs.md` has the figures that were reached.
"""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import run, synthetic
from tests.scrutiny import outsiders, strangers, unseen
from tests.scrutiny.folders import KEY, NOW

EVENTS, SHARE = 20_000, 0.015


@pytest.mark.parametrize("seed", [90210, 31337])
def test_the_list_is_worth_reading(tmp_path: Path, seed: int) -> None:
    synthetic.generate(synthetic.World(EVENTS, seed, SHARE), tmp_path)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found = synthetic.scores(tmp_path, tmp_path / "out")
    assert found["misuse_cases"] > 200
    assert found["legitimate_explained"] >= 0.97
    assert found["misuse_explained"] < 0.04
    assert found["precision_100"] >= 0.95
    assert found["recall_at_budget"] >= 0.85


def test_one_seed_gives_one_world(tmp_path: Path) -> None:
    """Whatever the number of threads: who is drawn may not depend on which of them was first."""
    for threads in (1, 2):
        synthetic.generate(synthetic.World(EVENTS, 5, SHARE), tmp_path / str(threads), threads=threads)
    for path in (tmp_path / "1").iterdir():
        assert pq.read_table(path).equals(pq.read_table(tmp_path / "2" / path.name)), path.name


def test_every_family_is_planted(tmp_path: Path) -> None:
    synthetic.generate(synthetic.World(4000, 4711, 0.03), tmp_path)
    families = {row["family"] for row in pq.read_table(tmp_path / "truth.parquet").to_pylist()}
    assert families == {None, *synthetic.FAMILIES}
    unseen.add(tmp_path, 1, times=1)
    more = {row["family"] for row in pq.read_table(tmp_path / "truth.parquet").to_pylist()} - families
    assert more <= {family.__name__.replace("_", "-") for family in unseen.FAMILIES}
    assert len(more) >= len(unseen.FAMILIES) - 1  # who borrows his own account does nothing


def test_misuse_of_other_kinds_reaches_the_list_too(tmp_path: Path) -> None:
    """Families that the generator does not have: most are found; a look-up that a team's dossier covers is not, and stays a limit."""
    seed = 90211
    synthetic.generate(synthetic.World(EVENTS, seed, 0.0035), tmp_path)
    unseen.add(tmp_path, seed)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found = synthetic.scores(tmp_path, tmp_path / "out")
    assert found["legitimate_explained"] >= 0.97
    assert found["precision_100"] >= 0.93
    assert found["recall_at_budget"] >= 0.8
    listed = {family: share for family, (_, share, _, _) in unseen.found(tmp_path, tmp_path / "out").items()}
    assert all(
        listed[family] >= 0.75
        for family in ("ex-partner", "friend", "news", "trickle", "export", "nonsense", "guesses")
    )


# of the second seed, colleagues about one citizen took a fifth of the first hundred
@pytest.mark.parametrize("seed", [90212, 2203])
def test_on_day_one_without_dossiers_the_list_is_still_a_list(tmp_path: Path, seed: int) -> None:
    """Consultations and a staff list alone: what ordinary work shows too weighs little, and what remains is worth asking."""
    synthetic.generate(synthetic.World(EVENTS, seed, SHARE), tmp_path)
    for path in tmp_path.iterdir():
        if path.stem not in {"consult", "staff", "truth"}:
            path.unlink()
    done = run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW).summary
    assert done["explained"] == 0
    assert done["flags"]["repeated"] > 300  # many are marked, and few are in the list for it
    found = synthetic.scores(tmp_path, tmp_path / "out")
    assert found["listed"] < 0.03 * EVENTS  # 0.026 with version 7; 0.014 are true cases
    assert found["precision_100"] >= 0.8
    assert found["recall_at_budget"] >= 0.38


def test_kinds_that_nobody_prepared_for_reach_the_list_too(tmp_path: Path) -> None:
    """Two thirds at least, with the first hundred as good as of known kinds."""
    synthetic.generate(synthetic.World(EVENTS, 90213, 0.0035), tmp_path)
    unseen.add(tmp_path, 90213, families=strangers.JUDGING)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found = synthetic.scores(tmp_path, tmp_path / "out")
    planted = set(unseen.found(tmp_path, tmp_path / "out"))
    assert strangers.names(strangers.JUDGING) - planted <= {"new-household"}  # who lives alone has nobody there
    assert found["precision_100"] >= 0.9
    assert found["recall_at_budget"] >= 0.66


def test_kinds_as_an_inspector_tells_them_reach_the_list(tmp_path: Path) -> None:
    """Quarrels, money, curiosity, helping a friend: those that were not looked at while the rules were made are found as well as known ones."""
    synthetic.generate(synthetic.World(EVENTS, 90214, 0.0035), tmp_path)
    unseen.add(tmp_path, 90214, families=outsiders.JUDGING)
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW)
    found = synthetic.scores(tmp_path, tmp_path / "out")
    assert strangers.names(outsiders.JUDGING) <= set(unseen.found(tmp_path, tmp_path / "out"))
    assert found["precision_100"] >= 0.95
    assert found["recall_at_budget"] >= 0.83
