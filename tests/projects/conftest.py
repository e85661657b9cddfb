"""A moment to start from: in the middle of a year, so that nothing falls over its edge."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from roeland.kernel import clock


@pytest.fixture(autouse=True)
def _june() -> Iterator[None]:
    with clock.at(datetime(2026, 6, 1, 8, 0, tzinfo=UTC)):
        yield
