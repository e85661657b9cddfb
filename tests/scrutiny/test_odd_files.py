"""Files that are nearly right: what can be read is read, the rest is told at its own place, and nothing goes without a word."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import csvs, run
from roeland.scrutiny.values import CannotRun
from tests.scrutiny.folders import KEY, NOW, checked, events, made, summary, verdicts

HEAD = "event_id;ts;user_id;citizen;service\n"
ROW = "{};2026-03-10T09:00;an;100;RR\n"


def looked(folder: Path) -> Path:
    run.check(folder, folder / "out", key=KEY, now=NOW)
    return folder / "out"


def told(out: Path) -> list[tuple[str, str, int | None, int]]:
    return [(one["file"], one["column"], one["row"], one["count"]) for one in summary(out)["problems"]]


def parquet(path: Path, **columns: Any) -> None:
    size = len(next(iter(columns.values()), [1, 2]))
    usual = {
        "event_id": [*range(901, 901 + size)],
        "ts": [datetime(2026, 3, 10, 9)] * size,  # noqa: DTZ001
        "user_id": ["an"] * size,
        "citizen": [100] * size,
    }
    pq.write_table(pa.table({**usual, **columns}), path)


def test_names_of_columns_in_capitals_and_texts_as_numbers(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "consult.csv").unlink()
    parquet(tmp_path / "consult.parquet", event_id=["A1", "B2", "C3"])
    whole = pq.read_table(tmp_path / "consult.parquet")
    pq.write_table(whole.rename_columns([name.upper() for name in whole.column_names]), tmp_path / "consult.parquet")
    assert set(verdicts(looked(tmp_path))) == {"A1", "B2", "C3"}
    parquet(tmp_path / "consult-2.parquet", event_id=[1, 2])  # numbers beside texts, as a stream
    (tmp_path / "consult-3.csv").write_text(HEAD + ROW.format(3))
    assert set(verdicts(looked(tmp_path))) == {"A1", "B2", "C3", "1", "2", "3"}


def test_a_team_is_one_team_however_two_lists_write_it(tmp_path: Path) -> None:
    staff = [{"user_id": "an", "team": " Sociale  Dienst", "from_ts": "2025-01-01"}]
    dossiers = [{"citizen": 100, "team": "sociale dienst", "opened": "2026-01-01"}]
    out = looked(made(tmp_path, staff=staff, dossiers=dossiers))
    assert verdicts(out)[1][0] == "dossier-team"


@pytest.mark.parametrize("careful", [False, True])
def test_numbers_that_do_not_fit_are_texts(tmp_path: Path, careful: bool) -> None:
    folder = made(tmp_path)
    (folder / "consult-2.csv").write_text(
        HEAD + "".join(ROW.format(20261122101500120000 + place) for place in range(3))
    )
    parquet(folder / "consult-3.parquet", event_id=pa.array([2**64 - 1, 2**63 + 5], pa.uint64()))
    if careful:  # one that comes twice: all goes through the table
        (folder / "consult-4.csv").write_text(HEAD + ROW.format(1))
    long = {str(20261122101500120000 + place) for place in range(3)} | {str(2**64 - 1), str(2**63 + 5)}
    out = looked(folder)
    assert set(verdicts(out)) == {"1"} | long
    assert [one for one in told(out) if one[0] != "consult"] == []


def test_a_late_number_that_is_text_costs_no_row(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / "consult.csv").write_text(
        HEAD + "".join(ROW.format(place) for place in range(1, 1501)) + ROW.format("A1")
    )
    assert len(verdicts(looked(folder))) == 1501


@pytest.mark.parametrize(
    "moment", ["-infinity", "infinity", "0001-01-01", "4000-01-01 (BC)", "1999-12-31T23:59:59", "epoch"]
)
def test_a_moment_that_cannot_be_is_told(tmp_path: Path, moment: str) -> None:
    out = checked(tmp_path, consult=events({}, {"ts": moment}, {"ts": "2000-01-01"}))
    assert set(verdicts(out)) == {1, 3}
    assert told(out) == [("consult.csv", "ts", 3, 1)]
    assert "van voor 2000" in summary(out)["problems"][0]["text"]


@pytest.mark.parametrize(
    "times",
    [
        pa.array([-9_000_000_000_000_000_000, 1_773_133_200_000_000], pa.int64()),
        pa.array([1_773_133_200_000, 1_773_133_200_000_000], pa.int64()),  # milliseconds as an integer
        pa.array([datetime(1, 1, 1), datetime(2026, 3, 10, 9)]),  # noqa: DTZ001
        pa.array([2**62, 1_773_133_200_000], pa.timestamp("ms")),
        pa.array([-(2**52), 1_773_133_200], pa.timestamp("s")),
        pa.array([-(2**63) + 1, 1_773_133_200_000_000_000], pa.timestamp("ns")),
    ],
)
def test_moments_of_parquet_too_and_streamed(tmp_path: Path, times: pa.Array) -> None:
    made(tmp_path)
    (tmp_path / "consult.csv").unlink()
    parquet(tmp_path / "consult.parquet", ts=times)
    out = looked(tmp_path)
    assert set(verdicts(out)) == {902}
    assert told(out) == [("consult.parquet", "ts", 1, 1)]


def test_one_impossible_number_costs_one_row(tmp_path: Path) -> None:
    folder = made(tmp_path, oncall=[{"user_id": "an", "day": "2026-03-10"}])
    (folder / "oncall.csv").unlink()
    pq.write_table(
        pa.table({"user_id": ["an"] * 3, "day": pa.array([20_522, 3_000_000_000, -(2**62)], pa.int64())}),
        folder / "oncall.parquet",
    )
    absent = pa.array([1_773_100_000_000_000, 2**62, -(2**63)], pa.int64())
    pq.write_table(pa.table({"user_id": ["bo"] * 3, "from_ts": absent}), folder / "absences.parquet")
    out = looked(folder)
    assert told(out) == [("oncall.parquet", "day", 2, 2), ("absences.parquet", "from_ts", 2, 2)]
    assert "oncall" not in summary(out)["unavailable_explanations"].values()


def test_every_file_is_read_or_named(tmp_path: Path) -> None:
    folder = made(tmp_path)
    for number, name in enumerate(
        [
            "Consult-2.CSV",
            "CONSULT/3.csv",
            "consult (1).csv",
            "Staff2.csv",
            "consult/2026/10.csv",
            "sub/consult.csv",
            "truth.parquet",
        ],
        2,
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(HEAD + ROW.format(number))
    (folder / "Dossiers.CSV.GZ").write_bytes(b"\x1f\x8b")
    (folder / "notes.txt").write_text("of no table")
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3}
    named = {
        "consult (1).csv",
        "Staff2.csv",
        "consult/2026/10.csv",
        "sub/consult.csv",
        "truth.parquet",
        "Dossiers.CSV.GZ",
    }
    assert {name for name, *_ in told(out)} == named
    assert {name for name, *_ in told(looked(folder))} == named  # and not what the run before wrote


def test_a_folder_of_parts_is_called_as_the_program_that_wrote_it_does(tmp_path: Path) -> None:
    folder = made(tmp_path)
    spark, csvs = folder / "Consult-2.parquet", folder / "consult_3.csv"
    spark.mkdir()
    csvs.mkdir()
    parquet(spark / "part-00000-5f.snappy.parquet", event_id=pa.array([2]))
    (csvs / "part-00000.csv").write_text(HEAD + ROW.format(3))
    (spark / "_SUCCESS").touch()
    (spark / ".part-00000-5f.snappy.parquet.crc").touch()
    (folder / "staff.parquet").mkdir()
    (folder / "staff.parquet" / "_SUCCESS").touch()
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3}
    assert [(one["file"], one["text"]) for one in summary(out)["problems"]] == [
        ("staff.parquet", "in deze map staat niets dat gelezen kan worden")
    ]


def test_a_link_to_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    folder = made(tmp_path / "in")
    (folder / "consult-2.parquet").symlink_to(tmp_path / "gone.parquet")
    (folder / "staff").symlink_to(tmp_path / "nowhere")
    (folder / "lees.txt").symlink_to(tmp_path / "nowhere")
    named = [(one["file"], one["text"]) for one in summary(looked(folder))["problems"]]
    words = "verwijst naar een bestand dat er niet is, niet gelezen"
    assert named == [("consult-2.parquet", words), ("staff", words)]


def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    folder = made(tmp_path)
    os.mkfifo(folder / "consult-2.csv")
    out = looked(folder)
    assert [(one["file"], one["text"]) for one in summary(out)["problems"]] == [
        ("consult-2.csv", "is geen gewoon bestand, niet gelezen")
    ]


def test_what_lacks_is_a_table_or_a_column(tmp_path: Path) -> None:
    rows = [{name: value for name, value in row.items() if name != "search_key"} for row in events({})]
    done = summary(
        checked(
            tmp_path,
            consult=rows,
            dossiers=[{"citizen": 100, "opened": "2026-03-01"}],
            citizens=[{"citizen": 100, "street": 5}],
        )
    )
    assert done["unavailable_flags"]["by-name"] == "consult.search_key"
    assert done["unavailable_flags"]["wrong-dossier"] == "consult.dossier_ref, dossiers.dossier_id"
    assert done["unavailable_flags"]["absent"] == "absences"
    assert done["unavailable_explanations"]["dossier-worker"] == "dossiers.worker"
    assert done["unavailable_explanations"]["ticket"] == "tickets"
    assert done["unavailable_flags"]["one-household"] == "citizens.house"


def test_long_fields_and_odd_names_in_a_file_that_goes_line_by_line(tmp_path: Path) -> None:
    folder = made(tmp_path)
    head = 'event_id;ts;user_id;citizen;group;naam burger;"_row";;x;x\n'
    lines = [f"9;2026-03-10T09:00;an;100;{'x' * 200_000};;;;;", "kort", "10;2026-03-10T09:00;an;100;;;85073003328;;;"]
    (folder / "consult-2.csv").write_text(head + "\n".join(lines) + "\n")
    (folder / "consult-3.csv").write_text(head + lines[2].replace("10;", "11;", 1) + "\n")
    out = looked(folder)
    assert set(verdicts(out)) == {1, 9, 10, 11}
    assert told(out) == [("consult-2.csv", "", 3, 1)]
    assert "kolommen" in summary(out)["problems"][0]["text"]


def test_a_column_twice_or_lines_without_a_line_feed_are_told(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / "consult-2.csv").write_text("event_id;ts;ts;user_id;citizen\n2;2026-03-10;2026-03-10;an;100\n")
    (folder / "consult-3.csv").write_text((HEAD + ROW.format(3)).replace("\n", "\r"))
    parquet(folder / "consult-4.parquet", Citizen=[100, 100])
    out = looked(folder)
    assert set(verdicts(out)) == {1}
    assert {name: one["text"] for one in summary(out)["problems"] for name in [one["file"]]} == {
        "consult-2.csv": "de kolom ts staat er twee keer in, bestand overgeslagen",
        "consult-3.csv": "de eerste regel noemt geen kolommen, bestand overgeslagen",
        "consult-4.parquet": "de kolom citizen staat er twee keer in, bestand overgeslagen",
    }


def test_a_place_in_parquet_is_never_a_value(tmp_path: Path) -> None:
    """A column with the name that the engine gives to places."""
    folder = made(tmp_path)
    pq.write_table(
        pa.table(
            {
                "user_id": ["an", "an"],
                "citizen": [100, 30121527389],
                "day": ["2026-03-10"] * 2,
                "_row": [85073003328] * 2,
            }
        ),
        folder / "tickets.parquet",
    )
    assert told(looked(folder)) == [("tickets.parquet", "citizen", 2, 1)]


def test_lines_are_counted_with_the_empty_ones_and_those_in_quotes(tmp_path: Path) -> None:
    folder = made(tmp_path)
    rows = ["", "", ROW.format(2).strip(), '3;2026-03-10T09:00;an;100;"two\n\nlines"', "", "4;never;an;100;RR"]
    (folder / "consult.csv").write_text(HEAD + "\n".join(rows))
    out = looked(folder)
    assert set(verdicts(out)) == {2, 3}
    assert told(out) == [("consult.csv", "ts", 9, 1)]
    assert csvs.line_of(folder / "consult.csv", 3, 3) == 5


def test_whatever_breaks_says_where_and_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise TypeError("85073003328 is no text")

    monkeypatch.setattr(run.explain, "chain", broken)
    with pytest.raises(CannotRun) as found:
        checked(tmp_path)
    assert str(found.value) == "De controle is afgebroken bij het verklaren (TypeError). Er is niets geschreven."
    assert found.value.__cause__ is None
    assert not (tmp_path / "out").exists()
