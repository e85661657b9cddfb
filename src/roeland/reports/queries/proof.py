"""What the ledger gives a report to be held against."""

from django.utils.translation import gettext as _

from roeland.kernel.models import Authority
from roeland.ledger import checkpointing, keys
from roeland.ledger.action import Refused
from roeland.ledger.append import locked
from roeland.ledger.models import LedgerEntry
from roeland.reports.facts import ReportFrozen
from roeland.reports.models import Report
from roeland.reports.values import Proof


def entry_of(report: Report) -> int | None:
    """The number of the entry that states the freeze, when the reader may see it."""
    found = LedgerEntry.objects.filter(object_id=report.pk, action=ReportFrozen.code).values_list("idx", flat=True)
    return found.first() if report.frozen else None


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
