"""What an import brings of months whose control is closed: no control looks at those consultations any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from roeland.logs import overlap
from roeland.logs.models import Run, Source
from roeland.logs.staging import Staged
from roeland.logs.values import RunState
from roeland.ui import dates

LATE = "late"


def lines(source: Source, staged: Staged, folder: Path) -> Iterator[dict[str, Any]]:
    """One for each month, as `gaps` tells what lacks. What another source delivered before is no other consultation."""
    closed = Run.objects.filter(authority=source.authority_id, by_hand=False, state=RunState.CLOSED)
    months = [one for one in closed.order_by("month").values_list("month", flat=True) if _of(staged.per_day, one)]
    same = overlap.elsewhere(source, staged, folder) if months else {}
    for month in months:
        if (count := _of(staged.per_day, month) - _of(same, month)) > 0:
            words = f"{dates.plural(count, 'raadpleging', 'raadplegingen')} na het afsluiten van {dates.month_name(month)} {month.year}"
            text = f"{words}, geen controle kijkt daar nog naar"
            yield {"kind": LATE, "text": text, "count": count, "month": str(month)}


def _of(per_day: Mapping[date, int], month: date) -> int:
    return sum(many for day, many in per_day.items() if day.replace(day=1) == month)
