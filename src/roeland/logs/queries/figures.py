"""Figures of controls without persons: one month, a year. No group under five is ever told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs.effort import one_in
from roeland.logs.models import Case, Opening, Question, Reveal, Run
from roeland.logs.queries import after_closing
from roeland.logs.queries.cases import unseen
from roeland.logs.queries.rules import used_by
from roeland.logs.queries.runs import Claim, claim, counting, sample_counts
from roeland.logs.queries.sight import whole
from roeland.logs.values import CaseState, ControlFact, Kind, RunState, Scope
from roeland.scrutiny.rulebook import Rulebook
from roeland.ui import dates

SMALLEST = 5
ROUGH = 1000  # consultations from which a share in whole percents leaves twice as many counts open as are never told


@dataclass(frozen=True)
class Group:
    """A line of a breakdown."""

    name: str
    count: int


@dataclass(frozen=True)
class Month:
    """The control of one month as figures. `cut`: as it was when the control was closed; `missing`: days without any consultation; `lacked`: sources that were not there."""

    month: date
    state: str
    scope: str
    events: int
    explained: int
    by_decision: int
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
    rules_there: bool
    minutes: int | None
    after: int  # consultations that came when it was closed

    @property
    def off_record(self) -> int:
        """What nothing on record explains: what decisions of this control explain, and the rest."""
        return self.events - self.explained

    @property
    def unexplained(self) -> int:
        return self.off_record - self.by_decision


def merged(groups: Iterable[Group], rest: str, smallest: int = SMALLEST) -> tuple[Group, ...]:
    """Groups without any under `smallest`, largest first: the small ones go together as `rest`, and take the next one along when even
    together they are too small, so that nothing follows from a total. Nothing when only they are left: that is the total. Pure."""
    ordered = sorted((group for group in groups if group.count), key=lambda group: (-group.count, group.name))
    small: list[Group] = []
    while ordered and (ordered[-1].count < smallest or (small and sum(one.count for one in small) < smallest)):
        small.append(ordered.pop())
    if not small:
        return tuple(ordered)
    if not ordered:
        return ()
    together = Group(rest, sum(one.count for one in small))
    return (*ordered, together) if together.count >= smallest else tuple(ordered)


def few(count: int) -> str:
    """A count of people's doings as a report says it: *geen*, *minder dan 5*, *12*."""
    if not count:
        return _("geen")
    return dates.number(count) if count >= SMALLEST else _("minder dan %(n)s") % {"n": SMALLEST}


def told(count: int) -> int | None:
    """The same as a number: None for a count that is not told."""
    return None if 0 < count < SMALLEST else count


def coarse(exact: Claim) -> Claim:
    """What samples show, for who reads figures only: faults down to a multiple of five (1 for one to four), and the claim that the most faults of
    that step would give. The claim of the very number would tell it, and so would two exact numbers of months after each other. Pure."""
    if not exact.wrong:
        return exact
    step = exact.wrong // SMALLEST * SMALLEST
    most = min(step + SMALLEST - 1, exact.checked)
    return Claim(exact.checked, step or 1, one_in(exact.checked, most))


def faults(found: Claim) -> str:
    """The faults of a coarse claim: *geen*, *minder dan 5*, *5 tot 9*."""
    if found.wrong < SMALLEST:
        return few(found.wrong)
    return _("%(first)s tot %(last)s") % {
        "first": dates.number(found.wrong),
        "last": dates.number(found.wrong + SMALLEST - 1),
    }


def rough_share(explained: int, events: int) -> str:
    """How many have a registered reason, before *daarvan*: whole percents where no count under five follows from them, else in words. Pure."""
    left = events - explained
    if not left or not explained:
        return _("alle") if events and not left else _("geen enkele")
    if left < SMALLEST:
        return _("bijna alle")
    if events >= ROUGH and explained >= SMALLEST:
        share = round(explained / events, 2)
        return dates.percent(share) if 0 < share < 1 else _("bijna alle") if share else _("bijna geen")
    return _("de meeste") if explained > left else _("hoogstens de helft")


