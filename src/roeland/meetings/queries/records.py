"""Meetings as records: evidence of other rooms, and the duty that a held meeting closes by itself."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.providers import Provider, Record
from roeland.kernel import clock
from roeland.meetings.bodies import kinds
from roeland.meetings.models import Decision, Meeting
from roeland.meetings.values import HELD

KIND = "meetings.meeting"
DECISION = "meetings.decision"


def _record(row: Meeting) -> Record:
    on = clock.local(row.starts_at).date()
    return Record(
        KIND, row.pk, (_("Vergadering %(row)s") % {"row": row}), on, f"/{row.authority.slug}/vergaderingen/{row.pk}/"
    )


def find(authority_id: UUID, record_id: UUID) -> Record | None:
    """A meeting that was held and that the reader in scope may see."""
    rows = Meeting.objects.filter(authority_id=authority_id, pk=record_id, status__in=HELD)
    row = rows.select_related("authority").first()
    return _record(row) if row else None


def search(authority_id: UUID, text: str) -> list[Record]:
    """Held meetings whose title holds the text, newest first."""
    rows = Meeting.objects.filter(authority_id=authority_id, status__in=HELD).select_related("authority")
    wanted = text.strip().lower()
    return [record for record in map(_record, rows[:200]) if wanted in record.title.lower()][:8]


def find_decision(authority_id: UUID, record_id: UUID) -> Record | None:
    """A decision that the reader in scope may see."""
    row = Decision.objects.filter(authority_id=authority_id, pk=record_id).select_related("meeting__authority").first()
    if row is None:
        return None
    url = f"/{row.meeting.authority.slug}/vergaderingen/{row.meeting_id}/"
    return Record(DECISION, row.pk, f"Besluit: {row.text}"[:240], clock.local(row.made_at).date(), url)


PROVIDER = Provider(KIND, "Vergadering", find, search, frozenset(one.duty for one in kinds().values() if one.duty))
DECISIONS = Provider(DECISION, "Besluit van een vergadering", find_decision)
