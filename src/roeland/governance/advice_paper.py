"""An advice as a paper: what the addressee reads and what is sealed."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from roeland.documents.render import Block, Document, Signature, Table, paragraph
from roeland.governance.models import Advice, AdviceOption
from roeland.governance.printing import document, section
from roeland.governance.values import PARTS
from roeland.ui import dates


def cost_words(option: AdviceOption) -> str:
    """*3 180 euro eenmalig, 400 euro per jaar, 5 persoonsdagen*, or *geen kost*."""
    parts = []
    if option.once:
        parts.append(f"{dates.euro(option.once)} eenmalig")
    if option.yearly:
        parts.append(f"{dates.euro(option.yearly)} per jaar")
    if option.days:
        parts.append(f"{days_words(option.days)}")
    return ", ".join(parts) or "geen kost"


def days_words(days: Decimal) -> str:
    """*1 persoonsdag*, *2,5 persoonsdagen*"""
    shown = dates.number(int(days) if days == int(days) else days.normalize())
    return f"{shown} {'persoonsdag' if days == 1 else 'persoonsdagen'}"


def paper(advice: Advice, options: Sequence[AdviceOption], moment: datetime) -> Document:
    """The advice in the house style. A draft says so on every page."""
    given = advice.given_on is not None
    blocks: list[Block] = []
    for name, heading in PARTS:
        if name == "recommendation" and options:
            blocks += _options(advice, options)
        empty = "" if name == "question" else "Nog niet ingevuld."
        blocks += section(heading, getattr(advice, name), empty=empty)
    writer = str(advice.written_by) if advice.written_by else ""
    blocks.append(Signature("Wie adviseert", writer))
    return document(
        advice.title,
        advice.authority.name,
        f"{'Advies' if advice.solicited else 'Advies op eigen initiatief'} aan {advice.addressee}",
        f"advies {advice.number}" if given else "ontwerp",
        moment,
        _facts(advice),
        blocks,
        draft=not given,
    )


def _facts(advice: Advice) -> tuple[tuple[str, str], ...]:
    found = [("Aan", advice.addressee)]
    if advice.number:
        found.insert(0, ("Nummer", advice.number))
    if advice.solicited and advice.asked_by:
        asked = f" op {dates.sentence_date(advice.asked_on, weekday=False)}" if advice.asked_on else ""
        found.append(("Gevraagd door", f"{advice.asked_by}{asked}"))
    if advice.given_on and advice.due:
        found.append(("Gegeven op", dates.sentence_date(advice.given_on, weekday=False)))
        found.append(("Antwoord afgesproken tegen", dates.sentence_date(advice.due, weekday=False)))
    return tuple(found)


def _options(advice: Advice, options: Sequence[AdviceOption]) -> list[Block]:
    rows = tuple(
        (
            str(option.position),
            option.title,
            cost_words(option),
            "aangeraden" if option.position == advice.preferred else "",
        )
        for option in options
    )
    told: list[Block] = [paragraph(f"Optie {o.position}, {o.title}. {o.text}") for o in options if o.text]
    return [
        *section("Opties", "", empty="Elke optie met wat ze kost."),
        Table("Opties", ("Nr.", "Optie", "Kost", ""), rows),
        *told,
    ]
