"""The answer of a rule: `Allowed`, or `Denied` with a reason that the screen can show (Dutch)."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    reason: str

    def __bool__(self) -> bool:
        return False


Decision: TypeAlias = Allowed | Denied
ALLOWED = Allowed()
