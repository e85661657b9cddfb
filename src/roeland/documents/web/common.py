"""What the pages of this room share: finding rows, the audience banner, addresses."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.documents import letters, queries, readers
from roeland.documents.models import Document, Version
from roeland.documents.queries import Standing
from roeland.documents.render import Tlp
from roeland.documents.rules import P
from roeland.documents.values import CIRCLES, OPEN_AUDIENCES, VersionStatus
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.http import Request, one_authority
from roeland.kernel.rights import Permission
from roeland.ledger import pages
from roeland.people import second_step
from roeland.ui import components as c
from roeland.ui.form import Form

MOST, FIRST = 6, 3  # names of roles in the banner; of more than that the first ones
STATES = {
    VersionStatus.DRAFT: c.State.PLANNED,
    VersionStatus.REVIEW: c.State.REVIEW,
    VersionStatus.APPROVED: c.State.DONE,
    VersionStatus.PUBLISHED: c.State.DONE,
    VersionStatus.REPLACED: c.State.SKIPPED,
    VersionStatus.DROPPED: c.State.REJECTED,
}


def standing_or_404(request: Request, number: str, permission: Permission = P.SEE) -> Standing:
    """The document with its versions, for who holds the permission on it; absent and refused are the same 404.

    What is closed asks a second step (SecondStepNeeded) of whom the authority asks one, but of who came in by the code on the
    screen of who opened it: that code is a second step already.
    """
    found = queries.document(one_authority(request), number)
    if found is None or not queries.may(request.actor, permission, found):
        raise Http404
    if found.audience not in OPEN_AUDIENCES and not readers.reads_with_code(request.actor, found):
        second_step.require(request, found.authority_id)
    request.crumb = found.title
    return queries.standing(found)


def version_or_404(found: Standing, number: str) -> Version:
    """The version with this number, when the reader may see it."""
    version = queries.numbered(found.versions, number)
    if version is None:
        raise Http404
    return version


def may(request: Request, permission: Permission, row: Document | Version) -> bool:
    """Whether the actor holds the permission on this row."""
    return queries.may(request.actor, permission, row)


def address(document: Document, name: str = "document", *args: object) -> str:
    """A page of a document."""
    return reverse(f"documents-{name}", args=[document.authority.slug, document.number, *args])


def banner(document: Document, version: Version | None = None) -> c.Banner:
    """The black strip: TLP label with words, which circle, who reads it, which version."""
    label = Tlp(document.tlp)
    return c.Banner(
        label.value,
        CIRCLES[document.audience][1],
        f"{label.words}, {readers_words(document.audience)}",
        ", ".join(part for part in (letters.label(document), f"versie {version.number}" if version else "") if part),
    )


def readers_words(audience: str) -> str:
    """*voor alle medewerkers*; *enkel voor algemeen directeur en diensthoofd ICT*; *enkel voor DPO, directeur,
    voorzitter en 4 andere functies*."""
    if audience in OPEN_AUDIENCES:
        return _("voor alle medewerkers")
    names = queries.readers_of(audience)
    if len(names) > MOST:
        names = [*names[:FIRST], _("%(count)s andere functies") % {"count": len(names) - FIRST}]
    return _("enkel voor %(names)s") % {"names": _and(names)}


def _and(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def status_of(version: Version) -> c.Status:
    """The state of a version as a shape with its word."""
    status = VersionStatus(version.status)
    return c.Status(STATES[status], status.label.capitalize())


def reason_of(decision: Decision) -> str:
    """Why not; empty when it can."""
    return decision.reason if isinstance(decision, Denied) else ""


def ask(request: Request, document: Document | None, form: Form, **words: object) -> HttpResponse:
    """The page of one question about a document, under its banner; words as in `ledger.pages.ask`."""
    return pages.ask(request, form, banner=banner(document) if document else None, **words)
