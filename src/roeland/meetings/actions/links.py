"""Verbs of the one-time link by which an elected member reads an open paper from the mail, without logging in.

As in `acceptance`: a keyed digest is all that is kept, no session begins, and the link gives this one text and nothing else.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.acceptance.actions.codes import digest_of_secret
from roeland.documents.models import Document, Version
from roeland.documents.values import OPEN_AUDIENCES, DocumentStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused, action, state
from roeland.meetings.actions.common import fresh
from roeland.meetings.facts import PaperLinkOpened, PaperLinkSent
from roeland.meetings.models import Attendance, Paper, PaperLink
from roeland.meetings.queries import whole
from roeland.meetings.rules import P
from roeland.meetings.values import MeetingStatus

KIND = "paper"
RUNNING = (MeetingStatus.INVITED, MeetingStatus.RUNNING)


def find_link(secret: str) -> PaperLink | None:
    """The row behind the link of a mail, while it counts. It reads past the scope: nobody is logged in."""
    rows: QuerySet[PaperLink] = QuerySet(PaperLink).filter(
        digest=digest_of_secret(KIND, secret), until__gt=clock.now(), meeting__status__in=RUNNING
    )
    return rows.select_related("authority").first()


def text_behind(authority_id: UUID, document_id: UUID | None) -> Version | None:
    """The version in force of a document that every member of staff reads; None for everything else, whoever asks."""
    if document_id is None:
        return None
    with whole(authority_id):
        document = (
            Document.objects.filter(pk=document_id, audience__in=OPEN_AUDIENCES, status=DocumentStatus.PUBLISHED)
            .select_related("authority", "owner")
            .first()
        )
        if document is None or document.current_id is None:
            return None
        found: Version = Version.objects.select_related("authority").get(pk=document.current_id)
        found.document = document
        return found


@action(P.CONVENE, PaperLinkSent)
def send_paper_link(actor: Actor, *, attendance: Attendance, paper: Paper) -> str:
    """A new link for the mail of one person; an earlier one stops counting. Gives the secret of the address.

    Only the program sends links, with the invitation. Refused for what not every member of staff reads, and for a discreet meeting.
    """
    row = fresh(attendance, "meeting", "person")
    meeting = row.meeting
    if meeting.discreet or paper.meeting_id != meeting.pk or text_behind(row.authority_id, paper.document_id) is None:
        raise Refused(_("Een link dient enkel voor wat elke medewerker mag lezen."))
    secret = secrets.token_hex(32)
    values = {
        "audience": meeting.audience,
        "meeting": meeting,
        "digest": digest_of_secret(KIND, secret),
        "until": meeting.ends_at,
        "opened_at": None,
    }
    PaperLink.objects.update_or_create(
        authority_id=row.authority_id, paper=paper, person_id=row.person_id, defaults=values
    )
    words = {"title": str(meeting), "paper": paper.title, "person": str(row.person)}
    state(PaperLinkSent(about=meeting, **words, expires_at=meeting.ends_at))
    return secret


@action(P.CONVENE, PaperLinkOpened)
def open_paper_link(actor: Actor, *, link: PaperLink, secret: str) -> Version:
    """Use a link up and give the text: the next time it leads nowhere. Refused when it does not count any more."""
    now = clock.now()
    rows = PaperLink.objects.filter(pk=link.pk, digest=digest_of_secret(KIND, secret), until__gt=now)
    if rows.update(digest="", opened_at=now) != 1:
        raise Refused(_("Deze link is al gebruikt of te oud."))
    with whole(link.authority_id):
        row = PaperLink.objects.select_related("meeting", "paper", "person").get(pk=link.pk)
    version = text_behind(row.authority_id, row.paper.document_id)
    if version is None:
        raise Refused(_("Dit stuk is er niet meer, of niet meer voor iedereen."))
    words = {"title": str(row.meeting), "paper": row.paper.title, "person": str(row.person)}
    state(PaperLinkOpened(about=row.meeting, **words))
    return version
