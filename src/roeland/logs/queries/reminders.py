"""Which months are over, were delivered and still wait for their control, where no task of the duty says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from roeland.duties.models import Duty, Evidence, Task
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.logs import store
from roeland.logs.library import add_months
from roeland.logs.models import Case, Conditions, Delivery, Run
from roeland.logs.queries import left_out
from roeland.logs.queries.cases import cannot_answer
from roeland.logs.queries.conditions import lacking
from roeland.logs.queries.coverage import holds
from roeland.logs.queries.records import DUTY, FIRST_DAYS, RUN, months_of
from roeland.logs.queries.terms import months_back
from roeland.logs.values import COUNTS, Kind, RunState
from roeland.people.models import ClosingDay, Person
from roeland.people.queries import to_invite
from roeland.people.rules import P as PEOPLE

BACK = 18  # as far as a control can be started


def waiting(rows: Mapping[UUID, Conditions], today: date) -> dict[UUID, list[date]]:
    """Authority -> its months, oldest first: over, covered, in their term, without a control (one from paper counts until its file is there), not
    left out, and no task of the duty stands or was closed for them. `rows`: the conditions that count. Reads as the program; five statements."""
    begun = {place: row for place, row in rows.items() if not lacking(row)}
    if not begun:
        return {}
    with scope(Actor.system("logs", list(begun)), list(begun)):
        there, quiet = _delivered(begun, today)
        known = _controlled(there)
        left = {place: [month for month in months if month not in known[place]] for place, months in there.items()}
        left = {place: months for place, months in left.items() if months}
        if not left:
            return {}
        left = _told(left)
        off: dict[UUID, set[date]] = defaultdict(set)
        for place, day in ClosingDay.objects.filter(authority__in=left).values_list("authority", "day"):
            off[place].add(day)
    found = {}
    for place, months in left.items():
        days = store.days(place) if months else set()
        if whole := [month for month in months if holds(days, month, off[place], quiet[place])]:
            found[place] = whole
    return found


def uninvited(actor: Actor, ids: Collection[UUID]) -> dict[UUID, dict[Person, bool]]:
    """Authority -> who was asked something and cannot sign in to answer, as far as the actor may invite them; and whether an invitation runs.
    Reads as the program: who invites need not see log control, and learns no more than that something waits. At most four statements."""
    places = [place for place in ids if actor.holds(PEOPLE.PERSON_EDIT, place)]
    if not places:
        return {}
    with scope(Actor.system("logs", places), places):
        asked = Case.objects.filter(
            cannot_answer(), authority__in=places, questions__answered_at=None, questions__withdrawn_at=None
        )
        persons = Person.objects.filter(pk__in=asked.values("person")).select_related("account")
        found: dict[UUID, dict[Person, bool]] = {}
        for person, invited in to_invite(actor, persons).items():
            found.setdefault(person.authority_id, {})[person] = invited
    return found


def _delivered(begun: Mapping[UUID, Conditions], today: date) -> tuple[dict[UUID, list[date]], dict[UUID, int]]:
    """Months that may be controlled and of which some file holds a day; and how many working days without one lack, by the most patient source."""
    rows = Delivery.objects.filter(authority__in=begun, state__in=COUNTS, source__kind=Kind.CONSULT)
    spans, quiet = defaultdict(list), dict[UUID, int]()
    for place, first, last, most in rows.values_list("authority", "first_on", "last_on", "source__quiet_days"):
        quiet[place] = max(most, quiet.get(place, 0))
        if first and last:
            spans[place].append((first.replace(day=1), last))
    found = {}
    for place, row in begun.items():
        start = max(months_back(today, BACK), row.valid_from or today, months_back(today, row.retention_months or 0))
        over = [add_months(today.replace(day=1), -step) for step in range(BACK, 0, -1)]
        found[place] = [
            month for month in over if start <= month and any(first <= month <= last for first, last in spans[place])
        ]
    return found, quiet


def _controlled(places: Collection[UUID]) -> dict[UUID, set[date]]:
    found: dict[UUID, set[date]] = defaultdict(set)
    rows = Run.objects.filter(authority__in=list(places)).exclude(by_hand=True, state=RunState.CLOSED)
    others = left_out.listed(places).order_by().values_list("authority", "month")
    for place, month in rows.order_by().values_list("authority", "month").union(others):
        found[place].add(month)
    return found


def _told(left: Mapping[UUID, list[date]]) -> dict[UUID, list[date]]:
    """Without the months of which a task of the duty stands, or was closed by something else than the control of another month."""
    duties = {
        one.pk: one for one in Duty.objects.filter(authority__in=left, catalogue_id=DUTY, status=DutyStatus.ACTIVE)
    }
    tasks = list(Task.objects.filter(duty__in=duties))
    other = set(Evidence.objects.filter(task__in=tasks, link_kind=RUN).values_list("task", flat=True))

    def says(task: Task, place: UUID, month: date) -> bool:
        if task.authority_id != place or task.key is None or task.duty_id is None:
            return False
        end = store.month(month)[1]
        last = store.month(add_months(month, months_of(duties[task.duty_id])))[1]
        if task.status in TO_DO:
            return end < task.key <= last + FIRST_DAYS
        return end < task.key <= last and task.pk not in other

    return {
        place: [month for month in months if not any(says(task, place, month) for task in tasks)]
        for place, months in left.items()
    }
