"""Vandaag: what the actor has to do over all authorities in scope, heaviest consequence first.

A fixed number of statements, however many authorities and tasks: one for clocks, one for their events, one for the counts,
one per group for its first lines, one for the actor's own mandates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from roeland.duties.models import Clock, Task
from roeland.duties.models.involved import by_roles, persons_of
from roeland.duties.rules import P
from roeland.duties.values import (
    TO_DO,
    UNFINISHED,
    ClockStatus,
    Ground,
    NextAction,
    TaskStatus,
    Urgency,
    days_late,
    end_of_week,
    urgency,
)
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import current_scope, scope
from roeland.people.actors import on_day
from roeland.people.models import Absence, Mandate

FIRST = 25
GROUPS = (Urgency.OVERDUE, Urgency.TODAY, Urgency.THIS_WEEK, Urgency.LATER)


@dataclass(frozen=True)
class Line:
    """One line. `task` comes with duty, authority, assignee and doer; `reason` is a short Dutch text, `action` the verb."""

    task: Task
    urgency: Urgency
    action: NextAction
    reason: str
    ground: Ground | None
    days_late: int
    mine: bool
    acting: bool

    @property
    def holder(self) -> str:
        """Who has it now, when that is somebody else."""
        return "" if self.mine or self.task.assignee is None else str(self.task.assignee)


@dataclass(frozen=True)
class Group:
    """Lines of one urgency: the first ones, and how many there are in all."""

    urgency: Urgency
    lines: list[Line]
    count: int

    @property
    def more(self) -> int:
        """How many are not among the lines."""
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Worklist:
    """Clocks that run or stand still, by what is left of them, and the groups in order of consequence."""

    clocks: list[Clock]
    groups: list[Group]
    today: date

    def group(self, wanted: Urgency) -> Group:
        """One group, possibly empty."""
        return next(group for group in self.groups if group.urgency == wanted)

    @property
    def count(self) -> int:
        """What asks attention now: clocks, overdue, today and this week."""
        return len(self.clocks) + sum(group.count for group in self.groups if group.urgency != Urgency.LATER)

    @property
    def next_due(self) -> date | None:
        """The day of the first task that comes later."""
        later = self.group(Urgency.LATER).lines
        return later[0].task.limit if later else None


def absent_today(today: date) -> QuerySet[Any, Any]:
    """Persons who are away, of all authorities in scope, whoever asks: as a subquery. Only for deciding whose turn it is."""
    ids = current_scope().authority_ids
    with scope(Actor.system("absent", ids), ids):
        found: QuerySet[Any, Any] = Absence.objects.filter(on_day(today)).values("person_id")
        return found


def _role_is_mine(actor: Actor, column: str) -> Q:
    found = Q(pk__in=[])
    for roles, where in by_roles(actor):
        found |= where & Q(**{f"{column}__in": roles})
    return found


def _mine(actor: Actor, person: str, role: str, today: date) -> Q:
    """Mine by name, or by role when nobody has it or who has it is away."""
    free = Q(**{f"{person}__isnull": True}) | Q(**{f"{person}__in": absent_today(today)})
    return Q(**{f"{person}__in": persons_of(actor)}) | (_role_is_mine(actor, role) & free)


def to_do(actor: Actor, today: date) -> Q:
    """Tasks that the actor does himself."""
    return Q(status__in=TO_DO) & _mine(actor, "assignee", "lead_role", today)


def to_review(actor: Actor, today: date) -> Q:
    """Tasks that the actor looks at: not his own work where that must be somebody else's."""
    own = Q(separation=True, doer__in=persons_of(actor))
    return Q(status=TaskStatus.HANDED_IN) & _mine(actor, "reviewer", "approve_role", today) & ~own


def to_ask(actor: Actor, today: date) -> Q:
    """Overdue work of others, for who keeps the control plan."""
    kept = [place for place in current_scope().authority_ids if actor.holds(P.PLAN_DECIDE, place)]
    where = Q() if len(kept) == len(current_scope().authority_ids) else Q(authority_id__in=kept)
    return Q(status__in=TO_DO, limit__lt=today) & where


def concerning(actor: Actor, today: date) -> Q:
    """Everything that stands on the actor's worklist."""
    return to_do(actor, today) | to_review(actor, today) | to_ask(actor, today)


