"""What the verbs of this room share: the row as it stands, what a fact says, asking many people at once, noting an acceptance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from roeland.acceptance.models import Asked, Attendance, Offer
from roeland.acceptance.queries.audience import Circle, Invited
from roeland.acceptance.values import How, State
from roeland.documents.queries import whole
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock

BATCH = 500
HIDDEN = "een document met beperkte lezers"


def told(offer: Offer) -> dict[str, str]:
    """What every fact about a round says; such a fact has the readers of the document."""
    with whole(offer.authority_id):
        return {"number": offer.document.number, "title": offer.document.title, "version": offer.version.number}


def told_of_person(offer: Offer) -> dict[str, str]:
    """The same in a fact about one person, which others read: a closed document keeps its title there."""
    found = told(offer)
    return found if offer.audience in OPEN_AUDIENCES else {**found, "number": "", "title": HIDDEN}


def _row(offer: Offer, one: Invited, now: datetime, due: date) -> Asked:
    state = State.LEFT_OUT if one.why else State.ASKED
    return Asked(
        authority_id=offer.authority_id,
        audience="awareness",
        offer=offer,
        person=one.person,
        team_id=one.team_id,
        channel=one.channel,
        state=state,
        reason=one.why,
        asked_at=now,
        due=due,
    )


def ask_all(offer: Offer, circle: Circle, due: date) -> None:
    """Fix who is asked and who is left out, in a few statements."""
    now = clock.now()
    rows = [_row(offer, one, now, due) for one in (*circle.asked, *circle.left_out)]
    Asked.objects.bulk_create(rows, batch_size=BATCH)


def note_accepted(offer: Offer, rows: Iterable[Asked], how: How, attendance: Attendance | None = None) -> int:
    """Write that these accepted the version of the round now; how many did not have that already. One statement."""
    with whole(offer.authority_id):
        still = Asked.objects.filter(pk__in=[row.pk for row in rows], state=State.ASKED)
        return int(
            still.update(
                state=State.ACCEPTED,
                accepted_at=clock.now(),
                how=how,
                version_id=offer.version_id,
                sha256=offer.version.sha256,
                attendance=attendance,
                code_digest="",
                link_digest="",
            )
        )
