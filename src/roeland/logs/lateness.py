"""A month whose file is late is a task of its own: it closes by itself when the file of that month is there, and comes back when that is taken out.

The task holds the source and, as its `key`, the first day of the month. Through the verbs of duties, as the system.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.duties.values import TO_DO
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import next_working_day
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.logs.letters import month_words
from roeland.logs.models import Source
from roeland.logs.queries.sources import SOURCE, Standing, standings
from roeland.logs.rules import AUDIENCE

MINUTES = 10


def notice(authority: Authority, today: date | None = None) -> int:
    """Close the tasks that have no reason any more, and make one for each month that is late and has none; how many."""
    when, actor = today or clock.today(), Actor.system("logs", [authority.pk])
    with scope(actor, [authority]):
        return sum(_settle(actor, row) + _ask(actor, row, when) for row in standings(authority, when))


def settle_source(source: Source) -> int:
    """Close what has no reason any more, of one source, right after a file of it was read, its sheet changed or it ended."""
    with _one(source) as (actor, row):
        return _settle(actor, row)


def ask_again(source: Source) -> int:
    """Make what is late now, of one source, right after a file of it was taken out."""
    with _one(source) as (actor, row):
        return _ask(actor, row, clock.today())


@contextmanager
def _one(source: Source) -> Iterator[tuple[Actor, Standing]]:
    authority = Authority.everything.get(pk=source.authority_id)
    actor = Actor.system("logs", [authority.pk])
    with scope(actor, [authority]):
        row = Source.objects.get(pk=source.pk)
        yield actor, standings(authority, clock.today(), only=row)[0]


def _open(row: Standing) -> QuerySet[Task]:
    rows: QuerySet[Task] = Task.objects.filter(
        authority=row.source.authority_id, source_kind=SOURCE, source_id=row.source.pk, status__in=TO_DO
    )
    return rows


def _settle(actor: Actor, row: Standing) -> int:
    found = [(task, task.key is not None and row.covers(task.key)) for task in _open(row)]
    gone = [(task, there) for task, there in found if there or not row.expects or task.key is None]
    return sum(_close(actor, row, task, there=there) for task, there in gone)


def _ask(actor: Actor, row: Standing, today: date) -> int:
    there = set(_open(row).values_list("key", flat=True))
    months = [month for month, _due in row.late_months if month not in there]
    for month in months:
        _make(actor, row.source, month, today)
    return len(months)


def _close(actor: Actor, row: Standing, task: Task, *, there: bool) -> int:
    """By the source as its record when the month is there; skipped when the source ended or expects nothing and it never came, or when
    an earlier build made the task and no month stands in it."""
    try:
        if there:
            duties.fulfil(actor, task=task, kind=SOURCE, record_id=row.source.pk, on=clock.today())
        else:
            no_month = _("Elke maand die ontbreekt heeft nu een eigen taak.")
            ended = _("Van deze bron wordt geen bestand meer verwacht.")
            duties.skip(actor, task=task, reason=ended if task.key else no_month)
    except (Refused, Invalid):  # somebody closed it meanwhile, or no door wired this room
        return 0
    return 1


def _make(actor: Actor, source: Source, month: date, today: date) -> None:
    contract = (
        _(" Het contract zegt: %(clause)s.") % {"clause": source.contract_clause} if source.contract_clause else ""
    )
    words = {
        "supplier": source.supplier or _("de leverancier"),
        "month": month_words(month),
        "contract": contract,
    }
    duties.make_task(
        actor,
        authority=Authority.everything.get(pk=source.authority_id),
        title=_("Bestand van %(month)s ontbreekt: %(name)s") % {"month": month_words(month), "name": source.name},
        due=next_working_day(today + timedelta(days=2)),
        person=source.owner,
        lead_role="" if source.owner else "security_officer",
        instruction=_(
            "Vraag het bestand van %(month)s aan %(supplier)s. Een brief staat klaar bij de bron.%(contract)s Zodra die maand geïmporteerd is, verdwijnt deze taak. Komt het bestand niet meer, sla de taak dan over en schrijf waarom."
        )
        % words,
        minutes=MINUTES,
        audience=AUDIENCE,
        source_kind=SOURCE,
        source_id=source.pk,
        key=month,
    )
