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
