"""Hours and lateness as figures, for who may know them without reading anything: the coach of a shared service.

This widens: it counts rows that the actor himself does not see. Only numbers and days leave it, and only of authorities where the
caller holds `P.HOURS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from roeland.duties.queries.overview import standings as lateness
from roeland.kernel.actor import Actor
from roeland.kernel.scope import current_scope, scope
from roeland.visits.queries.visits import Standing, standings
from roeland.visits.rules import P


def figures(authority_ids: Iterable[UUID], today: date) -> dict[UUID, tuple[Standing, int]]:
    """Per authority its visits and hours, and how many tasks are late. An authority without the permission is left out."""
    asker = current_scope().actor
    ids = [place for place in authority_ids if asker.holds(P.HOURS, place)]
    system = Actor.system("coach", ids)
    with scope(system, ids):
        visits, late = standings(ids, today), lateness(system, today)
    return {place: (visits[place], late[place].late) for place in ids}
