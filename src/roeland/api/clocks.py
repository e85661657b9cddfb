"""Routes on statutory clocks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.moments import Moment
from roeland.duties import actions
from roeland.duties.models import Clock
from roeland.duties.rules import P
from roeland.kernel.page import SIGNED_IN
from roeland.kernel.rights import Permission

router = Router(tags=["klokken"])
ONE = "/authorities/{slug:authority}/clocks/{uuid:clock_id}"


class ClockOut(Schema):
    id: UUID
    clock_id: str
    title: str
    status: str
    started_at: datetime
    due_at: datetime
    paused_at: datetime | None
    stopped_at: datetime | None
    proof: str
    decision: str
    decision_reason: str
    advice: str
    owner: UUID | None


class ClockFilter(Paging):
    status: str = ""


class ClockStartIn(In):
    """`clock_id` names a clock of clocks.yaml; `started_at` is the moment that starts it by law, with its offset."""

    clock_id: str
    title: str
    started_at: Moment


class ReasonIn(In):
    reason: str


class ProofIn(In):
    proof: str


class NoteIn(In):
    text: str


class ClockAdviceIn(In):
    """`agrees`: the advice is not to notify."""

    agrees: bool
    advice: str


class DecisionIn(In):
    """`notify` false stops the clock, with the reason as its proof."""

    notify: bool
    reason: str


def show(row: Clock) -> ClockOut:
    """A clock as the API gives it."""
    names = "clock_id title status started_at due_at paused_at stopped_at proof decision decision_reason advice".split()
    return ClockOut(id=row.pk, owner=row.owner_id, **{name: getattr(row, name) for name in names})


def find(request: ApiRequest, clock_id: UUID, permission: Permission = P.CLOCK_RUN) -> Clock:
    """The clock, when the actor may see it and do this with it."""
    return object_for(Clock, request, clock_id, permission)


@router.get("/authorities/{slug:authority}/clocks", response=Page[ClockOut], operation_id="clocks")
@inside(SIGNED_IN)
def clocks(request: ApiRequest, authority: str, wanted: Query[ClockFilter]) -> Any:
    """Clocks that the owner of the token may see, the first to run out first."""
    rows = Clock.objects.filter(authority=request.authority)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    return page_of(rows, wanted, show)


@router.get(ONE, response=ClockOut, operation_id="clock")
@inside(SIGNED_IN)
def clock(request: ApiRequest, authority: str, clock_id: UUID) -> Any:
    """One clock."""
    return show(get_or_404(Clock, request, clock_id))


@router.post("/authorities/{slug:authority}/clocks", response={201: ClockOut}, operation_id="start_clock")
@inside(P.CLOCK_RUN)
def start(request: ApiRequest, authority: str, data: ClockStartIn) -> Any:
    """Start a clock at the moment that starts it by law."""
    made = actions.start_clock(
        request.actor,
        authority=request.authority,
        clock_id=data.clock_id,
        title=data.title,
        started_at=data.started_at,
    )
    return Status(201, show(made))


@router.post(f"{ONE}/pause", response=ClockOut, operation_id="pause_clock")
@inside(SIGNED_IN)
def pause(request: ApiRequest, authority: str, clock_id: UUID, data: ReasonIn) -> Any:
    """Let a clock stand still, where the law allows it."""
    return show(actions.pause_clock(request.actor, clock=find(request, clock_id), reason=data.reason))


@router.post(f"{ONE}/resume", response=ClockOut, operation_id="resume_clock")
@inside(SIGNED_IN)
def resume(request: ApiRequest, authority: str, clock_id: UUID) -> Any:
    """Let a clock run again."""
    return show(actions.resume_clock(request.actor, clock=find(request, clock_id)))


@router.post(f"{ONE}/stop", response=ClockOut, operation_id="stop_clock")
@inside(SIGNED_IN)
def stop(request: ApiRequest, authority: str, clock_id: UUID, data: ProofIn) -> Any:
    """Stop a clock with the proof that it was met."""
    return show(actions.stop_clock(request.actor, clock=find(request, clock_id), proof=data.proof))


@router.post(f"{ONE}/notes", response=ClockOut, operation_id="note_clock")
@inside(SIGNED_IN)
def note(request: ApiRequest, authority: str, clock_id: UUID, data: NoteIn) -> Any:
    """Keep something that happened while the clock ran."""
    return show(actions.note_clock(request.actor, clock=find(request, clock_id), text=data.text))


@router.post(f"{ONE}/propose", response=ClockOut, operation_id="propose_not_notifying")
@inside(SIGNED_IN)
def propose(request: ApiRequest, authority: str, clock_id: UUID, data: ReasonIn) -> Any:
    """Propose not to notify; the clock runs on until it is decided."""
    found = find(request, clock_id, P.CLOCK_PROPOSE)
    return show(actions.propose_not_notifying(request.actor, clock=found, reason=data.reason))


@router.post(f"{ONE}/advise", response=ClockOut, operation_id="advise_clock")
@inside(SIGNED_IN)
def advise(request: ApiRequest, authority: str, clock_id: UUID, data: ClockAdviceIn) -> Any:
    """The DPO's advice on the proposal."""
    found = find(request, clock_id, P.CLOCK_ADVISE)
    return show(actions.advise(request.actor, clock=found, agrees=data.agrees, advice=data.advice))


@router.post(f"{ONE}/decide", response=ClockOut, operation_id="decide_clock")
@inside(SIGNED_IN)
def decide(request: ApiRequest, authority: str, clock_id: UUID, data: DecisionIn) -> Any:
    """The general director's decision."""
    found = find(request, clock_id, P.CLOCK_DECIDE)
    return show(actions.decide(request.actor, clock=found, notify=data.notify, reason=data.reason))
