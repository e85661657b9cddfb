"""What a visit begins with: what was promised and carried over, what is late or falls due, what other rooms offer, and what others did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from roeland.duties import queries as duties
from roeland.duties.models import Task
from roeland.duties.values import FINISHED, TO_DO, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import SYSTEM_ID, Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import SINCE, Happening
from roeland.ledger import queries as ledger
from roeland.people.models import Person
from roeland.visits.models import Visit, VisitItem
from roeland.visits.values import Origin, Outcome, VisitStatus

MONTH = timedelta(days=31)
MOST = 40  # points of one source
READ = 400  # entries of the log that are read for the sentences
FIRST_VISIT = timedelta(days=60)
LONG_AGO = timedelta(days=730)  # how far back other rooms are asked whether something still waits


@dataclass(frozen=True)
class Point:
    """A point before it is written down."""

    title: str
    origin: Origin
    note: str = ""
    url: str = ""
    audience: str = "visits"
    task: Task | None = None
    came_from: VisitItem | None = None
    person: Person | None = None
    due: date | None = None


def points(actor: Actor, visit: Visit) -> list[Point]:
    """The agenda of a visit that begins, in the order in which it is gone through; each task and each title once."""
    earlier = _earlier(actor, visit)
    known = {point.task.pk for point in earlier if point.task}
    until = visit.next_on or clock.today() + MONTH
    found = [*earlier, *(_of_task(task, actor) for task in _tasks(actor, visit, until) if task.pk not in known)]
    titles = {point.title for point in found}
    offered = [point for point in _offered(actor, visit.authority_id, visit.since) if point.title not in titles]
    of_tasks = {point.title for point in found if point.task}
    return [point for point in found if point.task or point.title not in of_tasks] + offered


def _earlier(actor: Actor, visit: Visit) -> list[Point]:
    """What the last closed visit asked of somebody or carried over: each task once, and what is finished no more.

    What somebody promised and did is told once, at the next visit: nobody settled it since. What another room offered comes back
    as long as that room still offers it.
    """
    last = Visit.objects.filter(authority_id=visit.authority_id, status=VisitStatus.CLOSED).order_by("-closed_at")
    closed = last.first()
    if closed is None:
        return []
    rows = VisitItem.objects.filter(visit=closed, outcome__in=(Outcome.ASKED, Outcome.CARRIED))
    left = [
        row
        for row in rows.select_related("task__assignee", "task__authority", "person")
        if not (row.outcome == Outcome.CARRIED and finished(row))
    ]
    over = _over(actor, visit, {row.title for row in left if row.task_id is None})
    found: dict[object, VisitItem] = {}
    for row in left:
        if row.task_id or row.title not in over:
            found.setdefault(row.task_id or row.pk, row)
    return [_again(row) for row in found.values()][:MOST]


def _over(actor: Actor, visit: Visit, titles: set[str]) -> set[str]:
    """Which of these points came from another room that has nothing to tell of them any more."""
    rows = VisitItem.objects.filter(authority_id=visit.authority_id, origin=Origin.NEW, title__in=titles)
    told = set(rows.values_list("title", flat=True)) if titles else set()
    if not told:
        return told
    return told - {point.title for point in _offered(actor, visit.authority_id, clock.now() - LONG_AGO)}


def finished(item: VisitItem) -> bool:
    """Whether the task behind a point asks nothing of anybody any more."""
    return item.task is not None and item.task.status in FINISHED


def left_open(item: VisitItem) -> Outcome:
    """What becomes of a point that nobody settled when the visit is closed."""
    return Outcome.DONE if finished(item) else Outcome.CARRIED


def _again(row: VisitItem) -> Point:
    asked = row.outcome == Outcome.ASKED
    origin = Origin.PROMISED if asked else Origin.CARRIED
    note = ""
    if asked and row.person:
        note = f"{row.person} zou dit doen" + (
            f" tegen {row.due.day}/{row.due.month:02}/{row.due.year}" if row.due else ""
        )
    return Point(
        row.title,
        origin,
        note,
        task_url(row.task) if row.task else row.url,
        row.audience,
        row.task,
        row,
        row.person,
        row.due,
    )


def _tasks(actor: Actor, visit: Visit, until: date) -> list[Task]:
    """Unfinished tasks that concern the officer and do not wait until the next visit."""
    mine = duties.concerning(actor, clock.today())
    rows = duties.tasks().filter(mine, authority_id=visit.authority_id, limit__lte=until)
    return list(rows.filter(Q(status__in=TO_DO) | Q(status=TaskStatus.HANDED_IN)).order_by("limit", "number")[:MOST])


def _of_task(task: Task, actor: Actor) -> Point:
    today = clock.today()
    if task.status == TaskStatus.HANDED_IN:
        origin, note = Origin.REVIEW, f"ingediend door {task.doer}" if task.doer else "ingediend"
    else:
        origin = Origin.LATE if task.limit < today else Origin.DUE
        other = task.assignee is not None and task.assignee_id not in actor.person_ids
        note = f"wacht op {task.assignee}" if other else ""
    return Point(task.title[:240], origin, note, task_url(task), task.audience, task, due=task.limit)


def task_url(task: Task) -> str:
    """The page of a task, where its own verbs are."""
    return f"/{task.authority.slug}/taken/{task.number}/"


def _offered(actor: Actor, authority_id: UUID, since: datetime | None) -> list[Point]:
    return [
        Point(one.line.title[:240], Origin.NEW, one.line.note[:300], one.line.url[:200], due=one.line.on)
        for one in offers(actor, authority_id, since)
        if one.kind in {"late", "promised"}
    ][:MOST]


def offers(actor: Actor, authority_id: UUID, since: datetime | None) -> list[Happening]:
    """What other rooms tell of since then."""
    return SINCE.collect(actor, authority_id, since or clock.now() - FIRST_VISIT)


def proposal(item: VisitItem, actor: Actor) -> Outcome:
    """What Roeland proposes for a point, from the record behind it; the officer changes what differs."""
    if item.outcome != Outcome.OPEN:
        return Outcome(item.outcome)
    task = item.task
    if finished(item):
        return Outcome.DONE
    if asked_of(item, actor) is not None and (task is None or task.status in TO_DO):
        return Outcome.ASKED
    return Outcome.CARRIED


def asked_of(item: VisitItem, actor: Actor) -> Person | None:
    """Of whom a point would be asked: who promised it, else who has the task, when that is somebody else."""
    person = item.person or (item.task.assignee if item.task else None)
    return person if person is not None and person.pk not in actor.person_ids else None


@dataclass
class News:
    """What others did at one authority: sentences, newest first, and how many more there are."""

    sentences: list[tuple[date, str]] = field(default_factory=list)
    more: int = 0


# What is housekeeping of the program or of oneself, and nothing to tell of at a visit.
QUIET = ("visits:", "ledger:", "duties:reminders:", "duties:visit:", "people:preferences:", "people:token:")


def news(actor: Actor, since: Mapping[UUID, datetime | None], first: int = 8) -> dict[UUID, News]:
    """Readable sentences of what others did since the last visit, per authority. A fixed number of statements."""
    start = clock.now() - FIRST_VISIT
    where = Q(pk__in=[])
    for place, moment in since.items():
        where |= Q(authority_id=place, time__gt=moment or start)
    mine = {*actor.person_ids, actor.account_id, SYSTEM_ID}
    rows = ledger.entries().filter(where).exclude(actor_id__in=mine)
    for code in QUIET:
        rows = rows.exclude(action__startswith=code)
    found: dict[UUID, News] = {place: News() for place in since}
    read = list(rows[:READ])
    chosen, seen = [], dict.fromkeys(since, 0)
    for row in read:
        seen[row.authority_id] += 1
        if seen[row.authority_id] <= first:
            chosen.append(row)
    for told in ledger.tell(chosen):
        if told.authority_id is not None:
            found[told.authority_id].sentences.append((clock.local(told.time).date(), f"{told.text}."))
    for place, count in seen.items():
        found[place].more = max(count - first, 0)
    return found


def place_of(authority_id: UUID) -> Authority:
    """The authority of a row, by name."""
    return Authority.everything.get(pk=authority_id)
