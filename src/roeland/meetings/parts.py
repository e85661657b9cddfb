"""What belongs together on an agenda stands there as one point: a meeting has about eight of them, not one per kind of record."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from roeland.kernel.offers import AgendaPoint
from roeland.ui import dates

PARTS = {
    "checks": (gettext_lazy("Controles en bevindingen"), 30),
    "texts": (gettext_lazy("Documenten en afwijkingen"), 60),
}  # key of the point: its title, its place on the agenda


def grouped(found: Iterable[AgendaPoint]) -> list[AgendaPoint]:
    """The points in order, those of one part as one."""
    alone: list[AgendaPoint] = []
    together: dict[str, list[AgendaPoint]] = {}
    for point in found:
        if point.part in PARTS:
            together.setdefault(point.part, []).append(point)
        else:
            alone.append(point)
    alone += [_one(part, sorted(members, key=lambda one: one.order)) for part, members in together.items()]
    return sorted(alone, key=lambda point: point.order)


def _one(part: str, members: list[AgendaPoint]) -> AgendaPoint:
    """*achterstallige controles: 12, waarvan 4 sinds 28 mei; bevindingen: 2 open*. The title stays the same, whoever is in it today."""
    title, order = PARTS[part]
    lines = tuple(line for one in members for line in one.lines)
    note = "; ".join(f"{_low(one.title)}: {one.note or dates.number(len(one.lines))}" for one in members)
    return AgendaPoint(key=part, title=str(title), note=note, lines=lines, order=order, part=part)


def _low(title: str) -> str:
    """As inside a sentence; what begins with a capital of its own (an abbreviation) keeps it."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
