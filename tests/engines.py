"""Which tests run on which engine: `make check` runs once on SQLite and once on PostgreSQL (docs/decisions/0004-two-runs-of-the-tests.md).

A test is `plain` when it reaches no database: no fixture leads to the test database, no mark asks for it. What it says does not depend
on the engine, so it runs on SQLite only. That nothing is called plain by mistake is held while it runs: pytest-django refuses it a
connection, and a program that it starts with our environment finds an address of a database that does not exist.
"""

import os
from collections.abc import Generator

import pytest

NOWHERE = "postgresql://nobody@127.0.0.1:9/none"  # an address that settings take and nothing answers: the discard port
# Files that take minutes: they begin first, for one that began last would leave the other processors idle.
LONG = ("api/test_schemathesis.py", "cli/", "conformance/", "journeys/", "logs/test_rule_versions.py")
ASKS = ("django_db", "postgres", "sqlite", "browser")  # these have a database, or a run of their own


def plain(item: pytest.Item) -> bool:
    """Whether this test reaches no database."""
    reached = "django_db_setup" in getattr(item, "fixturenames", ())
    return not reached and not any(item.get_closest_marker(name) for name in ASKS)


def long_first(items: list[pytest.Item]) -> None:
    """The tests of files that take minutes before all others; for the rest the order stays."""
    items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(LONG))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the long ones first and marks what is plain; tests about one engine run on that engine only (`make check` leaves the others
    out by their mark)."""
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    other, reason = ("sqlite", "is about SQLite") if postgres else ("postgres", "needs PostgreSQL (make check)")
    long_first(items)
    for item in items:
        if plain(item):
            item.add_marker(pytest.mark.plain)
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """A program started by a plain test that takes our environment along reaches no database, also when this run has one."""
    if not item.get_closest_marker("plain") or item.get_closest_marker("slow"):
        return (yield)
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = NOWHERE
    try:
        return (yield)
    finally:
        del os.environ["DATABASE_URL"]
        if before is not None:
            os.environ["DATABASE_URL"] = before
