"""How long a body has not met: the longest gap comes from the recurring task that its meetings close, never from code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from roeland.duties.models import Duty
from roeland.duties.values import DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.meetings.bodies import by_duty, kinds
from roeland.meetings.models import Meeting
from roeland.meetings.values import COMING, HELD, Gap
from roeland.people.actors import on_day
from roeland.people.models import Body, BodyMembership


@dataclass(frozen=True)
class Standing:
    """Of one body in one authority: its gap, the next meeting if one is announced, who sits on it, who leads the duty."""

    authority_id: UUID
    body_kind: str
    body_name: str
    gap: Gap
    next_on: date | None
    members: frozenset[UUID]
    chair: UUID | None
    lead_role: str
    duty_id: UUID


def standing(authority_ids: Iterable[UUID], today: date) -> list[Standing]:
    """Of every authority where the duty runs. Four statements whatever their number; reads past the scope, so what is shown of it
    is for the page to decide: only dates, and only to members, the director and the chair."""
    ids = list(authority_ids)
    wanted = [one.duty for one in kinds().values() if one.duty]
    with scope(Actor.system("meetings", ids), ids):
        duties = list(
            Duty.objects.filter(
                authority_id__in=ids,
                catalogue_id__in=wanted,
                status=DutyStatus.ACTIVE,
                max_gap_days__isnull=False,
                adopted_on__isnull=False,
            )
        )
        if not duties:
            return []
        held = _last(ids)
        coming = _next(ids)
        seats: dict[tuple[UUID, str], list[BodyMembership]] = {}
        rows = BodyMembership.objects.filter(on_day(today), authority_id__in=ids).select_related("body")
        for row in rows:
            seats.setdefault((row.authority_id, row.body.kind), []).append(row)
        names = {(row.authority_id, row.kind): row.name for row in Body.objects.filter(authority_id__in=ids)}
    return [_of(duty, held, coming, seats, names) for duty in duties]


def _last(ids: list[UUID]) -> dict[tuple[UUID, str], date]:
    rows = Meeting.objects.filter(authority_id__in=ids, status__in=HELD).order_by()
    found = rows.values_list("authority_id", "body_kind").annotate(last=Max("starts_at"))
    return {(authority_id, kind): clock.local(last).date() for authority_id, kind, last in found}


def _next(ids: list[UUID]) -> dict[tuple[UUID, str], date]:
    rows = Meeting.objects.filter(authority_id__in=ids, status__in=COMING).order_by("-starts_at")
    found = rows.values_list("authority_id", "body_kind", "starts_at")
    return {(authority_id, kind): clock.local(at).date() for authority_id, kind, at in found}


def _of(
    duty: Duty,
    held: dict[tuple[UUID, str], date],
    coming: dict[tuple[UUID, str], date],
    seats: dict[tuple[UUID, str], list[BodyMembership]],
    names: dict[tuple[UUID, str], str],
) -> Standing:
    kind = by_duty(duty.catalogue_id)
    assert kind is not None
    key = (duty.authority_id, kind.kind)
    most = duty.max_gap_days or 0
    last = held.get(key)
    begin = last or duty.adopted_on
    assert begin is not None
    members = seats.get(key, [])
    return Standing(
        authority_id=duty.authority_id,
        body_kind=kind.kind,
        body_name=names.get(key, "Informatieveiligheidsdienst"),
        gap=Gap(last, begin + timedelta(days=most), most),
        next_on=coming.get(key),
        members=frozenset(row.person_id for row in members),
        chair=next((row.person_id for row in members if row.chairs), None),
        lead_role=duty.lead_role,
        duty_id=duty.pk,
    )
