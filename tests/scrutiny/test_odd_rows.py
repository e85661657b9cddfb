"""Rows that say nothing, or what cannot be: they are read as nothing, or told by file and row."""

from pathlib import Path

import pytest

from roeland.scrutiny.values import CannotRun
from tests.scrutiny.folders import made, summary, verdicts
from tests.scrutiny.test_odd_files import HEAD, ROW, looked, told


def test_files_without_consultations_are_named(tmp_path: Path) -> None:
    folder = made(tmp_path, consult=[])
    (folder / "consult.csv").write_text(HEAD)
    (folder / "consult-2.csv").write_text("event_id;ts\n1;2026-03-10\n")
    with pytest.raises(CannotRun) as refusal:
        looked(folder)
    assert str(refusal.value).splitlines() == [
        "Er zijn geen raadplegingen om na te kijken.",
        "consult-2.csv, kolom citizen, user_id: deze kolom ontbreekt, bestand overgeslagen",
        "consult.csv: geen raadpleging om na te kijken",
    ]


def test_an_end_before_its_beginning_is_told(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / "dossiers.csv").write_text(
        "citizen;opened;closed\n1;2026-03-10T09:00;2026-03-10\n\n2;2026-03-10;2026-01-03\n3;2026-03-10;\n4;2026-04-10;2026-01-04\n"
    )
    (folder / "absences.csv").write_text("user_id;from_ts;to_ts\nan;2026-03-10;2026-03-09\n")
    out = looked(folder)
    assert told(out) == [("dossiers.csv", "closed", 4, 2), ("absences.csv", "to_ts", 2, 1)]
    assert {one["text"] for one in summary(out)["problems"]} == {"het einde ligt voor het begin"}


@pytest.mark.parametrize(("hour", "times"), [("", 1), ("T00:00", 1), ("T09:00", 0)])
def test_days_without_an_hour_are_told(tmp_path: Path, hour: str, times: int) -> None:
    folder = made(tmp_path)
    rows = [f"{number};2026-03-{number}{hour};an;{number};RR\n" for number in range(10, 20)]
    (folder / "consult-2.csv").write_text(HEAD + "".join(rows))
    notes = [note for note in summary(looked(folder))["notes"] if "middernacht" in note]
    assert [note.split(":")[0] for note in notes] == ["consult-2.csv"] * times


@pytest.mark.parametrize("word", ["NULL", "\\N", "NaN", '"NULL"'])
@pytest.mark.parametrize("broken", ["", "kort\n"])  # the second is read line by line
def test_what_a_database_writes_for_nothing_is_nothing(tmp_path: Path, word: str, broken: str) -> None:
    folder = made(tmp_path)
    lines = [ROW.format(2), f"3;2026-03-10T09:00;{word};100;RR\n", f"4;2026-03-10T09:00;an;{word};RR\n"]
    (folder / "consult-2.csv").write_text(HEAD + "".join(lines) + broken)
    (folder / "dossiers.csv").write_text(f"citizen;team;opened;closed\n100;a;2026-03-01;{word}\n")
    out = looked(folder)
    assert {number: why for number, (why, _) in verdicts(out).items()} == {1: "dossier-team", 2: "dossier-team"}
    shown = [one for one in told(out) if one[1]]
    assert sorted(shown) == [("consult-2.csv", "citizen", 4, 1), ("consult-2.csv", "user_id", 3, 1)]
