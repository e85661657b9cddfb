"""The examples that stand beside a rule, run through the whole engine: a rule that breaks its own examples must not go live."""

import csv
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from roeland.scrutiny.layouts import CITIZEN, LAYOUTS, TOKEN, USER
from roeland.scrutiny.rulebook import Explanation, Flag, Rulebook
from roeland.scrutiny.run import check
from roeland.scrutiny.writing import VERDICTS

STAFF = [  # an and bo are in team a, cy in b; mo went from a to b on 1 February 2026
    {"user_id": "an", "team": "a", "from_ts": "2025-01-01"}, {"user_id": "bo", "team": "a", "from_ts": "2025-01-01"},
    {"user_id": "cy", "team": "b", "from_ts": "2025-01-01"}, {"user_id": "mo", "team": "a", "from_ts": "2025-01-01", "to_ts": "2026-02-01"},
    {"user_id": "mo", "team": "b", "from_ts": "2026-02-01"},
]  # fmt: skip
KEY = b"only for examples of rules"
NOW = datetime(2027, 1, 1, tzinfo=UTC)


def holds(book: Rulebook, rule: Explanation, example: dict[str, Any]) -> bool:
    """Whether one example comes out as it says; its `consult`: what else is in the log."""
    tables = {name: rows for name, rows in example.items() if name in LAYOUTS}
    others = enumerate(tables.pop("consult", []), start=2)
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        first = {"event_id": 1, "service": "", **example["event"]}
        write(where / "consult.csv", [first, *({"event_id": number, **row} for number, row in others)])
        for name, rows in {"staff": STAFF, **tables}.items():
            write(where / f"{name}.csv", rows)
        check(where, where / "out", key=KEY, now=NOW, book=alone(book))
        given = pq.read_table(where / "out" / VERDICTS).to_pylist()[0]["explained_by"]
    return bool((given == rule.id) == bool(example["must"]))


def alone(book: Rulebook) -> Rulebook:
    """The rules without what they ask of all consultations together: an example is one."""
    alike = tuple(replace(rule, beyond_chance=False) for rule in book.explanations)
    return replace(book, explanations=alike, crowd=0)


def marks(book: Rulebook, flag: Flag, example: dict[str, Any]) -> bool:
    """Whether one example of a flag comes out: it must mark the last event, or it must mark none."""
    tables = {name: rows for name, rows in example.items() if name in LAYOUTS}
    rows = [row for event in example["events"] for row in repeated(event)]
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        write(where / "consult.csv", [{**row, "event_id": number} for number, row in enumerate(rows, start=1)])
        for name, listed in {"staff": STAFF, **tables}.items():
            write(where / f"{name}.csv", listed)
        check(where, where / "out", key=KEY, now=NOW, book=replace(book, crowd=0))
        found = {
            row["event_id"]: flag.id in row["flags"] for row in pq.read_table(where / "out" / VERDICTS).to_pylist()
        }
    return found[len(rows)] if example["must"] else not any(found.values())


def repeated(event: dict[str, Any]) -> list[dict[str, Any]]:
    """An event as often as its `again` says: so many minutes later, about the citizen so many numbers on."""
    again = event.get("again", {"times": 1, "minutes": 0, "citizens": 0})
    first = {name: value for name, value in event.items() if name != "again"}
    start = datetime.fromisoformat(str(event["ts"]))
    return [
        first
        | {
            "ts": (start + timedelta(minutes=k * again["minutes"])).isoformat(),
            "citizen": event["citizen"] + k * again["citizens"],
        }
        for k in range(again["times"])
    ]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, names, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def broken(book: Rulebook) -> list[tuple[Explanation, dict[str, Any]]]:
    """The examples that do not come out as they say.

    All of them are run at once, each with people, teams and citizens of its own; what fails there is run once more by itself, because
    services named by one example are known to all the others.
    """
    pairs = [(rule, example) for rule in book.explanations for example in rule.examples]
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        for name, rows in together([example for _rule, example in pairs]).items():
            write(where / f"{name}.csv", rows)
        check(where, where / "out", key=KEY, now=NOW, book=alone(book))
        rows = pq.read_table(where / "out" / VERDICTS).to_pylist()
    given = {row["event_id"]: row["explained_by"] for row in rows}
    doubted = [pair for place, pair in enumerate(pairs, 1) if (given.get(place) == pair[0].id) != bool(pair[1]["must"])]
    return [(rule, example) for rule, example in doubted if not holds(book, rule, example)]


def unmarked(book: Rulebook, before: Rulebook | None = None) -> list[tuple[Flag, dict[str, Any]]]:
    """The examples of flags that do not come out as they say.

    All of them are run at once, like those of explanations. By itself is run what fails there, and every example of a flag that is not as
    in `before`: windows and habits look at everybody, so that in one world an example may come out because of the others.
    """
    pairs = [(flag, example) for flag in book.flags for example in flag.examples]
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        events = [[row for event in example["events"] for row in repeated(event)] for _flag, example in pairs]
        tables = together([{**example, "events": rows} for (_flag, example), rows in zip(pairs, events, strict=True)])
        for name, rows in tables.items():
            write(where / f"{name}.csv", rows)
        check(where, where / "out", key=KEY, now=NOW, book=replace(book, crowd=0))
        found = {row["event_id"]: row["flags"] for row in pq.read_table(where / "out" / VERDICTS).to_pylist()}
    same = before.flags if before else ()
    doubted, number = [], 0
    for (flag, example), rows in zip(pairs, events, strict=True):
        given = [flag.id in found.get(number + place, ()) for place in range(1, len(rows) + 1)]
        number += len(rows)
        if (given[-1] if example["must"] else not any(given)) and flag in same:
            continue
        doubted.append((flag, example))
    return [(flag, example) for flag, example in doubted if not marks(book, flag, example)]


def together(examples: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The tables of all examples in one: whatever names somebody or something gets the number of its example. Events are numbered from 1
    in the order of the examples (`event`, or each of `events`)."""
    tables: dict[str, list[dict[str, Any]]] = {}
    number = 0
    for place, example in enumerate(examples, 1):
        own = {name: rows for name, rows in example.items() if name in LAYOUTS}
        events = example.get("events") or [example["event"]]
        consult = [{"service": "", **event, "event_id": number + nth} for nth, event in enumerate(events, 1)]
        number += len(events)
        for name, rows in {"staff": STAFF, **own, "consult": consult}.items():
            kinds = LAYOUTS[name].columns
            tables.setdefault(name, []).extend(
                {column: apart(value, column, kinds.get(column, ""), place) for column, value in row.items()}
                for row in rows
            )
    return tables


def apart(value: Any, column: str, kind: str, place: int) -> Any:
    if kind in {CITIZEN, TOKEN} and isinstance(value, int):
        return value + place * 10_000
    named = kind in {USER, CITIZEN, TOKEN} or column in {"team", "ip", "dossier_id", "dossier_ref"}
    return f"{value}-{place}" if value is not None and named else value
