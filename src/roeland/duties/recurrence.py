"""When a duty falls due: RFC 5545 rules on whole days, computed in a window, without an end. Pure.

The *key* of an occurrence is the date the rule gives: it names the occurrence for ever. The *due* date is the key, or
the working day before it when the duty is not statutory. Postponing a task changes its own due date, never a key.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil.rrule import rrulebase, rrulestr

from roeland.kernel.calendar import NOTHING_CLOSED, previous_working_day

_ALLOWED = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_SHORTEST_MONTH = 28
_LONGEST_CLOSING = timedelta(days=45)
_MONTHS = 12


class BadRule(ValueError):
    """The text is no recurrence rule that Roeland accepts; the message is Dutch."""


def parse_rule(rule: str) -> dict[str, str]:
    """The parts of an RRULE. Raises BadRule for parts that end a series or go below a day."""
    parts = {}
    for piece in rule.strip().upper().split(";"):
        name, _, value = piece.partition("=")
        if name not in _ALLOWED or not re.fullmatch(r"[A-Z0-9,+-]+", value) or name in parts:
            raise BadRule(f"Dit ritme is niet geldig: {piece or 'leeg'}.")
        parts[name] = value
    if parts.get("FREQ") not in _FREQUENCIES:
        raise BadRule("Een ritme is per dag, per week, per maand of per jaar.")
    if not re.fullmatch(r"[1-9]\d{0,2}", parts.get("INTERVAL", "1")):
        raise BadRule("Het interval is een getal van 1 tot 999.")
    return parts


def anchored(rule: str, start: date) -> str:
    """The rule with its day fixed: from the 29th on a short month takes its last day instead of being left out."""
    parts = parse_rule(rule)
    free = not parts.keys() & {"BYMONTHDAY", "BYDAY", "BYSETPOS"}
    if free and parts["FREQ"] in {"MONTHLY", "YEARLY"} and start.day > _SHORTEST_MONTH:
        if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts:
            parts["BYMONTH"] = str(start.month)
        parts["BYMONTHDAY"] = ",".join(str(day) for day in range(_SHORTEST_MONTH, start.day + 1))
        parts["BYSETPOS"] = "-1"
    return ";".join(f"{name}={value}" for name, value in parts.items())


@lru_cache(maxsize=4096)
def _compiled(rule: str, start: date) -> rrulebase:
    try:
        return rrulestr(anchored(rule, start), dtstart=datetime(start.year, start.month, start.day), cache=True)  # noqa: DTZ001 -- whole days have no zone
    except BadRule:
        raise
    except (ValueError, TypeError, IndexError) as error:
        raise BadRule("Dit ritme is niet geldig.") from error


def validate(rule: str) -> str:
    """The rule in normal form. Raises BadRule, also when the rule never gives a day."""
    text = ";".join(f"{name}={value}" for name, value in parse_rule(rule).items())
    if per_year(text) == 0:
        raise BadRule("Dit ritme geeft nooit een datum.")
    return text


def keys(rule: str, start: date, first: date, last: date) -> list[date]:
    """Rule dates from first to last, both included, never before the start."""
    if last < max(first, start):
        return []
    low = datetime(first.year, first.month, first.day)  # noqa: DTZ001 -- whole days have no zone
    high = datetime(last.year, last.month, last.day)  # noqa: DTZ001
    return [found.date() for found in _compiled(rule, start).between(low, high, inc=True)]


def same_dates(rule: str, old: date, new: date, first: date) -> bool:
    """Whether another start leaves every date from `first` on as it was, counted over whole cycles of the rule."""
    last = max(old, new, first) + timedelta(days=_cycle_days(rule))
    return keys(rule, old, first, last) == keys(rule, new, first, last)


def _cycle_days(rule: str) -> int:
    parts = parse_rule(rule)
    interval = int(parts.get("INTERVAL", "1"))
    return 366 * {"YEARLY": interval * 4, "MONTHLY": interval, "WEEKLY": interval, "DAILY": interval}[parts["FREQ"]]


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time that a duty falls due."""

    key: date
    due: date


