"""Reading past the rights of the reader, for what he may know of a row that he does not see: his own case, figures of a month."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.logs.models import Run
from roeland.logs.rules import AUDIENCE


@contextmanager
def whole(authority_id: UUID) -> Iterator[None]:
    """The scope of the program itself in one authority. Who uses it narrows by person or gives figures only."""
    with scope(Actor.system("logs", [authority_id]), [authority_id]):
        yield


def reads_controls(actor: Actor, authority_id: UUID) -> bool:
    """Whether the actor sees the controls of an authority, whole or as a summary. Who has only what is about himself sees none: a sum over
    them would tell him that there is nothing."""
    rights = actor.rights_in(authority_id)
    return rights.everything or any(mode.full or mode in Run.reading for mode in rights.modes.get(AUDIENCE, ()))
