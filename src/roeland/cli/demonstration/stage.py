"""One authority while its story is told: who is who, who is away, and the tasks that exist so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappush
from typing import Any

from roeland.cli.demonstration import story
from roeland.cli.demonstration.town import Town
from roeland.documents.models import Document
from roeland.duties.models import Duty, Task
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.meetings.models import Meeting
from roeland.people.actors import actor_for
from roeland.people.models import Account, Person


@dataclass(frozen=True, order=True)
class Event:
    """Something that happens at a moment; `number` keeps the order of what happens at the same moment."""

    at: datetime
    number: int
    run: Callable[[], object] = field(compare=False)
    alone: bool = field(default=False, compare=False)  # in a transaction of its own


@dataclass
class Stage:
    """`start` is the first day of the story, `today` the day of building: nothing happens on it or after it."""

    town: Town
    start: date
    today: date
    authority: Authority = field(init=False)
    persons: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    tasks: dict[tuple[str, date], Task] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    sittings: int = 0  # meetings of the security service that were put on the calendar
    last_sitting: Meeting | None = None
    watched: Any = None  # `watching.Watched`: what log control keeps of this authority
    events: list[Event] = field(default_factory=list)
    _count: int = 0
    _tales: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _actors: dict[tuple[str, date], Actor] = field(default_factory=dict)

    @property
    def told(self) -> Mapping[str, Any]:
        return self.tell("story")

    def tell(self, room: str) -> Mapping[str, Any]:
        """What `data/<room>.yaml` says of this authority: its own story, or that of the one it is like, with what it has more."""
        if room not in self._tales:
            town = self.town
            found = dict(story.rooms(room, town.like or town.slug))
            if town.like:
                found = story.retold(found, town.put, timedelta(weeks=town.weeks))
            for name, rows in town.more.get(room, {}).items():
                found[name] = [*found[name], *rows]
            self._tales[room] = found
        return self._tales[room]

    def day(self, value: date | int) -> date:
        return story.day(value, self.today)

    def within(self, day: date) -> bool:
        """Whether the story reaches that day."""
        return self.start <= day < self.today

    def on(
        self, day: date, run: Callable[..., object], *args: object, hour: int = 0, minute: int = 0, alone: bool = False
    ) -> None:
        """Let `run(*args)` happen on a day of the story; without an hour some time in the office day. Outside the story: never."""
        if not self.within(day):
            return
        if not hour:
            minutes = story.draw(self.town.slug, day, self._count, out_of=430)
            hour, minute = 8 + minutes // 60, minutes % 60
        heappush(self.events, Event(clock.at_local(day, hour, minute), self._count, partial(run, *args), alone))
        self._count += 1

    def system(self, name: str = "demonstratie") -> Actor:
        """The program itself: what the operator and the worker do."""
        return Actor.system(name, [self.authority.pk])

    def actor(self, key: str) -> Actor:
        """The rights of somebody of the cast today. They change on the first and last day of an absence only."""
        today = clock.today()
        changes = [
            d for row in self.told["absences"] for d in (self.day(row["from"]), self.day(row["to"])) if d <= today
        ]
        since = max(changes, default=self.start)
        found = self._actors.get((key, since))
        if found is None or since == today:
            found = self._actors[key, since] = actor_for(self.accounts[key])
        return found

    def away(self, key: str, day: date) -> bool:
        """Whether somebody of the cast is absent that day."""
        return any(
            row["who"] == key and self.day(row["from"]) <= day <= self.day(row["to"]) for row in self.told["absences"]
        )

    def holder(self, role: str, day: date) -> str:
        """Who does a role that day: its holder, else a colleague with the same role, else the first replacement that is there."""
        holders = [player.key for player in self.town.cast if role in player.roles]
        stands = [key for stand in self.town.stands if stand.role == role for key in (stand.first, stand.second)]
        return next((key for key in (*holders, *stands) if not self.away(key, day)), holders[0])

    def doer(self, duty_id: str, role: str, day: date) -> str:
        """Who does a duty that day."""
        named = self.told["who"].get(duty_id)
        return named if named and not self.away(named, day) else self.holder(role, day)

    def visits(self, until: date) -> list[date]:
        """Half a day a month: the days on which the shared officer is in this authority, from the first month on."""
        found, month = [], self.start.replace(day=1)
        while month < until:
            found.append(story.next_working(month + timedelta(days=self.town.visited or 12 + 8 * (self.town.mark - 1))))
            month = (month + timedelta(days=32)).replace(day=1)
        return found

    def find_people(self) -> None:
        """Read the persons of the cast, after the import."""
        with scope(self.system(), [self.authority]):
            by_email = {person.email: person for person in Person.objects.filter(authority=self.authority)}
        self.persons = {player.key: by_email[self.town.email(player)] for player in self.town.cast}
