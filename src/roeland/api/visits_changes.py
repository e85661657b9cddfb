"""Routes on hours, hand-overs, changes of law and changes of the organisation."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.moments import Day
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.people.models import Person
from roeland.visits.actions import changes as change_verbs
from roeland.visits.actions import handovers as handover_verbs
from roeland.visits.models import Handover, LawNote, OrganisationChange
from roeland.visits.queries import changes as queries
from roeland.visits.queries import coach
from roeland.visits.rules import P

router = Router(tags=["bezoeken"])
BASE = "/authorities/{slug:authority}"
HANDOVERS, LAWS, CHANGES = f"{BASE}/handovers", f"{BASE}/law-changes", f"{BASE}/organisation-changes"
ONE = HANDOVERS + "/{uuid:handover_id}"
LAW = LAWS + "/{slug:law_key}"


class HoursOut(Schema):
    """Minutes of this year and lateness: figures, no content."""

    bought: int
    used: int
    left: int
    visits: int
    last: date | None
    following: date | None
    late: int


class HandoverLine(Schema):
    kind: str
    title: str


class HandoverOut(Schema):
    """A hand-over; both `given_at` and `taken_at` are needed before it is carried out on its day."""

    id: UUID
    giver: UUID
    taker: UUID
    on: date
    status: str
    note: str
    lines: list[HandoverLine]
    given_at: datetime | None
    taken_at: datetime | None
    done_at: datetime | None


class HandoverIn(In):
    """`person` takes over from the owner of the token."""

    person: UUID
    on: Day
    note: str = Field("", max_length=5000)


class LawOut(Schema):
    """A change of law at this authority: `check` says how sure we are, `status` what was decided here."""

    key: str
    title: str
    source: str
    dated: date
    check: str
    means: str
    proposal: str
    duties: list[UUID]
    documents: list[UUID]
    status: str
    task: UUID | None
    reason: str


class LawNoteIn(In):
    """A change of law of one's own; `key` (letters, digits and dashes) names it."""

    key: str = Field("x", pattern=r"^[-a-zA-Z0-9_]{1,60}$")
    title: str = Field(max_length=200)
    source: str = Field("", max_length=200)
    dated: Day | None = None
    means: str = Field("", max_length=5000)


class LawTaskIn(In):
    title: str = Field(max_length=240)
    lead_role: str
    due: Day


class LawLeaveIn(In):
    reason: str


class OrganisationOut(Schema):
    id: UUID
    change: str
    title: str
    on: date
    note: str
    count: int


class OrganisationIn(In):
    """`change` is gebouw, dienst, toepassing or fusie; `steps` are the ids of its checklist that become tasks."""

    change: str = "toepassing"
    title: str = Field(max_length=120)
    on: Day
    steps: list[str] = Field([], max_length=50)
    note: str = Field("", max_length=5000)


@router.get(f"{BASE}/visit-hours", response=HoursOut, operation_id="visit_hours")
@inside(P.HOURS)
def hours(request: ApiRequest, authority: str) -> Any:
    """Hours and lateness of the authority, as a coach of the shared service sees them."""
    standing, late = coach.figures([request.authority.pk], clock.today())[request.authority.pk]
    figures = standing.hours
    return HoursOut(
        bought=figures.bought,
        used=figures.used,
        left=figures.left,
        visits=figures.visits,
        last=standing.last,
        following=standing.following,
        late=late,
    )


def show_handover(row: Handover) -> HandoverOut:
    names = ("on", "status", "note", "given_at", "taken_at", "done_at")
    values = {name: getattr(row, name) for name in names}
    lines = [HandoverLine(kind=line["kind"], title=line["title"]) for line in row.lines]
    return HandoverOut(id=row.pk, giver=row.giver_id, taker=row.taker_id, lines=lines, **values)


