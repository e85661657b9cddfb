"""Deviations from a rule: the list, asking at a document, the trail, deciding, ending; and how they stand beside the rule."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.documents import actions, deviating, queries
from roeland.documents.models import Deviation, Document, Version
from roeland.documents.rules import P
from roeland.documents.values import DeviationStatus, DocumentStatus
from roeland.documents.web import registry
from roeland.documents.web.common import address as document_address
from roeland.documents.web.common import ask as question
from roeland.documents.web.common import banner, may, reason_of, standing_or_404
from roeland.documents.web.forms import ReasonForm
from roeland.documents.web.reader_forms import DecideForm, DeviationForm
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.kernel.scope import current_scope
from roeland.ledger.pages import said, tried
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.tables import Column, Filter, Rows, Table

_STATES = {
    DeviationStatus.ASKED: c.State.REVIEW,
    DeviationStatus.APPROVED: c.State.DONE,
    DeviationStatus.REFUSED: c.State.REJECTED,
    DeviationStatus.ENDED: c.State.SKIPPED,
}


def address(row: Deviation, step: str = "deviation") -> str:
    """A page of a deviation."""
    return reverse(f"documents-{step}", args=[row.authority.slug, row.number])


def status_of(row: Deviation) -> c.Status:
    """Where it stands."""
    status = DeviationStatus(row.status)
    if status is DeviationStatus.APPROVED and row.ends < clock.today():
        return c.Status(c.State.LATE, _("Afgelopen"))
    return c.Status(_STATES[status], dates.capital(status.label))


class DeviationTable(Table[Any]):
    """A deviation a line; the filter offers only what is in sight."""

    caption = gettext_lazy("Afwijkingen")
    file_name = "afwijkingen"
    noun = (gettext_lazy("afwijking"), gettext_lazy("afwijkingen"))
    default_sort = "tot"

    def __init__(self, request: HttpRequest, rows: Rows, *, several: bool) -> None:
        place = Column[Any]("bestuur", gettext_lazy("Bestuur"), lambda row: row.authority.name, sort="authority__name")
        self.columns = (  # type: ignore[misc] # the authority is named only when there are several
            Column("nummer", gettext_lazy("Nummer"), lambda row: row.number, sort="number", link=address),
            *((place,) if several else ()),
            Column("document", gettext_lazy("Document"), lambda row: row.document.title, sort="document__title"),
            Column("regel", gettext_lazy("Regel"), lambda row: row.rule),
            Column("wie", gettext_lazy("Gevraagd door"), lambda row: str(row.asked_by), sort="asked_by__family_name"),
            Column("status", gettext_lazy("Status"), status_of, sort="status", plain=lambda row: status_of(row).text),
            Column("tot", gettext_lazy("Tot en met"), lambda row: row.ends, sort="ends", numeric=True),
        )
        seen = set(cast("Any", rows).order_by().values_list("status", flat=True).distinct())
        choices = tuple((s.value, s.label) for s in DeviationStatus if s.value in seen)
        self.filters = (  # type: ignore[misc] # as the columns
            Filter("status", gettext_lazy("Status"), choices, lambda found, value: found.filter(status=value)),
        )
        super().__init__(request, rows)


@page(P.DEVIATIONS)
@require_GET
def index(request: Request) -> HttpResponse:
    """What this reader may see: what was approved in his circles, what he asked, what he decides about."""
    places = current_scope().authority_ids
    table = DeviationTable(request, visible(places), several=request.authority is None and len(places) > 1)
    if (export := table.export()) is not None:
        return export
    waiting = [row for row in deviating.waiting(places) if deviating.decides(request.actor, row)]
    context = {
        "table": table,
        "there": table.result.total or table.result.found,
        "waiting": [{"row": row, "url": address(row)} for row in waiting],
        "documents_url": reverse("documents-list", args=[request.authority.slug])
        if request.authority
        else "/documenten/",
    }
    return render(request, "documents/deviations.html", context)


def visible(places: tuple[UUID, ...]) -> Any:
    """Deviations whose document the reader may see too: the list names it."""
    seen = Document.objects.filter(authority_id__in=places).values("pk")
    return deviating.deviations(places).filter(document__in=seen)


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def new(request: Request, number: str) -> HttpResponse:
    """Ask at a document, or at one of its paragraphs (`?bij=`)."""
    found = standing_or_404(request, number, P.DEVIATE)
    document, version = found.document, found.current
    if version is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    start = {"anchor": request.GET.get("bij", ""), "starts": clock.today()}
    form = DeviationForm(posted, paragraphs=deviating.paragraphs(version), initial=start)
    made: list[Deviation] = []
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: made.append(actions.ask_deviation(request.actor, document=document, **data))):
            return said(request, _("Gevraagd. De beslissing komt hier te staan."), address(made[0]))
    return question(
        request,
        document,
        form,
        title=_("Afwijking vragen"),
        lede=_("Van %(title)s. Een afwijking is tijdelijk, en iemand anders beslist.") % {"title": document.title},
        submit=_("Afwijking vragen"),
        away=_("Terug naar het document"),
        back=document_address(document),
    )


def deviation_or_404(request: Request, number: str) -> Deviation:
    """The deviation, for who may see it."""
    row = deviating.deviation(one_authority(request), number)
    if row is None:
        raise Http404
    request.crumb = row.number
    return row


@page(P.SEE)
@require_GET
def show(request: Request, number: str) -> HttpResponse:
    """The trail."""
    row = deviation_or_404(request, number)
    runs = row.status in {DeviationStatus.ASKED, DeviationStatus.APPROVED}
    document = queries.in_sight(row.document_id)
    context = {
        "row": row,
        "status": status_of(row),
        "banner": banner(row.document),
        "facts": _facts(row),
        "document_url": f"{queries.url(document)}#{row.anchor}" if document else "",
        "decide_url": address(row, "deviation-decide") if deviating.decides(request.actor, row) else "",
        "end_url": address(row, "deviation-end") if runs and deviating.may_end(request.actor, row) else "",
        "back": reverse("documents-deviations", args=[row.authority.slug]),
    }
    return render(request, "documents/deviation.html", context)


def _facts(row: Deviation) -> list[c.Definition]:
    found = [
        c.Definition(_("Document"), row.document.title),
        c.Definition(_("Gevraagd door"), f"{row.asked_by}, {dates.table_date(row.asked_on)}"),
        c.Definition(_("Termijn"), f"{dates.table_date(row.starts)} {_('tot en met')} {dates.table_date(row.ends)}"),
    ]
    if row.decided_on is not None:
        by = f"{row.decided_by}, " if row.decided_by else ""
        found.append(c.Definition(_("Beslist"), f"{by}{dates.table_date(row.decided_on)}"))
    return found


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def decide(request: Request, number: str) -> HttpResponse:
    """Allow or refuse."""
    row = deviation_or_404(request, number)
    if not (queries.may(request.actor, P.DEVIATION_DECIDE, row)):
        raise Http404
    refused = reason_of(deviating.decision_on(request.actor, row))
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and not refused:
        yes, words = form.cleaned_data["approved"] == "ja", form.cleaned_data["decision"]
        if tried(form, lambda: actions.decide_deviation(request.actor, deviation=row, approved=yes, decision=words)):
            return said(request, _("Beslist."), address(row))
    return question(
        request,
        row.document,
        form,
        warning=refused,
        title=_("Over afwijking %(number)s beslissen") % {"number": row.number},
        lede=row.rule,
        submit=_("Beslissen"),
        away=_("Nog niet"),
        back=address(row),
    )


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def end(request: Request, number: str) -> HttpResponse:
    """The rule counts again."""
    row = deviation_or_404(request, number)
    if not deviating.may_end(request.actor, row):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: actions.end_deviation(request.actor, deviation=row, reason=reason)):
            return said(request, _("Beëindigd. De regel geldt weer."), address(row))
    return question(
        request,
        row.document,
        form,
        title=_("Afwijking %(number)s beëindigen") % {"number": row.number},
        lede=row.rule,
        submit=_("Beëindigen"),
        away=_("Nog niet"),
        back=address(row),
    )


def panels(_request: Request, document: Document, version: Version) -> list[registry.Panel]:
    """In the rail: what holds today beside this document."""
    if version.pk != document.current_id:
        return []
    rows = deviating.of_document(document)
    lines = [{"row": row, "url": address(row), "until": dates.table_date(row.ends)} for row in rows]
    return [registry.Panel(_("Afwijkingen"), "documents/_deviations.html", {"rows": lines})] if rows else []


def margin(_request: Request, document: Document, version: Version) -> dict[str, list[registry.Aside]]:
    """Beside the paragraphs: what holds today, and until when."""
    if version.pk != document.current_id:
        return {}
    found: dict[str, list[registry.Aside]] = {}
    for row in deviating.of_document(document):
        words = _("Afwijking %(number)s tot en met %(day)s") % {"number": row.number, "day": dates.table_date(row.ends)}
        if row.anchor:
            found.setdefault(row.anchor, []).append(registry.Aside(words, address(row)))
    return found


def verbs(request: Request, document: Document, version: Version) -> list[c.Verb]:
    """In the rail of what is in force."""
    if version.pk != document.current_id or document.status != DocumentStatus.PUBLISHED:
        return []
    if not may(request, P.DEVIATE, document):
        return []
    return [c.Verb(_("Afwijking vragen"), document_address(document, "deviation-new"), quiet=True, icon="right")]


registry.PANELS["deviations"] = panels
registry.MARGIN["deviations"] = margin
registry.VERBS["deviations"] = verbs
