"""What the pages of this room share: rows as values of the components, running verbs, finding rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.duties import queries
from roeland.duties.models import Task
from roeland.duties.values import CellState, Ground, GroundKind, cell_state
from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.rights import Permission
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.people.models import Person
from roeland.people.queries.settings import profiles
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form
from roeland.ui.undo import Undo, say

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


def here(request: Request) -> list[Authority]:
    """The authorities of this page: the one in the URL, or all in scope."""
    if request.authority is not None:
        return [request.authority]
    return list(Authority.everything.filter(pk__in=tuple(request.actor.rights)).order_by("name"))


def places(authorities: Iterable[Authority]) -> dict[UUID, c.Place]:
    """Names and marks of authorities. One statement."""
    found = list(authorities)
    marks = profiles([one.pk for one in found])
    return {one.pk: c.Place(one.name, str(marks[one.pk].mark) if one.pk in marks else "1") for one in found}


def state_of(task: Task, day: date) -> c.State:
    """The state of a task as a shape."""
    return STATES[cell_state(task.status, task.limit, task.done_on, day)]


def label(ground: Ground | None) -> c.Ground | None:
    """A ground as a label."""
    return c.Ground(KINDS[ground.shown], ground.ref) if ground else None


def due_words(task: Task, day: date) -> tuple[str, str]:
    """(words in the colour of the state, the line under them) of a worklist line."""
    if task.limit <= day:
        return dates.capital(dates.lateness(task.limit, day)), dates.table_date(task.limit)
    return dates.list_date(task.limit), dates.lateness(task.limit, day)


def task_url(task: Task, name: str = "duties-task", *args: object) -> str:
    """A page of a task."""
    return reverse(name, args=[task.authority.slug, task.number, *args])


def url(request: Request, name: str, *args: object) -> str:
    """A page of the authority in the URL."""
    return reverse(name, args=[one_authority(request).slug, *args])


def may(request: Request, permission: Permission) -> bool:
    """Whether the actor holds the permission in the authority in the URL."""
    return request.actor.holds(permission, one_authority(request).pk)


def task_or_404(request: Request, number: str) -> Task:
    """The task in scope; absent and refused are the same 404."""
    found = queries.task_by_number(one_authority(request), number)
    if found is None:
        raise Http404
    request.crumb = _("Taak %(number)s") % {"number": found.number}  # type: ignore[attr-defined] # the frame shows it
    return found


def verb_or_404(request: Request, task: Task, verb: str) -> str:
    """The reason why this verb cannot be done now, empty when it can. A verb that is not the actor's is a 404."""
    decision = queries.verbs_for(request.actor, task).get(verb)
    if decision is None:
        raise Http404
    return decision.reason if isinstance(decision, Denied) else ""


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
    messages.success(request, done)
    return True


def said(request: Request, words: str, where: str, undo: Undo | None = None) -> HttpResponse:
    """Go to a page and say there what happened, with the verb that takes it back when there is one."""
    say(request, words, undo)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question: title, lede, button, kind, back. Faulty input answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "duties/ask.html", {"form": form, "kind": "primary", **words}, status=status)


def person_of(value: object) -> Person | None:
    """The person that a form chose."""
    return value if isinstance(value, Person) else None
