"""Nobody writes outside an action: every road there is, tried on the engine at hand."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction

from roeland.kernel import gate
from roeland.kernel.gate import WriteOutsideAction
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.people.models import Account, Mandate, Person, Team
from tests.world import World


def new_team(world: World, name: str = "Nieuw") -> Team:
    return Team(authority=world.zonderbeke, audience="persons", name=name)


def sql(statement: str, params: tuple[object, ...] = ()) -> Callable[[World], None]:
    def run(world: World) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)

    return run


def many(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE people_team SET name = %s", [("x",), ("y",)])


def raw(world: World) -> None:
    """Below Django: the driver's own connection."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    try:
        cursor.execute("UPDATE people_team SET name = 'x'")
    except Exception as error:
        raise WriteOutsideAction(str(error)) from error


def save_base(world: World) -> None:
    new_team(world).save_base(raw=True, force_insert=True)


def upsert(world: World) -> None:
    Team.objects.bulk_create(
        [new_team(world)], update_conflicts=True, unique_fields=["authority", "name"], update_fields=["parent"]
    )


def bulk_update(world: World) -> None:
    person = Person.objects.first()
    person.job_title = "x"
    Person.objects.bulk_update([person], ["job_title"])


def get_or_create(world: World) -> None:
    Team.objects.get_or_create(authority=world.zonderbeke, name="Nieuw", defaults={"audience": "persons"})


ROADS: dict[str, Callable[[World], None]] = {
    "save": lambda w: new_team(w).save(),
    "create": lambda w: Team.objects.create(authority=w.zonderbeke, audience="persons", name="x"),
    "get_or_create": get_or_create,
    "update": lambda w: Team.objects.update(name="x"),
    "delete": lambda w: Mandate.objects.all().delete(),
    "bulk_create": lambda w: Team.objects.bulk_create([new_team(w)]),
    "upsert": upsert,
    "bulk_update": bulk_update,
    "save_base": save_base,
    "instance delete": lambda w: Mandate.objects.first().delete(),
    "m2m add": lambda w: Group.objects.get().permissions.add(Permission.objects.last()),
    "m2m remove": lambda w: Group.objects.get().permissions.remove(Permission.objects.first()),
    "m2m clear": lambda w: Group.objects.get().permissions.clear(),
    "authority": lambda w: Authority.everything.update(name="x"),
    "account": lambda w: Account.objects.update(is_operator=True),
    "insert": sql(
        "INSERT INTO kernel_authority (id, slug, name, created_at) VALUES ('00000000-0000-0000-0000-0000000000aa', 's', 'n', '2026-01-01')"
    ),
    "raw update": sql("UPDATE people_team SET name = 'x'"),
    "with update": sql("WITH t AS (SELECT 1) UPDATE people_team SET name = 'x'"),
    "leading comment": sql("/* harmless */ -- really\n DELETE FROM people_person"),
    "executemany": many,
    "driver": raw,
    "drop": sql("DROP TABLE people_team"),
    "ledger": sql("DELETE FROM ledger_ledgerentry"),
}
SQLITE_ROADS = {
    "replace": sql("REPLACE INTO people_team (id, name) VALUES ('a', 'x')"),
    "pragma": sql("PRAGMA writable_schema = 1"),
    "attach": sql("ATTACH DATABASE ':memory:' AS elsewhere"),
    "trigger": sql("CREATE TEMP TRIGGER t AFTER INSERT ON django_session BEGIN DELETE FROM people_person; END"),
}


@pytest.mark.parametrize("road", [*ROADS, *SQLITE_ROADS])
def test_every_road_is_shut(world: World, road: str) -> None:
    """Outside an action each way of writing is refused by the engine, also after the same statement ran inside one."""
    if road in SQLITE_ROADS and connection.vendor != "sqlite":
        assert road in SQLITE_ROADS  # the statement does not exist there
        return
    attempt = {**ROADS, **SQLITE_ROADS}[road]
    with gate.opened():
        Group.objects.create(name="g").permissions.add(Permission.objects.first())
    with scope(world.system, [world.zonderbeke]):
        before = Person.objects.count()
        with pytest.raises(WriteOutsideAction), transaction.atomic():
            attempt(world)
        assert Person.objects.count() == before
        assert not Team.objects.exists()


def test_cached_statement_stays_shut(world: World) -> None:
    """A statement compiled while the gate was open does not slip through afterwards."""
    with scope(world.system, [world.zonderbeke]):
        with gate.opened(), connection.cursor() as cursor:
            cursor.execute("UPDATE people_person SET job_title = 'binnen'")
        with pytest.raises(WriteOutsideAction), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE people_person SET job_title = 'binnen'")


def _save_and_fail(world: World) -> None:
    with gate.opened():
        new_team(world).save()
        raise ZeroDivisionError


def test_gate_shuts_after_an_error(world: World) -> None:
    """An exception inside leaves the gate shut and nothing written."""
    with scope(world.system, [world.zonderbeke]):
        with pytest.raises(ZeroDivisionError):
            _save_and_fail(world)
        assert not gate.is_open()
        assert not Team.objects.exists()
        with pytest.raises(WriteOutsideAction), transaction.atomic():
            new_team(world).save()


def test_inside_it_works(world: World) -> None:
    with scope(world.system, [world.zonderbeke]), gate.opened():
        Person.objects.filter(given_name="An").update(active_from=date(2021, 1, 1))
        assert Person.objects.get(given_name="An").active_from == date(2021, 1, 1)
