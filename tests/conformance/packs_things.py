"""One of everything of the rooms packs and knowledge in an authority, with a word of its own in every text field."""

from typing import TYPE_CHECKING
from uuid import uuid4

from roeland.kernel import clock
from roeland.knowledge.models import Entry, Lexeme, Posting, Rating
from roeland.packs.models import Answer, Spot, Walk
from tests.conformance.documents_things import AUDIENCES, EDIT, READ

if TYPE_CHECKING:
    from tests.conformance.things import Things


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority, after the documents."""
    place, today, now = t.authority, clock.today(), clock.now()
    for audience, key in (("settings", "meldpunt"), ("plan_technical", "servers")):
        word = t.word("answer", audience, "text")
        Answer.objects.create(authority=place, audience=audience, key=key, text=word, on=today)
    walk = Walk.objects.create(
        authority=place, audience="control_plan", place=t.word("walk", "control_plan", "place"), on=today
    )
    t.packs["walk"] = walk
    t.packs["spot"] = Spot.objects.create(
        authority=place,
        audience="control_plan",
        walk=walk,
        where=t.word("walk", "control_plan", "where"),
        seen=t.word("walk", "control_plan", "seen"),
        severity="low",
        at=now,
    )
    for audience in AUDIENCES:
        _index(t, audience)


def _index(t: "Things", audience: str) -> None:
    """The document in the knowledge base, found by a word that stands nowhere else."""
    made, key = t.documents[audience], uuid4()
    document, version = made["document"], made["document"].current
    word = t.word(READ, audience, "entry")
    row = {"authority": t.authority, "audience": audience}
    entry = Entry(
        pk=key,
        no=Entry.no_of(key),
        document=document,
        version=version,
        title=document.title,
        number=document.number,
        kind=document.kind,
        text=f"gemeenschappelijk {word}",
        published_at=clock.now(),
        **row,
    )
    entry.save()
    for text in ("gemeenschappelijk", word.casefold()):
        lexeme, _made = Lexeme.objects.get_or_create(word=text)
        Posting.objects.create(lexeme=lexeme, entry=entry, weight=1)
    note = t.word(EDIT, audience, "rating")
    Rating(document=document, person=t.person, useful=False, note=note, at=clock.now(), **row).save()
