"""Files that nobody foresaw: each costs its rows or is refused in Dutch, no page breaks, and no message holds a value."""

import io
import json
import logging
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs import gaps, staging, store
from roeland.logs.formats.values import sentence
from roeland.logs.intake import Taken
from roeland.logs.models import Delivery
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World, log_in

PATHS = {"fields": {"ts": "t", "user_id": "u", "citizen": "c", "service": "s"}}


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(datetime(2026, 11, 5, 9, tzinfo=UTC)):
        yield


def told(done: Taken) -> list[str]:
    return [sentence(problem) for problem in done.found.problems]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_line_ends_of_an_old_mac_are_read(world: World, encoding: str) -> None:
    where = source(world)
    data = csv([line(1), line(2)]).decode("utf-8-sig").replace("\r\n", "\r").encode(encoding)
    done = taken(world, where, data)
    assert (done.found.rows, told(done)) == (2, [])


def test_a_carriage_return_inside_a_row_costs_that_row(world: World) -> None:
    where = source(world)
    bad = line(2, service='"x" \r y')
    done = taken(world, where, csv([line(1), bad, line(3)]))
    assert (done.found.rows, told(done)) == (2, ["log.csv, rij 3: aanhalingstekens kloppen niet, rij overgeslagen"])


def test_a_line_end_of_an_old_mac_among_others_joins_no_two_rows(world: World) -> None:
    """Two files laid after each other: two consultations would go as one row that was left out."""
    data = csv(["\r".join([line(1), line(2)]), line(3), "\r".join([line(4), "half;half"]), line(5)])
    done = taken(world, source(world), data)
    assert (done.found.rows, done.found.left_out) == (4, 1)
    assert done.found.problems[0]["row"] == 4, "what is no row there is left out as before"


@pytest.mark.parametrize("first", ["x" * 200_000, "Nummer;Da\rtum;Uur"])
def test_a_first_line_that_no_reader_takes_is_refused(world: World, first: str) -> None:
    done = taken(world, source(world), csv([line(1)], head=first))
    assert done.refused == (
        "log.csv heeft geen eerste regel met de namen van de kolommen: ze is te lang of er staan tekens in die er niet horen."
    )


def test_a_cell_that_is_too_long_is_told_as_such(world: World) -> None:
    done = taken(world, source(world), csv([line(1, service=f'"{"y" * 200_000}"'), line(2)]))
    assert told(done) == ["log.csv, rij 2: een cel is langer dan 131\u00a0072 tekens, rij overgeslagen"]
    assert done.found.rows == 1


@pytest.mark.parametrize("field", ["u", "c", "s"])
@pytest.mark.parametrize("bad", ["\ud83d", "a\0b"], ids=["half", "nul"])
def test_half_a_character_costs_its_row(world: World, field: str, bad: str) -> None:
    where = source(world, format="jsonl", mapping=PATHS)
    good = {"t": "2026-10-01T10:00:00", "u": "an", "c": number(1), "s": "RR"}
    lines = [good, {**good, field: bad}, {**good, "t": "2026-10-02T10:00:00"}]
    done = taken(world, where, "\n".join(json.dumps(one) for one in lines).encode(), "log.jsonl")
    assert done.found.rows == 2
    assert told(done) == [f"log.jsonl, rij 2, kolom {field}: tekens die niet in een tekst horen, rij overgeslagen"]


