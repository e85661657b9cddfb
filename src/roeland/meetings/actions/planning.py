"""Convening: make the meeting with its agenda, change it, announce it, call it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import AgendaPoint
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check
from roeland.meetings.actions.common import fresh, lay, one_line, part_of
from roeland.meetings.bodies import kinds
from roeland.meetings.facts import (
    InvitationMailed,
    MeetingAnnounced,
    MeetingCancelled,
    MeetingChanged,
    MeetingConvened,
    PersonInvited,
)
from roeland.meetings.models import Attendance, Meeting, Point
from roeland.meetings.parts import PARTS
from roeland.meetings.queries import attendances, draft, papers, whole
from roeland.meetings.queries.agenda import OWN
from roeland.meetings.rules import P, may_change, may_prepare
from roeland.meetings.values import MeetingKind, MeetingStatus
from roeland.people.actors import on_day
from roeland.people.models import Body, BodyMembership, Person

LONGEST = 600  # minutes
CHAIR, SCRIBE = "voorzitter", "verslag"


@action(P.CONVENE, MeetingConvened)
def convene(
    actor: Actor,
    *,
    body: Body,
    audience: str,
    starts_at: datetime,
    minutes: int = 0,
    place: str = "",
    online_url: str = "",
    kind: str = MeetingKind.ORDINARY,
    scribe: Person | None = None,
) -> Meeting:
    """Make a meeting of a body: its members of that day on the list, its agenda out of what is open since the last one.

    `audience` must be that of the body (`bodies.kind_of`): the permission is asked on it. Nobody is told yet (`announce`).
    """
    known = kinds().get(body.kind)
    if known is None or audience != known.audience:
        raise Invalid({"body": [_("Kies een orgaan uit de lijst.")]})
    values = _when_and_where(starts_at, minutes or known.minutes, place, online_url)
    if kind not in set(MeetingKind):
        raise Invalid({"kind": [_("Kies een soort uit de lijst.")]})
    members = _members(body, clock.local(starts_at).date())
    if not members:
        raise Refused(
            _("%(name)s heeft op die dag geen leden. De algemeen directeur duidt ze aan.") % {"name": body.name}
        )
    meeting = Meeting(
        authority_id=body.authority_id,
        audience=audience,
        body=body,
        body_kind=body.kind,
        body_name=body.name,
        kind=kind,
        discreet=known.discreet,
        scribe=scribe,
        made_at=clock.now(),
        **values,
    )
    meeting.save()
    for member in members:
        label = CHAIR if member.chairs else (SCRIBE if member.person_id == getattr(scribe, "pk", None) else "")
        _list(meeting, member.person, label or member.person.job_title, chairs=member.chairs)
    if scribe is not None and scribe.pk not in {member.person_id for member in members}:
        _list(meeting, scribe, SCRIBE, member=False)
    proposed = draft(meeting.authority, body.kind)
    for position, point in enumerate(proposed, start=1):
        _point(meeting, position, point)
    state(MeetingConvened(about=meeting, title=str(meeting), starts_at=starts_at, place=place, points=len(proposed)))
    return meeting


def _members(body: Body, day: Any) -> list[BodyMembership]:
    with whole(body.authority_id):
        rows = BodyMembership.objects.filter(on_day(day), body=body).select_related("person")
        return list(rows.order_by("-chairs", "person__family_name"))


def _list(meeting: Meeting, person: Person, label: str, *, chairs: bool = False, member: bool = True) -> Attendance:
    row = Attendance(**part_of(meeting), person=person, label=label[:120], chairs=chairs, member=member)
    row.save()
    return row


def key_of(point: AgendaPoint) -> str:
    """How a point of the agenda remembers what fills it."""
    return point.key if point.key in OWN or point.key in PARTS else f"offer:{point.key}"[:80]


def _point(meeting: Meeting, position: int, point: AgendaPoint) -> Point:
    row = Point(
        **part_of(meeting), position=position, key=key_of(point), title=point.title[:200], note=point.note[:200]
    )
    row.save()
    return row


def _when_and_where(starts_at: datetime, minutes: int, place: str, online_url: str) -> dict[str, Any]:
    if not 1 <= minutes <= LONGEST:
        raise Invalid({"minutes": [(_("Geef een duur tussen 1 en %(longest)s minuten.") % {"longest": LONGEST})]})
    online_url = online_url.strip()
    if online_url:
        try:
            URLValidator(schemes=["https", "http"])(online_url)
        except ValidationError as error:
            raise Invalid({"online_url": [_("Dit is geen adres. Het begint met https://.")]}) from error
    place = one_line("place", place)
    if not place and not online_url:
        raise Invalid({"place": [_("Zeg waar: een plaats, of een adres om online mee te doen.")]})
    return {"starts_at": starts_at, "minutes": minutes, "place": place, "online_url": online_url}


@action(P.CONVENE, MeetingChanged)
def change_meeting(
    actor: Actor, *, meeting: Meeting, starts_at: datetime, minutes: int, place: str = "", online_url: str = ""
) -> Meeting:
    """Move a meeting in time or place, until it begins. Whoever was invited gets a new invitation that replaces the former."""
    meeting = fresh(meeting)
    check(may_prepare(meeting.status))
    for name, value in _when_and_where(starts_at, minutes, place, online_url).items():
        setattr(meeting, name, value)
    if meeting.status == MeetingStatus.INVITED:
        meeting.sequence += 1
    meeting.save()
    state(MeetingChanged(about=meeting, title=str(meeting), starts_at=starts_at, place=meeting.place))
    return meeting


@action(P.CONVENE, PersonInvited)
def add_person(actor: Actor, *, meeting: Meeting, person: Person, label: str = "") -> Attendance:
    """Put somebody on the list who is no member: a guest, an expert, who writes the report."""
    meeting = fresh(meeting)
    check(may_change(meeting.status))
    with whole(meeting.authority_id):
        if Attendance.objects.filter(meeting=meeting, person=person).exists():
            raise Invalid({"person": [(_("%(person)s staat al op de lijst.") % {"person": person})]})
    row = _list(meeting, person, one_line("label", label, longest=120) or "genodigde", member=False)
    state(PersonInvited(about=meeting, title=str(meeting), person=str(person)))
    return row


@action(P.CONVENE, MeetingAnnounced)
def announce(actor: Actor, *, meeting: Meeting) -> Meeting:
    """Invite everybody on the list: the worker mails them the invitation, and the papers can be read until the meeting closes.

    Pressed again it invites who was added since.
    """
    meeting = fresh(meeting)
    check(may_prepare(meeting.status))
    now = clock.now()
    if meeting.starts_at < now:
        raise Refused(_("Deze dag ligt al achter ons. Kies een nieuwe dag, of begin de vergadering meteen."))
    meeting.status = MeetingStatus.INVITED
    meeting.invited_at = meeting.invited_at or now
    meeting.save()
    laid = papers(meeting)
    lay(actor, laid, now, None)
    state(MeetingAnnounced(about=meeting, title=str(meeting), count=len(attendances(meeting)), papers=len(laid)))
    return meeting


@action(P.CONVENE, InvitationMailed)
def mailed(actor: Actor, *, attendance: Attendance, what: str) -> Attendance:
    """Remember that somebody was told. Refused when he knows already, so that two workers never mail twice."""
    row = fresh(attendance, "meeting", "person")
    if row.mailed >= row.meeting.sequence:
        raise Refused(_("Deze mail is al vertrokken."))
    row.mailed, row.mailed_at = row.meeting.sequence, clock.now()
    row.save(update_fields=["mailed", "mailed_at"])
    state(InvitationMailed(about=row.meeting, title=str(row.meeting), to=str(row.person), what=what))
    return row


@action(P.CONVENE, MeetingCancelled)
def cancel(actor: Actor, *, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off, with a reason. Whoever was invited gets a cancellation."""
    meeting = fresh(meeting)
    check(may_prepare(meeting.status))
    meeting.cancel_reason = one_line(
        "reason", reason, ask=_("Zeg kort waarom de vergadering niet doorgaat."), longest=500
    )
    if meeting.status == MeetingStatus.INVITED:
        lay(actor, papers(meeting), meeting.invited_at or clock.now(), clock.now())
    meeting.status = MeetingStatus.CANCELLED
    meeting.sequence += 1
    meeting.save()
    state(MeetingCancelled(about=meeting, title=str(meeting), reason=meeting.cancel_reason))
    return meeting
