"""Dutch (Belgium) words for dates, times, lateness and numbers, as `docs/ui.md` asks them. Pure: the caller gives today.

Lists say *di 17 nov.*, tables *17/11/2026*, sentences *dinsdag 17 november 2026*; lateness is told in words.
Datetimes must be aware and are shown on Belgian clocks; plain dates are shown as they are.
"""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from roeland.kernel import clock

HARD_SPACE = "\u00a0"
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DAYS_SHORT = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
MONTHS_SHORT = ("jan.", "feb.", "maart", "april", "mei", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.")
MONTHS_TINY = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
NAMES = frozenset({"Belgische", "Roeland", "Vlaamse"})  # with a capital wherever they stand
_WEEK = 7
_KILO = 1000


def as_day(value: date | datetime) -> date:
    """The Belgian calendar day of an aware datetime, or the date itself."""
    return clock.local(value).date() if isinstance(value, datetime) else value


def list_date(value: date | datetime) -> str:
    """*di 17 nov.*"""
    day = as_day(value)
    return f"{DAYS_SHORT[day.weekday()]} {day.day} {MONTHS_SHORT[day.month - 1]}"


def table_date(value: date | datetime) -> str:
    """*17/11/2026*, without a zero before the day."""
    day = as_day(value)
    return f"{day.day}/{day.month:02}/{day.year}"


def sentence_date(value: date | datetime, *, weekday: bool = True, year: bool = True) -> str:
    """*dinsdag 17 november 2026*"""
    day = as_day(value)
    words = [DAYS[day.weekday()]] if weekday else []
    words += [str(day.day), MONTHS[day.month - 1]]
    return " ".join([*words, str(day.year)] if year else words)


def clock_time(value: datetime) -> str:
    """*16:20*"""
    return f"{clock.local(value):%H:%M}"


def list_moment(value: datetime, today: date | None = None) -> str:
    """*wo 18 nov. 16:20*; with `today` a moment of another year tells its year: *wo 18 nov. 2025, 16:20*."""
    year = f" {as_day(value).year}," if today is not None and as_day(value).year != today.year else ""
    return f"{list_date(value)}{year} {clock_time(value)}"


def table_moment(value: datetime) -> str:
    """*17/11/2026, 09:40*"""
    return f"{table_date(value)}, {clock_time(value)}"


def sentence_moment(value: datetime) -> str:
    """*dinsdag 17 november 2026, 08:40*"""
    return f"{sentence_date(value)}, {clock_time(value)}"


def month_name(value: date | datetime | int) -> str:
    """*november*, of a date or of a month's number (1 to 12)."""
    return MONTHS[(value if isinstance(value, int) else as_day(value).month) - 1]


def days_between(due: date | datetime, today: date) -> int:
    """Whole days that `due` lies behind `today`; negative when it still has to come."""
    return (today - as_day(due)).days


def lateness(due: date | datetime, today: date) -> str:
    """*5 dagen te laat*, *vandaag*, *morgen*, *over 3 dagen*."""
    days = days_between(due, today)
    if days > 0:
        return f"{days} {'dag' if days == 1 else 'dagen'} te laat"
    if days == 0:
        return "vandaag"
    return "morgen" if days == -1 else f"over {-days} dagen"


def number(value: float | Decimal | None) -> str:
    """*1 284* with hard spaces; decimals with a comma as they stand."""
    if value is None:
        return ""
    text = f"{value:,}".replace(",", HARD_SPACE)
    return text.replace(".", ",") if isinstance(value, (float, Decimal)) else text


def percent(part: float, whole: float | None = None) -> str:
    """*97,6 %*: of a share (0 to 1), or of `part` in `whole`; without decimals when they are zero. *-* when there is no whole."""
    if whole is not None and not whole:
        return "-"
    share = Decimal(str(part)) / Decimal(str(1 if whole is None else whole)) * 100
    rounded = share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    shown = str(rounded).removesuffix(".0").replace(".", ",")
    return f"{shown}{HARD_SPACE}%"


def euro(value: float | Decimal) -> str:
    """*3 180 euro*, whole euros."""
    return f"{number(int(Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)))} euro"


def file_size(size: int) -> str:
    """*412 kB*, *1,2 MB* (powers of ten)."""
    if size < _KILO:
        return f"{size} bytes"
    if size < _KILO**2:
        return f"{round(size / _KILO)} kB"
    return f"{size / _KILO**2:.1f}".replace(".", ",").removesuffix(",0") + " MB"


def minutes(value: int) -> str:
    """*45 minuten*, *1 u 10*, *4 u*."""
    hours, rest = divmod(value, 60)
    if not hours:
        return f"{rest} {'minuut' if rest == 1 else 'minuten'}"
    return f"{hours} u {rest:02}" if rest else f"{hours} u"


def time_parts(left: timedelta) -> tuple[tuple[str, str], ...]:
    """The big figures of a clock: (("31", "u"), ("40", "min")); from three days on days and hours. Negative time counts as its size."""
    total = int(abs(left).total_seconds()) // 60
    days, hours, rest = total // 1440, total // 60, total % 60
    if days > 3:  # noqa: PLR2004 -- three days is the longest a person reckons in hours
        return ((str(days), "dagen"), (str(hours - days * 24), "u"))
    return ((str(hours), "u"), (f"{rest:02}", "min")) if hours else ((str(rest), "min"),)


def span(left: timedelta) -> str:
    """*40 u 20*, *3 u*, *12 dagen*."""
    parts = time_parts(left)
    if len(parts) == 1:
        return f"{parts[0][0]} min"
    first, second = parts
    if first[1] == "dagen":
        return f"{first[0]} dagen"
    return f"{first[0]} u" if second[0] == "00" else f"{first[0]} u {second[0]}"


def count_word(value: int) -> str:
    """*drie* for small numbers in a sentence, *13* beyond twelve."""
    return _WORDS[value] if 0 <= value < len(_WORDS) else number(value)


def plural(value: int, one: str, many: str, *, words: bool = False) -> str:
    """*1 taak*, *3 taken*; with `words` *drie taken*."""
    shown = count_word(value) if words else number(value)
    return f"{shown} {one if value == 1 else many}"


def join_nl(parts: list[str] | tuple[str, ...]) -> str:
    """*a, b en c*"""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else ""


def small(text: str) -> str:
    """The same text as it stands inside a sentence: *datum van de DPIA*; an abbreviation or a name in front stays as it is."""
    first = re.split(r"[^\w]", text, maxsplit=1)[0]
    return text if first in NAMES or not (first.istitle() or len(first) == 1) else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """The same text with a capital first letter (also *Eén* of *één*)."""
    if text.startswith("één"):
        return "Eén" + text[3:]
    return text[:1].upper() + text[1:]
