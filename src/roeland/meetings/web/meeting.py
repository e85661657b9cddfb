"""The page of a meeting, its view for the wall, and what is done during it: minutes, attendance, decisions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.documents.render import document_from_data, print_pdf
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import Invalid, Refused, batch
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.meetings import actions, queries, report
from roeland.meetings.actions import Saved
from roeland.meetings.models import Meeting, Point
from roeland.meetings.rules import P
from roeland.meetings.values import THERE, PointStatus, Presence
from roeland.meetings.web import shown
from roeland.meetings.web.common import BACK, attendance_or_404, meeting_or_404, meeting_url, point_or_404
from roeland.meetings.web.forms import PresenceForm
from roeland.people.pages import persons_of

CONFLICT = 409  # HTTP: somebody else was first


@page(SIGNED_IN)
@require_GET
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """A meeting: prepared, running or held, at one of its points."""
    found = meeting_or_404(request, pk)
    form = shown.decision_form(found)
    return render(request, "meetings/meeting.html", shown.whole_page(request, found, form=form))


@page(SIGNED_IN)
@require_GET
def screen(request: Request, pk: UUID) -> HttpResponse:
    """The same for the wall: this meeting and nothing else, without side bar, search or other authorities."""
    found = meeting_or_404(request, pk)
    return render(request, "meetings/screen.html", shown.whole_page(request, found))


@page(SIGNED_IN)
@require_GET
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """Agenda or report in the house style; the approved one is printed from what was kept."""
    found = meeting_or_404(request, pk)
    document = document_from_data(found.content) if found.content else report.document(found)
    name = f"vergadering-{clock.local(found.starts_at):%Y-%m-%d}-{found.authority.slug}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(print_pdf(document).content, content_type="application/pdf", headers=headers)


def _number(meeting_row: Meeting, point: Point) -> int:
    return next((n for n, row in enumerate(queries.points(meeting_row), start=1) if row.pk == point.pk), 0)


@page(SIGNED_IN)
@require_POST
def write(request: Request, pk: UUID, point: UUID) -> HttpResponse:
    """Save the minutes of a point. With script only a line changes; when two wrote at once, both texts come back."""
    row = point_or_404(request, pk, point, P.WRITE)
    text, asked = request.POST.get("text"), request.POST.get("revision", "")
    found = row.meeting
    where = meeting_url(found, _number(found, row))
    if text is None or not asked.isdigit():
        return redirect(where)
    saved = Saved(row)
    if text.replace("\r\n", "\n").rstrip() != row.text or int(asked) != row.revision:
        try:
            saved = actions.write_minutes(request.actor, point=row, text=text, revision=int(asked))
        except (Invalid, Refused) as error:
            return _not_saved(request, str(error), where)
    if saved.clash:
        return _clash(request, found, saved)
    if request.htmx:
        points = queries.points(found)
        context = {"point": saved.point, "along": shown.writing_along(request, found, points, row), "swap": True}
        return render(request, "meetings/_saved.html", context)
    return said(request, _("Bewaard."), where)


def _not_saved(request: Request, reason: str, where: str) -> HttpResponse:
    if request.htmx:
        return render(request, "meetings/_saved.html", {"problem": reason})
    return said(request, reason, where)


def _clash(request: Request, found: Meeting, saved: Saved) -> HttpResponse:
    """Both texts, one under the other: the writer puts them together and saves again."""
    number = _number(found, saved.point)
    form = shown.decision_form(found)
    context = shown.whole_page(request, found, number, form=form, clash=saved.beside)
    if not request.htmx:
        return render(request, "meetings/meeting.html", context, status=CONFLICT)
    response = render(request, "meetings/_writing.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#schrijven", "outerHTML"
    return response


@page(SIGNED_IN)
@require_POST
def go_on(request: Request, pk: UUID, point: UUID) -> HttpResponse:
    """A point is dealt with, or taken up again; then the next one is up."""
    row = point_or_404(request, pk, point, P.RUN)
    points = queries.points(row.meeting)
    here = next(index for index, one in enumerate(points) if one.pk == row.pk)
    done = row.status != PointStatus.DONE
    following = points[here + 1] if done and here + 1 < len(points) else None

    def step() -> None:
        with batch():
            status = PointStatus.DONE if done else PointStatus.BUSY
            actions.change_point(request.actor, point=row, status=status)
            if following is not None and following.status == PointStatus.OPEN:
                actions.change_point(request.actor, point=following, status=PointStatus.BUSY)

    pressed(request, step, "")
    return redirect(meeting_url(row.meeting, here + 2 if following else here + 1))


@page(SIGNED_IN)
@require_POST
def decide(request: Request, pk: UUID, point: UUID) -> HttpResponse:
    """Put a decision down; with who and when it is a task at once."""
    row = point_or_404(request, pk, point, P.RUN)
    number = _number(row.meeting, row)
    form = shown.decision_form(row.meeting, request.POST)
    if form.is_valid() and tried(form, lambda: actions.decide(request.actor, point=row, **form.cleaned_data)):
        task = form.cleaned_data["person"]
        words = _("Vastgelegd. De taak staat klaar.") if task else _("Vastgelegd.")
        return said(request, words, f"{meeting_url(row.meeting, number)}#besluiten")
    context = shown.whole_page(request, row.meeting, number, form=form)
    return render(request, "meetings/meeting.html", context, status=422)


@page(SIGNED_IN)
@require_POST
def attendance(request: Request, pk: UUID) -> HttpResponse:
    """The ticks of who is there; who was noted otherwise keeps that unless his tick says he came."""
    found = meeting_or_404(request, pk, P.RUN)
    ticked = set(request.POST.getlist("aanwezig"))

    def note() -> None:
        with batch():
            for row in queries.attendances(found):
                there = str(row.pk) in ticked
                if there == (row.presence in THERE):
                    continue
                presence = Presence.PRESENT if there else Presence.EXPECTED
                actions.note_presence(request.actor, attendance=row, presence=presence, replaced_by=row.replaced_by)

    done = pressed(request, note, "" if request.htmx else _("Aanwezigheid bewaard."))
    if request.htmx and done:
        return render(request, "meetings/_people.html", shown.whole_page(request, found))
    return redirect(meeting_url(found))


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def presence(request: Request, pk: UUID, row: UUID) -> HttpResponse:
    """Later, excused, absent, and who stands in."""
    found = attendance_or_404(request, pk, row, P.RUN)
    people = persons_of(found.meeting.authority, clock.today())
    form = PresenceForm(request.POST or None, row=found, persons=people)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.note_presence(request.actor, attendance=found, **form.cleaned_data))
    ):
        return said(request, _("Genoteerd."), meeting_url(found.meeting))
    return ask(
        request,
        form,
        title=(_("Aanwezigheid van %(person)s") % {"person": found.person}),
        submit=_("Noteren"),
        away=BACK,
        back=meeting_url(found.meeting),
    )
