"""What time erases: cases past the retention term that staff were told of, the files of their control and the texts beside the ledger."""

from __future__ import annotations

import logging
import shutil
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.actions import MOST, erase
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs.actions.retention import blank, ended, over_rules
from roeland.logs.models import Case, Opening, Question, Reveal, Run, SampleItem, Standing
from roeland.logs.queries.events import runs_root
from roeland.logs.queries.rules import RULES
from roeland.logs.queries.terms import first_kept
from roeland.logs.values import GONE

log = logging.getLogger("roeland.logs.retention")
GROUND = "bewaartermijn"  # of ledger/data/erasure.yaml


def forget() -> int:
    """Erase what is past its term in every authority; the number of cases. Without conditions there is no term, and no case either."""
    done = 0
    for authority in Authority.everything.order_by("slug"):
        try:
            done += _of(authority)
        except Exception:
            log.exception("retention of authority %s failed", authority.pk)
    return done


def _of(authority: Authority) -> int:
    before = first_kept(authority.pk)
    if before is None:
        return 0
    actor = Actor.system("worker", [authority.pk])
    done = 0
    with scope(actor, [authority]):
        for run in Run.objects.filter(authority=authority, month__lt=before).order_by("month"):
            texts = _texts(authority, run)  # each step looks for itself: what was broken off goes on the next time
            waits = over_rules(run).exists() or Case.objects.filter(run=run, blanked_at=None).exists()
            if waits or SampleItem.objects.filter(run=run).exclude(user__user_id=GONE).exists():
                done += blank(actor, run=run)
            for at in range(0, len(texts), MOST):
                erase(actor, authority=authority, indices=texts[at : at + MOST], ground=GROUND)
            _drop_files(run)
    return done


def _drop_files(run: Run) -> None:
    """The files of a control, by user name and pseudonym; the rules that it ran by stay, they say nothing of anybody."""
    for path in (*runs_root(run).glob("*/*"), *runs_root(run).glob("*")):
        if path.name == RULES or (path.is_dir() and (path / RULES).exists()):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _texts(authority: Authority, run: Run) -> list[int]:
    """Entries about the cases of a control, and about what hangs on them, whose text still stands there."""
    cases = list(Case.objects.filter(run=run).values_list("pk", flat=True))
    about: set[UUID] = set(cases)
    for model in (Question, Opening, Reveal):
        about |= set(model.objects.filter(case__in=cases).values_list("pk", flat=True))
    rules = Standing.objects.filter(ended(), case__in=cases)
    about |= set(rules.values_list("pk", flat=True))
    about |= set(SampleItem.objects.filter(run=run).values_list("pk", flat=True))
    found = LedgerEntry.everything.filter(tree__authority_id=authority.pk, object_id__in=about)
    indices = list(found.values_list("idx", flat=True))
    kept = LedgerPayload.objects.filter(tree__authority_id=authority.pk, idx__in=indices, salt__isnull=False)
    return sorted(kept.values_list("idx", flat=True))
