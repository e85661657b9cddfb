"""The first day of an authority, and what the personnel office sends afterwards."""

from collections.abc import Mapping
from datetime import date, time

from roeland.cli.demonstration import lists, roster
from roeland.cli.demonstration.roster import Change, Roster
from roeland.cli.demonstration.stage import Stage
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.people import actions
from roeland.people.importers.run import run_import
from roeland.people.models import Account, Body, Person

HOURS = [(day, time(8), time(19) if day == 3 else time(16, 30)) for day in range(5)]  # noqa: PLR2004 -- Thursday


class ImportFailed(RuntimeError):
    """A list of the demonstration has an error: a fault in the demonstration itself."""


def plan(stage: Stage, passwords: Mapping[str, str]) -> None:
    """Put the opening, the quarterly lists and the absences on the calendar of `stage`."""
    people = roster.make(stage.town, stage.start, stage.today)
    stage.on(stage.start, _open, stage, hour=9)
    stage.on(stage.start, _people, stage, people, hour=9, minute=30)
    stage.on(stage.start, _bodies, stage, hour=10, minute=30)
    stage.on(stage.start, _accounts, stage, passwords, hour=11)
    for change in people.changes:
        stage.on(change.day, _changes, stage, change, hour=8, minute=15)
    for row in stage.told["absences"]:
        first, last = stage.day(row["from"]), stage.day(row["to"])
        stage.on(first, _absence, stage, row["who"], first, last, hour=8)


def _open(stage: Stage) -> None:
    """Name, legal persons, hours, closing days."""
    town, operator = stage.town, Actor.system("demonstratie")
    stage.authority = actions.open_authority(operator, slug=town.slug, name=town.name, mark=town.mark, is_demo=True)
    who = stage.system()
    for kind, kbo, name in zip(("municipality", "ocmw"), town.kbo, ("Gemeente", "OCMW"), strict=True):
        actions.name_entity(
            who, authority=stage.authority, kind=kind, name=f"{name} {town.name} (demonstratie)", kbo=kbo
        )
    actions.set_working_hours(who, authority=stage.authority, windows=HOURS)
    for year in range(stage.start.year, stage.today.year + 2):
        for month_day, name in town.closing.items():
            day = date.fromisoformat(f"{year}-{month_day}")
            if day > stage.start:
                actions.add_closing_day(who, authority=stage.authority, day=day, name=name)
    for role, hours in town.hours.items():
        actions.set_role(who, authority=stage.authority, role=role, hours_per_year=hours)


def _people(stage: Stage, people: Roster) -> None:
    """The three lists of the first day, by the importer."""
    month = f"{stage.start:%Y-%m}"
    for file, data in (
        lists.teams(stage.town),
        lists.persons(stage.town, f"personeel-{month}", people.first),
        lists.mandates(stage.town, people.first, stage.start),
    ):
        _import(stage, stage.system(), file, data)
    stage.find_people()


def _import(stage: Stage, actor: Actor, file: str, data: bytes) -> None:
    done = run_import(actor, stage.authority, file, data)
    if done.errors:
        raise ImportFailed("\n".join(str(problem) for problem in done.errors))


def _bodies(stage: Stage) -> None:
    """Bodies with their members, and who replaces whom."""
    who = stage.system()
    with scope(who, [stage.authority]):
        council = list(Person.objects.filter(mandates__role="councillor").distinct())
    for seat in stage.town.seats:
        body = actions.add_body(who, authority=stage.authority, kind=seat.kind, name=seat.name)
        members = council if seat.council else [stage.persons[key] for key in (seat.chair, *seat.members)]
        _seat(stage, body, members, stage.persons[seat.chair])
    for stand in stage.town.stands:
        for rank, key in ((1, stand.first), (2, stand.second)):
            actions.set_replacement(
                who, authority=stage.authority, role=stand.role, rank=rank, person=stage.persons[key]
            )


def _seat(stage: Stage, body: Body, members: list[Person], chair: Person) -> None:
    for person in members:
        actions.join_body(stage.system(), body=body, person=person, chairs=person.pk == chair.pk)


def _accounts(stage: Stage, passwords: Mapping[str, str]) -> None:
    """Accounts for the cast; a password only for who is on the log-in page, set once for a person of two authorities."""
    for player in stage.town.cast:
        account = actions.give_account(stage.system(), person=stage.persons[player.key])
        stage.accounts[player.key] = account
        if player.login and not account.has_usable_password():
            _password(account, passwords[account.email])


def _password(account: Account, password: str) -> None:
    actions.set_password(Actor.system("demonstratie"), account=account, password=password)


def _changes(stage: Stage, change: Change) -> None:
    """The list of a quarter: who came and who left. Their facts start the event duties, as the worker would."""
    on = clock.today()
    name = f"personeel-{on:%Y-%m}"
    key = stage.holder("hr", on)
    file, data = lists.persons(stage.town, name, [*change.came, *change.left])
    _import(stage, stage.actor(key), file, data)


def _absence(stage: Stage, key: str, start: date, end: date) -> None:
    person = stage.persons[key]
    actions.record_absence(stage.system(), person=person, start=start, end=end)
