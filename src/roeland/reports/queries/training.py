"""Training of who holds a mandate, of one year at a moment; the caller opens the scope of the system."""

from datetime import date

from django.db.models import Q, Sum

from roeland.governance.models import MandateFile, PlannedTraining, Training
from roeland.governance.values import PlanStatus
from roeland.kernel.models import Authority
from roeland.people.actors import on_day
from roeland.reports.rooms import PlannedFact, TrainingFact
from roeland.reports.values import Period


def followed(authority: Authority, first: date, last: date) -> tuple[TrainingFact, ...]:
    """What was followed from `first` to `last`, planned or not, by day."""
    rows = Training.objects.filter(authority=authority, day__range=(first, last)).select_related("file__mandate")
    ordered = rows.order_by("day", "title", "pk")
    return tuple(TrainingFact(row.pk, row.title, row.file.mandate.role, row.day, row.hours) for row in ordered)


def planned(authority: Authority, period: Period, seen: date) -> tuple[PlannedFact, ...]:
    """The plan of the year: what should be followed in it, and what was closed in it. What was closed after `seen` still counts as open."""
    year = (period.first, period.last)
    rows = PlannedTraining.objects.filter(Q(due__range=year) | Q(closed_on__range=year), authority=authority)
    return tuple(_planned(row, period, seen) for row in rows.select_related("file__mandate", "followed"))


def _planned(row: PlannedTraining, period: Period, seen: date) -> PlannedFact:
    day = row.followed.day if row.followed is not None else row.closed_on
    closed = day if day is not None and day <= min(seen, period.last) else None
    dropped = closed is not None and row.status == PlanStatus.DROPPED
    return PlannedFact(
        id=row.pk,
        title=row.title,
        role=row.file.mandate.role,
        due=row.due,
        hours=row.hours,
        cost=row.cost,
        followed_on=None if dropped else closed,
        dropped=dropped,
        late=closed is None and row.due < min(seen, period.last),
    )


def agreed(authority: Authority, last: date) -> int:
    """Hours a year that the files of the mandates of that day name."""
    rows = MandateFile.objects.filter(on_day(last, "mandate__"), authority=authority)
    return int(rows.aggregate(hours=Sum("hours_per_year"))["hours"] or 0)
