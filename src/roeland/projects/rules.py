"""Who may do what in this room, and when its records let it be done. Pure."""

from collections.abc import Sequence

from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _
from roeland.projects.values import STEPS, Dpia, Status, Step


class P:
    """Permissions of this room. Advice on a DPIA is the DPO's alone: who owns the register of processing."""

    SEE = Permission("projects:project:see", "projects", Mode.READ)
    EDIT = Permission("projects:project:edit", "projects", Mode.EDIT)
    APPROVE = Permission("projects:project:approve", "projects", Mode.EDIT, may="approve")
    DPIA_ADVISE = Permission("projects:dpia:advise", "processing", Mode.OWN)
    MONEY_SEE = Permission("projects:money:see", "money", Mode.READ)
    MONEY_EDIT = Permission("projects:money:edit", "money", Mode.EDIT)


def may_change(status: str) -> Decision:
    """What is done or stopped stays as it was."""
    return (
        Denied(_("Dit project is %(status)s.") % {"status": Status(status).label}) if Status(status).over else ALLOWED
    )


def may_step(status: str, step: Step) -> Decision:
    """Each step starts from its own statuses."""
    allowed = STEPS[step][0]
    if Status(status) in allowed:
        return ALLOWED
    if step == Step.START and status in {Status.IDEA, Status.INTAKE}:
        return Denied(_("Starten kan na de goedkeuring door de algemeen directeur."))
    return Denied(_("Dit kan niet: het project is %(status)s.") % {"status": Status(status).label})


def may_answer(status: str) -> Decision:
    """An intake is answered until the project is over; a new round after the seal."""
    return may_change(status)


def may_present(
    status: str,
    *,
    sealed: bool,
    dpia: str,
    advised: bool,
    presented: bool,
    lacking: Sequence[str] = (),
    personal: bool = False,
    reason: str = "",
) -> Decision:
    """No approval without a sealed intake and a short security plan (`lacking`: its empty sections, in words).

    When a DPIA seems needed the DPO advises first. With personal data (`personal`) he advises too, or `reason` says why not.
    """
    if status not in {Status.IDEA, Status.INTAKE}:
        return Denied(_("Dit project is %(status)s.") % {"status": Status(status).label})
    if presented:
        return Denied(_("Dit project ligt al bij de algemeen directeur."))
    if not sealed:
        return Denied(_("Eerst de intake invullen en verzegelen."))
    if dpia == Dpia.NEEDED and not advised:
        return Denied(_("Een DPIA lijkt nodig. Eerst adviseert de functionaris voor gegevensbescherming."))
    if lacking:
        return Denied(
            _("In het korte veiligheidsplan ontbreekt nog: %(parts)s.")
            % {"parts": ", ".join(part.lower() for part in lacking)}
        )
    return _advised(personal=personal, advised=advised, reason=reason)


def _advised(*, personal: bool, advised: bool, reason: str) -> Decision:
    """Personal data ask the DPO's advice, or words why not."""
    if personal and not advised and not reason.strip():
        return Denied(
            _(
                "Het project verwerkt persoonsgegevens. Vraag het advies van de functionaris, of zeg waarom dat niet nodig is."
            )
        )
    return ALLOWED


def may_approve(status: str, *, presented: bool, sealed: bool) -> Decision:
    """Only what was presented, with its intake sealed."""
    if status in {Status.IDEA, Status.INTAKE} and presented and sealed:
        return ALLOWED
    return Denied(_("Dit project wacht niet op goedkeuring."))


def may_advise(*, sealed: bool, advised: bool) -> Decision:
    """The DPO advises once, on a sealed intake."""
    if not sealed:
        return Denied(_("Adviseren kan zodra de intake verzegeld is."))
    return Denied(_("Over deze intake is al geadviseerd.")) if advised else ALLOWED


def may_seal(*, sealed: bool, unanswered: int) -> Decision:
    """Every question has its answer, also when that is that nobody knows."""
    if sealed:
        return Denied(_("Deze intake is al verzegeld."))
    if unanswered:
        also = _("“Weet ik niet” is ook een antwoord.")
        if unanswered == 1:
            return Denied(_("Eén vraag heeft nog geen antwoord.") + f" {also}")
        return Denied(_("%(n)s vragen hebben nog geen antwoord.") % {"n": unanswered} + f" {also}")
    return ALLOWED


def may_settle(*, waits: bool) -> Decision:
    """A proposed measure is settled once."""
    return ALLOWED if waits else Denied(_("Over deze maatregel is al beslist."))


def may_tick(*, is_open: bool) -> Decision:
    """A milestone is reached or dropped once."""
    return ALLOWED if is_open else Denied(_("Deze mijlpaal is al afgesloten."))
