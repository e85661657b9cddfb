"""One of everything about reading what is closed, and about deviations, beside the planted documents."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from roeland.documents.models import Deviation, Inspection, ReadingRequest
from roeland.kernel import clock
from roeland.kernel.rights import Mode

if TYPE_CHECKING:
    from tests.conformance.things import Things

RUNNING, ASKED, INSPECTED = "deviation", "deviationasked", "inspection"  # with words
OPENS, MANDATES, DEVIATES, ENDS = "documentopen", "documentmandate", "documentdeviate", "deviationend"  # kinds of pages
KINDS = {RUNNING, ASKED, INSPECTED, OPENS, MANDATES, DEVIATES, ENDS}
APPROVES = "supplier"  # as in documents_things: he approves the documents, so he decides about deviations
OPENERS = {"security_officer", "deputy_security_officer", "general_director"}  # may `inspect`
APPOINTERS = {"general_director"}  # may `appoint`
MAY_APPROVE = {"general_director"}


def may(kind: str, role: str, modes: frozenset[Mode]) -> bool:
    """Whether a role with these modes on the circle of the document reads such words, or may open such a page."""
    edits, full = bool(modes & {Mode.EDIT, Mode.OWN}), any(mode.full for mode in modes)
    if kind == INSPECTED:
        return edits or (full and role in OPENERS | APPOINTERS)
    if kind in {OPENS, MANDATES}:
        return full and role in (OPENERS if kind == OPENS else APPOINTERS)
    if kind == DEVIATES:
        return full
    if role == APPROVES:
        return True
    if kind == ENDS:
        return edits or (full and role in MAY_APPROVE)
    return full if kind == RUNNING else edits


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority, after the documents."""
    today = clock.today()
    for number, (audience, made) in enumerate(
        t.documents.items(), start=701 if t.authority.slug == "zonderbeke" else 801
    ):
        row: dict[str, Any] = {"authority": t.authority, "audience": audience, "document": made["document"]}
        for status, kind, more in (("approved", RUNNING, 0), ("asked", ASKED, 10)):
            texts = ("rule", "reason", "compensation", "decision")
            made[kind] = Deviation.objects.create(
                number=f"AFW-{audience[:3].upper()}-{number + more:04d}",
                asked_by=t.person,
                asked_on=today,
                starts=today,
                ends=today + timedelta(days=60),
                status=status,
                **{name: t.word(kind, audience, name) for name in texts},
                **row,
            )
        made[INSPECTED] = Inspection.objects.create(
            kind="onsite",
            person=t.person,
            appointed_at=clock.now() + timedelta(days=1),
            **{name: t.word(INSPECTED, audience, name) for name in ("reason", "decision")},
            **row,
        )
    t.request = ReadingRequest.objects.create(
        authority=t.authority,
        audience="requests",
        number="V-2026-0701" if t.authority.slug == "zonderbeke" else "V-2026-0801",
        person=t.person,
        asked_at=clock.now(),
        answer_by=today,
        **{name: t.word("request", "requests", name) for name in ("wanted", "purpose")},
    )
