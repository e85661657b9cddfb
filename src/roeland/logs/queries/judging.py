"""How somebody stands to a case or a drawn consultation: whether it is about himself, and whose it is to judge."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from roeland.kernel.actor import Actor
from roeland.logs.models import Case, SampleItem
from roeland.logs.queries.sight import whole
from roeland.logs.rules import Judge, P


def about(actor: Actor) -> Q:
    """Cases or drawn consultations about the actor: by the person that they keep, or by whose account it is now."""
    return Q(person__in=actor.person_ids) | Q(user__person__in=actor.person_ids)


def persons_of(row: Case | SampleItem) -> set[UUID]:
    """The persons whom a case or drawn consultation may be about, by the same two ways."""
    with whole(row.authority_id):  # who reads by mandate sees no accounts
        return {one for one in (row.person_id, row.user.person_id) if one}


def is_own(actor: Actor, row: Case | SampleItem) -> bool:
    """Whether it is about the actor."""
    return not persons_of(row).isdisjoint(actor.person_ids)


def judge(actor: Actor, row: Case | SampleItem) -> Judge:
    """What the rules ask of who wants to judge this."""
    with whole(row.authority_id):
        name = str(row.reviewer or "")
    return Judge(
        own=is_own(actor, row),
        reviewer=row.reviewer_id,
        mine=row.reviewer_id in actor.person_ids,
        judges=actor.holds(P.JUDGE, row.authority_id),
        name=name,
    )
