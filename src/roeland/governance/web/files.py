"""Dossiers per mandaat: certificates, training hours, incompatibilities."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.duties.serving import sealed_file
from roeland.governance import actions
from roeland.governance.models import MandateFile, PlannedTraining
from roeland.governance.queries import files as queries
from roeland.governance.queries.files import Dossier
from roeland.governance.rules import P
from roeland.governance.values import PlanStatus
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.kernel.rights import RIGHTS
from roeland.ledger.pages import ask, posted, said, tried
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import DateField, FileField, Form

BEHIND, HALF = 4, 2  # a quarter of the year's hours behind warns, half of them is late


class HoursForm(Form):
    """How much training is asked."""

    hours_per_year = forms.IntegerField(label=gettext_lazy("Uren vorming per jaar"), min_value=0, max_value=2000)


class DeclareForm(HoursForm):
    """What cannot go together with the mandate."""

    incompatibilities = forms.CharField(
        label=gettext_lazy("Onverenigbaarheden"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy(
            "Andere functies of belangen die met dit mandaat kunnen botsen. Leeg betekent: er zijn er geen."
        ),
    )


class CertificateForm(Form):
    """A certificate and its file."""

    title = forms.CharField(label=gettext_lazy("Certificaat"), max_length=200)
    issuer = forms.CharField(label=gettext_lazy("Uitgever"), max_length=120, required=False)
    obtained_on = DateField(label=gettext_lazy("Behaald op"))
    expires_on = DateField(label=gettext_lazy("Geldig tot"), required=False)
    content = FileField(label=gettext_lazy("Bestand"), required=False)


class TrainingForm(Form):
    """Hours on a day."""

    title = forms.CharField(label=gettext_lazy("Vorming"), max_length=200)
    provider = forms.CharField(label=gettext_lazy("Door wie"), max_length=120, required=False)
    day = DateField(label=gettext_lazy("Op"))
    hours = forms.DecimalField(label=gettext_lazy("Uren"), max_digits=6, decimal_places=2)


def may_keep(request: Request, file: MandateFile) -> bool:
    """The holder, and who gives mandates."""
    return request.actor.holds(P.FILE_KEEP, file.authority_id) or file.grants(request.actor, P.FILE_KEEP)


def status_of(one: Dossier) -> c.Status:
    """What asks attention in a file."""
    today = clock.today()
    if one.file is None:
        return c.Status(c.State.PLANNED, _("nog geen dossier"))
    ending = one.expiring(today)
    if any(row.expires_on is not None and row.expires_on < today for row in ending):
        return c.Status(c.State.LATE, _("certificaat verlopen"))
    if ending:
        return c.Status(c.State.TODAY, _("certificaat loopt af"))
    if one.conflicts:
        return c.Status(c.State.TODAY, _("rollen die niet samengaan"))
    if one.file.declared_on is None:
        return c.Status(c.State.TODAY, _("nog niets verklaard"))
    return _training(one.behind(today), one.file.hours_per_year)


def _training(behind: Decimal, asked: int) -> c.Status:
    """In order, or so many hours behind what this part of the year asks."""
    if not asked or behind * BEHIND < asked:
        return c.Status(c.State.DONE, _("in orde"))
    words = _("%(n)s uur vorming achter") % {"n": dates.number(int(behind))}
    return c.Status(c.State.LATE if behind * HALF >= asked else c.State.TODAY, words)


def hours_words(one: Dossier) -> str:
    """*12 van 20 uur in 2026*"""
    year = clock.today().year
    done = one.hours(year)
    shown = dates.number(int(done) if done == int(done) else done.normalize())
    asked = one.file.hours_per_year if one.file else 0
    return (
        f"{shown} {_('van')} {dates.number(asked)} {_('uur in')} {year}" if asked else f"{shown} {_('uur in')} {year}"
    )


@page(SIGNED_IN)
@require_GET
def index(request: Request) -> HttpResponse:
    """The files in sight: all of them for who reads mandates, the own one for its holder."""
    ids = [request.authority.pk] if request.authority else None
    found = queries.dossiers(clock.today(), ids)
    here = request.authority.slug if request.authority else ""
    context = {
        "plan_url": reverse("governance-training-plan", args=[here])
        if here
        else reverse("governance-training-plan-all"),
        "rows": [(one, RIGHTS.roles[one.mandate.role].nl, status_of(one), hours_words(one)) for one in found],
        "many": request.authority is None,
    }
    return render(request, "governance/files.html", context)


def dossier_or_404(request: Request, pk: UUID) -> Dossier:
    """The mandate in scope with its file; absent and refused are the same 404."""
    found = queries.dossiers(clock.today(), [one_authority(request).pk], mandate=pk)
    if not found:
        raise Http404
    crumb(request, f"{RIGHTS.roles[found[0].mandate.role].nl}, {found[0].mandate.person}")
    return found[0]


def file_or_404(request: Request, pk: UUID) -> tuple[Dossier, MandateFile]:
    """The same, of which the file is open and this actor's to keep."""
    one = dossier_or_404(request, pk)
    if one.file is None or not may_keep(request, one.file):
        raise Http404
    return one, one.file


