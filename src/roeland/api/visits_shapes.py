"""What the routes on visits take and give."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from roeland.api.guard import In, Paging
from roeland.api.moments import Day

Euro = Field(ge=0, le=99_999_999, max_digits=10, decimal_places=2)


class AgreementOut(Schema):
    """An agreement. `modules_in` and `modules_out` are ids of the data file of modules; `week` is the week of the month."""

    id: UUID
    provider: str
    client: str
    officer: UUID | None
    decision: str
    decided_on: date | None
    modules_in: list[str]
    modules_out: list[str]
    days_per_month: Decimal
    hours_per_day: Decimal
    day_rate: Decimal
    weekday: int
    week: int
    start: date
    end: date | None
    document: UUID | None
    note: str
    ended_reason: str


class AgreementIn(In):
    """The terms. Modules that are not in `modules_in` are out of scope."""

    provider: str = Field(max_length=160)
    client: str = Field(max_length=160)
    officer: UUID | None = None
    decision: str = Field("", max_length=200)
    decided_on: Day | None = None
    modules_in: list[str] = Field([], max_length=100)
    days_per_month: Decimal = Field(ge=0, le=31, max_digits=5, decimal_places=2)
    hours_per_day: Decimal = Field(gt=0, le=24, max_digits=4, decimal_places=2)
    day_rate: Decimal = Euro
    weekday: int = Field(1, ge=0, le=4)
    week: int = Field(3, ge=1, le=4)
    start: Day
    end: Day | None = None
    document: UUID | None = None
    note: str = Field("", max_length=5000)


class AgreementEndIn(In):
    """`on` is the last day."""

    on: Day
    reason: str


class VisitLine(Schema):
    """A visit without its texts. `minutes` is the time spent."""

    id: UUID
    planned_on: date
    status: str
    officer: UUID
    onsite: bool
    minutes: int
    next_on: date | None
    cost: Decimal | None
    closed_at: datetime | None
    sha256: str


class VisitItemOut(Schema):
    """A point: why it is on the agenda (`origin`) and what became of it (`outcome`)."""

    id: UUID
    title: str
    origin: str
    note: str
    outcome: str
    text: str
    task: UUID | None
    person: UUID | None
    due: date | None


class VisitDetail(VisitLine):
    """A visit with its notes, the text of its page and the points that the owner of the token may read."""

    notes: str
    text: str
    items: list[VisitItemOut]


class VisitFilter(Paging):
    status: Literal["", "planned", "open", "closed", "dropped"] = ""


class VisitIn(In):
    """`officer` is a person of the authority; left out it is the owner of the token."""

    on: Day
    officer: UUID | None = None


class VisitMoveIn(In):
    on: Day


class WhyIn(In):
    reason: str


class OpenIn(In):
    onsite: bool = False


class VisitNoteIn(In):
    """What is left out stays as it is."""

    notes: str = Field("", max_length=20000)
    minutes: int | None = Field(None, ge=0, le=1440)
    next_on: Day | None = None


class TimerIn(In):
    running: bool = True


class VisitItemIn(In):
    title: str = Field(max_length=240)


class SettleIn(In):
    """`outcome`: done, asked (of `person`, by `due`), decided (with `text`) or carried."""

    outcome: str = "carried"
    text: str = Field("", max_length=500)
    person: UUID | None = None
    due: Day | None = None


class CloseVisitIn(In):
    """`text` is the page (empty: as Roeland writes it); `minutes` defaults to what was timed, else the half day."""

    text: str = Field("", max_length=20000)
    minutes: int | None = Field(None, ge=0, le=1440)
    next_on: Day | None = None
