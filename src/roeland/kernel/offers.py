"""What rooms offer each other without knowing each other: points for an agenda, things to sign, what happened since a visit.

A room that shows such things asks a table here; the doors fill the tables (`web/wiring.py`); an absent room gives nothing.
Every offer is read inside the open scope, so it shows nobody more than his rights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from roeland.kernel.actor import Actor

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One gegeven as another room shows it. `state` is a status word of `ui` (late, today, review, planned, done ...).

    On Vandaag `on` is the last day on time: it decides the group of the worklist; without it the state does. `action` is an
    infinitive (*Lezen*), `minutes` what it costs, `authority_id` whose it is.
    """

    title: str
    url: str = ""
    note: str = ""
    state: str = ""
    on: date | None = None
    action: str = ""
    minutes: int = 0
    authority_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaPoint:
    """A point that a room puts on the agenda of a meeting of `body` (people.Body.kind): title, what it is, the lines under it.

    Points of one `part` ("checks", "texts") stand on the agenda as one; without it a point stands on its own.
    """

    key: str
    title: str
    note: str = ""
    lines: tuple[Line, ...] = ()
    order: int = 50
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """Something that waits for one person's signature, in three lines: what, what it costs, what happens if not; `authority_id` says
    where.

    `sign(actor, note)` and `send_back(actor, reason)` are verbs of the room that offers it; they ask its own rules. `reading` is what
    opens in place, as (heading, text); `sign_label` and `back_label` are infinitives when signing means something of its own;
    `read_label` is the link to `url` where reading happens there.
    """

    key: str
    title: str
    what: str
    cost: str
    otherwise: str
    url: str
    since: date
    authority_id: UUID
    sign: Callable[[Actor, str], None]
    send_back: Callable[[Actor, str], None]
    audience: str = ""
    reading: tuple[tuple[str, str], ...] = ()
    sign_label: str = ""
    back_label: str = ""
    read_label: str = ""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that others did, or that became due, since a moment: a line of *Sinds je laatste bezoek*."""

    kind: str  # done, late, promised, new
    line: Line
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A section of the management report that a room fills: a sentence and lines."""

    key: str
    title: str
    sentence: str
    lines: tuple[Line, ...] = ()
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """Minutes of a month that an agreement settles for the actor at an authority: spent by its own records, and agreed."""

    authority_id: UUID
    spent: int
    agreed: int


@dataclass
class Offers(Generic[T]):
    """A table of providers by name. `provider(actor, authority_id, *rest)` reads within the open scope."""

    providers: dict[str, Callable[..., list[T]]] = field(default_factory=dict)

    def wire(self, name: str, provider: Callable[..., list[T]]) -> None:
        """Make a provider known; the same name again replaces it."""
        self.providers[name] = provider

    def collect(self, actor: Actor, authority_id: UUID | Sequence[UUID], *rest: object) -> list[T]:
        """What all providers offer, in the order of wiring."""
        return [item for provider in self.providers.values() for item in provider(actor, authority_id, *rest)]


AGENDA: Offers[AgendaPoint] = Offers()  # provider(actor, authority_id, body_kind, since: date | None)
SIGNING: Offers[ToSign] = (
    Offers()
)  # provider(actor, authority_ids): a fixed number of statements, however many authorities
SINCE: Offers[Happening] = Offers()  # provider(actor, authority_id, since: datetime)
HOURS: Offers[Agreed] = Offers()  # provider(actor, authority_ids, first: date, last: date)
TOPICS: Offers[Topic] = Offers()  # provider(actor, authority_id, first: date, last: date)
VISIT: Offers[Line] = (
    Offers()
)  # provider(actor, authority_ids): the button on Vandaag that leads to the visit of the day
TODAY: Offers[Line] = (
    Offers()
)  # provider(actor, authority_ids): what stands among the tasks of Vandaag, over all authorities of the page
DONE: Offers[Line] = (
    Offers()
)  # provider(actor, authority_ids): what this person did lately, under *Al gedaan* on the sparse Vandaag
KEPT: Offers[Line] = (
    Offers()
)  # provider(actor, authority_ids): where else something is kept about the one who asks, on his page of what Roeland keeps
