"""Fields that a mapping asks and no line of a file has: told by name, with the name that comes near. A field that is there and empty is
another thing."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from roeland.logs.formats.opening import NO_TEXT, is_data
from roeland.logs.formats.values import Faults
from roeland.logs.library import fold

SAMPLE = 200  # lines whose names are looked at, to propose one
NEAR = 0.7  # how alike two names are, of 1


class Asked:
    """The fields of one file: `lacking` are those that no line had so far."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.lacking = set(wanted)
        self.names: dict[str, None] = {}
        self.lines = 0

    @property
    def learns(self) -> bool:
        """Whether the names of the next line are of use still."""
        return self.lines < SAMPLE

    def see(self, there: Iterable[str], names: Iterable[str]) -> None:
        """What one line has: the asked fields that are there, and how it calls all of its own."""
        self.lacking.difference_update(there)
        if self.learns:
            self.names |= dict.fromkeys(names)
        self.lines += 1

    def tell(self, faults: Faults) -> None:
        """At the end of the file."""
        for name in sorted(self.lacking):
            faults.lacks(name, meant(name, self.names))


def meant(name: str, names: Iterable[str]) -> str:
    """* (bedoel je “insz”?)*, or nothing. What may be somebody's data is no name."""
    folded = {fold(one): one for one in names if one and not is_data([one]) and not NO_TEXT.search(one)}
    near = get_close_matches(fold(name), folded, n=1, cutoff=NEAR)
    return f" (bedoel je “{folded[near[0]]}”?)" if near else ""
