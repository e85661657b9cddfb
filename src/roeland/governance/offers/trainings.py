"""Planned training on Vandaag, for who follows it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.governance.queries import trainings
from roeland.governance.words import figure
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import Line


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """What this person planned for himself and is due. One statement."""
    if not actor.is_person:
        return []
    day = clock.today()
    return [
        Line(
            title=_("Vorming volgen: %(title)s") % {"title": row.title},
            url=trainings.address(row),
            note=_("%(hours)s uur, uit je vormingsplan") % {"hours": figure(row.hours)},
            state="late" if row.due < day else "planned",
            on=row.due,
            authority_id=row.authority_id,
        )
        for row in trainings.due_for(actor, authority_ids, day)
    ]
