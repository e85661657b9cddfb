"""What changed between two versions: two columns on a wide screen, one running text on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents import actions, queries
from roeland.documents.diff import Change, Difference, Row, Segment, Unit, compare
from roeland.documents.models import Comment, Version
from roeland.documents.queries import Standing
from roeland.documents.rules import P
from roeland.documents.values import IN_WORK
from roeland.documents.web import registry, state
from roeland.documents.web.common import address, banner, standing_or_404, status_of
from roeland.kernel.http import Request
from roeland.kernel.page import page
from roeland.ui import dates

QUOTED = 60  # letters by which a remark finds its paragraph


@dataclass(frozen=True)
class Line:
    """A row as the page shows it. `number` counts the changes; `running` is both sides in one text."""

    kind: str
    unit: str = ""
    left: tuple[Segment, ...] = ()
    right: tuple[Segment, ...] = ()
    running: tuple[Segment, ...] = ()
    units: tuple[Unit, ...] = ()
    folded: bool = False
    number: int = 0
    current: bool = False
    comments: list[Comment] = field(default_factory=list)


@page(P.SEE)
@require_GET
def diff(request: Request, number: str) -> HttpResponse:
    """Any two versions that the reader may see; without a choice what is in the making against what it began from."""
    found = standing_or_404(request, number)
    document = found.document
    old, new = _chosen(request, found)
    for version in (old, new):
        version.document = document
        if registry.shut(request, document, version):  # who reads here by a temporary right reads it on its own page
            raise Http404
        actions.note_reading(request.actor, version)
    difference = compare(old.text, new.text)
    at = _at(request.GET.get("w", ""), difference.changes)
    running = request.GET.get("weergave") == "doorlopend"
    link = f"?van={old.number}&naar={new.number}" + ("&weergave=doorlopend" if running else "")
    comments = queries.comments(new) if new.status in IN_WORK else []
    context = {
        "document": document,
        "banner": banner(document, new),
        "old": old,
        "new": new,
        "old_words": _words(old),
        "new_words": _words(new),
        "versions": found.versions,
        "lede": _lede(difference, old, new),
        "lines": lines(difference, at, comments),
        "changes": difference.changes,
        "at": at,
        "before": f"{link}&w={at - 1}#w{at - 1}" if at > 1 else "",
        "after": f"{link}&w={at + 1}#w{at + 1}" if at < difference.changes else "",
        "running": running,
        "side_url": f"?van={old.number}&naar={new.number}",
        "running_url": f"?van={old.number}&naar={new.number}&weergave=doorlopend",
        "state": state.of(request, found, new) if new.status in IN_WORK else None,
        "back": address(document, "version", new.number),
    }
    return render(request, "documents/diff.html", context)


def _chosen(request: Request, found: Standing) -> tuple[Version, Version]:
    rows = found.versions
    new = queries.numbered(rows, request.GET.get("naar", "")) or found.in_work or found.current or rows[0]
    started = next((row for row in rows if row.pk == new.based_on_id), None)
    older = next((row for row in rows if (row.major, row.minor) < (new.major, new.minor)), None)
    old = queries.numbered(rows, request.GET.get("van", "")) or started or older or new
    return old, new


def _at(asked: str, changes: int) -> int:
    wanted = int(asked) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 -- no document has a million changes
    return max(1, min(wanted, changes)) if changes else 0


def _words(version: Version) -> str:
    """*goedgekeurd 9/06/2025*, *ontwerp*."""
    label = status_of(version).text.lower()
    return f"{label} {dates.table_date(version.approved_on)}" if version.approved_on else label


def _lede(difference: Difference, old: Version, new: Version) -> str:
    """*14 wijzigingen in 5 van de 6 hoofdstukken, door Dina Claes.*"""
    if old.pk == new.pk:
        return _("Er is nog maar één versie om te lezen.")
    if not difference.changes:
        return _("Er veranderde geen woord.")
    words = dates.plural(difference.changes, "wijziging", "wijzigingen")
    if difference.chapters > 1:
        words += f" in {difference.touched} van de {difference.chapters} hoofdstukken"
    names = queries.writer_names(new)
    return f"{words}, door {' en '.join(names)}." if names else f"{words}."


def lines(difference: Difference, at: int, comments: Sequence[Comment]) -> list[Line]:
    """The rows of a difference as lines."""
    found: list[Line] = []
    number = 0
    for row in difference.rows:
        number += row.kind is not Change.SAME
        found.append(_line(row, number if row.kind is not Change.SAME else 0, at, comments))
    return found


def _line(row: Row, number: int, at: int, comments: Sequence[Comment]) -> Line:
    words = "".join(segment.text for segment in row.right)
    said = [one for one in comments if one.quote and words.startswith(one.quote[:QUOTED])] if words else []
    return Line(
        row.kind.value,
        row.unit,
        row.left,
        row.right,
        running(row),
        row.units,
        row.folded,
        number,
        bool(number) and number == at,
        said,
    )


def running(row: Row) -> tuple[Segment, ...]:
    """Both sides in one text: what went before what came, the unchanged words once."""
    out: list[Segment] = []
    right = list(row.right)
    for segment in row.left:
        if segment.kind is not Change.SAME:
            out.append(segment)
            continue
        while right and right[0].kind is not Change.SAME:
            out.append(right.pop(0))
        if right:
            right.pop(0)
        out.append(segment)
    return tuple(out + right)