@page(SIGNED_IN)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One file."""
    one = dossier_or_404(request, pk)
    keeps = one.file is not None and may_keep(request, one.file)
    opens = one.file is None and may(request, P.FILE_OPEN)
    today = clock.today()
    context = {
        "one": one,
        "conflicts": [
            (dates.join_nl(sorted(RIGHTS.roles[role].nl for role in rule.roles)), rule) for rule in one.conflicts
        ],
        "role": RIGHTS.roles[one.mandate.role].nl,
        "state": status_of(one),
        "hours": hours_words(one),
        "certificates": [(row, _certificate_state(row.expires_on, today)) for row in one.certificates],
        "planned": [(row, planned_state(row, today)) for row in one.planned],
        "keeps": keeps,
        "open_url": url(request, "governance-file-open", pk) if opens else "",
        "verbs": [
            c.Verb(_("Certificaat toevoegen"), url(request, "governance-certificate-new", pk), primary=True),
            c.Verb(_("Vorming plannen"), url(request, "governance-planned-new", pk)),
            c.Verb(_("Vorming noteren"), url(request, "governance-training-new", pk)),
            c.Verb(_("Verklaren"), url(request, "governance-file-declare", pk)),
        ]
        if keeps
        else [],
    }
    return render(request, "governance/file.html", context)


def _certificate_state(expires: Any, today: Any) -> c.Status:
    if expires is None:
        return c.Status(c.State.DONE, _("zonder einddatum"))
    if expires < today:
        return c.Status(c.State.LATE, f"{_('verlopen op')} {dates.table_date(expires)}")
    near = (expires - today).days <= 60  # noqa: PLR2004 -- EXPIRY_DAYS in words
    return c.Status(c.State.TODAY if near else c.State.DONE, f"{_('geldig tot')} {dates.table_date(expires)}")


def planned_state(row: PlannedTraining, today: date) -> c.Status:
    """Planned, late, followed or dropped, as a shape with its word."""
    if row.status == PlanStatus.FOLLOWED:
        return c.Status(c.State.DONE, _("gevolgd"))
    if row.status == PlanStatus.DROPPED:
        return c.Status(c.State.SKIPPED, _("vervallen"))
    if row.due < today:
        return c.Status(c.State.LATE, dates.lateness(row.due, today))
    return c.Status(c.State.PLANNED, _("gepland"))


@page(P.FILE_OPEN)
@require_http_methods(["GET", "POST"])
def open_file(request: Request, pk: UUID) -> HttpResponse:
    """Open the file of a mandate."""
    one = dossier_or_404(request, pk)
    back = url(request, "governance-file", pk)
    form = HoursForm(request.POST or None, initial={"hours_per_year": 16})
    if request.method == "POST" and form.is_valid():
        hours = form.cleaned_data["hours_per_year"]
        if tried(form, lambda: actions.open_file(request.actor, mandate=one.mandate, hours_per_year=hours)):
            return said(request, _("Dossier geopend. De houder vult het zelf aan."), back)
    return ask(request, form, title=_("Dossier openen"), lede=str(one.mandate.person), submit=_("Openen"), back=back)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def declare(request: Request, pk: UUID) -> HttpResponse:
    """Declare incompatibilities."""
    _one, file = file_or_404(request, pk)
    back = url(request, "governance-file", pk)
    form = DeclareForm(
        request.POST or None,
        initial={"hours_per_year": file.hours_per_year, "incompatibilities": file.incompatibilities},
    )
    if not may(request, P.FILE_OPEN):
        del form.fields["hours_per_year"]
    if posted(request, form, lambda: actions.declare(request.actor, file=file, **form.cleaned_data)):
        return said(request, _("Verklaard. De datum van vandaag staat erbij."), back)
    return ask(request, form, title=_("Onverenigbaarheden verklaren"), submit=_("Verklaren"), back=back)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def certificate(request: Request, pk: UUID) -> HttpResponse:
    """Keep a certificate."""
    _one, file = file_or_404(request, pk)
    back = url(request, "governance-file", pk)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        sent = data.pop("content")
        more = {"content": sent.file, "name": sent.name} if sent else {}
        if tried(form, lambda: actions.keep_certificate(request.actor, file=file, **data, **more)):
            return said(request, _("Bewaard. Zestig dagen voor het afloopt, komt er een taak."), back)
    return ask(request, form, title=_("Certificaat toevoegen"), submit=_("Bewaren"), back=back, files=True)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def training(request: Request, pk: UUID) -> HttpResponse:
    """Note hours."""
    _one, file = file_or_404(request, pk)
    back = url(request, "governance-file", pk)
    form = TrainingForm(request.POST or None, initial={"day": clock.today()})
    if posted(request, form, lambda: actions.record_training(request.actor, file=file, **form.cleaned_data)):
        return said(request, _("Vorming genoteerd."), back)
    return ask(request, form, title=_("Vorming noteren"), submit=_("Noteren"), back=back)


@page(SIGNED_IN)
@require_GET
def document(request: Request, pk: UUID) -> HttpResponseBase:
    """The sealed file of a certificate, as a download."""
    row = queries.certificate(one_authority(request), pk)
    if row is None or not row.sha256:
        raise Http404
    return sealed_file(row.sha256, row.name)
