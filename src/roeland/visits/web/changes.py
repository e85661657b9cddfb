"""*Wijzigingen in de organisatie*: a new building, service or application, or a merger, with what it touches."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roeland.documents.values import DocumentKind
from roeland.duties.models import Duty
from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.kernel.rights import RIGHTS
from roeland.ledger.pages import ask, said, tried
from roeland.ui import dates
from roeland.visits import library
from roeland.visits.actions import changes as verbs
from roeland.visits.queries import changes as queries
from roeland.visits.rules import P
from roeland.visits.web.forms import ChangeForm


@page(P.SEE)
@require_GET
def changes(request: Request) -> HttpResponse:
    """What changed, with the tasks that came of it; and the kinds of change to note."""
    authority = one_authority(request)
    rows = queries.organisation(authority)
    kinds = library.change_kinds()
    open_tasks = sum(1 for _, tasks in rows for task in tasks if task.closed_at is None)
    words = dates.plural(open_tasks, "taak staat", "taken staan", words=True)
    context = {
        "authority": authority,
        "rows": [(row, kinds[row.change].title if row.change in kinds else row.change, tasks) for row, tasks in rows],
        "kinds": [(kind, url(request, "visits-change-add", kind.id)) for kind in kinds.values()],
        "may_edit": may(request, P.CHANGE),
        "lede": f"{dates.capital(words)} nog open." if rows else "Er is nog geen wijziging genoteerd.",
    }
    return render(request, "visits/changes.html", context)


@page(P.CHANGE)
def add(request: Request, kind: str) -> HttpResponse:
    """The checklist of one kind: every line is a proposal, ticked lines become tasks."""
    known = library.change_kinds().get(kind)
    if known is None:
        raise Http404
    authority = one_authority(request)
    request.crumb = known.title
    first = {"steps": [step.id for step in known.steps], "on": clock.today()}
    form = ChangeForm(request.POST or None, initial=first, kind=known, hints=hints(request, known))
    back = url(request, "visits-changes")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: verbs.note_change(request.actor, authority=authority, kind=kind, **data)):
            count = dates.plural(len(data["steps"]), "taak staat", "taken staan", words=True)
            return said(request, f"Genoteerd. {dates.capital(count)} in het controleplan.", back)
    return ask(
        request,
        form,
        title=known.title,
        lede=f"{known.ask} Elke regel is een voorstel van Roeland. Wat aangevinkt blijft, wordt een taak.",
        submit="Noteren en taken maken",
        away="Niets noteren",
        back=back,
    )


def hints(request: Request, kind: library.ChangeKind) -> dict[str, str]:
    """Per line: by whom, and which recurring tasks and documents of this authority it touches."""
    wanted = {one for step in kind.steps for one in step.duties}
    rows = Duty.objects.filter(authority=one_authority(request), catalogue_id__in=wanted, status="active")
    titles = dict(rows.values_list("catalogue_id", "title"))
    return {step.id: _hint(step, titles) for step in kind.steps}


def _hint(step: library.Step, titles: dict[str, str]) -> str:
    touched = [f"“{titles[one]}”" for one in step.duties if one in titles]
    touched += [f"de documenten van de soort {DocumentKind(kind).label}" for kind in step.documents]
    words = f"raakt {dates.join_nl(touched)}" if touched else ""
    return ", ".join(part for part in (RIGHTS.roles[step.role].nl, words) if part)
