"""What the engine speaks of: problems it met, what a run gave, and why it could not run."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ABSENT = frozenset(
    {"", "NULL", "\\N", "NaN"}
)  # what databases and programs write in a text for a value that is not there
CROWD = 20  # people that a tie must fit before it is named


class CannotRun(Exception):
    """No run is possible; the text is Dutch and holds no value from a file."""


class BadKey(CannotRun):
    """The key is absent or too short."""


@dataclass(frozen=True)
class Problem:
    """Something in a file that was left out. `row` is the first one (1 is the line of names in a CSV, the first row in Parquet)."""

    file: str
    text: str
    column: str = ""
    row: int | None = None
    count: int = 0

    def __str__(self) -> str:
        where = self.file
        where += f", rij {self.row}" if self.row is not None else ""
        where += f", kolom {self.column}" if self.column else ""
        more = f" ({self.count} rijen)" if self.count > 1 else ""
        return f"{where}: {self.text}{more}"

    def data(self) -> dict[str, Any]:
        return {"file": self.file, "column": self.column, "row": self.row, "count": self.count, "text": self.text}


@dataclass
class Loaded:
    """What reading gave: tables that are there (with their columns), problems, hashes of files."""

    tables: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def has(self, table: str, *columns: str) -> bool:
        return not self.lacks(table, *columns)

    def lacks(self, table: str, *columns: str) -> list[str]:
        """The table when it is not there, else those of these columns that are not, each as `table.column`."""
        if table not in self.tables:
            return [table]
        return [f"{table}.{column}" for column in columns if column not in self.tables[table]]


@dataclass(frozen=True)
class Outcome:
    """A finished run: the summary as written, and where."""

    summary: dict[str, Any]
    out: Path
