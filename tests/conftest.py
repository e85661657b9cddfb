"""Set-up shared by all tests: a data folder of its own, the write gate around a migrated database, a clock that may be set."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext

os.environ["ROELAND_DATA"] = tempfile.mkdtemp(prefix="roeland-test-")

import pytest
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from roeland.kernel import clock, gate
from tests import migrated
from tests import world as worlds
from tests.engines import pytest_collection_modifyitems, pytest_runtest_call  # noqa: F401 -- hooks
from tests.no_skip import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401 -- hooks
from tests.world import World

# A busy machine draws slowly and computes slowly; that is no fault of what is tested.
hypothesis_settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _settable_clock() -> None:
    clock.allow_setting()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
    pytestconfig: pytest.Config,
) -> Iterator[None]:
    """The test database, migrated as the owner; afterwards every connection is guarded."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    kept = pytestconfig.rootpath / ".pytest_cache" / "roeland"
    with django_db_blocker.unblock():
        with gate.unguarded(), migrated.filled(kept) if connection.vendor == "sqlite" else nullcontext():
            old = setup_databases(verbosity=0, interactive=False, aliases=["default"], serialized_aliases=[])
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    for statement in gate.grants():
                        cursor.execute(statement)
        connection.settings_dict["OPTIONS_ROELAND"] = {"step_down": True}
    yield
    with django_db_blocker.unblock(), gate.unguarded():
        teardown_databases(old, verbosity=0)


@pytest.fixture
def world(db: None) -> World:
    """Two authorities and six people."""
    return worlds.build()


@pytest.fixture
def browse(world: World) -> "type[Client] | object":
    """browse("dina") is a logged-in test client."""

    def as_person(name: str) -> Client:
        client = Client()
        worlds.log_in(client, world.accounts[name])
        return client

    return as_person
