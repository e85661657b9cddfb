"""One of everything of the life of documents in an authority, in an open and in a closed circle of readers.

Each document is published, with a next version in the making: the words of the first (`document`) are for readers, those of the
second (`documentdraft`) for who edits.
"""

from typing import TYPE_CHECKING

from roeland.documents.models import Attachment, Comment, Document, Reading, Revision, Version
from roeland.kernel import clock
from roeland.kernel.rights import Mode
from tests.conformance import readers_things

if TYPE_CHECKING:
    from tests.conformance.things import Things

AUDIENCES = ("policy", "plan_technical")
READ, DRAFT = "document", "documentdraft"
EDIT, REMARK, APPROVE, OWN = (
    "documentedit",
    "documentremark",
    "documentapprove",
    "documentown",
)  # kinds of pages, without words
KINDS = {READ, DRAFT, EDIT, REMARK, APPROVE, OWN, *readers_things.KINDS}
APPROVES = "supplier"  # the role that approves these: it sees them with their drafts, and remarks
MAY_APPROVE = {"general_director"}  # by rights.csv, where they read the circle


def may(kind: str, role: str, modes: frozenset[Mode]) -> bool:
    """Whether a role with these modes on the circle reads such words, or may open such a page."""
    edits, full = bool(modes & {Mode.EDIT, Mode.OWN}), any(mode.full for mode in modes)
    if kind in readers_things.KINDS:
        return readers_things.may(kind, role, modes)
    if kind == OWN:
        return Mode.OWN in modes
    if kind == EDIT:
        return edits
    if role == APPROVES:
        return True
    if kind == APPROVE:
        return full and role in MAY_APPROVE
    return full if kind == READ else edits


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority."""
    for number, audience in enumerate(AUDIENCES, start=701):
        _plant(t, audience, number)
    readers_things.plant(t)


def _plant(t: "Things", audience: str, number: int) -> None:
    place, now, today = t.authority, clock.now(), clock.today()
    row: dict[str, object] = {"authority": place, "audience": audience}
    letters = {"policy": "BEL", "plan_technical": "VPT"}[audience]
    if place.slug == "lissegem":
        number += 100
    document = Document(
        number=f"{letters}-{number:04d}",
        kind="policy",
        title=t.word(READ, audience, "title"),
        status="published",
        approve_role=APPROVES,
        review_due=today,
        made_at=now,
        **row,
    )
    document.save()
    first = Version(
        document=document,
        major=1,
        minor=0,
        status="published",
        text=f"# Kop\n\n{t.word(READ, audience, 'text')}",
        made_at=now,
        approved_on=today,
        published_at=now,
        sha256="0" * 64,
        changes=t.word(READ, audience, "changes"),
        decision=t.word(READ, audience, "decision"),
        **row,
    )
    first.save()
    document.current = first
    document.save()
    text = f"# Kop\n\n{t.word(DRAFT, audience, 'text')}"
    second = Version(
        document=document, major=1, minor=1, status="draft", text=text, revision=1, based_on=first, made_at=now, **row
    )
    second.save()
    Revision(version=second, number=1, text=text, at=now, **row).save()
    remark = Comment(version=second, text=t.word(DRAFT, audience, "remark"), at=now, **row)
    remark.save()
    file = Attachment(
        version=second,
        name=t.word(DRAFT, audience, "file"),
        label=t.word(DRAFT, audience, "label"),
        sha256="1" * 64,
        size=1,
        media_type="text/plain",
        at=now,
        **row,
    )
    file.save()
    Reading(version=first, person=t.person, at=clock.now(), **row).save()
    t.documents[audience] = {"document": document, "version": second, "comment": remark, "attachment": file}
