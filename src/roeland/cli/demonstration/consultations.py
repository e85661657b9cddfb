"""Consultations of citizens that do not exist, by the people of a fictional authority: what happened. Pure.

The same town and month give the same consultations. National numbers pass the checksum, but their day of birth is 30 or 31 February
or the 31st of a month of thirty days: no such number was ever given to anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random

from roeland.cli.demonstration.roster import Roster
from roeland.cli.demonstration.town import Town, names
from roeland.kernel.calendar import is_working_day

NEVER = ((2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31))  # month and day of birth
YEARS = 70  # of birth, from 1930 on
MODULUS = 97
CITIZENS = 1600
HOUSE, STREET = 3, 40  # citizens in a house, in a street
SOCIAL, COUNTER = "Sociale dienst", "Burgerzaken"
BEFORE = date(2024, 3, 1)  # the oldest dossier
EVERY = 18  # days between two new dossiers of a worker
ALONE = 0.2  # share with another surname than their house
WATCHED = frozenset({7, 407, 807, 1207})  # citizens whose file is watched
MOVED_EVERY = 25  # houses to one whose people came there together
PARTED_EVERY = 3  # workers to one who lived with somebody before
COUNTERS = 3  # accounts that several people of the counter share
STREETS = (
    "Molenstraat", "Kerkstraat", "Stationslaan", "Beekweg", "Dorpsplein", "Lindelaan",
    "Kouterstraat", "Weidestraat", "Zandweg", "Eikendreef",
)  # fmt: skip
OWN, TEAM, APPOINTMENT, HOUSEHOLD = 0.50, 0.17, 0.27, 0.04  # of the ordinary ones; the rest has no reason on record
BY_NAME, ABOUT_INCOME, LATE, LOCAL = 0.03, 0.4, 0.06, 0.7  # shares
IDENTITY, FAMILY, INCOME = "RR identiteit", "RR gezinssamenstelling", "KSZ leefloon"


def number(index: int) -> str:
    """The national number of citizen `index`, as 11 digits."""
    month, day = NEVER[index % len(NEVER)]
    year, serial = 30 + index // len(NEVER) % YEARS, 1 + index // (len(NEVER) * YEARS)
    base = f"{year:02}{month:02}{day:02}{serial:03}"
    return f"{base}{MODULUS - int(base) % MODULUS:02}"


@dataclass(frozen=True)
class Worker:
    """Somebody with a user name. `home`: the citizen that he is, when he lives here."""

    user: str
    number: str
    team: str
    since: date
    left: date | None
    home: int | None
    family: str

    def there(self, day: date) -> bool:
        return self.since <= day and (self.left is None or day <= self.left)


@dataclass(frozen=True)
class Dossier:
    """A file of a citizen; registered some days later now and then."""

    citizen: int
    worker: Worker
    opened: date
    closed: date
    registered: date

    def open(self, day: date) -> bool:
        return self.opened <= day <= self.closed


@dataclass(frozen=True, order=True)
class Line:
    """One consultation, in local time."""

    at: datetime
    user: str
    citizen: int
    service: str = IDENTITY
    key: str = "insz"


@dataclass(frozen=True)
class Lived:
    """Who lived together at an address of before, until a day; from the next one on each where he lives now."""

    address: int
    citizens: tuple[int, ...]
    until: date


@dataclass(frozen=True)
class World:
    """The people, citizens and dossiers behind the consultations of one town."""

    town: Town
    roster: Roster
    per_month: int
    closed: frozenset[date] = field(default=frozenset())

    @cached_property
    def surnames(self) -> list[str]:
        family = names()[1]
        chance = Random(f"{self.town.slug}/citizens")  # noqa: S311 -- no secret
        per_house = [chance.choice(family) for _ in range(CITIZENS // HOUSE + 1)]
        own = [chance.choice(family) if chance.random() < ALONE else "" for _ in range(CITIZENS)]
        return [name or per_house[index // HOUSE] for index, name in enumerate(own)]

    @cached_property
    def workers(self) -> list[Worker]:
        """Who has a user name: the social service and the counter, with who came and who left."""
        gone = {member.number: member.left for change in self.roster.changes for member in change.left}
        members = [*self.roster.first, *(member for change in self.roster.changes for member in change.came)]
        found, taken = [], set()
        for member in members:
            if member.team in {SOCIAL, COUNTER} and member.email not in taken:
                taken.add(member.email)
                lives = Random(f"{member.email}/home").random()  # noqa: S311
                home = int(lives * CITIZENS / LOCAL) if lives < LOCAL else None
                user = member.email.partition("@")[0]
                left = gone.get(member.number, member.left)
                found.append(Worker(user, member.number, member.team, member.since, left, home, member.family))
        return found

    @cached_property
    def parted(self) -> dict[str, int]:
        """With whom a worker lived before: some have somebody."""
        homes = [worker.home // HOUSE for worker in self.workers if worker.home is not None]
        able = [c for c in range(CITIZENS) if c // HOUSE not in homes and c // HOUSE % MOVED_EVERY and c not in WATCHED]
        local = [worker for worker in self.workers if worker.home is not None]
        return {one.user: Random(f"{one.user}/parted").choice(able) for one in local[::PARTED_EVERY]}  # noqa: S311

    @cached_property
    def lived(self) -> list[Lived]:
        """Who lived together elsewhere: whole houses that moved, and workers with whom they live no more."""
        home = {worker.user: worker.home for worker in self.workers if worker.home is not None}
        places = {citizen // HOUSE for citizen in home.values()}
        houses = [place for place in range(0, CITIZENS // HOUSE, MOVED_EVERY) if place not in places]
        groups = [tuple(range(place * HOUSE, place * HOUSE + HOUSE)) for place in houses]
        groups += [(home[user], other) for user, other in self.parted.items()]
        return [Lived(n, group, BEFORE - timedelta(days=40 + 97 * n % 1500)) for n, group in enumerate(groups)]

    @cached_property
    def dossiers(self) -> list[Dossier]:
        """A new one per worker of the social service every so many days; the last days of a leaver close his."""
        found = []
        for place, worker in enumerate(one for one in self.workers if one.team == SOCIAL):
            chance, day = Random(f"{worker.user}/dossiers"), BEFORE + timedelta(days=place % EVERY)  # noqa: S311
            while day < date(2028, 1, 1):
                length, late = timedelta(days=chance.randrange(50, 260)), chance.random()
                last = min(day + length, worker.left or date.max)
                registered = day + timedelta(days=chance.randrange(2, 7) if late < LATE else 0)
                if worker.there(day):
                    found.append(Dossier(chance.randrange(CITIZENS), worker, day, last, registered))
                day += timedelta(days=EVERY)
        return found

    @cached_property
    def _by_day(self) -> dict[date, list[Dossier]]:
        return {}

    def running(self, day: date) -> list[Dossier]:
        """The dossiers of a day whose worker is there; looked up once a day."""
        if day not in self._by_day:
            self._by_day[day] = [one for one in self.dossiers if one.open(day) and one.worker.there(day)]
        return self._by_day[day]

    def team(self, name: str, day: date) -> list[Worker]:
        """Who works in a service on a day."""
        return [worker for worker in self.workers if worker.team == name and worker.there(day)]

    def duty(self, day: date) -> Worker:
        """Who is on call on a day: a week at a time."""
        able = self.team(SOCIAL, day)
        return able[day.toordinal() // 7 % len(able)]

    def working(self, day: date) -> bool:
        return is_working_day(day, self.closed)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def appointments(world: World, month: date) -> list[tuple[int, date]]:
    """Citizens with an appointment at the counter in the month from its first day on."""
    chance = Random(f"{world.town.slug}/{month:%Y-%m}/appointments")  # noqa: S311
    each = max(2, world.per_month // 70)
    return [
        (chance.randrange(CITIZENS), day) for day in days(month, end(month)) if world.working(day) for _ in range(each)
    ]


def end(month: date) -> date:
    """The last day of the month."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def ordinary(world: World, month: date) -> Iterator[Line]:
    """The consultations of a month as the work asks them: on working days, and some on call in the weekend."""
    chance = Random(f"{world.town.slug}/{month:%Y-%m}/ordinary")  # noqa: S311
    span = days(month, end(month))
    work, planned = [day for day in span if world.working(day)], appointments(world, month)
    for place in range(round(world.per_month * chance.uniform(0.85, 1.15))):
        day = work[place % len(work)]
        if line := _ordinary(world, day, planned, chance):
            yield line
    for day in span:
        if not world.working(day):
            for _ in range(2):
                yield Line(_at(day, chance, 10, 21), world.duty(day).user, chance.randrange(CITIZENS))


