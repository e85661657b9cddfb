"""What reading a file gives: records, and what is wrong with some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LONGEST_LINE = 1_000_000  # bytes
MOST_FAULTS = 60  # kinds of faults that are told; the rest is counted
SKIPPED = ", rij overgeslagen"
EMPTY = "leeg" + SKIPPED


class Unreadable(Exception):
    """This file cannot be read at all; the text is Dutch and holds no value from it."""


@dataclass(frozen=True)
class Record:
    """One row of a file. `row`: from 1; in a CSV row 1 is the line of names. `fields`: by column or path; only what was asked."""

    row: int
    fields: dict[str, Any]


@dataclass
class Faults:
    """What was left out, by kind and column: first row and count."""

    kinds: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    count: int = 0
    lacking: list[str] = field(default_factory=list)  # needed fields that no line has, as they are told

    def add(self, row: int, text: str, column: str = "", count: int = 1) -> None:
        self.count += count
        first, number = self.kinds.get((text, column), (row, 0))
        if number or len(self.kinds) < MOST_FAULTS:
            self.kinds[text, column] = (first, number + count)

    def mention(self, row: int, text: str, column: str, count: int) -> None:
        """Something about rows that count all the same."""
        first, number = self.kinds.get((text, column), (row, 0))
        self.kinds[text, column] = (first, number + count)

    def lacks(self, column: str, meant: str) -> None:
        """No line has this field: said instead of *leeg*. `meant`: a name that comes near, as it is told."""
        _row, count = self.kinds.pop((EMPTY, column), (0, 0))
        self.kinds[f"geen enkele regel heeft dit veld{meant}{SKIPPED if count else ''}", column] = (0, count)
        self.lacking += [f"“{column}”{meant}"] if count else []

    def note(self, text: str) -> None:
        """Something about the whole file; no row was left out for it."""
        self.kinds.setdefault((text, ""), (0, 0))

    def told(self, file: str) -> list[dict[str, Any]]:
        """As a delivery keeps it: {file, text, column, row, count}; row 0 is about the whole file."""
        return [
            {"file": file, "text": text, "column": column, "row": row, "count": count}
            for (text, column), (row, count) in self.kinds.items()
        ]


Records = Iterator[Record]


def parted(problems: Iterable[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """What is wrong as sentences: what left rows out, and what was noticed of the file or of rows that count. Whatever leaves rows out says
    so in its own words."""
    parts: tuple[list[str], list[str]] = ([], [])
    for problem in problems:
        parts["overgeslagen" not in problem["text"]].append(sentence(problem))
    return parts


def sentence(problem: dict[str, Any]) -> str:
    """*raadplegingen.csv, rij 12, kolom Tijdstip: geen geldig tijdstip (3 rijen)*"""
    where = str(problem["file"])
    where += f", rij {problem['row']}" if problem["row"] else ""
    where += f", kolom {problem['column']}" if problem["column"] else ""
    more = f" ({problem['count']} rijen)" if problem["count"] > 1 else ""
    return f"{where}: {problem['text']}{more}"
