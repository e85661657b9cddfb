"""Templates and the start of an authority."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from roeland.api.guard import ApiRequest, In, inside
from roeland.documents import queries as documents
from roeland.packs import actions, queries
from roeland.packs.models import Spot, Walk
from roeland.packs.rules import P
from roeland.packs.values import groups, packs

router = Router(tags=["sjablonen en start"])
BASE = "/authorities/{slug:authority}"


class TemplateOut(Schema):
    """A template, and the document that came of it here; `changes` counts the paragraphs that differ from the template."""

    id: str
    version: str
    title: str
    kind: str
    audience: str
    document: str | None
    newer: bool
    changes: int | None


class TakenOut(Schema):
    """The number of the document that now has a draft."""

    document: str


class StartStepOut(Schema):
    """A step of the start; `share` goes from 0 to 1."""

    day: int
    id: str
    title: str
    note: str
    share: float


class AnswersIn(In):
    """Answers by key of the question; empty ones are left as they were."""

    answers: dict[str, str] = Field(max_length=100)


class AnswersOut(Schema):
    """How many answers were new or changed."""

    changed: int


class WalkIn(In):
    """Which building, and when (today when left out)."""

    place: str = Field(max_length=200)
    on: date | None = None


class WalkOut(Schema):
    """A walk with what was seen."""

    id: UUID
    place: str
    on: date
    closed_on: date | None
    spots: int


class SpotIn(In):
    """`severity`: low, medium or high."""

    where: str = Field(max_length=200)
    seen: str = Field(max_length=4000)
    severity: str = Field(max_length=6)


class SpotOut(Schema):
    """What was seen at a place; `sha256` seals the photo."""

    id: UUID
    where: str
    seen: str
    severity: str
    sha256: str


@router.get(f"{BASE}/templates", response=list[TemplateOut], operation_id="templates")
@inside(P.SEE)
def templates(request: ApiRequest, authority: str) -> Any:
    """The templates of the circles in which the owner of the token may make documents."""
    there = queries.taken(request.authority)
    found = []
    for pack in packs().values():
        if not documents.held(request.actor, P.TAKE, request.authority.pk, pack.audience):
            continue
        taken = there.get(pack.id)
        found.append(
            TemplateOut(
                id=pack.id,
                version=pack.version,
                title=pack.title,
                kind=pack.kind,
                audience=pack.audience,
                document=taken.document.number if taken else None,
                newer=bool(taken and taken.newer),
                changes=taken.changes if taken else None,
            )
        )
    return found


def _known(request: ApiRequest, template: str) -> str:
    pack = packs().get(template)
    if pack is None or not documents.held(request.actor, P.TAKE, request.authority.pk, pack.audience):
        raise Http404
    return pack.id


@router.post(f"{BASE}/templates/{{slug:template}}/take", response={201: TakenOut}, operation_id="take_template")
@inside(P.SEE)
def take(request: ApiRequest, authority: str, template: str) -> Any:
    """Begin a document from a template."""
    made = actions.take(request.actor, authority=request.authority, pack_id=_known(request, template))
    return Status(201, TakenOut(document=made.number))


@router.post(f"{BASE}/templates/{{slug:template}}/take-over", response=TakenOut, operation_id="take_template_over")
@inside(P.SEE)
def take_over(request: ApiRequest, authority: str, template: str) -> Any:
    """Take the newer version of a template over, in a draft."""
    there = queries.taken(request.authority).get(_known(request, template))
    if there is None:
        raise Http404
    actions.take_over(request.actor, document=there.document)
    return TakenOut(document=there.document.number)


@router.get(f"{BASE}/start", response=list[StartStepOut], operation_id="start_progress")
@inside(P.ANSWER)
def start(request: ApiRequest, authority: str) -> Any:
    """How far the start of this authority is."""
    return [
        StartStepOut(day=day.day.day, id=step.step.id, title=step.step.title, note=step.note, share=step.share)
        for day in queries.start(request.authority)
        for step in day.steps
    ]


@router.post(f"{BASE}/start/interviews/{{slug:group}}", response=AnswersOut, operation_id="give_answers")
@inside(P.ANSWER)
def answers(request: ApiRequest, authority: str, group: str, said: AnswersIn) -> Any:
    """Note what was answered on an interview sheet."""
    if group not in groups():
        raise Http404
    changed = actions.give_answers(request.actor, authority=request.authority, group=group, answers=said.answers)
    return AnswersOut(changed=changed)


def _walk(request: ApiRequest, pk: UUID) -> Walk:
    found = queries.walk(request.authority, pk)
    if found is None:
        raise Http404
    return found


def _walk_out(walk: Walk) -> WalkOut:
    return WalkOut(
        id=walk.pk, place=walk.place, on=walk.on, closed_on=walk.closed_on, spots=Spot.objects.filter(walk=walk).count()
    )


def _spot_out(spot: Spot) -> SpotOut:
    return SpotOut(id=spot.pk, where=spot.where, seen=spot.seen, severity=spot.severity, sha256=spot.photo_sha256)


@router.post(f"{BASE}/walks", response={201: WalkOut}, operation_id="begin_walk")
@inside(P.WALK)
def begin_walk(request: ApiRequest, authority: str, walk: WalkIn) -> Any:
    """Begin a walk through a building."""
    made = actions.begin_walk(request.actor, authority=request.authority, place=walk.place, on=walk.on)
    return Status(201, _walk_out(made))


@router.get(f"{BASE}/walks/{{uuid:walk_id}}/spots", response=list[SpotOut], operation_id="spots")
@inside(P.WALK)
def spots(request: ApiRequest, authority: str, walk_id: UUID) -> Any:
    """What was seen on a walk."""
    return [_spot_out(spot) for spot in queries.spots(_walk(request, walk_id))]


@router.post(f"{BASE}/walks/{{uuid:walk_id}}/spots", response={201: SpotOut}, operation_id="see_spot")
@inside(P.WALK)
def see(
    request: ApiRequest, authority: str, walk_id: UUID, spot: Form[SpotIn], photo: File[UploadedFile | None] = None
) -> Any:
    """Note what is seen at a place, with a photo (multipart)."""
    walk = _walk(request, walk_id)
    name = photo.name or "" if photo else ""
    made = actions.see(request.actor, walk=walk, photo=photo.file if photo else None, name=name, **spot.dict())
    return Status(201, _spot_out(made))


@router.post(f"{BASE}/spots/{{uuid:spot_id}}/drop", response={204: None}, operation_id="drop_spot")
@inside(P.WALK)
def drop(request: ApiRequest, authority: str, spot_id: UUID) -> Any:
    """Take an observation out of a walk that goes on."""
    spot = Spot.objects.filter(authority=request.authority, pk=spot_id).select_related("walk", "authority").first()
    if spot is None:
        raise Http404
    actions.drop_spot(request.actor, spot=spot)
    return Status(204, None)


@router.post(f"{BASE}/walks/{{uuid:walk_id}}/close", response=WalkOut, operation_id="close_walk")
@inside(P.WALK)
def close(request: ApiRequest, authority: str, walk_id: UUID) -> Any:
    """Close a walk: every observation becomes a finding."""
    walk = _walk(request, walk_id)
    actions.close_walk(request.actor, walk=walk)
    return _walk_out(_walk(request, walk.pk))
