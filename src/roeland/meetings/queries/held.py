"""What reports ask: meetings held, attendance, decisions and how many were carried out; and the offers to other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.values import FINISHED, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import Happening, Line, Topic
from roeland.meetings.models import Decision, Meeting
from roeland.meetings.queries.meetings import meetings
from roeland.meetings.values import HELD
from roeland.ui import dates


@dataclass(frozen=True)
class Held:
    """One meeting that was held. `expected` and `present` count persons on the list; `tasks` and `done` count decisions with a task."""

    id: UUID
    on: date
    body_kind: str
    body_name: str
    kind: str
    expected: int
    present: int
    decisions: int
    tasks: int
    done: int
    approved: bool


def held_in_year(authority: Authority, year: int, body_kind: str = "") -> list[Held]:
    """Meetings held in a year that the reader in scope may see, in order of date; of one kind of body, or of all. Two statements."""
    return held_between(authority.pk, date(year, 1, 1), date(year, 12, 31), body_kind)


def held_between(authority_id: UUID, first: date, last: date, body_kind: str = "") -> list[Held]:
    """The same between two days, both included."""
    rows = meetings().filter(
        authority_id=authority_id,
        status__in=HELD,
        starts_at__gte=clock.at_local(first),
        starts_at__lt=clock.at_local(last + timedelta(days=1)),
    )
    if body_kind:
        rows = rows.filter(body_kind=body_kind)
    found = list(rows.order_by("starts_at"))
    counts = _decided([row.pk for row in found])
    return [_held(row, counts.get(row.pk, (0, 0, 0))) for row in found]


def _decided(ids: list[UUID]) -> dict[UUID, tuple[int, int, int]]:
    rows = Decision.objects.filter(meeting__in=ids).values_list("meeting_id", "task_id", "task__status")
    found: dict[UUID, tuple[int, int, int]] = {}
    for meeting_id, task_id, status in rows:
        total, tasks, done = found.get(meeting_id, (0, 0, 0))
        found[meeting_id] = (total + 1, tasks + bool(task_id), done + (status == TaskStatus.ACCEPTED))
    return found


def _held(row: Meeting, counts: tuple[int, int, int]) -> Held:
    return Held(
        id=row.pk,
        on=clock.local(row.starts_at).date(),
        body_kind=row.body_kind,
        body_name=row.body_name,
        kind=row.kind,
        expected=getattr(row, "expected", 0) or 0,
        present=getattr(row, "present", 0) or 0,
        decisions=counts[0],
        tasks=counts[1],
        done=counts[2],
        approved=row.approved_at is not None,
    )


def topics(_actor: Actor, authority_id: UUID, first: date, last: date) -> list[Topic]:
    """The section of the management report: how often, who came, what was decided and done."""
    rows = held_between(authority_id, first, last)
    if not rows:
        return []
    decided, tasks, done = (sum(getattr(row, name) for row in rows) for name in ("decisions", "tasks", "done"))
    carried = (
        (
            _(", waarvan %(number)s van %(number2)s taken uitgevoerd")
            % {"number": dates.number(done), "number2": dates.number(tasks)}
        )
        if tasks
        else ""
    )
    sentence = _("%(capital)s gehouden, %(plural)s genomen%(carried)s.") % {
        "capital": dates.capital(dates.plural(len(rows), "vergadering", "vergaderingen", words=True)),
        "plural": dates.plural(decided, "besluit", "besluiten"),
        "carried": carried,
    }
    lines = tuple(
        Line(
            title=row.body_name,
            note=(
                _("%(present)s van %(expected)s aanwezig, %(plural)s")
                % {
                    "present": row.present,
                    "expected": row.expected,
                    "plural": dates.plural(row.decisions, "besluit", "besluiten"),
                }
            ),
            state="done",
            on=row.on,
        )
        for row in rows
    )
    return [Topic(key="meetings", title=_("Vergaderingen"), sentence=sentence, lines=lines, order=60)]


def since(_actor: Actor, authority_id: UUID, since_at: datetime) -> list[Happening]:
    """What was decided since a moment and is still to be done: promised."""
    rows = (
        Decision.objects.filter(authority_id=authority_id, made_at__gte=since_at, task__isnull=False)
        .exclude(task__status__in=FINISHED)
        .select_related("person")
        .order_by("made_at")
    )
    return [
        Happening(
            kind="promised",
            line=Line(title=row.text, note=str(row.person or ""), state="planned", on=row.due),
            at=row.made_at,
        )
        for row in rows[:20]
    ]
