"""Reads of the knowledge base. Rights stand in the same statement as the search: what is closed is not counted, not even by score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from roeland.documents.values import OPEN_AUDIENCES
from roeland.knowledge.models import Entry, Lexeme, Posting, Rating
from roeland.knowledge.values import (
    EXACT,
    PART,
    TYPO,
    Meant,
    Piece,
    Vocabulary,
    meaning,
    searched,
    snippet,
)

_vocabulary = Vocabulary()  # of this process; words only, filled as the table grows


def vocabulary() -> Vocabulary:
    """All words known. One statement when nothing is new, two after something was published."""
    global _vocabulary  # noqa: PLW0603 -- a cache of this process
    newest = Lexeme.objects.order_by("-pk").values_list("pk", "word").first()
    if newest == _vocabulary.last:
        return _vocabulary
    known = _vocabulary.last
    rows = Lexeme.objects.order_by("pk").values_list("pk", "word")
    if known is not None and Lexeme.objects.filter(pk=known[0], word=known[1]).exists():
        _vocabulary.add(list(rows.filter(pk__gt=known[0])))
    else:
        fresh = Vocabulary()
        fresh.add(list(rows))
        _vocabulary = fresh
    return _vocabulary


@dataclass(frozen=True)
class Hit:
    """A document found, with a few lines around the first word. Of a closed one only the title: its text is opened on its own page,
    where that is a fact."""

    entry: Entry
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, entry: Entry, words: frozenset[str] = frozenset()) -> Hit:
        """The hit with its lines, as far as they may be shown here."""
        return cls(entry, snippet(entry.text, words) if entry.audience in OPEN_AUDIENCES else ())


@dataclass(frozen=True)
class Results:
    """One page of a search. `meant` are words read for a typing error, only those that stand in what the reader may read."""

    count: int
    hits: tuple[Hit, ...]
    instead: tuple[str, ...] = ()


def entries(kind: str = "") -> QuerySet[Entry]:
    """What the reader may read, in order of title."""
    rows: QuerySet[Entry] = Entry.objects.select_related(
        "authority", "document__authority", "document__owner", "version"
    )
    return rows.filter(kind=kind) if kind else rows


def kinds() -> list[tuple[str, int]]:
    """Kinds of documents with their number, as the reader may know them. One statement."""
    return list(Entry.objects.values_list("kind").annotate(n=Count("pk")).order_by("kind"))


def _score(meant: Meant, *, alone: bool) -> Sum:
    """What one searched word adds. `alone`: the rows hold the meanings of no other word, so the last kind needs no looking up."""
    kinds = [(meant.exact, EXACT), (meant.part, PART), (meant.typo, TYPO)]
    there = [(ids, F("weight") * Value(factor)) for ids, factor in kinds if ids]
    default = there.pop()[1] if alone else Value(0)
    if not there:
        return Sum(default, output_field=IntegerField())
    cases = [When(lexeme_id__in=ids, then=worth) for ids, worth in there]
    return Sum(Case(*cases, default=default, output_field=IntegerField()))


def search(text: str, *, kind: str = "", first: int = 0, size: int = 20) -> Results:
    """Documents in which every searched word stands, best first.

    Four statements: the vocabulary, the scores, the page, and (after a typing error) the words that were read instead. Cost grows
    with the postings of the words meant, not with the number of authorities.
    """
    words = searched(text)
    known = vocabulary()
    meanings = [meaning(word, known) for word in words]
    if not words or any(not meant.ids for meant in meanings):
        return Results(0, ())
    every: set[int] = set().union(*(meant.ids for meant in meanings))
    readable = Entry.objects.filter(kind=kind) if kind else Entry.objects.all()
    # `+ 0` keeps SQLite from going through every entry in scope: the words come first, then who may read them
    found = Posting.objects.alias(entry_no=F("entry_id") + 0).filter(lexeme_id__in=every)
    rows = found.filter(entry_no__in=readable.order_by().values("no")).values("entry_id")
    names = [f"s{index}" for index in range(len(meanings))]
    alone = len(names) == 1
    rows = rows.annotate(**{n: _score(meant, alone=alone) for n, meant in zip(names, meanings, strict=True)})
    if not alone:
        rows = rows.filter(**{f"{name}__gt": 0 for name in names})
    scored = [(no, sum(scores)) for no, *scores in rows.values_list("entry_id", *names)]
    scored.sort(key=lambda found: (-found[1], found[0]))
    page = [no for no, _points in scored[first : first + size]]
    shown = {entry.no: entry for entry in entries().filter(no__in=page)}
    marked = frozenset[str]().union(*(meant.words for meant in meanings))
    hits = tuple(Hit.of(shown[no], marked) for no in page if no in shown)
    return Results(len(scored), hits, _instead(meanings, [no for no, _points in scored]))


def _instead(meanings: Sequence[Meant], found: Sequence[int]) -> tuple[str, ...]:
    """The words that were read in place of a typing error, as far as they stand in documents that were found."""
    typos = set().union(*(meant.typo for meant in meanings))
    if not typos or not found:
        return ()
    rows = Lexeme.objects.filter(pk__in=typos, postings__entry__no__in=list(found)[:500])
    return tuple(sorted(set(rows.values_list("word", flat=True))))


@dataclass(frozen=True)
class Opinion:
    """What readers think of one document, for its owner."""

    useful: int
    useless: int
    notes: tuple[str, ...]


def opinion(document_id: UUID) -> Opinion:
    """As far as the reader may see it. One statement."""
    rows = list(Rating.objects.filter(document_id=document_id).values_list("useful", "note"))
    return Opinion(
        sum(1 for useful, _note in rows if useful),
        sum(1 for useful, _note in rows if not useful),
        tuple(note for _useful, note in rows if note),
    )


def own_rating(document_id: UUID, person_id: UUID | None) -> Rating | None:
    """What this reader said of it before."""
    found: Rating | None = Rating.objects.filter(Q(person_id=person_id), document_id=document_id).first()
    return found
