"""One of everything of the room visits in an authority, with a word of its own in every text field."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from roeland.kernel import clock
from roeland.visits.models import Agreement, Handover, LawNote, OrganisationChange, Visit, VisitItem

if TYPE_CHECKING:
    from tests.conformance.things import Things

SHUT = "forensic"


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority."""
    place, today, now = t.authority, clock.today(), clock.now()

    def words(kind: str, *names: str, audience: str = "visits") -> dict[str, Any]:
        return {name: t.word(kind, audience, name) for name in names}

    t.visits["agreement"] = Agreement.objects.create(
        authority=place,
        audience="visits",
        officer=t.person,
        days_per_month=Decimal("0.5"),
        hours_per_day=Decimal("7.6"),
        day_rate=Decimal(600),
        start=date(2026, 1, 1),
        **words("agreement", "provider", "client", "decision", "note", "ended_reason"),
    )
    t.visits["visit"] = Visit.objects.create(
        authority=place,
        audience="visits",
        agreement=t.visits["agreement"],
        officer=t.person,
        planned_on=today,
        status="closed",
        minutes=100,
        closed_at=now,
        sha256="0" * 64,
        **words("visit", "notes", "text", "mailed_to", "dropped_reason"),
    )
    for audience in ("visits", SHUT):
        t.visits[f"item_{audience}"] = VisitItem.objects.create(
            authority=place,
            audience=audience,
            visit=t.visits["visit"],
            origin="free",
            outcome="carried",
            **words("visititem", "title", "note", "text", audience=audience),
        )
    t.visits["handover"] = Handover.objects.create(
        authority=place,
        audience="visits",
        giver=t.person,
        taker=t.person,
        on=today,
        note=t.word("handover", "visits", "note"),
        lines=[{"kind": "taak", "title": t.word("handover", "visits", "line"), "url": "/", "id": ""}],
    )
    t.visits["law"] = LawNote.objects.create(
        authority=place,
        audience="norms",
        key=f"zaad-{place.slug}",
        dated=today,
        **words("law", "title", "source", "means", "reason", audience="norms"),
    )
    t.visits["change"] = OrganisationChange.objects.create(
        authority=place,
        audience="visits",
        change="gebouw",
        on=today,
        noted_on=today,
        **words("change", "title", "note"),
    )
