"""Reports as records: what other rooms may point to as evidence, and which duties a report closes by itself."""

from datetime import date
from uuid import UUID

from roeland.duties.providers import Provider, Record
from roeland.kernel import clock
from roeland.reports.models import Report
from roeland.reports.values import Status

KIND = "reports.report"
COUNCIL = "annual-report-council"  # ids in the catalogue of duties
ORGANISATION_CONTROL = "org-control-input"


def _record(row: Report) -> Record:
    on: date = clock.local(row.frozen_at or row.started_at).date()
    return Record(KIND, row.pk, f"Jaarverslag {row.year}", on, f"/{row.authority.slug}/verslagen/{row.year}/")


def find(authority_id: UUID, record_id: UUID) -> Record | None:
    """A frozen report that the reader in scope may see; a draft is evidence of nothing."""
    rows = Report.objects.filter(authority_id=authority_id, pk=record_id, status=Status.FROZEN)
    row = rows.select_related("authority").first()
    return _record(row) if row else None


def search(authority_id: UUID, text: str) -> list[Record]:
    """Frozen reports whose title holds the text, newest first."""
    rows = Report.objects.filter(authority_id=authority_id, status=Status.FROZEN).select_related("authority")
    return [record for record in map(_record, rows) if text.strip().lower() in record.title.lower()]


PROVIDER = Provider(KIND, "Jaarverslag", find, search, frozenset({COUNCIL, ORGANISATION_CONTROL}))
