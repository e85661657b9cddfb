"""Where a version stands, and what is next: the strip above the text. Readers of what is in force see none."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from roeland.documents import queries
from roeland.documents.models import Document, Version
from roeland.documents.queries import Standing
from roeland.documents.rules import P
from roeland.documents.values import DocumentStatus, VersionStatus
from roeland.documents.web.common import address, may, reason_of, status_of
from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request
from roeland.kernel.rights import RIGHTS
from roeland.ui import components as c
from roeland.ui import dates


@dataclass(frozen=True)
class Strip:
    """A state, a sentence, and the verbs that fit: at most one of them filled."""

    status: c.Status
    sentence: str
    verbs: list[c.Verb] = field(default_factory=list)


def of(request: Request, found: Standing, version: Version) -> Strip | None:
    """What this reader can do next with this version."""
    status = VersionStatus(version.status)
    document = found.document
    if status is VersionStatus.DRAFT:
        return _draft(request, document, version)
    if status is VersionStatus.REVIEW:
        return _review(request, document, version)
    if status is VersionStatus.APPROVED:
        return _approved(request, document, version)
    if status is VersionStatus.DROPPED:
        return Strip(status_of(version), "Deze versie ging niet door.")
    if version.pk != document.current_id or document.status != DocumentStatus.PUBLISHED:
        return _old(document, version)
    return _in_force(request, found, document)


def _draft(request: Request, document: Document, version: Version) -> Strip:
    verbs, back = [], ""
    if may(request, P.EDIT, document):
        back = queries.sent_back(version)
        verbs = [
            c.Verb(_("Verder schrijven"), address(document, "edit"), primary=True, icon="pencil"),
            c.Verb(_("Voorleggen"), address(document, "submit")),
            c.Verb(_("Stopzetten"), address(document, "drop"), quiet=True),
        ]
    words = _next_to(document, "Dit is een ontwerp: lezers zien het niet.")
    return Strip(status_of(version), f"{back.rstrip('.')}. {words}" if back else words, verbs)


def _next_to(document: Document, words: str) -> str:
    return f"{words} Intussen geldt de vorige versie." if document.current_id else words


def _review(request: Request, document: Document, version: Version) -> Strip:
    decision = queries.decision_on(request.actor, version)
    verbs = []
    if may(request, P.APPROVE, version):
        why = reason_of(decision)
        verbs = [
            c.Verb(_("Goedkeuren"), address(document, "approve"), primary=not why, why_not=why),
            c.Verb(_("Terugsturen"), address(document, "send-back")),
        ]
    stop = [c.Verb(_("Stopzetten"), address(document, "drop"), quiet=True)] if may(request, P.EDIT, document) else []
    who = (
        RIGHTS.bodies[document.approve_body]["nl"] if document.approve_body else RIGHTS.roles[document.approve_role].nl
    )
    since = ""
    if version.submitted_at is not None:
        by = f" door {version.submitted_by}" if version.submitted_by else ""
        since = f"Voorgelegd{by} op {dates.table_date(clock.local(version.submitted_at).date())}. "
    mine = bool(verbs) and not isinstance(decision, Denied)
    waits = "Dit wacht op jouw beslissing." if mine else f"Wacht op de beslissing van: {who}."
    return Strip(status_of(version), since + waits, [*verbs, *stop])


def _approved(request: Request, document: Document, version: Version) -> Strip:
    verbs = []
    if may(request, P.EDIT, document):
        verbs = [
            c.Verb(_("Publiceren"), address(document, "publish"), primary=True),
            c.Verb(_("Stopzetten"), address(document, "drop"), quiet=True),
        ]
    return Strip(status_of(version), _next_to(document, "Goedgekeurd, nog niet gepubliceerd."), verbs)


def _old(document: Document, version: Version) -> Strip:
    if document.status == DocumentStatus.WITHDRAWN:
        return Strip(c.Status(c.State.SKIPPED, _("Ingetrokken")), document.withdrawn_reason)
    if document.replaced_by_id is not None and version.pk == document.current_id:
        verbs = []
        by = queries.in_sight(document.replaced_by_id)
        if by is not None:
            verbs = [c.Verb(_("Nieuw document lezen"), queries.url(by), primary=True)]
        return Strip(c.Status(c.State.SKIPPED, _("Vervangen")), "Een ander document kwam in de plaats.", verbs)
    verbs = [c.Verb(_("Geldende versie lezen"), address(document), primary=True)]
    return Strip(status_of(version), "Dit is een vroegere versie. Ze geldt niet meer.", verbs)


def _in_force(request: Request, found: Standing, document: Document) -> Strip | None:
    following = found.in_work
    if following is not None:
        where = address(document, "version", following.number)
        status = VersionStatus(following.status)
        verb = c.Verb(_("Versie %(number)s openen") % {"number": following.number}, where, primary=True)
        return Strip(status_of(following), f"Er is een versie {following.number} in de maak: {status.label}.", [verb])
    if not may(request, P.EDIT, document):
        return None
    due = document.review_due
    verb = c.Verb(_("Nieuwe versie beginnen"), address(document, "start-version"), icon="plus")
    if due is not None and due < clock.today():
        word = dates.capital(dates.lateness(due, clock.today()))
        return Strip(c.Status(c.State.LATE, word), "Dit document moet herzien worden.", [verb])
    return Strip(c.Status(c.State.DONE, _("Gepubliceerd")), "Dit geldt nu.", [verb])
