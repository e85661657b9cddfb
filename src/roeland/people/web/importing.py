"""Importing a list: upload, test import with counts and faults, then the same plan for real."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.people.importers.headers import Kind, template
from roeland.people.importers.plan import Deed, Plan, Subject
from roeland.people.importers.run import run_import, test_import
from roeland.people.importers.sheets import MAX_BYTES, safe_name, too_large
from roeland.people.rules import P
from roeland.people.web import upload
from roeland.people.web.common import to, url
from roeland.people.web.forms import ImportForm
from roeland.ui.dates import number
from roeland.ui.export import export_response

SHOWN = 200  # faults on the page; the export has all
PLURAL = {
    Subject.TEAM: ("dienst", "diensten"),
    Subject.PERSON: ("persoon", "personen"),
    Subject.MEMBERSHIP: ("plaats bij een dienst", "plaatsen bij een dienst"),
    Subject.MANDATE: ("mandaat", "mandaten"),
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
    messages.success(request, _("Geïmporteerd: %(value)s.") % {"value": in_words(plan) or "niets nieuws"})
    return to(request, "people-directory")


@page(P.PERSON_EDIT)
@require_POST
def stop(request: Request) -> HttpResponse:
    upload.drop(request)
    return to(request, "people-directory")


def _show(request: Request, plan: Plan) -> HttpResponse:
    request.crumb = plan.file  # type: ignore[attr-defined] # the frame shows it
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
        return "Dit bestand klopt nog niet"
    if plan.errors:
        one = plan.faulty_rows == 1
        return "1 rij klopt nog niet" if one else f"{number(plan.faulty_rows)} rijen kloppen nog niet"
    return "Alles klopt" if plan.work else "Er verandert niets"


def lead(plan: Plan, good: int) -> str:
    if plan.errors:
        others = "De andere is in orde. " if good == 1 else f"De andere {number(good)} zijn in orde. "
        rest = others if good and plan.faulty_rows else ""
        return f"{rest}Er is nog niets geïmporteerd."
    if not plan.work:
        return f"Wat in de {number(plan.rows)} rijen staat, weet Roeland al."
    return f"Dit gebeurt als je importeert: {in_words(plan)}."


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
    head = ["Rij", "Kolom", "Staat er", "Wat er mis is", "Wat je kan doen"]
    body = [[one.line or "", one.column, one.found, one.what, one.advice] for one in plan.problems]
    return export_response("xlsx", f"fouten in {plan.file}", head, body)


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
