"""Months that nobody will control: those that stand, leaving one out, taking that back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, object_for, page_of
from roeland.logs.actions import left_out as actions
from roeland.logs.models import LeftOut
from roeland.logs.queries import left_out as queries
from roeland.logs.rules import P

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}/log-months-left-out"


class LogLeftOutOut(Schema):
    """A month that nobody will control, by its first day, and why. `withdrawn_at`: since when it may be controlled after all."""

    id: UUID
    month: date
    reason: str
    made_at: datetime
    withdrawn_at: datetime | None


class LogLeaveOutIn(In):
    """Any day of the month, and why nobody controls it."""

    month: date
    reason: str = Field(max_length=300)


def _told(row: LeftOut) -> LogLeftOutOut:
    return LogLeftOutOut(**{name: getattr(row, name) for name in LogLeftOutOut.model_fields})


@router.get(BASE, response=Page[LogLeftOutOut], operation_id="log_months_left_out")
@inside(P.FIGURES)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """The months that stand as not controlled, the newest first."""
    return page_of(queries.listed([request.authority.pk]), paging, _told)


@router.post(BASE, response={201: LogLeftOutOut}, operation_id="leave_log_month_out")
@inside(P.RUN)
def leave_out(request: ApiRequest, authority: str, wanted: LogLeaveOutIn) -> Any:
    """Leave a month out: no control of it begins until that is taken back. It meets no duty."""
    made = actions.leave_out(request.actor, authority=request.authority, month=wanted.month, reason=wanted.reason)
    return Status(201, _told(made))


@router.post(f"{BASE}/{{uuid:log_left_out_id}}/take-back", response=LogLeftOutOut, operation_id="take_log_month_back")
@inside(P.RUN)
def take_back(request: ApiRequest, authority: str, log_left_out_id: UUID) -> Any:
    """Let the month be controlled after all."""
    return _told(actions.take_back(request.actor, left_out=object_for(LeftOut, request, log_left_out_id, P.RUN)))
