"""Who may do what with a document, and when its life lets it be done. Pure: no database."""

from roeland.documents.values import AUDIENCES, DeviationStatus, RequestStatus, VersionStatus
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _


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
    MANDATE = _on("mandate:give", Mode.READ, "appoint")
    READ_HERE = Permission("documents:inspection:read", "requests", Mode.SELF)  # his own: the verbs ask whose it is
    REQUEST = Permission("documents:request:ask", "requests", Mode.SELF)
    DECIDE = Permission("documents:request:decide", "requests", Mode.EDIT)
    DEVIATE = _on("deviation:ask", Mode.READ)
    DEVIATIONS = _on("deviation:see", Mode.READ)  # the list: readers see what was approved
    DEVIATION_DECIDE = _on("deviation:decide", Mode.READ, "approve")
    PUSH = Permission("documents:template:push", "policy", Mode.OWN)


def may_write(status: str) -> Decision:
    """Save, upload, attach, submit: only in a draft."""
    if status == VersionStatus.DRAFT:
        return ALLOWED
    if status == VersionStatus.REVIEW:
        return Denied(_("Deze versie ligt ter goedkeuring en is verzegeld. Laat haar eerst terugsturen."))
    return Denied(_("Deze versie ligt vast. Begin een nieuwe versie."))


def may_comment(status: str) -> Decision:
    """A remark helps while the text can still change."""
    if status in {VersionStatus.DRAFT, VersionStatus.REVIEW}:
        return ALLOWED
    return Denied(_("Deze versie ligt vast. Zet je opmerking bij de volgende versie."))


def may_decide(status: str) -> Decision:
    """Approve or send back: only what was submitted."""
    return ALLOWED if status == VersionStatus.REVIEW else Denied(_("Deze versie ligt niet ter goedkeuring."))


def may_approve(status: str, *, wrote: bool, competent: bool, who: str) -> Decision:
    """Approve: by the competent person, and never by who wrote the version. `who` names the role in Dutch."""
    decision = may_decide(status)
    if not decision:
        return decision
    if not competent:
        return Denied(_("Dit document keurt de %(who)s goed.") % {"who": who})
    return Denied(_("Wie de tekst schreef, keurt niet zelf goed.")) if wrote else ALLOWED


def may_publish(status: str) -> Decision:
    """Publish: only what was approved."""
    return ALLOWED if status == VersionStatus.APPROVED else Denied(_("Deze versie is nog niet goedgekeurd."))


def may_read_closed(*, published: bool, reads: bool, fits: bool, kind: str) -> Decision:
    """Open a document for a named reader: a published one, for who does not read it already and whose role or request allows it."""
    if not published:
        return Denied(_("Alleen een gepubliceerd document gaat ter inzage."))
    if reads:
        return Denied(_("Deze persoon leest dit document al zonder inzage."))
    if fits:
        return ALLOWED
    if kind == "mandate":
        return Denied(_("De functie van deze persoon leest dit niet onder mandaat."))
    return Denied(
        _(
            "De functie van deze persoon leest dit niet ter inzage. Laat eerst inzage vragen, en beslis daarover met reden."
        )
    )


def may_answer(status: str, *, own: bool) -> Decision:
    """Answer a request: once, and never one's own."""
    if status != RequestStatus.ASKED:
        return Denied(_("Deze vraag heeft al een antwoord."))
    return Denied(_("Over je eigen vraag beslist iemand anders.")) if own else ALLOWED


def may_decide_deviation(status: str, *, asked: bool, competent: bool, who: str) -> Decision:
    """Decide on a deviation: the competent person of the rule, and never who asked. `who` names the role in Dutch."""
    if status != DeviationStatus.ASKED:
        return Denied(_("Over deze afwijking is al beslist."))
    if asked:
        return Denied(_("Wie een afwijking vraagt, keurt ze niet zelf goed."))
    return ALLOWED if competent else Denied(_("Over afwijkingen van dit document beslist de %(who)s.") % {"who": who})
