"""All meetings and items for the council, over one authority or over all in scope."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.kernel import clock
from roeland.kernel.http import Request, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.kernel.scope import current_scope
from roeland.meetings import queries
from roeland.meetings.models import CouncilItem
from roeland.meetings.queries.today import concerns, words
from roeland.meetings.rules import P
from roeland.meetings.values import ItemStatus
from roeland.meetings.web.tables import MeetingTable
from roeland.ui.components import Empty, State, Status, Verb

MOST_ITEMS = 50
ITEM_STATES = {
    ItemStatus.DRAFT: State.PLANNED,
    ItemStatus.SENT: State.TODAY,
    ItemStatus.DECIDED: State.DONE,
    ItemStatus.WITHDRAWN: State.SKIPPED,
}


def item_status(row: CouncilItem) -> Status:
    """The state of an item with its own word."""
    status = ItemStatus(row.status)
    return Status(ITEM_STATES[status], status.label)


@page(SIGNED_IN)
@require_GET
def index(request: Request) -> HttpResponse:
    """Every meeting that the reader may see, the coming ones on top; items for the council under them."""
    actor = request.actor
    rows = queries.meetings()
    kinds = tuple(dict(rows.order_by("body_name").values_list("body_kind", "body_name")).items())
    table = MeetingTable(request, rows, kinds)
    if response := table.export():
        return response
    convenes = request.authority is not None and actor.holds(P.CONVENE, request.authority.pk)
    items = list(queries.items()[:MOST_ITEMS]) if actor.holds_anywhere(P.ITEM_SEE) else []
    edits = request.authority is not None and actor.holds(P.ITEM_EDIT, request.authority.pk)
    context = {
        "table": table,
        "any": bool(kinds),
        "standings": _standings(request),
        "convene_url": url(request, "meetings-convene") if convenes else "",
        "members_url": url(request, "people-bodies") if convenes else "",
        "items": [(row, item_status(row)) for row in items],
        "several": request.authority is None,
        "item_url": url(request, "meetings-item-make") if edits else "",
        "empty": _empty(request, convenes=convenes),
    }
    return render(request, "meetings/list.html", context)


def _standings(request: Request) -> list[tuple[Status, str]]:
    """Per body with a longest gap: how long ago, for who is concerned or reads its minutes. Only dates."""
    day, found = clock.today(), []
    for one in queries.standing(current_scope().authority_ids, day):
        reads = request.actor.rights_in(one.authority_id).modes.get("minutes_service")
        if reads or concerns(request.actor, one):
            late = one.gap.late(day)
            found.append((Status(State.LATE, _("Te laat")) if late else Status(State.DONE, _("Op tijd")), words(one)))
    return found


def _empty(request: Request, *, convenes: bool) -> Empty:
    if convenes:
        first = Verb(_("Bijeenroepen"), url(request, "meetings-convene"), primary=True)
        return Empty(
            _("Er is nog geen vergadering"),
            _("Roep het orgaan bijeen. Roeland maakt de agenda uit wat openstaat."),
            first,
        )
    return Empty(_("Er is geen vergadering voor jou"), _("Hier staat een vergadering zodra je uitgenodigd bent."))
