"""A file of any format as records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader
from typing import IO, Any

from roeland.logs.formats import csvs, jsonl, parquets, syslogs
from roeland.logs.formats.mapping import Reading, fields_of
from roeland.logs.formats.opening import NO_TEXT, PARQUET, Lines, is_data, seekable, unpacked
from roeland.logs.formats.values import Faults, Records, Unreadable
from roeland.logs.values import Format, Kind

SAMPLE = 200  # records looked at to propose a mapping


@contextmanager
def records(stream: IO[bytes], size: int, how: Reading, faults: Faults, now: datetime) -> Iterator[Records]:
    """The records of a file with the columns of the mapping. Raises Unreadable, perhaps while they are taken."""
    with unpacked(stream, size) as (plain, _packed):
        if how.format is Format.PARQUET:
            yield parquets.read(plain, faults, how.columns)
            return
        _text(plain)
        lines = Lines(plain, faults, how.encoding)
        if how.format is Format.CSV:
            yield csvs.read(lines, faults, how.columns, how.separator)
        elif how.format is Format.JSONL:
            yield jsonl.read(lines, faults, how.columns)
        else:
            yield syslogs.read(lines, faults, how.columns, now)


def columns(
    stream: IO[bytes], size: int, form: Format, now: datetime, separator: str = "auto", kind: Kind = Kind.CONSULT
) -> list[str]:
    """The columns or paths that a file has, in the order of the file. Raises Unreadable, also when its first row is no row of names:
    what stands there is somebody's, and must not be shown."""
    try:
        with unpacked(stream, size) as (plain, _packed):
            if form is Format.PARQUET:
                with seekable(plain) as file:
                    found = list(parquets.opened(file).schema_arrow.names)
            else:
                _text(plain)
                found = _in_text(Lines(plain, Faults()), form, now, separator, min(csvs.FEWEST, len(fields_of(kind))))
    except (Unreadable, OSError):
        raise
    except Exception as problem:  # noqa: BLE001 -- whatever a file does, the page of its mapping stays
        raise Unreadable(f"kan niet gelezen worden: onverwachte fout ({type(problem).__name__})") from None
    found = [name for name in found if not NO_TEXT.search(name)]
    if is_data(found):
        raise Unreadable("heeft geen eerste regel met de namen van de kolommen")
    return found


def _text(stream: BufferedReader[Any]) -> None:
    """Raises Unreadable for Parquet where the source says text."""
    if stream.peek(4).startswith(PARQUET):
        raise Unreadable("is Parquet. Zeg bij de bron dat haar bestanden Parquet zijn")


def _in_text(lines: Lines, form: Format, now: datetime, separator: str, fewest: int) -> list[str]:
    if form is Format.CSV:
        return [name for name in csvs.header(iter(lines), separator, fewest)[0] if name]
    found: dict[str, None] = {}
    for number, (_row, text) in enumerate(lines):
        if number >= SAMPLE:
            break
        if form is Format.JSONL and not number:
            jsonl.refuse_list(text)
        found |= dict.fromkeys(_names(text, form, now))
    if not found:
        raise Unreadable("heeft geen enkele regel in deze vorm")
    return [name for name in found if not is_data([name])]


def _names(text: str, form: Format, now: datetime) -> list[str]:
    if form is Format.SYSLOG:
        return [name for name in syslogs.parse(text, now) or {} if name != "message"]
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [path for path in jsonl.paths(found) if path] if isinstance(found, dict) else []
