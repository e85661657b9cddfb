"""What other rooms know of one year, at a moment: read with the rights of the system, counted for the authority and not for the reader.

What was answered, closed or carried out after that moment is left out where the record keeps the day. The number of decisions that
were carried out follows their tasks as they stand now.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.acceptance.models import Offer
from roeland.acceptance.queries.rounds import counts, offers
from roeland.documents.models import ReadingRequest, Version
from roeland.documents.values import OPEN_AUDIENCES, RequestStatus, VersionStatus
from roeland.governance.models import Advice, Objective, PlannedTraining, Training
from roeland.governance.values import Answer, ObjectiveStatus
from roeland.kernel import clock
from roeland.kernel.models import Authority, Row
from roeland.logs.models import Run
from roeland.logs.queries import figures as log_figures
from roeland.logs.queries import left_out
from roeland.logs.queries.runs import claim
from roeland.logs.values import ControlFact
from roeland.meetings.models import Meeting
from roeland.meetings.queries.held import held_between
from roeland.projects.models import Payment, Project
from roeland.projects.queries.money import granted_by_year
from roeland.projects.queries.portfolio import ProjectLine, lines, of_period
from roeland.projects.values import Status
from roeland.reports.queries import training
from roeland.reports.queries.plan import as_system
from roeland.reports.rooms import (
    Accepting,
    AdviceFact,
    MeetingFact,
    ObjectiveFact,
    PaymentFact,
    ProjectFact,
    RequestFact,
    Rooms,
    VersionFact,
    VisitFact,
)
from roeland.reports.values import Period
from roeland.ui import dates
from roeland.visits.models import Visit
from roeland.visits.queries.agreements import hours
from roeland.visits.values import VisitStatus

SERVICE = "security_service"
PLAN_PARTS = ("plan_general", "plan_technical")
# Circles whose titles may stand in the annex: its readers hold the reports, not every closed circle.
NAMED = OPEN_AUDIENCES | {"plan_general", "plan_technical", "reports", "annual_report"}


def of_year(authority: Authority, period: Period) -> Rooms:
    """Everything of the year. A fixed number of statements."""
    seen = clock.local(period.as_of).date()
    last = min(period.last, seen)
    with as_system(authority):
        return Rooms(
            meetings=_meetings(authority, period.first, last),
            advice=_advice(authority, period.first, last, seen),
            versions=_versions(authority, period.first, last, period),
            requests=_requests(authority, period, seen),
            projects=_projects(authority, period.year, seen),
            payments=_payments(authority, period.first, last),
            visits=_visits(authority, period.first, last),
            objectives=_objectives(authority, period.first, last),
            accepting=_accepting(authority, period),
            trainings=training.followed(authority, period.first, last),
            planned=training.planned(authority, period, seen),
            training_hours=training.agreed(authority, last),
            controls=_controls(authority, period.first, last, period.as_of),
            left_out=tuple(left_out.of_year(authority, period.first, last, period.as_of)),
            claim=_claim(authority, period.first, last, period.as_of),
            reveals=log_figures.reveals(authority, period.first, last, period.as_of),
            granted=granted_by_year(authority).get(period.year),
            bought=hours([authority.pk], period.first, period.last)[authority.pk].bought,
        )


def _meetings(authority: Authority, first: date, last: date) -> tuple[MeetingFact, ...]:
    rows = held_between(authority.pk, first, last, SERVICE) if first <= last else []
    return tuple(
        MeetingFact(row.id, row.on, row.expected, row.present, row.decisions, row.tasks, row.done) for row in rows
    )


def _advice(authority: Authority, first: date, last: date, seen: date) -> tuple[AdviceFact, ...]:
    rows = Advice.objects.filter(authority=authority, given_on__range=(first, last)).order_by("number")
    return tuple(_one_advice(row, answered=bool(row.answered_on and row.answered_on <= seen)) for row in rows)


def _one_advice(row: Advice, *, answered: bool) -> AdviceFact:
    assert row.given_on is not None
    return AdviceFact(
        id=row.pk,
        number=row.number,
        title=row.title,
        to=row.addressee,
        given_on=row.given_on,
        due=row.due,
        answer=row.answer if answered else "",
        label=Answer(row.answer).label if answered else _("wacht op antwoord"),
        reason=row.answer_reason if answered else "",
        answered_on=row.answered_on if answered else None,
    )


def _versions(authority: Authority, first: date, last: date, period: Period) -> tuple[VersionFact, ...]:
    rows = Version.objects.filter(authority=authority, approved_on__range=(first, last)).exclude(
        status=VersionStatus.DROPPED
    )
    rows = rows.select_related("document").defer("text", "content", "document__template_text")
    return tuple(
        VersionFact(
            id=row.pk,
            number=row.document.number,
            title=row.document.title,
            kind=row.document.get_kind_display(),
            version=row.number,
            approved_on=row.approved_on,
            published=row.published_at is not None and row.published_at <= period.as_of,
            plan=row.audience in PLAN_PARTS and row.document.kind == "plan",
            named=row.audience in NAMED,
        )
        for row in rows.order_by("approved_on", "document__number", "major", "minor")
        if row.approved_on is not None
    )


def _requests(authority: Authority, period: Period, seen: date) -> tuple[RequestFact, ...]:
    start, end = clock.at_local(period.first), clock.at_local(date(period.year + 1, 1, 1))
    rows = ReadingRequest.objects.filter(
        authority=authority, asked_at__gte=start, asked_at__lt=end, asked_at__lte=period.as_of
    ).exclude(status=RequestStatus.WITHDRAWN)
    return tuple(_one_request(row, seen) for row in rows.order_by("asked_at"))


def _one_request(row: ReadingRequest, seen: date) -> RequestFact:
    day = clock.local(row.decided_at).date() if row.decided_at else None
    answered = day if day is not None and day <= seen else None
    status = RequestStatus(row.status) if answered else RequestStatus.ASKED
    return RequestFact(
        id=row.pk,
        number=row.number,
        asked_on=clock.local(row.asked_at).date(),
        answered_on=answered,
        label=status.label,
        granted=status in {RequestStatus.GRANTED, RequestStatus.PARTLY},
        refused=status == RequestStatus.REFUSED,
        in_time=answered is not None and answered <= row.answer_by,
    )


def _projects(authority: Authority, year: int, seen: date) -> tuple[ProjectFact, ...]:
    """Decided projects only: an idea that nobody approved is no project of the year yet."""
    found = lines(of_period(authority.pk, date(year, 1, 1), date(year, 12, 31)), money_in=[authority.pk])
    return tuple(_one_project(line, year, seen) for line in found if line.project.approved_on)


def _one_project(line: ProjectLine, year: int, seen: date) -> ProjectFact:
    row = line.project
    ended = row.ended_on if row.ended_on and row.ended_on <= seen else None
    zero = Decimal(0)
    return ProjectFact(
        id=row.pk,
        number=row.number,
        title=row.title,
        status=Status(row.status).label,
        late=bool(line.late(min(date(year, 12, 31), seen))),
        finished=row.status == Status.DONE and ended is not None and ended.year == year,
        granted=line.budget or zero,
        planned=line.planned or zero,
        spent=line.spent or zero,
    )


def _payments(authority: Authority, first: date, last: date) -> tuple[PaymentFact, ...]:
    rows = Payment.objects.filter(authority=authority, paid_on__range=(first, last), struck="").order_by("paid_on")
    return tuple(PaymentFact(row.pk, row.title, row.paid_on, row.amount) for row in rows)


def _visits(authority: Authority, first: date, last: date) -> tuple[VisitFact, ...]:
    rows = Visit.objects.filter(authority=authority, status=VisitStatus.CLOSED, planned_on__range=(first, last))
    found = rows.order_by("planned_on").values_list("pk", "planned_on", "minutes")
    return tuple(VisitFact(pk, on, minutes) for pk, on, minutes in found)


def _objectives(authority: Authority, first: date, last: date) -> tuple[ObjectiveFact, ...]:
    rows = Objective.objects.filter(authority=authority, set_on__lte=last).order_by("due", "title")
    found = []
    for row in rows:
        closed = row.closed_on if row.closed_on and row.closed_on <= last else None
        if closed is None or closed >= first:
            status = ObjectiveStatus(row.status) if closed else ObjectiveStatus.RUNNING
            reached = status == ObjectiveStatus.REACHED
            found.append(ObjectiveFact(row.pk, row.title, row.target, row.due, status.label, reached))
    return tuple(found)


def _accepting(authority: Authority, period: Period) -> tuple[Accepting, ...]:
    """Rounds that began in the year; who accepted follows the round as it stands now."""
    start, end = clock.at_local(period.first), clock.at_local(date(period.year + 1, 1, 1))
    rows = list(offers([authority.pk]).filter(made_at__gte=start, made_at__lt=end, made_at__lte=period.as_of))
    sums = counts(rows)
    return tuple(
        Accepting(
            id=row.pk,
            title=f"{row.document.number} {row.document.title}" if row.audience in NAMED else "",
            on=clock.local(row.made_at).date(),
            asked=sums[row.pk].asked,
            accepted=sums[row.pk].accepted,
        )
        for row in sorted(rows, key=lambda row: (row.made_at, row.pk))
    )


def _controls(authority: Authority, first: date, last: date, as_of: datetime) -> tuple[ControlFact, ...]:
    return tuple(log_figures.of_year(authority, first, last, as_of))


def _claim(authority: Authority, first: date, last: date, as_of: datetime) -> tuple[int, int, int]:
    found = log_figures.coarse(claim(authority, last, since=first, as_of=as_of))
    return found.checked, found.wrong, found.one_in


def _version(row: Version) -> str:
    return _("%(title)s, versie %(number)s") % {"title": row.document.title, "number": row.number}


def _round(row: Offer) -> str:
    return _("Leesronde van %(day)s") % {"day": dates.table_date(clock.local(row.made_at).date())}


# What stands behind a figure, by the first word of its key: the table, and title and day as they may be shown.
Shown = Callable[[Any], tuple[str, date]]
KINDS: dict[str, tuple[type[Row], Shown]] = {
    "meetings": (Meeting, lambda row: (row.body_name, clock.local(row.starts_at).date())),
    "decisions": (Meeting, lambda row: (row.body_name, clock.local(row.starts_at).date())),
    "advice": (Advice, lambda row: (row.number, row.given_on)),
    "acceptance": (
        Offer,
        lambda row: (_round(row), clock.local(row.made_at).date()),
    ),
    "versions": (Version, lambda row: (_version(row), row.approved_on)),
    "plan": (Version, lambda row: (_version(row), row.approved_on)),
    "objectives": (Objective, lambda row: (row.title, row.due)),
    "requests": (ReadingRequest, lambda row: (row.number, clock.local(row.asked_at).date())),
    "projects": (Project, lambda row: (f"{row.number} {row.title}", row.proposed_on)),
    "money": (Payment, lambda row: (row.title, row.paid_on)),
    "controls": (Run, lambda row: (_("Logcontrole"), row.month)),
    "trainings": (Training, lambda row: (row.title, row.day)),
    "planned": (PlannedTraining, lambda row: (row.title, row.due)),
    "visits": (Visit, lambda row: (_("Bezoek"), row.planned_on)),
}


def visible(key: str, ids: list[UUID]) -> list[tuple[str, date]]:
    """Of the records behind a figure those that the reader in scope may see, by day; empty for a figure over tasks or findings."""
    if key.partition("-")[0] not in KINDS:
        return []
    model, shown = KINDS[key.partition("-")[0]]
    rows: QuerySet[Any] = model.objects.filter(pk__in=ids)
    if model is Version:
        rows = rows.select_related("document")
    return sorted((shown(row) for row in rows), key=lambda pair: pair[1])
