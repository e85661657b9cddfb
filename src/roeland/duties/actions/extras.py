"""Findings, reminders and the mark of a visit."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from roeland.duties.actions.common import fresh, text_of
from roeland.duties.facts import FindingClosed, FindingOpened, RemindersChosen, RemindersSent, VisitMarked
from roeland.duties.models import Finding, ReminderMark, ReminderPreference, Task, VisitMark
from roeland.duties.rules import P
from roeland.duties.values import FindingStatus, Severity
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, batch, state
from roeland.people.actions import set_preferences
from roeland.people.models import Account, Person

LONG = 5000
FREQUENCIES = ("daily", "weekly", "never")


@action(P.FINDING_EDIT, FindingOpened)
def open_finding(
    actor: Actor,
    *,
    authority: Authority,
    title: str,
    severity: str,
    description: str = "",
    task: Task | None = None,
    owner: Person | None = None,
    due: date | None = None,
) -> Finding:
    """Lay down something that is not as it should be; `task` is where it was found and lends its audience."""
    if severity not in list(Severity):
        raise Invalid({"severity": [_("Kies licht, matig of zwaar.")]})
    finding = Finding(
        authority=authority,
        audience=task.audience if task else "control_plan",
        title=text_of("title", title, ask=_("Geef de bevinding een titel."), longest=240),
        description=description.strip()[:LONG],
        severity=severity,
        task=task,
        owner=owner,
        opened_on=clock.today(),
        due=due,
    )
    finding.save()
    state(FindingOpened(about=finding, title=finding.title, severity=severity))
    return finding


@action(P.FINDING_EDIT, FindingClosed)
def close_finding(actor: Actor, *, finding: Finding, note: str) -> Finding:
    """Close a finding, saying what was done about it."""
    finding = fresh(finding)
    if finding.status == FindingStatus.CLOSED:
        raise Refused(_("Deze bevinding is al gesloten."))
    finding.closing_note = text_of("note", note, ask=_("Zeg wat er gedaan is."), longest=LONG)
    finding.status, finding.closed_on = FindingStatus.CLOSED, clock.today()
    finding.save()
    state(FindingClosed(about=finding, title=finding.title, note=finding.closing_note))
    return finding


def _own(actor: Actor, person: Person) -> None:
    if actor.is_person and person.pk not in actor.person_ids:
        raise NotAllowed("only about yourself")


@action(SIGNED_IN, RemindersChosen)
def choose_reminders(actor: Actor, *, person: Person, frequency: str) -> ReminderPreference:
    """Choose how often Roeland mails what there is to do. Only about oneself."""
    _own(actor, person)
    if frequency not in FREQUENCIES:
        raise Invalid({"frequency": [_("Kies elke werkdag, elke maandag of nooit.")]})
    row = ReminderPreference.objects.filter(person=person).first() or ReminderPreference(
        authority_id=person.authority_id, audience="persons", person=person
    )
    row.frequency = frequency
    row.save()
    state(RemindersChosen(about=row, frequency=frequency))
    return row


def choose_everywhere(actor: Actor, *, account: Account, frequency: str) -> None:
    """The same choice in every authority of the actor in scope, and on the account for the ones still to come; in one transaction."""
    with batch():
        for person in Person.objects.filter(pk__in=actor.person_ids):
            choose_reminders(actor, person=person, frequency=frequency)
        wanted = frequency != "never"
        if account.digest != wanted:
            set_preferences(actor, account=account, theme=account.theme, digest=wanted)


@action(SIGNED_IN, VisitMarked)
def mark_visit(actor: Actor, *, person: Person) -> VisitMark:
    """Close today's visit to an authority: what happens from now on is new at the next one. Only about oneself."""
    _own(actor, person)
    row = VisitMark.objects.filter(person=person, on=clock.today()).first() or VisitMark(
        authority_id=person.authority_id, audience="visits", person=person, on=clock.today()
    )
    row.at = clock.now()
    row.save()
    state(VisitMarked(about=row, on=row.on))
    return row


@action(P.TASK_MAKE, RemindersSent)
def reminders_sent(actor: Actor, *, person: Person, numbers: list[str]) -> None:
    """Keep that a person was reminded of these tasks today. The worker calls it before the mail leaves: never two a day."""
    if ReminderMark.objects.filter(person=person, on=clock.today()).exists():
        raise Refused(_("Deze persoon kreeg vandaag al een herinnering."))
    ReminderMark(authority_id=person.authority_id, audience="persons", person=person, on=clock.today()).save()
    state(RemindersSent(about=person, to=str(person), count=len(numbers), numbers=numbers))
