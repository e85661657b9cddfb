"""Reading what is closed: opening for a reader, the code, the mandate, ending, and the bar that says by what right one reads."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.documents import actions, queries, readers
from roeland.documents.actions import Opened
from roeland.documents.models import Document, Inspection
from roeland.documents.rules import P
from roeland.documents.terms import terms
from roeland.documents.values import InspectionKind
from roeland.documents.web.common import address, ask, standing_or_404
from roeland.documents.web.reader_forms import CodeForm, MandateForm, OpenForm
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.pages import pressed, said, tried
from roeland.ui import components as c
from roeland.ui import dates


def inspection_or_404(request: Request, pk: UUID) -> Inspection:
    """The inspection, for its reader and for who may open in that circle."""
    row = readers.inspection(one_authority(request), pk)
    if row is None:
        raise Http404
    request.crumb = _("Inzage")
    return row


def where(row: Inspection, step: str = "inspection") -> str:
    """A page of an inspection."""
    return reverse(f"documents-{step}", args=[row.authority.slug, row.pk])


@page(P.OPEN)
@require_http_methods(["GET", "POST"])
def open_for(request: Request, number: str) -> HttpResponse:
    """For whom, now or later."""
    document = standing_or_404(request, number, P.OPEN).document
    posted = request.POST if request.method == "POST" else None
    form = OpenForm(posted, persons=readers.candidates(document, InspectionKind.ONSITE))
    if form.is_bound and form.is_valid():
        answered = _opened(request, document, form)
        if answered is not None:
            return answered
    return ask(
        request,
        document,
        form,
        title=_("Ter inzage geven"),
        lede=_(
            "De lezer leest op een eigen scherm, na de code die jij toont. Wat gelezen wordt, staat in het Logboek."
        ),
        submit=_("Doorgaan"),
        away=_("Terug naar het document"),
        back=address(document),
    )


def _opened(request: Request, document: Document, form: OpenForm) -> HttpResponse | None:
    data = form.cleaned_data
    if data["when"] == "later":
        values = {"document": document, "person": data["person"], "at": data["at"], "reason": data["reason"]}
        if tried(form, lambda: actions.book(request.actor, **values)):
            return said(
                request,
                _("De afspraak staat. De lezer krijgt een mail."),
                reverse("documents-access", args=[document.authority.slug]),
            )
        return None
    found: list[Opened] = []
    values = {"document": document, "person": data["person"], "minutes": data["minutes"], "reason": data["reason"]}
    if tried(form, lambda: found.append(actions.open_onsite(request.actor, **values))):
        return code_page(request, found[0], document)
    return None


def code_page(request: Request, opened: Opened, document: Document) -> HttpResponse:
    """The code, once: it is kept nowhere, so this page cannot be asked again."""
    row = opened.inspection
    assert row.opened_at is not None
    until = row.opened_at + terms().minutes("code_minutes")
    context = {
        "inspection": row,
        "document": document,
        "code": f"{opened.code[:3]} {opened.code[3:]}",
        "until": dates.clock_time(until),
        "closes": dates.clock_time(row.closes_at) if row.closes_at else "",
        "tries": terms().value("code_tries"),
        "again": where_of(document, row, "inspection-open-booked"),
        "end": where_of(document, row, "inspection-end"),
        "page": where_of(document, row, "inspection"),
    }
    response = render(request, "documents/code.html", context)
    response["Cache-Control"] = "no-store"
    return response


def where_of(document: Document, row: Inspection, name: str) -> str:
    """A page of an inspection whose document is at hand."""
    return reverse(f"documents-{name}", args=[document.authority.slug, row.pk])


@page(P.READ_HERE)
@require_GET
def show(request: Request, pk: UUID) -> HttpResponse:
    """What the reader or the opener can do now."""
    return _shown(request, inspection_or_404(request, pk), CodeForm())


def _shown(request: Request, row: Inspection, form: CodeForm) -> HttpResponse:
    reads, over = row.person_id in request.actor.person_ids, readers.is_over(row)
    opens = not reads and readers.may_open(request.actor, row) and row.kind == InspectionKind.ONSITE
    entered = row.entered_at is not None or row.kind == InspectionKind.MANDATE
    inside = entered and not over
    document = queries.in_sight(row.document_id)
    context = {
        "row": row,
        "reads": reads,
        "over": over,
        "inside": inside,
        "document": document,
        "document_url": address(document) if document and (inside or not reads) else "",
        "ask_code": reads and row.opened_at is not None and not entered and not over,
        "waits": row.opened_at is None and not over,
        "form": form,
        "state": state_words(row),
        "facts": _facts(row),
        "code_url": where(row, "inspection-code"),
        "open_url": where(row, "inspection-open-booked") if opens and not over and not entered else "",
        "end_url": where(row, "inspection-end") if not over and readers.may_end(request.actor, row) else "",
        "back": reverse("documents-access", args=[row.authority.slug]),
    }
    return render(request, "documents/inspection.html", context, status=422 if form.is_bound else 200)


def state_words(row: Inspection) -> c.Status:
    """Where an inspection stands."""
    if row.ended_at is not None:
        words = _("Afgezegd") if row.opened_at is None else _("Beëindigd")
        return c.Status(c.State.SKIPPED, words)
    if readers.is_over(row):
        return c.Status(c.State.DONE, _("Voorbij"))
    if row.kind == InspectionKind.MANDATE:
        begun = row.opened_at is not None and row.opened_at <= clock.now()
        return c.Status(c.State.DONE, _("Loopt")) if begun else c.Status(c.State.PLANNED, _("Begint later"))
    if row.entered_at is not None:
        return c.Status(c.State.TODAY, _("Wordt gelezen"))
    if row.opened_at is not None:
        return c.Status(c.State.TODAY, _("Wacht op de code"))
    return c.Status(c.State.PLANNED, _("Afspraak"))


def _facts(row: Inspection) -> list[c.Definition]:
    mandate = row.kind == InspectionKind.MANDATE
    found = [c.Definition(_("Lezer"), str(row.person))]
    if row.opened_by is not None:
        found.append(c.Definition(_("Gegeven door") if mandate else _("Bij"), str(row.opened_by)))
    if row.decision:
        found.append(c.Definition(_("Besluit of opdracht"), row.decision))
    if row.appointed_at is not None:
        found.append(c.Definition(_("Afspraak"), dates.sentence_moment(row.appointed_at)))
    if row.opened_at is not None:
        found.append(c.Definition(_("Van") if mandate else _("Geopend"), dates.list_moment(row.opened_at)))
    if row.closes_at is not None:
        found.append(c.Definition(_("Sluit"), dates.list_moment(row.closes_at)))
    if row.reason:
        found.append(c.Definition(_("Waarom"), row.reason))
    return found


@page(P.READ_HERE)
@require_POST
def code(request: Request, pk: UUID) -> HttpResponse:
    """The reader gives the code and is in."""
    row = inspection_or_404(request, pk)
    form = CodeForm(request.POST)
    if form.is_valid() and tried(form, lambda: actions.enter(request.actor, row, form.cleaned_data["code"])):
        document = queries.in_sight(row.document_id)
        if document is not None:
            return redirect(address(document))
    return _shown(request, row, form)


@page(P.OPEN)
@require_POST
def open_booked(request: Request, pk: UUID) -> HttpResponse:
    """Open an appointment, or show a new code for a reader who did not come in yet."""
    row = inspection_or_404(request, pk)
    if not readers.may_open(request.actor, row):
        raise Http404
    minutes = None
    if row.opened_at is not None and row.closes_at is not None:
        minutes = max(1, round((row.closes_at - row.opened_at).total_seconds() / 60))
    try:
        opened = actions.open_onsite(
            request.actor, document=row.document, person=row.person, booked=row, minutes=minutes
        )
    except NotAllowed as error:
        raise Http404 from error
    except (Refused, Invalid) as error:
        messages.error(request, str(error))
        return redirect(where(row))
    document = queries.in_sight(row.document_id)
    assert document is not None
    return code_page(request, opened, document)


@page(P.READ_HERE)
@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """Reader or opener ends it."""
    row = inspection_or_404(request, pk)
    booked = row.opened_at is None
    done = _("De afspraak is afgezegd.") if booked else _("De inzage is beëindigd.")
    pressed(request, lambda: actions.end(request.actor, inspection=row), done)
    return redirect("documents-access", row.authority.slug)


@page(P.MANDATE)
@require_http_methods(["GET", "POST"])
def mandate(request: Request, number: str) -> HttpResponse:
    """A written mandate for somebody whose role reads under one."""
    document = standing_or_404(request, number, P.MANDATE).document
    posted = request.POST if request.method == "POST" else None
    persons = readers.candidates(document, InspectionKind.MANDATE)
    form = MandateForm(posted, persons=persons, initial={"start": clock.today()})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.give_mandate(request.actor, document=document, **data)):
            return said(
                request, _("Het mandaat is gegeven."), reverse("documents-access", args=[document.authority.slug])
            )
    return ask(
        request,
        document,
        form,
        title=_("Mandaat geven"),
        lede=_(
            "Wie onder mandaat leest, leest enkel in Roeland. Elke keer dat iemand een deel opent, staat dat in het Logboek."
        ),
        submit=_("Mandaat geven"),
        away=_("Terug naar het document"),
        back=address(document),
    )
