"""What a fictional authority is made of, read from `data/`: plain values."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Any

from roeland.kernel.shipped import parsed


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody with a part to play. `key` is how the story calls the person; `login` gives a line on the log-in page."""

    key: str
    given: str
    family: str
    job: str
    team: str
    roles: tuple[str, ...] = ()
    login: bool = False
    email: str = ""
    since: date = date(2019, 9, 1)
    decision: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True, kw_only=True)
class Service:
    """A team: what it hangs under, how many of a hundred staff work there, and what they are called."""

    name: str
    parent: str = ""
    share: int = 0
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stand:
    """First and second replacement of a role, by key of the cast."""

    role: str
    first: str
    second: str


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A body: who sits on it, by key; `council` adds every councillor."""

    kind: str
    name: str
    chair: str
    members: tuple[str, ...] = ()
    council: bool = False


@dataclass(frozen=True, kw_only=True)
class Town:
    """One authority. `size` is how many persons there are, on the first day and on the last.

    One without a story of its own is `like` another: the same story `weeks` later with the words of `put`, and with rows `more`
    (room -> list -> rows). `visited` is the day of the month of the officer's half day, counted from the first.
    """

    slug: str
    name: str
    mark: int
    size: int
    councillors: int
    kbo: tuple[str, str]
    adopts_after: int
    turnover: int  # how many leave, and how many come, in a quarter
    encoding: str  # "cp1252": CSV as Excel in Flanders writes it; "xlsx": a workbook
    domain: str
    extras: tuple[str, ...]
    declined: Mapping[str, str]
    cast: tuple[Player, ...]
    stands: tuple[Stand, ...]
    seats: tuple[Seat, ...]
    hours: Mapping[str, int]
    closing: Mapping[str, str]
    services: tuple[Service, ...] = field(default=())
    like: str = ""
    weeks: int = 0
    visited: int = 0
    put: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Mapping[str, tuple[Mapping[str, Any], ...]]] = field(default_factory=dict)

    def of(self, key: str) -> Player:
        """The person with that key; KeyError when there is none."""
        return {person.key: person for person in self.cast}[key]

    def email(self, player: Player) -> str:
        return player.email or mail(player.given, player.family, self.domain)


def mail(given: str, family: str, domain: str) -> str:
    """given.family@domain in plain letters."""
    letters = unicodedata.normalize("NFKD", f"{given}.{family}".lower())
    return f"{''.join(letter for letter in letters if letter.isascii() and letter not in chr(39) + ' ')}@{domain}"


def _text(name: str) -> str:
    return resources.files("roeland.cli.demonstration").joinpath(f"data/{name}").read_text(encoding="utf-8")


def data(name: str) -> dict[str, Any]:
    """A data file of the demonstration."""
    found: dict[str, Any] = parsed(_text(name))
    return found


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def load(slug: str) -> Town:
    """The authority of `data/SLUG.yaml`. Raises KeyError or TypeError when the file does not fit."""
    raw = data(f"{slug}.yaml")
    for name, kind in (("cast", Player), ("stands", Stand), ("seats", Seat)):
        raw[name] = [kind(**_tuples(row)) for row in raw[name]]
    services = tuple(Service(**_tuples(row)) for row in parsed(_text("services.yaml")))
    return Town(services=services, **_tuples(raw))


def towns() -> tuple[Town, Town]:
    """Zonderbeke and Lissegem."""
    return load("zonderbeke"), load("lissegem")


def names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and family names."""
    blocks = _text("names.txt").split("\n", 1)[1].split("\n\n")
    given, family = (
        tuple(part.strip() for part in block.replace("\n", ", ").split(",") if part.strip()) for block in blocks
    )
    return given, family
