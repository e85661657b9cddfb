"""Programmes and projects: started, proposed, changed, presented, approved, sent back, moved on."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import providers
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.people.actors import me
from roeland.people.models import Person
from roeland.projects.actions.common import day
from roeland.projects.facts.portfolio import (
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeStarted,
    ProjectApproved,
    ProjectChanged,
    ProjectMoved,
    ProjectPresented,
    ProjectProposed,
    ProjectSentBack,
)
from roeland.projects.models import Programme, Project
from roeland.projects.queries.intake import latest
from roeland.projects.queries.portfolio import lacking
from roeland.projects.rules import P, may_approve, may_change, may_present, may_step
from roeland.projects.values import STEPS, ProjectText, Status, Step, number_of

AUDIENCE = "projects"


@action(P.EDIT, ProgrammeStarted)
def start_programme(
    actor: Actor, *, authority: Authority, title: str, aim: str = "", owner: Person | None = None
) -> Programme:
    """Start a programme that projects can belong to."""
    row = Programme(authority=authority, audience=AUDIENCE, started_on=clock.today())
    _fill_programme(row, title, aim, owner)
    state(ProgrammeStarted(about=row, title=row.title))
    return row


@action(P.EDIT, ProgrammeChanged)
def change_programme(
    actor: Actor, *, programme: Programme, title: str, aim: str = "", owner: Person | None = None
) -> Programme:
    """Word a programme otherwise. Refused once closed."""
    row = fresh(programme)
    if row.closed_on:
        raise Refused(_("Dit programma is afgesloten."))
    _fill_programme(row, title, aim, owner)
    state(ProgrammeChanged(about=row, title=row.title))
    return row


@action(P.EDIT, ProgrammeClosed)
def close_programme(actor: Actor, *, programme: Programme) -> Programme:
    """Close a programme. Refused while a project of it goes on."""
    row = fresh(programme)
    if row.closed_on:
        raise Refused(_("Dit programma is afgesloten."))
    if Project.objects.filter(programme=row).exclude(status__in=[Status.DONE, Status.STOPPED]).exists():
        raise Refused(_("Er loopt nog een project in dit programma."))
    row.closed_on = clock.today()
    row.save()
    state(ProgrammeClosed(about=row, title=row.title))
    return row


def _fill_programme(row: Programme, title: str, aim: str, owner: Person | None) -> None:
    row.title = long_text("title", title, ask=_("Geef het programma een naam."), longest=200)
    row.aim, row.owner = long_text("aim", aim), owner
    row.save()


@action(P.EDIT, ProjectProposed)
def propose(
    actor: Actor,
    *,
    authority: Authority,
    wording: ProjectText,
    programme: Programme | None = None,
    leader: Person | None = None,
    sponsor: Person | None = None,
) -> Project:
    """Put an idea in the portfolio under the next number of the year."""
    today = clock.today()
    row = Project(
        authority=authority,
        audience=AUDIENCE,
        number=_next_number(authority, today.year),
        status=Status.IDEA,
        proposed_on=today,
    )
    _fill(row, wording, programme, leader, sponsor)
    state(ProjectProposed(about=row, number=row.number, title=row.title))
    return row


@action(P.EDIT, ProjectChanged)
def change_project(
    actor: Actor,
    *,
    project: Project,
    wording: ProjectText,
    programme: Programme | None = None,
    leader: Person | None = None,
    sponsor: Person | None = None,
) -> Project:
    """Word, date or man a project otherwise. Refused once it is over."""
    row = fresh(project)
    check(may_change(row.status))
    _fill(row, wording, programme, leader, sponsor)
    state(ProjectChanged(about=row, number=row.number, title=row.title))
    return row


@action(P.EDIT, ProjectPresented)
def present(actor: Actor, *, project: Project, no_advice: str = "") -> Project:
    """Lay a project before the general director. Refused, in words that say what lacks, without a sealed intake, without the short
    security plan, and without the DPO's advice when a DPIA seems needed.

    `no_advice`: why a project with personal data goes without that advice.
    """
    row = fresh(project)
    found = latest(row)
    reason = long_text("no_advice", no_advice)
    check(
        may_present(
            row.status,
            sealed=found is not None and found.sealed_on is not None,
            dpia=found.dpia if found else "",
            advised=found is not None and found.advised_on is not None,
            presented=row.presented_on is not None,
            lacking=lacking(row),
            personal=found is not None and found.personal,
            reason=reason,
        )
    )
    row.presented_on, row.reason, row.status = clock.today(), "", Status.INTAKE
    row.no_advice = reason if found is not None and not found.advised_on else ""
    row.save()
    state(ProjectPresented(about=row, number=row.number, title=row.title, reason=row.no_advice))
    return row


@action(P.APPROVE, ProjectApproved)
def approve(actor: Actor, *, project: Project, note: str = "") -> Project:
    """Approve what was presented. Refused without a sealed intake."""
    row = _presented(project)
    row.status, row.approved_on, row.approved_by = Status.APPROVED, clock.today(), me(actor, row.authority)
    row.approval_note, row.presented_on, row.reason = long_text("note", note), None, ""
    row.save()
    state(ProjectApproved(about=row, number=row.number, title=row.title, note=row.approval_note))
    return row


@action(P.APPROVE, ProjectSentBack)
def send_back(actor: Actor, *, project: Project, reason: str) -> Project:
    """Give a project back to whoever presented it, with the reason."""
    row = _presented(project)
    row.reason = long_text("reason", reason, ask=_("Zeg wat er nog ontbreekt of moet veranderen."))
    row.presented_on = None
    row.save()
    state(ProjectSentBack(about=row, number=row.number, title=row.title, reason=row.reason))
    return row


@action(P.EDIT, ProjectMoved)
def move(actor: Actor, *, project: Project, step: str, reason: str = "") -> Project:
    """Start, pause, resume, finish or stop a project (`step`: a value of Step). Pausing and stopping ask the reason."""
    if step not in list(Step):
        raise Invalid({"step": [_("Kies starten, stilleggen, hervatten, afronden of stoppen.")]})
    row, chosen = fresh(project), Step(step)
    check(may_step(row.status, chosen))
    _from, to, asks = STEPS[chosen]
    row.reason = long_text("reason", reason, ask=_("Zeg waarom.") if asks else "")
    row.status, row.presented_on = to, None
    if chosen == Step.START:
        row.started_on = clock.today()
    if to.over:
        row.ended_on = clock.today()
    row.save()
    state(ProjectMoved(about=row, number=row.number, title=row.title, status=to.label, reason=row.reason))
    return row


def _presented(project: Project) -> Project:
    row = fresh(project)
    found = latest(row)
    sealed = found is not None and found.sealed_on is not None
    check(may_approve(row.status, presented=row.presented_on is not None, sealed=sealed))
    return row


def _next_number(authority: Authority, year: int) -> str:
    """The next number of the year. The authority's row is locked, so two that are proposed at once get two numbers."""
    Authority.everything.select_for_update().get(pk=authority.pk)
    with scope(Actor.system("projecten", [authority.pk]), [authority.pk]):
        known = Project.objects.filter(authority=authority, proposed_on__year=year).count()
    return number_of(year, known + 1)


