"""Which roles a suite walks. `make test` walks all of them on SQLite; PostgreSQL, where only the engine differs, gets the few that
differ most. The leak matrix walks all roles each time, and every page of every document for each of them in `make nightly`."""

from django.db import connection

from roeland.kernel.rights import RIGHTS

FEW = ("chair", "councillor", "ict_staff", "security_officer", "staff")


def walked() -> list[str]:
    """All roles, or a few on PostgreSQL."""
    return sorted(RIGHTS.roles) if connection.vendor == "sqlite" else list(FEW)
