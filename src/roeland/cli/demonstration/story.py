"""What happened to every occurrence of every duty: read from `data/story.yaml`, the rest by a draw that is always the same. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any
from zlib import crc32

from roeland.duties import recurrence
from roeland.duties.catalogue import CatalogueDuty
from roeland.kernel.calendar import add_working_days, next_working_day, previous_working_day
from roeland.kernel.durations import add_months_to_date
from roeland.kernel.shipped import parsed


class Fate(StrEnum):
    """How an occurrence ends."""

    ON_TIME = "on_time"
    LATE = "late"
    REJECTED = "rejected"  # and then done again, unless there was no time for it
    SKIPPED = "skipped"
    HANDED_IN = "handed_in"  # waits for the reviewer
    LEFT = "left"  # nobody did anything


@dataclass(frozen=True)
class Course:
    """The days on which things happen to one occurrence; None: it does not come to that before the day of building."""

    fate: Fate
    handed_in: date | None = None
    rejected: date | None = None
    again: date | None = None
    reviewed: date | None = None
    skipped: date | None = None


def of(slug: str) -> Mapping[str, Any]:
    """The story of one authority."""
    return rooms("story", slug)


def retold(told: Any, put: Mapping[str, str], later: timedelta) -> Any:
    """The same story elsewhere: its dates `later`, and in its texts every whole word of `put` replaced.

    Numbers, so the days that are counted from the day of building, stay as they are.
    """
    words = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(put, key=len, reverse=True)) or r"(?!)")

    def tell(value: Any) -> Any:
        match value:
            case str():
                return words.sub(lambda found: put[found.group()], value)
            case date():
                return value + later
            case list():
                return [tell(part) for part in value]
            case dict():
                return {tell(key) if isinstance(key, date) else key: tell(part) for key, part in value.items()}
        return value

    return tell(told)


@cache
def _room(name: str) -> dict[str, Any]:
    text = resources.files("roeland.cli.demonstration").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = parsed(text)
    return data


def rooms(name: str, slug: str) -> Mapping[str, Any]:
    """What happens in the rooms that `data/<name>.yaml` tells about, in one authority."""
    found: Mapping[str, Any] = _room(name)[slug]
    return found


def day(value: date | int, today: date) -> date:
    """A date of the story: itself, or so many days from the day of building."""
    return today + timedelta(days=value) if isinstance(value, int) else value


def draw(*parts: object, out_of: int) -> int:
    """A number below `out_of` that follows from the parts alone."""
    return crc32("/".join(map(str, parts)).encode()) % out_of


def anchored_start(offered: CatalogueDuty, offset: int, adopted: date, today: date) -> date:
    """The first due date, after adoption, of a series that also falls due `offset` days from the day of building."""
    wanted = today + timedelta(days=offset)
    wanted = wanted if wanted.day <= 28 else wanted.replace(day=28)  # noqa: PLR2004 -- every month has that day
    parts = recurrence.parse_rule(offered.rule)
    months = int(parts.get("INTERVAL", "1")) * (12 if parts["FREQ"] == "YEARLY" else 1)
    start = wanted
    while (earlier := add_months_to_date(start, -months)) >= adopted + timedelta(days=10):
        start = earlier
    return start


def course(
    slug: str,
    duty_id: str,
    due: date,
    today: date,
    closed: frozenset[date],
    *,
    told: Mapping[str, Any] | None = None,
) -> Course:
    """What happens to the occurrence of `duty_id` that falls due on `due`; everything before `today`.

    `told` is the story when it is not that of `slug` itself.
    """
    told = told or of(slug)
    anchor = told["anchors"].get(duty_id)
    is_anchor = anchor is not None and abs((due - today).days - anchor) <= 4  # noqa: PLR2004 -- it left a weekend
    fixed = Fate(told["fates"][duty_id]) if is_anchor and duty_id in told["fates"] else None
    drawn = draw(slug, duty_id, due, out_of=100)
    early = add_working_days(due, -1 - draw("early", slug, duty_id, due, out_of=7), closed)
    fate = fixed or (Fate.LEFT if due >= today else _fate(told["chances"], drawn))
    if fate is Fate.HANDED_IN:
        return Course(fate, handed_in=min(early, previous_working_day(today - timedelta(days=1), closed)))
    if fate is Fate.SKIPPED:
        return Course(fate, skipped=early)
    if fate is Fate.REJECTED:
        return _rejected(early, today, closed, for_good=fixed is fate)
    if fate is Fate.LEFT:
        return Course(fate)
    done = add_working_days(due, 1 + drawn % 9 + draw("late", due, out_of=5), closed)
    if fate is Fate.LATE and done < today:
        return _reviewed(fate, done, today, closed, drawn)
    return _reviewed(Fate.ON_TIME, early, today, closed, drawn)


def _fate(chances: Mapping[str, int], drawn: int) -> Fate:
    for name, share in chances.items():
        if drawn < share:
            return Fate(name)
        drawn -= share
    return Fate.ON_TIME


def _reviewed(fate: Fate, done: date, today: date, closed: frozenset[date], drawn: int) -> Course:
    review = add_working_days(done, 1 + drawn % 3, closed)
    return Course(fate, handed_in=done, reviewed=review if review < today else None)


def _rejected(early: date, today: date, closed: frozenset[date], *, for_good: bool) -> Course:
    """Rejected, and done again within a week. `for_good`: the day of building comes before that."""
    rejected = add_working_days(early, 1, closed)
    again, reviewed = add_working_days(rejected, 3, closed), add_working_days(rejected, 5, closed)
    if for_good:
        rejected = min(rejected, previous_working_day(today - timedelta(days=1), closed))
        return Course(Fate.REJECTED, handed_in=add_working_days(rejected, -1, closed), rejected=rejected)
    if reviewed >= today:
        return Course(Fate.HANDED_IN, handed_in=early)
    return Course(Fate.REJECTED, handed_in=early, rejected=rejected, again=again, reviewed=reviewed)


def next_working(day_: date) -> date:
    """The day itself when people work, else the next one."""
    return next_working_day(day_)
