"""What the verbs of this room share."""

from __future__ import annotations

from roeland.duties.rules import P as DUTIES
from roeland.kernel.actor import Actor
from roeland.kernel.models import Row

LONG = 20_000


def maker(actor: Actor, row: Row) -> Actor:
    """Who makes a task that follows from a verb of this room: the actor, or Roeland when his role cannot make tasks himself."""
    if actor.holds(DUTIES.TASK_MAKE, row.authority_id):
        return actor
    return Actor.system("visits", [row.authority_id])
