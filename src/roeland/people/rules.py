"""Who may do what in this room, and which roles do not go together. Pure: no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import INSTALLATION, RIGHTS, Mode, Permission
from roeland.kernel.shipped import parsed
from roeland.kernel.texts import _


class P:
    """Permissions of this room. Everybody records his own absence (`Person.grants`) and manages his own account."""

    PERSON_SEE = Permission("people:person:see", "persons", Mode.READ)
    PERSON_EDIT = Permission("people:person:edit", "persons", Mode.EDIT)
    PERSON_ERASE = Permission("people:person:erase", "persons", Mode.READ, may="approve")
    PERSON_EXPORT = Permission("people:person:export", "persons", Mode.READ, may="export")
    ABSENCE_RECORD = Permission("people:absence:record", "persons", Mode.EDIT)
    MANDATE_SEE = Permission("people:mandate:see", "mandates", Mode.READ)
    MANDATE_APPOINT = Permission("people:mandate:appoint", "mandates", Mode.EDIT, may="appoint")
    SETTINGS_SEE = Permission("people:settings:see", "settings", Mode.READ)
    SETTINGS_EDIT = Permission("people:settings:edit", "settings", Mode.EDIT)
    AUTHORITY_OPEN = Permission("people:authority:open", INSTALLATION)
    ACCOUNT_MANAGE = Permission("people:account:manage", INSTALLATION)
    LOGIN_RECORD = Permission("people:login:record", INSTALLATION)


@dataclass(frozen=True)
class Separation:
    """Two roles that one person should not hold together; `firm` refuses, otherwise it is a warning."""

    roles: frozenset[str]
    reason: str
    ground: str
    firm: bool


def load_separations(path: Path = Path(__file__).parent / "data" / "separation.yaml") -> tuple[Separation, ...]:
    """The separation rules of `data/separation.yaml`. Raises ValueError on a role that roles.yaml does not know."""
    found = []
    for item in parsed(path.read_text(encoding="utf-8"))["separations"]:
        unknown = set(item["roles"]) - set(RIGHTS.roles)
        if unknown:
            raise ValueError(f"separation.yaml: unknown {', '.join(sorted(unknown))}")
        found.append(Separation(frozenset(item["roles"]), item["reason"], item["ground"], bool(item.get("firm"))))
    return tuple(found)


SEPARATIONS = load_separations()


def conflicts(role: str, held: Iterable[str]) -> tuple[Separation, ...]:
    """The separation rules that `role` breaks beside the roles somebody holds already."""
    return tuple(
        rule for rule in SEPARATIONS if role in rule.roles and any({role, other} == rule.roles for other in held)
    )


def may_hold(role: str, held: Iterable[str]) -> Decision:
    """Denied when a firm separation rule stands in the way, or the person has the role already."""
    others = set(held)
    if role in others:
        return Denied(_("Die rol heeft deze persoon al."))
    for rule in conflicts(role, others):
        if rule.firm:
            return Denied(rule.reason)
    return ALLOWED


def may_reach(roles: Iterable[str], *, appoints: bool) -> Decision:
    """Whether somebody may choose the address by which a holder of `roles` gets in (invite, give an account, change the e-mail).

    Who holds a role with a word of `may` is reached only by whoever may give that role: otherwise it could be taken over.
    """
    heavy = [RIGHTS.roles[role].nl for role in sorted(set(roles)) if role in RIGHTS.roles and RIGHTS.roles[role].may]
    if appoints or not heavy:
        return ALLOWED
    return Denied(_("Deze persoon is %(names)s. Vraag dit aan wie mandaten aanduidt.") % {"names": ", ".join(heavy)})


def may_end(start: date, on: date) -> Decision:
    return ALLOWED if on >= start else Denied(_("Het einde valt vóór het begin."))
