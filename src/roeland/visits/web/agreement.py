"""*Overeenkomst*: what was agreed, what is in and out of scope, and the hours of the year."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents.models import Document
from roeland.documents.queries import url as document_url
from roeland.documents.values import DocumentKind
from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, said, tried
from roeland.people.models import Person
from roeland.ui import components as c
from roeland.ui import dates
from roeland.visits import library
from roeland.visits.actions import agreements as verbs
from roeland.visits.models import Agreement
from roeland.visits.queries import agreements as queries
from roeland.visits.queries import handovers, sheet
from roeland.visits.queries import visits as visit_queries
from roeland.visits.rules import P
from roeland.visits.web.forms import WEEKS, AgreementForm, EndForm
from roeland.visits.web.lists import hours_rows

FIRST = {"days_per_month": "0.5", "hours_per_day": "7.6", "week": 3, "weekday": 1}


@page(P.SEE)
@require_GET
def agreement(request: Request) -> HttpResponse:
    """The agreement that holds today (else the next or the last one), and the earlier ones."""
    authority, today = one_authority(request), clock.today()
    rows = queries.all_of(authority.pk)
    running = queries.running(authority.pk, today)
    shown = next((row for row in rows if running and row.pk == running.pk), rows[0] if rows else None)
    standing = visit_queries.standings([authority.pk], today)[authority.pk]
    known = library.modules()
    context = {
        "authority": authority,
        "row": shown,
        "runs": running is not None,
        "facts": facts(shown) if shown else [],
        "modules_in": [dates.capital(known[key].nl) for key in shown.modules_in if key in known] if shown else [],
        "modules_out": [dates.capital(known[key].nl) for key in shown.modules_out if key in known] if shown else [],
        "hours": hours_rows(standing),
        "year": today.year,
        "others": [row for row in rows if row is not shown],
        "may_edit": may(request, P.AGREE),
        "may_hand_over": may(request, P.HAND_OVER),
        "handovers": [(row, url(request, "visits-handover", row.pk)) for row in handovers.of(authority)],
        "nothing": nothing(request) if shown is None else None,
    }
    return render(request, "visits/agreement.html", context)


def nothing(request: Request) -> c.Empty:
    """No agreement yet."""
    first = c.Verb(_("Overeenkomst vastleggen"), url(request, "visits-agreement-add"), primary=True)
    name = one_authority(request).name
    return c.Empty(
        _("%(name)s heeft nog geen overeenkomst") % {"name": name},
        _("Zonder overeenkomst kan een bezoek doorgaan, maar er zijn geen uren, geen kosten en geen vast ritme."),
        first if may(request, P.AGREE) else None,
    )


def facts(row: Agreement) -> list[c.Definition]:
    """The terms as a list."""
    week = dict(WEEKS)[row.week]
    found = [
        c.Definition(_("Tussen"), _("%(client)s en %(provider)s") % {"client": row.client, "provider": row.provider}),
        c.Definition(_("Consulent"), str(row.officer) if row.officer else _("nog niet aangeduid")),
        c.Definition(_("Looptijd"), _span(row)),
        c.Definition(
            _("Omvang"),
            _("%(plain)s dag per maand, een dag telt %(plain2)s uur")
            % {"plain": _plain(row.days_per_month), "plain2": _plain(row.hours_per_day)},
        ),
        c.Definition(_("Dagprijs"), sheet.euros(row.day_rate)),
        c.Definition(_("Vaste dag"), _("%(week)s %(x)s van de maand") % {"week": week, "x": dates.DAYS[row.weekday]}),
    ]
    if row.decision:
        day = dates.table_date(row.decided_on) if row.decided_on else ""
        when = f" van {day}" if day and day not in row.decision else ""
        found.append(c.Definition(_("Besluit"), f"{row.decision}{when}"))
    paper = Document.objects.filter(pk=row.document_id).first() if row.document_id else None
    if paper:  # its own circle of readers may be smaller
        found.append(c.Definition(_("Document"), paper.title, document_url(paper)))
    if row.ended_reason:
        found.append(c.Definition(_("Beëindigd"), row.ended_reason))
    return found


def _span(row: Agreement) -> str:
    until = f" tot en met {dates.table_date(row.end)}" if row.end else ", zonder einddatum"
    return _("van %(table_date)s%(until)s") % {"table_date": dates.table_date(row.start), "until": until}


def _plain(value: Any) -> str:
    return dates.number(value.normalize() if value % 1 else int(value))


def _form(request: Request, row: Agreement | None) -> AgreementForm:
    authority = one_authority(request)
    documents = Document.objects.filter(authority=authority, kind=DocumentKind.AGREEMENT)
    persons = Person.objects.filter(authority=authority, left_on__isnull=True)
    chosen = [one.id for one in library.modules().values() if one.chosen]
    me = request.actor.person_in(authority.pk)
    first = {**FIRST, "client": authority.name, "modules_in": chosen, "officer": me, "start": clock.today()}
    initial = {name: getattr(row, name) for name in verbs.FIELDS} if row else first
    return AgreementForm(request.POST or None, initial=initial, persons=persons, documents=documents)


@page(P.AGREE)
def add(request: Request) -> HttpResponse:
    """Lay an agreement down."""
    form, back = _form(request, None), url(request, "visits-agreement")
    if request.method == "POST" and form.is_valid():
        authority = one_authority(request)
        if tried(form, lambda: verbs.make_agreement(request.actor, authority=authority, values=form.cleaned_data)):
            return said(request, "Overeenkomst vastgelegd.", back)
    return ask(
        request,
        form,
        title=_("Overeenkomst vastleggen"),
        lede="Wat afgesproken is over de consulent: wat erin zit, hoeveel dagen en aan welke prijs.",
        submit="Overeenkomst vastleggen",
        away="Niets vastleggen",
        back=back,
    )


def _found(request: Request, pk: UUID) -> Agreement:
    row = Agreement.objects.filter(authority=one_authority(request), pk=pk).first()
    if row is None:
        raise Http404
    request.crumb = _("Overeenkomst van %(year)s") % {"year": row.start.year}
    found: Agreement = row
    return found


@page(P.AGREE)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change the terms."""
    row = _found(request, pk)
    form, back = _form(request, row), url(request, "visits-agreement")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: verbs.change_agreement(request.actor, agreement=row, values=data)):
            return said(request, "Overeenkomst aangepast.", back)
    return ask(
        request,
        form,
        title=_("Overeenkomst aanpassen"),
        lede="Een afgesloten bezoek houdt de prijs die het had.",
        submit="Aanpassen",
        away="Niets aanpassen",
        back=back,
    )


@page(P.AGREE)
def end(request: Request, pk: UUID) -> HttpResponse:
    """End it."""
    row = _found(request, pk)
    form, back = EndForm(request.POST or None, initial={"on": clock.today()}), url(request, "visits-agreement")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: verbs.end_agreement(request.actor, agreement=row, **data)):
            return said(request, "De overeenkomst eindigt op die dag.", back)
    return ask(
        request,
        form,
        title=_("Overeenkomst beëindigen?"),
        lede=f"De overeenkomst met {row.provider}.",
        submit="Overeenkomst beëindigen",
        kind="danger",
        away="Laten lopen",
        back=back,
    )
