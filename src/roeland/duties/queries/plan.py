"""The plan itself: what the catalogue offers and what became of it, and the hours that a selection asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from roeland.duties.catalogue import CatalogueDuty, catalogue, groups
from roeland.duties.hours import Load, RoleHours, hours_per_role
from roeland.duties.models import Clock, Duty, Finding
from roeland.duties.providers import room_exists
from roeland.duties.recurrence import per_year
from roeland.duties.values import DutyStatus, FindingStatus
from roeland.kernel.models import Authority
from roeland.people.queries.settings import role_hours


@dataclass(frozen=True)
class Offer:
    """An offered duty and what the authority decided about it. `waits` when nothing can start it yet."""

    offered: CatalogueDuty
    duty: Duty | None
    waits: bool

    @property
    def ticked(self) -> bool:
        """Whether it is proposed ticked: a starter that nobody decided about yet."""
        return self.duty is None and self.offered.starter

    @property
    def running(self) -> bool:
        """Whether it was taken over."""
        return self.duty is not None and self.duty.status in {DutyStatus.ACTIVE, DutyStatus.WAITING}

    @property
    def declined(self) -> bool:
        """Whether it was declined or stopped."""
        return self.duty is not None and not self.running


@dataclass(frozen=True)
class OfferGroup:
    """Offers under one heading."""

    id: str
    label: str
    offers: list[Offer]


def offers(authority: Authority) -> list[OfferGroup]:
    """The catalogue as this authority sees it, starters first in each group. One statement."""
    decided = {duty.catalogue_id: duty for duty in Duty.objects.filter(authority=authority).exclude(catalogue_id="")}
    rows = [
        Offer(row, decided.get(row.id), not row.rule and not room_exists(row.needs_room))
        for row in catalogue().values()
    ]
    rows.sort(key=lambda offer: not offer.offered.starter)
    named = [
        OfferGroup(key, label, [row for row in rows if row.offered.group == key]) for key, label in groups().items()
    ]
    return [group for group in named if group.offers]


def _load(offered: CatalogueDuty) -> Load:
    return Load(
        offered.id,
        offered.title,
        offered.lead,
        offered.minutes_per_year,
        offered.ground,
        offered.statutory,
        offered.starter,
    )


def _running_load(duty: Duty) -> Load:
    offered = catalogue().get(duty.catalogue_id)
    times = (
        offered.per_year
        if offered and not duty.rule
        else 0.0
        if duty.signal
        else per_year(duty.rule)
        if duty.rule
        else 0.0
    )
    starter = bool(offered and offered.starter)
    return Load(str(duty.pk), duty.title, duty.lead_role, times * duty.minutes, duty.ground, duty.statutory, starter)


def hours_of_selection(authority: Authority, catalogue_ids: Iterable[str] = ()) -> list[RoleHours]:
    """Hours a year per role: what already runs plus the ticked offers, against the hours that the authority gave a role."""
    running = Duty.objects.filter(authority=authority, status__in=(DutyStatus.ACTIVE, DutyStatus.WAITING))
    loads = [_running_load(duty) for duty in running]
    loads += [_load(catalogue()[catalogue_id]) for catalogue_id in catalogue_ids if catalogue_id in catalogue()]
    capacity = {role: float(hours) for role, hours in role_hours(authority).items()}
    return hours_per_role(loads, capacity)


def duty_by_id(duty_id: UUID) -> Duty | None:
    """A duty in scope; None for absent and refused alike."""
    found: Duty | None = Duty.objects.filter(pk=duty_id).select_related("authority", "lead_person").first()
    return found


def clock_by_id(clock_id: UUID) -> Clock | None:
    """A clock in scope with its events; None for absent and refused alike."""
    rows = Clock.objects.filter(pk=clock_id).select_related("authority", "owner").prefetch_related("events__person")
    found: Clock | None = rows.first()
    return found


def findings(authority: Authority, *, open_only: bool = True) -> list[Finding]:
    """Findings of an authority, newest first."""
    rows = Finding.objects.filter(authority=authority).select_related("task", "owner")
    return list(rows.filter(status=FindingStatus.OPEN) if open_only else rows)
