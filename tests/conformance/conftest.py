"""The planted world: built once per module, inside a transaction that is rolled back after it; each test has its own savepoint."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests import world as worlds
from tests.conformance import things
from tests.conformance.things import Seed, Things
from tests.world import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Planted:
    """Two authorities with one of everything; `own` is Zonderbeke's, `other` Lissegem's."""

    world: World
    own: Things
    other: Things
    words: dict[str, Seed]

    def browse(self, name: str) -> Client:
        """A logged-in test client; a server error raises."""
        client = Client()
        worlds.log_in(client, self.world.accounts[name])
        return client


@pytest.fixture(scope="module")
def _planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Planted]:
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            world = worlds.build()
            own, other = things.make(world)
            yield Planted(world, own, other, own.words | other.words)
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def planted(_planted: Planted, db: None) -> Iterator[Planted]:
    before = dict(_planted.world.accounts)
    yield _planted
    _planted.world.accounts = before
