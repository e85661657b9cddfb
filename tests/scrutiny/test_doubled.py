"""Two files of one folder that deliver the same under other numbers: told, and each counts."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.scrutiny.folders import made, summary, verdicts
from tests.scrutiny.test_odd_files import looked, parquet

NINE = datetime(2026, 3, 10, 9)  # noqa: DTZ001
MANY = 25
WORDS = f"{MANY} raadplegingen zijn gelijk aan een andere onder een ander nummer"


def rows(first: int, *, later: float = 0, service: str = "RR") -> str:
    """A log of so many consultations, an hour apart."""
    lines = [
        f"{first + place};{(NINE + timedelta(hours=place, seconds=later)).isoformat()};an;{100 + place};{service}"
        for place in range(MANY)
    ]
    return "\n".join(["event_id;ts;user_id;citizen;service", *lines, ""])


def folder_of(tmp_path: Path, *logs: str) -> Path:
    folder = made(tmp_path)
    (folder / "consult.csv").unlink()
    for number, text in enumerate(logs, 1):
        (folder / f"consult-{number}.csv").write_text(text)
    return folder


def told(folder: Path) -> list[str]:
    return [one for one in summary(looked(folder))["notes"] if "gelijk aan een andere" in one]


def test_it_is_told_and_each_counts(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, rows(1000), rows(2000, later=0.4))
    out = looked(folder)
    [note] = [one for one in summary(out)["notes"] if WORDS in one]
    assert note.endswith("Ze tellen elk. Leveren twee bestanden hetzelfde, laat er dan één weg.")
    assert len(verdicts(out)) == summary(out)["events"] == 2 * MANY


@pytest.mark.parametrize("more", [{"later": 1}, {"service": "KBO"}])
def test_another_second_or_content_is_another_consultation(tmp_path: Path, more: dict[str, object]) -> None:
    assert told(folder_of(tmp_path, rows(1000), rows(2000, **more))) == []  # type: ignore[arg-type]


def test_the_same_numbers_and_one_chatty_file_are_no_such_thing(tmp_path: Path) -> None:
    """Half a day twice is counted once by its number; what one file says twice it says twice."""
    assert told(folder_of(tmp_path, rows(1000), rows(1000))) == []
    (tmp_path / "consult-2.csv").unlink()
    text = rows(1000) + "\n".join(rows(2000).splitlines()[1:]) + "\n"
    assert told(folder_of(tmp_path, text)) == []


def test_a_stream_beside_a_csv(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, rows(1000))
    parquet(
        folder / "consult-2.parquet",
        event_id=[*range(2000, 2000 + MANY)],
        ts=[NINE + timedelta(hours=place) for place in range(MANY)],
        user_id=["an"] * MANY,
        citizen=[100 + place for place in range(MANY)],
        service=["RR"] * MANY,
    )
    assert len(told(folder)) == 1


def test_of_many_a_part_says_whether_the_rest_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted is the same, in however many parts; where the first part tells of too few, nothing is said."""
    folder = folder_of(tmp_path, rows(1000), rows(2000))
    monkeypatch.setattr("roeland.scrutiny.doubled.SLICE", 10)
    assert told(folder) == []
    monkeypatch.setattr("roeland.scrutiny.doubled.FEWEST", 1)
    assert told(folder)[0].startswith(WORDS)
