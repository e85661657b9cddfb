"""The history of a document: its versions, who changed what, who read it; and the difference between two versions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roeland.documents import queries
from roeland.documents.models import Document, Version
from roeland.documents.rules import P
from roeland.documents.web.common import address, banner, may, standing_or_404, status_of
from roeland.kernel.http import Request
from roeland.kernel.page import page
from roeland.ledger.history import timeline
from roeland.ui import dates


@page(P.SEE)
@require_GET
def history(request: Request, number: str) -> HttpResponse:
    """Versions for every reader; who did what and who read it for who edits."""
    found = standing_or_404(request, number)
    document = found.document
    editing = may(request, P.EDIT, document)
    work = found.in_work
    context = {
        "document": document,
        "banner": banner(document),
        "versions": [_line(document, row) for row in found.versions],
        "editing": editing,
        "timeline": timeline(request, queries.told(document, found.versions)) if editing else [],
        "readings": queries.readings(found.versions) if editing else [],
        "savings": queries.revisions(work) if editing and work else [],
        "work": work,
        "compare": address(document, "diff") if len(found.versions) > 1 else "",
        "back": address(document),
    }
    return render(request, "documents/history.html", context)


def _line(document: Document, row: Version) -> dict[str, object]:
    approved = ""
    if row.approved_on is not None:
        who = str(row.approved_by) if row.approved_by else ""
        decision = f" ({row.decision})" if row.decision else ""
        approved = f"{who}, {dates.table_date(row.approved_on)}{decision}".lstrip(", ")
    before = row.based_on.number if row.based_on_id and row.based_on else ""
    return {
        "number": row.number,
        "url": address(document) if row.pk == document.current_id else address(document, "version", row.number),
        "status": status_of(row),
        "approved": approved,
        "published": row.published_at,
        "changes": row.changes,
        "seal": row.sha256[:12],
        "diff": f"{address(document, 'diff')}?van={before}&naar={row.number}" if before else "",
    }
