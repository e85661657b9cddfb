"""During the meeting: begin, minutes, attendance, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from roeland.duties.actions import make_task
from roeland.duties.rules import P as DUTIES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check
from roeland.meetings.actions.common import fresh, long_text, one_line, part_of
from roeland.meetings.facts import DecisionMade, MeetingBegun, MinutesWritten, PresenceNoted
from roeland.meetings.models import Attendance, Decision, Meeting, Point, PointText
from roeland.meetings.queries import points, whole
from roeland.meetings.queries.agenda import SOURCE, live
from roeland.meetings.rules import P, may_begin, may_change, may_write
from roeland.meetings.values import MeetingStatus, PointStatus, Presence
from roeland.people.models import Person


@dataclass(frozen=True)
class Saved:
    """What became of a saving. When somebody else saved first, `point` holds his text and `beside` ours, kept and not lost."""

    point: Point
    beside: str = ""

    @property
    def clash(self) -> bool:
        """Whether two people wrote at once."""
        return bool(self.beside)


@action(P.RUN, MeetingBegun)
def begin(actor: Actor, *, meeting: Meeting, early: bool = False) -> Meeting:
    """Begin: from now on it runs, the notes under the points are of this moment and the first point is up.

    Before its day it is refused, unless `early` says that this is meant.
    """
    meeting = fresh(meeting)
    check(may_begin(meeting.status, clock.local(meeting.starts_at).date(), clock.today(), early=early))
    meeting.status, meeting.opened_at = MeetingStatus.RUNNING, clock.now()
    meeting.invited_at = meeting.invited_at or meeting.opened_at
    meeting.save()
    for index, point in enumerate(points(meeting)):
        now = live(point, meeting) if point.key else None
        point.note = now.note[:200] if now else point.note
        point.status = PointStatus.BUSY if index == 0 else PointStatus.OPEN
        point.save(update_fields=["note", "status"])
    state(MeetingBegun(about=meeting, title=str(meeting)))
    return meeting


@action(P.WRITE, MinutesWritten)
def write_minutes(actor: Actor, *, point: Point, text: str, revision: int) -> Saved:
    """Save the minutes of a point. `revision` is the one that the writer saw: when somebody saved meanwhile, both texts are kept
    and nothing is written over."""
    point = fresh(point, "meeting", "written_by")
    check(may_write(point.meeting.status))
    text = long_text("text", text)
    kept = revision == point.revision or text == point.text
    person = actor.person_in(point.authority_id)
    PointText(
        **part_of(point.meeting),
        point=point,
        number=point.revision + 1,
        text=text,
        lost=not kept,
        person_id=person,
        at=clock.now(),
    ).save()
    if kept:
        point.text, point.revision = text, point.revision + 1
        point.written_by_id, point.written_at = person, clock.now()
        point.save(update_fields=["text", "revision", "written_by", "written_at"])
    state(MinutesWritten(about=point.meeting, title=str(point.meeting), number=str(point.position), kept=kept))
    return Saved(point, "" if kept else text)


@action(P.RUN, PresenceNoted)
def note_presence(
    actor: Actor,
    *,
    attendance: Attendance,
    presence: str,
    from_time: time | None = None,
    replaced_by: Person | None = None,
) -> Attendance:
    """Note whether somebody is there, later (from when), excused or absent, and who stands in for him."""
    row = fresh(attendance, "meeting", "person")
    check(may_change(row.meeting.status))
    if presence not in set(Presence):
        raise Invalid({"presence": [_("Kies uit de lijst.")]})
    if replaced_by is not None and replaced_by.pk == row.person_id:
        raise Invalid({"replaced_by": [_("Kies iemand anders als vervanger.")]})
    row.presence = presence
    row.from_time = from_time if presence == Presence.LATE else None
    row.replaced_by = replaced_by
    row.save(update_fields=["presence", "from_time", "replaced_by"])
    state(
        PresenceNoted(
            about=row.meeting,
            title=str(row.meeting),
            person=str(row.person),
            presence=Presence(presence).label,
        )
    )
    return row


@action(P.RUN, DecisionMade)
def decide(actor: Actor, *, point: Point, text: str, person: Person | None = None, due: date | None = None) -> Decision:
    """Put down a decision at a point. With somebody and a date it becomes a task, whose state the decision shows from then on.

    Raises Invalid when only one of both is given.
    """
    point = fresh(point, "meeting")
    check(may_change(point.meeting.status))
    text = one_line("text", text, ask=_("Schrijf wat er beslist is."), longest=1000)
    if (person is None) != (due is None):
        field, ask = ("due", _("Kies ook tegen wanneer.")) if due is None else ("person", _("Kies ook wie dit doet."))
        raise Invalid({field: [ask]})
    if due is not None and due < clock.today():
        raise Invalid({"due": [_("Die dag ligt al achter ons.")]})
    with whole(point.authority_id):
        number = Decision.objects.filter(meeting=point.meeting).count() + 1
    row = Decision(
        **part_of(point.meeting), point=point, number=number, text=text, person=person, due=due, made_at=clock.now()
    )
    row.save()
    if person is not None and due is not None:
        _task(actor, row, person, due)
    state(
        DecisionMade(
            about=point.meeting,
            title=str(point.meeting),
            text=text,
            person=str(person) if person else "",
            due=due,
            task=row.task.number if row.task else "",
        )
    )
    return row


def _task(actor: Actor, row: Decision, person: Person, due: date) -> None:
    """The task of a decision; made by the system when who keeps the minutes does not make tasks himself."""
    holds = actor.holds(DUTIES.TASK_MAKE, row.authority_id)
    who = actor if holds else Actor.system("meetings", [row.authority_id])
    row.task = make_task(
        who,
        authority=row.meeting.authority,
        title=row.text[:240],
        due=due,
        person=person,
        instruction=(
            _("Besluit van %(meeting)s, punt %(position)s: %(title)s.\n\n%(text)s")
            % {"meeting": row.meeting, "position": row.point.position, "title": row.point.title, "text": row.text}
        ),
        expected=("wat er uitgevoerd is",),
        audience=row.audience,
        source_kind=SOURCE,
        source_id=row.pk,
    )
    row.save(update_fields=["task"])
