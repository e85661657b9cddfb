"""Verbs on the points of a visit."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.duties.values import FINISHED, TO_DO, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh, one_line
from roeland.people.models import Person
from roeland.visits.actions.common import maker
from roeland.visits.facts import ItemAdded, ItemSettled
from roeland.visits.models import Visit, VisitItem
from roeland.visits.rules import P, may_settle, may_write
from roeland.visits.values import Origin, Outcome

SOURCE = "visits.visititem"
FOUR_WEEKS = timedelta(days=28)  # when nobody says a day and the next visit has none


@action(P.EDIT, ItemAdded)
def add_item(actor: Actor, *, visit: Visit, title: str) -> VisitItem:
    """Put a point on the agenda while the visit lasts."""
    row = fresh(visit)
    check(may_write(row.status))
    title = one_line("title", title, ask="Schrijf waarover het gaat.", longest=240)
    item = VisitItem(
        authority_id=row.authority_id,
        audience="visits",
        visit=row,
        origin=Origin.FREE,
        title=title,
        order=VisitItem.objects.filter(visit=row).count(),
    )
    item.save()
    state(ItemAdded(about=item, title=item.title))
    return item


@action(P.EDIT, ItemSettled)
def settle_item(
    actor: Actor,
    *,
    item: VisitItem,
    outcome: str,
    text: str = "",
    person: Person | None = None,
    due: date | None = None,
) -> VisitItem:
    """Say what became of a point. Until the visit is closed it may be said again.

    DONE hands the task behind it in, when that can be done without evidence; ASKED makes a task for a person, or passes the task
    on to him; DECIDED asks the decision in words. Raises Invalid, Refused.
    """
    row = fresh(item)
    check(may_write(row.visit.status))
    check(may_settle(outcome))
    if len(text) > 500:  # noqa: PLR2004 -- the column
        raise Invalid({"text": [_("Dit is te lang: hoogstens 500 tekens.")]})
    row.outcome, row.text, row.settled_at = outcome, text.strip(), clock.now()
    if outcome == Outcome.DONE:
        _finish(actor, row)
    elif outcome == Outcome.ASKED:
        _ask(actor, row, person, due)
    elif outcome == Outcome.DECIDED and not row.text:
        raise Invalid({"text": [_("Schrijf wat er beslist is.")]})
    row.save()
    asked = outcome == Outcome.ASKED
    state(
        ItemSettled(
            about=row,
            title=row.title,
            outcome=outcome,
            outcome_name=Outcome(outcome).label.lower(),
            text=row.text,
            to=str(row.person) if asked and row.person else "",
            due=row.due if asked else None,
        )
    )
    return row


def _finish(actor: Actor, row: VisitItem) -> None:
    task: Task | None = row.task
    if task is None or task.status in FINISHED:
        return
    if task.status == TaskStatus.HANDED_IN:
        raise Refused(_("“%(title)s” is ingediend. Zie het bewijs na op de taak zelf.") % {"title": row.title})
    if task.expected and not row.text:
        raise Refused(
            _("“%(title)s” vraagt bewijs. Open de taak om ze uit te voeren, of schrijf wat er gebeurd is.")
            % {"title": row.title}
        )
    try:
        duties.hand_in(actor, task=task, note=row.text)
    except NotAllowed:
        raise Refused(
            _("“%(title)s” is een taak van iemand anders: die dient ze zelf in.") % {"title": row.title}
        ) from None


def _ask(actor: Actor, row: VisitItem, person: Person | None, due: date | None) -> None:
    task: Task | None = row.task
    wanted = person or row.person or (task.assignee if task else None)
    if wanted is None:
        raise Invalid({"person": [_("Kies aan wie je “%(title)s” vroeg.") % {"title": row.title}]})
    if wanted.authority_id != row.authority_id:
        raise Invalid({"person": [_("Kies iemand van dit bestuur.")]})
    today = clock.today()
    dates = (due, row.visit.next_on, today + FOUR_WEEKS)
    day = next(one for one in dates if one is not None and one >= today)
    row.person, row.due = wanted, day
    by = maker(actor, row)
    if task is None:
        row.task = duties.make_task(
            by,
            authority=row.visit.authority,
            title=row.title,
            due=day,
            person=wanted,
            instruction=row.text,
            minutes=0,
            audience="control_plan" if row.audience == "visits" else row.audience,
            source_kind=SOURCE,
            source_id=row.pk,
        )
    elif task.status in TO_DO and task.assignee_id != wanted.pk:
        duties.pass_on(by, task=task, person=wanted, reason=row.text or "Afgesproken tijdens het bezoek.")
