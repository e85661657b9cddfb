"""Migrations are complete, and every step can be taken back."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_change_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


BACK_AND_FORTH = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from roeland.kernel import gate

def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2")
        return {tuple(row) for row in cursor.fetchall()}

with gate.unguarded():
    call_command("migrate", verbosity=0)
    first = {name for _type, name, _sql in tables()}
    for app in ("reports", "duties", "people", "ledger", "kernel"):
        call_command("migrate", app, "zero", verbosity=0)
    left = {name for _type, name, _sql in tables() if name.startswith(("reports_", "duties_", "people_", "ledger_", "kernel_", "roeland_"))}
    call_command("migrate", verbosity=0)
    assert {name for _type, name, _sql in tables()} == first, "forth again gives something else"
print("left:", sorted(left))
"""


@pytest.mark.sqlite
def test_every_step_can_be_taken_back(tmp_path: Path) -> None:
    """All the way back to nothing and forth again, on a database of its own."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "ROELAND_"))}
    env |= {"ROELAND_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "roeland.settings"}
    done = subprocess.run(
        [sys.executable, "-c", BACK_AND_FORTH], env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "left: []"
