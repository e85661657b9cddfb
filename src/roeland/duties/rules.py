"""Who may do what in this room, and when a task, duty or clock lets it be done. Pure: no database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from roeland.duties.values import TO_DO, UNFINISHED, ClockDecision, ClockStatus, DutyStatus, EvidenceKind, TaskStatus
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _


class P:
    """Permissions of this room. Whoever is involved in a task holds TASK_DO and TASK_COMMENT on it by the task itself; whoever
    leads a signal holds SIGNAL_REPORT on it."""

    PLAN_SEE = Permission("duties:plan:see", "control_plan", Mode.READ)
    PLAN_DECIDE = Permission("duties:plan:decide", "control_plan", Mode.OWN)
    TASK_SEE = Permission("duties:task:see", "control_plan", Mode.READ)
    TASK_MAKE = Permission("duties:task:make", "control_plan", Mode.OWN)
    TASK_DO = Permission("duties:task:do", "control_plan", Mode.OWN)
    TASK_COMMENT = Permission("duties:task:comment", "control_plan", Mode.EDIT)
    TASK_REVIEW = Permission("duties:task:review", "control_plan", Mode.OWN, may="accept")
    EVIDENCE_ERASE = Permission("duties:evidence:erase", "control_plan", Mode.READ, may="approve")
    SIGNAL_REPORT = Permission("duties:signal:report", "control_plan", Mode.OWN)
    FINDING_EDIT = Permission("duties:finding:edit", "control_plan", Mode.EDIT)
    CLOCK_SEE = Permission("duties:clock:see", "breach", Mode.READ)
    CLOCK_RUN = Permission("duties:clock:run", "breach", Mode.EDIT)
    CLOCK_PROPOSE = Permission("duties:clock:propose", "breach", Mode.EDIT, may="propose")
    CLOCK_ADVISE = Permission("duties:clock:advise", "breach", Mode.OWN)
    CLOCK_DECIDE = Permission("duties:clock:decide", "breach", Mode.READ, may="decide")
    COST_SEE = Permission("duties:cost:see", "money", Mode.READ)
    COST_EDIT = Permission("duties:cost:edit", "money", Mode.EDIT)


def may_work_on(status: str) -> Decision:
    """Claim, hand in, attach, postpone, skip and pass on: only while the doer is at work."""
    if status in TO_DO:
        return ALLOWED
    if status == TaskStatus.HANDED_IN:
        return Denied(_("Deze taak is ingediend. Wacht op het nazicht, of laat haar heropenen."))
    return Denied(_("Deze taak is afgesloten."))


def may_erase(kind: str, *, erased: bool) -> Decision:
    """Erase evidence: a file or a text, once."""
    if kind == EvidenceKind.LINK:
        return Denied(_("Een verwijzing heeft zelf geen inhoud. Wis wat er achter zit waar het staat."))
    return Denied(_("De inhoud van dit bewijs is al gewist.")) if erased else ALLOWED


def may_review(status: str, *, separation: bool, doer: UUID | None, reviewer: UUID | None) -> Decision:
    """Accept or reject: only what was handed in, and not by the doer where separation is asked."""
    if status != TaskStatus.HANDED_IN:
        return Denied(_("Er is niets ingediend om na te zien."))
    if separation and doer is not None and doer == reviewer:
        return Denied(_("Wie uitvoert, keurt niet zelf goed."))
    return ALLOWED


def may_reopen(status: str) -> Decision:
    """Reopen: what was handed in, accepted or skipped by mistake."""
    if status in TO_DO:
        return Denied(_("Deze taak is nog open."))
    return ALLOWED


def is_unfinished(status: str) -> bool:
    """Whether somebody still has to do something."""
    return status in UNFINISHED


def may_adapt(status: str) -> Decision:
    """Adapt or stop: only a duty that runs or waits."""
    if status in {DutyStatus.ACTIVE, DutyStatus.WAITING}:
        return ALLOWED
    return Denied(_("Deze terugkerende taak loopt niet."))


def may_report(status: str, *, signal: bool, busy: bool) -> Decision:
    """Report that a signal failed: only while it runs, and once until its task is closed."""
    if not signal or status != DutyStatus.ACTIVE:
        return Denied(_("Dit is geen signaal dat loopt."))
    return Denied(_("Voor dit signaal staat al een taak open.")) if busy else ALLOWED


def may_run(status: str, wanted: str) -> Decision:
    """Pause, resume or stop a clock."""
    allowed = {
        "pause": {ClockStatus.RUNNING},
        "resume": {ClockStatus.PAUSED},
        "stop": {ClockStatus.RUNNING, ClockStatus.PAUSED},
        "decide": {ClockStatus.RUNNING, ClockStatus.PAUSED},
    }[wanted]
    if status in allowed:
        return ALLOWED
    return Denied(
        _("Deze klok staat al stil.") if status == ClockStatus.STOPPED else _("Dat kan nu niet met deze klok.")
    )


def may_decide(decision: str, step: str) -> Decision:
    """Not to notify goes in order: the officer proposes, the DPO advises, the director decides."""
    before = {"advise": {ClockDecision.PROPOSED}, "decide": {ClockDecision.ADVISED}, "propose": {ClockDecision.NONE}}
    if decision in before[step]:
        return ALLOWED
    reasons = {
        "propose": "Er is al een voorstel om niet te melden.",
        "advise": "Er is geen voorstel om over te adviseren.",
        "decide": "De functionaris voor gegevensbescherming adviseert eerst.",
    }
    return Denied(reasons[step])


def may_advise(advisor: UUID | None, proposers: Collection[UUID | None]) -> Decision:
    """Whoever proposed does not advise on the own proposal, also when one person holds both roles."""
    if advisor is not None and advisor in proposers:
        return Denied(_("Wie voorstelt, adviseert niet zelf over het eigen voorstel."))
    return ALLOWED


def in_past(moment: datetime, now: datetime) -> Decision:
    """A clock starts at a moment that has come."""
    return ALLOWED if moment <= now else Denied(_("Dit tijdstip ligt nog niet achter ons."))