def _fill(
    row: Project, wording: ProjectText, programme: Programme | None, leader: Person | None, sponsor: Person | None
) -> None:
    start, end = wording.planned_start, wording.planned_end
    if start and end and end < start:
        raise Invalid({"planned_end": [_("Het einde komt na de start.")]})
    if programme is not None and programme.closed_on and programme.pk != row.programme_id:
        raise Invalid({"programme": [_("Dit programma is afgesloten.")]})
    row.title = long_text("title", wording.title, ask=_("Geef het project een titel."), longest=200)
    row.summary, row.serves = long_text("summary", wording.summary), long_text("serves", wording.serves)
    row.planned_start = day("planned_start", start) if start else None
    row.planned_end = day("planned_end", end) if end else None
    row.programme, row.leader, row.sponsor = programme, leader, sponsor
    for name, value in _served(row.authority, wording).items():
        setattr(row, name, value)
    row.save()


def _served(authority: Authority, wording: ProjectText) -> dict[str, Any]:
    """The record that a project serves. Raises Invalid when it is absent or closed to the actor."""
    if not (wording.serves_kind or wording.serves_id):
        return {"serves_kind": "", "serves_id": None}
    try:
        pk = UUID(wording.serves_id)
    except ValueError:
        pk = None
    if pk is None or providers.find(wording.serves_kind, authority.pk, pk) is None:
        raise Invalid({"serves_id": [_("Dit gegeven is er niet, of niet voor jou.")]})
    return {"serves_kind": wording.serves_kind, "serves_id": pk}
