"""Cost lines of records of any room, in the open scope: who reads no money finds none."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from roeland.duties.models import CostLine
from roeland.kernel.models import Authority


def costs_of(record_id: UUID) -> list[CostLine]:
    """The cost lines of one record, by the day they begin. One statement."""
    return list(CostLine.objects.filter(subject_id=record_id))


def costs_of_many(record_ids: Iterable[UUID]) -> dict[UUID, list[CostLine]]:
    """The cost lines of many records; every record is there, also one without costs. One statement."""
    found: dict[UUID, list[CostLine]] = {record_id: [] for record_id in record_ids}
    for line in CostLine.objects.filter(subject_id__in=list(found)):
        found[line.subject_id].append(line)
    return found


def costs_of_authority(authority: Authority) -> list[CostLine]:
    """Every cost line of an authority, by the day it begins. One statement."""
    return list(CostLine.objects.filter(authority=authority))


def cost_line(authority: Authority, line_id: UUID) -> CostLine | None:
    """One line of this authority; None for absent and refused alike."""
    found: CostLine | None = CostLine.objects.filter(authority=authority, pk=line_id).first()
    return found