def _when(wanted: Urgency, today: date) -> Q:
    sunday = end_of_week(today)
    return {
        Urgency.OVERDUE: Q(limit__lt=today),
        Urgency.TODAY: Q(limit=today),
        Urgency.THIS_WEEK: Q(limit__gt=today, limit__lte=sunday),
        Urgency.LATER: Q(limit__gt=sunday),
    }[wanted]


def worklist(actor: Actor | None = None, today: date | None = None, *, first: int = FIRST) -> Worklist:
    """The worklist of the actor of the open scope, with at most `first` lines per group."""
    actor = actor or current_scope().actor
    today = today or clock.today()
    rows = _unfinished().filter(concerning(actor, today))
    counts = rows.aggregate(**{str(u): Count("pk", filter=_when(u, today)) for u in GROUPS})
    acting = acting_roles(actor, today)
    groups = []
    for wanted in GROUPS:
        found = rows.filter(_when(wanted, today)).select_related("duty", "authority", "assignee", "doer")
        lines = [line(task, actor, today, acting) for task in found.order_by("limit", "number", "pk")[:first]]
        groups.append(Group(wanted, lines, counts[str(wanted)]))
    return Worklist(running_clocks(), groups, today)


def waiting(actor: Actor, today: date | None = None) -> int:
    """How many things the actor has to do or to look at up to the end of this week, over the open scope. One statement."""
    today = today or clock.today()
    mine = to_do(actor, today) | to_review(actor, today)
    return _unfinished().filter(mine, limit__lte=end_of_week(today)).count()


def _unfinished() -> QuerySet[Task]:
    """Unfinished tasks in scope. That the scope is said once more lets the database use its index before it weighs who is involved."""
    found: QuerySet[Task] = Task.objects.filter(authority_id__in=current_scope().authority_ids, status__in=UNFINISHED)
    return found


def acting_roles(actor: Actor, today: date) -> set[tuple[UUID, str]]:
    """(authority, role) that the actor holds only because he stands in for somebody (*waarnemend*)."""
    own = set(Mandate.objects.filter(on_day(today), person__in=persons_of(actor)).values_list("authority_id", "role"))
    held = {(authority_id, role) for authority_id, rights in actor.rights.items() for role in rights.roles}
    return held - own


def running_clocks() -> list[Clock]:
    """Clocks in scope that run or stand still, with their events; what ends first comes first."""
    rows = Clock.objects.filter(status__in=(ClockStatus.RUNNING, ClockStatus.PAUSED)).select_related(
        "authority", "owner"
    )
    return list(rows.order_by("due_at").prefetch_related("events"))


def line(task: Task, actor: Actor, today: date, acting: set[tuple[UUID, str]]) -> Line:
    """A task as a line for this actor."""
    mine = task.assignee_id in actor.person_ids
    verb = next_action(task, actor)
    role = task.approve_role if verb == NextAction.REVIEW else task.lead_role
    return Line(
        task=task,
        urgency=urgency(task.limit, today),
        action=verb,
        reason=_reason(task, verb),
        ground=task.duty.ground if task.duty else None,
        days_late=days_late(task.limit, today),
        mine=mine,
        acting=(task.authority_id, role) in acting,
    )


def next_action(task: Task, actor: Actor) -> NextAction:
    """The one verb that the actor would do next."""
    roles = actor.rights_in(task.authority_id).roles
    mine = task.assignee_id in actor.person_ids
    if task.status == TaskStatus.HANDED_IN:
        return NextAction.REVIEW
    if not mine and task.lead_role not in roles:
        return NextAction.ASK
    if not mine and task.assignee_id is not None:
        return NextAction.ASK if actor.holds(P.PLAN_DECIDE, task.authority_id) else NextAction.CLAIM
    return NextAction.REVISE if task.status == TaskStatus.REJECTED else NextAction.DO


def _reason(task: Task, verb: NextAction) -> str:
    if task.status == TaskStatus.REJECTED:
        return f"afgekeurd: {task.reject_reason}"
    if verb == NextAction.REVIEW:
        return f"ingediend door {task.doer}" if task.doer else "ingediend"
    if verb == NextAction.ASK and task.assignee is not None:
        return f"wacht op {task.assignee}"
    if task.postpone_reason:
        return f"uitgesteld: {task.postpone_reason}"
    return task.duty.interval_nl if task.duty else "eenmalig"
