"""The knowledge base: search in published documents, and say whether one helped."""

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, part
from roeland.documents import queries as documents
from roeland.knowledge import actions, queries
from roeland.knowledge.rules import P

router = Router(tags=["kennisbank"])


class HitOut(Schema):
    """A document found; `text` are a few lines around the first word, empty for a closed document."""

    number: str
    title: str
    kind: str
    version: str
    published_at: datetime
    text: str


class SearchIn(Paging):
    """Words that all must stand in the document; empty lists everything."""

    search: str = Field("", max_length=200)
    kind: str = Field("", max_length=20)


class RatingIn(In):
    """Whether it helped, and what is missing."""

    useful: bool
    note: str = Field("", max_length=500)


class RatingOut(Schema):
    """An answer as it was kept."""

    useful: bool
    note: str


def _out(hit: queries.Hit) -> HitOut:
    entry = hit.entry
    return HitOut(
        number=entry.number,
        title=entry.title,
        kind=entry.kind,
        version=entry.version.number,
        published_at=entry.published_at,
        text="".join(piece.text for piece in hit.pieces),
    )


@router.get("/authorities/{slug:authority}/knowledge", response=Page[HitOut], operation_id="search_knowledge")
@inside(P.SEE)
def search(request: ApiRequest, authority: str, wanted: Query[SearchIn]) -> dict[str, Any]:
    """Published documents that the owner of the token may read, best first."""
    if wanted.search.strip():
        found = queries.search(wanted.search, kind=wanted.kind, first=wanted.first, size=wanted.size)
    else:
        rows = queries.entries(wanted.kind)
        some = rows[wanted.first : wanted.first + wanted.size]
        hits = tuple(queries.Hit.of(row) for row in some)
        found = queries.Results(rows.count(), hits)
    return part([_out(hit) for hit in found.hits], found.count, wanted)


@router.post(
    "/authorities/{slug:authority}/documents/{slug:number}/rating", response=RatingOut, operation_id="rate_document"
)
@inside(P.SEE)
def rate(request: ApiRequest, authority: str, number: str, said: RatingIn) -> RatingOut:
    """Say whether a document helped; a second time replaces the first."""
    document = documents.document(request.authority, number)
    if document is None or document.current_id is None:
        raise Http404
    row = actions.rate(request.actor, document=document, useful=said.useful, note=said.note)
    return RatingOut(useful=row.useful, note=row.note)
