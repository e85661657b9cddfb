"""Erasing: an account and a person are no longer anybody; what points at them still points at something."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet

from roeland.cli.account import account as account_command
from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.people import actions
from roeland.people.models import Absence, Account, ApiToken, Invitation, Mandate, Person
from tests.people.test_leaving import logged_in, stated
from tests.world import World

OPERATOR = Actor.os_user("root")
WHY = {"ground": "avg-17-1-c", "reason": "op vraag van de betrokkene"}
TODAY = clock.today()


def gone(world: World, name: str = "an") -> Person:
    """Somebody with everything an account can have, who left."""
    person = world.person(name)
    with gate.opened():
        account = world.accounts[name]
        Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
        EmailAddress.objects.create(user=account, email=account.email)
    actions.create_token(world.actor(name), account=account, name="sleutel", scopes=["read"], days=30)
    actions.record_absence(
        world.actor("bert"), person=person, start=TODAY - timedelta(days=40), end=TODAY - timedelta(days=38)
    )
    actions.invite(world.actor("bert"), person=person, mail=False)
    actions.end_employment(world.actor("bert"), person=person, on=TODAY - timedelta(days=1))
    return QuerySet(Person).get(pk=person.pk)


def rows_with(text: str) -> list[str]:
    """Every table but those of the ledger that still holds this text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if not table.startswith("ledger_") and any(text in str(row) for row in cursor.fetchall()):
                found.append(table)
    return found


def test_nothing_of_an_account_is_left_but_its_uuid(world: World) -> None:
    client = logged_in(world, "an")
    person, account = gone(world), world.accounts["an"]
    address = account.email
    assert rows_with(address)
    actions.erase_account(OPERATOR, account=account, ground="avg-17-1-a")
    assert rows_with(address) == []
    found = Account.objects.get(pk=account.pk)
    assert (found.email, found.is_active, found.has_usable_password()) == (
        f"gewist-{account.pk.hex}@gewist.invalid", False, False,
    )  # fmt: skip
    for rows in (Authenticator.objects.filter(user=found), UserSession.objects.filter(user=found)):
        assert not rows.exists()
    for rows in (ApiToken.objects.filter(account=found), Invitation.objects.filter(account=found)):
        assert not rows.exists()
    assert str(account.pk) not in {row.get_decoded().get("_auth_user_id") for row in Session.objects.all()}
    assert client.get("/mijn/").status_code == 302
    assert QuerySet(Person).get(pk=person.pk).account_id is None
    (fact,) = stated("people:account:erased")
    assert (fact["persons"], fact["ground"]) == (1, "avg-17-1-a")
    with pytest.raises(Refused, match="al gewist"):
        actions.erase_account(OPERATOR, account=found, ground="avg-17-1-a")


def test_an_account_in_use_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="in dienst"):
        actions.erase_account(OPERATOR, account=world.accounts["an"], ground="avg-17-1-a")
    gone(world, "dina")  # she serves Lissegem too
    with pytest.raises(Refused, match="in dienst"):
        actions.erase_account(OPERATOR, account=world.accounts["dina"], ground="avg-17-1-a")
    with pytest.raises(Invalid):
        actions.erase_account(OPERATOR, account=world.accounts["an"], ground="omdat")
    for name in world.accounts:
        with pytest.raises(NotAllowed):
            actions.erase_account(world.actor(name), account=world.accounts["an"], ground="avg-17-1-a")


def test_the_command_line_erases(world: World) -> None:
    gone(world)
    done = CliRunner().invoke(account_command, ["erase", "--email", "an@example.be", "--ground", "avg-17-1-a"])
    assert done.exit_code == 0, done.output
    assert "Account gewist" in done.output
    again = CliRunner().invoke(account_command, ["erase", "--email", "an@example.be", "--ground", "avg-17-1-a"])
    assert again.exit_code == 1


def test_a_person_becomes_a_number_and_the_rows_stay(world: World) -> None:
    person = gone(world)
    held = QuerySet(Mandate).filter(person=person).count()
    actions.erase_person(world.actor("bert"), person=person, **WHY)
    assert rows_with("Peeters") == []
    found = QuerySet(Person).get(pk=person.pk)
    assert str(found) == f"Gewiste persoon {person.pk.hex[:6]}"
    assert (found.email, found.phone, found.personnel_number, found.job_title, found.account_id) == (
        "",
        "",
        "",
        "",
        None,
    )
    assert held == QuerySet(Mandate).filter(person=person).count() > 0
    assert not QuerySet(Absence).filter(person=person).exists()
    entry = LedgerEntry.everything.get(action="people:person:erased")
    assert entry.object_id == person.pk
    with pytest.raises(Refused, match="al gewist"):
        actions.erase_person(world.actor("bert"), person=found, **WHY)


def test_who_works_or_whose_term_runs_is_not_erased(world: World) -> None:
    with pytest.raises(Refused, match="in dienst"):
        actions.erase_person(world.actor("bert"), person=world.person("an"), **WHY)
    person = gone(world)
    with pytest.raises(Refused, match="120 maanden"):
        actions.erase_person(world.actor("bert"), person=person, ground="bewaartermijn", reason="opgeruimd")
    with pytest.raises(Invalid):
        actions.erase_person(world.actor("bert"), person=person, ground="avg-16", reason=" ")
    for name in ("dina", "chris", "emil"):
        with pytest.raises(NotAllowed):
            actions.erase_person(world.actor(name), person=person, **WHY)


def test_the_page_erases(world: World, client: Any) -> None:
    person = gone(world)
    client.force_login(world.accounts["bert"])
    base = f"/zonderbeke/personen/{person.pk}/"
    assert "Gegevens wissen" in client.get(base).content.decode()
    assert client.post(f"{base}wissen/", {"ground": "avg-16"}).status_code == 422
    assert client.post(f"{base}wissen/", WHY).status_code == 302
    page = client.get(base).content.decode()
    assert "Gewiste persoon" in page
    assert "Gegevens wissen" not in page
