"""Importing a list: upload, test import with counts and faults, then the same plan for real."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import page
from roeland.people.importers.headers import Kind, template
from roeland.people.importers.plan import Deed, Plan, Subject
from roeland.people.importers.run import run_import, test_import
from roeland.people.importers.sheets import MAX_BYTES, safe_name, too_large
from roeland.people.rules import P
from roeland.people.web import upload
from roeland.people.web.common import to
from roeland.people.web.forms import ImportForm
from roeland.ui.dates import number
from roeland.ui.export import export_response

SHOWN = 200  # faults on the page; the export has all
PLURAL = {
    Subject.TEAM: (gettext_lazy("dienst"), gettext_lazy("diensten")),
    Subject.PERSON: (gettext_lazy("persoon"), gettext_lazy("personen")),
    Subject.MEMBERSHIP: (gettext_lazy("plaats bij een dienst"), gettext_lazy("plaatsen bij een dienst")),
    Subject.MANDATE: (gettext_lazy("mandaat"), gettext_lazy("mandaten")),
}


@page(P.PERSON_EDIT)
def start(request: Request) -> HttpResponse:
    """Choose a file. Nothing is written: the next page shows what would happen."""
    authority = one_authority(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > MAX_BYTES:
            form.add_error("file", too_large())
        else:
            upload.keep(request, authority, safe_name(file.name), file.read())
            return to(request, "people-import-check")
    context = {"form": form, "authority": authority, "kinds": list(Kind), "back": url(request, "people-directory")}
    return render(request, "people/import_start.html", context)


@page(P.PERSON_EDIT)
@require_GET
def check(request: Request) -> HttpResponse:
    """The test import of the uploaded list."""
    authority = one_authority(request)
    held = upload.kept(request, authority)
    if held is None:
        return to(request, "people-import")
    return _show(request, test_import(request.actor, authority, held.name, held.read()))


@page(P.PERSON_EDIT)
@require_POST
def run(request: Request) -> HttpResponse:
    """Carry out the plan, all or nothing."""
    authority = one_authority(request)
    held = upload.kept(request, authority)
    if held is None:
        return to(request, "people-import")
    plan = run_import(request.actor, authority, held.name, held.read())
    if plan.errors:
        return _show(request, plan)
    upload.drop(request)
    messages.success(request, _("Geïmporteerd: %(what)s.") % {"what": in_words(plan) or _("niets nieuws")})
    return to(request, "people-directory")


@page(P.PERSON_EDIT)
@require_POST
def stop(request: Request) -> HttpResponse:
    upload.drop(request)
    return to(request, "people-directory")


def _show(request: Request, plan: Plan) -> HttpResponse:
    request.crumb = plan.file
    good = plan.rows - plan.faulty_rows
    context = {
        "plan": plan,
        "authority": one_authority(request),
        "title": title(plan),
        "lead": lead(plan, good),
        "counts": counts(plan),
        "deeds": [deed.value for deed in Deed],
        "errors": plan.errors[:SHOWN],
        "more": max(0, len(plan.errors) - SHOWN),
        "warnings": plan.warnings[:SHOWN],
        "work": plan.work[:SHOWN],
        "more_work": max(0, len(plan.work) - SHOWN),
    }
    return render(request, "people/import_check.html", context)


def counts(plan: Plan) -> list[tuple[str, list[int]]]:
    """(subject, number per deed) of the subjects that occur."""
    every = ((subject.value, [plan.count(subject, deed) for deed in Deed]) for subject in Subject)
    return [row for row in every if any(row[1])]


def title(plan: Plan) -> str:
    if plan.errors and not plan.faulty_rows:
        return _("Dit bestand klopt nog niet")
    if plan.errors:
        words = ngettext("%(count)s rij klopt nog niet", "%(count)s rijen kloppen nog niet", plan.faulty_rows)
        return words % {"count": number(plan.faulty_rows)}
    return _("Alles klopt") if plan.work else _("Er verandert niets")


def lead(plan: Plan, good: int) -> str:
    if plan.errors:
        others = ngettext("De andere is in orde.", "De andere %(count)s zijn in orde.", good) % {"count": number(good)}
        rest = f"{others} " if good and plan.faulty_rows else ""
        return rest + _("Er is nog niets geïmporteerd.")
    if not plan.work:
        return _("Wat in de %(rows)s rijen staat, weet Roeland al.") % {"rows": number(plan.rows)}
    return _("Dit gebeurt als je importeert: %(what)s.") % {"what": in_words(plan)}


def in_words(plan: Plan) -> str:
    """*431 personen nieuw, 40 personen gewijzigd, 1 mandaat nieuw*"""
    parts = []
    for subject in Subject:
        for deed in (Deed.CREATE, Deed.CHANGE, Deed.LEAVE):
            if count := plan.count(subject, deed):
                parts.append(f"{number(count)} {PLURAL[subject][count != 1]} {deed.value}")
    return ", ".join(parts)


@page(P.PERSON_EDIT)
@require_GET
def faults(request: Request) -> HttpResponse:
    """All faults as a workbook, to mend beside the list."""
    authority = one_authority(request)
    held = upload.kept(request, authority)
    if held is None:
        raise Http404
    plan = test_import(request.actor, authority, held.name, held.read())
    head = [_("Rij"), _("Kolom"), _("Staat er"), _("Wat er mis is"), _("Wat je kan doen")]
    body = [[one.line or "", one.column, one.found, one.what, one.advice] for one in plan.problems]
    return export_response("xlsx", _("fouten in %(file)s") % {"file": plan.file}, head, body)


@page(P.PERSON_EDIT)
@require_GET
def template_file(request: Request, kind: str) -> HttpResponse:  # noqa: ARG001 -- signature of a view
    """An empty list with the titles that Roeland knows, as Flemish Excel opens it."""
    if kind not in {one.value for one in Kind}:
        raise Http404
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(template(Kind(kind)))
    response = HttpResponse(b"\xef\xbb\xbf" + out.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sjabloon-{kind}.csv"'
    return response
