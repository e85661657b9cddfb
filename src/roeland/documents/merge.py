"""Bringing together two texts that were written on the same one. Pure.

Line by line, as `diff3` does it: what only one of both changed is taken; what both changed differently is a clash.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Merged:
    """`text` is both together; where they clash it has theirs first and mine under it. `clashes` counts those places."""

    text: str
    clashes: int


@dataclass(frozen=True)
class _Hunk:
    """Lines `start` to `end` of the base became `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def _hunks(base: list[str], changed: list[str]) -> list[_Hunk]:
    found = SequenceMatcher(None, base, changed, autojunk=False).get_opcodes()
    return [_Hunk(a, b, tuple(changed[c:d])) for tag, a, b, c, d in found if tag != "equal"]


def _touch(one: _Hunk, other: _Hunk) -> bool:
    """Whether two changes are about the same lines, or insert at the same place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def merge(base: str, theirs: str, mine: str) -> Merged:
    """Both texts together, taking each change that only one of them made."""
    lines = base.split("\n")
    left, right = _hunks(lines, theirs.split("\n")), _hunks(lines, mine.split("\n"))
    out: list[str] = []
    at = clashes = 0
    while left or right:
        group_left, group_right, start, end = _group(left, right)
        out += lines[at:start]
        ours, yours = _applied(lines, group_left, start, end), _applied(lines, group_right, start, end)
        out += ours if group_left else yours
        if group_left and group_right and ours != yours:
            out += yours
            clashes += 1
        at = end
    return Merged("\n".join(out + lines[at:]), clashes)


def _group(left: list[_Hunk], right: list[_Hunk]) -> tuple[list[_Hunk], list[_Hunk], int, int]:
    """Take the first change of either side, with every change of both that touches it, out of the lists."""
    first = left if left and (not right or left[0].start <= right[0].start) else right
    taken = [first.pop(0)]
    sides: dict[bool, list[_Hunk]] = {True: [], False: []}
    sides[first is left].append(taken[0])
    grown = True
    while grown:
        grown = False
        for is_left, side in ((True, left), (False, right)):
            while side and any(_touch(side[0], hunk) for hunk in taken):
                hunk = side.pop(0)
                taken.append(hunk)
                sides[is_left].append(hunk)
                grown = True
    return sides[True], sides[False], min(h.start for h in taken), max(h.end for h in taken)


def _applied(lines: list[str], hunks: list[_Hunk], start: int, end: int) -> list[str]:
    """Lines `start` to `end` of the base after these changes."""
    out: list[str] = []
    at = start
    for hunk in hunks:
        out += [*lines[at : hunk.start], *hunk.lines]
        at = hunk.end
    return out + lines[at:end]
