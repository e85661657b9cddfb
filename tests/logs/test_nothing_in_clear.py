"""Planted national numbers and names of citizens, through every door and fault: afterwards they are nowhere."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import assembling, intake, keys
from roeland.logs.models import Delivery, Source
from roeland.scrutiny import run
from tests.logs import months
from tests.logs.intake_kit import FIELDS, HEAD, csv, number, source
from tests.world import World, log_in

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
NUMBERS = [number(serial, born) for serial, born in ((17, "850730"), (401, "010203"), (998, "620101"))]
NAMES = ["Vandenborre", "Zwijgelaere"]
BASE = "/zonderbeke/logcontrole"


def spellings() -> list[str]:
    """A number as people and programs write it."""
    found = list(NAMES)
    for one in NUMBERS:
        found += [
            one,
            f"{one[:2]}.{one[2:4]}.{one[4:6]}-{one[6:9]}.{one[9:]}",
            f"{one[:6]}-{one[6:9]}-{one[9:]}",
            f"{one[:6]} {one[6:9]} {one[9:]}",
        ]
        found += [str(int(one))]
    return found


def dirty_csv() -> bytes:
    """Every place where a number or a name can hide: the citizen, free texts, the user, wrong columns, broken rows."""
    head = HEAD + ";Reden;Zoeksleutel;Doel"
    one, two, three = NUMBERS
    rows = [
        f"1;01/10/2026;09:00;an;{one};Rijksregister;attest voor {NAMES[0]};{NAMES[1]};doel",
        f"2;01/10/2026;09:01;{two};{three};dossier van {one};;{two};over {three[:6]}-{three[6:9]}.{three[9:]}",
        f"{three};02/10/2026;09:02;bo {one};{two};Rijksregister;;insz;",
        f"4;{one};09:00;an;{two};x;;;",
        f"5;01/10/2026;09:00;an;{one[:-1]}9;x;{NAMES[0]};;",
        f'6;01/10/2026;09:00;an;{one};"kapot {NAMES[1]};;;',
        f"7;01/10/2026;09:00;an;{one};x",
        f"8;01/10/2031;09:00;an;{one};x;;;",
    ]
    return csv(rows, head=head)


def mapping() -> dict[str, object]:
    return {"fields": {**FIELDS, "stated_reason": "Reden", "search_key": "Zoeksleutel", "purpose": "Doel"}}


@pytest.fixture
def pages(world: World) -> Iterator[list[str]]:
    """What the officer saw."""
    with clock.at(NOW):
        yield []


def test_numbers_and_names_are_nowhere_after_everything(
    world: World,
    pages: list[str],
    data_folder: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    dina, officer = Client(), world.actor("dina")
    log_in(dina, world.accounts["dina"])
    where = source(world, mapping=mapping())
    said: list[str] = []
    dirty = dirty_csv()
    done = intake.take(officer, where, BytesIO(dirty), f"log van {NUMBERS[0]}.csv", how="upload")
    assert done.found.rows == 3
    with suppress(Refused):
        intake.take(officer, where, BytesIO(dirty), "log.csv", how="upload")
    said.append(str(done.found.problems))
    for data in (dirty[:-40], dirty.replace(b";", b"|"), b"PK\x03\x04" + dirty, pa_bytes()[:-30]):
        said.append(intake.take(officer, where, BytesIO(data), "kapot.csv", how="upload").refused)
    staff = source(
        world,
        name="Personeel",
        kind="staff",
        mapping={"fields": {"user_id": "Wie", "from_ts": "Van", "own": "Nr", "surname": "Naam", "street": "Straat"}},
    )
    intake.take(
        officer,
        staff,
        BytesIO(csv([f"an;01/01/2025;{NUMBERS[0]};{NAMES[0]};{NAMES[1]}straat"], head="Wie;Van;Nr;Naam;Straat")),
        "staf.csv",
        how="upload",
    )
    for kind, fields, cells in (
        (
            "household",
            {"citizen": "Nr", "house": "Adres", "from_ts": "Van"},
            f"{NUMBERS[0]};{NAMES[0]}straat 1;01/01/2020",
        ),
        ("watch", {"citizen": "Nr"}, f"{NUMBERS[1]};{NAMES[1]};"),
    ):
        where_too = source(world, name=kind, kind=kind, mapping={"fields": fields})
        said.append(
            str(
                intake.take(
                    officer, where_too, BytesIO(csv([cells, "x;y;z"], head="Nr;Adres;Van")), "l.csv", how="upload"
                )
            )
        )
    lines = source(world, name="json", format="jsonl", mapping={"fields": {"ts": "t", "user_id": "u", "citizen": "c"}})
    text = (
        json.dumps({"t": "2026-10-03T10:00:00", "u": "an", "c": NAMES[0]})
        + "\n"
        + json.dumps({"t": NUMBERS[1], "u": "an", "c": NUMBERS[1]})
    )
    intake.take(officer, lines, BytesIO(text.encode()), "log.jsonl", how="upload")
    walk(world, dina, where, dirty, pages)
    with assembling.folder(world.zonderbeke, date(2026, 10, 1), date(2026, 10, 31)) as folder:
        out = tmp_path / "out"
        with suppress(run.CannotRun):
            run.check(folder, out, key=keys.pseudonym_key(world.zonderbeke.pk), now=NOW)
        files = [path for path in (*folder.rglob("*"), *out.rglob("*")) if path.is_file()]
        look(files)
    look(path for path in data_folder.rglob("*") if path.is_file())
    look(path for path in data_folder.with_name("data-logkeys").rglob("*") if path.is_file())
    shown = capfd.readouterr()
    for place, words in {
        "database": dump(),
        "pages": "\n".join(pages),
        "errors": "\n".join(said),
        "log": caplog.text,
        "console": shown.out + shown.err,
    }.items():
        assert clean(words) == [], place


def walk(world: World, dina: Client, where: Source, dirty: bytes, pages: list[str]) -> None:
    """Every page of sources, also while a file waits and when typing goes wrong."""
    other = dirty.replace(b"\r\n1;", b"\r\n11;")
    dina.post(f"{BASE}/bronnen/{where.pk}/bestand/", {"file": SimpleUploadedFile("log.csv", other)})
    bare = "\r\n".join(dirty.decode("utf-8-sig").split("\r\n")[1:]).encode()  # without a row of names
    nameless = source(world, name="naamloos", mapping=None)
    dina.post(f"{BASE}/bronnen/{nameless.pk}/bestand/", {"file": SimpleUploadedFile("log.csv", bare)})
    for page in ("lezen/", "nakijken/"):
        pages.append(dina.get(f"{BASE}/bronnen/{nameless.pk}/{page}").content.decode())
    dina.post(f"{BASE}/bronnen/{where.pk}/bestand/", {"file": SimpleUploadedFile("log.csv", other)})
    addresses = ["bronnen/", "gebruikers/"]
    addresses += [f"bronnen/{where.pk}/{page}" for page in ("", "lezen/", "nakijken/", "brief/", "aanpassen/")]
    with scope(world.system, [world.zonderbeke]):
        addresses += [f"bestanden/{row.pk}/" for row in Delivery.objects.all()]
    for address in addresses:
        answer = dina.get(f"{BASE}/{address}")
        assert answer.status_code in {200, 422}, address
        pages.append(answer.content.decode())
    form = {"month": "2026-11", "regel-TOTAL_FORMS": "25", "regel-INITIAL_FORMS": "0"}
    first = {"regel-0-user": f"an {NUMBERS[1]}", "regel-0-at": "2026-11-03T10:00", "regel-0-citizen": NUMBERS[0]}
    rest = {
        "regel-0-service": f"RR {NUMBERS[2]}",
        "regel-0-wrong": "on",
        "regel-0-note": f"geen dossier van {NUMBERS[0]}",
    }
    with clock.at(datetime(2026, 12, 2, 9, tzinfo=UTC)):  # of November there is no file
        months.conditions(world)
        answer = dina.post(
            f"{BASE}/op-papier/", {**form, **first}
        )  # a number where the account belongs, and one that is never sent back
        assert answer.status_code == 422
        pages.append(
            answer.content.decode().replace(f"an {NUMBERS[1]}", "")
        )  # what was typed as the account stands in its own field
        answer = dina.post(f"{BASE}/op-papier/", {**form, **first, **rest, "regel-0-user": "an"})
        assert answer.status_code == 422, "a number in a free text is refused"
        clean_rest = {**rest, "regel-0-service": "RR", "regel-0-note": "geen dossier"}
        answer = dina.post(f"{BASE}/op-papier/", {**form, **first, **clean_rest, "regel-0-user": "an"})
        assert answer.status_code == 302
        for page in ("2026-11/", "2026-11/steekproef/"):
            answer = dina.get(f"{BASE}/{page}")
            assert answer.status_code == 200, page
            pages.append(answer.content.decode())


def pa_bytes() -> bytes:
    box = io.BytesIO()
    pq.write_table(pa.table({"Nummer": [1], "Rijksregisternummer": [NUMBERS[0]]}), box, compression="none")
    return box.getvalue()


def dump() -> str:
    """Every row of the database as text."""
    if connection.vendor == "sqlite":
        return "\n".join(connection.connection.iterdump())
    rows: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [" ".join(_words(value) for value in row) for row in cursor.fetchall()]
    assert len(rows) > 100
    return "\n".join(rows)


def _words(value: object) -> str:
    """A cell as it would be read: payloads of the ledger are bytes."""
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def clean(words: str) -> list[str]:
    return [one for one in spellings() if one.lower() in words.lower()]


def look(paths: Iterator[Path] | list[Path]) -> None:
    """Raw bytes, and what stands packed inside Parquet."""
    seen = 0
    for path in paths:
        seen += 1
        data = path.read_bytes()
        assert clean(data.decode("latin-1")) == [], path.name
        if path.suffix == ".parquet":
            table = pq.ParquetFile(path).read()
            for column in table.column_names:
                kind = table.schema.field(column).type
                values = (
                    [str(value) for value in table.column(column).to_pylist() if value is not None]
                    if not pa.types.is_timestamp(kind)
                    else []
                )
                assert clean("\n".join(values)) == [], (path.name, column)
    assert seen


def test_the_test_would_see_it(world: World, data_folder: Path, tmp_path: Path) -> None:
    """It can fail: a number in a Parquet file and one in a text are found."""
    bad = tmp_path / "bad.parquet"
    pq.write_table(pa.table({"service": [f"dossier van {NUMBERS[0]}"]}), bad, compression="zstd")
    with pytest.raises(AssertionError):
        look([bad])
    assert clean(f"x {NAMES[0].upper()} y")