@router.get(HANDOVERS, response=Page[HandoverOut], operation_id="handovers")
@inside(SIGNED_IN)
def handovers(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """Hand-overs that the owner of the token may see, newest first."""
    return page_of(Handover.objects.filter(authority=request.authority), wanted, show_handover)


@router.post(HANDOVERS, response={201: HandoverOut}, operation_id="make_handover")
@inside(P.HAND_OVER)
def make(request: ApiRequest, authority: str, data: HandoverIn) -> Any:
    """Prepare a hand-over of what is one's own."""
    me = request.actor.person_in(request.authority.pk)
    if me is None:
        raise Http404
    giver, taker = get_or_404(Person, request, me, "authority"), get_or_404(Person, request, data.person)
    made = handover_verbs.make_handover(request.actor, giver=giver, taker=taker, on=data.on, note=data.note)
    return Status(201, show_handover(made))


@router.post(f"{ONE}/confirm", response=HandoverOut, operation_id="confirm_handover")
@inside(SIGNED_IN)
def confirm(request: ApiRequest, authority: str, handover_id: UUID) -> Any:
    """Confirm as who gives or who takes."""
    found = object_for(Handover, request, handover_id, P.CONFIRM)
    return show_handover(handover_verbs.confirm_handover(request.actor, handover=found))


@router.post(f"{ONE}/drop", response=HandoverOut, operation_id="drop_handover")
@inside(SIGNED_IN)
def drop(request: ApiRequest, authority: str, handover_id: UUID) -> Any:
    """Take it back before it is carried out."""
    found = object_for(Handover, request, handover_id, P.HAND_OVER)
    return show_handover(handover_verbs.drop_handover(request.actor, handover=found))


def show_law(found: queries.Change) -> LawOut:
    [touch] = found.at
    note: LawNote | None = touch.note
    return LawOut(
        key=found.key,
        title=found.title,
        source=found.source,
        dated=found.dated,
        check=found.check,
        means=found.means,
        proposal=found.proposal,
        duties=[duty.pk for duty in touch.duties],
        documents=[paper.pk for paper in touch.documents],
        status=touch.status,
        task=note.task_id if note else None,
        reason=note.reason if note else "",
    )


@router.get(LAWS, response=list[LawOut], operation_id="law_changes")
@inside(P.LAW_SEE)
def laws(request: ApiRequest, authority: str) -> Any:
    """Changes of law, newest first, with what each touches here."""
    return [show_law(found) for found in queries.laws([request.authority]) if found.at]


def _one(request: ApiRequest, key: str) -> queries.Change:
    found = queries.law([request.authority], key)
    if found is None:
        raise Http404
    return found


@router.post(LAWS, response={201: LawOut}, operation_id="note_law_change")
@inside(P.LAW_EDIT)
def note_law(request: ApiRequest, authority: str, data: LawNoteIn) -> Any:
    """Note a change of law of one's own."""
    values = data.model_dump() | {"dated": data.dated or clock.today()}
    row = change_verbs.note_law(request.actor, authority=request.authority, **values)
    return Status(201, show_law(_one(request, row.key)))


@router.post(f"{LAW}/task", response=LawOut, operation_id="take_law_change")
@inside(P.LAW_EDIT)
def take(request: ApiRequest, authority: str, law_key: str, data: LawTaskIn) -> Any:
    """Make a task of it."""
    _one(request, law_key)
    change_verbs.take_law(request.actor, authority=request.authority, key=law_key, **data.model_dump())
    return show_law(_one(request, law_key))


@router.post(f"{LAW}/leave", response=LawOut, operation_id="leave_law_change")
@inside(P.LAW_EDIT)
def leave(request: ApiRequest, authority: str, law_key: str, data: LawLeaveIn) -> Any:
    """Say why it asks nothing here."""
    _one(request, law_key)
    change_verbs.leave_law(request.actor, authority=request.authority, key=law_key, reason=data.reason)
    return show_law(_one(request, law_key))


def show_change(row: OrganisationChange) -> OrganisationOut:
    names = ("change", "title", "on", "note", "count")
    return OrganisationOut(id=row.pk, **{name: getattr(row, name) for name in names})


@router.get(CHANGES, response=Page[OrganisationOut], operation_id="organisation_changes")
@inside(P.SEE)
def changes(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """Changes of the organisation, newest first."""
    return page_of(OrganisationChange.objects.filter(authority=request.authority), wanted, show_change)


@router.post(CHANGES, response={201: OrganisationOut}, operation_id="note_organisation_change")
@inside(P.CHANGE)
def note_change(request: ApiRequest, authority: str, data: OrganisationIn) -> Any:
    """Note a change; each chosen line of its checklist becomes a task."""
    values = data.model_dump()
    values["kind"] = values.pop("change")
    made = change_verbs.note_change(request.actor, authority=request.authority, **values)
    return Status(201, show_change(made))
