"""The portfolio: its list with a timeline, the page of a project, programmes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from roeland.duties.cost_panel import cost_panel
from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.people.pages import here
from roeland.projects import actions, library, timeline, words
from roeland.projects.models import Programme, Project
from roeland.projects.queries import intake as intakes
from roeland.projects.queries import money, portfolio
from roeland.projects.queries.portfolio import ProjectLine
from roeland.projects.rules import P
from roeland.projects.values import PROJECT, STEPS, Dpia, Status, Step
from roeland.projects.web.common import project_or_404
from roeland.projects.web.forms import ProjectForm
from roeland.projects.web.tables import ProjectTable, state_of
from roeland.ui import components as c
from roeland.ui import dates

WIDE = ["GET", "POST"]


@page(P.SEE)
@require_GET
def register(request: Request) -> HttpResponse:
    """Every project in sight, as a table and as a timeline; the programmes they belong to."""
    authorities = here(request, P.SEE)
    ids = [one.pk for one in authorities]
    reads = [pk for pk in ids if request.actor.holds(P.MONEY_SEE, pk)]
    found = portfolio.lines(portfolio.projects(ids), money_in=reads)
    table = ProjectTable(request, found, many=len(authorities) > 1, money=bool(reads))
    if response := table.export():
        return response
    writes = request.authority is not None and may(request, P.EDIT)
    new_url = url(request, "projects-new") if writes else ""
    chart = timeline.timeline(list(table.selected), clock.today(), _("Projecten in de tijd"))
    context = {
        "table": table,
        "rows": found,
        "lede": lede(found),
        "new_url": new_url,
        "programme_url": url(request, "projects-programme-new") if writes else "",
        "chart": chart,
        "drawings": (timeline.svg(chart), timeline.svg(chart, narrow=360, uid="tijdlijn-smal")) if chart else (),
        "programmes": _programmes(request, ids, found),
        "money_url": _money_url(request, reads),
        "empty": _nothing(new_url),
    }
    return render(request, "projects/register.html", context)


def _money_url(request: Request, reads: list[UUID]) -> str:
    if not reads:
        return ""
    return url(request, "projects-money") if request.authority is not None else "/geld/"


def lede(found: list[ProjectLine]) -> str:
    """*Vier projecten lopen. Twee mijlpalen zijn te laat.*"""
    today = clock.today()
    running = sum(line.project.status == Status.RUNNING for line in found)
    waits = sum(line.project.presented_on is not None for line in found)
    late = sum(len(line.late(today)) for line in found)
    told = [f"{dates.capital(dates.plural(running, _('project loopt'), _('projecten lopen'), words=True))}."]
    if waits:
        counted = dates.plural(waits, _("project wacht"), _("projecten wachten"), words=True)
        told.append(f"{dates.capital(counted)} {_('op goedkeuring')}.")
    if late:
        counted = dates.plural(late, _("mijlpaal is"), _("mijlpalen zijn"), words=True)
        told.append(f"{dates.capital(counted)} {_('te laat')}.")
    return " ".join(told) if found else ""


def _nothing(new_url: str) -> c.Empty:
    first = c.Verb(_("Project voorstellen"), new_url, primary=True) if new_url else None
    return c.Empty(
        _("Er is nog geen project."),
        _("Een idee volstaat om te beginnen. De intake zegt daarna wat er voor beveiliging en privacy nodig is."),
        first,
    )


def _programmes(request: Request, ids: list[UUID], found: list[ProjectLine]) -> list[tuple[Programme, str, str]]:
    kept = portfolio.by_programme(found)
    rows = []
    for row in portfolio.programmes(ids):
        mine = kept.get(row.pk, [])
        told = dates.plural(len(mine), _("project"), _("projecten"))
        over = sum(Status(line.project.status).over for line in mine)
        if over:
            told += f", {dates.number(over)} {_('afgelopen')}"
        change = f"/{row.authority.slug}/projecten/programmas/{row.pk}/wijzigen/"
        edits = row.closed_on is None and request.actor.holds(P.EDIT, row.authority_id)
        rows.append((row, told, change if edits else ""))
    return rows


@page(P.SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One project: what now, milestones, intake, security plan, costs, tasks."""
    row, authority = project_or_404(request, pk), one_authority(request)
    reads = may(request, P.MONEY_SEE)
    line = portfolio.lines([row], money_in=[authority.pk] if reads else [])[0]
    edits = may(request, P.EDIT) and not Status(row.status).over
    latest = intakes.latest(row)
    chart = timeline.timeline([line], clock.today(), _("Verloop van %(number)s") % {"number": row.number})
    written = portfolio.plan_of(row)
    context = {
        "row": row,
        "state": state_of(row, clock.today()),
        "edits": edits,
        "facts": _facts(row),
        "verbs": _verbs(request, row, latest),
        "milestones": [(one, _milestone_state(one), one.open and edits) for one in line.milestones],
        "chart": chart,
        "drawings": (timeline.svg(chart, narrow=640), timeline.svg(chart, narrow=360, uid="tijdlijn-smal"))
        if chart
        else (),
        "intake": latest,
        "dpia": dpia_words(latest),
        "proposals": [(one, edits and one.waits) for one in intakes.proposals(row)],
        "plan": [(section, written.get(section.id, "")) for section in library.sections()],
        "days": [(one, words.days(one.planned), words.days(one.used)) for one in portfolio.days_of(row)],
        "tasks": portfolio.tasks_of(row),
        "served": portfolio.served(row),
        "costs": cost_panel(request.actor, authority, PROJECT, row.pk),
        "reads": reads,
        "years": year_rows(money.of_project(row)) if reads else [],
        "pays": may(request, P.MONEY_EDIT),
        "case": money.business_case(row) if reads else None,
    }
    if context["case"]:
        context["case_words"] = words.sentences(context["case"])  # type: ignore[arg-type]
    return render(request, "projects/project.html", context)