def _ordinary(world: World, day: date, planned: Sequence[tuple[int, date]], chance: Random) -> Line | None:
    drawn, at = chance.random(), _at(day, chance, 8, 17)
    key = "naam" if chance.random() < BY_NAME else "insz"
    if drawn < OWN + TEAM + HOUSEHOLD:
        return _of_dossier(world, at, key, drawn, chance)
    counter = world.team(COUNTER, day)
    near = [citizen for citizen, on in planned if on == day]
    if not counter:
        return None
    if drawn < OWN + TEAM + HOUSEHOLD + APPOINTMENT and near:
        return Line(at, chance.choice(counter).user, chance.choice(near), key=key)
    return Line(at, chance.choice(counter).user, chance.randrange(CITIZENS))


def _of_dossier(world: World, at: datetime, key: str, drawn: float, chance: Random) -> Line | None:
    """By the worker of a dossier, somebody of his service, or about his household."""
    day = at.date()
    able = world.running(day)
    if not able:
        return None
    one = chance.choice(able)
    if drawn < OWN:
        return Line(at, one.worker.user, one.citizen, INCOME if chance.random() < ABOUT_INCOME else IDENTITY, key)
    user = chance.choice(world.team(SOCIAL, day)).user
    if drawn < OWN + TEAM:
        return Line(at, user, one.citizen, INCOME, key)
    return Line(at, user, one.citizen // HOUSE * HOUSE + chance.randrange(HOUSE), FAMILY)


def _at(day: date, chance: Random, first: int, last: int) -> datetime:
    return datetime.combine(day, time(first)) + timedelta(seconds=chance.randrange((last - first) * 3600))
