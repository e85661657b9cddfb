"""An account that is handed to another within October."""

from datetime import date, timedelta
from typing import Any

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs.actions.users import tie_user
from roeland.logs.models import LogUser
from roeland.logs.queries.holders import holders
from roeland.people.models import Person, Team, TeamMembership
from tests.logs import months
from tests.logs.months import OCTOBER, explained, moment
from tests.world import World

MID, LAST = date(2026, 10, 15), date(2026, 10, 31)
EVE = MID - timedelta(days=1)


def account(world: World, name: str = "kbo02") -> LogUser:
    with scope(world.system, [world.zonderbeke]):
        found: LogUser = LogUser.objects.get(user_id=name)
        return found


def made(world: World, name: str = "kbo02") -> LogUser:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        found: LogUser = LogUser.objects.create(
            authority=world.zonderbeke, audience="ksz_log", user_id=name, first_seen=OCTOBER
        )
        return found


def give(world: World, person: str, since: date | None = None, *, by: str = "dina", name: str = "kbo02") -> LogUser:
    """The account is a person's from a day on; `shared` and `nobody` are no persons."""
    whose = None if person in {"shared", "nobody"} else world.person(person)
    return tie_user(
        world.actor(by), user=account(world, name), person=whose, shared=person == "shared", held_since=since
    )


def history(world: World, name: str = "kbo02") -> list[tuple[str, date | None, date | None]]:
    with scope(world.system, [world.zonderbeke]):
        found = holders(world.zonderbeke.pk)[name]
        names = {row.pk: row.given_name.lower() for row in Person.objects.all()}
    return [(names[one.person] if one.person else "shared", one.start, one.last) for one in found]


def at(day: date, citizen: int, user: str = "kbo02") -> dict[str, Any]:
    return {"ts": moment(day, 21), "user_id": user, "citizen": citizen, "search_key": "name"}


def nights(citizen: int, *days: int, user: str = "kbo02") -> list[dict[str, Any]]:
    """At night, by name, on these days of October: nobody knows why."""
    return [at(OCTOBER + timedelta(days=day - 1), citizen, user) for day in days]


# An has it until the 14th, Bert from the 15th on; 61 was looked at by An, 62 by Bert, 63 by both.
HANDED = [*nights(61, 5, 7, 9, 12), *nights(62, 16, 19, 21, 23), *nights(63, 6, 8, 20, 22)]


def handed(world: World, first: str = "an", then: str = "bert") -> None:
    """A month in which the account was handed over."""
    months.ready(world, explained(60, "kbo02"), HANDED)
    made(world)
    by = "fien" if "dina" in {first, then} else "dina"
    give(world, first, by=by)
    give(world, then, MID, by=by)


def placed(world: World, name: str, team: str) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        base: dict[str, Any] = {"authority": world.zonderbeke, "audience": "persons"}
        row, _new = Team.objects.get_or_create(name=team, **base)
        TeamMembership.objects.create(person=world.person(name), team=row, start=date(2026, 1, 1), **base)
