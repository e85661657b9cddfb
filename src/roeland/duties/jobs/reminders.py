"""One mail a day per mailbox with what there is to do, over all authorities where its owner works.

It leaves once one of these authorities is at work, and holds what every authority that works that day asks. A restricted
task shows as *Taak in Roeland*: its title never leaves in a mail. Who stands in for somebody absent gets that person's
tasks; who chose never or weekly is left alone.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from roeland.duties.actions import reminders_sent
from roeland.duties.models import ReminderMark, ReminderPreference, Task
from roeland.duties.values import TO_DO, UNFINISHED, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import is_holiday
from roeland.kernel.durations import OfficeHours, example_office_hours
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused, batch
from roeland.people.actors import on_day
from roeland.people.models import Absence, Person
from roeland.people.queries.holders import holders_by_place
from roeland.people.queries.settings import closing_days, working_week

log = logging.getLogger("roeland.duties.reminders")
AHEAD = timedelta(days=3)
MONDAY = 0


@dataclass(frozen=True)
class Digest:
    """What one person has to do in one authority. Those of one mailbox leave together."""

    person: Person
    address: str
    tasks: list[Task]
    authority: Authority


def office_hours(authority: Authority) -> OfficeHours:
    """The authority's working hours, or the example's until it sets them; closed on holidays and closing days."""
    closed = closing_days(authority)
    week = working_week(authority)

    def shut(day: date) -> bool:
        return is_holiday(day) or day in closed

    if not week:
        return example_office_hours(shut)
    return OfficeHours({weekday: tuple(windows) for weekday, windows in week.items()}, shut)


def remind(now: datetime | None = None) -> int:
    """Mail what there is to do, once a day per mailbox; the number of mails. A failing mail is tried again next time."""
    moment = now or clock.now()
    today = clock.local(moment).date()
    by_box: dict[str, list[Digest]] = defaultdict(list)
    working: set[UUID] = set()
    for authority in Authority.everything.order_by("slug"):
        hours = office_hours(authority)
        if hours.is_open(moment):
            working.add(authority.pk)
        if any(hours.windows(today)):
            for digest in digests(authority, today):
                by_box[digest.address.lower()].append(digest)
    done = _mailed(today) if by_box else set()
    ready = [parts for box, parts in by_box.items() if box not in done]
    return sum(_try(parts, today) for parts in ready if working & {part.authority.pk for part in parts})


def _mailed(today: date) -> set[str]:
    """Mailboxes that had their mail of the day, in whatever authority."""
    everywhere = list(Authority.everything.values_list("pk", flat=True))
    with scope(Actor.system("worker", everywhere), everywhere):
        persons = Person.objects.filter(pk__in=ReminderMark.objects.filter(on=today).values("person_id"))
        return {_box(person).lower() for person in persons.select_related("account")}


def _try(parts: list[Digest], today: date) -> int:
    try:
        return _send(parts, today)
    except OSError:
        log.exception("mail to person %s failed", parts[0].person.pk)
        return 0


def digests(authority: Authority, today: date) -> list[Digest]:
    """Who gets which tasks today: unfinished ones whose last day is near or past."""
    with scope(Actor.system("worker", [authority.pk]), [authority]):
        rows = Task.objects.filter(status__in=UNFINISHED, limit__lte=today + AHEAD)
        tasks = list(rows.select_related("assignee__account", "reviewer__account").order_by("limit", "number"))
        if not tasks:
            return []
        absent = set(Absence.objects.filter(on_day(today)).values_list("person_id", flat=True))
        acting = holders_by_place([authority.pk], today, {role for task in tasks for role in _roles(task)})
        places = {role: [row.person for row in found] for (_, role), found in acting.items()}
        by_person: dict[UUID, tuple[Person, list[Task]]] = {}
        for task in tasks:
            for person in _whose_turn(task, absent, places):
                by_person.setdefault(person.pk, (person, []))[1].append(task)
        persons = Person.objects.filter(pk__in=by_person).select_related("account")
        chosen = _chosen(persons)
        return [
            Digest(person, address, by_person[person.pk][1], authority)
            for person in persons
            if (address := _address(person, chosen.get(person.pk), today))
        ]


def _chosen(persons: Iterable[Person]) -> dict[UUID, str]:
    """How often each of these wants mail: what was chosen here, else what the same account chose elsewhere."""
    accounts = {person.account_id: person.pk for person in persons if person.account_id}
    everywhere = list(Authority.everything.values_list("pk", flat=True))
    with scope(Actor.system("worker", everywhere), everywhere):
        wanted = Q(person__in=[person.pk for person in persons]) | Q(person__account__in=accounts)
        rows = ReminderPreference.objects.filter(wanted).values_list("person_id", "person__account_id", "frequency")
        found = {accounts[account]: frequency for _, account, frequency in rows if account in accounts}
        return found | {person: frequency for person, _, frequency in rows}


def _roles(task: Task) -> Iterable[str]:
    return (task.approve_role,) if task.status == TaskStatus.HANDED_IN else (task.lead_role,)


def _whose_turn(task: Task, absent: set[UUID], places: dict[str, list[Person]]) -> list[Person]:
    named = task.reviewer if task.status == TaskStatus.HANDED_IN else task.assignee
    if named is not None and named.pk not in absent:
        return [named]
    found = [person for role in _roles(task) for person in places.get(role, [])]
    if task.status not in TO_DO and task.separation:
        found = [person for person in found if person.pk != task.doer_id]
    return found or ([named] if named else [])


def _address(person: Person, frequency: str | None, today: date) -> str:
    """Where the mail goes; empty when this person wants none today."""
    account = person.account
    frequency = frequency or ("never" if account is not None and not account.digest else "daily")
    if frequency == "never" or (frequency == "weekly" and today.weekday() != MONDAY):
        return ""
    if account is not None and not account.is_active:
        return ""
    return _box(person)


def _box(person: Person) -> str:
    return person.account.email if person.account else person.email


def _send(parts: list[Digest], today: date) -> int:
    """State and send in one transaction: when the mail does not leave, nothing was stated."""
    try:
        with batch():
            for part in parts:
                actor = Actor.system("worker", [part.authority.pk])
                reminders_sent(actor, person=part.person, numbers=[task.number for task in part.tasks])
            message(parts, today).send()
    except Refused:  # another worker was first
        return 0
    return 1


def message(parts: list[Digest], today: date) -> EmailMessage:
    """The mail itself: plain text, no title of a restricted task; the name of the authority above its tasks when it is one of more."""
    count = sum(len(part.tasks) for part in parts)
    what = "1 taak in Roeland" if count == 1 else f"{count} taken in Roeland"
    several = len(parts) > 1
    body = "\n\n".join(_part(part, today, named=several) for part in parts)
    base = settings.CONFIG.base_url.rstrip("/")
    return EmailMessage(
        subject=what if several else f"{parts[0].authority.name}: {what}",
        body=f"Dag {parts[0].person.given_name}\n\n{body}\n\nOpen Roeland: {base}/\n"
        f"Je kiest zelf hoe vaak je deze mail krijgt: {base}/mijn/herinneringen/\n",
        to=[parts[0].address],
    )


def _part(part: Digest, today: date, *, named: bool) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for task in part.tasks:
        groups[_heading(task, today)].append(f"- {_title(task)} ({task.number}), {_due(task.limit, today)}")
    body = "\n\n".join(f"{heading}\n" + "\n".join(rows) for heading, rows in groups.items())
    return f"{part.authority.name}\n\n{body}" if named else body


def _title(task: Task) -> str:
    return "Taak in Roeland" if task.restricted else task.title


def _heading(task: Task, today: date) -> str:
    if task.status == TaskStatus.HANDED_IN:
        return "Na te zien"
    return "Te laat" if task.limit < today else "Vandaag" if task.limit == today else "Binnenkort"


def _due(limit: date, today: date) -> str:
    late = (today - limit).days
    if late > 0:
        return "1 dag te laat" if late == 1 else f"{late} dagen te laat"
    return "vandaag" if late == 0 else f"tegen {limit.day}/{limit.month:02d}/{limit.year}"
