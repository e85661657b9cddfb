"""Files as people save and send them: what was meant is read, or what is wrong is said, and no row goes away without a word."""

import gzip
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.logs.actions.deliveries import undo_delivery
from roeland.logs.actions.sources import map_source
from roeland.logs.formats.values import sentence
from roeland.logs.intake import Taken, Twice
from roeland.logs.models import Source
from tests.logs.intake_kit import FIELDS, csv, line, number, source, stored, taken
from tests.world import World

PLAIN = {name: {"from": [name]} for name in ("event_id", "ts", "user_id", "citizen", "service")}
NINE = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 5, 9, tzinfo=UTC)):
        yield


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def told(done: Taken) -> list[str]:
    return [sentence(problem) for problem in done.found.problems]


def parquet(**columns: Any) -> bytes:
    out = BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def parquets(world: World, **more: Any) -> Source:
    return source(world, format="parquet", mapping={"fields": PLAIN}, **more)


@pytest.mark.parametrize("numbers", [pa.array([1.0, 2.0]), pa.array([Decimal("1.00"), Decimal("2.00")])])
def test_numbers_that_became_decimals_are_the_same_numbers(world: World, numbers: Any) -> None:
    """An empty cell makes a column of whole numbers one of decimals: the overlapping day of the next file counts once, by the same user."""
    where = parquets(world)
    rest = {"ts": [NINE, NINE], "citizen": [int(number(1)), int(number(2))], "service": ["RR", "RR"]}
    taken(world, where, parquet(event_id=[1, 2], user_id=[7, 8], **rest), "a.parquet")
    done = taken(world, where, parquet(event_id=numbers, user_id=[7.0, 8.0], **rest), "b.parquet")
    assert (done.found.rows, done.found.duplicates) == (0, 2)
    assert {(row["ref"], row["user_id"]) for row in stored(where)} == {("1", "7"), ("2", "8")}


def test_yes_is_no_user(world: World) -> None:
    where = source(
        world, format="jsonl", mapping={"fields": {name: PLAIN[name] for name in ("ts", "user_id", "citizen")}}
    )
    lines = [
        f'{{"ts":"2026-10-01T09:00:00Z","user_id":{user},"citizen":"{number(1)}"}}' for user in ("true", "7", '"an"')
    ]
    done = taken(world, where, "\n".join(lines).encode())
    assert told(done) == ["log.csv, rij 1, kolom user_id: geen gebruiker, rij overgeslagen"]
    assert {row["user_id"] for row in stored(where)} == {"7", "an"}


def test_a_day_without_an_hour_is_told(world: World) -> None:
    done = taken(world, source(world), csv([line(1), line(2, hour=""), line(3, hour=""), line(4, hour="00:00")]))
    assert done.found.rows == 4
    assert told(done) == ["log.csv, rij 3, kolom Datum, Uur: een dag zonder uur, telt mee om middernacht (2 rijen)"]
    days = parquet(event_id=[1], ts=[date(2026, 10, 1)], user_id=["an"], citizen=[number(1)], service=["RR"])
    assert told(taken(world, parquets(world, name="P"), days, "p.parquet")) == [
        "p.parquet, rij 1, kolom ts: een dag zonder uur, telt mee om middernacht"
    ]


def test_the_hours_in_which_clocks_change_are_told(world: World) -> None:
    where = source(world)
    done = taken(world, where, csv([line(place, day=25, hour=f"0{place}:30") for place in (1, 2, 3)]))
    twice = "in het uur dat twee keer voorkomt als de zomertijd eindigt, telt mee als het eerste"
    assert told(done) == [f"log.csv, rij 3, kolom Datum, Uur: {twice}"]
    assert [f"{row['ts']:%d %H:%M}" for row in stored(where)] == ["24 23:30", "25 00:30", "25 02:30"]
    march = [one.replace("01/10/2026", "29/03/2026") for one in (line(1, hour="01:59"), line(2, hour="02:30"))]
    assert told(taken(world, source(world, name="B"), csv(march))) == [
        "log.csv, rij 3, kolom Datum, Uur: een uur dat niet bestaat omdat de zomertijd dan begint, telt mee. Kijk de tijdzone na"
    ]


def test_an_offset_leaves_no_doubt(world: World) -> None:
    where = source(
        world, format="jsonl", mapping={"fields": {name: PLAIN[name] for name in ("ts", "user_id", "citizen")}}
    )
    stamps = ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T00:30:00Z", "2026-10-24T22:00:00Z")
    lines = [f'{{"ts":"{stamp}","user_id":"an","citizen":"{number(1)}"}}' for stamp in stamps]
    assert told(taken(world, where, "\n".join(lines).encode())) == []
    utc = source(world, name="UTC", mapping={"fields": where.mapping["fields"] | {}, "zone": "UTC"})
    head = "ts;user_id;citizen"
    assert told(taken(world, utc, csv([f"2026-10-25 02:30:00;an;{number(1)}"], head))) == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_utf_16_without_its_mark_is_read(world: World, encoding: str, ends: str) -> None:
    """As it comes out of some exports: no editor shows what is wrong with it. Letters beyond plain ones are read too."""
    text = csv([line(1, service="Gezin é€"), line(2)]).decode("utf-8-sig").replace("\r\n", ends)
    where = source(world)
    done = taken(world, where, text.encode(encoding))
    assert (done.refused, done.found.rows, told(done)) == ("", 2, [])
    assert {row["service"] for row in stored(where)} == {"Gezin é€", "Rijksregister"}


