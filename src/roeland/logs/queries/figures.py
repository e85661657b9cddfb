"""Figures of controls without persons: one month, a year. No group under five is ever told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs.models import Case, Opening, Question, Reveal, Run
from roeland.logs.queries.rules import live
from roeland.logs.queries.runs import Claim, claim
from roeland.logs.queries.sight import whole
from roeland.logs.values import CaseState, Kind, RunState, Scope
from roeland.ui import dates

SMALLEST = 5
MONTHS = 12


@dataclass(frozen=True)
class Group:
    """A line of a breakdown."""

    name: str
    count: int


@dataclass(frozen=True)
class Month:
    """The control of one month as figures. `missing`: days without any consultation; `lacked`: sources that were not there."""

    month: date
    state: str
    scope: str
    events: int
    explained: int
    by_rule: tuple[Group, ...]
    cases: int
    outcomes: tuple[Group, ...]
    cut: int
    asked: int
    answered: int
    late: int
    escalated: int
    opened: int
    reveals: int
    sampled: int
    checked: int
    wrong: int
    claim: Claim
    missing: int
    lacked: tuple[str, ...]
    by_hand: bool
    rules_version: str
    minutes: int | None

    @property
    def unexplained(self) -> int:
        return self.events - self.explained


@dataclass(frozen=True)
class Year:
    """What the controls of the months of a year add up to, closed at most at a moment."""

    months: tuple[UUID, ...] = ()
    full: int = 0
    limited: int = 0
    events: int = 0
    explained: int = 0
    cases: int = 0
    justified: int = 0
    incidents: int = 0
    cut: int = 0
    asked: int = 0
    late: int = 0
    reveals: int = 0
    claim: Claim = field(default_factory=lambda: Claim(0, 0, 0))

    @property
    def closed(self) -> int:
        return len(self.months)


def merged(groups: Iterable[Group], rest: str, smallest: int = SMALLEST) -> tuple[Group, ...]:
    """Groups without any under `smallest`, largest first: the small ones go together as `rest`, and take the next one along when even
    together they are too small, so that nothing follows from a total. Nothing when all of them together are too small. Pure."""
    ordered = sorted((group for group in groups if group.count), key=lambda group: (-group.count, group.name))
    small: list[Group] = []
    while ordered and (ordered[-1].count < smallest or (small and sum(one.count for one in small) < smallest)):
        small.append(ordered.pop())
    if not small:
        return tuple(ordered)
    together = Group(rest, sum(one.count for one in small))
    return (*ordered, together) if together.count >= smallest else tuple(ordered)


def few(count: int) -> str:
    """A count of people's doings as a report says it: *geen*, *minder dan 5*, *12*."""
    if not count:
        return _("geen")
    return dates.number(count) if count >= SMALLEST else _("minder dan %(n)s") % {"n": SMALLEST}


def month(run: Run) -> Month:
    """The figures of one control that the reader may see. Reads past his rights, and gives no row. At most seven statements."""
    with whole(run.authority_id):
        authority = Authority.objects.get(pk=run.authority_id)
        states = dict(Case.objects.filter(run=run).values_list("state").annotate(n=Count("pk")).order_by())
        asked = _asked(Q(case__run=run))
        reveals = Reveal.objects.filter(case__run=run).exclude(shown_at=None).count()
        opened = Opening.objects.filter(case__run=run).count()
        sample: dict[str, Any] = run.summary.get("sample", {})
        shown = claim(authority, run.month)
    return Month(
        month=run.month,
        state=RunState(run.state).label,
        scope=Scope(run.scope).label if run.state == RunState.CLOSED else "",
        events=run.events,
        explained=run.explained,
        by_rule=_by_rule(authority, run),
        cases=run.cases,
        outcomes=merged((Group(CaseState(state).label, n) for state, n in states.items()), _("andere")),
        cut=run.cut,
        sampled=run.sampled,
        checked=int(sample.get("checked", 0)),
        wrong=int(sample.get("wrong", 0)),
        claim=shown,
        reveals=reveals,
        opened=opened,
        missing=len(run.summary.get("missing_days", [])),
        lacked=tuple(Kind(kind).label for kind in run.lacked),
        by_hand=bool(run.summary.get("by_hand")),
        rules_version=run.rules_version,
        minutes=run.spent,
        **asked,
    )


def _asked(which: Q) -> dict[str, int]:
    today = clock.today()
    late = Q(answered_at__date__gt=F("due")) | Q(answered_at=None, due__lt=today)
    found = Question.objects.filter(which).aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        late=Count("pk", filter=late),
        escalated=Count("pk", filter=Q(escalated_at__isnull=False)),
    )
    return {name: int(found[name]) for name in ("asked", "answered", "late", "escalated")}


def _by_rule(authority: Authority, run: Run) -> tuple[Group, ...]:
    known = {rule.id: rule.sentence.rstrip(".") for rule in live(authority).explanations}
    counts: dict[str, int] = run.summary.get("explanations", {})
    return merged((Group(known.get(rule, rule), int(n)) for rule, n in counts.items()), _("Andere redenen"))


def of_year(authority: Authority, first: date, last: date) -> Year:
    """The closed controls of the months from `first` to `last`; what was closed after `last` counts not. Reads with the rights it is in."""
    rows: Sequence[Run] = list(
        Run.objects.filter(
            authority=authority, state=RunState.CLOSED, month__range=(first, last), closed_at__date__lte=last
        ).order_by("month")
    )
    if not rows:
        return Year()
    ids = [row.pk for row in rows]
    states = dict(Case.objects.filter(run__in=ids).values_list("state").annotate(n=Count("pk")).order_by())
    asked = _asked(Q(case__run__in=ids))
    return Year(
        months=tuple(ids),
        full=sum(row.scope == Scope.FULL for row in rows),
        limited=sum(row.scope == Scope.LIMITED for row in rows),
        events=sum(row.events for row in rows),
        explained=sum(row.explained for row in rows),
        cases=sum(row.cases for row in rows),
        justified=states.get(CaseState.JUSTIFIED, 0),
        incidents=states.get(CaseState.INCIDENT, 0),
        cut=sum(row.cut for row in rows),
        asked=asked["asked"],
        late=asked["late"],
        reveals=Reveal.objects.filter(case__run__in=ids).exclude(shown_at=None).count(),
        claim=claim(authority, rows[-1].month),
    )
