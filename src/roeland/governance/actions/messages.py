"""The communication plan: planned with a task, changed, brought, dropped."""

from datetime import date

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.rules import P as Duties
from roeland.governance.facts.contacts import MessageChanged, MessageDropped, MessageFinished, MessagePlanned
from roeland.governance.models import Message
from roeland.governance.queries.contacts import MESSAGE, task_of
from roeland.governance.rules import P
from roeland.governance.values import Channel
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import fresh, long_text
from roeland.people.models import Person


def _system(row: Message) -> Actor:
    return Actor.system("communicatieplan", [row.authority_id])


@action(P.MESSAGE_EDIT, MessagePlanned)
def plan_message(
    actor: Actor,
    *,
    authority: Authority,
    title: str,
    receivers: str,
    channel: str,
    due: date,
    owner: Person | None = None,
) -> Message:
    """Plan a message. It makes a task for its owner, or for who does communication."""
    row = Message(authority=authority, audience="awareness")
    _fill(row, title, receivers, channel, due, owner)
    duties.make_task(
        actor if actor.holds(Duties.TASK_MAKE, authority.pk) else _system(row),
        authority=authority,
        title=f"Boodschap: {row.title}"[:240],
        due=due,
        person=owner,
        lead_role="" if owner else "communication_officer",
        instruction=f"Voor {row.receivers}, via {Channel(row.channel).label}.",
        audience="awareness",
        source_kind=MESSAGE,
        source_id=row.pk,
    )
    state(MessagePlanned(about=row, title=row.title, due=row.due))
    return row


@action(P.MESSAGE_EDIT, MessageChanged)
def change_message(
    actor: Actor, *, message: Message, title: str, receivers: str, channel: str, due: date, owner: Person | None = None
) -> Message:
    """Change a message that still has to go out; its task moves along."""
    row = _open(message)
    _fill(row, title, receivers, channel, due, owner)
    with scope(_system(row), [row.authority_id]):
        task = task_of(row)
        if task is not None and task.due != due and due >= clock.today():
            duties.postpone(_system(row), task=task, due=due, reason="De boodschap is verzet.")
    state(MessageChanged(about=row, title=row.title, due=row.due))
    return row


@action(P.MESSAGE_EDIT, MessageFinished)
def finish_message(actor: Actor, *, message: Message, on: date | None = None, note: str = "") -> Message:
    """Say that a message went out; it closes its task."""
    row = _open(message)
    day = on or clock.today()
    if day > clock.today():
        raise Invalid({"on": [_("Kies vandaag of een dag die voorbij is.")]})
    row.done_on, row.note = day, long_text("note", note)
    row.save()
    with scope(_system(row), [row.authority_id]):
        task = task_of(row)
        if task is not None:
            mine = actor.person_in(row.authority_id)
            by = Person.objects.filter(pk=mine).first() if mine else None
            duties.fulfil(_system(row), task=task, kind=MESSAGE, record_id=row.pk, on=day, by=by)
    state(MessageFinished(about=row, title=row.title, done_on=day))
    return row


@action(P.MESSAGE_EDIT, MessageDropped)
def drop_message(actor: Actor, *, message: Message, reason: str) -> Message:
    """Let a message fall, with the reason; its task is skipped."""
    row = _open(message)
    row.note, row.dropped_on = long_text("reason", reason, ask="Zeg waarom.", longest=500), clock.today()
    row.save()
    with scope(_system(row), [row.authority_id]):
        task = task_of(row)
        if task is not None:
            duties.skip(_system(row), task=task, reason=row.note)
    state(MessageDropped(about=row, title=row.title, reason=row.note))
    return row


def _open(message: Message) -> Message:
    row = fresh(message)
    if not row.open:
        raise Refused(_("Deze boodschap is al gebracht of vervallen."))
    return row


def _fill(row: Message, title: str, receivers: str, channel: str, due: date, owner: Person | None) -> None:  # noqa: PLR0917 -- the columns
    if channel not in list(Channel):
        raise Invalid({"channel": [_("Kies een kanaal.")]})
    row.title = long_text("title", title, ask="Zeg wat je wil zeggen.", longest=200)
    row.receivers = long_text("receivers", receivers, ask="Zeg voor wie.", longest=200)
    row.channel, row.due, row.owner = channel, due, owner
    row.save()
