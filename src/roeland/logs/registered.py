"""Registered reasons and standing rules as rows for the engine, which knows a service by its name alone; and days as the engine has them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from roeland.kernel.models import Authority
from roeland.logs.formats.mapping import BRUSSELS
from roeland.logs.models import Registration, Standing
from roeland.logs.queries.teams import Teams

LOCAL = ZoneInfo(BRUSSELS)


def midnight(day: date) -> datetime:
    """The beginning of a local day."""
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)


def end_of(day: date | None) -> datetime | None:
    """The end of a last day, half-open; None for none, and for the last year there is, by which lists mean none."""
    return midnight(day + timedelta(days=1)) if day and day.year < MAXYEAR else None


def _stands(only: Collection[UUID] | None) -> Q:
    return Q(withdrawn_at=None) if only is None else Q(pk__in=only)


def reasons(authority: Authority, only: Collection[UUID] | None = None) -> Iterator[dict[str, Any]]:
    known = Teams(authority.pk)
    rows = Registration.objects.filter(_stands(only), authority=authority).values_list(
        "user__user_id", "of_team", "team", "citizen", "start", "end"
    )
    for user, of_team, team, citizen, start, end in rows:
        for name in known.names(of_team, team) or [""]:
            yield {"user_id": user, "team": name or None, "citizen": citizen, "from_ts": start, "to_ts": end or None}


def standing(authority: Authority, only: Collection[UUID] | None = None) -> Iterator[dict[str, Any]]:
    known = Teams(authority.pk)
    rows = Standing.objects.filter(_stands(only), authority=authority)
    for of_team, team, service, start, end in rows.values_list("of_team", "team", "service", "start", "end"):
        for name in known.names(of_team, team):
            yield {"team": name, "service": service, "from_ts": midnight(start), "to_ts": end_of(end)}
