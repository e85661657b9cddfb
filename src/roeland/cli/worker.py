"""`roeland worker`: runs the jobs of `wiring` when they are due, until it is asked to stop."""

import logging
import signal
import time
from collections.abc import Callable, Iterable
from types import FrameType

import click
from django.db import close_old_connections

from roeland.cli.migrate import pending
from roeland.cli.wiring import Job, jobs

log = logging.getLogger("roeland.worker")
PAUSE = 1.0  # seconds between two looks


@click.command()
@click.option("--once", is_flag=True, help="Doe alles één keer en stop (voor cron of een test).")
def worker(once: bool) -> None:
    """Start de worker: terugkerende taken klaarzetten, klokken, herinneringen en mail."""
    if waiting := pending():
        raise click.ClickException(f"de databank is niet bij ({len(waiting)} stappen). Voer eerst uit: roeland migrate")
    table = jobs()
    if once:
        for job in table:
            click.echo(f"{job.name}: {job.run()}")
        return
    stopping: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    run_until(table, stopped=lambda: bool(stopping))


def run_until(table: Iterable[Job], *, stopped: Callable[[], bool]) -> None:
    """Run due jobs until `stopped()`; a job that fails is logged and tried again at its next turn."""
    due = {job.name: 0.0 for job in table}
    table = list(table)
    while not stopped():
        for job in table:
            if stopped() or due[job.name] > time.monotonic():
                continue
            run_job(job)
            due[job.name] = time.monotonic() + job.every
        time.sleep(PAUSE)


def run_job(job: Job) -> None:
    """Run one job; every failure is logged and left to the next turn."""
    close_old_connections()
    try:
        done = job.run()
    except Exception:
        log.exception("job %s failed", job.name)
    else:
        if done:
            log.info("job %s: %d", job.name, done)
    finally:
        close_old_connections()
