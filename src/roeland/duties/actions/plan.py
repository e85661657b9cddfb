"""The control plan: take over, add, adapt, ground, decline and stop duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from roeland.duties import recurrence
from roeland.duties.actions.common import closed_days, fresh, minutes_of, role_of, second_pair, text_of
from roeland.duties.catalogue import CatalogueDuty, catalogue, groups
from roeland.duties.facts import DutyAdapted, DutyAdded, DutyAdopted, DutyDeclined, DutyGrounded, DutyStopped
from roeland.duties.models import Duty, Task
from roeland.duties.providers import room_exists
from roeland.duties.rules import P, may_adapt
from roeland.duties.spread import Wanted, fixed_date, spread
from roeland.duties.values import Check, DutyStatus, Ground, GroundKind, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, batch, state
from roeland.ledger.verbs import check
from roeland.people.models import Person

STATUTORY = gettext_noop("Wettelijke datum. Die schuift nooit op.")


def _offered(catalogue_id: str) -> CatalogueDuty:
    found = catalogue().get(catalogue_id)
    if found is None:
        raise Invalid({"catalogue_id": [_("Deze terugkerende taak staat niet in de catalogus.")]})
    return found


def _existing(authority: Authority, catalogue_id: str) -> Duty | None:
    found: Duty | None = Duty.objects.filter(authority=authority, catalogue_id=catalogue_id).first()
    return found


def _from_catalogue(authority: Authority, offered: CatalogueDuty) -> Duty:
    return Duty(
        authority=authority,
        audience=offered.visibility,
        catalogue_id=offered.id,
        title=offered.title,
        group=offered.group,
        rule=offered.rule,
        trigger=offered.trigger.event if offered.trigger else "",
        within_days=offered.trigger.within_days if offered.trigger else None,
        max_gap_days=offered.max_gap_days,
        statutory=offered.statutory,
        signal=offered.signal,
        lead_role=offered.lead,
        approve_role=offered.approve,
        separation=offered.separation,
        separation_reason=offered.separation_reason,
        minutes=offered.minutes,
        instruction=offered.instruction,
        evidence=list(offered.evidence),
        grounds=[ground.to_json() for ground in offered.grounds],
        cadence_source=offered.cadence_source.value,
        needs_room=offered.needs_room,
    )


def _waits(duty: Duty) -> bool:
    """Adopted, but nothing can start it yet: no rhythm of its own, and its room is absent."""
    return not duty.rule and not room_exists(duty.needs_room)


def _keeps_dates(duty: Duty, old: date, new: date) -> None:
    """Raise Refused when a start would move or skip a statutory date from today on."""
    if duty.statutory and duty.rule and not recurrence.same_dates(duty.rule, old, new, clock.today()):
        raise Refused(_(STATUTORY))


@action(P.PLAN_DECIDE, DutyAdopted)
def adopt(
    actor: Actor,
    *,
    authority: Authority,
    catalogue_id: str,
    start: date | None = None,
    person: Person | None = None,
    minutes: int | None = None,
) -> Duty:
    """Take an offered duty over. `start` is its first due date (today when left out), `person` does it instead of the role.

    A declined or stopped one may be taken over again. Raises Refused when it already runs, or when `start` would move or
    skip a date that the law fixes; Invalid for an unknown id.
    """
    offered = _offered(catalogue_id)
    duty = _existing(authority, catalogue_id)
    if duty is not None and duty.status in {DutyStatus.ACTIVE, DutyStatus.WAITING}:
        raise Refused(_("Deze terugkerende taak loopt al."))
    old, duty = duty, _from_catalogue(authority, offered)
    if old is not None:
        duty.pk, duty._state.adding = old.pk, False  # noqa: SLF001 -- the same row, with the catalogue's values again
    duty.start = start or clock.today()
    if fixed_date(duty.rule):
        _keeps_dates(duty, clock.today(), duty.start)
    duty.lead_person = person
    duty.minutes = minutes_of(minutes or offered.minutes)
    duty.status = DutyStatus.WAITING if _waits(duty) else DutyStatus.ACTIVE
    duty.adopted_on = duty.decided_on = clock.today()
    duty.save()
    state(
        DutyAdopted(
            about=duty,
            title=duty.title,
            catalogue_id=duty.catalogue_id,
            rule=duty.rule,
            start=duty.start,
            waiting=duty.status == DutyStatus.WAITING,
        )
    )
    return duty


def adopt_selection(
    actor: Actor, authority: Authority, catalogue_ids: Iterable[str], *, visits: Sequence[date] = ()
) -> list[Duty]:
    """Take several offered duties over in one transaction, their starts spread from today. One verb and fact per duty."""
    offered = [_offered(catalogue_id) for catalogue_id in catalogue_ids]
    wanted = [Wanted(row.id, "" if row.signal else row.rule, row.minutes, row.lead) for row in offered]
    starts = spread(wanted, clock.today(), closed=closed_days(authority.pk), visits=visits)
    with batch():
        return [adopt(actor, authority=authority, catalogue_id=row.id, start=starts[row.id]) for row in offered]


def _rule(text: str) -> str:
    try:
        return recurrence.validate(text)
    except recurrence.BadRule as error:
        raise Invalid({"rule": [str(error)]}) from error


@action(P.PLAN_DECIDE, DutyAdded)
def add_duty(
    actor: Actor,
    *,
    authority: Authority,
    title: str,
    rule: str,
    start: date,
    lead_role: str,
    group: str = "control",
    person: Person | None = None,
    approve_role: str = "",
    separation: bool = False,
    minutes: int = 60,
    evidence: Sequence[str] = (),
    instruction: str = "",
    ground: str = "",
    statutory: bool = False,
) -> Duty:
    """Add a duty of the authority's own. `ground` is a reference to its own decision; without it the duty is a proposal."""
    if group not in groups():
        raise Invalid({"group": [_("Kies een groep uit de lijst.")]})
    ref = text_of("ground", ground, ask="", longest=200) if ground.strip() else ""
    own = Ground(GroundKind.MANDATE, ref, Check.OWN) if ref else None
    duty = Duty(
        authority=authority,
        audience="control_plan",
        title=text_of("title", title, ask=_("Geef deze taak een titel."), longest=200),
        rule=_rule(rule),
        start=start,
        group=group,
        lead_role=role_of("lead_role", lead_role) or "security_officer",
        lead_person=person,
        approve_role=role_of("approve_role", approve_role or second_pair(lead_role, separation=separation)),
        separation=separation,
        statutory=statutory,
        minutes=minutes_of(minutes),
        evidence=[item.strip() for item in evidence if item.strip()],
        instruction=instruction.strip(),
        grounds=[own.to_json()] if own else [Ground(GroundKind.PROPOSAL, "eigen taak", Check.NONE).to_json()],
        cadence_source=GroundKind.MANDATE.value if own else GroundKind.PROPOSAL.value,
        status=DutyStatus.ACTIVE,
        adopted_on=clock.today(),
        decided_on=clock.today(),
    )
    duty.save()
    state(DutyAdded(about=duty, title=duty.title, rule=duty.rule, start=start))
    return duty


