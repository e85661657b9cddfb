"""Files of sources: what is read, what is left out and how it is told, and that nothing is half done."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.logs import assembling, intake, keys, leftovers, store, vault
from roeland.logs.actions.sources import map_source
from roeland.logs.formats.values import sentence
from roeland.logs.models import Delivery, LogUser
from roeland.logs.values import Kind
from roeland.scrutiny import run
from tests.logs.intake_kit import FIELDS, csv, line, number, packed, source, stored, taken
from tests.world import World

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(NOW):
        yield


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


def test_the_same_event_counts_once_and_the_same_file_is_refused(world: World) -> None:
    where = source(world)
    morning = [line(number, hour="09:00") for number in range(1, 6)]
    assert taken(world, where, csv(morning)).found.rows == 5
    again = taken(world, where, csv([*morning[2:], line(6), line(6)]), "tweede.csv")
    assert (again.found.rows, again.found.duplicates) == (1, 4)
    assert len(stored(where)) == 6
    with pytest.raises(Refused, match=r"tweede.csv: dit bestand is al geïmporteerd op 05/11/2026"):
        taken(world, where, csv([*morning[2:], line(6), line(6)]), "tweede.csv")


def test_events_without_a_number_of_their_own_are_told_apart_by_what_they_say(world: World) -> None:
    fields = {name: part for name, part in FIELDS.items() if name != "event_id"}
    where = source(world, mapping={"fields": fields})
    half = csv([line(1), line(1), line(2)])
    assert taken(world, where, half).found.rows == 3  # twice the same look in one file is two looks
    assert taken(world, where, csv([line(1), line(1), line(2), line(3)]), "b.csv").found.duplicates == 3


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
        (packed(b"\0" * 200_000_000), "pakt uit tot veel meer dan een logbestand ooit is"),
        (packed(csv([line(1)]))[:-12], "is beschadigd of afgebroken"),
        (b"PK\x03\x04 geen zip", "is beschadigd of afgebroken"),
        (csv([line(1)], head="A;B;C;D;E;F"), "mist deze kolom: “Datum”, “Dienst”"),
        (b"", "heeft geen eerste regel"),
        (b"zomaar een tekst\n", "heeft geen eerste regel"),
        (csv([]), "heeft geen enkele rij die gebruikt kan worden"),
    ],
    ids=["bomb", "cut-gzip", "no-zip", "columns", "empty", "text", "no-rows"],
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
        "citizen": [int(number(1)), 123],
        "extra": ["x", "y"],
    }
    pq.write_table(pa.table(columns), box)
    done = taken(world, where, box.getvalue(), "log.parquet")
    assert done.found.rows == 2
    assert {row["citizen"] for row in stored(where)} == {keys.pseudonym(world.zonderbeke.pk, number(1)), 123}
    cut = taken(world, where, box.getvalue()[:-20], "half.parquet")
    assert "is geen Parquet, of het einde ontbreekt" in cut.refused


def test_a_test_import_keeps_nothing(world: World) -> None:
    where = source(world)
    before = {path for path in store.root(world.zonderbeke.pk).rglob("*") if path.is_file()}
    with scope(world.actor("dina"), [world.zonderbeke]):
        tried = intake.try_out(
            world.actor("dina"), where, BytesIO(csv([line(1), line(2, citizen="1234567890")])), "log.csv"
        )
        assert Delivery.objects.count() == 0
        assert LogUser.objects.count() == 0
    assert (tried.found.rows, tried.found.left_out, len(tried.first_rows)) == (1, 1, 1)
    assert {path for path in store.root(world.zonderbeke.pk).rglob("*") if path.is_file()} == before


def test_only_who_keeps_sources_imports_and_not_in_another_authority(world: World) -> None:
    where = source(world)
    for name in ("bert", "chris", "emil", "an"):
        with pytest.raises(NotAllowed):
            intake.take(world.actor(name), where, BytesIO(csv([line(1)])), "x.csv", how="upload")
    assert stored(where) == []


def test_a_killed_import_leaves_the_last_good_state_and_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the verb: nothing counts. Killed after it, before the mark: the next tidying finishes it."""
    where, place = source(world), world.zonderbeke.pk
    taken(world, where, csv([line(1)]), "een.csv")
    kept = store.count

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake.store, "place", killed)
    with pytest.raises(KeyboardInterrupt):
        taken(world, where, csv([line(2)]), "twee.csv")
    monkeypatch.undo()
    assert len(stored(where)) == 1
    monkeypatch.setattr(intake, "_Import", _Stopped)
    with pytest.raises(KeyboardInterrupt):
        taken(world, where, csv([line(3)]), "drie.csv")
    monkeypatch.undo()
    assert store.count is kept
    assert len(stored(where)) == 1
    with scope(world.system, [world.zonderbeke]), clock.at(datetime.now(UTC) + timedelta(hours=3)):
        assert leftovers.tidy(world.zonderbeke) >= 1
        assert Delivery.objects.filter(state="read").count() == 2
    assert len(stored(where)) == 2
    assert store.pending(place) == []


