"""Consultations before `since` are history: counted for windows and habits, and in nothing that is written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from roeland.scrutiny import run
from roeland.scrutiny.values import CannotRun
from tests.scrutiny.folders import KEY, NOW, cases, events, made, summary, verdicts

DAYS = ["2026-02-10T09:00", "2026-02-24T09:00", "2026-03-17T09:00"]
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def test_history_counts_for_windows_and_is_not_in_the_outcome(tmp_path: Path) -> None:
    made(tmp_path, consult=events(*({"ts": day} for day in DAYS), {"ts": DAYS[0], "citizen": 55}))
    run.check(tmp_path, tmp_path / "all", key=KEY, now=NOW)
    run.check(tmp_path, tmp_path / "march", key=KEY, now=NOW, since=MARCH)
    assert "repeated" in verdicts(tmp_path / "all")[3][1]
    assert verdicts(tmp_path / "march") == {3: verdicts(tmp_path / "all")[3]}
    found = summary(tmp_path / "march")
    assert (found["events"], found["unexplained"], found["cases"], found["flags"]["repeated"]) == (1, 1, 1, 1)
    assert [(row["n_events"], row["first_ts"][:10]) for row in cases(tmp_path / "march")] == [("1", "2026-03-17")]


def test_without_history_the_month_alone_shows_less(tmp_path: Path) -> None:
    made(tmp_path, consult=events({"ts": DAYS[2]}))
    run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW, since=MARCH)
    assert verdicts(tmp_path / "out")[1][1] == []
    assert cases(tmp_path / "out") == []


def test_a_month_with_nothing_but_history(tmp_path: Path) -> None:
    made(tmp_path, consult=events({"ts": DAYS[0]}))
    with pytest.raises(CannotRun, match="geen raadplegingen"):
        run.check(tmp_path, tmp_path / "out", key=KEY, now=NOW, since=MARCH)
    assert not (tmp_path / "out" / "summary.json").exists()
