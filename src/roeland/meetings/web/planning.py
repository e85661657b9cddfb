"""Convening, inviting, changing, calling off; the agenda and its papers."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.duties import providers
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.meetings import actions, queries
from roeland.meetings.bodies import kind_of
from roeland.meetings.models import Meeting, Paper
from roeland.meetings.rules import P
from roeland.meetings.web.common import BACK, meeting_or_404, meeting_url, must, paper_or_404, point_or_404
from roeland.meetings.web.forms import ConveneForm, EarlyForm, InviteForm, PaperForm, PointForm, ReasonForm, WhenForm
from roeland.people import second_step
from roeland.people.pages import persons_of
from roeland.ui import dates

BOTH = ["GET", "POST"]


@page(P.CONVENE)
@require_http_methods(BOTH)
def convene(request: Request) -> HttpResponse:
    """Make a meeting; its agenda is drafted out of what is open."""
    authority = one_authority(request)
    bodies = queries.choices_of_bodies(request.actor, authority)
    form = ConveneForm(request.POST or None, bodies=bodies, persons=persons_of(authority, clock.today()))
    request.crumb = _("Bijeenroepen")
    made: list[Meeting] = []

    def do() -> None:
        values = dict(form.cleaned_data)
        body = next(one for one in bodies if str(one.pk) == values.pop("body"))
        values["minutes"] = values["minutes"] or 0
        audience = kind_of(body.kind).audience
        made.append(actions.convene(request.actor, body=body, audience=audience, **values))

    if request.method == "POST" and form.is_valid() and tried(form, do):
        return said(request, _("De agenda staat klaar. Kijk ze na en nodig uit."), meeting_url(made[0]))
    context = {"form": form, "bodies": bodies, "back": url(request, "meetings-list")}
    context["bodies_url"] = url(request, "people-bodies")
    return render(request, "meetings/convene.html", context, status=422 if form.is_bound else 200)


@page(SIGNED_IN)
@require_POST
def announce(request: Request, pk: UUID) -> HttpResponse:
    """Invite everybody on the list."""
    found = meeting_or_404(request, pk, P.CONVENE)
    pressed(request, lambda: actions.announce(request.actor, meeting=found), _("Uitgenodigd. De mails vertrekken."))
    return redirect(meeting_url(found))


@page(SIGNED_IN)
@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Begin the meeting; before its day that is asked once more."""
    found = meeting_or_404(request, pk, P.RUN)
    sure = "early" in request.POST
    if clock.today() < clock.local(found.starts_at).date() and not sure:
        when = dates.sentence_date(found.starts_at, year=False)
        return ask(
            request,
            EarlyForm(),
            title=_("Nu al beginnen?"),
            lede=_("Deze vergadering is pas op %(when)s. Wie uitgenodigd is, verwacht ze dan.") % {"when": when},
            submit=_("Nu al beginnen"),
            away=_("Nog niet"),
            back=meeting_url(found),
        )
    pressed(request, lambda: actions.begin(request.actor, meeting=found, early=sure), "")
    return redirect(meeting_url(found))


@page(SIGNED_IN)
@require_http_methods(BOTH)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Another day, hour or place."""
    found = meeting_or_404(request, pk, P.CONVENE)
    start = {name: getattr(found, name) for name in ("starts_at", "minutes", "place", "online_url")}
    form = WhenForm(request.POST or None, initial=start)

    def do() -> None:
        values = dict(form.cleaned_data)
        values["minutes"] = values["minutes"] or found.minutes
        actions.change_meeting(request.actor, meeting=found, **values)

    if request.method == "POST" and form.is_valid() and tried(form, do):
        return said(request, _("Gewijzigd. Wie uitgenodigd was, krijgt een nieuwe mail."), meeting_url(found))
    return ask(
        request, form, title=_("Datum of plaats wijzigen"), submit=_("Wijzigen"), away=BACK, back=meeting_url(found)
    )


@page(SIGNED_IN)
@require_http_methods(BOTH)
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Call it off, with a reason."""
    found = meeting_or_404(request, pk, P.CONVENE)
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.cancel(request.actor, meeting=found, **form.cleaned_data))
    ):
        return said(request, _("Afgelast. Wie uitgenodigd was, krijgt een mail."), meeting_url(found))
    return ask(
        request,
        form,
        title=_("Vergadering afgelasten?"),
        lede=_("Wie uitgenodigd was, krijgt bericht. De stukken sluiten."),
        submit=_("Afgelasten"),
        kind="danger",
        away=BACK,
        back=meeting_url(found),
    )


