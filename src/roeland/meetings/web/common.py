"""What the pages of this room share: finding rows, asking rights of an object."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Row
from roeland.kernel.rights import Permission
from roeland.meetings import queries
from roeland.meetings.models import Attendance, CouncilItem, Meeting, Paper, Point

R = TypeVar("R", bound=Row)
BACK = "Terug naar de vergadering"


def meeting_url(meeting: Meeting, number: int = 0) -> str:
    """The page of a meeting, at one of its points."""
    found = reverse("meetings-meeting", args=[meeting.authority.slug, meeting.pk])
    return f"{found}?punt={number}" if number else found


def meeting_or_404(request: Request, pk: UUID, permission: Permission | None = None) -> Meeting:
    """The meeting in scope; absent, refused and without the permission are the same 404."""
    found = queries.meeting_by_id(one_authority(request), pk)
    if found is None:
        raise Http404
    request.crumb = str(found)
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
    request.crumb = found.title
    return found


def must(request: Request, row: R, permission: Permission | None) -> R:
    """The row, when the actor holds the permission on it."""
    if permission is not None and not queries.may_do(request.actor, row, permission):
        raise Http404
    return row
