"""What the routes on staff in log control take and give."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from roeland.api.guard import In


class ConditionsOut(Schema):
    """What is recorded, as it was stated; `lacking` says in Dutch what is missing in it."""

    id: UUID
    consulted_on: date | None
    consulted_body: str
    paper_name: str
    paper_sha256: str
    work_rules: str
    register_entry: str
    dpia_on: date | None
    dpo_advice_on: date | None
    dpo_advice: str
    dpo_himself: bool
    retention_months: int | None
    valid_from: date | None
    stated_at: datetime
    lacking: list[str]


class ConditionsIn(In):
    """Everything but the advice; what is left out lacks."""

    consulted_on: date | None = None
    consulted_body: str = Field("BOC", max_length=80)
    work_rules: str = Field("", max_length=120)
    register_entry: str = Field("", max_length=120)
    dpia_on: date | None = None
    retention_months: int | None = Field(None, ge=1, le=120)
    valid_from: date | None = None


class LogAdviceIn(In):
    """The advice of the DPO: his own, or taken over with where it stands."""

    advised_on: date
    advice: str = Field(max_length=300)


class ToldOut(Schema):
    """A section of what staff are told."""

    title: str
    texts: list[str]
    items: list[str]


class ExplanationOut(Schema):
    """What staff are told, and what was agreed."""

    begins: str
    sections: list[ToldOut]
    agreed: dict[str, str]


class OwnCaseOut(Schema):
    """A case about the owner of the token; the citizen by the alias that a question about it has."""

    month: date
    citizen: str
    events: int
    first_at: datetime
    last_at: datetime
    state: str
    reasons: list[str]
    decided_at: datetime | None


class OwnReasonOut(Schema):
    """A reason that was registered in the name of the owner of the token, for one citizen by alias; both days included, without `last` it
    still runs."""

    first: date
    last: date | None
    citizen: str
    reason: str
    made_at: datetime
    withdrawn_at: datetime | None


class OwnUserOut(Schema):
    """A user name of the log that is or was one's own; no days: always."""

    user: str
    start: date | None
    last: date | None


class OwnSampleOut(Schema):
    """A consultation of the owner of the token that was drawn; `why`: what explained it, `verdict`: what looking at it gave, in Dutch."""

    at: datetime
    service: str
    why: str
    verdict: str


class KeptOut(Schema):
    """What is kept about the owner of the token, as his page says it; the questions themselves are at `my-log-questions`.

    While a control runs, a case that nobody asked about or decided is not among `cases`.
    """

    users: list[OwnUserOut]
    cases: list[OwnCaseOut]
    reasons: list[OwnReasonOut]
    sample: list[OwnSampleOut]
    sampled: int
    questions: int


class LogQuestionOut(Schema):
    """A question to the owner of the token, with what his page says of it: `events` consultations from `first` to `last`, both included, of
    one citizen by alias, and why it is asked, without what that would say of the citizen. `state`: waiting, late (an answer still counts),
    answered, withdrawn, or decided without an answer. `held`: the term stands still, because you are away until nobody knows when."""

    id: UUID
    state: str
    held: bool
    events: int
    first: date
    last: date
    citizen: str
    reasons: list[str]
    text: str
    asked_at: datetime
    due: date
    answer: str
    answered_at: datetime | None
    withdrawn_at: datetime | None


class OwnLookOut(Schema):
    """A consultation of the owner of the token, of the citizen whom a question is about."""

    at: datetime
    service: str


class LogQuestionWholeOut(LogQuestionOut):
    """The same with his own consultations of that citizen in the month, in order; none once it is decided or withdrawn."""

    consultations: list[OwnLookOut]


class LogAnswerIn(In):
    """In one's own words, without a national number."""

    answer: str = Field(max_length=4000)


class OpeningIn(In):
    """A mandate for a case without an answer."""

    person: UUID
    purpose: str = Field(max_length=300)
    days: int = Field(14, ge=1, le=30)


class OpeningOut(Schema):
    """A mandate."""

    id: UUID
    until: datetime
    ended_at: datetime | None


class MyOpeningOut(OpeningOut):
    """A mandate of one's own that runs. `log_case`: what it is for."""

    log_case: UUID
    purpose: str


class GivenOpeningOut(MyOpeningOut):
    """A mandate that somebody has or had. `person` empty: erased with its case."""

    person: UUID | None
    start: datetime
    looked_at: datetime | None


class OpenedOut(Schema):
    """The case that one has a mandate for."""

    worker: str
    citizen: str
    month: date
    events: int
    reasons: list[str]
    questions: list[str]
    answers: list[str]


class CitizenIn(In):
    """One citizen, days both included, and what the request rests on. The number is hashed and kept nowhere."""

    number: str = Field(max_length=20)
    first: date
    last: date
    purpose: str = Field(max_length=300)


class LookOut(Schema):
    """One consultation, without the name of a worker. `explained`: null when no control read it, or what it found is erased."""

    at: datetime
    service: str
    team: str
    why: str
    explained: bool | None
