"""Evidence: attach files and hand in, point to a record, take away, download."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.duties import actions, providers, queries
from roeland.duties.actions.work import needs_review
from roeland.duties.models import Evidence, Task
from roeland.duties.serving import sealed_file
from roeland.duties.values import TaskStatus
from roeland.duties.web import undoing
from roeland.duties.web.common import task_or_404, task_url, verb_or_404
from roeland.duties.web.forms import HandInForm, ReferForm, TextForm
from roeland.duties.web.task import show
from roeland.kernel.http import Request
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.ui import dates

MOST_FILES = 20


@page(SIGNED_IN)
@require_POST
def hand_in(request: Request, number: str) -> HttpResponse:
    """Keep the files that were chosen; with *Indienen* also say that the work is done."""
    found = task_or_404(request, number)
    verb_or_404(request, found, "hand_in")
    form = HandInForm(request.POST, labels=list(found.expected))
    if not form.is_valid():
        return show(request, found, form)
    kept = _keep(request, found, form)
    if form.errors:
        return show(request, found, form)
    if request.POST.get("doe") != "indienen":
        if not kept:
            form.add_error(None, _("Kies eerst een bestand."))
            return show(request, found, form)
        return said(
            request,
            _("%(count)s verzegeld.") % {"count": dates.plural(kept, "bestand", "bestanden")},
            task_url(found) + "#bewijs",
        )
    data = {name: form.cleaned_data[name] for name in ("done_on", "note", "minutes_spent")}
    if not tried(form, lambda: actions.hand_in(request.actor, task=found, **data)):
        return show(request, found, form)
    return said(request, _handed_in(found), task_url(found), undoing.of_hand_in(request, found))


def _keep(request: Request, found: Task, form: HandInForm) -> int:
    """Seal the chosen files, each in its own verb; a refused one becomes an error that names it. How many were kept."""
    kept = 0
    data = form.cleaned_data
    for file in request.FILES.getlist("bestand")[:MOST_FILES]:
        handle, name = file.file, file.name or "bestand"
        if handle is None:
            continue
        if tried(
            form,
            lambda handle=handle, name=name: actions.attach_file(  # type: ignore[misc] # bound in the loop on purpose
                request.actor,
                task=found,
                file=handle,
                name=name,
                label=data.get("label", ""),
                effective_on=data["done_on"],
            ),
        ):
            kept += 1
    return kept


def _handed_in(found: Task) -> str:
    """*Ingediend. Dina Claes ziet na.*"""
    found.refresh_from_db()
    if found.status == TaskStatus.ACCEPTED or not needs_review(found):
        return _("Gedaan. Het bewijs is verzegeld.")
    return (
        _("Ingediend. %(reviewer)s ziet na.") % {"reviewer": found.reviewer}
        if found.reviewer
        else _("Ingediend. De taak gaat naar wie nakijkt.")
    )


def _evidence(request: Request, number: str, pk: UUID) -> Evidence:
    found = task_or_404(request, number)
    row = Evidence.objects.filter(pk=pk, task=found).select_related("task").first()
    if row is None:
        raise Http404
    return row


@page(SIGNED_IN)
@require_POST
def remove(request: Request, number: str, pk: UUID) -> HttpResponse:
    """Take a piece of evidence away before handing in."""
    row = _evidence(request, number, pk)
    verb_or_404(request, row.task, "attach")
    pressed(
        request,
        lambda: actions.remove_evidence(request.actor, evidence=row),
        _("Verwijderd. Het logboek bewaart dat het er was."),
    )
    return redirect(task_url(task_or_404(request, number)) + "#bewijs")


@page(SIGNED_IN)
@require_GET
def download(request: Request, number: str, pk: UUID) -> HttpResponseBase:
    """A sealed file, always as an attachment. Who may see the task may open its files."""
    row = _evidence(request, number, pk)
    if not row.sha256 or queries.file_of(row.pk) is None:
        raise Http404
    return sealed_file(row.sha256, row.name, row.media_type)


@page(SIGNED_IN)
def refer(request: Request, number: str) -> HttpResponse:
    """Point to a record of any room as evidence."""
    found = task_or_404(request, number)
    refused = verb_or_404(request, found, "attach")
    words = (request.POST.get("zoek") or request.GET.get("zoek") or "").strip()[:100]
    records = _records(found, words)
    form = ReferForm(request.POST if "record" in request.POST else None, records=records)
    if form.is_bound and form.is_valid():
        kind, _colon, record = form.cleaned_data["record"].partition(":")
        if tried(form, lambda: actions.attach_link(request.actor, task=found, kind=kind, record_id=UUID(record))):
            return said(request, _("Verwezen. Het gegeven telt als bewijs."), task_url(found) + "#bewijs")
    return ask(
        request,
        form,
        warning=refused,
        title=_("Verwijs naar een gegeven"),
        lede=_("Wat al in Roeland staat, hoef je niet te uploaden. Zoek het op en verwijs ernaar."),
        submit=_("Verwijzen"),
        away=_("Terug naar de taak"),
        back=task_url(found),
        template="duties/refer.html",
        finder=words,
        found=len(records),
    )


@page(SIGNED_IN)
def write(request: Request, number: str) -> HttpResponse:
    """Evidence in words: what was seen or said, when there is no file."""
    found = task_or_404(request, number)
    refused = verb_or_404(request, found, "attach")
    form = TextForm(request.POST or None, labels=list(found.expected))
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: actions.attach_text(request.actor, task=found, **form.cleaned_data)):
        return said(request, _("Bewaard als bewijs."), task_url(found) + "#bewijs")
    return ask(
        request,
        form,
        warning=refused,
        title=_("Schrijf het bewijs op"),
        lede=_("Voor wat geen bestand heeft: wat je zag, wie je sprak, wat er beslist is."),
        submit=_("Bewijs bewaren"),
        away=_("Terug naar de taak"),
        back=task_url(found),
    )


def _records(found: Task, words: str) -> list[tuple[str, str]]:
    """(kind:id, words) of records that fit, over all kinds that the rooms offer."""
    if not words:
        return []
    rows: list[tuple[str, str]] = []
    for provider in providers.KINDS.values():
        hits = provider.search(found.authority_id, words)
        rows += [(f"{row.kind}:{row.id}", f"{provider.label}: {row.title}, {dates.table_date(row.on)}") for row in hits]
    return [row for row in rows if row[0] != f"duties.task:{found.pk}"]
