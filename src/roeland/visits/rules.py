"""Who may do what in this room, and when a visit lets it be done. Pure: no Django."""

from __future__ import annotations

from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _
from roeland.visits.values import HandoverStatus, Outcome, VisitStatus


class P:
    """Permissions of this room. HOURS asks any mode on visits: a coach of the shared service holds a summary and sees figures only."""

    SEE = Permission("visits:visit:see", "visits", Mode.READ)
    EDIT = Permission("visits:visit:edit", "visits", Mode.EDIT)
    AGREE = Permission("visits:agreement:edit", "visits", Mode.EDIT)
    HOURS = Permission("visits:hours:see", "visits", Mode.SUMMARY)
    HAND_OVER = Permission("visits:handover:make", "visits", Mode.OWN)
    CONFIRM = Permission("visits:handover:confirm", "visits", Mode.OWN)
    CHANGE = Permission("visits:change:edit", "visits", Mode.EDIT)
    LAW_SEE = Permission("visits:law:see", "norms", Mode.READ)
    LAW_EDIT = Permission("visits:law:edit", "norms", Mode.EDIT)


def may_open(status: str) -> Decision:
    """Begin: only what is planned."""
    return ALLOWED if status == VisitStatus.PLANNED else Denied(_("Dit bezoek is al begonnen of afgesloten."))


def may_write(status: str) -> Decision:
    """Notes, points, outcomes, closing: only during the visit."""
    if status == VisitStatus.OPEN:
        return ALLOWED
    return Denied(
        _("Dit bezoek is nog niet begonnen.") if status == VisitStatus.PLANNED else _("Dit bezoek is afgesloten.")
    )


def may_move(status: str) -> Decision:
    """Move or drop: only what did not begin."""
    return ALLOWED if status == VisitStatus.PLANNED else Denied(_("Dit bezoek is al begonnen."))


def may_settle(outcome: str) -> Decision:
    """A point gets one of the four outcomes."""
    if outcome in set(Outcome) - {Outcome.OPEN}:
        return ALLOWED
    return Denied(_("Kies wat er met dit punt gebeurt."))


def may_confirm(status: str, *, already: bool) -> Decision:
    """Each of both persons confirms once."""
    if status != HandoverStatus.OPEN:
        return Denied(_("Deze overdracht loopt niet meer."))
    return Denied(_("Je hebt dit al bevestigd.")) if already else ALLOWED
