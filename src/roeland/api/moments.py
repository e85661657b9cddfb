"""Days and moments that come in: what a calendar and both databases can hold."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
FARTHEST = timedelta(hours=14)  # the largest distance of a clock on earth from UTC


def _possible(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(_("kies een dag van 1900 tot 2999"))
    return day


def _in_utc(moment: datetime) -> datetime:
    distance = moment.utcoffset()
    if distance is None or abs(distance) > FARTHEST:
        raise ValueError(_("deze tijdzone bestaat niet, schrijf bijvoorbeeld +01:00"))
    if not FIRST < moment.date() < LAST:
        raise ValueError(_("kies een tijdstip van 1900 tot 2999"))
    return moment.astimezone(UTC)


# The day before and after must exist too: verbs end a row the day before the next begins.
Day = Annotated[date, AfterValidator(_possible)]
# With its offset, else nobody knows when it was; PostgreSQL refuses offsets that Python takes.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
