"""What the routes of people share: days that a calendar can hold, and what goes in and out more than once."""

from typing import Any
from uuid import UUID

from ninja import Schema

from roeland.api.guard import In
from roeland.api.moments import Day


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