LOG = csv([line(1), line(2)])
TWICE = "is twee keer ingepakt. Pak het één keer uit"
NO_CODING = "is geen tekst in een codering die Roeland leest. Bewaar het als CSV met codering UTF-8 en importeer dat"
OFFICE = "is een werkboek van Excel of een ander Office-bestand. Bewaar het als CSV en importeer dat"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is leeg"),
        (gzip.compress(b""), "is leeg"),
        (zipped({"log.csv": b""}), "is leeg"),
        (zipped({}), "bevat geen of meer dan één bestand. Lever elk bestand apart"),
        (zipped({"log.csv.gz": gzip.compress(LOG)}), TWICE),
        (gzip.compress(zipped({"log.csv": LOG})), TWICE),
        (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OFFICE),
        (
            b"(\xb5/\xfd" + bytes(60),
            "is ingepakt met zstd. Pak het uit, of lever het als gzip of als zip met één bestand",
        ),
        (b"%PDF-1.7\n", "is een PDF. Vraag het logbestand zelf, bijvoorbeeld als CSV"),
        (parquet(ts=[NINE]), "is Parquet. Zeg bij de bron dat haar bestanden Parquet zijn"),
        (LOG.decode("utf-8-sig").encode("utf-32"), NO_CODING),
        (bytes([0, 0, 1, 2]) * 50, NO_CODING),
        (csv([]), "heeft geen enkele rij"),
        (csv([line(1, citizen="123")]), "heeft geen enkele rij die gebruikt kan worden"),
    ],
    ids=[  # the bytes would be the names: those of gzip hold the time
        "empty", "empty-gzip", "empty-in-zip", "empty-zip", "gzip-in-zip", "zip-in-gzip", "xlsx", "xls", "zstd", "pdf", "parquet", "utf-32", "zeros", "head-only", "no-row",
    ],
)  # fmt: skip
def test_what_is_no_log_is_called_by_its_name(world: World, data: bytes, words: str) -> None:
    assert taken(world, source(world), data, "log").refused == f"log {words}."


def test_what_a_mac_puts_in_a_zip_is_no_second_file(world: World) -> None:
    inside = {"oktober/": b"", "oktober/log.csv": LOG, "__MACOSX/oktober/._log.csv": b"x", "oktober/.DS_Store": b"x"}
    assert taken(world, source(world), zipped(inside), "log.zip").found.rows == 2


def test_syslog_files_of_rsyslog_are_read(world: World) -> None:
    """As Debian and Ubuntu write them: the time with its zone, no priority."""
    fields = {"ts": {"from": ["timestamp"]}, "user_id": {"from": ["user"]}, "citizen": {"from": ["insz"]}}
    where = source(world, format="syslog", mapping={"fields": fields})
    stamps = ("2026-10-01T09:00:05.123456+02:00", "<134>2026-10-01T09:00:06+02:00", "2026-10-25T02:30:00+01:00")
    lines = [f"{stamp} host app[1]: user=an insz={number(1)}" for stamp in stamps]
    done = taken(world, where, "\n".join(lines).encode(), "log.txt")
    assert told(done) == []
    assert [f"{row['ts']:%d %H:%M:%S.%f}" for row in stored(where)] == [
        "01 07:00:05.123456",
        "01 07:00:06.000000",
        "25 01:30:00.000000",
    ]


def test_a_file_that_was_read_wrongly_comes_in_again_once_it_is_taken_out(world: World) -> None:
    """Day and month turned round at first: the same bytes say what to do, and then stand where they belong."""
    where = source(world, mapping={"fields": FIELDS, "dates": "mdy"})
    wrong = taken(world, where, LOG).delivery
    assert wrong is not None
    assert {row["ts"].month for row in stored(where)} == {1}
    plain = "log.csv: dit bestand is al geïmporteerd op 05/11/2026. Er is niets veranderd."
    with pytest.raises(Twice) as before:
        taken(world, where, LOG)
    assert str(before.value) == plain
    where = map_source(world.actor("dina"), source=where, mapping={"fields": FIELDS}, format="csv")
    with pytest.raises(Twice) as after:
        taken(world, where, LOG)
    assert (
        str(after.value) == f"{plain} Het werd toen anders gelezen dan nu: haal het eerst weg om het opnieuw te lezen."
    )
    undo_delivery(world.actor("dina"), delivery=wrong, reason="Dag en maand omgewisseld.")
    assert taken(world, where, LOG).found.rows == 2


@pytest.mark.parametrize("word", ["NULL", "\\N", "NaN"])
def test_what_a_database_writes_for_nothing_is_nothing(world: World, word: str) -> None:
    where = source(world)
    rows = [line(1, service=word), line(2, user=word), line(3, citizen=word)]
    done = taken(world, where, csv(rows))
    assert told(done) == [
        "log.csv, rij 3, kolom Gebruiker: leeg, rij overgeslagen",
        "log.csv, rij 4, kolom Rijksregisternummer: leeg, rij overgeslagen",
    ]
    assert [row["service"] for row in stored(where)] == [None]