def year_rows(found: list[Any]) -> list[tuple[str, ...]]:
    """Years in columns: year, available, planned, spent, left."""
    return [
        (str(y.year), words.bare(y.available), words.bare(y.planned), words.bare(y.spent), words.bare(y.left))
        for y in found
    ]


def dpia_words(latest: Any) -> str:
    """What the intake proposes about a DPIA and what the DPO said, in sentences."""
    if latest is None or not latest.sealed_on:
        return ""
    told = _("Voorstel van Roeland: %(dpia)s.") % {"dpia": Dpia(latest.dpia).label}
    if latest.advised_on:
        needed = (Dpia.NEEDED if latest.advice_needed else Dpia.NOT).label
        return f"{told} {_('Advies van de functionaris: %(dpia)s.') % {'dpia': needed}}"
    return f"{told} {_('De functionaris voor gegevensbescherming adviseerde nog niet.')}"


def _milestone_state(one: Any) -> c.Status:
    today = clock.today()
    if one.dropped_on:
        return c.Status(c.State.SKIPPED, _("vervallen"))
    if one.done_on:
        late = one.done_on > one.due
        word = _("laat gehaald") if late else _("gehaald")
        return c.Status(c.State.DONE_LATE if late else c.State.DONE, f"{word} {dates.table_date(one.done_on)}")
    if one.due < today:
        return c.Status(c.State.LATE, dates.lateness(one.due, today))
    return c.Status(c.State.TODAY if one.due == today else c.State.PLANNED, dates.lateness(one.due, today))


def _facts(row: Project) -> list[c.Definition]:
    nobody = _("nog niemand")
    found = [
        c.Definition(_("Projectleider"), str(row.leader or nobody)),
        c.Definition(_("Opdrachtgever"), str(row.sponsor or nobody)),
    ]
    if row.programme:
        found.append(c.Definition(_("Programma"), str(row.programme)))
    for label, day in (
        (_("Voorgesteld op"), row.proposed_on),
        (_("Geplande start"), row.planned_start),
        (_("Gestart op"), row.started_on),
        (_("Gepland einde"), row.planned_end),
        (_("Geëindigd op"), row.ended_on),
    ):
        if day:
            found.append(c.Definition(label, dates.table_date(day)))
    if row.approved_on:
        found.append(
            c.Definition(_("Goedgekeurd"), f"{dates.table_date(row.approved_on)}, {row.approved_by or ''}".rstrip(", "))
        )
    return found


