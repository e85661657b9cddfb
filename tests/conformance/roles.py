"""Which roles a suite walks. `make test` walks all of them over every page on SQLite; PostgreSQL, where only the engine differs, gets the
few that differ most. The leak matrix walks those few each time and all of them in `make nightly` (marked slow)."""

from typing import Any

import pytest
from django.db import connection

from roeland.kernel.rights import RIGHTS

FEW = ("chair", "councillor", "ict_staff", "security_officer", "staff")


def walked() -> list[str]:
    """All roles, or a few on PostgreSQL."""
    return sorted(RIGHTS.roles) if connection.vendor == "sqlite" else list(FEW)


def mostly_slow() -> list[Any]:
    """A few roles, and the others marked slow."""
    return [role if role in FEW else pytest.param(role, marks=pytest.mark.slow) for role in sorted(RIGHTS.roles)]
