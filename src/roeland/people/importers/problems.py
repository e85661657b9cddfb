"""What is wrong with a file, said so that somebody with Excel can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault in one cell. `line` is the row number as Excel shows it; `column` is letter and title ("F Rol")."""

    file: str
    what: str
    advice: str = ""
    line: int | None = None
    column: str = ""
    found: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (self.file, f"rij {self.line}" if self.line else "", f"kolom {self.column}" * bool(self.column))
            if part
        )
        found = f" Er staat “{self.found}”." if self.found else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{where}: {self.what}.{found}{advice}"


class UnreadableFileError(Exception):
    """The file as a whole cannot be used; carries the one problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
