"""The points of visits as lines to tick, and what was ticked as verbs: the same for one visit and for a half day over several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from roeland.duties.values import CellState, cell_state
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.http import Request
from roeland.ledger.action import Invalid, NotAllowed, Refused, batch
from roeland.people.models import Person
from roeland.ui import components as c
from roeland.ui import dates
from roeland.visits.actions import items as item_verbs
from roeland.visits.actions import visits as visit_verbs
from roeland.visits.models import Visit, VisitItem
from roeland.visits.queries import agenda, sheet
from roeland.visits.queries import visits as queries
from roeland.visits.values import CHOICES, Origin, Outcome, split

HALF_DAY = 228  # minutes, when no agreement says otherwise
STATES = {
    CellState.OVERDUE: c.State.LATE,
    CellState.REJECTED: c.State.REJECTED,
    CellState.TODAY: c.State.TODAY,
    CellState.IN_REVIEW: c.State.REVIEW,
    CellState.PLANNED: c.State.PLANNED,
    CellState.DONE_LATE: c.State.DONE_LATE,
    CellState.DONE: c.State.DONE,
    CellState.SKIPPED: c.State.SKIPPED,
}


@dataclass
class Line:
    """A point as it is drawn. `chosen` is the outcome that stands ticked."""

    item: VisitItem
    state: c.State
    why: str
    chosen: str
    text: str = ""
    person: str = ""
    due: str = ""
    error: str = ""

    @property
    def key(self) -> str:
        """The end of the names of its fields."""
        return str(self.item.pk)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(value, label, ticked)."""
        return [(one.value, one.label, one.value == self.chosen) for one in CHOICES]

    @property
    def open_details(self) -> bool:
        """Whether who, when and what are shown at once."""
        return bool(self.error) or self.chosen == Outcome.DECIDED


@dataclass
class Part:
    """One visit of the half day."""

    visit: Visit
    place: c.Place
    lines: list[Line]
    persons: list[Person]
    notes: str
    minutes: int
    next_on: str
    error: str = ""
    news: agenda.News = field(default_factory=agenda.News)
    since: str = ""

    @property
    def key(self) -> str:
        """The end of the names of its fields."""
        return str(self.visit.pk)


def parts(request: Request, visits: list[Visit], named: dict[UUID, c.Place]) -> list[Part]:
    """Everything of these visits, a fixed number of statements; what was posted wins over what is kept."""
    today, actor, data = clock.today(), request.actor, request.POST
    found = queries.items(visits)
    people = queries.persons([visit.authority_id for visit in visits], today)
    told = agenda.news(actor, {visit.authority_id: visit.since for visit in visits})
    spent = shares(visits)
    made = []
    for visit in visits:
        key = str(visit.pk)
        made.append(
            Part(
                visit,
                named[visit.authority_id],
                [_line(row, actor, data, today) for row in found[visit.pk]],
                people[visit.authority_id],
                data.get(f"nota-{key}", visit.notes),
                _number(data.get(f"tijd-{key}")) or spent[visit.pk],
                data.get(f"volgend-{key}") or _iso(visit.next_on),
                news=told[visit.authority_id],
                since=dates.sentence_date(visit.since, year=False) if visit.since else "",
            )
        )
    return made


def shares(visits: list[Visit]) -> dict[UUID, int]:
    """Minutes per visit: what was timed, else an equal share of the half day that they are together."""
    halves = [visit.agreement.terms.half_day_minutes for visit in visits if visit.agreement]
    parts_of_half = split(max(halves, default=HALF_DAY), len(visits))
    return {visit.pk: sheet.now_minutes(visit) or share for visit, share in zip(visits, parts_of_half, strict=True)}


def _line(row: VisitItem, actor: Actor, data: QueryDict, today: date) -> Line:
    key = str(row.pk)
    proposed = agenda.proposal(row, actor)
    asked = agenda.asked_of(row, actor)
    person = data.get(f"wie-{key}") or str(row.person_id or (asked.pk if asked else ""))
    due = data.get(f"tegen-{key}") or _iso(row.due if row.outcome == Outcome.ASKED else None)
    chosen = data.get(f"uitkomst-{key}") or proposed
    return Line(row, _state(row, today), _why(row, today), chosen, data.get(f"tekst-{key}", row.text), person, due)


def _state(row: VisitItem, today: date) -> c.State:
    task = row.task
    if task is not None:
        return STATES[cell_state(task.status, task.limit, task.done_on, today)]
    return c.State.LATE if row.origin == Origin.LATE else c.State.PLANNED


def _why(row: VisitItem, today: date) -> str:
    task = row.task
    dated = row.origin in {Origin.LATE, Origin.DUE} and task is not None
    first = dates.lateness(task.limit, today) if dated and task else Origin(row.origin).label
    return ", ".join(part for part in (first, row.note) if part)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0  # noqa: PLR2004 -- more than any day has


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid({"due": [_("Die datum bestaat niet.")]}) from None


def save(request: Request, made: list[Part], *, all_of_it: bool) -> bool:
    """Run what was ticked: every point when the visit is being closed, else only what differs from the proposal.

    What is refused stays on the page with its reason; the rest is kept.
    """
    with batch():
        for part in made:
            part.error = _tried(lambda part=part: _note(request, part))  # type: ignore[misc] # the next date first
            for line in part.lines:
                line.error = _tried(lambda line=line, part=part: _settle(request, part, line, all_of_it=all_of_it))  # type: ignore[misc]
    return not any(part.error or any(line.error for line in part.lines) for part in made)


def _tried(do: Callable[[], object]) -> str:
    try:
        do()
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        return str(error)
    return ""


def _settle(request: Request, part: Part, line: Line, *, all_of_it: bool) -> None:
    row = line.item
    person = next((one for one in part.persons if str(one.pk) == line.person), None)
    same = (row.outcome, row.text) == (line.chosen, line.text.strip())
    if same and (
        line.chosen != Outcome.ASKED or (row.person_id == (person.pk if person else None) and _iso(row.due) == line.due)
    ):
        return
    proposed = agenda.proposal(row, request.actor) == line.chosen and not line.text.strip()
    if row.outcome == Outcome.OPEN and proposed and not all_of_it:
        return
    line.item = item_verbs.settle_item(
        request.actor, item=row, outcome=line.chosen, text=line.text, person=person, due=_day(line.due)
    )


def _note(request: Request, part: Part) -> None:
    row, day = part.visit, _day(part.next_on)
    changed = day if day != row.next_on else None
    if row.notes == part.notes.strip() and row.minutes == part.minutes and changed is None:
        return
    visit_verbs.note_visit(
        request.actor, visit=row, notes=part.notes.replace("\r\n", "\n"), minutes=part.minutes, next_on=changed
    )
