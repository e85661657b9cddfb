"""A month of Zonderbeke imported from a file with national numbers, controlled, with one case about An."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core import mail
from django.db import connection

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.logs import intake
from roeland.logs.actions.cases import ask_worker
from roeland.logs.actions.conditions import advise, state_conditions
from roeland.logs.actions.runs import start_run
from roeland.logs.models import Case, Question, Run
from tests.logs import intake_kit, months
from tests.logs.months import NOW, OCTOBER
from tests.world import World

SECRET = intake_kit.number(901, "610214")  # the citizen that An looks up at night
LATER = "2026-11-25T09:00+00:00"


def in_order(world: World, valid_from: date = date(2026, 10, 1)) -> None:
    """The conditions, by the real verbs: the officer states, the DPO advises."""
    officer, place = world.actor("dina"), world.zonderbeke
    given: dict[str, Any] = {
        "consulted_on": date(2026, 9, 1),
        "work_rules": "bijlage 4",
        "register_entry": "V-12",
        "dpia_on": date(2026, 9, 2),
        "retention_months": 24,
    }
    paper = {"paper": BytesIO(b"%PDF-1.4 protocol"), "paper_name": "protocol.pdf"}
    state_conditions(officer, authority=place, **given, **paper)
    advise(world.actor("sofie"), authority=place, advised_on=date(2026, 9, 10), advice="Akkoord, met een termijn.")
    state_conditions(officer, authority=place, **given, valid_from=valid_from)


def controlled(world: World, *, lines: list[str] | None = None) -> Run:
    """Import October, run the control."""
    world.employ("karel", ["deputy_security_officer"])
    world.employ("sofie", ["dpo"])
    in_order(world)
    months.users(world, an="an")
    source = intake_kit.source(world)
    rows = [intake_kit.line(n, day=1 + n % 28, hour="10:00", user="an") for n in range(1, 31)]
    rows += [intake_kit.line(100 + n, day=2 + 3 * n, hour="22:00", user="an", citizen=SECRET) for n in range(6)]
    intake.take(world.actor("dina"), source, BytesIO(intake_kit.csv(lines or rows)), "oktober.csv", how="upload")
    return start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)


def case_of(world: World, run: Run) -> Case:
    """The case about the citizen behind SECRET."""
    from roeland.logs import keys

    with scope(world.system, [world.zonderbeke]):
        found: Case = Case.objects.select_related("run", "authority", "person").get(
            run=run, citizen=keys.pseudonym(world.zonderbeke.pk, SECRET)
        )
        return found


def asked(world: World, case: Case) -> Question:
    with scope(world.actor("dina"), [world.zonderbeke]):
        return ask_worker(world.actor("dina"), case=case, text="Voor welke opdracht was dat?")


__all__ = ["NOW", "OCTOBER", "SECRET", "asked", "case_of", "clock", "controlled", "in_order"]


def entries(code: str) -> int:
    return LedgerEntry.everything.filter(action=code).count()


def everything(data_folder: Path) -> bytes:
    """All that is kept: every table as text, every file but the sealed raw ones."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row).encode() for row in cursor.fetchall()]
    found += [path.read_bytes() for path in data_folder.rglob("*") if path.is_file() and path.suffix != ".raw"]
    return b"\n".join([*found, *(str(one.message()).encode() for one in mail.outbox)])
