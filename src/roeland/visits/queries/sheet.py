"""The page of a visit: the text that the officer may edit, and the document that is frozen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from roeland.documents.render import Block, Document, Heading, KeyValue, ListBlock, Text, Tlp, paragraph
from roeland.kernel import clock
from roeland.ui import dates
from roeland.visits.models import Visit, VisitItem
from roeland.visits.queries.visits import minutes_words
from roeland.visits.values import SHOWN_TO_READERS, Outcome

HEADS = (
    (Outcome.DONE, "Gedaan"),
    (Outcome.DECIDED, "Beslist"),
    (Outcome.ASKED, "Gevraagd"),
    (Outcome.CARRIED, "Naar het volgende bezoek"),
)


def text_of(items: list[VisitItem], notes: str) -> str:
    """The page as plain text: `## ` starts a heading, `- ` a line. Points with a smaller circle of readers are only counted."""
    shown = [item for item in items if item.audience in SHOWN_TO_READERS]
    parts = [notes.strip()] if notes.strip() else []
    for outcome, head in HEADS:
        rows = [item for item in shown if _is(item, outcome)]
        if rows:
            parts.append(f"## {head}\n" + "\n".join(f"- {line_of(row)}" for row in rows))
    hidden = len(items) - len(shown)
    if hidden:
        points = dates.plural(hidden, "punt staat", "punten staan", words=True)
        parts.append(f"{dates.capital(points)} niet op deze pagina: de kring van lezers is kleiner.")
    return "\n\n".join(parts)


def _is(item: VisitItem, outcome: Outcome) -> bool:
    return item.outcome == outcome or (outcome == Outcome.CARRIED and item.outcome == Outcome.OPEN)


def line_of(item: VisitItem) -> str:
    """*Hersteltest van back-ups: An Peeters, tegen 3/12/2026*"""
    who = str(item.person) if item.person and item.outcome == Outcome.ASKED else ""
    by = f"tegen {dates.table_date(item.due)}" if item.due and item.outcome == Outcome.ASKED else ""
    told = ", ".join(part for part in (who, by) if part)
    said = item.text.strip()
    return f"{item.title}{': ' if told else ''}{told}{'. ' if said else ''}{said}"


def blocks_of(text: str) -> list[Block]:
    """The text as blocks of the document model."""
    found: list[Block] = []
    lines: list[str] = []

    def flush() -> None:
        if lines:
            found.append(ListBlock(tuple((Text(line),) for line in lines)))
            lines.clear()

    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("- "):
            lines.append(line[2:].strip() or "-")
            continue
        flush()
        if line.startswith("## "):
            found.append(Heading(line[3:].strip() or "-", 2))
        elif line:
            found.append(paragraph(line))
    flush()
    return found


def document_of(
    visit: Visit, *, text: str, authority: str, minutes: int, cost: Decimal | None, left: int, moment: datetime
) -> Document:
    """The document of a closed visit; `left` are the minutes of the agreement's year after it."""
    facts: list[tuple[str, str]] = [
        ("Bestuur", authority),
        ("Informatieveiligheidsconsulent", str(visit.officer)),
        ("Bezoek", dates.sentence_date(visit.planned_on)),
        ("Tijd", dates.minutes(minutes)),
    ]
    if cost is not None:
        facts.append(("Kosten", euros(cost)))
    if visit.agreement_id:
        facts.append((f"Uren over in {visit.planned_on.year}", minutes_words(left)))
    facts.append(("Volgend bezoek", next_words(visit.next_on)))
    title = f"Bezoek van {dates.sentence_date(visit.planned_on, weekday=False)}"
    return Document(
        title=title,
        authority=authority,
        tlp=Tlp.AMBER_STRICT,
        status=f"afgesloten op {dates.table_moment(moment)}",
        moment=moment,
        blocks=(Heading(title, 1), KeyValue(tuple(facts)), *blocks_of(text)),
        draft=False,
    )


def euros(value: Decimal) -> str:
    """*212,50 euro*"""
    return f"{dates.number(value)} euro"


def next_words(day: date | None) -> str:
    """The next date in words."""
    return dates.sentence_date(day) if day else "nog niet afgesproken"


def mail_of(visit: Visit, *, url: str, left: int, given_name: str, asked: int, done: int) -> tuple[str, str]:
    """(subject, body): figures and a link, no title of any point."""
    subject = f"Bezoek van {dates.sentence_date(visit.planned_on, weekday=False, year=False)}: verslag in Roeland"
    body = (
        f"Dag {given_name}\n\n"
        f"{visit.officer} sloot het bezoek van {dates.sentence_date(visit.planned_on)} af.\n\n"
        f"- {dates.plural(done, 'punt gedaan', 'punten gedaan')}\n"
        f"- {dates.plural(asked, 'punt gevraagd', 'punten gevraagd')} aan iemand van het bestuur\n"
        f"- tijd: {dates.minutes(visit.minutes)}\n"
        + (f"- uren over dit jaar: {minutes_words(left)}\n" if visit.agreement_id else "")
        + f"- volgend bezoek: {next_words(visit.next_on)}\n\n"
        f"Lees het verslag (aanmelden nodig): {url}\n"
    )
    return subject, body


def now_minutes(visit: Visit) -> int:
    """Time spent so far, what runs now included."""
    running = int((clock.now() - visit.timer_from).total_seconds() // 60) if visit.timer_from else 0
    return visit.minutes + running
