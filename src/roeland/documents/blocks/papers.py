"""Live blocks over documents: related documents and running deviations; and the empty lists of rooms that are not there yet."""

from __future__ import annotations

from functools import partial

from roeland.documents.blocks.registry import Argument, Ask, LiveBlock, nothing, register
from roeland.documents.models import Deviation, Document
from roeland.documents.render import Block, Table
from roeland.documents.values import AUDIENCES, DeviationStatus, DocumentKind, DocumentStatus
from roeland.kernel import clock
from roeland.kernel.rights import RIGHTS
from roeland.ui import dates


def readable(audience: str) -> list[str]:
    """The audiences of which every reader of `audience` reads documents whole; all of them without an audience."""
    readers = [role for role in RIGHTS.roles.values() if (mode := role.reads.get(audience)) and mode.full]
    return [a for a in AUDIENCES if all((mode := role.reads.get(a)) and mode.full for role in readers)]


def kinds() -> dict[str, str]:
    """Kind -> Dutch word."""
    return {kind.value: kind.label for kind in DocumentKind}


def related(ask: Ask) -> tuple[Block, ...]:
    """Published documents that every reader of this one reads too."""
    rows = Document.objects.filter(
        authority_id=ask.authority_id, status=DocumentStatus.PUBLISHED, audience__in=readable(ask.audience)
    )
    if ask.document_id is not None:
        rows = rows.exclude(pk=ask.document_id)
    if "soort" in ask.args:
        rows = rows.filter(kind=ask.args["soort"])
    lines = tuple(
        (row.title, row.number, row.current.number if row.current else "", row.get_kind_display())
        for row in rows.select_related("current").order_by("title", "pk")
    )
    if not lines:
        return nothing("andere gepubliceerde documenten voor deze lezers")
    return (Table("Verwante documenten", ("Titel", "Nummer", "Versie", "Soort"), lines),)


def deviations(ask: Ask) -> tuple[Block, ...]:
    """Deviations that run today: from this document, or from every document that all its readers read."""
    today = clock.today()
    rows = Deviation.objects.filter(
        authority_id=ask.authority_id,
        status=DeviationStatus.APPROVED,
        starts__lte=today,
        ends__gte=today,
        audience__in=readable(ask.audience),
    )
    if ask.args.get("van") == "dit" and ask.document_id:
        rows = rows.filter(document_id=ask.document_id)
    lines = tuple(
        (row.rule, row.document.title, row.compensation, dates.table_date(row.ends))
        for row in rows.select_related("document").order_by("ends", "pk")
    )
    if not lines:
        return nothing("lopende afwijkingen")
    return (Table("Lopende afwijkingen", ("Regel", "Document", "Wat het risico beperkt", "Tot en met"), lines),)


def _none(words: str, _ask: Ask) -> tuple[Block, ...]:
    return nothing(words)


for _block in (
    LiveBlock(
        "documenten",
        "Verwante documenten",
        '{{ documenten soort="procedure" }}',
        related,
        arguments=(Argument("soort", "soort document", choices=kinds),),
    ),
    LiveBlock(
        "afwijkingen",
        "Lopende afwijkingen",
        '{{ afwijkingen van="dit" }}',
        deviations,
        arguments=(Argument("van", "document", choices=lambda: {"dit": "dit document", "alle": "alle documenten"}),),
    ),
    # The rooms of these are not open yet: an empty list that says so, until they register their own.
    LiveBlock(
        "maatregelen", "Maatregelen", "{{ maatregelen }}", partial(_none, "maatregelen"), "measures", "maatregelen"
    ),
    LiveBlock("risicos", "Risico’s", "{{ risicos }}", partial(_none, "risico’s"), "risk", "risico’s"),
):
    register(_block)
