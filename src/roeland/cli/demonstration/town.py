"""What a fictional authority is made of: plain values."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Actress:
    """Somebody with a part to play. `key` names her in the story; `login` gives her an account and a line on the log-in page."""

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
    """One authority. `size` is how many persons there are on the day of building."""

    slug: str
    name: str
    mark: int
    size: int
    councillors: int
    kbo: tuple[str, str]
    adopted_on: date
    extras: tuple[str, ...]
    declined: dict[str, str]
    cast: tuple[Actress, ...]
    services: tuple[Service, ...]
    stands: tuple[Stand, ...]
    seats: tuple[Seat, ...]
    hours: dict[str, int]
    closing: dict[str, str] = field(default_factory=dict)
    turnover: int = 1  # who leave, and who come, in a month
    encoding: str = "cp1252"  # "xlsx" for a workbook
    domain: str = "example"

    def of(self, key: str) -> Actress:
        """The person with that key; KeyError when there is none."""
        return {person.key: person for person in self.cast}[key]
