"""Who works and sits in a fictional authority: the list of the first day, and who comes and goes each quarter. Pure.

The same town and days give the same people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from roeland.cli.demonstration.town import Service, Town, mail, names

COUNCIL = "Gemeenteraad en OCMW-raad"


@dataclass(frozen=True, kw_only=True)
class Member:
    """One line of the list of persons. `role` and `decision` are for the list of mandates."""

    number: str
    given: str
    family: str
    email: str
    phone: str
    team: str
    job: str
    since: date
    left: date | None = None
    roles: tuple[str, ...] = ()
    decision: str = ""


@dataclass(frozen=True)
class Change:
    """What the personnel office sends on the first of a quarter: who came, and who left."""

    day: date
    came: tuple[Member, ...]
    left: tuple[Member, ...]


@dataclass(frozen=True)
class Roster:
    """The people of one authority from the first day to the last."""

    town: Town
    first: tuple[Member, ...]
    changes: tuple[Change, ...]


def make(town: Town, start: date, today: date) -> Roster:
    """The roster of `town` between two days."""
    chance = Random(town.slug)  # noqa: S311 -- names, no secrets
    people = _names(town, chance)
    cast = [_cast(town, number) for number in range(len(town.cast))]
    sworn = f"Installatievergadering van {start.day}/{start.month:02}/{start.year}"
    cast = [_sworn(member, start, sworn) for member in cast]
    council = [_councillor(town, next(people), start, sworn) for _ in range(town.councillors)]
    places = _places(town)
    staff: list[Member] = []
    while len(cast) + len(council) + len(staff) < town.size:
        service, job = places[len(staff) % len(places)]
        since = date(2000, 1, 3) + timedelta(days=chance.randrange((date(2024, 12, 1) - date(2000, 1, 3)).days))
        staff.append(_employee(town, next(people), (service, job), since, len(staff)))
    changes, working = [], list(staff)
    for first in _quarters(start, today):
        gone = [
            replace(m, left=first - timedelta(days=1)) for m in chance.sample(working, min(town.turnover, len(working)))
        ]
        came = [
            replace(_employee(town, next(people), (m.team, m.job), first, len(staff) + i), since=first)
            for i, m in enumerate(gone)
        ]
        staff.extend(came)
        working = [m for m in working if m.number not in {g.number for g in gone}]
        changes.append(Change(first, tuple(came), tuple(gone)))
    return Roster(town, (*cast, *council, *staff[: town.size - len(cast) - len(council)]), tuple(changes))


def _names(town: Town, chance: Random) -> Iterator[tuple[str, str]]:
    given, family = names()
    taken = {(player.given, player.family) for player in town.cast}
    while True:
        pair = chance.choice(given), chance.choice(family)
        if pair not in taken:
            taken.add(pair)
            yield pair


def _quarters(start: date, today: date) -> Iterator[date]:
    """First days of the quarters after `start`, up to and including `today`."""
    day = date(start.year, start.month, 1)
    while True:
        day = (day + timedelta(days=32)).replace(day=1)
        if day > today:
            return
        if day.month % 3 == 1:
            yield day


def _places(town: Town) -> list[tuple[str, str]]:
    """Service and job, as often as its share, mixed so that a short list has some of each."""
    shared: list[Service] = [service for service in town.services if service.share]
    rounds = max(service.share for service in shared)
    return [
        (service.name, service.jobs[turn % len(service.jobs)])
        for turn in range(rounds)
        for service in shared
        if turn < service.share
    ]


def _cast(town: Town, index: int) -> Member:
    player = town.cast[index]
    return Member(
        number=f"{town.mark}{100 + index}",
        given=player.given,
        family=player.family,
        email=town.email(player),
        phone=f"051 00 {town.mark}0 {index + 10}",
        team=player.team,
        job=player.job,
        since=player.since,
        roles=player.roles,
        decision=player.decision,
    )


def _sworn(member: Member, start: date, sworn: str) -> Member:
    """Members of the council begin on the first day of the story."""
    return replace(member, since=start, decision=sworn) if member.team == COUNCIL else member


def _councillor(town: Town, name: tuple[str, str], start: date, sworn: str) -> Member:
    given, family = name
    return Member(
        number="",
        given=given,
        family=family,
        email=mail(given, family, f"raad.{town.domain}"),
        phone="",
        team=COUNCIL,
        job="raadslid",
        since=start,
        roles=("councillor",),
        decision=sworn,
    )


def _employee(town: Town, name: tuple[str, str], place: tuple[str, str], since: date, index: int) -> Member:
    given, family = name
    team, job = place
    return Member(
        number=f"{town.mark}{1000 + index}",
        given=given,
        family=family,
        email=mail(given, family, town.domain),
        phone=f"0470 00 {index // 100:02} {index % 100:02}" if index % 3 == 0 else "",
        team=team,
        job=job,
        since=since,
    )
