"""What the page of a meeting shows, out of rows: agenda, the point that is up, decisions, attendance, papers, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.offers import Line
from roeland.kernel.rights import Permission
from roeland.meetings import queries
from roeland.meetings.models import Decision, Meeting, Paper, Point
from roeland.meetings.queries.agenda import MINUTES, STATES
from roeland.meetings.rules import P, may_change, may_correct, may_write
from roeland.meetings.values import COMING, HELD, MeetingStatus, PointStatus
from roeland.meetings.web.common import meeting_url
from roeland.meetings.web.forms import DecisionForm
from roeland.meetings.web.tables import status_of
from roeland.people.pages import persons_of
from roeland.ui import dates
from roeland.ui.components import State, Verb

POINT_STATES = {PointStatus.DONE: State.DONE, PointStatus.BUSY: State.TODAY, PointStatus.OPEN: State.PLANNED}


@dataclass(frozen=True)
class Entry:
    """A point in the list beside: its number, state and where it leads."""

    number: int
    point: Point
    url: str
    state: State
    word: str
    current: bool


@dataclass(frozen=True)
class Shown:
    """A line under a point with its shape."""

    line: Line
    state: State | None


@dataclass(frozen=True)
class DecisionShown:
    """A decision with its shape, who, and the task where it is done."""

    row: Decision
    state: State
    aside: str
    url: str


def may(request: Request, meeting: Meeting, permission: Permission) -> bool:
    """Whether the reader may do this with the meeting."""
    return queries.may_do(request.actor, meeting, permission)


def entries(meeting: Meeting, points: list[Point], current: Point | None) -> list[Entry]:
    """The agenda as it stands beside the point that is up."""
    found = []
    now = queries.notes(meeting) if meeting.status in COMING else {}
    for number, point in enumerate(points, start=1):
        point.note = (
            now.get(point.key.removeprefix("offer:"), point.note) if point.key else point.note
        )  # as begin will write it down
        status = PointStatus(point.status)
        chosen = current is not None and point.pk == current.pk
        found.append(Entry(number, point, meeting_url(meeting, number), POINT_STATES[status], status.label, chosen))
    return found


def chosen(request: Request, points: list[Point], number: int = 0) -> Point | None:
    """The point with this number, else the one that the address names, else the one that is up, else the first."""
    asked = str(number) if number else request.GET.get("punt", "")
    if asked.isdigit() and 0 < int(asked) <= len(points):
        return points[int(asked) - 1]
    busy = next((point for point in points if point.status == PointStatus.BUSY), None)
    return busy or next(iter(points), None)


def lines(point: Point, meeting: Meeting) -> list[Shown]:
    """The lines under a point, each with its shape."""
    known = {state.value: state for state in State}
    return [Shown(line, known.get(line.state)) for line in queries.lines_of(point, meeting)]


def decisions(point: Point) -> list[DecisionShown]:
    """The decisions at a point with what became of them."""
    rows = Decision.objects.filter(point=point).select_related("person").order_by("number")
    shapes = {state.value: state for state in State}
    found = []
    for line in queries.decision_lines(rows, clock.today()):
        due = (
            (_("tegen %(table_date)s") % {"table_date": dates.table_date(line.decision.due)})
            if line.decision.due and not line.done
            else ""
        )
        url = reverse("duties-task", args=[line.slug, line.number]) if line.number else ""
        aside = ", ".join(part for part in (line.words, due) if part)
        found.append(DecisionShown(line.decision, shapes[STATES[line.state]], aside, url))
    return found


def lede(meeting: Meeting, present: int, expected: int) -> str:
    """The sentence under the title."""
    there = _("%(number)s van %(number2)s aanwezig") % {
        "number": dates.number(present),
        "number2": dates.number(expected),
    }
    moment = (
        f"{dates.capital(dates.sentence_date(meeting.starts_at, year=False))} om {dates.clock_time(meeting.starts_at)}"
    )
    where = f", {meeting.place}" if meeting.place else ", online"
    words = {
        MeetingStatus.DRAFT: (
            _("%(moment)s%(where)s. Nog niemand is uitgenodigd.") % {"moment": moment, "where": where}
        ),
        MeetingStatus.INVITED: (
            _("%(moment)s%(where)s. %(number)s uitgenodigd.")
            % {"moment": moment, "where": where, "number": dates.number(expected)}
        ),
        MeetingStatus.RUNNING: (
            _("Bezig sinds %(clock_time)s.") % {"clock_time": dates.clock_time(meeting.opened_at or meeting.starts_at)}
        ),
        MeetingStatus.CLOSED: (
            _("%(capital)s. Het verslag is een ontwerp tot een volgende vergadering het goedkeurt.")
            % {"capital": dates.capital(there)}
        ),
        MeetingStatus.APPROVED: (
            _("%(capital)s. Het verslag is goedgekeurd, er verandert niets meer aan.")
            % {"capital": dates.capital(there)}
        ),
        MeetingStatus.CANCELLED: f"Afgelast: {meeting.cancel_reason}",
    }[MeetingStatus(meeting.status)]
    return f"{words} {_gap(meeting)}".strip() if meeting.status not in (*HELD, MeetingStatus.CANCELLED) else words


def _gap(meeting: Meeting) -> str:
    """*De vorige was op 28 mei: 182 van ten hoogste 184 dagen.*"""
    former = queries.last_held(meeting.authority_id, meeting.body_kind, meeting.starts_at)
    if former is None:
        return ""
    day = clock.local(meeting.starts_at).date()
    last = clock.local(former.starts_at).date()
    most = next(
        (
            one.gap.most_days
            for one in queries.standing([meeting.authority_id], day)
            if one.body_kind == meeting.body_kind
        ),
        None,
    )
    between = (day - last).days
    days = (_(": %(between)s van ten hoogste %(most)s dagen") % {"between": between, "most": most}) if most else ""
    if most and between > most:
        days = _(", %(between)s dagen ertussen. Ten hoogste %(most)s is de afspraak") % {
            "between": between,
            "most": most,
        }
    return _("De vorige was op %(sentence_date)s%(days)s.") % {
        "sentence_date": dates.sentence_date(last, weekday=False, year=False),
        "days": days,
    }


def verbs(request: Request, meeting: Meeting) -> list[Verb]:
    """The buttons in the head: what can be done now by this reader; at most one is filled."""
    args = [meeting.authority.slug, meeting.pk]

    def to(name: str) -> str:
        return reverse(name, args=args)

    convenes, runs = may(request, meeting, P.CONVENE), may(request, meeting, P.RUN)
    status, found = meeting.status, []
    if status == MeetingStatus.DRAFT and convenes:
        found.append(Verb(_("Uitnodigen"), to("meetings-announce"), post=True, primary=True))
    if status in (MeetingStatus.DRAFT, MeetingStatus.INVITED) and runs:
        found.append(
            Verb(_("Vergadering beginnen"), to("meetings-begin"), post=True, primary=status == MeetingStatus.INVITED)
        )
    if status == MeetingStatus.RUNNING:
        found.append(Verb(_("Op het scherm tonen"), to("meetings-screen")))
        if runs:
            found.append(Verb(_("Vergadering sluiten"), to("meetings-close"), primary=True))
    if may_correct(status) and may(request, meeting, P.CORRECT):
        found.append(Verb(_("Opmerking noteren"), to("meetings-correct")))
    if status == MeetingStatus.CLOSED and may(request, meeting, P.APPROVE):
        found.append(Verb(_("Verslag goedkeuren"), to("meetings-approve"), primary=True))
    return found


def ways(request: Request, meeting: Meeting) -> list[tuple[str, str]]:
    """The quiet links under attendance and agenda: rare things that prepare a meeting."""
    if meeting.status not in (MeetingStatus.DRAFT, MeetingStatus.INVITED) or not may(request, meeting, P.CONVENE):
        return []
    args = [meeting.authority.slug, meeting.pk]
    return [
        (_("Datum of plaats wijzigen"), reverse("meetings-change", args=args)),
        (_("Vergadering afgelasten"), reverse("meetings-cancel", args=args)),
    ]


def writing_along(request: Request, meeting: Meeting, points: list[Point], current: Point | None = None) -> str:
    """*Koen De Smet schrijft mee in punt 4.*"""
    if meeting.status != MeetingStatus.RUNNING:
        return ""
    numbers = {point.pk: number for number, point in enumerate(points, start=1)}
    found = queries.writers(meeting, request.actor, clock.now())
    here = current.pk if current else None
    where = {
        pk: "dit punt" if pk == here else (_("punt %(number)s") % {"number": number}) for pk, number in numbers.items()
    }
    return " ".join(
        (_("%(name)s schrijft mee in %(pk)s.") % {"name": name, "pk": where[point.pk]}) for name, point in found[:3]
    )


def former(request: Request, meeting: Meeting, point: Point | None) -> tuple[Meeting, str] | None:
    """At the point of the former minutes: the report that waits for approval, and where this meeting approves it."""
    if point is None or point.key != MINUTES or meeting.status != MeetingStatus.RUNNING:
        return None
    found = queries.to_approve(meeting)
    if found is None or not may(request, meeting, P.APPROVE):
        return None
    return found, f"{reverse('meetings-approve', args=[meeting.authority.slug, found.pk])}?in={meeting.pk}"


def paper_links(meeting: Meeting, rows: list[Paper]) -> list[tuple[Paper, str]]:
    """Papers with the address that leads to them."""
    return [(row, reverse("meetings-paper", args=[meeting.authority.slug, meeting.pk, row.pk])) for row in rows]


def decision_form(meeting: Meeting, data: Any = None) -> DecisionForm:
    """The form of a decision, with who sits in the body first."""
    day = clock.today()
    members = [row.person_id for row in queries.attendances(meeting) if row.member]
    return DecisionForm(data, persons=persons_of(meeting.authority, day), members=members)


def whole_page(request: Request, meeting: Meeting, number: int = 0, **more: Any) -> dict[str, Any]:
    """Everything on the page of a meeting."""
    points = queries.points(meeting)
    current = chosen(request, points, number)
    people = queries.attendances(meeting)
    present = sum(row.there for row in people)
    changes = bool(may_change(meeting.status))
    runs = changes and may(request, meeting, P.RUN)
    writes = bool(may_write(meeting.status)) and may(request, meeting, P.WRITE)
    context: dict[str, Any] = {
        "meeting": meeting,
        "status": status_of(meeting),
        "lede": lede(meeting, present, len(people)),
        "verbs": verbs(request, meeting),
        "ways": ways(request, meeting),
        "entries": entries(meeting, points, current),
        "point": current,
        "number": points.index(current) + 1 if current else 0,
        "people": people,
        "present": present,
        "runs": runs,
        "writes": writes,
        "begun": meeting.status not in (MeetingStatus.DRAFT, MeetingStatus.INVITED, MeetingStatus.CANCELLED),
        "running": meeting.status == MeetingStatus.RUNNING,
        "papers": paper_links(meeting, queries.papers(meeting)),
        "corrections": queries.corrections(meeting),
        "along": writing_along(request, meeting, points, current),
        "former": former(request, meeting, current),
        "invites": changes and may(request, meeting, P.CONVENE),
        "pdf_label": _("Agenda als PDF") if meeting.status in COMING else _("Verslag als PDF"),
    }
    if current is not None:
        current.meeting = meeting
        context |= {"lines": lines(current, meeting), "decisions": decisions(current)}
    return context | more
