"""Items for a council."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from roeland.kernel.models import Authority
from roeland.meetings.models import CouncilItem, Paper


def items() -> QuerySet[CouncilItem]:
    """Items in scope, the next session first."""
    found: QuerySet[CouncilItem] = CouncilItem.objects.select_related("authority").order_by("-session_at", "title")
    return found


def item_by_id(authority: Authority, pk: UUID) -> CouncilItem | None:
    """An item in scope; None for absent and refused alike."""
    return items().filter(authority=authority, pk=pk).first()


def papers_of_item(item: CouncilItem) -> list[Paper]:
    """Its papers."""
    return list(Paper.objects.filter(item=item).order_by("title", "pk"))
