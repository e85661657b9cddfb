"""What the pages of an import say of a file that does not fit: the reason, the field by its Dutch name, and what to do next."""

import html
import json
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from roeland.kernel.scope import scope
from tests.logs.intake_kit import csv, line, number, source, taken
from tests.logs.test_source_pages import BASE, _now, dina, upload  # noqa: F401 -- fixtures
from tests.world import World

REST = {
    "zone": "Europe/Brussels",
    "dates": "auto",
    "encoding": "auto",
    "separator": "auto",
    "decimal": ",",
    "adds": "on",
}
LINES = [
    {"id": f"K{n}", "wanneer": "2026-10-01T09:00:00Z", "gebruiker": "an", "burger": {"insz": number(n)}} for n in (1, 2)
]


def rows() -> bytes:
    return "\n".join(json.dumps(one) for one in LINES).encode()


def test_a_file_without_columns_says_why(world: World, dina: Client) -> None:  # noqa: F811
    where = source(world, format="jsonl", mapping={})
    address = upload(dina, where, json.dumps(LINES, indent=1).encode(), "lijst.json")
    page = dina.get(address).content.decode()
    assert "lijst.json is één JSON-lijst. Vraag het bestand als JSON per regel (JSON Lines)." in page
    assert f'href="{BASE}/bronnen/{where.pk}/bestand/"' in page
    where = source(world, name="Parket", format="parquet", mapping={})
    page = dina.get(upload(dina, where, b"PAR1 zonder einde", "af.parquet")).content.decode()
    assert "af.parquet is geen Parquet, of het einde ontbreekt." in page


def test_another_kind_of_file_is_proposed_anew(world: World, dina: Client) -> None:  # noqa: F811
    where = source(world, mapping={})
    address = upload(dina, where, rows(), "okt.jsonl")
    page = dina.post(address, {"format": "jsonl", **REST})
    assert page.status_code == 200
    for words in ('value="wanneer"', 'value="gebruiker"', 'value="burger.insz"', 'value="jsonl" selected'):
        assert words in page.content.decode(), words


def test_the_kind_of_a_first_file_is_proposed(world: World, dina: Client) -> None:  # noqa: F811
    """A new source says CSV until somebody chose: a file that is Parquet, or JSON per line, says it itself."""
    table = pa.Table.from_pylist([{**one, "burger": one["burger"]["insz"]} for one in LINES])
    made = BytesIO()
    pq.write_table(table, made)
    for name, sent, kind, column in (
        ("a.parquet", made.getvalue(), "parquet", "burger"),
        ("a.txt", rows(), "jsonl", "burger.insz"),
    ):
        where = source(world, name=name, mapping={})
        page = dina.get(upload(dina, where, sent, name)).content.decode()
        for words in (f'value="{kind}" selected', 'value="wanneer"', f'value="{column}"'):
            assert words in page, (name, words)
    where = source(world, name="mapped")
    upload(dina, where, rows(), "a.txt")
    page = dina.get(f"{BASE}/bronnen/{where.pk}/lezen/").content.decode()
    assert 'value="csv" selected' in page, "what was said of a source is not said again"


def test_a_field_that_must_be_there_is_asked_beside_it(world: World, dina: Client) -> None:  # noqa: F811
    where = source(world, mapping={})
    address = upload(dina, where, csv([line(1)]))
    answer = dina.post(address, {"format": "csv", "f_ts": "Datum + Uur", "f_user_id": "Gebruiker", **REST})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Schrijf uit welke kolom dit komt." in page
    assert "“citizen”" not in page
    assert "Eén veld vraagt nog iets." in page


def test_a_file_that_came_before_says_so_first(world: World, dina: Client) -> None:  # noqa: F811
    where = source(world)
    taken(world, where, csv([line(1)]))
    page = dina.get(upload(dina, where, csv([line(1)]), "nog eens.csv")).content.decode()
    assert "Elke bruikbare rij van dit bestand is al geïmporteerd." in page
    page = dina.get(upload(dina, where, csv([line(1), line(2)]), "meer.csv")).content.decode()
    assert "al geïmporteerd" not in page
    assert "Belgische tijd" in dina.get(f"{BASE}/bronnen/{where.pk}/").content.decode()


def test_the_page_says_how_files_of_a_kind_usually_follow_each_other(world: World, dina: Client) -> None:  # noqa: F811
    """A next month of appointments adds to the one before, a next staff list replaces it; of consultations nobody is asked."""
    pages = {}
    for kind in ("consult", "appointments", "staff"):
        where = source(world, name=kind, kind=kind, mapping={})
        pages[kind] = dina.get(f"{BASE}/bronnen/{where.pk}/lezen/").content.decode()
    assert 'name="adds"' not in pages["consult"]
    ticked = {kind: "checked" in page.partition('name="adds"')[2].partition(">")[0] for kind, page in pages.items()}
    assert ticked == {"consult": False, "appointments": True, "staff": False}
    assert 'name="adds"' in pages["staff"]


def test_consultations_add_to_each_other_whatever_is_sent(world: World, dina: Client) -> None:  # noqa: F811
    fields = {"f_ts": "Wanneer", "f_citizen": "Wie", "f_user_id": "Door"}
    said = {"format": "csv", **{name: value for name, value in REST.items() if name != "adds"}}
    where = source(world, name="Log", mapping={})
    dina.post(f"{BASE}/bronnen/{where.pk}/lezen/", {**said, **fields})
    with scope(world.system, [world.zonderbeke]):
        where.refresh_from_db()
    assert where.mapping["adds"] is True


def test_an_empty_file_is_named_without_the_number_in_its_name(world: World, dina: Client) -> None:  # noqa: F811
    where, empty = source(world), SimpleUploadedFile(f"export {number(1)} 'okt'.csv", b"")
    page = dina.post(f"{BASE}/bronnen/{where.pk}/bestand/", {"file": empty})
    assert page.status_code == 422
    text = html.unescape(page.content.decode())
    assert "export [nummer] 'okt'.csv is leeg. Kies een ander bestand, of vraag het opnieuw." in text
    assert number(1) not in text


def test_a_list_that_begins_with_an_object_is_called_a_list(world: World) -> None:
    paths = {"ts": "wanneer", "user_id": "gebruiker", "citizen": "burger.insz"}
    where = source(world, format="jsonl", mapping={"fields": paths})
    data = ("[" + ",\n".join(json.dumps(one) for one in LINES) + "]").encode()
    assert "is één JSON-lijst" in taken(world, where, data, "lijst.json").refused
