"""Make tasks of the occurrences that fall within the horizon."""

from __future__ import annotations

import logging
from uuid import UUID

from roeland.duties.actions import plan_task
from roeland.duties.queries.generation import HORIZON, missing
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused, batch

log = logging.getLogger("roeland.duties.planning")


def plan_ahead(horizon: int = HORIZON) -> int:
    """Plan every authority, one transaction each; the number of tasks made. One that fails does not stop the others."""
    made = 0
    for authority_id in Authority.everything.order_by("slug").values_list("pk", flat=True):
        try:
            made += plan_authority(authority_id, horizon)
        except Exception:
            log.exception("planning of authority %s failed", authority_id)
    return made


def plan_authority(authority_id: UUID, horizon: int = HORIZON) -> int:
    """Plan one authority; the number of tasks made."""
    actor = Actor.system("worker", [authority_id])
    with scope(actor, [authority_id]):
        wanted = missing([authority_id], clock.today(), horizon)
        if not wanted:
            return 0
        with batch():
            return sum(_plan(actor, duty, occurrence.key) for duty, occurrence in wanted)


def _plan(actor: Actor, duty: object, key: object) -> int:
    try:
        plan_task(actor, duty=duty, key=key)  # type: ignore[arg-type]  # as `missing` gave them
    except Refused:  # another worker was first
        return 0
    return 1