def _withdraw_planned(duty: Duty, *, after: date | None = None) -> int:
    """Take back tasks that were only planned: nobody touched them and they are not due yet. The ledger keeps their fact."""
    rows = Task.objects.filter(duty=duty, status=TaskStatus.PLANNED, source_id=None, evidence=None, comments=None)
    rows = rows.filter(findings=None, due__gt=after or clock.today())
    return int(Task.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()[0])


@action(P.PLAN_DECIDE, DutyAdapted)
def adapt_duty(
    actor: Actor,
    *,
    duty: Duty,
    reason: str,
    rule: str | None = None,
    start: date | None = None,
    lead_role: str | None = None,
    person: Person | None = None,
    minutes: int | None = None,
) -> Duty:
    """Change interval, next date, role, person or duration, with a reason. Tasks only planned so far are planned anew.

    A rule is not changed by moving one occurrence: postpone that task instead. Raises Refused for a statutory rule, and for a
    start that moves or skips a statutory date.
    """
    duty = fresh(duty)
    check(may_adapt(duty.status))
    if duty.statutory and (rule not in {None, duty.rule}):
        raise Refused(_(STATUTORY))
    if start is not None and duty.start is not None:
        _keeps_dates(duty, duty.start, start)
    duty.adapted_reason = text_of("reason", reason, ask=_("Zeg kort waarom je dit aanpast."))
    moved = (rule is not None and _rule(rule) != duty.rule) or (start is not None and start != duty.start)
    duty.rule = _rule(rule) if rule is not None else duty.rule
    duty.start = start or (clock.today() if moved and rule is not None else duty.start)
    duty.lead_role = role_of("lead_role", lead_role) if lead_role else duty.lead_role
    duty.lead_person = person
    duty.minutes = minutes_of(minutes) if minutes is not None else duty.minutes
    duty.decided_on = clock.today()
    duty.save()
    _withdraw_planned(duty)
    state(
        DutyAdapted(
            about=duty,
            title=duty.title,
            reason=duty.adapted_reason,
            rule=duty.rule,
            start=duty.start,
            lead_role=duty.lead_role,
            minutes=duty.minutes,
        )
    )
    return duty


