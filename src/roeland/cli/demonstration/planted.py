"""Consultations that ask a question, put among the ordinary ones: what people did that no file explains. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from roeland.cli.demonstration.consultations import (
    CITIZENS,
    COUNTER,
    FAMILY,
    HOUSE,
    IDENTITY,
    SOCIAL,
    STREET,
    WATCHED,
    Line,
    Worker,
    World,
    days,
    end,
)

CLOSED_FOR = timedelta(days=40)
ASKED = ("nele", "paula", "wouter")  # of the cast: they have an account, so they can answer
CERTAIN = 2  # of them in the last month: one answers, one does not yet
Family = Callable[[World, date, Worker, Random], Iterator[Line]]


def planted(world: World, month: date, *, last: bool) -> list[Line]:
    """What stands out in a month; in the `last` one as much as a control of 45 minutes takes."""
    chance = Random(f"{world.town.slug}/{month:%Y-%m}/planted")  # noqa: S311 -- no secret
    place = month.year * 12 + month.month
    found: list[Line] = []
    suspects = 0
    for number, step in enumerate((0, 3, 5) if not last else range(len(FAMILIES))):
        family = FAMILIES[(place + step) % len(FAMILIES)]
        if family in SERVICES or family is own:
            worker = _somebody(world, month, SERVICES.get(family, ""), chance)
        else:
            key = ASKED[suspects] if last and suspects < CERTAIN else _key(world, place + number)
            worker, suspects = _suspect(world, month, key, chance), suspects + 1
        found += family(world, month, worker, chance)
    if last:
        found += evenings(world, month, chance)
        found += formerly(world, month)
    return found


def _suspect(world: World, month: date, key: str, chance: Random) -> Worker:
    """Somebody of the cast, or anybody without a key."""
    there = {player.key for player in world.town.cast}
    user = world.town.email(world.town.of(key)).partition("@")[0] if key in there else ""
    found = next((one for one in world.workers if one.user == user and one.there(month)), None)
    return found or _somebody(world, month, "", chance)


def _key(world: World, place: int) -> str:
    keys = [key for key in ASKED if key in {player.key for player in world.town.cast}]
    return keys[place % len(keys)] if keys and place % 4 < 2 else ""  # noqa: PLR2004 -- every other one


def _somebody(world: World, month: date, team: str, chance: Random) -> Worker:
    there = [one for one in world.workers if one.there(month) and one.there(end(month)) and team in {"", one.team}]
    return chance.choice([one for one in there if one.home is not None] or there)


def _on(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second))


def _spread(world: World, month: date, count: int) -> list[date]:
    work = [day for day in days(month, end(month)) if world.working(day)]
    return [work[place * len(work) // count] for place in range(count)]


def night(world: World, month: date, worker: Worker, chance: Random) -> Iterator[Line]:
    """One citizen of the same name, time and again, mostly in the evening, never by number."""
    same = [c for c in range(CITIZENS) if world.surnames[c] == worker.family and c != worker.home]
    citizen = chance.choice(same) if same else chance.randrange(CITIZENS)
    for place, day in enumerate(_spread(world, month, 9)):
        at = _on(day, 11, 20) if place in {2, 5, 7} else _on(day, 19 + place % 3, 5 + 5 * place)
        yield Line(at, worker.user, citizen, IDENTITY, "naam")


def street(world: World, month: date, _worker: Worker, chance: Random) -> Iterator[Line]:
    """Fourteen citizens of one street in eleven minutes, from an account that several people share."""
    day, first = chance.choice(_spread(world, month, 5)), chance.randrange(CITIZENS // STREET) * STREET
    for place in range(14):
        at = _on(day, 12, 31 + place * 45 // 60, place * 45 % 60)
        yield Line(at, "balie-bz-03", first + place * 2, FAMILY, "adres")


def closed(world: World, month: date, worker: Worker, _chance: Random) -> Iterator[Line]:
    """A dossier that was closed long ago, four times before the doors open."""
    old = [one for one in world.dossiers if one.closed + CLOSED_FOR < month and one.worker.there(end(month))]
    if not old:
        return
    one = next((found for found in old if found.worker.user == worker.user), old[-1])
    for place, day in enumerate(_spread(world, month, 4)):
        yield Line(_on(day, 7, 10 + place), one.worker.user, one.citizen)


def watched(world: World, month: date, worker: Worker, chance: Random) -> Iterator[Line]:
    """Somebody whose file is watched."""
    citizen = chance.choice(sorted(WATCHED))
    for place, day in enumerate(_spread(world, month, 2)):
        yield Line(_on(day, 13, 2 + place), worker.user, citizen, IDENTITY, "naam")


def own(_world: World, month: date, worker: Worker, chance: Random) -> Iterator[Line]:
    """His own data."""
    if worker.home is not None:
        yield Line(_on(month + timedelta(days=8 + chance.randrange(9)), 12, 40), worker.user, worker.home)


def household(world: World, month: date, worker: Worker, _chance: Random) -> Iterator[Line]:
    """Who lives with him."""
    if worker.home is not None:
        other = worker.home // HOUSE * HOUSE + (worker.home + 1) % HOUSE
        for place, day in enumerate(_spread(world, month, 2)):
            yield Line(_on(day, 16, 45 + place), worker.user, other, FAMILY)


def colleague(world: World, month: date, worker: Worker, chance: Random) -> Iterator[Line]:
    """Somebody of the same house."""
    homes = [one.home for one in world.workers if one.there(month) and one.home is not None and one.user != worker.user]
    if homes:
        citizen = chance.choice(homes)
        for place, day in enumerate(_spread(world, month, 2)):
            yield Line(_on(day, 15, 12 + place), worker.user, citizen, IDENTITY, "naam")


def searching(world: World, month: date, worker: Worker, chance: Random) -> Iterator[Line]:
    """By name, three attempts, in the evening."""
    day, citizen = chance.choice(_spread(world, month, 6)), chance.randrange(CITIZENS)
    for place in range(3):
        yield Line(_on(day, 19, 30 + place), worker.user, citizen, IDENTITY, "naam")


FAMILIES: tuple[Family, ...] = (night, closed, watched, colleague, household, own, street, searching)
SERVICES: dict[Family, str] = {closed: SOCIAL, street: COUNTER}


def evenings(world: World, month: date, chance: Random) -> Iterator[Line]:
    """Twelve alike: five people of the social service, by name, just after hours, each another citizen."""
    team = world.team(SOCIAL, month)
    work = _spread(world, month, 12)
    for place in range(12):
        worker = team[place % min(5, len(team))]
        yield Line(_on(work[place], 20, 10 + place), worker.user, chance.randrange(CITIZENS), IDENTITY, "naam")


def formerly(world: World, month: date) -> Iterator[Line]:
    """With whom somebody outside the cast lived before, twice."""
    cast = {world.town.email(player).partition("@")[0] for player in world.town.cast}
    able = [one for one in world.workers if one.user in world.parted and one.user not in cast]
    there = [one for one in able if one.there(month) and one.there(end(month))]
    for worker in there[:1]:
        for place, day in enumerate(_spread(world, month, 2)):
            yield Line(_on(day, 10, 21 + place), worker.user, world.parted[worker.user], FAMILY)