@dataclass(frozen=True)
class Recurrence:
    """A rule with the tenant's start and habits. `closed` are the authority's closing days."""

    rule: str
    start: date
    statutory: bool = False
    closed: frozenset[date] = frozenset()

    def due(self, key: date) -> date:
        """The due date of an occurrence: a statutory date stays, another leaves non-working days for the one before."""
        return key if self.statutory else previous_working_day(key, self.closed)

    def between(self, first: date, last: date) -> list[Occurrence]:
        """Occurrences due from first to last. Two that fall on one working day count once: the first key keeps it."""
        found: dict[date, Occurrence] = {}
        for key in keys(self.rule, self.start, first, last + _LONGEST_CLOSING):
            due = self.due(key)
            found.setdefault(due, Occurrence(key, due))
        return sorted(row for row in found.values() if first <= row.due <= last)

    def from_day(self, first: date, years: int = 12) -> Iterator[Occurrence]:
        """Occurrences due from a day on, lazily, a year at a time, for at most so many years."""
        for _ in range(years):
            last = first + timedelta(days=365)
            yield from self.between(first, last)
            first = last + timedelta(days=1)

    def next_after(self, day: date) -> Occurrence | None:
        """The first occurrence due after a day."""
        return next(self.from_day(day + timedelta(days=1)), None)


def limit(due: date, last_done: date | None, max_gap_days: int | None) -> date:
    """The last day on which an occurrence is on time: its due date, or sooner when the longest gap runs out first."""
    if last_done is None or max_gap_days is None:
        return due
    return min(due, last_done + timedelta(days=max_gap_days))


@lru_cache(maxsize=1024)
def per_year(rule: str) -> float:
    """How many times a year the rule falls due on average, counted over whole cycles."""
    parts = parse_rule(rule)
    interval = int(parts.get("INTERVAL", "1"))
    start = date(2001, 1, 1)
    years = {"YEARLY": interval * 4, "MONTHLY": interval, "WEEKLY": 4, "DAILY": 4}[parts["FREQ"]]
    try:
        count = len(keys(rule, start, start, date(start.year + years, 1, 1) - timedelta(days=1)))
    except OverflowError as error:
        raise BadRule("Dit interval is te lang.") from error
    return count / years


def counts_monthly(rule: str) -> bool:
    """Whether the duty is more frequent than monthly: then every figure counts it once a month."""
    return bool(rule) and per_year(rule) > _MONTHS


_PLAIN = {
    ("DAILY", 1): "elke dag",
    ("WEEKLY", 1): "elke week",
    ("MONTHLY", 1): "elke maand",
    ("MONTHLY", 3): "elk kwartaal",
    ("MONTHLY", 6): "elk half jaar",
    ("YEARLY", 1): "elk jaar",
}
_UNITS = {"DAILY": "dagen", "WEEKLY": "weken", "MONTHLY": "maanden", "YEARLY": "jaar"}
_MONTH_NAMES = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def in_words(rule: str) -> str:
    """The rhythm in Dutch: `elk kwartaal`, `om de 5 jaar`, `elk jaar op 31 maart`, `elke werkdag`."""
    if not rule:
        return "bij gebeurtenis"
    parts = parse_rule(rule)
    interval = int(parts.get("INTERVAL", "1"))
    if parts.get("BYDAY") == "MO,TU,WE,TH,FR" and interval == 1:
        return "elke werkdag"
    text = _PLAIN.get((parts["FREQ"], interval)) or f"om de {interval} {_UNITS[parts['FREQ']]}"
    month, day = parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "")
    if month.isdigit() and day.isdigit():
        return f"{text} op {int(day)} {_MONTH_NAMES[int(month) - 1]}"
    return text


def closed_days(days: Collection[date]) -> frozenset[date]:
    """Closing days in the form that `Recurrence` takes."""
    return frozenset(days) or NOTHING_CLOSED
