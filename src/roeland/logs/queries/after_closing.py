"""Consultations that came when the control of their month was closed: no control looks at those, so the reports count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from roeland.kernel import clock
from roeland.logs.models import Delivery, Run
from roeland.logs.too_late import LATE
from roeland.logs.values import COUNTS, Kind, RunState
from roeland.ui import dates

TOLD_FOR = timedelta(days=31)  # on Vandaag: what came stays in the reports


@dataclass(frozen=True)
class Came:
    """A file that brought consultations of a month that was closed."""

    authority: UUID
    delivery: UUID
    month: date
    count: int


def counted(runs: Iterable[Run], until: datetime | None = None) -> Counter[UUID]:
    """Control -> how many consultations of its month came after it was closed, as far as their files count. Inside a scope that sees files;
    one statement, none without a closed control of a file."""
    closed = {(one.authority_id, one.month): one.pk for one in runs if one.state == RunState.CLOSED and not one.by_hand}
    found: Counter[UUID] = Counter()
    if not closed:
        return found
    rows = _files({place for place, _month in closed}).filter(last_on__gte=min(month for _place, month in closed))
    for came in _came(rows if until is None else rows.filter(received_at__lte=until)):
        if (came.authority, came.month) in closed:
            found[closed[came.authority, came.month]] += came.count
    return found


def lately(places: Collection[UUID]) -> list[Came]:
    """The files of the last month that brought such consultations, the newest first. One statement."""
    return _came(_files(places).filter(received_at__gt=clock.now() - TOLD_FOR)) if places else []


def _files(places: Collection[UUID]) -> QuerySet[Delivery]:
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        authority__in=places, source__kind=Kind.CONSULT, state__in=COUNTS, rows__gt=0
    )
    return rows


def _came(rows: QuerySet[Delivery]) -> list[Came]:
    found = []
    for place, pk, gaps in rows.values_list("authority", "pk", "gaps"):
        found += [Came(place, pk, month, int(line["count"])) for line in gaps if (month := _month(line))]
    return found


def _month(line: dict[str, Any]) -> date | None:
    """The month of a line about consultations that came late; earlier versions said it in words alone."""
    if line["kind"] != LATE:
        return None
    if "month" in line:
        return date.fromisoformat(line["month"])
    name, _space, year = line["text"].partition(",")[0].rpartition(" van ")[2].partition(" ")
    months = {dates.month_name(date(2000, one, 1)): one for one in range(1, 13)}
    return date(int(year), months[name], 1) if name in months and year.isdecimal() else None
