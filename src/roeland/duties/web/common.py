"""What the pages of this room share: rows as values of the components, finding rows."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.duties import queries
from roeland.duties.models import Task
from roeland.duties.values import CellState, Ground, GroundKind, cell_state
from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, one_authority
from roeland.people.models import Person
from roeland.ui import components as c
from roeland.ui import dates

STATES = {
    CellState.OVERDUE: c.State.LATE,
    CellState.REJECTED: c.State.REJECTED,
    CellState.TODAY: c.State.TODAY,
    CellState.IN_REVIEW: c.State.REVIEW,
    CellState.PLANNED: c.State.PLANNED,
    CellState.DONE_LATE: c.State.DONE_LATE,
    CellState.DONE: c.State.DONE,
    CellState.SKIPPED: c.State.SKIPPED,
}
KINDS = {
    GroundKind.LAW: c.GroundKind.WET,
    GroundKind.NORM: c.GroundKind.NORM,
    GroundKind.FRAMEWORK: c.GroundKind.KADER,
    GroundKind.MANDATE: c.GroundKind.OPDRACHT,
    GroundKind.SEED: c.GroundKind.VOORBEELD,
    GroundKind.PROPOSAL: c.GroundKind.VOORSTEL,
}


def today() -> date:
    """The present date in Belgium."""
    return clock.today()


def state_of(task: Task, day: date) -> c.State:
    """The state of a task as a shape."""
    return STATES[cell_state(task.status, task.limit, task.done_on, day)]


def label(ground: Ground | None) -> c.Ground | None:
    """A ground as a label."""
    return c.Ground(KINDS[ground.shown], ground.ref) if ground else None


def due_words(task: Task, day: date) -> tuple[str, str]:
    """(words in the colour of the state, the line under them) of a worklist line."""
    return due_on(task.limit, day)


def due_on(limit: date, day: date) -> tuple[str, str]:
    """The same for a last day on time."""
    if limit <= day:
        return dates.capital(dates.lateness(limit, day)), dates.table_date(limit)
    return dates.list_date(limit), dates.lateness(limit, day)


def task_url(task: Task, name: str = "duties-task", *args: object) -> str:
    """A page of a task."""
    return reverse(name, args=[task.authority.slug, task.number, *args])


def task_or_404(request: Request, number: str) -> Task:
    """The task in scope; absent and refused are the same 404."""
    found = queries.task_by_number(one_authority(request), number)
    if found is None:
        raise Http404
    request.crumb = _("Taak %(number)s") % {"number": found.number}
    return found


def verb_or_404(request: Request, task: Task, verb: str) -> str:
    """The reason why this verb cannot be done now, empty when it can. A verb that is not the actor's is a 404."""
    decision = queries.verbs_for(request.actor, task).get(verb)
    if decision is None:
        raise Http404
    return decision.reason if isinstance(decision, Denied) else ""


def person_of(value: object) -> Person | None:
    """The person that a form chose."""
    return value if isinstance(value, Person) else None
