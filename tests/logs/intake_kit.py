"""Small files of consultations, and what an import made of them."""

import gzip
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq

from roeland.kernel.models import Authority
from roeland.logs import intake, store
from roeland.logs.actions.sources import make_source
from roeland.logs.intake import Taken
from roeland.logs.models import Source
from tests.world import World

HEAD = "Nummer;Datum;Uur;Gebruiker;Rijksregisternummer;Dienst"
FIELDS = {
    "event_id": {"from": ["Nummer"]},
    "ts": {"from": ["Datum", "Uur"]},
    "user_id": {"from": ["Gebruiker"]},
    "citizen": {"from": ["Rijksregisternummer"]},
    "service": {"from": ["Dienst"]},
}


def number(serial: int, born: str = "850730") -> str:
    """A national number that is valid: invented, with a serial number of its own."""
    base = int(f"{born}{serial:03}")
    return f"{base:09}{97 - base % 97:02}"


def line(
    event: int,
    *,
    day: int = 1,
    hour: str = "09:00",
    user: str = "an",
    citizen: str = "",
    service: str = "Rijksregister",
) -> str:
    return f"{event};{day:02}/10/2026;{hour};{user};{citizen or number(event % 900 + 1)};{service}"


def csv(lines: Iterable[str], head: str = HEAD, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join([head, *lines, ""]).encode(encoding)


def source(world: World, authority: Authority | None = None, **more: Any) -> Source:
    """A source of consultations as CSV (default), made by the officer."""
    values: dict[str, Any] = {
        "name": "Rijksregister",
        "kind": "consult",
        "format": "csv",
        "mapping": {"fields": FIELDS},
    }
    return make_source(world.actor("dina"), authority=authority or world.zonderbeke, **{**values, **more})


def taken(world: World, where: Source, data: bytes, name: str = "log.csv") -> Taken:
    return intake.take(world.actor("dina"), where, BytesIO(data), name, how="upload")


def stored(where: Source) -> list[dict[str, Any]]:
    """Every row that counts of a source of consultations, by time."""
    from datetime import date

    paths = store.consult_files(where.authority_id, date(2000, 1, 1), date(2100, 1, 1))
    rows = [
        row for path in paths if f"source={where.pk}" in str(path) for row in pq.ParquetFile(path).read().to_pylist()
    ]
    return sorted(rows, key=lambda row: (row["ts"], row["event_id"]))


def packed(data: bytes) -> bytes:
    return gzip.compress(data, 9)
