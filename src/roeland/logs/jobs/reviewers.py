"""What time does with reviewers: who is no deputy, officer or DPO any more passes on what he had."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs.actions.reviewers import pass_on, pass_on_sample
from roeland.logs.models import Case, SampleItem
from roeland.logs.queries.judging import to_pass_on
from roeland.logs.queries.runs import reviewers

log = logging.getLogger("roeland.logs.jobs")


def keep_reviewers() -> int:
    """Pass on what lies with nobody who may judge it, in every authority; how many cases and samples. One that fails stops no other."""
    done = 0
    for authority in Authority.everything.order_by("slug"):
        try:
            done += _of(authority)
        except Exception:
            log.exception("reviewers of authority %s failed", authority.pk)
    return done


def _of(authority: Authority) -> int:
    actor, done = Actor.system("worker", [authority.pk]), 0
    with scope(actor, [authority]):
        judges = reviewers(authority, clock.today())
        cases = to_pass_on(Case.objects.filter(authority=authority), judges)
        items = to_pass_on(SampleItem.objects.filter(authority=authority), judges)
        calls: list[Callable[[], object]] = [partial(pass_on, actor, case=row) for row in cases]
        calls += [partial(pass_on_sample, actor, run=row) for row in {item.run for item in items}]
        for call in calls:
            try:
                call()
            except Refused:  # another worker was first
                continue
            done += 1
    return done
