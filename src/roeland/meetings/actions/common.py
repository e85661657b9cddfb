"""What the verbs of this room share: locking, texts, how a meeting is called, laying documents on the table."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from roeland.documents.actions.table import lay_on_table
from roeland.documents.models import Document
from roeland.kernel.actor import Actor
from roeland.kernel.models import Row
from roeland.ledger import verbs
from roeland.meetings.models import Meeting, Paper
from roeland.meetings.queries import whole

R = TypeVar("R", bound=Row)
SHORT = 200
LONGEST = 50_000


def fresh(row: R, *related: str) -> R:
    """The row as it stands now, locked, with its authority."""
    return verbs.fresh(row, "authority", *related)


def one_line(field: str, value: str, *, ask: str = "", longest: int = SHORT) -> str:
    """A short text; it must be there when `ask` says what to fill in. Raises Invalid."""
    return verbs.one_line(field, value, ask=ask, longest=longest)


def long_text(field: str, value: str, *, ask: str = "", longest: int = LONGEST) -> str:
    """A text with its own line feeds. Raises Invalid."""
    return verbs.long_text(field, value, ask=ask, longest=longest)


def part_of(meeting: Meeting) -> dict[str, Any]:
    """What every row of a meeting starts from."""
    return {"authority_id": meeting.authority_id, "audience": meeting.audience, "meeting": meeting}


def lay(actor: Actor, papers: list[Paper], since: datetime, until: datetime | None) -> None:
    """Lay the documents among papers on the table, or take them off. Whoever sends the papers may: the meeting asks it, so the
    system does it where the actor himself does not edit that document."""
    ids = [paper.document_id for paper in papers if paper.document_id]
    if not ids:
        return
    authority_id = papers[0].authority_id
    system = Actor.system("meetings", [authority_id])
    with whole(authority_id):
        documents = list(Document.objects.filter(pk__in=ids))
    for document in documents:
        lay_on_table(system, document=document, since=since, until=until)
