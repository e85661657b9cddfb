"""From draft to publication, and out of use: each step is one page with one question."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.documents import actions, queries
from roeland.documents.models import Document, Version
from roeland.documents.queries import Standing
from roeland.documents.rules import P, may_decide, may_publish, may_write
from roeland.documents.values import IN_WORK
from roeland.documents.web.common import address, ask, reason_of, standing_or_404
from roeland.documents.web.forms import (
    ApproveForm,
    NothingForm,
    PublishForm,
    ReasonForm,
    ReplaceForm,
    VersionForm,
)
from roeland.kernel import clock
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.http import Request
from roeland.kernel.page import page
from roeland.kernel.rights import RIGHTS, Permission
from roeland.ledger.pages import said, tried
from roeland.ui.form import Form

QUESTION = require_http_methods(["GET", "POST"])


def _none() -> Denied:
    return Denied(_("Er is geen versie in de maak."))


def _open(request: Request, number: str, permission: Permission) -> tuple[Document, Version | None]:
    found: Standing = standing_or_404(request, number, permission)
    version = found.in_work
    if version is not None:
        version.document = found.document
    return found.document, version


def _data(request: Request) -> object:
    return request.POST if request.method == "POST" else None


def _where(document: Document, version: Version | None) -> str:
    return address(document, "version", version.number) if version else address(document)


def _page(
    request: Request, document: Document, version: Version | None, form: Form, refused: str, **words: object
) -> HttpResponse:
    return ask(request, document, form, warning=refused, back=_where(document, version), **words)


@page(P.SEE)
@QUESTION
def submit(request: Request, number: str) -> HttpResponse:
    """Lay the draft before who approves it."""
    document, version = _open(request, number, P.EDIT)
    refused = reason_of(may_write(version.status) if version else _none())
    form = NothingForm(request.POST if request.method == "POST" else None)
    if version and request.method == "POST" and tried(form, lambda: actions.submit(request.actor, version=version)):
        return said(request, f"Voorgelegd. {_approver(document)} beslist.", _where(document, version))
    return _page(
        request,
        document,
        version,
        form,
        refused,
        title=_("Versie %(number)s voorleggen?") % {"number": version.number} if version else _("Voorleggen"),
        lede=f"{_approver(document)} leest ze en keurt ze goed, of stuurt ze terug met een reden.",
        fixed="Vanaf nu verandert niemand nog iets aan de tekst, tot ze teruggestuurd wordt.",
        submit="Voorleggen",
        away="Nog niet",
    )


def _approver(document: Document) -> str:
    if document.approve_body:
        return _("Het orgaan %(approve_body)s") % {"approve_body": RIGHTS.bodies[document.approve_body]["nl"]}
    return _("De %(approve_role)s") % {"approve_role": RIGHTS.roles[document.approve_role].nl}


@page(P.SEE)
@QUESTION
def approve(request: Request, number: str) -> HttpResponse:
    """Approve, or record what a body decided."""
    document, version = _open(request, number, P.APPROVE)
    decision: Decision = queries.decision_on(request.actor, version) if version else _none()
    body = str(RIGHTS.bodies[document.approve_body]["nl"]) if document.approve_body else ""
    posted = request.POST if request.method == "POST" else None
    form = ApproveForm(posted, body=body, initial={"on": clock.today()})
    if version and posted is not None and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.approve(request.actor, version=version, **data)):
            return said(request, f"Goedgekeurd. Versie {version.number} ligt vast.", _where(document, version))
    return _page(
        request,
        document,
        version,
        form,
        reason_of(decision),
        title=_("Versie %(number)s goedkeuren?") % {"number": version.number} if version else _("Goedkeuren"),
        lede=document.title,
        fixed="Wat je nu leest, ligt daarna vast: ook de lijsten en cijfers die Roeland invult. Een derde kan de verzegeling nagaan.",
        submit="Goedkeuren",
        away="Nog niet",
    )


@page(P.SEE)
@QUESTION
def send_back(request: Request, number: str) -> HttpResponse:
    """Give it back with a reason."""
    document, version = _open(request, number, P.APPROVE)
    refused = reason_of(may_decide(version.status) if version else _none())
    return _reasoned(
        request,
        document,
        version,
        refused,
        lambda reason: actions.send_back(request.actor, version=_there(version), reason=reason),
        "Teruggestuurd. De schrijver leest je reden.",
        title=_("Terugsturen"),
        lede="Zeg wat er nog moet veranderen. De versie wordt opnieuw een ontwerp.",
        submit="Terugsturen",
        away="Terug naar de versie",
    )


def _there(version: Version | None) -> Version:
    assert version is not None
    return version


def _reasoned(  # noqa: PLR0917 -- the parts of one question
    request: Request,
    document: Document,
    version: Version | None,
    refused: str,
    do: Callable[[str], object],
    done: str,
    **words: object,
) -> HttpResponse:
    """A question whose answer is a reason."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    ready = form.is_bound and form.is_valid() and not refused
    if ready and tried(form, lambda: do(form.cleaned_data["reason"])):
        return said(request, done, _where(document, version))
    return _page(request, document, version, form, refused, **words)


