"""The question to a worker: how it begins, and what stands under every one of them (`data/question.yaml`). Pure."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources

import yaml

from roeland.ui import dates

ORDER = ("purpose", "readers", "assistance", "no_hearing")


@cache
def statements() -> tuple[str, ...]:
    """Purpose, readers, right to assistance, and that it is no hearing."""
    text = resources.files("roeland.logs").joinpath("data/question.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return tuple(found[name] for name in ORDER)


def proposal(events: int, first: datetime, last: datetime) -> str:
    """*Je raadpleegde van 3 tot en met 17 oktober negen keer gegevens van dezelfde burger. Voor welke opdracht was dat?*"""
    one, other = dates.as_day(first), dates.as_day(last)
    if one == other:
        when = f"op {one.day} {dates.month_name(one)}"
    elif one.month == other.month:
        when = f"van {one.day} tot en met {other.day} {dates.month_name(one)}"
    else:
        when = f"van {one.day} {dates.month_name(one)} tot en met {other.day} {dates.month_name(other)}"
    if events == 1:
        return f"Je raadpleegde {when} één keer gegevens van een burger. Voor welke opdracht was dat?"
    return f"Je raadpleegde {when} {dates.count_word(events)} keer gegevens van dezelfde burger. Voor welke opdracht was dat?"


def whole(question: str) -> str:
    """The question with what must stand under it."""
    return "\n\n".join([question, *statements()])