@action(P.PLAN_DECIDE, DutyGrounded)
def link_mandate(actor: Actor, *, duty: Duty, ref: str) -> Duty:
    """Link the authority's own agreement or decision: what was an example of elsewhere becomes its own assignment."""
    duty = fresh(duty)
    ref = text_of("ref", ref, ask=_("Noem het besluit of de overeenkomst."), longest=200)
    kept = [ground.to_json() for ground in duty.ground_list if ground.kind != GroundKind.SEED]
    duty.grounds = [Ground(GroundKind.MANDATE, ref, Check.OWN).to_json(), *kept]
    if duty.cadence_source == GroundKind.SEED:
        duty.cadence_source = GroundKind.MANDATE.value
    duty.save(update_fields=["grounds", "cadence_source"])
    state(DutyGrounded(about=duty, title=duty.title, ref=ref))
    return duty


@action(P.PLAN_DECIDE, DutyDeclined)
def decline(actor: Actor, *, authority: Authority, catalogue_id: str, reason: str) -> Duty:
    """Say that an offered duty is not taken over, and why. Raises Refused while it runs: stop it instead."""
    offered = _offered(catalogue_id)
    duty = _existing(authority, catalogue_id) or _from_catalogue(authority, offered)
    if duty.status in {DutyStatus.ACTIVE, DutyStatus.WAITING}:
        raise Refused(_("Deze terugkerende taak loopt. Stop ze eerst."))
    duty.status = DutyStatus.DECLINED
    duty.declined_reason = text_of("reason", reason, ask=_("Zeg kort waarom jullie deze taak niet overnemen."))
    duty.decided_on = clock.today()
    duty.save()
    state(DutyDeclined(about=duty, title=duty.title, reason=duty.declined_reason, catalogue_id=catalogue_id))
    return duty


@action(P.PLAN_DECIDE, DutyStopped)
def stop_duty(actor: Actor, *, duty: Duty, reason: str) -> Duty:
    """End a duty from today on, with a reason. What is already due stays to be done or skipped."""
    duty = fresh(duty)
    check(may_adapt(duty.status))
    duty.status = DutyStatus.STOPPED
    duty.declined_reason = text_of("reason", reason, ask=_("Zeg kort waarom deze taak stopt."))
    duty.decided_on = clock.today()
    duty.save()
    withdrawn = _withdraw_planned(duty)
    state(DutyStopped(about=duty, title=duty.title, reason=duty.declined_reason, withdrawn=withdrawn))
    return duty
