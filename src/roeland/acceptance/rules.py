"""Who may do what in this room. Pure: no database.

An offer has the circle of readers of its document, so a round about a closed document is nowhere for who does not read that. Who was
asked, and what they did, has the audience `awareness`; heads of a service see their own service only (`models.led`).
"""

from collections.abc import Collection

from roeland.acceptance.values import State, terms
from roeland.documents.values import AUDIENCES
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission


class P:
    """Permissions of this room. The owner of a document follows and answers (`grants`); everybody accepts for himself."""

    FOLLOW = Permission("acceptance:offer:follow", "awareness", Mode.READ)
    OFFER = Permission("acceptance:offer:make", "documents", Mode.EDIT, family=AUDIENCES)
    CLOSE = Permission("acceptance:offer:close", "documents", Mode.EDIT, family=AUDIENCES)
    ACCEPT = Permission("acceptance:asked:accept", "awareness", Mode.SELF)
    ANSWER = Permission("acceptance:question:answer", "documents", Mode.EDIT, family=AUDIENCES)
    LIST = Permission("acceptance:list:seal", "awareness", Mode.READ)
    LETTERS = Permission("acceptance:letter:make", "awareness", Mode.READ)
    KIOSK = Permission("acceptance:kiosk:open", "awareness", Mode.READ)
    EXPORT = Permission("acceptance:offer:export", "awareness", Mode.READ, may="export")
    KEEP = Permission("acceptance:offer:keep", "awareness", Mode.OWN)  # the program itself; an officer could


def may_lead(roles: Collection[str], *, edits: bool, approves: bool) -> Decision:
    """Seal a list, print code letters, open a kiosk: heads of a service, who keeps the training records, the director."""
    if edits or approves or terms().heads & set(roles):
        return ALLOWED
    return Denied("Dat doet het diensthoofd, de personeelsdienst of de consulent.")


def may_offer(*, published: bool) -> Decision:
    """Only what is in force is read and accepted."""
    return ALLOWED if published else Denied("Alleen een gepubliceerd document kan gelezen en aanvaard worden.")


def may_accept(state: str, *, open_round: bool) -> Decision:
    """Once, while the round runs."""
    if state == State.ACCEPTED:
        return Denied("Dit is al aanvaard.")
    if state != State.ASKED:
        return Denied("Dit wordt niet meer gevraagd.")
    return ALLOWED if open_round else Denied("Deze leesronde is voorbij.")
