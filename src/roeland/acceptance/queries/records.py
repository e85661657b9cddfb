"""Rounds as records: evidence of other rooms, and the duties that a finished round closes by itself."""

from __future__ import annotations

from uuid import UUID

from roeland.acceptance.models import Offer
from roeland.acceptance.queries.rounds import RELATED, counts
from roeland.acceptance.values import OFFER, Ending, terms
from roeland.duties.providers import Provider, Record
from roeland.kernel import clock
from roeland.ui import dates


def address(row: Offer) -> str:
    """The page of a round. The row comes with its authority."""
    return f"/{row.authority.slug}/leesrondes/{row.pk}/"


def _records(rows: list[Offer]) -> list[Record]:
    sums = counts(rows)
    found = []
    for row in rows:
        stand = sums[row.pk]
        figures = f"{dates.number(stand.accepted)} van {dates.number(stand.asked)} personen"
        title = f"Leesronde “{row.document.title}”, versie {row.version.number}: {figures}"
        found.append(Record(OFFER, row.pk, title, clock.local(row.closed_at or row.made_at).date(), address(row)))
    return found


def find(authority_id: UUID, record_id: UUID) -> Record | None:
    """A finished round that the reader in scope may see."""
    rows = Offer.objects.filter(authority_id=authority_id, pk=record_id, ending=Ending.FINISHED)
    return next(iter(_records(list(rows.select_related(*RELATED)))), None)


def search(authority_id: UUID, text: str) -> list[Record]:
    """Finished rounds whose document has the text in its title, newest first."""
    rows = Offer.objects.filter(
        authority_id=authority_id, ending=Ending.FINISHED, document__title__icontains=text.strip()
    )
    return _records(list(rows.select_related(*RELATED).order_by("-closed_at")[:8]))


PROVIDER = Provider(OFFER, "Leesronde", find, search, frozenset(str(row["duty"]) for row in terms().fulfils))
