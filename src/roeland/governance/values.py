"""The words of this room as enums and frozen values. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ANSWER_DAYS = 30  # offered in the form; the term itself is agreed per advice
MOST_OPTIONS = 4
PERSON_DAY = "persoonsdagen"


class AdviceStatus(StrEnum):
    """Where an advice stands. From `given` on its text never changes."""

    DRAFT = "draft"
    GIVEN = "given"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"draft": "ontwerp", "given": "wacht op antwoord", "answered": "beantwoord", "closed": "afgesloten"}[
            self
        ]


class Answer(StrEnum):
    """What the addressee did with an advice."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"accepted": "aanvaard", "partly": "deels aanvaard", "refused": "niet gevolgd"}[self]


@dataclass(frozen=True)
class OptionText:
    """One way to go, with what it costs: once and yearly in euro, and days of work."""

    title: str
    text: str = ""
    once: Decimal = Decimal(0)
    yearly: Decimal = Decimal(0)
    days: Decimal = Decimal(0)


@dataclass(frozen=True)
class AdviceText:
    """Everything that is written in an advice. Exactly one of `to_role` and `to_body` names the addressee."""

    title: str
    to_role: str = ""
    to_body: str = ""
    solicited: bool = False
    asked_by: str = ""
    asked_on: date | None = None
    question: str = ""
    facts: str = ""
    considerations: str = ""
    recommendation: str = ""
    answer_days: int = ANSWER_DAYS
    options: tuple[OptionText, ...] = ()
    preferred: int = 0  # which option the recommendation chooses, from 1; 0 = none


# The parts of an advice in the order in which they are read: field, heading.
PARTS = (
    ("question", "Vraag"),
    ("facts", "Feiten"),
    ("considerations", "Overwegingen"),
    ("recommendation", "Advies"),
)


def number_of(year: int, rank: int) -> str:
    """*A-2026-07*"""
    return f"A-{year}-{rank:02d}"


SITTING_MINUTES = 30  # how long one confirmation of identity holds for the Tekenmap
METHODS = {"password": "het wachtwoord", "code": "een eenmalige code"}
_SECONDS_EACH = 35  # to read three lines and decide


def minutes_for(count: int) -> int:
    """About how many minutes so many things to sign take, at least one."""
    return max(-(-count * _SECONDS_EACH // 60), 1)


class ObjectiveStatus(StrEnum):
    """How an objective stands."""

    RUNNING = "running"
    REACHED = "reached"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"running": "loopt", "reached": "bereikt", "dropped": "niet verder nagestreefd"}[self]


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {"up": "hoger is beter", "down": "lager is beter"}[self]


class Source(StrEnum):
    """Where measurements come from: somebody, or a question to the control plan."""

    HAND = "hand"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    FINDINGS = "findings"

    @property
    def label(self) -> str:
        """Dutch words."""
        return _SOURCES[self]

    @property
    def unit(self) -> str:
        """The unit of what the control plan gives."""
        return {"on_time": "%", "overdue": "taken", "findings": "bevindingen"}.get(self.value, "")


_SOURCES = {
    Source.HAND: "met de hand",
    Source.ON_TIME: "controleplan: aandeel op tijd dit jaar",
    Source.OVERDUE: "controleplan: taken te laat",
    Source.FINDINGS: "controleplan: open bevindingen",
}


def reached(value: Decimal, target: Decimal | None, direction: str) -> bool | None:
    """Whether a measurement is at its target; None without a target."""
    if target is None:
        return None
    return value >= target if direction == Direction.UP else value <= target


class ReportStatus(StrEnum):
    """A management report is a draft that shows the figures of now, or frozen for ever."""

    DRAFT = "draft"
    FROZEN = "frozen"


# The sections of the management report in order: key, heading, what it says when the room behind it is not there yet.
SECTIONS = (
    (
        "level",
        "Niveau tegenover het risicoprofiel",
        "Er is nog geen risicoregister in Roeland. Dit niveau komt uit het controleplan.",
    ),
    ("measures", "Voortgang van de maatregelen", "Maatregelen staan nog niet in Roeland."),
    ("incidents", "Incidenten", "Incidenten staan nog niet in Roeland, alleen de wettelijke klokken."),
    ("checks", "Controles en onderzoeken", ""),
    ("advice", "Adviezen", ""),
    ("decisions", "Gevraagde beslissingen", ""),
)
ROOM_SECTIONS = {
    "level": ("risk", "risks"),
    "measures": ("measures",),
    "incidents": ("incidents",),
    "checks": ("checks", "audits"),
    "advice": ("advice",),
}


@dataclass(frozen=True)
class ReportSection:
    """A section as it is shown and frozen: figures, sentences, and what somebody wrote."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    text: str = ""


class Channel(StrEnum):
    """How a message reaches people."""

    MAIL = "mail"
    INTRANET = "intranet"
    NEWSLETTER = "newsletter"
    POSTER = "poster"
    MEETING = "meeting"
    LETTER = "letter"
    WEBSITE = "website"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.MAIL: "mail",
    Channel.INTRANET: "intranet",
    Channel.NEWSLETTER: "nieuwsbrief",
    Channel.POSTER: "affiche",
    Channel.MEETING: "overleg",
    Channel.LETTER: "brief",
    Channel.WEBSITE: "website",
}

CHECK_CONTACT_DAYS = 183  # after so many days a contact asks to be looked at again
FILE_ROLES = ("security_officer", "deputy_security_officer", "dpo", "ict_head", "ict_staff")  # mandates with a file
EXPIRY_DAYS = 60  # so many days before it ends a certificate becomes a task
COMPARED_YEARS = 4  # quotes are compared over so many years of use
MOST_QUOTES = 12  # beside one advice
TRAINING_AHEAD = 45  # so many days before its day a planned training stands on Vandaag


class PlanStatus(StrEnum):
    """How a planned training stands."""

    PLANNED = "planned"
    FOLLOWED = "followed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"planned": "gepland", "followed": "gevolgd", "dropped": "vervallen"}[self]
