"""Controls of consultations: months, starting, the sample, closing."""

from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Status

from roeland.api.guard import ApiRequest, Page, Paging, inside, page_of, part
from roeland.api.logs_runs_shapes import (
    CountOut,
    LogClaimOut,
    LogCloseIn,
    LogLookOut,
    LogPaperIn,
    LogRunIn,
    LogRunOut,
    LogSampleOut,
    LogSampleRightIn,
    LogVerdictIn,
)
from roeland.api.logs_sources_shapes import overlap_out
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.logs.actions import runs as actions
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.sample import judge_many, judge_sample
from roeland.logs.models import Run, SampleItem
from roeland.logs.overlap import of_data
from roeland.logs.queries import cases, looks, runs, sources
from roeland.logs.queries.figures import coarse, told
from roeland.logs.queries.judging import about
from roeland.logs.queries.sight import reads_controls
from roeland.logs.queries.staleness import stale
from roeland.logs.queries.wording import unused, who
from roeland.logs.rules import P
from roeland.people.models import Person

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}"
RUN = f"{BASE}/log-runs/{{uuid:log_run_id}}"


def _run(request: ApiRequest, row: Run) -> LogRunOut:
    return _told(request, row, stale([row]).get(row.pk, ""))


def _told(request: ApiRequest, row: Run, old: str) -> LogRunOut:
    derived: dict[str, Any] = {"stale": old, "unused": unused(row), "overlaps": [], "looks": []}
    plain = {name: getattr(row, name) for name in LogRunOut.model_fields if name not in derived} | derived
    if request.actor.holds(P.SEE, row.authority_id):
        shared = [of_data(one) for one in row.summary.get("overlaps", ())]
        plain["looks"] = [_look(one) for one in looks.of_run(row)]
        plain["overlaps"] = [overlap_out(*one) for one in sources.worded(row.authority, shared)]
    else:
        known = not row.by_hand and told(row.events - row.explained) is not None
        both = known and None not in {told(row.by_decision), told(row.unexplained)}
        plain |= {"cases": told(row.cases), "cut": told(row.cut), "conclusion": "", "stale": ""}
        plain["explained"] = row.explained if known else None
        plain["by_decision"] = row.by_decision if both else None
    return LogRunOut(**plain)


def _look(one: looks.Look) -> LogLookOut:
    told: dict[str, Any] = {name: getattr(one, name) for name in ("at", "added", "removed", "drawn", "undrawn")}
    told |= one.stated()
    return LogLookOut(**told, text=one.words)


def _item(row: SampleItem) -> LogSampleOut:
    return LogSampleOut(
        id=row.pk,
        worker=who(row),
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
    """What the samples of twelve months show. 404 for who sees no controls: zeros would say that nothing was checked."""
    if not reads_controls(request.actor, request.authority.pk):
        raise Http404
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
