"""With ROELAND_NO_SKIP=1 (in `make check`) a skipped test is a failed one: nothing is quietly left out."""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("ROELAND_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and ROELAND_NO_SKIP=1 allows no skips: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and os.environ.get("ROELAND_NO_SKIP") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and ROELAND_NO_SKIP=1 allows no skips: {report.longrepr}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests about one engine run on that engine only (`make check` leaves the others out by their mark)."""
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    other, reason = ("sqlite", "is about SQLite") if postgres else ("postgres", "needs PostgreSQL (make check)")
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=reason))
