"""Which occurrences of the plan should be tasks by now, and are not yet."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q

from roeland.duties.models import Duty, Task
from roeland.duties.queries.year import closing_days
from roeland.duties.recurrence import Occurrence, Recurrence
from roeland.duties.values import UNFINISHED, DutyStatus, TaskStatus

HORIZON = 45  # days ahead: far enough to plan a month, near enough that a changed rhythm changes little
_LONGEST_CLOSING = timedelta(days=45)


def missing(authority_ids: list[UUID], today: date, horizon: int = HORIZON) -> list[tuple[Duty, Occurrence]]:
    """Occurrences of active duties that have no task and are due, or must be done for the longest gap, before the horizon.

    Three statements. Only what comes after the newest occurrence that was made: what an authority withdrew stays away, and
    what fell due while Roeland stood still is made after all. In order of due date.
    """
    duties = list(Duty.objects.filter(authority_id__in=authority_ids, status=DutyStatus.ACTIVE).exclude(rule=""))
    rows = Task.objects.filter(duty__in=[duty.pk for duty in duties]).values("duty_id").order_by()
    done = Max("done_on", filter=Q(status=TaskStatus.ACCEPTED))
    waiting = Count("pk", filter=Q(status__in=UNFINISHED))
    counted = rows.annotate(newest=Max("key"), done=done, waiting=waiting)
    # While an occurrence is still open it is the one that the longest gap asks for; the next one is not brought forward too.
    past = {row["duty_id"]: (row["newest"], None if row["waiting"] else row["done"]) for row in counted}
    closed = closing_days(authority_ids)
    found: list[tuple[Duty, Occurrence]] = []
    for duty in duties:
        rhythm = duty.recurrence(closed.get(duty.authority_id, frozenset()))
        if rhythm is not None:
            newest, last_done = past.get(duty.pk, (None, None))
            after = newest or _day_before(duty, rhythm.start)
            wanted = _until(rhythm, after, last_done, duty.max_gap_days, today + timedelta(days=horizon))
            found += [(duty, occurrence) for occurrence in wanted]
    return sorted(found, key=lambda row: (row[1].due, row[0].title, str(row[0].pk)))


def _until(rhythm: Recurrence, after: date, done: date | None, gap: int | None, last: date) -> list[Occurrence]:
    """Occurrences after a key up to a day; the one that follows joins them when the longest gap runs out before that day."""
    found = [row for row in rhythm.between(after - _LONGEST_CLOSING, last) if row.key > after]
    if found or gap is None or done is None or done + timedelta(days=gap) > last:
        return found
    following = rhythm.next_after(last)
    return [following] if following is not None and following.key > after else []


def _day_before(duty: Duty, start: date) -> date:
    """A duty asks nothing of the days before it was taken over or adapted."""
    return max(duty.decided_on or start, start) - timedelta(days=1)
