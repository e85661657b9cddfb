"""What the ledger gives a report to be held against."""

from django.utils.translation import gettext as _

from roeland.kernel.models import Authority
from roeland.ledger import checkpointing, keys
from roeland.ledger import queries as ledger
from roeland.ledger.action import Refused
from roeland.ledger.append import locked
from roeland.ledger.models import LedgerEntry, LedgerTree
from roeland.reports.facts import ReportFrozen
from roeland.reports.models import Report
from roeland.reports.queries.plan import as_system
from roeland.reports.values import Proof


def entry_of(report: Report) -> int | None:
    """The number of the entry that states the freeze, when the reader may see it."""
    found = LedgerEntry.objects.filter(object_id=report.pk, action=ReportFrozen.code).values_list("idx", flat=True)
    return found.first() if report.frozen else None


def of_freeze(report: Report) -> str | None:
    """The `.tlog-proof` of the one entry that states the freeze; None for a draft.

    For whoever may read the frozen report: the entry says nothing but what stands in it (year, size, root, SHA-256 of the parts).
    Under the first checkpoint that covers the entry, signed now when there is none, so that the key in the report opens it.
    Raises checkpointing.Forked, keys.KeyMissing.
    """
    with as_system(report.authority):
        entry = LedgerEntry.objects.filter(object_id=report.pk, action=ReportFrozen.code).first()
        if entry is None or not report.frozen:
            return None
        tree = LedgerTree.objects.get(pk=entry.tree_id)
        checkpoint = checkpointing.covering(tree, entry.idx) or checkpointing.sign(tree)
        return None if checkpoint is None else ledger.proof(entry, checkpoint).text


def sign(authority: Authority) -> Proof:
    """The signed checkpoint of everything committed so far; the tree stays locked until the transaction ends.

    Only inside an action. Raises Refused when there is nothing to sign, when the key is missing, or when the log does not
    extend what was signed before.
    """
    tree = locked(authority.pk)
    try:
        checkpoint = checkpointing.sign(tree)
    except (checkpointing.Forked, keys.KeyMissing) as problem:
        raise Refused(_("Het logboek kan niet getekend worden. Vraag de beheerder om het na te kijken.")) from problem
    if checkpoint is None:
        raise Refused(_("Het logboek is nog leeg. Er is niets om het verslag aan te toetsen."))
    return Proof(
        origin=tree.origin,
        size=checkpoint.size,
        root=bytes(checkpoint.root).hex(),
        checkpoint=checkpoint.note,
        key=keys.key_at(keys.chain(tree, checkpoint.size), checkpoint.size).vkey,
    )
