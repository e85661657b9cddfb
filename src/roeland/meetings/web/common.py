"""What the pages of this room share: finding rows, asking rights of an object, running verbs, small pages of one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Row
from roeland.kernel.rights import Permission
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.meetings import queries
from roeland.meetings.models import Attendance, CouncilItem, Meeting, Paper, Point
from roeland.ui.form import Form

R = TypeVar("R", bound=Row)
BACK = "Terug naar de vergadering"


def url(request: Request, name: str, *args: object) -> str:
    """A page of the authority in the URL."""
    return reverse(name, args=[one_authority(request).slug, *args])


def meeting_url(meeting: Meeting, number: int = 0) -> str:
    """The page of a meeting, at one of its points."""
    found = reverse("meetings-meeting", args=[meeting.authority.slug, meeting.pk])
    return f"{found}?punt={number}" if number else found


def meeting_or_404(request: Request, pk: UUID, permission: Permission | None = None) -> Meeting:
    """The meeting in scope; absent, refused and without the permission are the same 404."""
    found = queries.meeting_by_id(one_authority(request), pk)
    if found is None:
        raise Http404
    request.crumb = str(found)  # type: ignore[attr-defined] # the frame shows it
    return must(request, found, permission)


def point_or_404(request: Request, pk: UUID, point: UUID, permission: Permission | None = None) -> Point:
    """A point of the meeting in the URL."""
    meeting = meeting_or_404(request, pk, permission)
    found: Point | None = Point.objects.filter(pk=point, meeting=meeting).select_related("written_by").first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def attendance_or_404(request: Request, pk: UUID, row: UUID, permission: Permission) -> Attendance:
    """Somebody on the list of the meeting in the URL."""
    meeting = meeting_or_404(request, pk, permission)
    found: Attendance | None = (
        Attendance.objects.filter(pk=row, meeting=meeting).select_related("person", "replaced_by").first()
    )
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def paper_or_404(request: Request, pk: UUID, paper: UUID) -> Paper:
    """A paper of the meeting or item in the URL."""
    found: Paper | None = Paper.objects.filter(pk=paper, authority=one_authority(request)).first()
    if found is None or pk not in (found.meeting_id, found.item_id):
        raise Http404
    return found


def item_or_404(request: Request, pk: UUID) -> CouncilItem:
    """An item for the council in scope."""
    found = queries.item_by_id(one_authority(request), pk)
    if found is None:
        raise Http404
    request.crumb = found.title  # type: ignore[attr-defined] # the frame shows it
    return found


def must(request: Request, row: R, permission: Permission | None) -> R:
    """The row, when the actor holds the permission on it."""
    if permission is not None and not queries.may_do(request.actor, row, permission):
        raise Http404
    return row


def tried(form: Form, do: Callable[[], object]) -> bool:
    """Run a verb with what a form holds; refusals become errors of the form, a missing right the same 404 as an absent row."""
    try:
        do()
    except Invalid as error:
        form.take_errors(error.errors)
    except Refused as error:
        form.add_error(None, error.reason)
    except NotAllowed as error:
        raise Http404 from error
    else:
        return True
    return False


def pressed(request: Request, do: Callable[[], object], done: str) -> bool:
    """Run a verb behind a single button; say what happened or why it did not."""
    try:
        do()
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def said(request: Request, words: str, where: str) -> HttpResponse:
    """Go to a page and say there what happened."""
    messages.success(request, words)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question: title, lede, submit, back, away. Faulty input answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/ask.html", {"form": form, "kind": "primary", **words}, status=status)
