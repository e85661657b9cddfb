"""The question to a worker: how it begins, and what stands under every one of them (`data/question.yaml`). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from roeland.kernel.shipped import parsed
from roeland.ui import dates

ORDER = ("purpose", "readers", "assistance", "no_hearing")


@cache
def statements() -> tuple[str, ...]:
    """Purpose, readers, right to assistance, and that it is no hearing."""
    text = resources.files("roeland.logs").joinpath("data/question.yaml").read_text(encoding="utf-8")
    found = parsed(text)
    return tuple(found[name] for name in ORDER)


# signs of a case that stands for many citizens, and how the question begins then
FOR_ALL = {
    "automatic": "Je account vroeg in {month} gegevens van {citizens} burgers op, telkens kort na elkaar, zoals een programma dat doet. Waarvoor is dat?",
    "list": "Je werkte in {month} een lijst af: je zocht {citizens} burgers op. Voor welke opdracht was dat?",
    "unregistered": "Je raadpleegde in {month} gegevens van {citizens} burgers, en bijna nergens is een reden geregistreerd. Voor welk werk is dat, en waar staat het?",
    "other-team": "Je werkte in {month} aan dossiers van een ander team: {citizens} burgers. Verving je daar iemand, en wie vroeg dat?",
}


def span(first: datetime, last: datetime) -> str:
    """*op 3 oktober*, *van 3 tot en met 17 oktober*: the days of a case, as its worker reads them."""
    one, other = dates.as_day(first), dates.as_day(last)
    if one == other:
        return f"op {one.day} {dates.month_name(one)}"
    begin = str(one.day) if one.month == other.month else f"{one.day} {dates.month_name(one)}"
    return f"van {begin} tot en met {other.day} {dates.month_name(other)}"


def proposal(events: int, first: datetime, last: datetime, reasons: Iterable[Mapping[str, Any]] = ()) -> str:
    """*Je raadpleegde van 3 tot en met 17 oktober negen keer gegevens van dezelfde burger. Voor welke opdracht was dat?*

    reasons: of the case, as the engine gives them; one that stands for many citizens asks about all of them.
    """
    for reason in reasons:
        if reason["flag"] in FOR_ALL and (citizens := reason.get("citizens") or 0) > 1:
            return FOR_ALL[reason["flag"]].format(month=dates.month_name(dates.as_day(last)), citizens=citizens)
    when = span(first, last)
    if events == 1:
        return f"Je raadpleegde {when} één keer gegevens van een burger. Voor welke opdracht was dat?"
    return f"Je raadpleegde {when} {dates.count_word(events)} keer gegevens van dezelfde burger. Voor welke opdracht was dat?"


def subject(events: int, first: datetime, last: datetime, alias: str) -> str:
    """*9 raadplegingen van 3 tot en met 17 oktober, burger K7F2-QM9X*: what tells one question from another to who is asked both. Of an
    erased case (no alias) nothing."""
    return (
        f"{dates.plural(events, 'raadpleging', 'raadplegingen')} {span(first, last)}, burger {alias}" if alias else ""
    )


def whole(question: str) -> str:
    """The question with what must stand under it."""
    return "\n\n".join([question, *statements()])
