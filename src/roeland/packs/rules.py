"""Who may do what in this room. Pure."""

from roeland.documents.rules import P as DOCUMENTS
from roeland.documents.values import AUDIENCES
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _


class P:
    """Permissions of this room. Taking a template asks the right to make a document in its circle of readers."""

    SEE = Permission("packs:pack:see", "documents", Mode.EDIT, family=AUDIENCES)
    TAKE = Permission("packs:pack:take", "documents", Mode.EDIT, family=AUDIENCES)
    PUSH = DOCUMENTS.PUSH
    ANSWER = Permission("packs:answer:give", "policy", Mode.EDIT)
    WALK = Permission("packs:walk:make", "control_plan", Mode.EDIT)


def may_walk(*, closed: bool) -> Decision:
    """Note, drop and close: only while the walk goes on."""
    return Denied(_("Deze rondgang is afgesloten.")) if closed else ALLOWED
