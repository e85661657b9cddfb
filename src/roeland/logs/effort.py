"""What a control asks of the officer, in minutes, and where the list is cut. Pure; every figure stands in `data/effort.yaml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from roeland.kernel.shipped import parsed

SIGNIFICANCE = 0.05  # of the claim: 95 % confidence
STEPS = 60  # halvings of the interval


@cache
def data() -> dict[str, Any]:
    """effort.yaml, read once."""
    found: dict[str, Any] = parsed(
        resources.files("roeland.logs").joinpath("data/effort.yaml").read_text(encoding="utf-8")
    )
    return found


def seconds(work: str) -> float:
    """How long one thing of this kind takes: read, type, click, think."""
    row, paces = data()["work"][work], data()["paces"]
    reading = row["read"] / paces["read_words_per_minute"]["value"] * 60
    typing = row["typed"] / paces["type_words_per_minute"]["value"] * 60
    return float(reading + typing + row["clicks"] * paces["click_seconds"]["value"] + row["thought"])


def sample_size(minutes: int, explained: int) -> int:
    """How many explained consultations are drawn: a share of the minutes, between the least and the most, and no more than there are."""
    row = data()["sample"]
    wanted = int(minutes * 60 * float(row["share"]) / seconds("sample"))
    return min(explained, max(int(row["least"]), min(int(row["most"]), wanted)))


@dataclass(frozen=True)
class Item:
    """A case as the cut sees it: `alike` is the group that is decided in one go, `queue` whose list it stands on."""

    key: Hashable
    alike: str = ""
    queue: Hashable = None


@dataclass(frozen=True)
class Cut:
    """Which cases are shown, and the minutes that the first queue (of the officer) asks, rounded up."""

    shown: frozenset[Hashable]
    minutes: int
    questions: int


def cut(items: Iterable[Item], *, minutes: int, sampled: int) -> Cut:
    """Go down the ranking until the minutes or the questions are used up, per queue: a group of alike cases is one question.

    What follows the first line that does not fit is not shown, so nobody jumps the ranking; but a case of a shown group is.
    """
    lines: dict[Hashable, list[list[Item]]] = {}
    groups: dict[tuple[Hashable, str], list[Item]] = {}
    for item in items:
        group = groups.get((item.queue, item.alike)) if item.alike else None
        if group is not None:
            group.append(item)
            continue
        group = [item]
        lines.setdefault(item.queue, []).append(group)
        if item.alike:
            groups[item.queue, item.alike] = group
    fixed = seconds("run") + sampled * seconds("sample")
    shown: set[Hashable] = set()
    spent, questions = fixed, 0
    for queue, found in lines.items():
        taken, used = _fitting(found, minutes * 60 - (fixed if queue is None else 0))
        shown |= {item.key for group in taken for item in group}
        if queue is None:
            spent, questions = fixed + used, len(taken)
    return Cut(frozenset(shown), -int(-spent // 60), questions)


def left(lines: Iterable[Hashable], sampled: int) -> int:
    """The minutes, rounded up, of what waits still: of each case the line that decides it (alike ones share it), and how much of the sample."""
    groups = Counter(lines)
    decided = len(groups) * seconds("case") + (groups.total() - len(groups)) * seconds("alike")
    return -int(-(decided + sampled * seconds("sample")) // 60)


def _fitting(lines: Sequence[list[Item]], budget: float) -> tuple[list[list[Item]], float]:
    used, taken = 0.0, []
    for group in lines[: data()["most_questions"]]:
        cost = seconds("case") + (len(group) - 1) * seconds("alike")
        if used + cost > budget:
            break
        used += cost
        taken.append(group)
    return taken, used


def upper_bound(checked: int, wrong: int) -> float:
    """The share of faults that is not exceeded with 95 % confidence (Clopper-Pearson, one-sided; without a fault about 3 / n)."""
    if checked <= wrong or not checked:
        return 1.0
    low, high = wrong / checked, 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(checked, wrong, middle) > SIGNIFICANCE else (low, middle)
    return high


def _at_most(checked: int, wrong: int, share: float) -> float:
    """The chance of at most `wrong` faults in `checked` draws."""
    term = total = (1 - share) ** checked
    for found in range(wrong):
        term *= (checked - found) / (found + 1) * share / (1 - share) if share < 1 else 0.0
        total += term
    return total


def one_in(checked: int, wrong: int) -> int:
    """*minder dan 1 op N*; 0 when that says nothing (fewer than 1 in 2 is no claim)."""
    found = int(1 / upper_bound(checked, wrong))
    return found if found > 1 else 0
