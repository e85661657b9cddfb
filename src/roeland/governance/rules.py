"""Who may do what in this room, and when its records let it be done. Pure."""

from roeland.governance.values import AdviceStatus
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _


class P:
    """Permissions of this room. ADVICE_ANSWER is also held by who holds the role that an advice is addressed to, FILE_KEEP by the
    holder of the mandate, QUOTE_KEEP by who writes advice: the adviser gathers, who keeps the contracts gathers and chooses."""

    ADVICE_SEE = Permission("governance:advice:see", "advice", Mode.SUMMARY)
    ADVICE_EDIT = Permission("governance:advice:edit", "advice", Mode.EDIT)
    ADVICE_ANSWER = Permission("governance:advice:answer", "advice", Mode.READ, may="approve")
    QUOTE_KEEP = Permission("governance:quote:keep", "contracts", Mode.EDIT)
    QUOTE_CHOOSE = Permission("governance:quote:choose", "contracts", Mode.EDIT)
    OBJECTIVE_SEE = Permission("governance:objective:see", "objectives", Mode.READ)
    OBJECTIVE_EDIT = Permission("governance:objective:edit", "objectives", Mode.EDIT)
    REPORT_SEE = Permission("governance:report:see", "reports", Mode.READ)
    REPORT_WRITE = Permission("governance:report:write", "reports", Mode.EDIT)
    REPORT_FREEZE = Permission("governance:report:freeze", "reports", Mode.EDIT, may="freeze")
    MESSAGE_SEE = Permission("governance:message:see", "awareness", Mode.READ)
    MESSAGE_EDIT = Permission("governance:message:edit", "awareness", Mode.EDIT)
    CONTACT_SEE = Permission("governance:contact:see", "contacts", Mode.READ)
    CONTACT_EDIT = Permission("governance:contact:edit", "contacts", Mode.EDIT)
    FILE_OPEN = Permission("governance:file:open", "mandates", Mode.EDIT)
    FILE_KEEP = Permission("governance:file:keep", "mandates", Mode.EDIT)


def may_write(status: str) -> Decision:
    """Only a draft is written and given."""
    return (
        ALLOWED
        if status == AdviceStatus.DRAFT
        else Denied(_("Dit advies is gegeven. Aan de tekst verandert niets meer."))
    )


def may_answer(status: str) -> Decision:
    """An answer comes once, after the advice was given."""
    if status == AdviceStatus.GIVEN:
        return ALLOWED
    return Denied(
        _("Dit advies is nog niet gegeven.") if status == AdviceStatus.DRAFT else _("Dit advies is al beantwoord.")
    )


def may_follow(status: str, answer: str) -> Decision:
    """Tasks come of an advice that was accepted, at least in part."""
    if status != AdviceStatus.ANSWERED:
        return Denied(_("Opvolgen kan zodra er een antwoord is en zolang het advies niet afgesloten is."))
    return Denied(_("Dit advies is niet gevolgd. Er valt niets uit te voeren.")) if answer == "refused" else ALLOWED


def may_close(status: str) -> Decision:
    """Close what was answered."""
    return ALLOWED if status == AdviceStatus.ANSWERED else Denied(_("Sluiten kan zodra er een antwoord is."))


def may_gather(status: str, *, chosen: bool) -> Decision:
    """Quotes come and go until one was chosen or the advice is closed."""
    if status == AdviceStatus.CLOSED:
        return Denied(_("Dit advies is afgesloten. Er komen geen offertes meer bij."))
    return Denied(_("De keuze is gemaakt. Aan de offertes verandert niets meer.")) if chosen else ALLOWED


def may_choose(status: str, *, alone: bool, valid: bool) -> Decision:
    """Choose a quote that is still valid. Who gathered all of them never chooses alone (DLB art. 218, separation of functions)."""
    if status == AdviceStatus.CLOSED:
        return Denied(_("Dit advies is afgesloten."))
    if alone:
        return Denied(
            _("Je verzamelde alle offertes zelf. Laat iemand anders kiezen, of laat iemand anders er een toevoegen.")
        )
    return ALLOWED if valid else Denied(_("Deze offerte geldt niet meer. Vraag een nieuwe aan de leverancier."))


def may_follow_training(status: str) -> Decision:
    """What is planned is followed or dropped, once."""
    return ALLOWED if status == "planned" else Denied(_("Deze vorming staat niet meer open in het plan."))


def may_change(status: str) -> Decision:
    """Only an objective that runs is changed, measured and closed."""
    return ALLOWED if status == "running" else Denied(_("Deze doelstelling is afgesloten."))


def may_rewrite(status: str) -> Decision:
    """A frozen report never changes."""
    return ALLOWED if status == "draft" else Denied(_("Dit verslag is bevroren. Daaraan verandert niets meer."))
