"""Who may do what with a document, and when its life lets it be done. Pure: no database."""

from roeland.documents.values import AUDIENCES, VersionStatus
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission


def _on(code: str, mode: Mode, may: str | None = None) -> Permission:
    """A permission that is asked on the audience of the document itself."""
    return Permission(f"documents:{code}", "documents", mode, may, family=AUDIENCES)


class P:
    """Permissions of this room. `Document.grants` gives SEE, COMMENT and APPROVE to who holds the role that approves a document, and
    SEE, COMMENT and EDIT to its owner."""

    SEE = _on("document:see", Mode.SUMMARY)  # the list and the reader: rows decide what is in it
    EDIT = _on("document:edit", Mode.EDIT)  # make, write, comment, submit, attach, upload, publish
    COMMENT = _on("version:comment", Mode.EDIT)
    APPROVE = _on("version:approve", Mode.READ, "approve")
    WITHDRAW = _on("document:withdraw", Mode.OWN)
    OPEN = _on("inspection:open", Mode.READ, "inspect")
    REQUEST = Permission("documents:request:ask", "requests", Mode.SELF)
    DECIDE = Permission("documents:request:decide", "requests", Mode.EDIT)
    DEVIATE = _on("deviation:ask", Mode.READ)
    DEVIATION_DECIDE = _on("deviation:decide", Mode.READ, "approve")
    PUSH = Permission("documents:template:push", "policy", Mode.OWN)


def may_write(status: str) -> Decision:
    """Save, upload, attach, submit: only in a draft."""
    if status == VersionStatus.DRAFT:
        return ALLOWED
    if status == VersionStatus.REVIEW:
        return Denied("Deze versie ligt ter goedkeuring en is verzegeld. Laat haar eerst terugsturen.")
    return Denied("Deze versie ligt vast. Begin een nieuwe versie.")


def may_comment(status: str) -> Decision:
    """A remark helps while the text can still change."""
    if status in {VersionStatus.DRAFT, VersionStatus.REVIEW}:
        return ALLOWED
    return Denied("Deze versie ligt vast. Zet je opmerking bij de volgende versie.")


def may_decide(status: str) -> Decision:
    """Approve or send back: only what was submitted."""
    return ALLOWED if status == VersionStatus.REVIEW else Denied("Deze versie ligt niet ter goedkeuring.")


def may_approve(status: str, *, wrote: bool, competent: bool, who: str) -> Decision:
    """Approve: by the competent person, and never by who wrote the version. `who` names the role in Dutch."""
    decision = may_decide(status)
    if not decision:
        return decision
    if not competent:
        return Denied(f"Dit document keurt de {who} goed.")
    return Denied("Wie de tekst schreef, keurt niet zelf goed.") if wrote else ALLOWED


def may_publish(status: str) -> Decision:
    """Publish: only what was approved."""
    return ALLOWED if status == VersionStatus.APPROVED else Denied("Deze versie is nog niet goedgekeurd.")
