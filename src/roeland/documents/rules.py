"""Who may do what with a document, and when its life lets it be done. Pure: no database."""

from roeland.documents.values import AUDIENCES
from roeland.kernel.rights import Mode, Permission


def _on(code: str, mode: Mode, may: str | None = None) -> Permission:
    """A permission that is asked on the audience of the document itself."""
    return Permission(f"documents:{code}", "documents", mode, may, family=AUDIENCES)


class P:
    """Permissions of this room. APPROVE is also held by who holds the role that approves the document (`Document.grants`)."""

    SEE = _on("document:see", Mode.SUMMARY)  # the list and the reader: rows decide what is in it
    EDIT = _on("document:edit", Mode.EDIT)  # make, write, comment, submit, attach, upload, publish
    APPROVE = _on("version:approve", Mode.READ, "approve")
    WITHDRAW = _on("document:withdraw", Mode.OWN)
    OPEN = _on("inspection:open", Mode.READ, "inspect")
    REQUEST = Permission("documents:request:ask", "requests", Mode.SELF)
    DECIDE = Permission("documents:request:decide", "requests", Mode.EDIT)
    DEVIATE = _on("deviation:ask", Mode.READ)
    DEVIATION_DECIDE = _on("deviation:decide", Mode.READ, "approve")
    PUSH = Permission("documents:template:push", "policy", Mode.OWN)
