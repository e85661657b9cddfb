"""The agenda and the papers: add, change, move, drop, complete."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from roeland.documents.models import Document
from roeland.duties import providers
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check
from roeland.meetings.actions.common import fresh, lay, one_line, part_of
from roeland.meetings.actions.planning import key_of
from roeland.meetings.facts import MeetingChanged, PaperAdded, PaperRemoved, PointAdded, PointChanged, PointDropped
from roeland.meetings.models import CouncilItem, Decision, Meeting, Paper, Point, PointText
from roeland.meetings.queries import draft, papers, points, whole
from roeland.meetings.queries.agenda import VARIA
from roeland.meetings.rules import P, may_change, may_edit_item
from roeland.meetings.values import MeetingStatus, PointStatus

MOST = 60  # points of one meeting


@action(P.RUN, PointAdded)
def add_point(actor: Actor, *, meeting: Meeting, title: str, note: str = "") -> Point:
    """Add a point of one's own, before *Varia* when that is last."""
    meeting = fresh(meeting)
    check(may_change(meeting.status))
    rows = points(meeting)
    if len(rows) >= MOST:
        raise Refused(_("Een agenda heeft hoogstens %(most)s punten.") % {"most": MOST})
    last = rows[-1] if rows and rows[-1].key == VARIA else None
    position = (rows[-1].position if rows else 0) + 1
    if last is not None:
        last.position, position = position, last.position
        last.save(update_fields=["position"])
    row = Point(
        **part_of(meeting),
        position=position,
        title=one_line("title", title, ask=_("Geef dit punt een titel.")),
        note=one_line("note", note),
    )
    row.save()
    state(PointAdded(about=meeting, title=str(meeting), point=row.title))
    return row


@action(P.RUN, PointChanged)
def change_point(
    actor: Actor, *, point: Point, title: str | None = None, note: str | None = None, status: str | None = None
) -> Point:
    """Give a point another title or note, or say how far the meeting is with it; what is None stays."""
    point = fresh(point, "meeting")
    check(may_change(point.meeting.status))
    changes = []
    if title is not None:
        point.title = one_line("title", title, ask=_("Geef dit punt een titel."))
        changes.append("title")
    if note is not None:
        point.note = one_line("note", note)
        changes.append("note")
    if status is not None:
        if status not in set(PointStatus):
            raise Invalid({"status": [_("Kies een status uit de lijst.")]})
        point.status = status
        changes.append("status")
    point.save(update_fields=changes or None)
    state(PointChanged(about=point.meeting, title=str(point.meeting), point=point.title, changes=changes))
    return point


