"""Files that were made to break a reader, and runs that are killed: memory stays flat, the rest is processed, the last good outcome stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import plain, run, synthetic
from roeland.scrutiny.csvs import Unreadable
from tests.scrutiny.folders import KEY, NOW, checked, events, made, summary, verdicts

CONSULT = {"event_id": [1, 2, 3, 4], "user_id": ["an", "an", "bo", "bo"], "citizen": [100, 101, 100, 102]}
RUN = """
import sys
from pathlib import Path
from roeland.scrutiny import run
run.check(Path(sys.argv[1]), Path(sys.argv[1]) / "out", key=b"a key for tests only, 16 or more")
print(int(run.peak()))
"""


def problems(out: Path) -> list[tuple[str, str, int | None, int]]:
    return [(one["file"], one["column"], one["row"], one["count"]) for one in summary(out)["problems"]]


def parquet(folder: Path, name: str = "consult.parquet", **columns: Any) -> Path:
    """A folder with the usual staff and these consultations as Parquet."""
    made(folder)
    (folder / "consult.csv").unlink(missing_ok=True)
    times = pa.array(["2026-03-10T09:00"] * 4).cast(pa.timestamp("us"))
    pq.write_table(pa.table({**CONSULT, "ts": times, **columns}), folder / name, row_group_size=2)
    return folder


def looked(folder: Path) -> Path:
    run.check(folder, folder / "out", key=KEY, now=NOW)
    return folder / "out"


def apart(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RUN, str(folder)], stdout=subprocess.PIPE, text=True)


def test_a_damaged_piece_of_parquet_costs_that_piece(tmp_path: Path) -> None:
    folder = parquet(tmp_path)
    spoil(folder / "consult.parquet", 1)
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2}
    assert problems(out) == [("consult.parquet", "", 3, 2)]


def spoil(path: Path, group: int) -> None:
    column, data = pq.read_metadata(path).row_group(group).column(0), bytearray(path.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + 12] = b"\xff" * 12
    path.write_bytes(bytes(data))


def test_a_damaged_piece_costs_that_piece_too_where_nothing_is_streamed(tmp_path: Path) -> None:
    """Moments as text, and every other table, are read at once."""
    folder = parquet(tmp_path, ts=["2026-03-10T09:00"] * 4)
    known = {"citizen": ["100", "101", "102", "103"], "worker": ["an"] * 4, "opened": ["2026-03-01"] * 4}
    pq.write_table(pa.table(known), folder / "dossiers.parquet", row_group_size=1)
    spoil(folder / "consult.parquet", 1)
    spoil(folder / "dossiers.parquet", 0)
    out = looked(folder)
    assert {event: why for event, (why, _) in verdicts(out).items()} == {1: None, 2: "dossier-worker"}
    assert problems(out) == [("consult.parquet", "", 3, 2), ("dossiers.parquet", "", 1, 1)]


def test_a_damaged_piece_and_half_a_day_twice(tmp_path: Path) -> None:
    """Twice the same makes the run begin again with all consultations in a table: the sound pieces count there too."""
    folder = parquet(tmp_path)
    parquet(tmp_path, "consult-2.parquet")
    spoil(folder / "consult.parquet", 1)
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3, 4}
    assert problems(out) == [("consult.parquet", "", 3, 2), ("consult", "event_id", None, 2)]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_truncated_parquet_costs_that_file(tmp_path: Path, share: float) -> None:
    folder = parquet(tmp_path, "consult-2.parquet")
    data = (folder / "consult-2.parquet").read_bytes()
    parquet(folder)
    (folder / "consult-2.parquet").write_bytes(data[: int(len(data) * share)])
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3, 4}
    assert problems(out) == [("consult-2.parquet", "", None, 0)]


def test_rows_of_parquet_are_told_by_their_place(tmp_path: Path) -> None:
    times = pa.array(["2026-03-10T09:00", None, "2031-01-01T00:00", "2026-03-11T09:00"]).cast(pa.timestamp("us"))
    out = looked(parquet(tmp_path, ts=times, citizen=[100, 101, 102, 85073003399]))
    assert set(verdicts(out)) == {1}
    assert problems(out) == [("consult.parquet", "ts", 2, 2), ("consult.parquet", "citizen", 4, 1)]


def test_text_that_is_no_utf8_in_parquet(tmp_path: Path) -> None:
    """In a name of a user it costs the row, in a column that may be empty only the cell."""
    broken = pa.array([b"an", b"caf\xe9", b"bo", b"bo"]).cast(pa.string(), safe=False)
    out = looked(
        parquet(
            tmp_path, user_id=broken, service=pa.array([b"RR", b"RR", b"\xff", b"RR"]).cast(pa.string(), safe=False)
        )
    )
    assert set(verdicts(out)) == {1, 3, 4}
    assert problems(out) == [("consult.parquet", "user_id", 2, 1)]


@pytest.mark.parametrize("form", ["ns", "text", "zone", "small", "dictionary", "large", "bytes", "coded bytes"])
def test_types_of_parquet_do_not_matter(tmp_path: Path, form: str) -> None:
    plain_ = verdicts(looked(parquet(tmp_path / "a", service=["RR", "RR", "KSZ", None])))
    times = pa.array(["2026-03-10T09:00"] * 4)
    other: dict[str, Any] = {
        "ns": {"ts": times.cast(pa.timestamp("ns"))},
        "text": {"ts": times},
        "zone": {"ts": times.cast(pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))},
        "small": {
            "event_id": pa.array([1, 2, 3, 4], pa.uint16()),
            "citizen": pa.array([100, 101, 100, 102], pa.int32()),
        },
        "dictionary": {"user_id": pa.array(CONSULT["user_id"]).dictionary_encode()},
        "large": {"user_id": pa.array(CONSULT["user_id"], pa.large_string())},
        "bytes": {"user_id": pa.array(CONSULT["user_id"], pa.binary()), "ts": times.cast(pa.binary())},
        "coded bytes": {"user_id": pa.array(CONSULT["user_id"], pa.binary()).dictionary_encode()},
    }[form]
    folder = parquet(tmp_path / "b", **{"service": ["RR", "RR", "KSZ", None], **other})
    assert verdicts(looked(folder)) == plain_


@pytest.mark.parametrize("kind", [pa.float64(), pa.decimal128(22, 2)])
def test_whole_numbers_in_a_column_of_decimals_are_the_same_numbers(tmp_path: Path, kind: pa.DataType) -> None:
    """Programs turn a column of whole numbers with empty places into decimals: 7 becomes 7.0, and nothing would fit it any more."""
    moments, both = pa.array(["2026-03-10T09:00"] * 2).cast(pa.timestamp("us")), {}
    for name, form in (("whole", pa.int64()), ("decimals", kind)):
        folder = tmp_path / name
        folder.mkdir()
        tables = {
            "consult": {"event_id": pa.array([1, 2]).cast(form), "ts": moments, "user_id": [7, 8], "citizen": [100, 101]},
            "staff": {
                "user_id": [7, 8], "from_ts": moments, "own": pa.array([100, None], pa.int64()).cast(form),
                "house": pa.array([5, None], pa.int64()).cast(form), "team": ["a", "b"],
            },
            "citizens": {"citizen": [101, 102], "house": pa.array([5, None], pa.int64()).cast(form),
                         "vip": pa.array([1, 0]).cast(pa.int64() if name == "whole" else pa.float64())},
            "dossiers": {
                "citizen": pa.array([101, 100]).cast(form), "opened": moments.cast(pa.date32()).cast(pa.timestamp("us")),
                "worker": pa.array([8, None], pa.int64()).cast(form),
            },
        }  # fmt: skip
        for table, columns in tables.items():
            pq.write_table(pa.table(columns), folder / f"{table}.parquet")
        both[name] = verdicts(looked(folder))
    assert both["whole"][2][0]
    assert "self" in both["whole"][1][1]
    assert both["decimals"] == both["whole"]


def test_a_whole_number_with_decimals_in_csv_is_that_number(tmp_path: Path) -> None:
    (tmp_path / "consult.csv").write_text(
        "event_id;ts;user_id;citizen\n1;2026-03-10 09:00;7;100\n2;2026-03-10 09:00;7.0;101.0\n"
    )
    (tmp_path / "staff.csv").write_text("user_id;from_ts;own\n7.0;2025-01-01;\n")
    (tmp_path / "dossiers.csv").write_text("citizen;opened;worker\n100.0;2026-03-01;7.0\n101;2026-03-01;7\n")
    assert [found[0] for found in verdicts(looked(tmp_path)).values()] == ["dossier-worker"] * 2


def test_bytes_that_are_no_text_cost_what_a_broken_text_costs(tmp_path: Path) -> None:
    users, references = [pa.array(one, pa.binary()) for one in ([b"an", b"caf\xe9", b"bo", b"bo"], [b"\xff\x00"] * 4)]
    out = looked(parquet(tmp_path, user_id=users, dossier_ref=references))
    assert set(verdicts(out)) == {1, 3, 4}
    assert problems(out) == [("consult.parquet", "user_id", 2, 1)]


def test_nested_values_are_told(tmp_path: Path) -> None:
    """A list in a column that may be absent costs that column, in one that is needed the file."""
    folder = parquet(tmp_path, service=[["RR"], [], None, ["KSZ", "RR"]])
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3, 4}
    assert problems(out) == [("consult.parquet", "service", None, 0)]
    pq.write_table(pa.table({**CONSULT, "ts": [{"day": 1}] * 4}), folder / "consult-2.parquet")
    assert ("consult-2.parquet", "ts", None, 0) in problems(looked(folder))


def test_a_footer_that_promises_too_much_is_refused_before_unpacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = parquet(tmp_path)
    rows = 5_000_000  # the same row again and again: 5 million in some kilobytes
    pq.write_table(
        pa.table({"citizen": pa.repeat(1, rows), "opened": pa.repeat("2026-01-01", rows)}), folder / "dossiers.parquet"
    )
    assert (folder / "dossiers.parquet").stat().st_size * plain.ROWS_PER_BYTE < rows
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3, 4}
    assert problems(out) == [("dossiers.parquet", "", None, 0)]
    monkeypatch.setattr(plain, "MOST_BYTES", 10)
    with pytest.raises(Unreadable):
        plain.believe(folder / "consult.parquet")


def test_one_row_millions_of_times_in_many_pieces_is_a_bomb_too(tmp_path: Path) -> None:
    """Each piece costs the file some bytes: one megabyte of those were sixty million rows, and 18 GB of memory."""
    folder, rows = parquet(tmp_path), 2_500_000
    times = pa.repeat(pa.scalar(0, pa.timestamp("us")), rows)
    same = {"event_id": pa.repeat(1, rows), "ts": times, "user_id": pa.repeat(1, rows), "citizen": pa.repeat(1, rows)}
    pq.write_table(pa.table(same), folder / "consult-2.parquet", row_group_size=25_000)
    assert (folder / "consult-2.parquet").stat().st_size * 100 > rows
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3, 4}
    assert problems(out) == [("consult-2.parquet", "", None, 0)]


def test_packed_files_are_told_and_not_opened(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / "consult-2.csv.gz").write_bytes(b"\x1f\x8b" + b"0" * 100)
    (folder / "dossiers.zip").write_bytes(b"PK\x03\x04")
    out = looked(folder)
    assert set(verdicts(out)) == {1}
    assert {name for name, *_ in problems(out)} == {"consult-2.csv.gz", "dossiers.zip"}


def test_an_endless_line_takes_no_memory(tmp_path: Path) -> None:
    """A line of 700 MB (a hole in the file) between two sound ones."""
    folder = made(tmp_path, consult=events({}))
    with (folder / "consult.csv").open("ab") as stream:
        stream.truncate(stream.tell() + 700_000_000)
    with (folder / "consult.csv").open("ab") as stream:
        stream.write(b"\n2;2026-03-10T09:00;an;100;RR;10.0.0.1;insz\n")
    with apart(folder) as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    assert set(verdicts(folder / "out")) == {1, 2}
    assert problems(folder / "out") == [("consult.csv", "", 3, 1)]
    assert int(said) < 500


def test_half_a_day_twice_in_parquet_counts_once(tmp_path: Path) -> None:
    folder = parquet(tmp_path)
    whole = pq.read_table(folder / "consult.parquet")
    pq.write_table(whole.slice(1, 2), folder / "consult-2.parquet")
    out = looked(folder)
    assert set(verdicts(out)) == {1, 2, 3, 4}
    assert problems(out) == [("consult", "event_id", None, 2)]


def test_files_in_any_order_count_each_event_once(tmp_path: Path) -> None:
    folder = parquet(tmp_path, event_id=[9, 3, 7, 1])
    assert set(verdicts(looked(folder))) == {1, 3, 7, 9}
    parquet(tmp_path, event_id=["b", "a", "d", "c"])
    assert set(verdicts(looked(folder))) == {"a", "b", "c", "d"}


def test_a_killed_run_leaves_the_last_good_outcome_and_the_next_goes_on(tmp_path: Path) -> None:
    synthetic.generate(synthetic.World(30_000, 5), tmp_path)
    out = looked(tmp_path)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with apart(tmp_path) as process:
        until = time.monotonic() + 60
        while not list(out.glob(".run-*")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    if process.returncode == -signal.SIGKILL:
        assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    looked(tmp_path)
    assert {path.name for path in out.iterdir()} == set(before)


def test_a_run_killed_while_moving_is_finished_by_the_next(tmp_path: Path) -> None:
    out = checked(tmp_path)
    (out / ".done-99999-x").mkdir()
    (out / ".done-99999-x" / run.writing.CASES).write_text("rank\n")
    (out / f".run-{os.getpid()}-busy").mkdir()
    (out / ".run-4194305-stale").mkdir()  # no process has that number
    run.writing.tidy(out)
    assert (out / run.writing.CASES).read_text() == "rank\n"
    assert {path.name for path in out.iterdir() if path.is_dir()} == {f".run-{os.getpid()}-busy"}