class _Stopped(intake._Import):
    """A process that dies between the verb and the mark."""

    def _keep(self, found: intake.Found, mark: store.Mark, made: Path) -> intake.Taken:
        store.place(self.source.authority_id, mark, made)
        intake.record_delivery(self.actor, source=self.source, found=found)
        raise KeyboardInterrupt


def test_a_mapping_is_checked_and_can_change(world: World) -> None:
    from roeland.ledger.action import Invalid

    where, dina = source(world), world.actor("dina")
    with pytest.raises(Invalid, match="Het veld “citizen” ontbreekt"):
        map_source(dina, source=where, mapping={"fields": {"ts": "t", "user_id": "u"}})
    with pytest.raises(Invalid, match="bestaat niet"):
        map_source(dina, source=where, mapping={"fields": {**FIELDS, "gender": "g"}})
    map_source(dina, source=where, mapping={"fields": FIELDS, "zone": "UTC", "dates": "mdy"})
    with scope(dina, [world.zonderbeke]):
        where.refresh_from_db()
    assert taken(world, where, csv([line(1).replace("01/10/2026", "10/03/2026")])).found.first == date(2026, 10, 3)


def test_lists_replace_each_other_unless_they_add(world: World) -> None:
    fields = {"user_id": "Gebruiker", "team": "Dienst", "from_ts": "Van"}
    staff = source(world, name="Personeel", kind="staff", mapping={"fields": fields})
    for name, rows in (
        ("een.csv", ["an;Burgerzaken;01/01/2025"]),
        ("twee.csv", ["bo;OCMW;01/01/2025", "an;OCMW;01/06/2026"]),
    ):
        taken(world, staff, csv(rows, head="Gebruiker;Dienst;Van"), name)
    found = store.dimension_files(world.zonderbeke.pk, Kind.STAFF)
    assert len(found) == 1
    assert pq.read_metadata(found[0]).num_rows == 2
    assert len(store.dimension_files(world.zonderbeke.pk, Kind.STAFF, adding=[staff.pk])) == 2
    assert Kind.STAFF not in assembling.lacking(world.zonderbeke, *OCTOBER)


def test_the_raw_file_is_sealed_whole_and_gives_a_number_back_to_a_reveal_only(world: World) -> None:
    where, place = source(world), world.zonderbeke.pk
    data = csv([line(1), line(2)])
    done = taken(world, where, data)
    raw = vault.path(place, done.found.id)
    assert number(2).encode() not in raw.read_bytes()
    with vault.opened(place, done.found.id) as plain:
        assert plain.read() == data
    token = keys.pseudonym(place, number(2))
    assert token is not None
    with scope(world.system, [world.zonderbeke]):
        assert vault.find_number(place, token, *OCTOBER) == number(2)
        assert vault.find_number(place, token + 1, *OCTOBER) is None
        assert vault.find_number(place, token, date(2026, 8, 1), date(2026, 8, 31)) is None


def test_chunks_cannot_be_changed_cut_swapped_or_moved(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    import secrets
    from uuid import uuid4

    monkeypatch.setattr(vault, "CHUNK", 1024)
    place, one, two = world.zonderbeke.pk, uuid4(), uuid4()
    data = secrets.token_bytes(5000)
    for delivery in (one, two):
        vault.seal(place, delivery, date(2026, 11, 5), io.BytesIO(data))
    whole = vault.path(place, one).read_bytes()
    head = len(vault.MAGIC) + 1 + len("vault-2026") + vault.SALT
    piece = 4 + 1024 + vault.TAG
    pieces = [whole[head : head + piece], whole[head + piece : head + 2 * piece], whole[head + 2 * piece :]]
    broken = [
        whole[:head] + pieces[1] + pieces[0] + pieces[2],
        whole[:head] + pieces[0] + pieces[1],
        whole[:head] + pieces[0] + pieces[2],
        whole[:-1] + bytes([whole[-1] ^ 1]),
        vault.path(place, two).read_bytes(),
    ]
    for changed in broken:
        vault.path(place, one).write_bytes(changed)
        with pytest.raises(vault.Damaged), vault.opened(place, one) as plain:
            plain.read()
    vault.path(place, one).write_bytes(whole)
    with vault.opened(place, one) as plain:
        assert plain.read() == data


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
