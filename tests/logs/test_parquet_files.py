"""Parquet as suppliers write it: a damaged part costs its rows, a bad cell its row, odd types are read, and a promise of too much is refused."""

import io
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.logs import library
from roeland.logs.formats import parquets
from roeland.logs.formats.values import sentence
from roeland.logs.intake import Taken
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World

MAPPING = {"fields": {"event_id": "id", "ts": "t", "user_id": "u", "citizen": "c"}}
MOMENT = datetime(2026, 10, 1, 9, tzinfo=UTC)
MICROS = int(MOMENT.timestamp()) * 10**6


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(datetime(2026, 11, 5, 9, tzinfo=UTC)):
        yield


def parquet(count: int, how: dict[str, Any] | None = None, **columns: Any) -> bytes:
    box = io.BytesIO()
    plain = {"id": list(range(count)), "t": [MOMENT] * count, "u": ["an"] * count, "c": [number(1)] * count}
    pq.write_table(pa.table({**plain, **columns}), box, **how or {})
    return box.getvalue()


def read(world: World, data: bytes, name: str = "Rijksregister") -> tuple[Taken, list[str]]:
    done = taken(world, source(world, name=name, format="parquet", mapping=MAPPING), data, "log.parquet")
    return done, [sentence(problem) for problem in done.found.problems]


def test_a_damaged_row_group_costs_its_rows(world: World) -> None:
    data = bytearray(parquet(4000, {"row_group_size": 1000, "compression": "none"}))
    at = pq.read_metadata(io.BytesIO(data)).row_group(1).column(1).data_page_offset
    data[at : at + 40] = b"\xff" * 40
    done, told = read(world, bytes(data))
    assert (done.found.rows, done.found.left_out) == (3000, 1000)
    assert told == ["log.parquet, rij 1001: beschadigd deel, rijen overgeslagen (1000 rijen)"]


def test_a_cell_that_is_no_text_costs_its_row(world: World) -> None:
    words = pa.array([b"an"] * 500 + [b"\xff\xfe"] + [b"bo"] * 499, pa.binary())
    raw = pa.Array.from_buffers(pa.string(), 1000, [None, *words.buffers()[1:]])
    for name, users in (("text", raw), ("bytes", words)):
        done, told = read(world, parquet(1000, u=users), name)
        assert (done.found.rows, done.found.left_out) == (999, 1)
        assert told == ["log.parquet, rij 501, kolom u: geen leesbare waarde, rij overgeslagen"]
        assert set(done.found.users) == {"an", "bo"}


def test_columns_of_bytes_are_texts(world: World) -> None:
    where = source(world, format="parquet", mapping=MAPPING)
    data = parquet(2, u=pa.array([b"an", b"bo"]), c=pa.array([number(1).encode(), number(2).encode()], pa.binary(11)))
    taken(world, where, data, "log.parquet")
    rows = stored(where)
    assert {row["user_id"] for row in rows} == {"an", "bo"}
    assert len({row["citizen"] for row in rows}) == 2


def test_a_moment_in_the_year_20000_costs_its_row(world: World) -> None:
    done, told = read(world, parquet(3, t=pa.array([MICROS, 569 * 10**15, MICROS], pa.timestamp("us"))))
    assert done.found.rows == 2
    assert told == ["log.parquet, rij 2, kolom t: geen leesbare waarde, rij overgeslagen"]


def test_moments_of_other_measures_and_zones_are_read_to_the_microsecond(world: World) -> None:
    for unit, zone, scale in (
        ("ns", None, 1000),
        ("ns", "Europe/Brussels", 1000),
        ("us", "+02:00", 1),
        ("ms", "UTC", 0.001),
    ):
        where = source(world, name=f"{unit} {zone}", format="parquet", mapping={**MAPPING, "zone": "UTC"})
        values = [int(MICROS * scale) + (7 if unit == "ns" else 0)]
        done = taken(world, where, parquet(1, t=pa.array(values, pa.timestamp(unit, tz=zone))), "log.parquet")
        assert (done.found.rows, [row["ts"] for row in stored(where)]) == (1, [MOMENT]), (unit, zone)


def test_more_rows_than_a_file_may_have_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the footer before anything is unpacked, and while counting where a file says nothing of itself."""
    assert library.most_rows() == 10_000_000
    monkeypatch.setattr(library, "most_rows", lambda: 1000)
    words = "heeft meer dan 1\u00a0000 rijen, er is niets van geïmporteerd. Lever het in delen, bijvoorbeeld per maand."
    with monkeypatch.context() as patch:
        patch.setattr(parquets, "_batches", None)
        assert read(world, parquet(1001))[0].refused == f"log.parquet {words}"
    where = source(world, name="csv")
    assert taken(world, where, csv(line(1) for _ in range(1001))).refused == f"log.csv {words}"
    assert taken(world, where, csv(line(1) for _ in range(1000))).found.duplicates == 999


def test_nanoseconds_need_no_pandas() -> None:
    """It is no part of what runs Roeland, and pyarrow asks for it."""
    program = """
import io, sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pandas":
            raise ImportError(name)

sys.meta_path.insert(0, Without())
import pyarrow as pa, pyarrow.parquet as pq
from roeland.logs.formats import parquets
from roeland.logs import library
from roeland.logs.formats import parquets
from roeland.logs.formats.values import Faults
box = io.BytesIO()
pq.write_table(pa.table({"t": pa.array([1790845200000000007], pa.timestamp("ns"))}), box)
box.seek(0)
faults = Faults()
print([str(record.fields["t"]) for record in parquets.read(box, faults, {"t"})], faults.count)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['2026-10-01 09:00:00'] 0"
