"""What this room can state about the life of a document. Sentences follow the actor's name; texts live in the erasable payload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class About(Fact):
    """A fact about a document, by number and title."""

    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class AboutVersion(About):
    """A fact about one version of a document."""

    version: str


@dataclass(frozen=True, kw_only=True)
class DocumentMade(About):
    code = "documents:document:made"
    sentence = "begon het document “{title}”"
    kind: str
    readers: str


@dataclass(frozen=True, kw_only=True)
class DocumentDescribed(About):
    code = "documents:document:described"
    sentence = "paste de gegevens van “{title}” aan"
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ReadersChanged(About):
    code = "documents:document:readers-changed"
    sentence = "gaf “{title}” een andere lezerskring: {readers}, voorheen {readers_before}"
    readers_before: str
    readers: str


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(About):
    code = "documents:document:withdrawn"
    sentence = "trok “{title}” in: {reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DocumentReplaced(About):
    code = "documents:document:replaced"
    sentence = "verving “{title}” door “{by}”"
    by: str


@dataclass(frozen=True, kw_only=True)
class VersionStarted(AboutVersion):
    code = "documents:version:started"
    sentence = "begon versie {version} van “{title}”"


@dataclass(frozen=True, kw_only=True)
class DraftSaved(AboutVersion):
    code = "documents:version:saved"
    sentence = "bewaarde tekst in versie {version} van “{title}”"
    revision: int
    beside: bool


@dataclass(frozen=True, kw_only=True)
class FileUploaded(AboutVersion):
    code = "documents:version:uploaded"
    sentence = "uploadde “{file}” als versie {version} van “{title}”"
    file: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class FileLeft(AboutVersion):
    code = "documents:version:file-left"
    sentence = "schrijft versie {version} van “{title}” verder als tekst, zonder “{file}”"
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VersionSubmitted(AboutVersion):
    code = "documents:version:submitted"
    sentence = "legde versie {version} van “{title}” voor ter goedkeuring"
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VersionSentBack(AboutVersion):
    code = "documents:version:sent-back"
    sentence = "stuurde versie {version} van “{title}” terug: {reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class VersionApproved(AboutVersion):
    code = "documents:version:approved"
    sentence = "keurde versie {version} van “{title}” goed"
    on: date
    body: str
    decision: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VersionPublished(AboutVersion):
    code = "documents:version:published"
    sentence = "publiceerde versie {version} van “{title}”"
    sha256: str
    changes: str
    ask_again: bool
    review_due: date


@dataclass(frozen=True, kw_only=True)
class VersionDropped(AboutVersion):
    code = "documents:version:dropped"
    sentence = "zette versie {version} van “{title}” stop: {reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class VersionRead(AboutVersion):
    code = "documents:version:read"
    sentence = "las versie {version} van “{title}”"
    part: str


@dataclass(frozen=True, kw_only=True)
class CommentMade(AboutVersion):
    code = "documents:comment:made"
    sentence = "schreef een opmerking bij versie {version} van “{title}”"
    text: str


@dataclass(frozen=True, kw_only=True)
class CommentResolved(AboutVersion):
    code = "documents:comment:resolved"
    sentence = "handelde een opmerking bij versie {version} van “{title}” af"


@dataclass(frozen=True, kw_only=True)
class FileAttached(AboutVersion):
    code = "documents:attachment:added"
    sentence = "voegde “{file}” als bijlage toe aan “{title}”"
    file: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class FileDetached(AboutVersion):
    code = "documents:attachment:removed"
    sentence = "nam bijlage “{file}” weg uit “{title}”"
    file: str
    sha256: str
