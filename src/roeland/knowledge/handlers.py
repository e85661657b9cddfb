"""What this room does when documents state a fact: the index follows what is published. Idempotent."""

from __future__ import annotations

from roeland.documents.models import Document, Version
from roeland.documents.values import VERSION, DocumentStatus
from roeland.kernel.actor import Actor
from roeland.knowledge import actions
from roeland.knowledge.models import Entry
from roeland.ledger.outbox import Handler, Told

CODES = frozenset(
    {
        "documents:version:published",
        "documents:document:withdrawn",
        "documents:document:replaced",
        "documents:document:described",
        "documents:document:readers-changed",
    }
)


def follow(actor: Actor, told: Told) -> None:
    """Bring the entry of the document in line with the document as it stands now."""
    document = _document(told)
    if document is None:
        return
    entry = Entry.objects.filter(document=document).first()
    if document.status == DocumentStatus.PUBLISHED and document.current_id is not None:
        if entry is None or not _same(entry, document):
            actions.index(actor, document=document)
    elif entry is not None:
        actions.forget(actor, document=document)


def _document(told: Told) -> Document | None:
    if told.object_type == VERSION:
        version = Version.objects.select_related("document").filter(pk=told.object_id).first()
        return version.document if version else None
    return Document.objects.filter(pk=told.object_id).first()


def _same(entry: Entry, document: Document) -> bool:
    ours = (entry.version_id, entry.title, entry.kind, entry.audience)
    return bool(ours == (document.current_id, document.title, document.kind, document.audience))


HANDLERS = (Handler("knowledge.index", CODES, follow),)
