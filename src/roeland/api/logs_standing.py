"""Standing rules of log control: those that controls still read, and withdrawing one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, object_for, part
from roeland.kernel.page import SIGNED_IN
from roeland.logs.actions.standing import withdraw_standing
from roeland.logs.models import Standing
from roeland.logs.queries import standing as queries
from roeland.logs.rules import P

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}/log-standing-rules"


class LogStandingOut(Schema):
    """This service asks this consultation without a file, both days included.

    `explained`: how many consultations it explained in the last control; null when that did not count them.
    """

    id: UUID
    team: str
    service: str
    start: date
    end: date
    reason: str
    made_by: UUID | None
    made_at: datetime
    withdrawn_at: datetime | None
    explained: int | None


class LogWithdrawIn(In):
    """Why it is withdrawn."""

    reason: str = Field(max_length=300)


def _rule(one: queries.Rule) -> LogStandingOut:
    row = one.row
    names = "service start end reason made_at withdrawn_at".split()
    return LogStandingOut(
        id=row.pk,
        team=one.team,
        made_by=row.made_by.pk if row.made_by else None,
        explained=one.explained,
        **{name: getattr(row, name) for name in names},
    )


@router.get(BASE, response=Page[LogStandingOut], operation_id="log_standing_rules")
@inside(P.SEE)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """The rules that a control of now or later may read, what ends first at the top."""
    rows = queries.read(request.authority)
    _run, some = queries.shown(request.authority, list(rows[paging.first : paging.first + paging.size]))
    return part([_rule(one) for one in some], rows.count(), paging)


@router.post(f"{BASE}/{{uuid:log_standing_id}}/withdraw", response=LogStandingOut, operation_id="withdraw_log_standing")
@inside(SIGNED_IN)
def withdraw(request: ApiRequest, authority: str, log_standing_id: UUID, said: LogWithdrawIn) -> Any:
    """No control reads it from now on; closed ones stay as they were, and those that run and read it look again before they close."""
    row = object_for(Standing, request, log_standing_id, P.JUDGE)
    done = withdraw_standing(request.actor, standing=row, reason=said.reason)
    return _rule(queries.shown(request.authority, [done])[1][0])
