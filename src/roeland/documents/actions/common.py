"""What the verbs of this room share: locking, texts, numbers, seals, what a fact says of a version."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar
from uuid import UUID

from django.db.models.functions import Length
from django.utils.translation import gettext as _

from roeland.documents.models import Attachment, Document, Revision, Version
from roeland.documents.queries import whole
from roeland.documents.values import CIRCLES, VersionStatus
from roeland.kernel import clock
from roeland.kernel.models import Authority, Row
from roeland.ledger import canonical, verbs
from roeland.ledger.action import Invalid

R = TypeVar("R", bound=Row)
SHORT = 500
LONGEST = 1_000_000  # letters of one text: some four hundred pages


def fresh(row: R) -> R:
    """The row as it stands now, locked; a version comes with its document."""
    return verbs.fresh(row, "document", "authority") if isinstance(row, Version) else verbs.fresh(row)


def long_text(field: str, value: str, *, longest: int = LONGEST) -> str:
    """A text with its own line feeds, of at most `longest` letters. Raises Invalid."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(value) > longest:
        raise Invalid({field: [_("Dit is te lang: hoogstens %(longest)s tekens.") % {"longest": longest}]})
    return value


def next_number(authority_id: UUID, audience: str) -> str:
    """The next number of a circle of readers, `BEL-0012`. The authority is locked until the transaction ends."""
    letters = CIRCLES[audience][0]
    Authority.everything.select_for_update().get(pk=authority_id)
    with whole(authority_id):
        rows = Document.objects.filter(authority_id=authority_id, number__startswith=f"{letters}-")
        last = rows.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return f"{letters}-{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


def keep_revision(version: Version, text: str, person: UUID | None, *, base: int, beside: bool = False) -> Revision:
    """One more saving of a version; unless it stands beside, it becomes the text. Only verbs call this."""
    with whole(version.authority_id):
        last = Revision.objects.filter(version=version).values_list("number", flat=True).first() or 0
    row = Revision(
        authority_id=version.authority_id,
        audience=version.audience,
        version=version,
        number=last + 1,
        base=base,
        beside=beside,
        text=text,
        person_id=person,
        at=clock.now(),
    )
    row.save()
    if not beside:
        version.text, version.revision = text, row.number
        version.save(update_fields=["text", "revision"])
    return row


def seal(version: Version, content: dict[str, Any] | None) -> str:
    """SHA-256 (hex) over the canonical JSON of what a version holds: its frozen content, else its text, and the seals of its files."""
    with whole(version.authority_id):
        files = sorted(Attachment.objects.filter(version=version).values_list("name", "sha256"))
    body = {
        "number": version.document.number,
        "version": version.number,
        "content": content if content is not None else version.text,
        "file": version.file_sha256,
        "attachments": [list(pair) for pair in files],
    }
    return hashlib.sha256(canonical.encode(body)).hexdigest()


def named(version: Version) -> dict[str, str]:
    """What every fact about a version says."""
    return {"number": version.document.number, "title": version.document.title, "version": version.number}


def titled(document: Document) -> dict[str, str]:
    """What every fact about a document says."""
    return {"number": document.number, "title": document.title}


def in_work(document: Document) -> Version | None:
    """The version of a document that is being made, whoever asks."""
    open_states = [VersionStatus.DRAFT, VersionStatus.REVIEW, VersionStatus.APPROVED]
    with whole(document.authority_id):
        found: Version | None = Version.objects.filter(document=document, status__in=open_states).first()
    return found
