"""Fields that a mapping asks and no line of a file has: told by name, with the name that comes near. A field that is there and empty is
another thing. So is told which field stops half way, as when a supplier changes his program."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from roeland.logs.formats.opening import NO_TEXT, is_data
from roeland.logs.formats.values import EMPTY, Faults
from roeland.logs.library import fold

SAMPLE = 200  # lines whose names are looked at, to propose one
NEAR = 0.7  # how alike two names are, of 1
STEADY = 0.9  # share of the lines that had a field, up to the last one that had it
TAIL, PART = 20, 0.05  # lines after that one, and their share of all, before it is told
GROUPS = "is in deze rijen geen waarde maar een groep, telt mee zonder dit veld"
STOPS = "staat hier voor het laatst: daarna heeft geen enkele regel dit veld nog"


class Asked:
    """The fields of one file."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.wanted = set(wanted)
        self.had: dict[str, tuple[int, int, int]] = {}  # how many lines had it, which was the last of them, its row
        self.groups: dict[str, tuple[int, int]] = {}  # the first row of such lines, and how many
        self.names: dict[str, None] = {}
        self.lines = 0

    @property
    def learns(self) -> bool:
        """Whether the names of the next line are of use still."""
        return self.lines < SAMPLE

    def see(self, row: int, there: Iterable[str], names: Iterable[str]) -> None:
        """What one line has: the asked fields that are there, and how it calls all of its own."""
        if self.learns:
            self.names |= dict.fromkeys(names)
        self.lines += 1
        for name in there:
            self.had[name] = (self.had[name][0] + 1 if name in self.had else 1, self.lines, row)

    def group(self, row: int, name: str) -> None:
        """A line in which a field is a list or an object."""
        first, count = self.groups.get(name, (row, 0))
        self.groups[name] = (first, count + 1)

    def tell(self, faults: Faults) -> None:
        """At the end of the file."""
        for name in sorted(self.wanted):
            count, last, row = self.had.get(name, (0, 0, 0))
            without = self.lines - last
            if not count:
                faults.lacks(name, meant(name, self.names))
            elif (EMPTY, name) in faults.kinds:  # its rows were left out, and that is told
                continue
            elif name in self.groups:
                first, often = self.groups[name]
                faults.mention(first, GROUPS, name, often)
            elif count >= STEADY * last and without >= max(TAIL, PART * self.lines):
                faults.mention(row, STOPS, name, 1)


def meant(name: str, names: Iterable[str]) -> str:
    """* (bedoel je “insz”?)*, or nothing. What may be somebody's data is no name."""
    folded = {fold(one): one for one in names if one and not is_data([one]) and not NO_TEXT.search(one)}
    near = get_close_matches(fold(name), folded, n=1, cutoff=NEAR)
    return f" (bedoel je “{folded[near[0]]}”?)" if near else ""
