"""What moves a project on, and its parts: milestones, person-days, the security plan."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.projects import actions, library
from roeland.projects.models import Milestone, Project
from roeland.projects.queries import intake as intakes
from roeland.projects.queries import portfolio
from roeland.projects.rules import P
from roeland.projects.values import STEPS, Step
from roeland.projects.web.common import project_or_404
from roeland.projects.web.forms import DaysForm, MilestoneForm, NoteForm, PlanForm, PresentForm, ReachedForm, ReasonForm
from roeland.projects.web.portfolio import STEP_WORDS, WIDE
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form


@page(P.EDIT)
@require_http_methods(WIDE)
def step(request: Request, pk: UUID, step: str) -> HttpResponse:
    """Start, pause, resume, finish or stop, with a reason where one is asked."""
    row = project_or_404(request, pk)
    if step not in list(Step):
        raise Http404
    chosen, back = Step(step), url(request, "projects-project", row.pk)
    asks = STEPS[chosen][2]
    form: Form = ReasonForm(sent(request)) if asks else Form(sent(request))

    def do() -> None:
        actions.move(request.actor, project=row, step=step, reason=form.cleaned_data.get("reason", ""))

    if posted(request, form, do):
        return said(request, _("Het project staat nu op “%(status)s”.") % {"status": STEPS[chosen][1].label}, back)
    verb = STEP_WORDS[chosen]()
    return ask(
        request,
        form,
        title=_("Project %(verb)s?") % {"verb": verb.lower()},
        lede=str(row),
        submit=verb,
        away=_("Nog niet"),
        back=back,
        kind="danger" if chosen == Step.STOP else "primary",
    )


@page(P.EDIT)
@require_http_methods(WIDE)
def present(request: Request, pk: UUID) -> HttpResponse:
    """Lay a project before the director."""
    row = project_or_404(request, pk)
    latest, back = intakes.latest(row), url(request, "projects-project", row.pk)
    asks = latest is not None and latest.personal and not latest.advised_on
    form = PresentForm(sent(request), asks=asks)
    if posted(request, form, lambda: actions.present(request.actor, project=row, **form.cleaned_data)):
        return said(request, _("Voorgelegd. Het project ligt nu in de Tekenmap van de algemeen directeur."), back)
    return ask(
        request,
        form,
        title=_("Voorleggen aan de algemeen directeur?"),
        lede=_present_lede(row),
        submit=_("Voorleggen"),
        away=_("Nog niet"),
        back=back,
    )


def _present_lede(row: Project) -> str:
    lacking = portfolio.lacking(row)
    if lacking:
        words = _("%(project)s kan nog niet voorgelegd worden. In het korte veiligheidsplan ontbreekt nog: %(parts)s.")
        return words % {"project": str(row), "parts": dates.join_nl([part.lower() for part in lacking])}
    return _("%(project)s komt in de Tekenmap. Een nieuwe intake haalt het daar weer uit.") % {"project": str(row)}


@page(P.APPROVE)
@require_http_methods(WIDE)
def approve(request: Request, pk: UUID) -> HttpResponse:
    """Approve what was presented."""
    row = project_or_404(request, pk)
    form, back = NoteForm(sent(request)), url(request, "projects-project", row.pk)
    if posted(request, form, lambda: actions.approve(request.actor, project=row, **form.cleaned_data)):
        return said(request, _("Goedgekeurd. Het project kan starten."), back)
    return ask(
        request,
        form,
        title=_("Dit project goedkeuren?"),
        lede=str(row),
        submit=_("Project goedkeuren"),
        away=_("Nog niet"),
        back=back,
    )


@page(P.APPROVE)
@require_http_methods(WIDE)
def send_back(request: Request, pk: UUID) -> HttpResponse:
    """Give a project back with the reason."""
    row = project_or_404(request, pk)
    form, back = ReasonForm(sent(request)), url(request, "projects-project", row.pk)
    if posted(request, form, lambda: actions.send_back(request.actor, project=row, **form.cleaned_data)):
        return said(request, _("Teruggegeven. De reden staat bij het project."), back)
    return ask(request, form, title=_("Dit project teruggeven?"), lede=str(row), submit=_("Teruggeven"), back=back)


@page(P.EDIT)
@require_http_methods(WIDE)
def milestone_new(request: Request, pk: UUID) -> HttpResponse:
    """Put a milestone in a project."""
    row = project_or_404(request, pk)
    form, back = MilestoneForm(sent(request)), url(request, "projects-project", row.pk)
    if posted(request, form, lambda: actions.add_milestone(request.actor, project=row, **form.cleaned_data)):
        return said(request, _("Mijlpaal toegevoegd."), back)
    return ask(request, form, title=_("Mijlpaal toevoegen"), lede=str(row), submit=_("Mijlpaal toevoegen"), back=back)


def _milestone(request: Request, pk: UUID) -> tuple[Milestone, str]:
    """The milestone in scope, and the page of its project."""
    found = portfolio.milestone(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.title)
    return found, url(request, "projects-project", found.project_id)


@page(P.EDIT)
@require_http_methods(WIDE)
def milestone_change(request: Request, pk: UUID) -> HttpResponse:
    """Word or date a milestone otherwise."""
    row, back = _milestone(request, pk)
    form = MilestoneForm(sent(request), initial={"title": row.title, "due": row.due})
    if posted(request, form, lambda: actions.change_milestone(request.actor, milestone=row, **form.cleaned_data)):
        return said(request, _("Aangepast."), back)
    other = c.Verb(_("Laten vervallen"), url(request, "projects-milestone-drop", row.pk), quiet=True)
    return ask(request, form, title=_("Mijlpaal wijzigen"), lede=row.title, submit=_("Bewaren"), back=back, other=other)


@page(P.EDIT)
@require_http_methods(WIDE)
def milestone_reached(request: Request, pk: UUID) -> HttpResponse:
    """Say that a milestone is there."""
    row, back = _milestone(request, pk)
    form = ReachedForm(sent(request), initial={"on": clock.today()})
    if posted(request, form, lambda: actions.reach_milestone(request.actor, milestone=row, **form.cleaned_data)):
        return said(request, _("Mijlpaal gehaald."), back)
    return ask(request, form, title=_("Mijlpaal afvinken"), lede=row.title, submit=_("Mijlpaal afvinken"), back=back)


@page(P.EDIT)
@require_http_methods(WIDE)
def milestone_drop(request: Request, pk: UUID) -> HttpResponse:
    """Let a milestone go."""
    row, back = _milestone(request, pk)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: actions.drop_milestone(request.actor, milestone=row, **form.cleaned_data)):
        return said(request, _("De mijlpaal is vervallen en blijft met de reden staan."), back)
    return ask(
        request,
        form,
        title=_("Mijlpaal laten vervallen?"),
        lede=row.title,
        submit=_("Laten vervallen"),
        away=_("Nog niet"),
        back=back,
        kind="danger",
    )


@page(P.EDIT)
@require_http_methods(WIDE)
def days(request: Request, pk: UUID) -> HttpResponse:
    """Note person-days of a group."""
    row = project_or_404(request, pk)
    form, back = DaysForm(sent(request)), url(request, "projects-project", row.pk)
    if posted(request, form, lambda: actions.note_days(request.actor, project=row, **form.cleaned_data)):
        return said(request, _("Persoonsdagen bewaard."), back)
    return ask(
        request,
        form,
        title=_("Persoonsdagen noteren"),
        lede=_("Dezelfde groep opnieuw invullen vervangt haar cijfers."),
        submit=_("Bewaren"),
        back=back,
    )


@page(P.EDIT)
@require_http_methods(WIDE)
def plan(request: Request, pk: UUID, section: str) -> HttpResponse:
    """Write a section of the security plan."""
    row = project_or_404(request, pk)
    found = next((one for one in library.sections() if one.id == section), None)
    if found is None:
        raise Http404
    back = f"{url(request, 'projects-project', row.pk)}#plan"
    form = PlanForm(sent(request), initial={"text": portfolio.plan_of(row).get(section, "")})

    def do() -> None:
        actions.write_plan(request.actor, project=row, section=section, text_=form.cleaned_data["text"])

    if posted(request, form, do):
        return said(request, _("Bewaard in het veiligheidsplan."), back)
    return ask(request, form, title=found.nl, lede=found.ask, submit=_("Bewaren"), back=back)
