# ruff: noqa: E402 -- Django starts before its models can be imported
"""Vandaag of a shared officer over 300 authorities with 20,000 open tasks, beside the same over 3 authorities.

Measures the worklist alone and the whole page `GET /`: statements, median wall and processor time of five, and how both grow.
Writes docs/benchmarks/worklist.json; nothing is asserted on time. The number of statements must be the same at both sizes:
the script ends with an error when it is not. Works on an empty SQLite database in a temporary folder.

Run: python benchmarks/bench_worklist.py [AUTHORITIES] [TASKS]
"""

import json
import os
import platform
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
from django.test import Client
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
RESULT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "worklist.json"
ROUNDS = 5


@contextmanager
def everything(authorities: list[Authority]) -> Iterator[None]:
    """Write freely in all authorities: only to build what is measured."""
    with gate.opened(), scope(Actor.system("bench", [a.pk for a in authorities]), authorities):
        yield


def build(count: int, tasks: int) -> tuple[Account, Account, list[Authority]]:
    """The officer of all, one of the first few, and the authorities; tasks are dealt over roles, persons and 120 days around today."""
    now, today = clock.now(), clock.today()
    authorities = [Authority(slug=f"bestuur-{n}", name=f"Bestuur {n}", created_at=now) for n in range(count)]
    with gate.opened():
        Authority.everything.bulk_create(authorities)
        account = Account.objects.create(email="dina@example.be", password="!", created_at=now)
        fewer = Account.objects.create(email="sofie@example.be", password="!", created_at=now)
    with everything(authorities):
        persons = [_person(a, account, today) for a in authorities]
        engineers = [_person(a, None, today) for a in authorities]
        others = [_person(a, fewer, today) for a in authorities[:SMALL]]
        Person.objects.bulk_create([*persons, *engineers, *others], batch_size=500)
        Mandate.objects.bulk_create(
            [
                Mandate(
                    authority_id=p.authority_id,
                    audience="mandates",
                    person=p,
                    role=role,
                    start=today - timedelta(days=90),
                )
                for group, role in ((persons + others, "security_officer"), (engineers, "ict_staff"))
                for p in group
            ],
            batch_size=500,
        )
        duties = [_duty(a, today) for a in authorities]
        Duty.objects.bulk_create(duties, batch_size=200)
        rows = [_task(number, duties, engineers, today) for number in range(tasks)]
        Task.objects.bulk_create(rows, batch_size=500)
    return account, fewer, authorities


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


def page(account: Account) -> dict[str, float | int]:
    """Statements, and median wall and processor seconds, of `GET /` by somebody who is logged in."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/", headers={"host": "localhost"}).status_code == 200  # the first one fills caches
    wall, processor, statements = [], [], 0
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as caught:
            start, worked = time.perf_counter(), time.process_time()
            assert client.get("/", headers={"host": "localhost"}).status_code == 200
            wall.append(time.perf_counter() - start)
            processor.append(time.process_time() - worked)
        statements = len(caught)
    return {
        "statements": statements,
        "wall_ms": round(statistics.median(wall) * 1000, 1),
        "cpu_ms": round(statistics.median(processor) * 1000, 1),
    }


def main() -> int:
    """Build, measure both sizes in one run, print and write."""
    count, tasks = (int(value) for value in (sys.argv[1:] + ["300", "20000"][len(sys.argv) - 1 :])[:2])
    with gate.unguarded():
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    account, fewer, authorities = build(count, tasks)
    start = time.perf_counter()
    actor = actor_for(account)
    print(f"actor of {count} authorities: {time.perf_counter() - start:.3f} s")
    many, few = measure(actor, authorities), measure(actor, authorities[:SMALL])
    for name, (statements, seconds, lines) in ((f"{count} authorities", many), (f"{SMALL} authorities", few)):
        print(f"{name}: worklist {statements} statements, median {seconds * 1000:.1f} ms, {lines} that ask attention")
    wide, narrow = page(account), page(fewer)
    for name, one in ((f"{count} authorities", wide), (f"{SMALL} authorities", narrow)):
        print(f"{name}: GET / {one['statements']} statements, {one['wall_ms']} ms, {one['cpu_ms']} ms of processor")
    each = (wide["cpu_ms"] - narrow["cpu_ms"]) / (count - SMALL)
    print(f"GET / grows by {each:.2f} ms of processor per authority; worklist ratio {many[1] / few[1]:.1f}")
    if (count, tasks) == (300, 20000):
        RESULT.write_text(
            json.dumps(_result(tasks, {count: (many, wide), SMALL: (few, narrow)}, each), indent=2) + "\n"
        )
    return 0 if many[0] == few[0] and wide["statements"] <= narrow["statements"] else 1


def _result(
    tasks: int, sizes: dict[int, tuple[tuple[int, float, int], dict[str, float | int]]], each: float
) -> dict[str, object]:
    return {
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}, {connection.vendor}",
        "measured": clock.today().isoformat(),
        "open_tasks": tasks,
        "rounds": ROUNDS,
        "authorities": {
            str(count): {
                "worklist": {"statements": work[0], "wall_ms": round(work[1] * 1000, 1), "asks_attention": work[2]},
                "page": whole,
            }
            for count, (work, whole) in sizes.items()
        },
        "page_cpu_ms_per_authority": round(each, 2),
    }


if __name__ == "__main__":
    raise SystemExit(main())
