"""Small folders for the log control: rows in, verdicts out."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from roeland.scrutiny import run
from roeland.scrutiny.examples import write

KEY = b"a key for tests only, 16 or more"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
Verdicts = dict[Any, tuple[str | None, list[str]]]
WORK = {  # a Tuesday morning; an and bo are in team a
    "consult": [
        {
            "event_id": 1,
            "ts": "2026-03-10T09:00:00",
            "user_id": "an",
            "citizen": 100,
            "service": "RR",
            "ip": "10.0.0.1",
            "search_key": "insz",
        }
    ],
    "staff": [
        {
            "user_id": "an",
            "team": "a",
            "from_ts": "2025-01-01",
            "to_ts": "",
            "own": 7,
            "house": 70,
            "street": 700,
            "surname": 7000,
        },
        {
            "user_id": "bo",
            "team": "a",
            "from_ts": "2025-01-01",
            "to_ts": "",
            "own": 8,
            "house": 80,
            "street": 800,
            "surname": 8000,
        },
    ],
}


def verdicts(out: Path) -> Verdicts:
    rows = pq.read_table(out / run.writing.VERDICTS).to_pylist()
    return {row["event_id"]: (row["explained_by"], row["flags"]) for row in rows}


def cases(out: Path) -> list[dict[str, str]]:
    with (out / run.writing.CASES).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def summary(out: Path) -> dict[str, Any]:
    found = json.loads((out / run.writing.SUMMARY).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def made(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    """A folder of CSV files: the usual staff and one consultation, but for what is given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {**WORK, **tables}.items():
        write(folder / f"{name}.csv", rows)
    return folder


def checked(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    out = folder / "out"
    run.check(made(folder, **tables), out, key=KEY, now=NOW)
    return out


def events(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**WORK["consult"][0], "event_id": number, **row} for number, row in enumerate(rows, start=1)]