@page(P.SEE)
@QUESTION
def publish(request: Request, number: str) -> HttpResponse:
    """Show the approved version to its readers."""
    document, version = _open(request, number, P.EDIT)
    refused = reason_of(may_publish(version.status) if version else _none())
    form = PublishForm(request.POST if request.method == "POST" else None)
    if version and form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.publish(request.actor, version=version, **data)):
            return said(request, "Gepubliceerd. De lezers vinden het nu.", address(document))
    return _page(
        request,
        document,
        version,
        form,
        refused,
        title=_("Versie %(number)s publiceren?") % {"number": version.number} if version else _("Publiceren"),
        lede="Ze komt in de plaats van de vorige versie, die leesbaar blijft in de geschiedenis."
        if document.current_id
        else "Vanaf dan vinden de lezers dit document.",
        submit="Publiceren",
        away="Nog niet",
    )


@page(P.SEE)
@QUESTION
def drop(request: Request, number: str) -> HttpResponse:
    """Stop a version that will not go on."""
    document, version = _open(request, number, P.EDIT)
    return _reasoned(
        request,
        document,
        version,
        reason_of(ALLOWED if version and version.status in IN_WORK else _none()),
        lambda reason: actions.drop(request.actor, version=_there(version), reason=reason),
        "Stopgezet. De tekst blijft bewaard in de geschiedenis.",
        title=_("Versie %(number)s stopzetten?") % {"number": version.number} if version else _("Stopzetten"),
        lede="Deze versie gaat dan niet door. Haar tekst blijft bewaard.",
        submit="Stopzetten",
        away="Nog niet",
        kind="danger",
    )


@page(P.SEE)
@QUESTION
def start_version(request: Request, number: str) -> HttpResponse:
    """Begin the next version from what is in force."""
    document, version = _open(request, number, P.EDIT)
    form = VersionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        major = form.cleaned_data["step"] == "major"
        if tried(form, lambda: actions.start_version(request.actor, document=document, major=major)):
            return redirect(address(document, "edit"))
    return _page(
        request,
        document,
        version,
        form,
        "Er is al een versie in de maak." if version else "",
        title=_("Nieuwe versie beginnen"),
        lede="Je begint van de tekst die nu geldt. Lezers merken niets tot je publiceert.",
        submit="Nieuwe versie beginnen",
        away="Terug naar het document",
    )


@page(P.SEE)
@QUESTION
def withdraw(request: Request, number: str) -> HttpResponse:
    """Take a document out of use."""
    document, version = _open(request, number, P.WITHDRAW)
    new = document.current_id is None
    told = _("werd nooit gepubliceerd en verdwijnt uit de lijst.") if new else _("geldt dan niet meer.")
    return _reasoned(
        request,
        document,
        version,
        _("Dit document geldt nog niet. Zet de versie in de maak stop.") if new and version else "",
        lambda reason: actions.withdraw(request.actor, document=document, reason=reason),
        "Ingetrokken. Lezers vinden het niet meer.",
        title=_("Document intrekken?"),
        lede=f"“{document.title}” {told} {_('De geschiedenis blijft bewaard.')}",
        submit="Intrekken",
        away="Nog niet",
        kind="danger",
    )


@page(P.SEE)
@QUESTION
def replace(request: Request, number: str) -> HttpResponse:
    """Another document takes its place."""
    document, version = _open(request, number, P.WITHDRAW)
    form = ReplaceForm(request.POST if request.method == "POST" else None, documents=queries.replacements_for(document))
    if form.is_bound and form.is_valid():
        by = form.cleaned_data["by"]
        if tried(form, lambda: actions.replace(request.actor, document=document, by=by)):
            return said(request, f"Vervangen door “{by.title}”.", address(document))
    return _page(
        request,
        document,
        version,
        form,
        "",
        title=_("Document vervangen"),
        lede="Lezers van dit document krijgen de weg naar het nieuwe.",
        submit="Vervangen",
        away="Nog niet",
    )
