"""What this room can state. A round states counts and a digest of who was asked; each acceptance states version and seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class About(Fact):
    """A fact about a round, by document and version."""

    number: str
    title: str
    version: str


@dataclass(frozen=True, kw_only=True)
class OfferMade(About):
    code = "acceptance:offer:made"
    sentence = "liet versie {version} van “{title}” lezen door {who}, {count} personen"
    who: str
    count: int
    left_out: int
    asked_sha256: str
    due: date
    reminders: list[int]


@dataclass(frozen=True, kw_only=True)
class OfferRenewed(About):
    code = "acceptance:offer:renewed"
    sentence = "vroeg {count} personen om de nieuwe versie {version} van “{title}” te lezen"
    count: int
    asked_sha256: str
    changes: str


@dataclass(frozen=True, kw_only=True)
class OfferCarried(About):
    code = "acceptance:offer:carried"
    sentence = "liet {count} aanvaardingen van “{title}” tellen voor versie {version}"
    count: int


@dataclass(frozen=True, kw_only=True)
class OfferClosed(About):
    code = "acceptance:offer:closed"
    sentence = "sloot de leesronde van “{title}” af, {accepted} van {asked} aanvaardden"
    ending: str
    reason: str
    asked: int
    accepted: int


@dataclass(frozen=True, kw_only=True)
class PersonAsked(About):
    code = "acceptance:person:asked"
    sentence = "vroeg {name} om “{title}” te lezen"
    name: str
    due: date


@dataclass(frozen=True, kw_only=True)
class PersonReleased(Fact):
    code = "acceptance:person:released"
    sentence = "vraagt {name} niets meer te lezen"
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ReadersFollowed(Fact):
    code = "acceptance:offer:readers-followed"
    sentence = "volgde de nieuwe lezerskring in {count} leesrondes"
    count: int


@dataclass(frozen=True, kw_only=True)
class Accepted(About):
    code = "acceptance:document:accepted"
    sentence = "las en aanvaardde versie {version} van “{title}”"
    sha256: str
    how: str


@dataclass(frozen=True, kw_only=True)
class AcceptedByCode(About):
    code = "acceptance:document:accepted-by-code"
    sentence = "noteerde dat {name} versie {version} van “{title}” aanvaardde, {how}"
    name: str
    sha256: str
    how: str


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(About):
    code = "acceptance:question:asked"
    sentence = "stelde een vraag over “{title}”"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(About):
    code = "acceptance:question:answered"
    sentence = "beantwoordde een vraag over “{title}”"


@dataclass(frozen=True, kw_only=True)
class RemindersSent(About):
    code = "acceptance:reminders:sent"
    sentence = "mailde {count} personen over “{title}”"
    count: int


@dataclass(frozen=True, kw_only=True)
class ListSealed(About):
    code = "acceptance:list:sealed"
    sentence = "verzegelde een aanwezigheidslijst van {count} namen voor “{title}”, bijeen op {held_on}"
    count: int
    held_on: date
    place: str
    sha256: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True)
class LettersMade(About):
    code = "acceptance:letters:made"
    sentence = "drukte {count} codebrieven af voor “{title}”"
    count: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListExported(About):
    code = "acceptance:offer:exported"
    sentence = "exporteerde wie “{title}” aanvaardde, {count} rijen"
    count: int


@dataclass(frozen=True, kw_only=True)
class KioskOpened(Fact):
    code = "acceptance:kiosk:opened"
    sentence = "opende een kiosk ({place}) tot {closes_at}"
    place: str
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class KioskClosed(Fact):
    code = "acceptance:kiosk:closed"
    sentence = "sloot de kiosk ({place})"
    place: str


@dataclass(frozen=True, kw_only=True)
class KioskTried(Fact):
    code = "acceptance:kiosk:tried"
    sentence = "kreeg aan de kiosk ({place}) een code die niet klopt"
    place: str
    tries: int


@dataclass(frozen=True, kw_only=True)
class LinkSent(About):
    code = "acceptance:link:sent"
    sentence = "mailde {name} een link naar “{title}”"
    name: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkOpened(About):
    code = "acceptance:link:opened"
    sentence = "liet “{title}” lezen met de link van {name}"
    name: str
