"""A file that is late is a task; the task closes by itself when the file is there. Through the verbs of duties, as the system."""

from __future__ import annotations

from datetime import date, timedelta

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
from roeland.logs.models import Source
from roeland.logs.queries.sources import SOURCE, Standing, standings
from roeland.logs.rules import AUDIENCE
from roeland.ui import dates

MINUTES = 10


def notice(authority: Authority, today: date | None = None) -> int:
    """Make a task for each source that is late and has none for this month yet; close those of sources that are not; how many."""
    when, actor, done = today or clock.today(), Actor.system("logs", [authority.pk]), 0
    with scope(actor, [authority]):
        for row in standings(authority, when):
            done += _make(actor, authority, row, when) if row.late else settle(actor, row)
    return done


def _make(actor: Actor, authority: Authority, row: Standing, today: date) -> int:
    assert row.late_since is not None
    assert row.missing is not None
    tasks = Task.objects.filter(authority=authority, source_kind=SOURCE, source_id=row.source.pk)
    if tasks.filter(created_at__date__gte=row.late_since).exists() or tasks.filter(status__in=TO_DO).exists():
        return 0
    month = f"{dates.month_name(row.missing)} {row.missing.year}"
    supplier = row.source.supplier or _("de leverancier")
    contract = (
        _(" Het contract zegt: %(clause)s.") % {"clause": row.source.contract_clause}
        if row.source.contract_clause
        else ""
    )
    duties.make_task(
        actor,
        authority=authority,
        title=_("Bestand van %(month)s ontbreekt: %(name)s") % {"month": month, "name": row.source.name},
        due=next_working_day(today + timedelta(days=2)),
        person=row.source.owner,
        lead_role="" if row.source.owner else "security_officer",
        instruction=_(
            "Vraag het bestand aan %(supplier)s. Een brief staat klaar bij de bron.%(contract)s Zodra het bestand geïmporteerd is, verdwijnt deze taak."
        )
        % {"supplier": supplier, "contract": contract},
        minutes=MINUTES,
        audience=AUDIENCE,
        source_kind=SOURCE,
        source_id=row.source.pk,
    )
    return 1


def settle(actor: Actor, row: Standing) -> int:
    """Close the open task of a source that delivered, by the source as its record; of one that ended or expects nothing, skip it."""
    closed = 0
    tasks = Task.objects.filter(
        authority=row.source.authority_id, source_kind=SOURCE, source_id=row.source.pk, status__in=TO_DO
    )
    for task in tasks:
        try:
            if row.last is not None and row.source.ended_on is None and row.source.due_day is not None:
                duties.fulfil(actor, task=task, kind=SOURCE, record_id=row.source.pk, on=clock.today())
            else:
                duties.skip(actor, task=task, reason=_("Van deze bron wordt geen bestand meer verwacht."))
        except (Refused, Invalid):  # somebody closed it meanwhile, or no door wired this room
            continue
        closed += 1
    return closed


def settle_source(source: Source) -> int:
    """The same for one source, right after a file of it was read or it ended."""
    authority = Authority.everything.get(pk=source.authority_id)
    actor = Actor.system("logs", [authority.pk])
    with scope(actor, [authority]):
        row = Source.objects.get(pk=source.pk)
        found = standings(authority, clock.today(), only=row)[0]
        return 0 if found.late else settle(actor, found)
