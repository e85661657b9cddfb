"""What the routes of people share: days that a calendar can hold, and what goes in and out more than once."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator

from roeland.api.guard import In

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


def _possible(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(_("kies een dag van 1900 tot 2999"))
    return day


# The day before and after must exist too: verbs end a row the day before the next begins.
Day = Annotated[date, AfterValidator(_possible)]


class EndIn(In):
    """`on` is the last day; left out it is today."""

    on: Day | None = None


class PersonRef(Schema):
    """A person by name, with the id of his own address."""

    id: UUID
    name: str


def ref(person: Any) -> PersonRef:
    """`person` is a Person."""
    return PersonRef(id=person.pk, name=str(person))