@page(SIGNED_IN)
@require_http_methods(BOTH)
def invite(request: Request, pk: UUID) -> HttpResponse:
    """Put somebody on the list who is no member."""
    found = meeting_or_404(request, pk, P.CONVENE)
    form = InviteForm(request.POST or None, persons=persons_of(found.authority, clock.today()))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.add_person(request.actor, meeting=found, **form.cleaned_data))
    ):
        return said(request, _("Toegevoegd aan de lijst."), meeting_url(found))
    return ask(request, form, title=_("Iemand uitnodigen"), submit=_("Toevoegen"), away=BACK, back=meeting_url(found))


@page(SIGNED_IN)
@require_http_methods(BOTH)
def add_point(request: Request, pk: UUID) -> HttpResponse:
    """A point of one's own."""
    found = meeting_or_404(request, pk, P.RUN)
    form = PointForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.add_point(request.actor, meeting=found, **form.cleaned_data))
    ):
        return said(request, _("Toegevoegd aan de agenda."), meeting_url(found))
    return ask(request, form, title=_("Punt toevoegen"), submit=_("Punt toevoegen"), away=BACK, back=meeting_url(found))


@page(SIGNED_IN)
@require_POST
def refresh(request: Request, pk: UUID) -> HttpResponse:
    """Complete the agenda with what became open."""
    found = meeting_or_404(request, pk, P.RUN)
    pressed(request, lambda: actions.refresh_agenda(request.actor, meeting=found), _("Agenda aangevuld."))
    return redirect(meeting_url(found))


@page(SIGNED_IN)
@require_http_methods(BOTH)
def point(request: Request, pk: UUID, point: UUID) -> HttpResponse:
    """Title and note of a point; from here it is moved or dropped."""
    row = point_or_404(request, pk, point, P.RUN)
    form = PointForm(request.POST or None, initial={"title": row.title, "note": row.note})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.change_point(request.actor, point=row, **form.cleaned_data))
    ):
        return said(request, _("Gewijzigd."), meeting_url(row.meeting))
    context = {"form": form, "point": row, "meeting": row.meeting, "back": meeting_url(row.meeting)}
    return render(request, "meetings/point.html", context, status=422 if form.is_bound else 200)


@page(SIGNED_IN)
@require_POST
def move(request: Request, pk: UUID, point: UUID) -> HttpResponse:
    """One place up or down."""
    row = point_or_404(request, pk, point, P.RUN)
    up = request.POST.get("richting") == "op"
    pressed(request, lambda: actions.move_point(request.actor, point=row, up=up), _("Verplaatst."))
    return redirect(url(request, "meetings-point", row.meeting_id, row.pk))


@page(SIGNED_IN)
@require_POST
def drop(request: Request, pk: UUID, point: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    row = point_or_404(request, pk, point, P.RUN)
    pressed(request, lambda: actions.drop_point(request.actor, point=row), _("Van de agenda gehaald."))
    return redirect(meeting_url(row.meeting))


@page(SIGNED_IN)
@require_http_methods(BOTH)
def add_paper(request: Request, pk: UUID) -> HttpResponse:
    """Lay a document with the meeting."""
    found = meeting_or_404(request, pk, P.RUN)
    form = PaperForm(request.POST or None, authority=found.authority)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.add_paper(request.actor, meeting=found, **form.cleaned_data))
    ):
        return said(request, _("Toegevoegd aan de stukken."), meeting_url(found))
    return ask(
        request,
        form,
        title=_("Stuk toevoegen"),
        lede=_("Leesbaar vanaf de uitnodiging tot de vergadering sluit, ook voor wie het anders niet leest."),
        submit=_("Stuk toevoegen"),
        away=BACK,
        back=meeting_url(found),
    )


@page(SIGNED_IN)
@require_POST
def remove_paper(request: Request, pk: UUID, paper: UUID) -> HttpResponse:
    """Take a paper away."""
    found = meeting_or_404(request, pk, P.RUN)
    row = must(request, paper_or_404(request, pk, paper), None)
    pressed(request, lambda: actions.remove_paper(request.actor, paper=row), _("Stuk weggenomen."))
    return redirect(meeting_url(found))


@page(SIGNED_IN)
@require_GET
def paper(request: Request, pk: UUID, paper: UUID) -> HttpResponse:
    """Go to a paper: its document, or the record in its own room. Who may not read that finds a 404 there."""
    row = paper_or_404(request, pk, paper)
    where = _where(request, row)
    if not where:
        raise Http404
    if row.document_id is None:  # a record of another room: only the page of a document asks it by itself
        second_step.require(request, row.authority_id)
    return redirect(where)


def _where(request: Request, row: Paper) -> str:
    if row.document_id is None:
        record = providers.find(row.record_kind, row.authority_id, row.record_id) if row.record_id else None
        return record.url if record else ""
    try:
        return reverse("documents-door", args=[one_authority(request).slug, row.document_id])
    except NoReverseMatch:  # the room of documents has no page of its own here
        return ""
