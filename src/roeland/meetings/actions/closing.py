"""After the meeting: close, corrections, approval of the report."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from roeland.documents.render import document_to_data
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger import canonical
from roeland.ledger.action import Refused, action, state
from roeland.ledger.verbs import check
from roeland.meetings import report
from roeland.meetings.actions.common import fresh, lay, long_text, part_of
from roeland.meetings.facts import CorrectionNoted, MeetingClosed, MinutesApproved
from roeland.meetings.models import Correction, Decision, Meeting, Point
from roeland.meetings.queries import attendances, papers, points, whole
from roeland.meetings.queries.agenda import MINUTES, frozen, live
from roeland.meetings.rules import P, may_approve, may_close, may_correct
from roeland.meetings.values import MeetingStatus, PointStatus, Presence


@action(P.RUN, MeetingClosed)
def close_meeting(actor: Actor, *, meeting: Meeting) -> Meeting:
    """Close: papers close for who read them in the mode *meeting*, the lines under the points stay as they are now, the minutes become
    a report in draft. Who was not noted counts as absent."""
    meeting = fresh(meeting)
    check(may_close(meeting.status))
    now = clock.now()
    for point in points(meeting):
        shown = live(point, meeting)
        point.lines = frozen(list(shown.lines)) if shown else []
        point.status = PointStatus.DONE
        point.save(update_fields=["lines", "status"])
    rows = attendances(meeting)
    for row in rows:
        if row.presence == Presence.EXPECTED:
            row.presence = Presence.ABSENT
            row.save(update_fields=["presence"])
    lay(actor, papers(meeting), meeting.invited_at or now, now)
    meeting.status, meeting.closed_at = MeetingStatus.CLOSED, now
    meeting.save()
    decisions = Decision.objects.filter(meeting=meeting).count()
    present = sum(row.there for row in rows)
    state(MeetingClosed(about=meeting, title=str(meeting), present=present, decisions=decisions))
    return meeting


@action(P.CORRECT, CorrectionNoted)
def note_correction(actor: Actor, *, meeting: Meeting, text: str) -> Correction:
    """Note a remark on the report while it is a draft; the approved report prints it."""
    meeting = fresh(meeting)
    check(may_correct(meeting.status))
    row = Correction(
        **part_of(meeting),
        text=long_text("text", text, ask=_("Schrijf wat er anders moet."), longest=5000),
        person_id=actor.person_in(meeting.authority_id),
        at=clock.now(),
    )
    row.save()
    state(CorrectionNoted(about=meeting, title=str(meeting), text=row.text))
    return row


@action(P.APPROVE, MinutesApproved)
def approve_minutes(actor: Actor, *, meeting: Meeting, within: Meeting | None = None) -> Meeting:
    """Approve the report of `meeting`, in the next meeting `within` of the same body; from then on it never changes.

    The report is kept as document model under its SHA-256, with the corrections that were noted.
    """
    meeting = fresh(meeting)
    check(may_approve(meeting.status))
    if within is not None and (within.body_kind != meeting.body_kind or within.starts_at <= meeting.starts_at):
        raise Refused(_("Een verslag wordt goedgekeurd in een latere vergadering van hetzelfde orgaan."))
    meeting.status, meeting.approved_at, meeting.approved_in = MeetingStatus.APPROVED, clock.now(), within
    meeting.content = document_to_data(report.document(meeting))
    meeting.sha256 = hashlib.sha256(canonical.encode(meeting.content)).hexdigest()
    meeting.save()
    if within is not None:
        _tick(within)
    count = Correction.objects.filter(meeting=meeting).count()
    state(MinutesApproved(about=meeting, title=str(meeting), sha256=meeting.sha256, corrections=count))
    return meeting


def _tick(within: Meeting) -> None:
    """The point of the later meeting where this was approved says so."""
    with whole(within.authority_id):
        for point in Point.objects.filter(meeting=within, key=MINUTES):
            point.note, point.status = "goedgekeurd", PointStatus.DONE
            point.save(update_fields=["note", "status"])
