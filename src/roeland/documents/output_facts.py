"""What this room can state about papers that leave it."""

from __future__ import annotations

from dataclasses import dataclass

from roeland.documents.facts import AboutVersion


@dataclass(frozen=True, kw_only=True)
class PdfSealed(AboutVersion):
    code = "documents:version:pdf-sealed"
    sentence = "verzegelde de PDF van versie {version} van “{title}”"
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class VersionPrinted(AboutVersion):
    code = "documents:version:printed"
    sentence = "nam versie {version} van “{title}” mee als {form}"
    form: str
