"""The one source of time. It can be set only in tests and while a demonstration is built."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

_set: ContextVar[datetime | None] = ContextVar("roeland_clock", default=None)
_settable = False


class ClockIsReal(RuntimeError):
    """Raised when somebody tries to set the clock outside tests and demonstration building."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The present date in Belgium."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on Belgian clocks."""
    return moment.astimezone(BRUSSELS)


def at_local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A Belgian wall-clock time as an aware UTC datetime (the first one in the autumn night that has two)."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BRUSSELS).astimezone(UTC)


def allow_setting(allowed: bool = True) -> None:
    """Called by the test set-up and by the builder of the demonstration, and by nobody else."""
    global _settable  # noqa: PLW0603 -- one switch for the process, by design
    _settable = allowed


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block, `now()` is `moment` (aware)."""
    if not _settable:
        raise ClockIsReal("the clock can be set only in tests and while a demonstration is built")
    if moment.tzinfo is None:
        raise ValueError("moment must be aware")
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
