"""What happened to a row, told from the ledger, with the way to prove each line."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Row
from roeland.ledger import queries
from roeland.ledger.rules import LOG_READ
from roeland.ui import components as c
from roeland.ui import dates

LONGEST = 30


def history(request: Request, row: Row, also: Q | None = None) -> list[c.TimelineEntry]:
    """What happened to one row, newest first; and what `also` says of others that belong to it."""
    return timeline(request, queries.history(row, LONGEST, also))


def timeline(request: Request, entries: Iterable[queries.Told]) -> list[c.TimelineEntry]:
    """Entries as lines of a page. The proof is there for who may read the Logboek."""
    authority = one_authority(request)
    proven = request.actor.holds(LOG_READ, authority.pk)
    return [
        c.TimelineEntry(
            told.text,
            dates.list_moment(told.time, clock.today()),
            index=dates.number(told.idx) if proven else "",
            proof_url=reverse("ledger-proof", args=[authority.slug, told.idx]) if proven else "",
        )
        for told in entries
    ]
