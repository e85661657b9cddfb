"""What the routes on read and accept take and give."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from roeland.api.guard import In


class CountsOut(Schema):
    """How a group stands; the four ways of accepting are apart."""

    name: str
    asked: int
    accepted: int
    by_screen: int
    by_list: int
    by_code: int
    by_link: int
    former: int
    question: int
    late: int
    unreachable: int


class RoundOut(Schema):
    """A round: a version offered to an audience."""

    id: UUID
    document: str
    version: str
    who: str
    standing: bool
    due: date
    made_at: datetime
    closed_at: datetime | None
    ending: str
    asked_sha256: str
    counts: CountsOut


class RoundIn(In):
    """`who`: all, team, councillors, body, role or new; `team`, `body` and `role` belong to theirs."""

    who: str = Field(max_length=12)
    team: UUID | None = None
    body: UUID | None = None
    role: str = Field("", max_length=40)
    standing: bool = False
    note: str = Field("", max_length=500)
    term_days: int | None = Field(None, ge=1, le=10_000)
    reminders: list[int] | None = Field(None, max_length=20)


class RoundPersonOut(Schema):
    """One person of a round, for who may know of it."""

    id: UUID
    name: str
    team: str
    state: str
    how: str
    due: date
    accepted_at: datetime | None
    version: str
    sha256: str


class RoundEndIn(In):
    """`ending`: finished or dropped (with a reason)."""

    ending: str = Field("finished", max_length=10)
    reason: str = Field("", max_length=300)


class ReadingOut(Schema):
    """Something that the owner of the token has to read; accept it with the seal (`sha256`) of the version that was shown."""

    id: UUID
    title: str
    version: str
    sha256: str
    changes: str
    minutes: int
    due: date


class AcceptIn(In):
    """The seal of the version that was read."""

    sha256: str = Field(max_length=64)


class AcceptedOut(Schema):
    """What was accepted, and by what."""

    version: str
    sha256: str
    how: str
    accepted_at: datetime | None


class ReadingQuestionIn(In):
    """A question, or its answer."""

    text: str = Field(max_length=2000)


class ReadingQuestionOut(Schema):
    """A question about a document, with its answer."""

    id: UUID
    text: str
    answer: str


class SealListIn(In):
    """Who was there (rows of the round, with commas between), when and where."""

    people: str = Field(max_length=20_000)
    held_on: date
    place: str = Field(max_length=120)


class SealedListOut(Schema):
    """A sealed list."""

    id: UUID
    names: int
    sha256: str
    file_sha256: str


class LettersIn(In):
    """Who gets a letter: rows of the round."""

    people: list[UUID] = Field(max_length=500)


class KioskIn(In):
    """Where the device stands, and for how many minutes."""

    place: str = Field(max_length=120)
    minutes: int | None = Field(None, ge=1, le=10_000)


class KioskOut(Schema):
    """A kiosk; its `path` is given once."""

    id: UUID
    path: str
    closes_at: datetime
