"""The planted world: built once per module, inside a transaction that is rolled back after it; each test has its own savepoint."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from roeland.api import auth
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.people import actors
from roeland.people.models import Account
from tests import world as worlds
from tests.conformance import things
from tests.conformance.things import Seed, Things
from tests.world import World

Remembered = tuple[UUID, date | None]  # an account and a day


@dataclass
class Planted:
    """Two authorities with one of everything; `own` is Zonderbeke's, `other` Lissegem's."""

    world: World
    own: Things
    other: Things
    words: dict[str, Seed]

    def browse(self, name: str) -> Client:
        """A logged-in test client; a server error raises."""
        return logged_in(self.world.accounts[name])


def logged_in(account: Account) -> Client:
    """A client of this person, second step taken; a server error raises."""
    client = Client()
    worlds.log_in(client, account)
    return client


@contextmanager
def undone_at_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around a whole module, rolled back after its last test."""
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def remembered_actors(monkeypatch: pytest.MonkeyPatch) -> dict[Remembered, Actor]:
    """Whoever walks a thousand addresses keeps his rights on the way: who he is is asked once a test, not at each address.

    It was a third of the time of a refused page. What `actor_for` finds is the subject of tests/people. A test that changes who
    somebody is clears what is remembered.
    """
    known: dict[Remembered, Actor] = {}

    def remembered(account: Account, day: date | None = None) -> Actor:
        key = (account.pk, day or clock.today())
        if key not in known:
            known[key] = actor_for(account, day)
        return known[key]

    actor_for = actors.actor_for
    monkeypatch.setattr(actors, "actor_for", remembered)
    monkeypatch.setattr(auth, "actor_for", remembered)
    return known


@pytest.fixture(scope="module")
def _planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Planted]:
    with undone_at_end(django_db_blocker):
        world = worlds.build()
        own, other = things.make(world)
        yield Planted(world, own, other, own.words | other.words)


@pytest.fixture
def planted(_planted: Planted, db: None, remembered_actors: dict[Remembered, Actor]) -> Iterator[Planted]:
    before = dict(_planted.world.accounts)
    yield _planted
    _planted.world.accounts = before
