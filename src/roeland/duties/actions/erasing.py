"""Erasing what a piece of evidence holds, for ever: the file or the text goes, the row with seal, size and reason stays."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from roeland.duties.actions.common import fresh, text_of
from roeland.duties.erasing import drop, elsewhere, hold
from roeland.duties.facts import EvidenceErased
from roeland.duties.models import Evidence
from roeland.duties.rules import P, may_erase
from roeland.duties.values import EvidenceKind
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.values import grounds, still_kept
from roeland.ledger.verbs import check

KIND = "duties.evidence"  # in retention.yaml


@action(P.EVIDENCE_ERASE, EvidenceErased)
def erase_evidence(actor: Actor, *, evidence: Evidence, ground: str, reason: str) -> Evidence:
    """Erase the file or the text of a piece of evidence on a ground of `ledger/data/erasure.yaml`.

    The bytes leave the store right after the commit, when nothing else in the installation refers to them (`file_gone` of the
    fact). What earlier log entries say about it is erased by the verb of the ledger. Raises Invalid (unknown ground, no reason),
    Refused (a reference, erased already, the term of retention still runs).
    """
    found = fresh(evidence)
    if ground not in grounds():
        raise Invalid({"ground": [_("Kies een grondslag.")]})
    reason = text_of("reason", reason, ask=_("Zeg waarom dit bewijs gewist wordt."))
    check(may_erase(found.kind, erased=found.erased_at is not None))
    closed = found.task.closed_at
    check(still_kept(KIND, ground, None if closed is None else clock.local(closed).date(), clock.today()))
    hold(alone=True)
    seal, size = found.sha256, found.size
    found.name = found.text = ""
    found.erased_at, found.erase_ground, found.erase_reason = clock.now(), ground, reason
    found.save(update_fields=["name", "text", "erased_at", "erase_ground", "erase_reason"])
    gone = found.kind == EvidenceKind.FILE and not elsewhere(seal)
    if gone:
        transaction.on_commit(partial(drop, seal))
    state(
        EvidenceErased(
            about=found.task,
            title=found.task.title,
            kind=found.kind,
            sha256=seal,
            size=size,
            ground=ground,
            reason=reason,
            file_gone=gone,
        )
    )
    return found
