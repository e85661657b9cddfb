"""What time does to the ledger."""

import logging
from datetime import datetime, time

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger import checkpointing
from roeland.ledger.actions import record_audit, record_installation_audit
from roeland.ledger.audit import audit
from roeland.ledger.entries import AUDITED
from roeland.ledger.models import LedgerEntry, LedgerTree

EVERY = 60  # seconds between two looks
NIGHT = time(3)  # from then on the audit of the day is due
log = logging.getLogger("roeland.ledger")


def sign_checkpoints() -> int:
    """Sign every tree that grew since its last checkpoint; the number of checkpoints."""
    return checkpointing.sign_all()


def self_audit() -> int:
    """Once a night recompute every tree and state what came out; the number of trees. A tree that nobody wrote to since its last
    audit is left alone, so that audits do not feed on each other.
    """
    now = clock.local(clock.now())
    if now.time() < NIGHT:
        return 0
    since = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    done = 0
    for tree in LedgerTree.objects.filter(size__gt=0):
        last = LedgerEntry.everything.filter(tree=tree, action=AUDITED).order_by("-idx").first()
        if last is not None and (last.time >= since or last.idx == tree.size - 1):
            continue
        _audit(tree)
        done += 1
    return done


def _audit(tree: LedgerTree) -> None:
    found = audit(tree)
    if not found.holds:
        log.error("the log %s does not verify: %d problems", tree.origin, len(found.problems))
    if tree.authority_id is None:
        record_installation_audit(Actor.system("worker"), size=found.size, problems=found.problems)
        return
    authority = Authority.everything.get(pk=tree.authority_id)
    record_audit(Actor.system("worker", [authority.pk]), authority=authority, size=found.size, problems=found.problems)
