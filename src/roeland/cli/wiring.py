"""What the worker runs: the jobs of the rooms (what time does), in one table."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """`run()` returns how many things it did; it looks in the data for what is due, so a missed tick loses nothing."""

    name: str
    every: int  # seconds
    run: Callable[[], int]


def jobs() -> tuple[Job, ...]:
    """All jobs, in the order in which a tick runs them."""
    return ()