def test_a_time_before_all_time_or_after_it_breaks_nothing(world: World) -> None:
    box = io.BytesIO()
    moments = [
        datetime(2026, 10, 1, 9, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(2026, 10, 2, 9, tzinfo=UTC),
    ]
    pq.write_table(pa.table({"t": moments, "u": ["an"] * 3, "c": [number(1)] * 3, "s": ["RR"] * 3}), box)
    done = taken(world, source(world, format="parquet", mapping=PATHS), box.getvalue(), "log.parquet")
    assert (done.found.rows, told(done)) == (2, ["log.parquet, rij 2, kolom t: geen geldig tijdstip, rij overgeslagen"])
    where = source(world, name="afspraken", kind="appointments", mapping={"fields": {"citizen": "Nr", "day": "Dag"}})
    rows = [f"{number(1)};{day}" for day in ("9999-12-31T23:59:59Z", "0001-01-01", "2026-10-01")]
    done = taken(world, where, csv(rows, head="Nr;Dag"), "dag.csv")
    assert (done.found.rows, told(done)) == (2, ["dag.csv, rij 3, kolom Dag: geen geldige dag, rij overgeslagen"])
    paths = store.dimension_files(world.zonderbeke.pk, store.Kind.APPOINTMENTS)
    days = [day for path in paths for day in pq.read_table(path)["day"].to_pylist()]
    assert days == [date(9999, 12, 31), date(2026, 10, 1)]


@pytest.mark.parametrize("at", [60, 150, 400, 700])
def test_a_damaged_zip_is_refused(world: World, at: int) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_LZMA) as out:
        out.writestr("log.csv", csv(line(place, hour=f"09:{place % 60:02}") for place in range(2000)))
    data = bytearray(box.getvalue())
    data[at] ^= 0xFF
    done = taken(world, source(world), bytes(data), "log.zip")
    assert done.refused == "log.zip is beschadigd of afgebroken en kan niet uitgepakt worden."


@pytest.mark.parametrize(("place", "stage"), [("finish", "samenvoegen"), ("Writer", "lezen")])
def test_what_nobody_foresaw_refuses_the_file_without_a_value(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str, stage: str
) -> None:
    def broken(*_: object) -> None:
        raise KeyError(number(1))

    caplog.set_level(logging.DEBUG)
    where = source(world)
    monkeypatch.setattr(staging, place, broken)
    done = taken(world, where, csv([line(1)]))
    assert done.refused == f"log.csv kan niet gelezen worden: onverwachte fout bij het {stage} (KeyError)."
    with scope(world.system, [world.zonderbeke]):
        assert Delivery.objects.get().state == "refused"
    assert f"broke ({stage}): KeyError" in caplog.text
    assert number(1) not in caplog.text
    monkeypatch.undo()
    assert taken(world, where, csv([line(1)])).found.rows == 1


def test_trouble_of_the_machine_is_no_fault_of_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    where = source(world)
    monkeypatch.setattr(staging, "finish", full)
    with pytest.raises(OSError, match="No space"):
        taken(world, where, csv([line(1)]))
    with scope(world.system, [world.zonderbeke]):
        assert not Delivery.objects.exists()


def test_a_file_counts_when_nobody_can_say_what_it_lacks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    where = source(world)
    monkeypatch.setattr(gaps, "report", broken)
    done = taken(world, where, csv([line(1)]))
    assert [one["text"] for one in done.found.gaps] == ["Of er iets ontbreekt, kon niet nagegaan worden"]
    assert len(stored(where)) == 1


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("csv", csv([line(1)], head="x" * 200_000)),
        ("jsonl", json.dumps({"t": "2026-10-01T10:00:00", "u": "\ud83d", "c": number(1), "s\udc00": "x"}).encode()),
        ("parquet", b"PAR1" + b"\xff" * 200 + b"PAR1"),
    ],
)
def test_no_page_breaks_on_a_broken_file(world: World, form: str, data: bytes) -> None:
    dina = Client()
    log_in(dina, world.accounts["dina"])
    mapping: dict[str, Any] = {} if form == "csv" else {"mapping": PATHS}
    where = source(world, format=form, **mapping)
    base = f"/zonderbeke/logcontrole/bronnen/{where.pk}"
    dina.post(f"{base}/bestand/", {"file": SimpleUploadedFile("log.bin", data)})
    assert dina.get(f"{base}/lezen/").status_code == 200
    assert dina.get(f"{base}/nakijken/").status_code == 422
