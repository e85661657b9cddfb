"""What the routes on controls of consultations take and give."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from roeland.api.guard import In
from roeland.api.logs_sources_shapes import LogOverlapOut

MOST_LINES = 60


class LogLookOut(Schema):
    """What looking again changed beside the time before. `gone_cases`: nobody had touched them; `added`, `removed`, and the two that are
    explained now and no more: consultations; `drawn`, `undrawn`: of the sample. `text`: the same in Dutch."""

    at: datetime
    new_cases: int
    gone_cases: int
    added: int
    removed: int
    newly_explained: int
    no_longer_explained: int
    drawn: int
    undrawn: int
    text: str


class LogRunOut(Schema):
    """The control of a month. `by_hand`: a sample from paper; such a month may have a second control, of its file, and once that is closed
    only that one counts. `cut`: cases that the minutes did not reach; once closed, those that nobody had looked at then.

    Who reads figures only gets no conclusion, `stale`, `overlaps` nor `looks`, and null where there are one to four (`explained`: where so
    few have nothing on record; `by_decision`: also where so few are explained by nothing).
    `unused`: why it did not use the watch list, empty when it did. `stale`: what was withdrawn since the control looked, so that it must
    look again before it closes; empty when nothing was. `overlaps`: what two sources delivered both.
    `explained`: by what was on record; `by_decision`: beside those, by what this control itself registered, as it looked or closed.
    `looks`: what each looking again changed, the newest first.
    """

    id: UUID
    month: date
    by_hand: bool
    state: str
    scope: str
    rules_version: str
    minutes: int
    events: int
    explained: int | None
    by_decision: int | None
    cases: int | None
    cut: int | None
    sampled: int
    lacked: list[str]
    unused: str
    started_at: datetime
    closed_at: datetime | None
    spent: int | None
    conclusion: str
    stale: str
    overlaps: list[LogOverlapOut]
    looks: list[LogLookOut]


class LogClaimOut(Schema):
    """The samples of the last twelve closed controls: with 95 % confidence fewer than 1 in `one_in` is wrong; 0 says nothing.

    Who reads figures only gets `wrong` down to a multiple of five, null where it is one to four, and `one_in` of the most faults that there
    may be then.
    """

    checked: int
    wrong: int | None
    one_in: int


class LogRunIn(In):
    """Any day of the month, and the minutes that there are."""

    month: date
    minutes: int = Field(45, ge=1, le=1000)


class LogCloseIn(In):
    """How a control ends."""

    conclusion: str = Field(max_length=5000)
    spent: int = Field(ge=0, le=10_000)


class LogPaperLineIn(In):
    """One consultation of a sample on paper. `person`, or `user` for an account of nobody known.

    `citizen`: the national number, which becomes a pseudonym at once and comes back in no answer.
    """

    person: UUID | None = None
    user: str = Field("", max_length=120)
    citizen: str = Field("", max_length=20)
    at: datetime
    service: str = Field("", max_length=120)
    right: bool
    note: str = Field("", max_length=300)


class LogPaperIn(In):
    """A sample that was taken from paper."""

    month: date
    lines: list[LogPaperLineIn] = Field(max_length=MOST_LINES)


class LogSampleOut(Schema):
    """One explained consultation that was drawn; the citizen by alias."""

    id: UUID
    worker: str
    citizen: str
    at: datetime
    service: str
    explained_by: str
    verdict: str
    note: str
    reviewer: UUID | None


class LogVerdictIn(In):
    """`verdict`: right, or wrong with a note."""

    verdict: str = Field(max_length=8)
    note: str = Field("", max_length=300)


class LogSampleRightIn(In):
    """Those of the sample that are right."""

    items: list[UUID] = Field(max_length=200)


class CountOut(Schema):
    """How many."""

    count: int
