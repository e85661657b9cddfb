"""What this room puts on the reading page of a document."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.acceptance.rules import P
from roeland.documents import queries as papers
from roeland.documents.models import Document, Version
from roeland.kernel.http import Request
from roeland.ui import components as c


def document_verbs(request: Request, document: Document, version: Version) -> list[c.Verb]:
    """*Laten lezen* in the rail of a published document."""
    if document.current_id != version.pk or not papers.held(
        request.actor, P.OFFER, document.authority_id, document.audience
    ):
        return []
    url = reverse("acceptance-new", args=[document.authority.slug, document.number])
    return [c.Verb(_("Laten lezen"), url, quiet=True, icon="people")]
