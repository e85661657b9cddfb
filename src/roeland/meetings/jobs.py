"""What time does: mail who must still be told of a meeting. It looks in the data, so a missed tick loses nothing."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db.models import F, Q

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused, batch
from roeland.meetings.actions import mailed, send_paper_link
from roeland.meetings.actions.links import text_behind
from roeland.meetings.invitations import address, message, what
from roeland.meetings.models import Attendance, Paper
from roeland.meetings.values import MeetingStatus
from roeland.people.actors import on_day
from roeland.people.models import Mandate
from roeland.people.values import SECOND_STEP_ROLES

log = logging.getLogger("roeland.meetings.invitations")


def send_invitations() -> int:
    """Mail everybody who was invited and does not know the last change yet; the number of mails. A failing mail is tried again."""
    return sum(_of(pk) for pk in Authority.everything.values_list("pk", flat=True))


def _of(authority_id: UUID) -> int:
    actor = Actor.system("worker", [authority_id])
    with scope(actor, [authority_id]):
        known = Q(meeting__status=MeetingStatus.INVITED) | Q(meeting__status=MeetingStatus.CANCELLED, mailed__gte=0)
        rows = Attendance.objects.filter(
            known, authority_id=authority_id, mailed__lt=F("meeting__sequence"), meeting__starts_at__gt=clock.now()
        ).select_related("meeting__authority", "person__account")
        found = list(rows)
        papers: dict[UUID | None, list[Paper]] = {}
        for paper in Paper.objects.filter(meeting__in={row.meeting_id for row in found}).select_related("document"):
            papers.setdefault(paper.meeting_id, []).append(paper)
        seats = set(
            Mandate.objects.filter(on_day(clock.today()), role__in=SECOND_STEP_ROLES).values_list(
                "person_id", flat=True
            )
        )
        return sum(
            _try(actor, row, papers.get(row.meeting_id, []), linked=row.person_id in seats)
            for row in found
            if address(row)
        )


def _secrets(actor: Actor, row: Attendance, papers: list[Paper]) -> dict[UUID, str]:
    """Paper -> the secret of its link, for what is open; for what is closed an elected member logs in, with a second step."""
    found = {}
    for paper in papers:
        if row.meeting.discreet or text_behind(row.authority_id, paper.document_id) is None:
            continue
        found[paper.pk] = send_paper_link(actor, attendance=row, paper=paper)
    return found


def _try(actor: Actor, row: Attendance, papers: list[Paper], *, linked: bool) -> int:
    """State and send in one transaction: when the mail does not leave, nothing was stated."""
    try:
        with batch():
            mailed(actor, attendance=row, what=what(row.meeting))
            wanted = linked and row.meeting.status == MeetingStatus.INVITED
            message(row, papers, clock.now(), _secrets(actor, row, papers) if wanted else None).send()
    except Refused:  # another worker was first
        return 0
    except OSError:
        log.exception("mail to person %s failed", row.person_id)
        return 0
    return 1
