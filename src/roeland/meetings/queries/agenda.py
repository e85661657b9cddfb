"""What belongs on the agenda: what is open since the last meeting. Everything is read with the eyes of a plain member of the body
(`bodies.member_eyes`), so that a point says to nobody more than each member may know, and can be kept in the minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.documents.models import Version
from roeland.documents.values import VersionStatus
from roeland.duties.models import Finding, Task
from roeland.duties.values import TO_DO, UNFINISHED, CellState, FindingStatus, TaskStatus, cell_state
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.offers import AGENDA, AgendaPoint, Line
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.meetings.bodies import kind_of, member_eyes
from roeland.meetings.models import Decision, Meeting, Point
from roeland.meetings.parts import PARTS, grouped
from roeland.meetings.queries.meetings import decision_lines, last_held, whole
from roeland.meetings.values import HELD, MeetingStatus
from roeland.ui import dates

SOURCE = "meetings.decision"
MOST = 30  # lines of one point
STATES = {
    CellState.OVERDUE: "late",
    CellState.REJECTED: "rejected",
    CellState.TODAY: "today",
    CellState.IN_REVIEW: "review",
    CellState.PLANNED: "planned",
    CellState.DONE_LATE: "done-late",
    CellState.DONE: "done",
    CellState.SKIPPED: "skipped",
}  # as kernel.offers.Line calls them
MINUTES, DECISIONS, LATE, FINDINGS, DOCUMENTS, VARIA = "minutes", "decisions", "late", "findings", "documents", "varia"


@dataclass(frozen=True)
class Asked:
    """For whom and since when an agenda is drafted."""

    authority: Authority
    body_kind: str
    former: Meeting | None
    today: date

    @property
    def since(self) -> date | None:
        """The day of the last meeting."""
        return clock.local(self.former.starts_at).date() if self.former else None

    @property
    def since_words(self) -> str:
        """*sinds 28 mei*"""
        return (
            (
                _("sinds %(sentence_date)s")
                % {"sentence_date": dates.sentence_date(self.since, weekday=False, year=False)}
            )
            if self.since
            else ""
        )


def _minutes(asked: Asked) -> AgendaPoint | None:
    former = asked.former
    if former is None:
        return None
    day = dates.sentence_date(former.starts_at, weekday=False, year=False)
    approved = former.status == MeetingStatus.APPROVED
    url = reverse("meetings-meeting", args=[asked.authority.slug, former.pk])
    line = Line(title=str(former), url=url, state="done" if approved else "review")
    return AgendaPoint(
        key=MINUTES,
        title=(_("Verslag van %(day)s") % {"day": day}),
        note="goedgekeurd" if approved else "goed te keuren",
        lines=(line,),
        order=10,
    )


def _decisions(asked: Asked) -> AgendaPoint | None:
    if asked.former is None:
        return None
    with whole(asked.authority.pk):
        rows = list(
            Decision.objects.filter(
                Q(task__status__in=UNFINISHED)
                | Q(task__closed_at__gte=asked.former.starts_at)
                | Q(meeting=asked.former),
                task__isnull=False,
                meeting__authority=asked.authority,
                meeting__body_kind=asked.body_kind,
                meeting__status__in=HELD,
            )
            .select_related("person")
            .order_by("due", "pk")
        )
    found = decision_lines(rows, asked.today)
    if not found:
        return None
    done = sum(row.done for row in found)
    lines = tuple(
        Line(
            title=row.decision.text,
            url=reverse("duties-task", args=[row.slug, row.number]) if row.number else "",
            note=_decision_words(row.words, row.decision.due, row.state, asked.today),
            state=STATES[row.state],
            on=row.decision.due,
        )
        for row in found[:MOST]
    )
    return AgendaPoint(
        key=DECISIONS,
        title=_("Open besluiten"),
        note=(_("%(done)s van %(len)s uitgevoerd") % {"done": done, "len": len(found)}),
        lines=lines,
        order=20,
    )


def _decision_words(who: str, due: date | None, state: CellState, today: date) -> str:
    if due is None or state in (CellState.DONE, CellState.DONE_LATE, CellState.SKIPPED):
        return who
    late = (
        dates.lateness(due, today)
        if due < today
        else (_("tegen %(table_date)s") % {"table_date": dates.table_date(due)})
    )
    return f"{who}, {late}" if who else late


def _task_line(row: Task, slug: str, today: date) -> Line:
    state = cell_state(row.status, row.limit, row.done_on, today)
    rejected = row.status == TaskStatus.REJECTED
    note = f"afgekeurd: {row.reject_reason}" if rejected and row.reject_reason else dates.lateness(row.limit, today)
    return Line(
        title=row.title,
        url=reverse("duties-task", args=[slug, row.number]),
        note=note,
        state=STATES[state],
        on=row.limit,
    )


def _late(asked: Asked) -> AgendaPoint | None:
    late = Q(status__in=TO_DO, limit__lt=asked.today) | Q(status=TaskStatus.REJECTED)
    rows = Task.objects.filter(late, authority=asked.authority).exclude(source_kind=SOURCE).order_by("limit", "number")
    count = rows.count()
    if not count:
        return None
    lines = tuple(_task_line(row, asked.authority.slug, asked.today) for row in rows[:MOST])
    recent = rows.filter(limit__gte=asked.since).count() if asked.since else 0
    note = f"{dates.number(recent)} {asked.since_words}" if recent else dates.plural(count, "taak", "taken")
    if recent and recent < count:
        note = _("%(number)s, waarvan %(note)s") % {"number": dates.number(count), "note": note}
    return AgendaPoint(key=LATE, title=_("Achterstallige controles"), note=note, lines=lines, order=30, part="checks")


def _findings(asked: Asked) -> AgendaPoint | None:
    rows = Finding.objects.filter(authority=asked.authority, status=FindingStatus.OPEN).order_by("due", "-opened_on")
    count = rows.count()
    if not count:
        return None
    lines = tuple(
        Line(
            title=row.title,
            url=reverse("duties-findings", args=[asked.authority.slug]),
            note=(
                _("bevinding, %(get_severity_display)s, vastgesteld op %(table_date)s")
                % {"get_severity_display": row.get_severity_display(), "table_date": dates.table_date(row.opened_on)}
            ),
            state="late" if row.due and row.due < asked.today else "today",
            on=row.due,
        )
        for row in rows[:MOST]
    )
    return AgendaPoint(
        key=FINDINGS,
        title=_("Bevindingen"),
        note=(_("%(number)s open") % {"number": dates.number(count)}),
        lines=lines,
        order=35,
        part="checks",
    )


def _documents(asked: Asked) -> AgendaPoint | None:
    """Versions that wait for approval, of documents that a plain member reads once they are published."""
    circles = RIGHTS.of([kind_of(asked.body_kind).eyes]).full()
    with whole(asked.authority.pk):
        rows = list(
            Version.objects.filter(
                authority=asked.authority, status=VersionStatus.REVIEW, document__audience__in=circles
            ).select_related("document")[:MOST]
        )
    if not rows:
        return None
    lines = tuple(
        Line(
            title=(_("%(title)s, versie %(number)s") % {"title": row.document.title, "number": row.number}),
            note="goed te keuren",
            state="review",
        )
        for row in rows
    )
    note = _("%(number)s goed te keuren") % {"number": dates.number(len(lines))}
    return AgendaPoint(key=DOCUMENTS, title=_("Documenten"), note=note, lines=lines, order=50, part="texts")


def _varia(_asked: Asked) -> AgendaPoint | None:
    return AgendaPoint(key=VARIA, title=_("Varia"), order=99)


OWN: dict[str, Callable[[Asked], AgendaPoint | None]] = {
    MINUTES: _minutes,
    DECISIONS: _decisions,
    LATE: _late,
    FINDINGS: _findings,
    DOCUMENTS: _documents,
    VARIA: _varia,
}


def _ask(authority: Authority, body_kind: str, before: Any = None) -> Asked:
    return Asked(authority, body_kind, last_held(authority.pk, body_kind, before), clock.today())


def notes(meeting: Meeting) -> dict[str, str]:
    """What each point says of itself now, by its key."""
    return {one.key: one.note for one in draft(meeting.authority, meeting.body_kind, meeting.starts_at)}


def draft(authority: Authority, body_kind: str, before: Any = None) -> list[AgendaPoint]:
    """The points of an agenda out of what is open now, in order; points of other rooms come through `kernel.offers.AGENDA`."""
    asked = _ask(authority, body_kind, before)
    with _eyes(authority.pk, body_kind):
        own = [build(asked) for build in OWN.values()]
        return grouped([*(one for one in own if one is not None), *_offered(asked)])


def _offered(asked: Asked) -> list[AgendaPoint]:
    eyes = member_eyes(asked.body_kind, asked.authority.pk)
    return AGENDA.collect(eyes, asked.authority.pk, asked.body_kind, asked.since)


def _eyes(authority_id: UUID, body_kind: str) -> Any:
    return scope(member_eyes(body_kind, authority_id), [authority_id])


def live(point: Point, meeting: Meeting) -> AgendaPoint | None:
    """The point as its room tells it now; None for a point that somebody wrote himself, or that has nothing left."""
    if not point.key:
        return None
    asked = _ask(meeting.authority, meeting.body_kind, meeting.starts_at)
    if point.key in PARTS:
        found = draft(meeting.authority, meeting.body_kind, meeting.starts_at)
        return next((one for one in found if one.key == point.key), None)
    with _eyes(meeting.authority_id, meeting.body_kind):
        own = OWN.get(point.key)
        if own is not None:
            return own(asked)
        return next((one for one in _offered(asked) if f"offer:{one.key}" == point.key), None)


def lines_of(point: Point, meeting: Meeting) -> list[Line]:
    """The lines under a point: live until the meeting closes, then as they were."""
    if meeting.status in (*HELD, MeetingStatus.CANCELLED):
        return [_thawed(row) for row in point.lines]
    found = live(point, meeting)
    return list(found.lines) if found else []


def frozen(lines: list[Line]) -> list[dict[str, str]]:
    """Lines as JSON values, to keep."""
    return [
        {
            "title": line.title,
            "url": line.url,
            "note": line.note,
            "state": line.state,
            "on": line.on.isoformat() if line.on else "",
        }
        for line in lines
    ]


def _thawed(row: dict[str, str]) -> Line:
    on = date.fromisoformat(row["on"]) if row.get("on") else None
    return Line(title=row["title"], url=row["url"], note=row["note"], state=row["state"], on=on)
