"""Leaving: the one fact tells every role that ends, and nobody stays logged in without an authority to serve."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.people import actions
from roeland.people.models import Mandate
from tests.world import PASSWORD, World

TODAY = clock.today()
LONG = timedelta(days=30)


def stated(code: str) -> list[dict[str, Any]]:
    found = []
    for entry in LedgerEntry.everything.filter(action=code):
        row = LedgerPayload.objects.get(tree=entry.tree, idx=entry.idx)
        found.append(json.loads(bytes(row.payload or b"")))
    return found


def logged_in(world: World, name: str) -> Client:
    cache.clear()
    client = Client()
    assert client.post("/account/login/", {"login": f"{name}@example.be", "password": PASSWORD}).status_code == 302
    assert client.get("/mijn/").status_code == 200
    return client


def test_the_fact_lists_every_role_that_ends_and_no_other(world: World) -> None:
    bert, person = world.actor("bert"), world.person("an")
    actions.add_mandate(bert, person=person, role="security_officer", start=TODAY, end=TODAY + LONG)
    actions.add_mandate(bert, person=person, role="ict_head", start=TODAY + LONG)
    over = actions.add_mandate(bert, person=person, role="document_owner", start=TODAY - LONG)
    actions.end_mandate(bert, mandate=over, on=TODAY - timedelta(days=1))
    actions.end_employment(bert, person=person, on=TODAY)
    (fact,) = stated("people:person:left")
    assert fact["roles"] == ["ict_head", "ict_staff", "security_officer"]
    assert len(stated("people:mandate:ended")) == 1  # the one that was ended before
    with scope(world.system, [world.zonderbeke]):
        later = Mandate.objects.filter(person=person, start__lte=TODAY, end__isnull=True)
        assert not later.exists()


def test_who_serves_nobody_any_more_is_logged_off_everywhere(world: World) -> None:
    one, two, other = logged_in(world, "an"), logged_in(world, "an"), logged_in(world, "chris")
    actions.end_employment(world.actor("bert"), person=world.person("an"), on=TODAY)
    assert [client.get("/mijn/").status_code for client in (one, two, other)] == [302, 302, 200]


def test_who_still_serves_another_authority_stays(world: World) -> None:
    client = logged_in(world, "dina")
    actions.end_employment(world.actor("bert"), person=world.person("dina"), on=TODAY)
    assert client.get("/mijn/").status_code == 200
    with clock.at(clock.now() + timedelta(days=1)):
        assert world.zonderbeke.pk not in world.actor("dina").rights
    actions.end_employment(world.system, person=world.person("dina", world.lissegem), on=TODAY)
    assert client.get("/mijn/").status_code == 302


@pytest.mark.parametrize("days", [1, 30])
def test_who_leaves_later_works_until_then(world: World, days: int) -> None:
    client = logged_in(world, "an")
    actions.end_employment(world.actor("bert"), person=world.person("an"), on=TODAY + timedelta(days=days))
    assert client.get("/mijn/").status_code == 200
