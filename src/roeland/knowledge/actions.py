"""Verbs: keep the index, rate a document."""

from __future__ import annotations

from uuid import uuid4

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.documents import markdown
from roeland.documents.models import Document
from roeland.documents.values import DocumentStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.knowledge.facts import DocumentRated, EntryForgotten, EntryIndexed, IndexRebuilt
from roeland.knowledge.models import Entry, Lexeme, Posting, Rating
from roeland.knowledge.rules import P
from roeland.knowledge.values import weights
from roeland.ledger.action import Invalid, Refused, action, state

_BATCH = 2000


def _published() -> QuerySet[Document]:
    rows: QuerySet[Document] = Document.objects.filter(status=DocumentStatus.PUBLISHED, current__isnull=False)
    return rows.select_related("current", "authority")


def _keep(document: Document) -> None:
    """Put one document in the index in the place of what stood there. Three statements and one per 2,000 words."""
    version = document.current
    if version is None:
        return
    text = version.text if version.file_sha256 else markdown.plain(version.text)
    Entry.objects.filter(document=document).delete()
    key = uuid4()
    entry = Entry.objects.create(
        pk=key,
        no=Entry.no_of(key),
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        version=version,
        title=document.title,
        number=document.number,
        kind=document.kind,
        text=text,
        published_at=version.published_at or clock.now(),
    )
    heavy = weights(document.title, document.number, version.text)
    Lexeme.objects.bulk_create([Lexeme(word=word) for word in sorted(heavy)], ignore_conflicts=True, batch_size=_BATCH)
    known: dict[str, int] = {}
    words = sorted(heavy)
    for start in range(0, len(words), _BATCH):
        known.update(Lexeme.objects.filter(word__in=words[start : start + _BATCH]).values_list("word", "pk"))
    Posting.objects.bulk_create(
        [Posting(lexeme_id=known[word], entry=entry, weight=weight) for word, weight in heavy.items()],
        batch_size=_BATCH,
    )


@action(P.INDEX, EntryIndexed)
def index(_actor: Actor, *, document: Document) -> None:
    """Take the current version of a published document into the knowledge base, in the place of an earlier one."""
    fresh = _published().filter(pk=document.pk).first()
    if fresh is None or fresh.current is None:
        raise Refused(_("Dit document is niet gepubliceerd."))
    _keep(fresh)
    state(EntryIndexed(about=document, number=fresh.number, title=fresh.title, version=fresh.current.number))


@action(P.INDEX, EntryForgotten)
def forget(_actor: Actor, *, document: Document) -> None:
    """Take a document out of the knowledge base."""
    Entry.objects.filter(document=document).delete()
    state(EntryForgotten(about=document, number=document.number, title=document.title))


@action(P.INDEX, IndexRebuilt)
def rebuild(_actor: Actor, *, authority: Authority) -> int:
    """Make the index of one authority anew from what is published there; the number of documents."""
    Entry.objects.filter(authority=authority).delete()
    count = 0
    for document in _published().filter(authority=authority).iterator(chunk_size=200):
        _keep(document)
        count += 1
    state(IndexRebuilt(about=authority, count=count))
    return count


@action(P.RATE, DocumentRated)
def rate(actor: Actor, *, document: Document, useful: bool, note: str = "") -> Rating:
    """Say whether a document helped, and what is missing; a second time replaces the first."""
    person = actor.person_in(document.authority_id)
    if person is None:
        raise Refused(_("Alleen wie in dit bestuur werkt of zetelt, beoordeelt een document."))
    note = " ".join(note.split())
    if len(note) > 500:  # noqa: PLR2004 -- the column
        raise Invalid({"note": [_("Dit is te lang: hoogstens 500 tekens.")]})
    rating, _made = Rating.objects.update_or_create(
        document=document,
        person_id=person,
        defaults={
            "authority_id": document.authority_id,
            "audience": document.audience,
            "useful": useful,
            "note": note,
            "at": clock.now(),
        },
    )
    state(DocumentRated(about=document, number=document.number, title=document.title, useful=useful))
    return rating
