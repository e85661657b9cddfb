"""What this room can state. Sentences are Dutch and follow the actor's name. Texts of minutes stay out of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class _OnMeeting(Fact):
    """A fact about one meeting; `title` is how people call it."""

    title: str


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(_OnMeeting):
    code = "meetings:meeting:convened"
    sentence = "bereidde de vergadering “{title}” voor"
    starts_at: datetime
    place: str
    points: int


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(_OnMeeting):
    code = "meetings:meeting:changed"
    sentence = "wijzigde de vergadering “{title}”"
    starts_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class MeetingAnnounced(_OnMeeting):
    code = "meetings:meeting:announced"
    sentence = "nodigde {count} personen uit voor “{title}”"
    count: int
    papers: int


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(_OnMeeting):
    code = "meetings:meeting:cancelled"
    sentence = "gelastte “{title}” af: {reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class InvitationMailed(_OnMeeting):
    code = "meetings:invitation:mailed"
    sentence = "mailde {to} over “{title}”"
    to: str
    what: str


@dataclass(frozen=True, kw_only=True)
class PersonInvited(_OnMeeting):
    code = "meetings:attendance:invited"
    sentence = "zette {person} op de lijst van “{title}”"
    person: str


@dataclass(frozen=True, kw_only=True)
class PresenceNoted(_OnMeeting):
    code = "meetings:attendance:noted"
    sentence = "noteerde {person} als {presence} op “{title}”"
    person: str
    presence: str


@dataclass(frozen=True, kw_only=True)
class PointAdded(_OnMeeting):
    code = "meetings:point:added"
    sentence = "zette “{point}” op de agenda van “{title}”"
    point: str


@dataclass(frozen=True, kw_only=True)
class PointChanged(_OnMeeting):
    code = "meetings:point:changed"
    sentence = "wijzigde agendapunt “{point}” van “{title}”"
    point: str
    changes: list[str]


@dataclass(frozen=True, kw_only=True)
class PointDropped(_OnMeeting):
    code = "meetings:point:dropped"
    sentence = "haalde “{point}” van de agenda van “{title}”"
    point: str


@dataclass(frozen=True, kw_only=True)
class PaperAdded(_OnMeeting):
    code = "meetings:paper:added"
    sentence = "legde een stuk bij “{title}”"
    paper: str


@dataclass(frozen=True, kw_only=True)
class PaperRemoved(_OnMeeting):
    code = "meetings:paper:removed"
    sentence = "haalde een stuk weg bij “{title}”"
    paper: str


@dataclass(frozen=True, kw_only=True)
class PaperLinkSent(_OnMeeting):
    code = "meetings:paper:link-sent"
    sentence = "mailde {person} een link naar “{paper}” voor “{title}”"
    paper: str
    person: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class PaperLinkOpened(_OnMeeting):
    code = "meetings:paper:link-opened"
    sentence = "toonde {person} “{paper}” voor “{title}”, geopend met de link uit de mail"
    paper: str
    person: str


@dataclass(frozen=True, kw_only=True)
class MeetingBegun(_OnMeeting):
    code = "meetings:meeting:begun"
    sentence = "begon “{title}”"


@dataclass(frozen=True, kw_only=True)
class MinutesWritten(_OnMeeting):
    code = "meetings:minutes:written"
    sentence = "schreef aan punt {number} van “{title}”"
    number: str
    kept: bool


@dataclass(frozen=True, kw_only=True)
class DecisionMade(_OnMeeting):
    code = "meetings:decision:made"
    sentence = "legde een besluit vast op “{title}”: {text}"
    text: str
    person: str
    due: date | None
    task: str


@dataclass(frozen=True, kw_only=True)
class MeetingClosed(_OnMeeting):
    code = "meetings:meeting:closed"
    sentence = "sloot “{title}”: {present} aanwezig, {decisions} besluiten"
    present: int
    decisions: int


@dataclass(frozen=True, kw_only=True)
class CorrectionNoted(_OnMeeting):
    code = "meetings:minutes:corrected"
    sentence = "noteerde een opmerking bij het verslag van “{title}”"
    text: str


@dataclass(frozen=True, kw_only=True)
class MinutesApproved(_OnMeeting):
    code = "meetings:minutes:approved"
    sentence = "keurde het verslag van “{title}” goed"
    sha256: str
    corrections: int


@dataclass(frozen=True, kw_only=True)
class ItemMade(_OnMeeting):
    code = "meetings:item:made"
    sentence = "bereidde “{title}” voor de raad van {session} voor"
    session: date


@dataclass(frozen=True, kw_only=True)
class ItemChanged(_OnMeeting):
    code = "meetings:item:changed"
    sentence = "wijzigde “{title}” voor de raad van {session}"
    session: date


@dataclass(frozen=True, kw_only=True)
class ItemSent(_OnMeeting):
    code = "meetings:item:sent"
    sentence = "verstuurde de stukken van “{title}” voor de raad van {session}"
    session: date
    papers: int
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class ItemSettled(_OnMeeting):
    code = "meetings:item:settled"
    sentence = "noteerde wat de raad van {session} besliste over “{title}”"
    session: date
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn(_OnMeeting):
    code = "meetings:item:withdrawn"
    sentence = "trok “{title}” in: {reason}"
    reason: str