@action(P.RUN, PointChanged)
def move_point(actor: Actor, *, point: Point, up: bool) -> Point:
    """Change places with the point before (`up`) or after it."""
    point = fresh(point, "meeting")
    check(may_change(point.meeting.status))
    rows = points(point.meeting)
    here = next(index for index, row in enumerate(rows) if row.pk == point.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        raise Refused(_("Dit punt staat al vooraan.") if up else _("Dit punt staat al achteraan."))
    other = rows[there]
    point.position, other.position = other.position, point.position
    point.save(update_fields=["position"])
    other.save(update_fields=["position"])
    state(PointChanged(about=point.meeting, title=str(point.meeting), point=point.title, changes=["position"]))
    return point


@action(P.RUN, PointDropped)
def drop_point(actor: Actor, *, point: Point) -> None:
    """Take a point off the agenda. Refused when something was written or decided there."""
    point = fresh(point, "meeting")
    check(may_change(point.meeting.status))
    with whole(point.authority_id):
        written = PointText.objects.filter(point=point).exists() or Decision.objects.filter(point=point).exists()
    if written:
        raise Refused(_("Bij dit punt is al iets geschreven of beslist. Het blijft staan."))
    meeting, title = point.meeting, point.title
    point.delete()
    state(PointDropped(about=meeting, title=str(meeting), point=title))


@action(P.RUN, MeetingChanged)
def refresh_agenda(actor: Actor, *, meeting: Meeting) -> int:
    """Complete the agenda with what became open since it was drafted, and renew the notes under the points; the number added."""
    meeting = fresh(meeting)
    check(may_change(meeting.status))
    there = points(meeting)
    rows = {row.key: row for row in there if row.key}
    position, added = max((row.position for row in there), default=0), 0
    for one in draft(meeting.authority, meeting.body_kind):
        known = rows.get(key_of(one))
        if known is not None:
            known.note = one.note[:200]
            known.save(update_fields=["note"])
            continue
        position, added = position + 1, added + 1
        Point(**part_of(meeting), position=position, key=key_of(one), title=one.title[:200], note=one.note[:200]).save()
    if added and there and there[-1].key == VARIA:  # what anybody else has to say comes last
        there[-1].position = position + 1
        there[-1].save(update_fields=["position"])
    state(MeetingChanged(about=meeting, title=str(meeting), starts_at=meeting.starts_at, place=meeting.place))
    return added


def _paper(title: str, authority_id: UUID, document: Document | None, kind: str, record_id: UUID | None) -> Paper:
    paper = Paper(authority_id=authority_id, document=document)
    if document is not None:
        paper.title = f"{document.title}"[:240]
        return paper
    record = providers.find(kind, authority_id, record_id) if kind and record_id else None
    if record is None:
        raise Invalid({"document": [_("Dit stuk is er niet, of niet voor jou.")]})
    paper.title, paper.record_kind, paper.record_id = (title or record.title)[:240], kind, record_id
    return paper


@action(P.RUN, PaperAdded)
def add_paper(
    actor: Actor,
    *,
    meeting: Meeting,
    document: Document | None = None,
    record_kind: str = "",
    record_id: UUID | None = None,
) -> Paper:
    """Lay a document, or a record of another room, with a meeting. Once people are invited it can be read until the meeting closes."""
    meeting = fresh(meeting)
    check(may_change(meeting.status))
    paper = _paper("", meeting.authority_id, document, record_kind, record_id)
    if any((row.document_id, row.record_id) == (paper.document_id, paper.record_id) for row in papers(meeting)):
        raise Invalid({"document": [_("Dit stuk ligt er al.")]})
    paper.meeting, paper.audience = meeting, meeting.audience
    paper.save()
    if meeting.status != MeetingStatus.DRAFT:
        lay(actor, [paper], clock.now(), None)
    state(PaperAdded(about=meeting, title=str(meeting), paper=paper.title))
    return paper


@action(P.RUN, PaperRemoved)
def remove_paper(actor: Actor, *, paper: Paper) -> None:
    """Take a paper of a meeting away: it can no longer be read by who reads in the mode *meeting*."""
    paper = fresh(paper, "meeting")
    if paper.meeting is None:
        raise Refused(_("Dit stuk hoort bij een punt voor de raad."))
    check(may_change(paper.meeting.status))
    if paper.meeting.status != MeetingStatus.DRAFT:
        lay(actor, [paper], paper.meeting.invited_at or clock.now(), clock.now())
    meeting, title = paper.meeting, paper.title
    paper.delete()
    state(PaperRemoved(about=meeting, title=str(meeting), paper=title))


@action(P.ITEM_EDIT, PaperAdded)
def add_item_paper(
    actor: Actor,
    *,
    item: CouncilItem,
    document: Document | None = None,
    record_kind: str = "",
    record_id: UUID | None = None,
) -> Paper:
    """Lay a document, or a record of another room, with an item for the council, until its papers are sent."""
    item = fresh(item)
    check(may_edit_item(item.status))
    paper = _paper("", item.authority_id, document, record_kind, record_id)
    paper.item, paper.audience = item, item.audience
    paper.save()
    state(PaperAdded(about=item, title=item.title, paper=paper.title))
    return paper


@action(P.ITEM_EDIT, PaperRemoved)
def remove_item_paper(actor: Actor, *, paper: Paper) -> None:
    """Take a paper of an item away, until its papers are sent."""
    paper = fresh(paper, "item")
    if paper.item is None:
        raise Refused(_("Dit stuk hoort bij een vergadering."))
    check(may_edit_item(paper.item.status))
    item, title = paper.item, paper.title
    paper.delete()
    state(PaperRemoved(about=item, title=item.title, paper=title))
