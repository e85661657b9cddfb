"""The sown world: built once for all suites of this folder, rolled back after them; each test has its own savepoint."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.conformance.conftest import undone_at_end
from tests.conformance.leaks.sowing import sow
from tests.conformance.leaks.words import Sown


@pytest.fixture(scope="package")
def _sown(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Sown]:
    with undone_at_end(django_db_blocker):
        yield sow()


@pytest.fixture
def sown(_sown: Sown, db: None, remembered_actors: None) -> Iterator[Sown]:
    before = dict(_sown.world.accounts)
    yield _sown
    _sown.world.accounts = before
