"""Which occurrences of the plan should be tasks by now, and are not yet."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from roeland.duties.models import Duty, Task
from roeland.duties.queries.year import closing_days
from roeland.duties.recurrence import Occurrence
from roeland.duties.values import DutyStatus

HORIZON = 45  # days ahead: far enough to plan a month, near enough that a changed rhythm changes little
_LONGEST_CLOSING = timedelta(days=45)


def missing(authority_ids: list[UUID], today: date, horizon: int = HORIZON) -> list[tuple[Duty, Occurrence]]:
    """Occurrences of active duties due from the duty's start until the horizon that have no task, in order of date.

    Three statements. Nothing before the last occurrence that was made is made any more: what an authority withdrew or never
    had stays away, and what fell due while Roeland stood still is made after all.
    """
    duties = list(Duty.objects.filter(authority_id__in=authority_ids, status=DutyStatus.ACTIVE).exclude(rule=""))
    made: dict[UUID, set[date]] = defaultdict(set)
    rows = Task.objects.filter(duty__in=[duty.pk for duty in duties], key__isnull=False)
    for duty_id, key in rows.filter(key__gte=today - timedelta(days=800)).values_list("duty_id", "key"):
        if key is not None:
            made[duty_id].add(key)
    closed = closing_days(authority_ids)
    found: list[tuple[Duty, Occurrence]] = []
    for duty in duties:
        rhythm = duty.recurrence(closed.get(duty.authority_id, frozenset()))
        if rhythm is None:
            continue
        keys = made[duty.pk]
        newest = max(keys, default=_day_before(duty, rhythm.start))
        rows_due = rhythm.between(newest - _LONGEST_CLOSING, today + timedelta(days=horizon))
        found += [(duty, occurrence) for occurrence in rows_due if occurrence.key > newest]
    return sorted(found, key=lambda row: (row[1].due, row[0].title, str(row[0].pk)))


def _day_before(duty: Duty, start: date) -> date:
    """A duty asks nothing of the days before it was taken over or adapted."""
    return max(duty.decided_on or start, start) - timedelta(days=1)
