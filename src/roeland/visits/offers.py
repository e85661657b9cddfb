"""What this room offers to the pages of others: the button on Vandaag, points of the management report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import Agreed, Line, Topic
from roeland.ui import dates
from roeland.visits.queries import agreements
from roeland.visits.queries import visits as queries
from roeland.visits.rules import P
from roeland.visits.values import VisitStatus


def button(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """The one way into a visit from Vandaag: the one that goes on, the one of today, else the list. One statement."""
    places = [place for place in authority_ids if actor.holds(P.EDIT, place)]
    if not places:
        return []
    today = clock.today()
    due = Q(status=VisitStatus.OPEN) | Q(status=VisitStatus.PLANNED, planned_on__lte=today)
    rows = list(queries.visits().filter(due, authority__in=places, officer__in=actor.person_ids))
    busy = [row for row in rows if row.status == VisitStatus.OPEN]
    if len(busy) > 1:
        return [Line(title=_("Halve dag voortzetten"), url="/bezoeken/halve-dag/")]
    for row in (*busy, *(rows if len(rows) == 1 else ())):
        words = "Bezoek voortzetten" if busy else "Bezoek van vandaag"
        return [Line(title=words, url=f"/{row.authority.slug}/bezoeken/{row.pk}/")]
    if rows:
        return [Line(title=_("Halve dag beginnen"), url="/bezoeken/")]
    if len(places) > 1:
        return [Line(title=_("Bezoeken"), url="/bezoeken/")]
    slug = Authority.everything.values_list("slug", flat=True).get(pk=places[0])
    return [Line(title=_("Bezoeken"), url=f"/{slug}/bezoeken/")]


def month(actor: Actor, authority_ids: Sequence[UUID], first: date, last: date) -> list[Agreed]:
    """Time of closed visits in a period beside what the agreement buys in it, where the actor is the officer. Two statements."""
    mine = [place for place in authority_ids if actor.holds(P.EDIT, place)]
    figures = agreements.hours(mine, first, last) if mine else {}
    return [
        Agreed(authority_id=place, spent=row.used, agreed=row.bought) for place, row in figures.items() if row.bought
    ]


def topics(actor: Actor, authority_id: UUID, first: date, last: date) -> list[Topic]:
    """A section of the management report: hours and visits of the period."""
    if not actor.holds(P.SEE, authority_id):
        return []
    hours = agreements.hours([authority_id], first, last)[authority_id]
    if not (hours.bought or hours.visits):
        return []
    words = dates.plural(hours.visits, "bezoek", "bezoeken", words=True)
    sentence = (
        f"De consulent deed {words} en gebruikte {dates.minutes(hours.used)} van de "
        f"{dates.minutes(hours.bought)} die de overeenkomst voorziet."
    )
    return [Topic(key="bezoeken", title=_("Bezoeken en uren"), sentence=sentence, order=80)]
