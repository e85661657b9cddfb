"""The rules of log control: versions, and a draft written, tried and taken into use."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, object_for, page_of
from roeland.kernel.page import SIGNED_IN
from roeland.logs import trying
from roeland.logs.actions import rules as actions
from roeland.logs.models import RuleSet
from roeland.logs.queries import rules as queries
from roeland.logs.rules import P

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}/log-rules"
ONE = f"{BASE}/{{uuid:rules_id}}"


class RulesOut(Schema):
    """One version. `tried` is what the try gave, cases by alias; empty when it was not tried."""

    id: UUID
    version: str
    based_on: str
    state: str
    note: str
    sha256: str
    made_at: datetime
    live_at: datetime | None
    tried: dict[str, Any]
    text: str


class LiveRulesOut(Schema):
    """The rules that count: of which version, and whether they are the ones that come with Roeland.

    `problem` says, with line and rule, why Roeland cannot use them any more; then no control starts. Empty when it can.
    """

    version: str
    shipped: bool
    text: str
    problem: str


class RulesTextIn(In):
    """The whole text of a draft, in YAML, and what is different in one sentence."""

    text: str = Field(max_length=120_000)
    note: str = Field(max_length=300)


class RulesLiveIn(In):
    """`reason` is asked when the maker is the only one who may take rules into use."""

    reason: str = Field("", max_length=300)


def _rules(row: RuleSet) -> RulesOut:
    return RulesOut(
        id=row.pk,
        version=row.version,
        based_on=row.based_on,
        state=row.state,
        note=row.note,
        sha256=queries.seal(row.text),
        made_at=row.made_at,
        live_at=row.live_at,
        tried=row.tried,
        text=row.text,
    )


def _row(request: ApiRequest, pk: UUID) -> RuleSet:
    return object_for(RuleSet, request, pk, P.RULES, "authority")


@router.get(BASE, response=Page[RulesOut], operation_id="log_rules")
@inside(P.SEE)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """Every version, the newest first."""
    return page_of(queries.versions(request.authority), paging, _rules)


@router.get(f"{BASE}/live", response=LiveRulesOut, operation_id="live_log_rules")
@inside(P.SEE)
def live(request: ApiRequest, authority: str) -> Any:
    """The rules that count now."""
    now = queries.current(request.authority)
    text = now.row.text if now.row else queries.shipped_text()
    return LiveRulesOut(version=now.version, shipped=now.row is None, text=text, problem=str(now.problem or ""))


@router.get(ONE, response=RulesOut, operation_id="log_rules_version")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, rules_id: UUID) -> Any:
    """One version."""
    return _rules(object_for(RuleSet, request, rules_id, P.SEE))


@router.post(BASE, response={201: RulesOut}, operation_id="draft_log_rules")
@inside(P.RULES)
def draft(request: ApiRequest, authority: str, shipped: bool = False) -> Any:
    """Begin a draft from the rules that count, or from those that come with Roeland (`shipped`)."""
    return Status(201, _rules(actions.draft_rules(request.actor, authority=request.authority, shipped=shipped)))


@router.post(f"{ONE}/text", response=RulesOut, operation_id="write_log_rules")
@inside(SIGNED_IN)
def write(request: ApiRequest, authority: str, rules_id: UUID, wanted: RulesTextIn) -> Any:
    """Replace the text of a draft."""
    row = actions.write_rules(request.actor, rules=_row(request, rules_id), text=wanted.text, note=wanted.note)
    return _rules(row)


@router.post(f"{ONE}/try", response=RulesOut, operation_id="try_log_rules")
@inside(SIGNED_IN)
def try_out(request: ApiRequest, authority: str, rules_id: UUID) -> Any:
    """Run the examples and the last month that was delivered, and keep what would change."""
    row = _row(request, rules_id)
    found = trying.outcome(row)
    month = date.fromisoformat(found["month"])
    return _rules(actions.keep_try(request.actor, rules=row, month=month, outcome=found))


@router.post(f"{ONE}/live", response=RulesOut, operation_id="use_log_rules")
@inside(SIGNED_IN)
def use(request: ApiRequest, authority: str, rules_id: UUID, said: RulesLiveIn) -> Any:
    """Let a draft count from now on."""
    return _rules(actions.go_live(request.actor, rules=_row(request, rules_id), reason=said.reason))


@router.post(f"{ONE}/drop", response={204: None}, operation_id="drop_log_rules")
@inside(SIGNED_IN)
def drop(request: ApiRequest, authority: str, rules_id: UUID) -> Any:
    """Throw a draft away."""
    actions.drop_rules(request.actor, rules=_row(request, rules_id))
    return Status(204, None)