def month(run: Run) -> Month:
    """The figures of one control that the reader may see. Reads past his rights, and gives no row. At most ten statements."""
    with whole(run.authority_id):
        authority = Authority.objects.get(pk=run.authority_id)
        states = dict(Case.objects.filter(run=run).values_list("state").annotate(n=Count("pk")).order_by())
        asked = _asked(Q(case__run=run))
        reveals = Reveal.objects.filter(case__run=run).exclude(shown_at=None).count()
        opened = Opening.objects.filter(case__run=run).count()
        closed: dict[str, Any] = run.summary.get("sample", {})
        checked, wrong = int(closed.get("checked", 0)), int(closed.get("wrong", 0))
        if run.state == RunState.OPEN:
            _drawn, checked, wrong = sample_counts(run)
        shown = coarse(claim(authority, run.month))
        after = after_closing.counted([run])[run.pk]
        rules = used_by([run])[run.pk]
        cut = run.cut if run.state == RunState.CLOSED else unseen(run)
    return Month(
        month=run.month,
        state=RunState(run.state).label,
        scope=Scope(run.scope).label if run.state == RunState.CLOSED else "",
        events=run.events,
        explained=run.explained,
        by_decision=run.by_decision,
        by_rule=_by_rule(run, rules.book),
        cases=run.cases,
        outcomes=merged((Group(dates.capital(CaseState(state).label), n) for state, n in states.items()), _("Andere")),
        cut=cut,
        sampled=run.sampled,
        checked=checked,
        wrong=wrong,
        claim=shown,
        reveals=reveals,
        opened=opened,
        missing=len(run.summary.get("missing_days", [])),
        lacked=tuple(Kind(kind).label for kind in run.lacked),
        by_hand=run.by_hand,
        rules_version=run.rules_version,
        rules_there=rules.there,
        minutes=run.spent,
        after=after,
        **asked,
    )


def _asked(which: Q) -> dict[str, int]:
    late = Q(answered_at__date__gt=F("due")) | Q(answered_at=None, escalated_at__isnull=False)
    found = Question.objects.filter(which, withdrawn_at=None).aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        late=Count("pk", filter=late),
        escalated=Count("pk", filter=Q(escalated_at__isnull=False)),
    )
    return {name: int(found[name]) for name in ("asked", "answered", "late", "escalated")}


def _by_rule(run: Run, book: Rulebook) -> tuple[Group, ...]:
    known = {rule.id: rule.sentence.rstrip(".") for rule in book.explanations}
    counts: dict[str, int] = run.summary.get("explanations", {})
    return merged((Group(known.get(rule, rule), int(n)) for rule, n in counts.items()), _("Andere redenen"))


def of_year(authority: Authority, first: date, last: date, as_of: datetime) -> list[ControlFact]:
    """The controls of the months from `first` to `last` that were closed at `as_of`: December is looked at in January. No month twice
    (`runs.counting`). Four statements.

    Reads with the rights of its scope: a report reads with those of the system, or its counts would depend on the reader.
    """
    rows = counting(
        Run.objects.filter(
            authority=authority, state=RunState.CLOSED, month__range=(first, last), closed_at__lte=as_of
        ).order_by("month")
    )
    seen = clock.local(as_of).date()
    ids = [row.pk for row in rows]
    states = _by_run(Case.objects.filter(run__in=ids).values_list("run", "state").annotate(n=Count("pk")).order_by())
    stands = Question.objects.filter(case__run__in=ids, withdrawn_at=None)
    asked = list(stands.values_list("case__run", "due", "answered_at", "escalated_at"))
    after = after_closing.counted(rows, as_of)
    counts = Counter(run for run, *_rest in asked)
    late = Counter(run for run, due, at, noted in asked if _late(due, at, noted, seen))
    return [
        ControlFact(
            id=row.pk,
            month=row.month,
            full=row.scope == Scope.FULL,
            events=row.events,
            explained=row.explained,
            by_decision=row.by_decision,
            cases=row.cases,
            justified=states.get((row.pk, CaseState.JUSTIFIED), 0),
            incidents=states.get((row.pk, CaseState.INCIDENT), 0),
            cut=row.cut,
            asked=counts[row.pk],
            late=late[row.pk],
            by_hand=bool(row.summary.get("by_hand")),
            after=after[row.pk],
        )
        for row in rows
    ]


def reveals(authority: Authority, first: date, last: date, as_of: datetime) -> int:
    """How often an identity was shown on the days from `first` to `last`, until `as_of`: by its own day, of whatever month, closed or not.
    Counted with the control it would be lost where that one runs still, or its year is frozen. One statement."""
    days = (clock.at_local(first), clock.at_local(last + timedelta(days=1)))
    rows = Reveal.objects.filter(authority=authority, shown_at__gte=days[0], shown_at__lt=days[1])
    return int(rows.filter(shown_at__lte=as_of).count())


def _late(due: date, answered_at: datetime | None, escalated_at: datetime | None, seen: date) -> bool:
    """Answered after the term, or silence that was noted by then: never of who was not told or could not answer."""
    if answered_at is not None:
        return clock.local(answered_at).date() > due
    return escalated_at is not None and clock.local(escalated_at).date() <= seen


def _by_run(rows: Iterable[tuple[UUID, str, int]]) -> dict[tuple[UUID, str], int]:
    return {(run, state): count for run, state, count in rows}
