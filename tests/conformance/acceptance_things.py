"""One of everything of the room acceptance in an authority, in an open and in a closed circle of readers."""

from datetime import timedelta
from typing import TYPE_CHECKING

from roeland.acceptance.models import Asked, Attendance, Kiosk, Offer, Question
from roeland.kernel import clock
from roeland.kernel.rights import Mode
from tests.conformance.documents_things import AUDIENCES, EDIT, READ

if TYPE_CHECKING:
    from tests.conformance.things import Things

LED = "readinglist"  # lists and kiosks: of who made them, who keeps the training records, and the director


def may(role: str, modes: frozenset[Mode]) -> bool:
    """Whether a role reads the words of lists and kiosks that others made."""
    return bool(modes & {Mode.EDIT, Mode.OWN}) or role == "general_director"


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority, after the documents."""
    place, now, today = t.authority, clock.now(), clock.today()
    for audience in AUDIENCES:
        document = t.documents[audience]["document"]
        offer = Offer.objects.create(
            authority=place,
            audience=audience,
            document=document,
            version=document.current,
            who="all",
            note=t.word(READ, audience, "offernote"),
            term_days=14,
            due=today,
            made_at=now,
        )
        row = Asked.objects.create(
            authority=place,
            audience="awareness",
            offer=offer,
            person=t.person,
            channel="mail",
            state="asked",
            asked_at=now,
            due=today,
            questioned=True,
        )
        question = Question.objects.create(
            authority=place, audience=audience, asked=row, text=t.word(EDIT, audience, "question"), at=now
        )
        t.acceptance[audience] = {"offer": offer, "asked": row, "question": question}
    t.acceptance["list"] = Attendance.objects.create(
        authority=place,
        audience="awareness",
        offer=t.acceptance["policy"]["offer"],
        held_on=today,
        place=t.word(LED, "awareness", "place"),
        names=0,
        sha256="2" * 64,
        sealed_at=now,
    )
    t.acceptance["kiosk"] = Kiosk.objects.create(
        authority=place,
        audience="awareness",
        place=t.word(LED, "awareness", "kiosk"),
        digest=place.slug,
        opened_at=now,
        closes_at=now + timedelta(hours=1),
    )
