# ruff: noqa: E402 -- Django starts before its models can be imported
"""Vandaag of a shared officer over 300 authorities with 20,000 open tasks, beside the same over 3 authorities.

Prints statements and medians of five per size, and their ratio; nothing is asserted on time. The number of statements must be
the same: the script ends with an error when it is not. Works on an empty SQLite database in a temporary folder.

Run: python benchmarks/bench_worklist.py [AUTHORITIES] [TASKS]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roeland.settings")
os.environ["ROELAND_DATA"] = tempfile.mkdtemp(prefix="roeland-bench-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.duties import queries
from roeland.duties.models import Duty, Task
from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.people.actors import actor_for
from roeland.people.models import Account, Mandate, Person

SMALL = 3
ROUNDS = 5


@contextmanager
def everything(authorities: list[Authority]) -> Iterator[None]:
    """Write freely in all authorities: only to build what is measured."""
    with gate.opened(), scope(Actor.system("bench", [a.pk for a in authorities]), authorities):
        yield


def build(count: int, tasks: int) -> tuple[Account, list[Authority]]:
    """The officer and the authorities; tasks are dealt over roles, persons and 120 days around today."""
    now, today = clock.now(), clock.today()
    authorities = [Authority(slug=f"bestuur-{n}", name=f"Bestuur {n}", created_at=now) for n in range(count)]
    with gate.opened():
        Authority.everything.bulk_create(authorities)
        account = Account.objects.create(email="dina@example.be", password="!", created_at=now)
    with everything(authorities):
        persons = [_person(a, account, today) for a in authorities]
        engineers = [_person(a, None, today) for a in authorities]
        Person.objects.bulk_create([*persons, *engineers], batch_size=500)
        Mandate.objects.bulk_create(
            [
                Mandate(
                    authority_id=p.authority_id,
                    audience="mandates",
                    person=p,
                    role=role,
                    start=today - timedelta(days=90),
                )
                for group, role in ((persons, "security_officer"), (engineers, "ict_staff"))
                for p in group
            ],
            batch_size=500,
        )
        duties = [_duty(a, today) for a in authorities]
        Duty.objects.bulk_create(duties, batch_size=200)
        rows = [_task(number, duties, engineers, today) for number in range(tasks)]
        Task.objects.bulk_create(rows, batch_size=500)
    return account, authorities


def _person(authority: Authority, account: Account | None, today: date) -> Person:
    given = "Dina" if account else "An"
    return Person(
        authority=authority, audience="persons", account=account, given_name=given, family_name="Claes",
        active_from=today - timedelta(days=365),
    )  # fmt: skip


def _duty(authority: Authority, today: date) -> Duty:
    return Duty(
        authority=authority, audience="control_plan", title="Hersteltest van back-ups", group="ict", rule="FREQ=MONTHLY;INTERVAL=3",
        start=today, lead_role="ict_staff", approve_role="security_officer", status="active",
        grounds=[{"kind": "framework", "ref": "BIO2 1.3 nr 8.13.04", "check": "publisher"}],
    )  # fmt: skip


def _task(number: int, duties: list[Duty], engineers: list[Person], today: date) -> Task:
    place = number % len(duties)
    mine = number % 3 == 0
    due = today + timedelta(days=number % 120 - 10)
    return Task(
        authority_id=duties[place].authority_id, audience="plan_technical" if number % 7 == 0 else "control_plan",
        number=f"T-2026-{number:06d}", duty=duties[place], title=f"Taak {number}", group="ict", due=due, original_due=due, limit=due,
        status=("planned", "open", "handed_in", "rejected")[number % 4], lead_role="security_officer" if mine else "ict_staff",
        approve_role="general_director" if mine else "security_officer", assignee=None if number % 2 else engineers[place],
        separation=True, created_at=clock.now(),
    )  # fmt: skip


def measure(actor: Actor, authorities: list[Authority]) -> tuple[int, float, int]:
    """Statements, median seconds and lines of attention of the worklist over these authorities."""
    times = []
    for _ in range(ROUNDS):
        with scope(actor, authorities), CaptureQueriesContext(connection) as caught:
            start = time.perf_counter()
            found = queries.worklist()
            shown = [
                f"{line.task.authority} {line.holder} {line.ground}" for group in found.groups for line in group.lines
            ]
            times.append(time.perf_counter() - start)
    assert shown
    return len(caught), statistics.median(times), found.count


def main() -> int:
    """Build, measure both sizes in one run, print."""
    count, tasks = (int(value) for value in (sys.argv[1:] + ["300", "20000"][len(sys.argv) - 1 :])[:2])
    with gate.unguarded():
        call_command("migrate", verbosity=0)
    account, authorities = build(count, tasks)
    start = time.perf_counter()
    actor = actor_for(account)
    print(f"actor of {count} authorities: {time.perf_counter() - start:.3f} s")
    many = measure(actor, authorities)
    few = measure(actor, authorities[:SMALL])
    for name, (statements, seconds, lines) in ((f"{count} authorities", many), (f"{SMALL} authorities", few)):
        print(f"{name}: {statements} statements, median {seconds * 1000:.1f} ms, {lines} that ask attention")
    print(f"ratio {many[1] / few[1]:.1f} for {count / SMALL:.0f} times the authorities")
    return 0 if many[0] == few[0] else 1


if __name__ == "__main__":
    raise SystemExit(main())
