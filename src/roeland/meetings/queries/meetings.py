"""Meetings, who attends, points, papers, and decisions with what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from roeland.duties.models import Task
from roeland.duties.values import CellState, cell_state
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority, Row
from roeland.kernel.rights import Permission
from roeland.kernel.scope import scope
from roeland.meetings.bodies import kinds
from roeland.meetings.models import Attendance, Correction, Decision, Meeting, Paper, Point, PointText
from roeland.meetings.rules import P
from roeland.meetings.values import HELD, THERE, WRITING_NOW, MeetingStatus
from roeland.people.models import Body


@contextmanager
def whole(authority_id: UUID) -> Iterator[None]:
    """Everything of one authority, whoever asks: the past of a body, members, what became of a decision."""
    with scope(Actor.system("meetings", [authority_id]), [authority_id]):
        yield


def _count(model: type[Row], **conditions: object) -> Subquery:
    rows: QuerySet[Any] = QuerySet(model).filter(meeting=OuterRef("pk"), **conditions).order_by()
    return Subquery(rows.values("meeting").annotate(n=Count("pk")).values("n"))


def meetings() -> QuerySet[Meeting]:
    """Meetings in scope, newest first, each with `expected`, `present` and `decided`. One statement."""
    found: QuerySet[Meeting] = Meeting.objects.select_related("authority").annotate(
        expected=_count(Attendance),
        present=_count(Attendance, presence__in=[p.value for p in THERE]),
        decided=_count(Decision),
    )
    return found


def meeting_by_id(authority: Authority, pk: UUID) -> Meeting | None:
    """A meeting in scope; None for absent and refused alike."""
    found: Meeting | None = (
        Meeting.objects.select_related("authority", "scribe").filter(authority=authority, pk=pk).first()
    )
    return found


def points(meeting: Meeting) -> list[Point]:
    """The agenda in order."""
    return list(Point.objects.filter(meeting=meeting).select_related("written_by").order_by("position", "pk"))


def attendances(meeting: Meeting) -> list[Attendance]:
    """Who is on the list, chair first."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person", "replaced_by")
    return list(rows.order_by("-chairs", "-member", "person__family_name", "pk"))


def papers(meeting: Meeting) -> list[Paper]:
    """What lies on the table."""
    return list(Paper.objects.filter(meeting=meeting).order_by("title", "pk"))


def corrections(meeting: Meeting) -> list[Correction]:
    """Remarks on the report."""
    return list(Correction.objects.filter(meeting=meeting).select_related("person"))


def writers(meeting: Meeting, actor: Actor, now: datetime) -> list[tuple[str, Point]]:
    """Who else saved minutes a moment ago, and in which point."""
    since = now - WRITING_NOW
    rows = Point.objects.filter(meeting=meeting, written_at__gte=since).select_related("written_by")
    return [
        (str(row.written_by), row)
        for row in rows
        if row.written_by is not None and row.written_by.pk not in actor.person_ids
    ]


@dataclass(frozen=True)
class DecisionLine:
    """A decision with the state of its task. `url` only when the reader may open that task."""

    decision: Decision
    state: CellState
    words: str
    number: str = ""
    slug: str = ""

    @property
    def done(self) -> bool:
        """Whether it was carried out."""
        return self.state in (CellState.DONE, CellState.DONE_LATE)


def decision_lines(rows: Iterable[Decision], today: date) -> list[DecisionLine]:
    """Decisions with what became of them. Two statements, whatever their number: what is done is no secret to who reads the
    decision, but the number of the task shows only to who may open it."""
    found = list(rows)
    ids = [row.task_id for row in found if row.task_id]
    visible = {task.pk: task.authority.slug for task in Task.objects.filter(pk__in=ids).select_related("authority")}
    tasks: dict[UUID, Task] = {}
    for authority_id in {row.authority_id for row in found}:
        with whole(authority_id):
            tasks |= {task.pk: task for task in Task.objects.filter(pk__in=ids)}
    return [_line(row, tasks.get(row.task_id) if row.task_id else None, visible, today) for row in found]


def _line(row: Decision, task: Task | None, visible: dict[UUID, str], today: date) -> DecisionLine:
    if task is None:
        return DecisionLine(row, CellState.DONE, str(row.person) if row.person else "vastgelegd")
    state = cell_state(task.status, task.limit, task.done_on, today)
    who = f"{row.person}" if row.person else ""
    slug = visible.get(task.pk, "")
    return DecisionLine(row, state, who, task.number if slug else "", slug)


def last_held(authority_id: UUID, body_kind: str, before: datetime | None = None) -> Meeting | None:
    """The last meeting that a body held (before a moment), whoever asks."""
    with whole(authority_id):
        rows = Meeting.objects.filter(authority_id=authority_id, body_kind=body_kind, status__in=HELD)
        if before is not None:
            rows = rows.filter(starts_at__lt=before)
        found: Meeting | None = rows.order_by("-starts_at").first()
        return found


def to_approve(meeting: Meeting) -> Meeting | None:
    """The report in draft that this meeting approves: of the last meeting of the same body before it."""
    former = last_held(meeting.authority_id, meeting.body_kind, meeting.starts_at)
    return former if former is not None and former.status == MeetingStatus.CLOSED else None


def may_do(actor: Actor, row: Row, permission: Permission) -> bool:
    """Whether the actor holds the permission on this object, by role or because he takes part."""
    asked = permission.on([row.audience])
    return all(actor.holds(one, row.authority_id) for one in asked) or row.grants(actor, permission)


def choices_of_bodies(actor: Actor, authority: Authority) -> list[Body]:
    """Bodies of which the actor may convene a meeting, whoever may read who sits on them."""
    open_kinds = [
        one.kind
        for one in kinds().values()
        if all(actor.holds(asked, authority.pk) for asked in P.CONVENE.on([one.audience]))
    ]
    with whole(authority.pk):
        rows = list(Body.objects.filter(authority=authority, kind__in=open_kinds))
    return sorted(rows, key=lambda body: open_kinds.index(body.kind))


def unlocked(point: Point) -> list[PointText]:
    """Texts of a point that somebody wrote over another's saving and that were kept aside, newest first."""
    with whole(point.authority_id):
        rows = PointText.objects.filter(Q(lost=True), point=point).select_related("person")
        return list(rows.order_by("-at")[:5])
