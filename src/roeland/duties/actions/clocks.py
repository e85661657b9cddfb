"""Statutory clocks: start, note, warn, pause, resume, stop; and the three steps towards not notifying."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.actions.common import fresh, name_of, person_of, text_of
from roeland.duties.catalogue import CatalogueClock, clocks
from roeland.duties.clock_facts import (
    ClockNoted,
    ClockPaused,
    ClockResumed,
    ClockStarted,
    ClockStopped,
    ClockWarned,
    NotNotifyingAdvised,
    NotNotifyingDecided,
    NotNotifyingProposed,
)
from roeland.duties.models import Clock, ClockEvent
from roeland.duties.rules import P, in_past, may_advise, may_decide, may_run
from roeland.duties.values import ClockDecision, ClockStatus
from roeland.kernel import clock as time
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check
from roeland.people.models import AuthorityProfile, Person

LONG = 5000


def _kind(clock_id: str) -> CatalogueClock:
    found = clocks().get(clock_id)
    if found is None or not found.startable:
        raise Invalid({"clock_id": [_("Deze klok kan niet gestart worden.")]})
    return found


def _event(row: Clock, actor: Actor, kind: str, text: str, person: UUID | None = None) -> None:
    ClockEvent(
        authority_id=row.authority_id,
        audience=row.audience,
        clock=row,
        at=time.now(),
        kind=kind,
        text=text[:300],
        person_id=person or person_of(actor, row),
    ).save()


def _applies(kind: CatalogueClock, authority: Authority) -> None:
    if kind.condition != "nis2_entity":
        return
    if not AuthorityProfile.objects.filter(authority=authority, nis2_entity=True).exists():
        raise Refused(_("Dit bestuur is niet als NIS2-entiteit ingesteld."))


@action(P.CLOCK_RUN, ClockStarted)
def start_clock(
    actor: Actor,
    *,
    authority: Authority,
    clock_id: str,
    title: str,
    started_at: datetime,
    source_kind: str = "",
    source_id: UUID | None = None,
) -> Clock:
    """Start a clock of clocks.yaml at the moment that starts it by law (awareness, receipt), which lies in the past."""
    kind = _kind(clock_id)
    _applies(kind, authority)
    check(in_past(started_at, time.now()))
    if not kind.valid_from <= time.local(started_at).date() <= kind.valid_to:
        raise Refused(_("Deze klok gold toen niet."))
    row = Clock(
        authority=authority,
        audience=kind.audience,
        clock_id=clock_id,
        title=text_of("title", title, ask=_("Zeg waarover het gaat."), longest=200),
        basis=kind.starts_at,
        started_at=started_at,
        due_at=kind.due(started_at),
        status=ClockStatus.RUNNING,
        owner_id=actor.person_in(authority.pk),
        source_kind=source_kind,
        source_id=source_id,
    )
    row.save()
    _event(row, actor, "started", "klok gestart")
    state(ClockStarted(about=row, title=row.title, clock_id=clock_id, started_at=row.started_at, due_at=row.due_at))
    return row


@action(P.CLOCK_RUN, ClockNoted)
def note_clock(actor: Actor, *, clock: Clock, text: str) -> Clock:
    """Note something that happened while the clock ran."""
    clock = fresh(clock)
    text = text_of("text", text, ask=_("Schrijf eerst iets."), longest=300)
    _event(clock, actor, "note", text)
    state(ClockNoted(about=clock, title=clock.title, kind="note", text=text))
    return clock


@action(P.CLOCK_RUN, ClockWarned)
def warn(actor: Actor, *, clock: Clock, person: Person, how: str = "mail") -> Clock:
    """Keep that somebody was warned of the clock, when and how."""
    clock = fresh(clock)
    _event(clock, actor, "warned", f"{name_of(person)} verwittigd ({how})", person.pk)
    state(ClockWarned(about=clock, title=clock.title, to=name_of(person)))
    return clock


@action(P.CLOCK_RUN, ClockPaused)
def pause_clock(actor: Actor, *, clock: Clock, reason: str) -> Clock:
    """Suspend a clock, with the reason. Refused where the law knows no suspension."""
    clock = fresh(clock)
    check(may_run(clock.status, "pause"))
    if not clocks()[clock.clock_id].pausable:
        raise Refused(_("Deze klok loopt door. De wet laat geen pauze toe."))
    clock.pause_reason = text_of("reason", reason, ask=_("Zeg waarom de klok stilstaat."))
    clock.status, clock.paused_at = ClockStatus.PAUSED, time.now()
    clock.save(update_fields=["pause_reason", "status", "paused_at"])
    _event(clock, actor, "paused", clock.pause_reason)
    state(ClockPaused(about=clock, title=clock.title, reason=clock.pause_reason))
    return clock


@action(P.CLOCK_RUN, ClockResumed)
def resume_clock(actor: Actor, *, clock: Clock) -> Clock:
    """Let a suspended clock run again: it ends as much later as it stood still."""
    clock = fresh(clock)
    check(may_run(clock.status, "resume"))
    clock.due_at += time.now() - (clock.paused_at or time.now())
    clock.status, clock.paused_at = ClockStatus.RUNNING, None
    clock.save(update_fields=["due_at", "status", "paused_at"])
    _event(clock, actor, "resumed", "klok loopt verder")
    state(ClockResumed(about=clock, title=clock.title, due_at=clock.due_at))
    return clock


@action(P.CLOCK_RUN, ClockStopped)
def stop_clock(actor: Actor, *, clock: Clock, proof: str) -> Clock:
    """Stop a clock with the proof that it was met (number or file of the notification). The moment is now."""
    clock = fresh(clock)
    check(may_run(clock.status, "stop"))
    clock.proof = text_of("proof", proof, ask=_("Noem het bewijs, bijvoorbeeld het nummer van de melding."))
    clock.stopped_at, clock.status = time.now(), ClockStatus.STOPPED
    clock.save(update_fields=["proof", "stopped_at", "status"])
    _event(clock, actor, "stopped", clock.proof)
    state(ClockStopped(about=clock, title=clock.title, proof=clock.proof, in_time=not clock.passed(time.now())))
    return clock


@action(P.CLOCK_PROPOSE, NotNotifyingProposed)
def propose_not_notifying(actor: Actor, *, clock: Clock, reason: str) -> Clock:
    """The officer proposes not to notify (`decision` of clocks.yaml), nobody else who runs the clock.

    The clock keeps running until the director decides.
    """
    clock = _deciding(clock, "propose")
    clock.decision_reason = text_of("reason", reason, ask=_("Zeg waarom melden niet nodig is."), longest=LONG)
    clock.decision = ClockDecision.PROPOSED
    clock.save(update_fields=["decision", "decision_reason"])
    _event(clock, actor, "proposed", "niet melden voorgesteld")
    state(NotNotifyingProposed(about=clock, title=clock.title, reason=clock.decision_reason))
    return clock


@action(P.CLOCK_ADVISE, NotNotifyingAdvised)
def advise(actor: Actor, *, clock: Clock, agrees: bool, advice: str) -> Clock:
    """The DPO advises on the proposal of somebody else, either way."""
    clock = _deciding(clock, "advise")
    proposed = clock.events.filter(kind="proposed").values_list("person_id", flat=True)
    check(may_advise(actor.person_in(clock.authority_id), list(proposed)))
    clock.advice = text_of("advice", advice, ask=_("Schrijf je advies."), longest=LONG)
    clock.decision = ClockDecision.ADVISED
    clock.save(update_fields=["decision", "advice"])
    _event(clock, actor, "advised", "advies: niet melden" if agrees else "advies: wel melden")
    state(NotNotifyingAdvised(about=clock, title=clock.title, reason=clock.advice, agrees=agrees))
    return clock


@action(P.CLOCK_DECIDE, NotNotifyingDecided)
def decide(actor: Actor, *, clock: Clock, notify: bool, reason: str) -> Clock:
    """The general director (or the replacement) decides. Not notifying stops the clock; notifying lets it run on."""
    clock = _deciding(clock, "decide")
    reason = text_of("reason", reason, ask=_("Motiveer de beslissing."), longest=LONG)
    clock.decision = ClockDecision.NOTIFYING if notify else ClockDecision.NOT_NOTIFYING
    clock.decision_reason, clock.decided_at = reason, time.now()
    if not notify:
        clock.stopped_at, clock.status = clock.decided_at, ClockStatus.STOPPED
        clock.proof = "gemotiveerde beslissing om niet te melden"
    clock.save()
    _event(clock, actor, "decided", "beslist: melden" if notify else "beslist: niet melden")
    state(NotNotifyingDecided(about=clock, title=clock.title, reason=reason, notify=notify))
    return clock


def _deciding(clock: Clock, step: str) -> Clock:
    clock = fresh(clock)
    check(may_run(clock.status, "decide"))
    check(may_decide(clock.decision, step))
    return clock
