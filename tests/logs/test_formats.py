"""Files of sources in every format: what is read, what is left out and how it is told, what is refused whole."""

import json
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.logs import assembling, intake, keys, store, vault
from roeland.logs.formats.values import sentence
from roeland.logs.values import Kind
from roeland.scrutiny import run
from tests.logs.intake_kit import HEAD, csv, line, number, packed, source, stored, taken
from tests.world import World

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(NOW):
        yield


def workbook() -> bytes:
    """The outside of a file of Excel: a zip with parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            made.writestr(name, "<xml/>")
    return out.getvalue()


def told(found: intake.Taken) -> list[str]:
    return [sentence(problem) for problem in found.found.problems]


def test_a_csv_of_excel_becomes_consultations_that_the_engine_reads(world: World) -> None:
    where = source(world)
    done = taken(world, where, csv([line(1), line(2, hour="23:30", day=31, service="Pensioenen é")], encoding="cp1252"))
    assert (done.refused, done.found.rows, done.found.left_out, told(done)) == ("", 2, 0, [])
    assert (done.found.first, done.found.last) == OCTOBER
    rows = stored(where)
    assert [row["ts"] for row in rows] == [
        datetime(2026, 10, 1, 7, tzinfo=UTC),
        datetime(2026, 10, 31, 22, 30, tzinfo=UTC),
    ]
    assert rows[1]["service"] == "Pensioenen é"
    assert rows[0]["citizen"] == keys.pseudonym(world.zonderbeke.pk, number(2))
    with assembling.folder(world.zonderbeke, *OCTOBER) as folder:
        out = run.check(folder, folder / "out", key=keys.pseudonym_key(world.zonderbeke.pk), now=clock.now())
        assert out.summary["events"] == 2
        assert out.summary["problems"] == []
    assert not folder.exists()


def test_bad_rows_are_told_by_row_and_column_never_by_value(world: World) -> None:
    where = source(world)
    lines = [
        line(1),
        line(2, citizen="85.07.30-033.29"),
        line(3).replace("01/10/2026", "31/02/2026"),
        line(4).replace("2026", "2031"),
        "5;01/10/2026;09:00;an",
        line(6, user=""),
        '7;01/10/2026;09:00;"an;85073003328;x',
        line(8),
    ]
    done = taken(world, where, csv(lines))
    assert done.found.rows == 2
    assert told(done) == [
        "log.csv, rij 3, kolom Rijksregisternummer: geen geldig rijksregister- of bisnummer, rij overgeslagen",
        "log.csv, rij 4, kolom Datum, Uur: geen geldig tijdstip, rij overgeslagen",
        "log.csv, rij 5, kolom Datum, Uur: tijdstip in de toekomst, rij overgeslagen",
        "log.csv, rij 6: ander aantal kolommen dan de eerste regel, rij overgeslagen",
        "log.csv, rij 7, kolom Gebruiker: leeg, rij overgeslagen",
        "log.csv, rij 8: aanhalingstekens kloppen niet, rij overgeslagen",
    ]
    assert done.found.left_out == 6


def test_a_line_of_more_than_a_megabyte_costs_one_row(world: World) -> None:
    where = source(world)
    data = csv([line(1), "2;" + "9" * 3_000_000, line(3)])
    done = taken(world, where, data)
    assert done.found.rows == 2
    assert told(done) == ["log.csv, rij 3: regel langer dan 1 MB, overgeslagen"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (packed(b" " * 200_000_000), "pakt uit tot veel meer dan een logbestand ooit is"),
        (packed(csv([line(1)]))[:-12], "is beschadigd of afgebroken"),
        (b"PK\x03\x04 geen zip", "is beschadigd of afgebroken"),
        (workbook(), "is een werkboek van Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "is een werkboek van Excel"),
        (csv([line(1)], head="A;B;C;D;E;F"), "mist deze kolommen: “Datum”, “Dienst”"),
        (csv([line(1) + ";x"], head=HEAD + ";Dienst"), "heeft meer dan één kolom met deze naam: “Dienst”"),
        (csv([line(1) + ";x"], head=HEAD.upper() + ";dienst"), "heeft meer dan één kolom met deze naam: “Dienst”"),
        (b"", "is leeg"),
        (b"zomaar een tekst\n", "heeft geen eerste regel"),
        (csv([]), "heeft geen enkele rij."),
    ],
    ids=["bomb", "cut-gzip", "no-zip", "xlsx", "xls", "columns", "double", "double-folded", "empty", "text", "no-rows"],
)
def test_a_file_that_cannot_be_read_is_refused_whole(world: World, data: bytes, text: str) -> None:
    where = source(world)
    done = taken(world, where, data, "kapot.csv")
    assert text in done.refused
    assert done.refused.startswith("kapot.csv ")
    assert done.delivery is not None
    assert done.delivery.state == "refused"
    assert stored(where) == []
    place = world.zonderbeke.pk
    assert not vault.path(place, done.found.id).exists()
    assert store.pending(place) == []


def test_a_zip_and_a_gzip_are_unpacked(world: World) -> None:
    where = source(world)
    box = BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("log.csv", csv([line(1)]))
    assert taken(world, where, box.getvalue(), "log.zip").found.rows == 1
    assert taken(world, where, packed(csv([line(2)])), "log.csv.gz").found.rows == 1


def test_json_lines_with_paths_and_constants(world: World) -> None:
    mapping = {
        "zone": "UTC",
        "fields": {
            "event_id": "ref",
            "ts": "when",
            "user_id": "who.login",
            "citizen": "about.0.insz",
            "service": {"constant": "MAGDA"},
            "stated_reason": "why",
            "search_key": "who.key",
        },
    }
    where = source(world, format="jsonl", mapping=mapping)
    row = {
        "ref": "a",
        "when": "2026-10-02T08:00:00",
        "who": {"login": "an", "key": "Jan Peeters"},
        "about": [{"insz": number(1)}],
        "why": "voor Jan Peeters",
    }
    text = "\n".join([json.dumps(row), "{kapot", json.dumps({**row, "ref": "b", "when": 1790925600}), "[" * 100_000])
    done = taken(world, where, text.encode(), "log.jsonl")
    assert (done.found.rows, done.found.left_out) == (2, 2)
    first = stored(where)[1 if stored(where)[0]["ref"] == "b" else 0]
    assert first["ts"] == datetime(2026, 10, 2, 8, tzinfo=UTC)
    assert (first["service"], first["stated_reason"], first["search_key"]) == ("MAGDA", "ingevuld", "andere")


def test_syslog_new_and_old_with_structured_data_and_pairs(world: World) -> None:
    mapping = {
        "fields": {"event_id": "id", "ts": "timestamp", "user_id": "user", "citizen": "insz", "service": "service"}
    }
    where = source(world, format="syslog", mapping=mapping)
    text = "\n".join(
        [
            f'<134>1 2026-10-02T10:00:00.5+02:00 srv magda 12 ID1 [raad@99 id="1" user="an" insz="{number(1)}" service="RR \\"x\\""] klaar',
            f'<134>Oct  3 11:00:00 srv magda[12]: id=2 user=an insz={number(2)} service="Dossier basis"',
            f"Oct  4 11:00:00 srv magda: id=3 user=an insz={number(3)} service=RR",
            "dit is geen syslog",
        ]
    )
    done = taken(world, where, text.encode(), "log.txt")
    assert (done.found.rows, done.found.left_out) == (3, 1)
    rows = stored(where)
    assert rows[0]["ts"] == datetime(2026, 10, 2, 8, 0, 0, 500_000, tzinfo=UTC)
    assert [row["service"] for row in rows] == ['RR "x"', "Dossier basis", "RR"]
    assert rows[1]["ts"] == datetime(2026, 10, 3, 9, tzinfo=UTC)  # local time without a zone, year of now


def test_parquet_is_read_and_a_cut_one_refused(world: World) -> None:
    mapping = {"fields": {"event_id": "id", "ts": "ts", "user_id": "user", "citizen": "citizen"}}
    where = source(world, format="parquet", mapping=mapping)
    box = BytesIO()
    columns = {
        "id": [1, 2],
        "ts": pa.array([datetime(2026, 10, 2, 8, tzinfo=UTC)] * 2, pa.timestamp("us", tz="UTC")),
        "user": ["an", "bo"],
        "citizen": [int(number(1)), int(number(2))],
        "extra": ["x", "y"],
    }
    pq.write_table(pa.table(columns), box)
    done = taken(world, where, box.getvalue(), "log.parquet")
    assert done.found.rows == 2
    assert {row["citizen"] for row in stored(where)} == {
        keys.pseudonym(world.zonderbeke.pk, number(each)) for each in (1, 2)
    }
    cut = taken(world, where, box.getvalue()[:-20], "half.parquet")
    assert "is geen Parquet, of het einde ontbreekt" in cut.refused


def test_every_field_that_a_file_may_have_has_words_and_a_form_on_disk() -> None:
    """The engine's tables grow: a field without a Dutch word or a type would stop an import or a page."""
    from roeland.logs.formats.mapping import fields_of
    from roeland.logs.library import field_words, templates
    from roeland.scrutiny.layouts import BOOL, CITIZEN, COUNT, DAY, TIME, TOKEN

    for kind in Kind:
        assert set(fields_of(kind)) <= set(field_words()), kind
        typed = {name: store.schema(kind).field(name).type for name in kind.layout.columns}
        for name, form in kind.layout.columns.items():
            assert (typed[name] != pa.string()) == (form in {CITIZEN, TIME, DAY, TOKEN, BOOL, COUNT, "event"}), name
    from roeland.logs.formats.mapping import parse
    from roeland.logs.values import Format

    for one in templates().values():
        parse(Kind(one.kind), Format(one.format), one.mapping)
