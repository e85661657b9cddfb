"""Why a case stands in the list, in Dutch."""

from __future__ import annotations

from roeland.logs.engine.rulebook import Rulebook
from roeland.logs.models import Case
from roeland.ui import dates


def sentences(case: Case, book: Rulebook) -> list[str]:
    """The reasons of a case as sentences, strongest first. A sign that the rules no longer hold is told by its name."""
    known = {flag.id: flag.sentence for flag in book.flags}
    found = [str(reason.get("sentence") or known.get(reason["flag"], reason["flag"])) for reason in case.reasons]
    return found or ["Geen enkele verklaring gevonden."]


def reason_name(flag: str, book: Rulebook) -> str:
    """A sign as a choice of a filter."""
    return next((one.sentence.rstrip(".") for one in book.flags if one.id == flag), flag)


def when(case: Case) -> str:
    """*9 raadplegingen, 3 tot 17 okt.*"""
    count = dates.plural(case.events, "raadpleging", "raadplegingen")
    first, last = dates.as_day(case.first_at), dates.as_day(case.last_at)
    if first == last:
        return f"{count}, {short(case.first_at)}"
    begin = str(first.day) if first.month == last.month else short(case.first_at)
    return f"{count}, {begin} tot {short(case.last_at)}"


def short(moment: object) -> str:
    """*17 okt.*"""
    return dates.list_date(moment).split(" ", 1)[1]  # type: ignore[arg-type]


def who(case: Case) -> str:
    """The worker, or the user name when nobody is known behind it."""
    return str(case.person) if case.person else f"Account {case.user.user_id}"
