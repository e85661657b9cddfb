"""A dated hand-over to a colleague: prepared by the one, confirmed by both, carried out on its day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.duties.values import TO_DO
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.people.models import Person
from roeland.visits.actions.common import LONG, maker
from roeland.visits.facts import HandoverConfirmed, HandoverDone, HandoverDropped, HandoverMade
from roeland.visits.models import Agreement, Handover, Visit
from roeland.visits.queries import handovers
from roeland.visits.rules import P, may_confirm
from roeland.visits.values import HandoverStatus, VisitStatus

SOURCE = "visits.handover"


@action(P.HAND_OVER, HandoverMade)
def make_handover(actor: Actor, *, giver: Person, taker: Person, on: date, note: str = "") -> Handover:
    """Prepare a hand-over from `on`: the list of what goes over, and a task for the director to give the mandate."""
    if giver.pk == taker.pk:
        raise Invalid({"taker": [_("Kies iemand anders.")]})
    if on < clock.today():
        raise Invalid({"on": [_("Kies een dag vanaf vandaag.")]})
    if taker.left_on is not None and taker.left_on < on:
        raise Invalid({"taker": [_("Deze persoon werkt hier dan niet meer.")]})
    if Handover.objects.filter(giver=giver, status=HandoverStatus.OPEN).exists():
        raise Refused(_("Er loopt al een overdracht van deze persoon."))
    row = Handover(
        authority_id=giver.authority_id, audience="visits", giver=giver, taker=taker, on=on, note=note.strip()[:LONG]
    )
    row.lines = handovers.lines_of(giver)
    row.save()
    duties.make_task(
        maker(actor, row),
        authority=row.authority,
        title=f"Mandaat van informatieveiligheidsconsulent geven aan {taker} vanaf {on.day}/{on.month:02}/{on.year}"[
            :240
        ],
        due=on,
        lead_role="general_director",
        instruction="Geef het mandaat bij Rollen en vervanging, en beëindig dat van de vorige consulent.",
        minutes=15,
        source_kind=SOURCE,
        source_id=row.pk,
    )
    state(HandoverMade(about=row, **_told(row), count=len(row.lines)))
    return row


@action(P.CONFIRM, HandoverConfirmed)
def confirm_handover(actor: Actor, *, handover: Handover) -> Handover:
    """Confirm as the one who gives or the one who takes. With both, and once its day has come, it is carried out."""
    row = fresh(handover)
    me = actor.person_in(row.authority_id)
    if me not in {row.giver_id, row.taker_id}:
        raise Refused(_("Enkel wie overdraagt en wie overneemt, bevestigen."))
    giving = me == row.giver_id
    check(may_confirm(row.status, already=(row.given_at if giving else row.taken_at) is not None))
    if giving:
        row.given_at = clock.now()
    else:
        row.taken_at = clock.now()
    row.save(update_fields=["given_at", "taken_at"])
    if row.given_at and row.taken_at and row.on <= clock.today():
        carry_out(Actor.system("visits", [row.authority_id]), handover=row)
    state(HandoverConfirmed(about=row, **_told(row)))
    return row


@action(P.HAND_OVER, HandoverDropped)
def drop_handover(actor: Actor, *, handover: Handover) -> Handover:
    """Take it back before it was carried out."""
    row = fresh(handover)
    if row.status != HandoverStatus.OPEN:
        raise Refused(_("Deze overdracht loopt niet meer."))
    row.status = HandoverStatus.DROPPED
    row.save(update_fields=["status"])
    state(HandoverDropped(about=row, **_told(row)))
    return row


@action(P.HAND_OVER, HandoverDone)
def carry_out(actor: Actor, *, handover: Handover) -> Handover:
    """Pass on what the giver still has by now: open tasks by name, planned visits, running agreements. Raises Refused before its time."""
    row = fresh(handover)
    if row.status != HandoverStatus.OPEN or not (row.given_at and row.taken_at) or row.on > clock.today():
        raise Refused(_("Deze overdracht kan nog niet doorgaan."))
    tasks = list(Task.objects.filter(assignee=row.giver, status__in=TO_DO))
    for task in tasks:
        duties.pass_on(maker(actor, row), task=task, person=row.taker, reason="Overdracht van het mandaat.")
    visits = Visit.objects.filter(officer=row.giver, status=VisitStatus.PLANNED, planned_on__gte=row.on)
    moved = visits.update(officer=row.taker)
    moved += Agreement.objects.filter(officer=row.giver).exclude(end__lt=row.on).update(officer=row.taker)
    row.status, row.done_at = HandoverStatus.DONE, clock.now()
    row.save(update_fields=["status", "done_at"])
    state(HandoverDone(about=row, **_told(row), count=len(tasks) + moved))
    return row


def _told(row: Handover) -> dict[str, Any]:
    return {"giver": str(row.giver), "taker": str(row.taker), "on": row.on}
