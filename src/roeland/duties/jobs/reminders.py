"""One mail a day per person with what there is to do, inside the working hours of the authority.

A restricted task shows as *Taak in Roeland*: its title never leaves in a mail. Who stands in for somebody absent gets that
person's tasks; who chose never or weekly is left alone.
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
    """The mail of one person in one authority."""

    person: Person
    address: str
    tasks: list[Task]


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
    """Mail the digests of every authority that works now; the number of mails. A failing mail is tried again next time."""
    moment = now or clock.now()
    sent = 0
    for authority in Authority.everything.order_by("slug"):
        if not office_hours(authority).is_open(moment):
            continue
        for digest in digests(authority, clock.local(moment).date()):
            try:
                sent += _send(authority, digest, clock.local(moment).date())
            except OSError:
                log.exception("mail to person %s failed", digest.person.pk)
    return sent


def digests(authority: Authority, today: date) -> list[Digest]:
    """Who gets which tasks today: unfinished ones whose last day is near or past, and not mailed yet today."""
    with scope(Actor.system("worker", [authority.pk]), [authority]):
        rows = Task.objects.filter(status__in=UNFINISHED, limit__lte=today + AHEAD)
        tasks = list(rows.select_related("assignee__account", "reviewer__account").order_by("limit", "number"))
        if not tasks:
            return []
        absent = set(Absence.objects.filter(on_day(today)).values_list("person_id", flat=True))
        done = set(ReminderMark.objects.filter(on=today).values_list("person_id", flat=True))
        chosen = dict(ReminderPreference.objects.values_list("person_id", "frequency"))
        acting = holders_by_place([authority.pk], today, {role for task in tasks for role in _roles(task)})
        places = {role: [row.person for row in found] for (_, role), found in acting.items()}
        by_person: dict[UUID, tuple[Person, list[Task]]] = {}
        for task in tasks:
            for person in _whose_turn(task, absent, places):
                by_person.setdefault(person.pk, (person, []))[1].append(task)
        persons = Person.objects.filter(pk__in=by_person).select_related("account")
        return [
            Digest(person, address, by_person[person.pk][1])
            for person in persons
            if person.pk not in done and (address := _address(person, chosen.get(person.pk), today))
        ]


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
    return account.email if account else person.email


def _send(authority: Authority, digest: Digest, today: date) -> int:
    """State and send in one transaction: when the mail does not leave, nothing was stated."""
    actor = Actor.system("worker", [authority.pk])
    try:
        with batch():
            reminders_sent(actor, person=digest.person, numbers=[task.number for task in digest.tasks])
            message(authority, digest, today).send()
    except Refused:  # another worker was first
        return 0
    return 1


def message(authority: Authority, digest: Digest, today: date) -> EmailMessage:
    """The mail itself: plain text, no title of a restricted task."""
    count = len(digest.tasks)
    what = "1 taak" if count == 1 else f"{count} taken"
    groups: dict[str, list[str]] = defaultdict(list)
    for task in digest.tasks:
        groups[_heading(task, today)].append(f"- {_title(task)} ({task.number}), {_due(task.limit, today)}")
    body = "\n\n".join(f"{heading}\n" + "\n".join(rows) for heading, rows in groups.items())
    base = settings.CONFIG.base_url.rstrip("/")
    return EmailMessage(
        subject=f"{authority.name}: {what} in Roeland",
        body=f"Dag {digest.person.given_name}\n\n{body}\n\nOpen Roeland: {base}/\n"
        "Je kiest zelf hoe vaak je deze mail krijgt, bij je voorkeuren in Roeland.\n",
        to=[digest.address],
    )


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
