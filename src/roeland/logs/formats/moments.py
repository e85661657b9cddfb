"""Times and days as logs write them."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DMY = re.compile(
    r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T,]+(\d{1,2})[:.u](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?$"
)
YMD = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)$")
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$")
ONLY_DAY = re.compile(r"^\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}$|^\d{8}$")
EPOCH = re.compile(r"^\d{9,19}(?:\.\d+)?$")
OFFSET = re.compile(r"(\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?) ?([+-]\d{2})(\d{2})$")
FRACTION = re.compile(r"[.,](\d+)")
EARLIEST = 1900
LAST = datetime(9999, 12, 31, 9, tzinfo=UTC)
MICRO = 6
FORMS = ("auto", "dmy", "mdy", "ymd", "epoch")


def moment(value: Any, zone: ZoneInfo, form: str = "auto") -> datetime | None:
    """An aware UTC datetime; None when it is none. A time without a zone is of `zone`; day before month unless `form` is mdy."""
    found = _written(value, form)
    try:
        return None if found is None else _utc(found, zone)
    except (ValueError, OverflowError, OSError):
        return None


def end(value: Any, zone: ZoneInfo, form: str = "auto") -> datetime | None:
    """The end of a period. A last day without an hour counts whole, as people write it: leave of one day is from that day to that day."""
    found = _written(value, form)
    if found is None or not only_day(value) or found.year >= MAXYEAR:
        return moment(value, zone, form)
    return _utc(found + timedelta(days=1), zone)


def last_day(value: Any, zone: ZoneInfo, form: str = "auto") -> datetime | None:
    """The end of a period as it is when its column turns out to hold days alone: the whole day of a time of 00:00 too, which a spreadsheet
    writes beside a day. None when an hour says it is a moment."""
    found = _written(value, form)
    if found is None or only_day(value) or found.year >= MAXYEAR:
        return end(value, zone, form)
    there = found.astimezone(zone).replace(tzinfo=None) if found.tzinfo else found
    whole = next((one for one in (there, found) if one.time() == time.min), None)
    return None if whole is None else _utc(whole + timedelta(days=1), zone)


def only_day(value: Any) -> bool:
    """Whether no hour was written."""
    if isinstance(value, date):
        return not isinstance(value, datetime)
    return bool(ONLY_DAY.match(str(value).strip()))


def doubt(value: Any, zone: ZoneInfo, form: str = "auto") -> str:
    """What is not sure of a moment without an offset: `day` (no hour was written), `twice` (the hour in which summer time ends), `never` (the
    hour in which it begins); empty when it is sure."""
    found = _written(value, form)
    if found is None or found.tzinfo is not None:
        return ""
    if only_day(value):
        return "day"
    first, second = (found.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return ""
    return "twice" if first > second else "never"


def _written(value: Any, form: str) -> datetime | None:
    """The moment as it is written, with the zone that stands there; None when it is none."""
    if isinstance(value, date):
        found = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- gets its zone there
        return None if found.year < EARLIEST else found
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if not text or len(text) > 40:  # noqa: PLR2004 -- no time is longer
        return None
    try:
        parsed = _parsed(text, form)
    except (ValueError, OverflowError, OSError):
        return None
    return None if parsed is None or parsed.year < EARLIEST else parsed


def day(value: Any, zone: ZoneInfo, form: str = "auto") -> date | None:
    """A calendar day; of a time, the day there."""
    found = moment(value, zone, form)
    return found.astimezone(zone).date() if found else None


def _utc(value: datetime, zone: ZoneInfo) -> datetime:
    """In UTC. The last hours of 9999, which mean *never*, become a moment that is in that year everywhere."""
    aware = value if value.tzinfo else value.replace(tzinfo=zone)
    return min(aware, LAST).astimezone(UTC)


def _parsed(text: str, form: str) -> datetime | None:
    if form == "epoch" or (form == "auto" and EPOCH.match(text) and not COMPACT.match(text)):
        return _epoch(text)
    if found := COMPACT.match(text):
        return datetime(*(int(part) for part in found.groups() if part))  # type: ignore[arg-type] # noqa: DTZ001
    if form in {"auto", "dmy", "mdy"} and (found := DMY.match(text)):
        first, second, year, hour, minute, seconds, fraction = found.groups()
        days, month = (second, first) if form == "mdy" else (first, second)
        micro = int((fraction or "0").ljust(MICRO, "0")[:MICRO])
        return datetime(int(year), int(month), int(days), int(hour or 0), int(minute or 0), int(seconds or 0), micro)  # noqa: DTZ001
    if found := YMD.match(text):
        text = f"{found.group(1)}-{int(found.group(2)):02}-{int(found.group(3)):02}{found.group(4)}"
    text = OFFSET.sub(r"\1\2:\3", text.replace(" Z", "Z"))
    text = FRACTION.sub(lambda some: "." + some.group(1)[:MICRO].ljust(MICRO, "0"), text, count=1)
    return datetime.fromisoformat(text)


def _epoch(text: str) -> datetime | None:
    if not EPOCH.match(text):
        return None
    whole, _dot, part = text.partition(".")
    scale = {10: 0, 9: 0, 13: 3, 16: 6, 19: 9}.get(len(whole))
    if scale is None:
        return None
    micro = int(whole) * 10**MICRO // 10**scale + (int(part.ljust(MICRO, "0")[:MICRO]) if scale == 0 and part else 0)
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro)
