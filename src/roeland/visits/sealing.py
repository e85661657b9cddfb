"""The bytes under the seal of a closed visit."""

from __future__ import annotations

import hashlib

from roeland.documents.render import document_from_data, render_pdf
from roeland.duties import evidence_store
from roeland.visits.models import Visit


def content_of(visit: Visit) -> bytes | None:
    """The file, or when it is gone the frozen page printed anew; None when neither has that seal, or nothing was sealed."""
    if not visit.sha256:
        return None
    if evidence_store.intact(visit.sha256):
        with evidence_store.open_file(visit.sha256) as file:
            return file.read()
    printed = render_pdf(document_from_data(visit.page)) if visit.page else b""
    return printed if hashlib.sha256(printed).hexdigest() == visit.sha256 else None
