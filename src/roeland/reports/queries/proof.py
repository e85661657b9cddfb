"""What the ledger gives a report to be held against."""

from roeland.kernel.models import Authority
from roeland.ledger import checkpointing, keys
from roeland.ledger.append import locked
from roeland.ledger.models import LedgerEntry
from roeland.reports.facts import ReportFrozen
from roeland.reports.models import Report
from roeland.reports.values import Proof


class NothingToSign(RuntimeError):
    """The authority has no entries yet."""


def entry_of(report: Report) -> int | None:
    """The number of the entry that states the freeze, when the reader may see it."""
    found = LedgerEntry.objects.filter(object_id=report.pk, action=ReportFrozen.code).values_list("idx", flat=True)
    return found.first() if report.frozen else None


def sign(authority: Authority) -> Proof:
    """The signed checkpoint of everything committed so far; the tree stays locked until the transaction ends.

    Only inside an action. Raises NothingToSign, checkpointing.Forked, keys.KeyMissing.
    """
    tree = locked(authority.pk)
    checkpoint = checkpointing.sign(tree)
    if checkpoint is None:
        raise NothingToSign(authority.slug)
    return Proof(
        origin=tree.origin,
        size=checkpoint.size,
        root=bytes(checkpoint.root).hex(),
        checkpoint=checkpoint.note,
        key=keys.key_at(keys.chain(tree, checkpoint.size), checkpoint.size).vkey,
    )
