"""The words of this room as enums and frozen values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Resources of roles.yaml under which a meeting can stand: each is a circle of readers.
AUDIENCES = ("minutes_service", "meetings_management", "meetings_committee", "council_items")
COUNCIL = "council_items"
# Codes of the permissions that a meeting itself gives: to chair and scribe, and to whoever is invited.
LEADS = frozenset({"meetings:meeting:run", "meetings:minutes:approve"})
TAKES_PART = frozenset({"meetings:minutes:write", "meetings:minutes:correct"})
WRITING_NOW = timedelta(minutes=5)  # somebody who saved this recently is shown as writing along


class MeetingStatus(StrEnum):
    """A meeting is prepared, announced, held, and its minutes are approved at a later one; then nothing of it changes."""

    DRAFT = "draft"
    INVITED = "invited"
    RUNNING = "running"
    CLOSED = "closed"
    APPROVED = "approved"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Dutch words."""
        return _STATUS[self]


_STATUS = {
    MeetingStatus.DRAFT: "in voorbereiding",
    MeetingStatus.INVITED: "uitgenodigd",
    MeetingStatus.RUNNING: "bezig",
    MeetingStatus.CLOSED: "gehouden, verslag in ontwerp",
    MeetingStatus.APPROVED: "verslag goedgekeurd",
    MeetingStatus.CANCELLED: "afgelast",
}
COMING = (MeetingStatus.DRAFT, MeetingStatus.INVITED)
HELD = (MeetingStatus.CLOSED, MeetingStatus.APPROVED)
OPEN = (MeetingStatus.DRAFT, MeetingStatus.INVITED, MeetingStatus.RUNNING)


class MeetingKind(StrEnum):
    """Whether it belongs to the rhythm of the body."""

    ORDINARY = "ordinary"
    EXTRA = "extra"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"ordinary": "gewone vergadering", "extra": "extra vergadering"}[self]


class PointStatus(StrEnum):
    """How far the meeting is with a point."""

    OPEN = "open"
    BUSY = "busy"
    DONE = "done"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"open": "nog te bespreken", "busy": "bezig", "done": "besproken"}[self]


class Presence(StrEnum):
    """Whether somebody was there."""

    EXPECTED = "expected"
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _PRESENCE[self]

    @property
    def there(self) -> bool:
        """Whether it counts as present."""
        return self in THERE


_PRESENCE = {
    Presence.EXPECTED: "verwacht",
    Presence.PRESENT: "aanwezig",
    Presence.LATE: "later toegekomen",
    Presence.EXCUSED: "verontschuldigd",
    Presence.ABSENT: "afwezig",
}
THERE = (Presence.PRESENT, Presence.LATE)


class ItemStatus(StrEnum):
    """An item for the council: prepared, sent with its papers, dealt with in the session, or taken back."""

    DRAFT = "draft"
    SENT = "sent"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {
            "draft": "in voorbereiding",
            "sent": "stukken verstuurd",
            "decided": "behandeld",
            "withdrawn": "ingetrokken",
        }[self]


@dataclass(frozen=True)
class Term:
    """A term before a session, with where it comes from. `only_tells` ones are shown but nothing is checked against them."""

    id: str
    days_before: int
    nl: str
    ref: str
    check: str
    read_on: date
    only_tells: bool = False

    def last_day(self, session: date) -> date:
        """The last day on which it is kept."""
        return session - timedelta(days=self.days_before)


@dataclass(frozen=True)
class Gap:
    """How long a body has not met. `limit` is the last day on which the next meeting is in time."""

    last: date | None
    limit: date
    most_days: int

    def late(self, today: date) -> bool:
        """Whether the longest gap has passed."""
        return today > self.limit
