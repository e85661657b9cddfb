"""Reads of controls: one, those of an authority, what the sample shows, until when each source goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.logs import store
from roeland.logs.effort import one_in
from roeland.logs.models import Conditions, Delivery, LeftOut, Run, SampleItem
from roeland.logs.queries import terms
from roeland.logs.queries.conditions import counts, lacking
from roeland.logs.values import COUNTS, Kind, RunState, SampleVerdict
from roeland.people.actors import holders_in, in_service, on_day
from roeland.people.models import Mandate
from roeland.ui import dates

LEFT_OUT = "left-out"  # of a month that nobody will control, among states of controls
ON_PAPER = "on-paper"  # of one whose sample from paper is not closed yet
MONTHS = 12  # over which the claim goes
JUDGES = (
    "deputy_security_officer",
    "security_officer",
)  # in this order, besides the one whose own consultations they are
THEN = ("dpo",)

SAMPLED = {
    "drawn": Count("pk"),
    "checked": Count("pk", filter=~Q(verdict="")),
    "wrong": Count("pk", filter=Q(verdict=SampleVerdict.WRONG)),
}


@dataclass(frozen=True)
class Claim:
    """What the samples of the last twelve closed controls show: `one_in` N with 95 % confidence, 0 when they show nothing."""

    checked: int
    wrong: int
    one_in: int


def of_month(authority: Authority, month: date, *, by_hand: bool | None = None) -> Run | None:
    """The control of a month, when there is one in sight: that of its file before the one from paper, or only the one that is asked."""
    both = Run.objects.filter(authority=authority, month=month.replace(day=1))
    other = both.exclude(pk=OuterRef("pk")).order_by().values("state")
    rows = both.select_related("authority", "started_by", "closed_by").annotate(other_state=Subquery(other[:1]))
    rows = rows if by_hand is None else rows.filter(by_hand=by_hand)
    found: Run | None = rows.order_by("by_hand").first()
    return found


def counting(closed: Iterable[Run]) -> list[Run]:
    """Of closed controls those that count in figures, in the same order: no month twice. A sample from paper counts until the control of
    the file of that month is closed; then it stays as evidence only. Pure."""
    rows = list(closed)
    by_file = {(row.authority_id, row.month) for row in rows if not row.by_hand}
    return [row for row in rows if not row.by_hand or (row.authority_id, row.month) not in by_file]


def listed(authority_ids: Collection[UUID]) -> QuerySet[Run]:
    """All controls in sight, the newest month first."""
    rows: QuerySet[Run] = Run.objects.filter(authority__in=authority_ids)
    return rows.select_related("authority", "started_by", "closed_by").order_by("-month", "authority__name", "by_hand")


def claim(authority: Authority, until: date, *, since: date | None = None, as_of: datetime | None = None) -> Claim:
    """Over the last twelve controls of a file up to a month (and from `since` on) that are closed, or were at `as_of`. One statement; figures only,
    so who reads the summary may know them."""
    rows = Run.objects.filter(authority=authority, state=RunState.CLOSED, month__lte=until, by_hand=False)
    rows = rows.order_by("-month")
    rows = rows.filter(month__gte=since) if since else rows
    rows = rows.filter(closed_at__lte=as_of) if as_of else rows
    sums = [row.summary.get("sample", {}) for row in rows[:MONTHS]]
    checked, wrong = (sum(int(one.get(name, 0)) for one in sums) for name in ("checked", "wrong"))
    return Claim(checked, wrong, one_in(checked, wrong) if checked else 0)


def sample_counts(run: Run) -> tuple[int, int, int]:
    """(drawn, checked, wrong) of one control. One statement."""
    found = SampleItem.objects.filter(run=run).aggregate(**SAMPLED)
    return found["drawn"], found["checked"], found["wrong"]


def other_judge(actor: Actor, authority: Authority) -> str:
    """Who judges what is about the actor himself: the first other one by mandate; empty when there is nobody. One statement."""
    day, roles = clock.today(), (*JUDGES, *THEN)
    rows = Mandate.objects.filter(on_day(day) & in_service(day, "person__"), authority=authority, role__in=roles)
    found = list(rows.exclude(person__in=actor.person_ids).select_related("person").order_by("start", "pk"))
    return str(min(found, key=lambda one: roles.index(one.role)).person) if found else ""


def last_days(authority: Authority) -> dict[Kind, date]:
    """Per kind of source the last day that its files hold. One statement."""
    rows = (
        Delivery.objects.filter(authority=authority, state__in=COUNTS)
        .values("source__kind")
        .annotate(last=Max("last_on"))
    )
    return {Kind(row["source__kind"]): row["last"] for row in rows if row["last"]}


def states(authority: Authority) -> dict[date, str]:
    """The state of the control of each month that has one, and that it was left out (LEFT_OUT). Of one from paper it is ON_PAPER, and once it is
    closed and there is a file of that month empty: the control of the file may begin. One statement."""
    left = LeftOut.objects.filter(authority=authority, withdrawn_at=None).order_by()
    months = left.values_list("month", Value(False), Value(LEFT_OUT))
    made = Run.objects.filter(authority=authority).order_by().values_list("month", "by_hand", "state")
    rows = list(made.union(months, all=True))
    found = {month: ON_PAPER if state == RunState.OPEN else state for month, by_hand, state in rows if by_hand}
    over = [month for month, state in found.items() if state == RunState.CLOSED]
    there = {day.replace(day=1) for day in store.days(authority.pk)} if over else set()
    for month in over:
        if month in there:
            found[month] = ""
    return found | {month: state for month, by_hand, state in rows if not by_hand}


@dataclass(frozen=True)
class Choice:
    """The months that are over, newest first: those of which a control can begin or be looked at again, and why not of the others. What is
    closed is in neither. `known`: of `states`."""

    months: list[date]
    others: dict[date, str]
    known: dict[date, str]


def choice(authority: Authority, today: date) -> Choice:
    """What the months of themselves say, as `start_run` asks it; what lacks for every month alike (conditions, rules) is said beside it. Two
    statements."""
    row, known = counts(authority.pk), states(authority)
    there = {day.replace(day=1) for day in store.days(authority.pk)}
    months = [one for one in terms.months_before(today) if known.get(one) != RunState.CLOSED]
    why = {one: _why_not(one, row, known.get(one), there=one in there) for one in months}
    return Choice([one for one in months if not why[one]], {one: words for one, words in why.items() if words}, known)


def _why_not(month: date, row: Conditions | None, state: str | None, *, there: bool) -> str:
    if state == LEFT_OUT:
        return _("staat als niet nagekeken")
    if row and row.valid_from and month < row.valid_from:
        day = dates.sentence_date(row.valid_from, weekday=False)
        return _("voor %(day)s, de eerste dag die gecontroleerd wordt") % {"day": day}
    if row and row.retention_months and month < terms.months_back(clock.today(), row.retention_months):
        return _("de bewaartermijn is voorbij")
    if state == ON_PAPER:
        return _("sluit eerst de steekproef op papier af")
    return "" if there else _("er is geen logbestand")


def months_on_paper(authority: Authority, today: date) -> list[date]:
    """The months of which `enter_paper_run` takes a sample, newest first: over, told to staff, in their term, without a control, without
    consultations and not left out. Two statements."""
    row = counts(authority.pk)
    if row is None or lacking(row):
        return []
    since = max(row.valid_from or today, terms.months_back(today, row.retention_months or 0))
    known = {*states(authority), *(day.replace(day=1) for day in store.days(authority.pk))}
    return [month for month in terms.months_before(today) if month >= since and month not in known]


def reviewers(authority: Authority, today: date) -> tuple[list[UUID], list[UUID]]:
    """(persons who may run a control, persons who judge what is about those): the deputy first, then the officer, then the DPO."""
    held = holders_in([authority.pk], today, {*JUDGES, *THEN})
    running = [one.person_id for role in JUDGES for one in held if one.role == role]
    other = [one.person_id for role in (*JUDGES, *THEN) for one in held if one.role == role]
    return list(dict.fromkeys(running)), list(dict.fromkeys(other))


def reviewer_for(
    persons: Collection[UUID], starter: UUID | None, running: list[UUID], other: list[UUID]
) -> UUID | None:
    """Who judges instead of whoever runs the control, when it is about one of those: the first other one. Pure."""
    if not any(one == starter or one in running for one in persons):
        return None
    return next((one for one in other if one not in persons), None)
