"""Controls of consultations: months, starting, the sample, closing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, page_of, part
from roeland.api.logs_sources_shapes import LogOverlapOut, overlap_out
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.logs.actions import runs as actions
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.sample import judge_many, judge_sample
from roeland.logs.models import Run, SampleItem
from roeland.logs.overlap import of_data
from roeland.logs.queries import cases, runs, sources
from roeland.logs.queries.figures import coarse, told
from roeland.logs.queries.judging import about
from roeland.logs.queries.staleness import stale
from roeland.logs.queries.wording import unused
from roeland.logs.rules import P
from roeland.people.models import Person

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}"
RUN = f"{BASE}/log-runs/{{uuid:log_run_id}}"
MOST_LINES = 60


class LogRunOut(Schema):
    """The control of a month. `by_hand`: a sample from paper; such a month may have a second control, of its file, and once that is closed
    only that one counts. `cut`: cases that the minutes did not reach; once closed, those that nobody had looked at then.

    Who reads figures only gets no conclusion, `stale` nor `overlaps`, and null where there are one to four (`explained`: where so
    few are not explained).
    `unused`: why it did not use the watch list, empty when it did. `stale`: what was withdrawn since the control looked, so that it must
    look again before it closes; empty when nothing was. `overlaps`: what two sources delivered both.
    """

    id: UUID
    month: date
    by_hand: bool
    state: str
    scope: str
    rules_version: str
    minutes: int
    events: int
    explained: int | None
    cases: int | None
    cut: int | None
    sampled: int
    lacked: list[str]
    unused: str
    started_at: datetime
    closed_at: datetime | None
    spent: int | None
    conclusion: str
    stale: str
    overlaps: list[LogOverlapOut]


class LogClaimOut(Schema):
    """The samples of the last twelve closed controls: with 95 % confidence fewer than 1 in `one_in` is wrong; 0 says nothing.

    Who reads figures only gets `wrong` down to a multiple of five, null where it is one to four, and `one_in` of the most faults that there
    may be then.
    """

    checked: int
    wrong: int | None
    one_in: int


class LogRunIn(In):
    """Any day of the month, and the minutes that there are."""

    month: date
    minutes: int = Field(45, ge=1, le=1000)


class LogCloseIn(In):
    """How a control ends."""

    conclusion: str = Field(max_length=5000)
    spent: int = Field(ge=0, le=10_000)


class LogPaperLineIn(In):
    """One consultation of a sample on paper. `person`, or `user` for an account of nobody known.

    `citizen`: the national number, which becomes a pseudonym at once and comes back in no answer.
    """

    person: UUID | None = None
    user: str = Field("", max_length=120)
    citizen: str = Field("", max_length=20)
    at: datetime
    service: str = Field("", max_length=120)
    right: bool
    note: str = Field("", max_length=300)


class LogPaperIn(In):
    """A sample that was taken from paper."""

    month: date
    lines: list[LogPaperLineIn] = Field(max_length=MOST_LINES)


class LogSampleOut(Schema):
    """One explained consultation that was drawn; the citizen by alias."""

    id: UUID
    worker: str
    citizen: str
    at: datetime
    service: str
    explained_by: str
    verdict: str
    note: str
    reviewer: UUID | None


class LogVerdictIn(In):
    """`verdict`: right, or wrong with a note."""

    verdict: str = Field(max_length=8)
    note: str = Field("", max_length=300)


class LogSampleRightIn(In):
    """Those of the sample that are right."""

    items: list[UUID] = Field(max_length=200)


class CountOut(Schema):
    """How many."""

    count: int


def _run(request: ApiRequest, row: Run) -> LogRunOut:
    return _told(request, row, stale([row]).get(row.pk, ""))


def _told(request: ApiRequest, row: Run, old: str) -> LogRunOut:
    derived: dict[str, Any] = {"stale": old, "unused": unused(row), "overlaps": []}
    plain = {name: getattr(row, name) for name in LogRunOut.model_fields if name not in derived} | derived
    if request.actor.holds(P.SEE, row.authority_id):
        shared = [of_data(one) for one in row.summary.get("overlaps", ())]
        plain["overlaps"] = [overlap_out(*one) for one in sources.worded(row.authority, shared)]
    else:
        known = not row.by_hand and told(row.unexplained) is not None
        plain |= {"cases": told(row.cases), "cut": told(row.cut), "conclusion": "", "stale": ""}
        plain["explained"] = row.explained if known else None
    return LogRunOut(**plain)


def _item(row: SampleItem) -> LogSampleOut:
    return LogSampleOut(
        id=row.pk,
        worker=str(row.person) if row.person else row.user.user_id,
        citizen=row.alias if row.citizen else "",
        at=row.at,
        service=row.service,
        explained_by=row.explained_by,
        verdict=row.verdict,
        note=row.note,
        reviewer=row.reviewer_id,
    )


def _found(request: ApiRequest, pk: UUID) -> Run:
    found = runs.listed([request.authority.pk]).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _drawn(request: ApiRequest, pk: UUID) -> SampleItem:
    rows = SampleItem.objects.filter(authority=request.authority, pk=pk).exclude(about(request.actor, SampleItem))
    found: SampleItem | None = rows.select_related("user", "person").first()
    if found is None or not (request.actor.holds(P.JUDGE, found.authority_id) or found.grants(request.actor, P.JUDGE)):
        raise Http404
    return found


@router.get(f"{BASE}/log-runs", response=Page[LogRunOut], operation_id="log_runs")
@inside(P.FIGURES)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """The controls, the newest month first."""
    rows = runs.listed([request.authority.pk])
    some = list(rows[paging.first : paging.first + paging.size])
    old = stale(some)
    return part([_told(request, row, old.get(row.pk, "")) for row in some], rows.count(), paging)


@router.get(f"{BASE}/log-claim", response=LogClaimOut, operation_id="log_claim")
@inside(P.FIGURES)
def claim(request: ApiRequest, authority: str) -> Any:
    """What the samples of twelve months show."""
    found = runs.claim(request.authority, clock.today())
    if request.actor.holds(P.SEE, request.authority.pk):
        return LogClaimOut(checked=found.checked, wrong=found.wrong, one_in=found.one_in)
    shown = coarse(found)
    return LogClaimOut(checked=shown.checked, wrong=told(shown.wrong), one_in=shown.one_in)


@router.get(RUN, response=LogRunOut, operation_id="log_run")
@inside(P.FIGURES)
def one(request: ApiRequest, authority: str, log_run_id: UUID) -> Any:
    """One control."""
    return _run(request, _found(request, log_run_id))


@router.post(f"{BASE}/log-runs", response={201: LogRunOut}, operation_id="start_log_run")
@inside(P.RUN)
def start(request: ApiRequest, authority: str, wanted: LogRunIn) -> Any:
    """Look at a month, or look again while its control is open: decisions stay."""
    row = actions.start_run(request.actor, authority=request.authority, month=wanted.month, minutes=wanted.minutes)
    return Status(201, _run(request, row))


@router.post(f"{BASE}/log-runs/on-paper", response={201: LogRunOut}, operation_id="enter_log_run")
@inside(P.RUN)
def on_paper(request: ApiRequest, authority: str, wanted: LogPaperIn) -> Any:
    """Write down a sample that was taken from paper."""
    people = {
        row.pk: row
        for row in Person.objects.filter(
            authority=request.authority, pk__in=[one.person for one in wanted.lines if one.person]
        )
    }
    if any(line.person and line.person not in people for line in wanted.lines):
        raise Http404
    lines = [
        OnPaper(people.get(line.person), line.at, line.service, line.right, line.note, line.user, line.citizen)  # type: ignore[arg-type]
        for line in wanted.lines
    ]
    made = actions.enter_paper_run(request.actor, authority=request.authority, month=wanted.month, lines=lines)
    return Status(201, _run(request, made))


@router.post(f"{RUN}/close", response=LogRunOut, operation_id="close_log_run")
@inside(P.RUN)
def close(request: ApiRequest, authority: str, log_run_id: UUID, end: LogCloseIn) -> Any:
    """Close a control; it is the evidence of its duty."""
    row = _found(request, log_run_id)
    return _run(request, actions.close_run(request.actor, run=row, conclusion=end.conclusion, spent=end.spent))


@router.get(f"{RUN}/sample", response=Page[LogSampleOut], operation_id="log_sample")
@inside(P.SEE)
def sample(request: ApiRequest, authority: str, log_run_id: UUID, paging: Query[Paging]) -> Any:
    """What was drawn, without one's own consultations."""
    return page_of(cases.sample(request.actor, _found(request, log_run_id)), paging, _item)


@router.post(f"{RUN}/sample/right", response=CountOut, operation_id="judge_log_samples")
@inside(P.JUDGE)
def right(request: ApiRequest, authority: str, log_run_id: UUID, chosen: LogSampleRightIn) -> Any:
    """Say of many at once that their explanation is right: all or none."""
    rows = list(cases.sample(request.actor, _found(request, log_run_id)).filter(pk__in=chosen.items))
    return CountOut(count=judge_many(request.actor, items=rows, verdict="right"))


@router.post(
    f"{BASE}/log-samples/{{uuid:log_sample_id}}/verdict", response=LogSampleOut, operation_id="judge_log_sample"
)
@inside(SIGNED_IN)
def verdict(request: ApiRequest, authority: str, log_sample_id: UUID, said: LogVerdictIn) -> Any:
    """Say whether the explanation of one is right: who runs controls, or to whom it was given."""
    row = _drawn(request, log_sample_id)
    judge_sample(request.actor, item=row, verdict=said.verdict, note=said.note)
    return _item(_drawn(request, log_sample_id))