STEP_WORDS = {
    Step.START: lambda: _("Starten"),
    Step.PAUSE: lambda: _("Stilleggen"),
    Step.RESUME: lambda: _("Hervatten"),
    Step.FINISH: lambda: _("Afronden"),
    Step.STOP: lambda: _("Stoppen"),
}


def _verbs(request: Request, row: Project, latest: Any) -> list[c.Verb]:
    """What this actor can do now, the next step first and filled."""
    found: list[c.Verb] = []

    def add(label: str, name: str, *more: object, main: bool = True) -> None:
        primary = main and not any(verb.primary for verb in found)
        found.append(c.Verb(label, url(request, name, row.pk, *more), primary=primary, quiet=not main))

    sealed = latest is not None and latest.sealed_on is not None
    if row.presented_on and may(request, P.APPROVE):
        add(_("Project goedkeuren"), "projects-approve")
        add(_("Teruggeven"), "projects-send-back", main=False)
    if sealed and not latest.advised_on and may(request, P.DPIA_ADVISE):
        add(_("Over de DPIA adviseren"), "projects-advise")
    if not may(request, P.EDIT) or Status(row.status).over:
        return found
    if row.status in {Status.IDEA, Status.INTAKE} and not row.presented_on:
        found += _towards_approval(request, row, latest, first=not found)
    for step in Step:
        if Status(row.status) in STEPS[step][0]:
            add(STEP_WORDS[step](), "projects-step", step.value, main=step not in {Step.STOP, Step.PAUSE})
    add(_("Wijzigen"), "projects-change", main=False)
    return sorted(found, key=lambda verb: verb.quiet)


def _towards_approval(request: Request, row: Project, latest: Any, *, first: bool) -> list[c.Verb]:
    """The next step of the three: intake, short security plan, laying it before the director."""
    if latest is None or latest.sealed_on is None:
        return [c.Verb(_("Intake invullen"), url(request, "projects-intake", row.pk), primary=first)]
    if latest.dpia == Dpia.NEEDED and not latest.advised_on:
        return []
    if lacks := portfolio.lacking(row):
        where = url(request, "projects-plan", row.pk, _first(lacks))
        return [c.Verb(_("Veiligheidsplan schrijven"), where, primary=first)]
    return [c.Verb(_("Voorleggen aan de directeur"), url(request, "projects-present", row.pk), primary=first)]


def _first(titles: list[str]) -> str:
    """The section of the plan with the first of these titles."""
    return next(one.id for one in library.sections() if one.nl == titles[0])


@page(P.EDIT)
@require_http_methods(WIDE)
def new(request: Request) -> HttpResponse:
    """Propose a project."""
    authority, made = one_authority(request), []
    form = ProjectForm(authority, sent(request))

    def do() -> None:
        made.append(actions.propose(request.actor, authority=authority, wording=form.wording, **form.people))

    if posted(request, form, do):
        where = url(request, "projects-project", made[0].pk)
        return said(request, _("Voorgesteld als %(number)s. Nu de intake.") % {"number": made[0].number}, where)
    return ask(
        request,
        form,
        title=_("Project voorstellen"),
        lede=_("Een titel en een paar zinnen volstaan. De rest kan later."),
        submit=_("Project voorstellen"),
        back=url(request, "projects-register"),
    )


@page(P.EDIT)
@require_http_methods(WIDE)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Word, date or man a project otherwise."""
    row = project_or_404(request, pk)
    back = url(request, "projects-project", row.pk)
    form = ProjectForm(one_authority(request), sent(request), initial=ProjectForm.of(row))

    def do() -> None:
        actions.change_project(request.actor, project=row, wording=form.wording, **form.people)

    if posted(request, form, do):
        return said(request, _("Aangepast."), back)
    return ask(request, form, title=_("%(number)s wijzigen") % {"number": row.number}, submit=_("Bewaren"), back=back)
