"""The words of this room as enums and frozen values, its terms, and pure sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from roeland.kernel.shipped import parsed

DATA = Path(__file__).parent / "data" / "terms.yaml"
OFFER = "acceptance.offer"  # how evidence names a round
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # of codes: nothing that reads as something else
CODE_LENGTH = 10
OTHERS = "Kleinere diensten samen"
NO_TEAM = "Zonder dienst"


class Who(StrEnum):
    """To whom a version is offered."""

    ALL = "all"
    TEAM = "team"
    COUNCILLORS = "councillors"
    BODY = "body"
    ROLE = "role"
    NEW = "new"

    @property
    def label(self) -> str:
        """Dutch words."""
        return _WHO[self]


_WHO = {
    Who.ALL: "alle medewerkers",
    Who.TEAM: "een dienst, met wat eronder valt",
    Who.COUNCILLORS: "de raadsleden",
    Who.BODY: "de leden van een orgaan",
    Who.ROLE: "wie een bepaalde rol heeft",
    Who.NEW: "enkel wie nog in dienst komt",
}


class State(StrEnum):
    """Where one person stands in one round."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    LEFT_OUT = "left_out"
    RELEASED = "released"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {"asked": "gevraagd", "accepted": "aanvaard", "left_out": "niet gevraagd", "released": "uit dienst"}[
            self
        ]


class How(StrEnum):
    """By what somebody accepted; counted apart, because they do not prove the same."""

    SCREEN = "screen"
    LIST = "list"
    CODE = "code"
    LINK = "link"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {
            "screen": "aangemeld in Roeland",
            "list": "op een aanwezigheidslijst",
            "code": "met een code aan de kiosk",
            "link": "met een link uit een mail",
        }[self]


class Channel(StrEnum):
    """How somebody is reached."""

    MAIL = "mail"
    NONE = "none"


class Ending(StrEnum):
    """Why a round stopped."""

    FINISHED = "finished"
    DROPPED = "dropped"
    RENEWED = "renewed"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {"finished": "afgerond", "dropped": "stopgezet", "renewed": "opgevolgd door een nieuwe versie"}[self]


@dataclass(frozen=True)
class Terms:
    """terms.yaml."""

    terms: Mapping[str, int]
    reminders: tuple[int, ...]
    not_staff: frozenset[str]
    councillors: frozenset[str]
    heads: frozenset[str]
    fulfils: tuple[Mapping[str, str], ...]

    def __getitem__(self, name: str) -> int:
        return self.terms[name]


@cache
def terms() -> Terms:
    """terms.yaml, read once."""
    raw = parsed(DATA.read_text(encoding="utf-8"))
    return Terms(
        {name: int(row["value"]) for name, row in raw["terms"].items()},
        tuple(raw["reminders"]),
        frozenset(raw["not_staff"]),
        frozenset(raw["councillors"]),
        frozenset(raw["heads"]),
        tuple(raw["fulfils"]),
    )


def duties_of(template: str, who: str) -> list[str]:
    """The catalogue ids of the duties that a finished round closes, by the template of its document and its audience."""
    fits = (row for row in terms().fulfils if row["template"] == template and row.get("who", who) == who)
    return [row["duty"] for row in fits]


def minutes_to_read(text: str) -> int:
    """Whole minutes, at least one, from the number of words."""
    return max(1, -(-len(text.split()) // terms()["words_per_minute"]))


def reminder_due(asked_on: date, days: Iterable[int], done: int, today: date) -> int | None:
    """The latest mail that is due (day 0 is the first mail), or None when that one left already. Missed days are not made up."""
    passed = [day for day in (0, *days) if (today - asked_on).days >= day]
    last = max(passed, default=None)
    return last if last is not None and last > done else None


@dataclass(frozen=True)
class Counts:
    """How one group stands. `question`, `late` and `unreachable` are among those who did not accept yet, and may overlap."""

    name: str = ""
    asked: int = 0
    accepted: int = 0
    by_screen: int = 0
    by_list: int = 0
    by_code: int = 0
    by_link: int = 0
    former: int = 0
    question: int = 0
    late: int = 0
    unreachable: int = 0

    @property
    def waiting(self) -> int:
        """Asked, and not accepted."""
        return self.asked - self.accepted

    def plus(self, other: Counts, name: str) -> Counts:
        """Both groups as one."""
        sums = {key: getattr(self, key) + getattr(other, key) for key in self.__dataclass_fields__ if key != "name"}
        return Counts(name=name, **sums)


def merged(groups: Sequence[Counts], smallest: int) -> list[Counts]:
    """Groups with fewer than `smallest` people asked stand together; were they still too few, the smallest other group joins them.

    When all together are fewer than `smallest`, there is one group.
    """
    large = sorted((one for one in groups if one.asked >= smallest), key=lambda one: one.asked)
    small = [one for one in groups if one.asked < smallest]
    rest = Counts()
    for one in small:
        rest = rest.plus(one, OTHERS)
    if small and rest.asked < smallest and large:
        rest = rest.plus(large.pop(0), OTHERS)
    found = sorted(large, key=lambda one: one.name)
    return [*found, rest] if small else found


def spoken(code: str) -> str:
    """A code as it is printed: two groups of five."""
    return f"{code[:5]} {code[5:]}"


def typed(code: str) -> str:
    """A code as it was typed, without spaces and dashes, in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())[:40]
