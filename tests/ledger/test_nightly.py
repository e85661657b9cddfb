"""The nightly audit: once a day, stated in the log itself, and it notices what was changed behind Roeland's back."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client

from roeland.kernel import clock, gate
from roeland.ledger import queries
from roeland.ledger.entries import AUDITED
from roeland.ledger.jobs import self_audit, sign_checkpoints
from roeland.ledger.models import LedgerEntry
from roeland.people.actions import add_team
from tests.world import World

NIGHT = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)


def audits() -> int:
    return LedgerEntry.everything.filter(action=AUDITED).count()


def test_once_a_night_and_not_before(world: World) -> None:
    with clock.at(NIGHT - timedelta(hours=5)):
        add_team(world.system, authority=world.zonderbeke, name="Burgerzaken")
        sign_checkpoints()
    with clock.at(NIGHT - timedelta(hours=3)):
        assert self_audit() == 0
    with clock.at(NIGHT):
        assert self_audit() == 1
        assert self_audit() == 0
    found = queries.last_audit(world.zonderbeke.pk)
    assert found is not None
    assert (found.at, found.size, found.problems) == (NIGHT, 1, 0)


def test_a_quiet_log_is_left_alone(world: World) -> None:
    """The entry of the last audit is no reason for another one."""
    with clock.at(NIGHT):
        add_team(world.system, authority=world.zonderbeke, name="Burgerzaken")
        self_audit()
    with clock.at(NIGHT + timedelta(days=1)):
        assert self_audit() == 0
        add_team(world.system, authority=world.zonderbeke, name="Facility")
        assert self_audit() == 1
    assert audits() == 2


def test_what_was_changed_behind_our_back_is_told(world: World, browse: "type[Client]") -> None:
    with clock.at(NIGHT):
        add_team(world.system, authority=world.zonderbeke, name="Burgerzaken")
        sign_checkpoints()
    tamper()
    with clock.at(NIGHT + timedelta(hours=1)):
        assert self_audit() == 1
    found = queries.last_audit(world.zonderbeke.pk)
    assert found is not None
    assert found.problems >= 1
    assert "Verwittig de beheerder" in browse("dina").get("/zonderbeke/logboek/").content.decode()


def tamper() -> None:
    """What somebody with the owner's rights could do: take the trigger away and change a column."""
    with gate.opened(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_ledgerentry_no_update")
        else:
            cursor.execute("RESET ROLE")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
            cursor.execute("ALTER TABLE ledger_ledgerentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_ledgerentry SET actor_id = object_id")
