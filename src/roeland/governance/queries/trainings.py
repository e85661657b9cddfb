"""The plan of training: what is planned for whom, what is due, what it adds up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from roeland.duties.providers import Provider, Record
from roeland.governance.models import PlannedTraining
from roeland.governance.values import TRAINING_AHEAD, PlanStatus
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope
from roeland.people.actors import on_day

PLANNED = "governance.planned_training"  # what cost lines name as the record that they are about


@dataclass(frozen=True)
class PlanSum:
    """What a plan adds up to: open, of which late, followed; hours and euro of what is open or followed."""

    planned: int
    late: int
    followed: int
    hours: Decimal
    cost: Decimal


def address(row: PlannedTraining) -> str:
    """The file of the mandate; its row comes with authority and file."""
    return f"/{row.authority.slug}/mandaten/{row.file.mandate_id}/#plan"


def _find(authority_id: UUID, pk: UUID) -> Record | None:
    row = PlannedTraining.objects.filter(authority_id=authority_id, pk=pk).select_related("authority", "file").first()
    return Record(PLANNED, row.pk, row.title, row.due, address(row)) if row else None


PROVIDER = Provider(PLANNED, "Geplande vorming", _find)


def plan(first: date, authority_ids: list[UUID] | None = None) -> list[PlannedTraining]:
    """What is open, and what was followed or dropped from `first` on, in sight. One statement."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    rows = PlannedTraining.objects.filter(Q(status=PlanStatus.PLANNED) | Q(closed_on__gte=first), authority_id__in=ids)
    return list(
        rows.select_related("authority", "file__mandate__person", "renews", "followed").order_by("due", "title", "pk")
    )


def total(rows: Sequence[PlannedTraining], today: date) -> PlanSum:
    """What these rows add up to; what was followed counts with the hours it took."""
    still = [row for row in rows if row.status == PlanStatus.PLANNED]
    done = [row for row in rows if row.followed is not None]
    hours = sum((row.hours for row in still), Decimal(0)) + sum(
        (row.followed.hours for row in done if row.followed), Decimal(0)
    )
    return PlanSum(
        len(still),
        sum(row.due < today for row in still),
        len(done),
        hours,
        sum((row.cost for row in [*still, *done]), Decimal(0)),
    )


def one(authority: Authority, pk: UUID) -> PlannedTraining | None:
    """One planned training with the file that it is in, when the actor in scope may see it."""
    rows = PlannedTraining.objects.filter(authority=authority, pk=pk)
    found: PlannedTraining | None = rows.select_related("authority", "file__mandate__person").first()
    return found


def due_for(actor: Actor, authority_ids: Sequence[UUID], today: date) -> list[PlannedTraining]:
    """Open training of this person himself that comes within the term, or is late, for mandates that hold. One statement."""
    rows = PlannedTraining.objects.filter(
        on_day(today, "file__mandate__"),
        authority_id__in=authority_ids,
        status=PlanStatus.PLANNED,
        due__lte=today + timedelta(days=TRAINING_AHEAD),
        file__mandate__person__in=actor.person_ids,
    )
    return list(rows.select_related("authority", "file").order_by("due", "pk"))
