"""What the routes on sources of log control take and give."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from roeland.api.guard import In
from roeland.logs.overlap import Overlap
from roeland.logs.values import QUIET


class LogOverlapOut(Schema):
    """What two sources deliver both. `same`: counted once in a control, with `keeps`; `near`: looks alike and counts twice."""

    keeps: UUID
    other: UUID
    same: int
    near: int
    first: date
    last: date
    text: str


def overlap_out(one: Overlap, text: str) -> LogOverlapOut:
    """What two sources share, with its sentence."""
    return LogOverlapOut(
        text=text, **{name: getattr(one, name) for name in LogOverlapOut.model_fields if name != "text"}
    )


class LogSourceOut(Schema):
    """A source. `late_months`: the first day of each month whose file is late, oldest first; `late_since`: since when the oldest
    of them should be there; `due`: when the next one is expected."""

    id: UUID
    name: str
    kind: str
    format: str
    supplier: str
    contract_clause: str
    contact: str
    due_day: int | None
    quiet_days: int
    owner: UUID | None
    folder: str
    mapping: dict[str, Any]
    ended_on: date | None
    last_on: date | None
    due: date | None
    late_since: date | None
    late_months: list[date]
    overlaps: list[LogOverlapOut]


class LogSheetIn(In):
    """The sheet of a source. `quiet_days`: how many working days in a row without consultations make its month a lacking one, 1 to 23."""

    name: str = Field(max_length=120)
    supplier: str = Field("", max_length=120)
    contract_clause: str = Field("", max_length=200)
    contact: str = Field("", max_length=200)
    due_day: int | None = None
    quiet_days: int = QUIET
    owner: UUID | None = None
    folder: str = Field("", max_length=80)


class LogSourceIn(LogSheetIn):
    """A new source. `kind`: consult, staff, ...; `format`: csv, jsonl, parquet or syslog; `template` or `mapping` says how it is read."""

    kind: str = Field(max_length=16)
    format: str = Field(max_length=8)
    template: str = Field("", max_length=40)
    mapping: dict[str, Any] | None = None


class LogMappingIn(In):
    """How files are read: `fields` {field: {from: [columns]} or {constant}}, and zone, dates, encoding, separator, decimal, adds."""

    mapping: dict[str, Any]
    format: str = Field("", max_length=8)


class LogReasonIn(In):
    """Why."""

    reason: str = Field(max_length=300)


class LogDeliveryOut(Schema):
    """A file of a source. `problems` and `gaps` are sentences that hold no value from the file."""

    id: UUID
    source: UUID
    file_name: str
    size: int
    sha256: str
    state: str
    how: str
    first_on: date | None
    last_on: date | None
    rows: int
    left_out: int
    duplicates: int
    problems: list[str]
    gaps: list[str]
    overlaps: list[LogOverlapOut]
    keep_until: date | None
    received_at: datetime


class LogTryOut(Schema):
    """What importing a file would give. `citizens`: aliases of the first rows, to see whether rows are told apart."""

    file: str
    refused: str
    rows: int
    left_out: int
    duplicates: int
    first_on: date | None
    last_on: date | None
    users: int
    problems: list[str]
    gaps: list[str]
    overlaps: list[LogOverlapOut]
    citizens: list[str]


class LogColumnsOut(Schema):
    """The columns of a file, and the mapping that their names propose."""

    columns: list[str]
    fields: dict[str, Any]


class LogLetterOut(Schema):
    """The words to ask the supplier for the file of last month."""

    subject: str
    text: str


class LogHolderOut(Schema):
    """Who had a user of the log before, or that it was shared then: from `start` (null: always) up to and including `last`."""

    person: UUID | None
    shared: bool
    start: date | None
    last: date


class LogUserOut(Schema):
    """A user of the log. `person` is empty while nobody knows whose it is.

    `label`: what it is called in lists. `list_number`, `list_email`: by what the staff list knows who is not tied yet.
    `held_from`: since when it is that person's, or shared (null: always); `before`: who had it earlier, in order. `team`: the service by
    hand, from `team_from` on (null: always).
    """

    id: UUID
    user: str
    label: str
    list_number: str
    list_email: str
    person: UUID | None
    shared: bool
    held_from: date | None
    before: list[LogHolderOut]
    team: str
    team_from: date | None
    first_seen: date | None


class LogUserIn(In):
    """Whose user name it is, or that several people share it, from `held_since` on. Without that day the first one counts for all days;
    who comes after somebody needs it.

    `since`: the first day in that service. Without it a first service counts from the first consultation that was seen, another one
    from today, and the same one as long as it did.
    """

    person: UUID | None = None
    label: str = Field("", max_length=80)
    shared: bool = False
    held_since: date | None = None
    team: str = Field("", max_length=120)
    since: date | None = None
