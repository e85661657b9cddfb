"""Verbs: note answers, take a template over, walk through a building."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import IO

from roeland.documents import actions as documents
from roeland.documents import merge
from roeland.documents.models import Document, Version
from roeland.documents.queries import may
from roeland.documents.rules import P as DOCUMENTS
from roeland.documents.values import VersionStatus
from roeland.duties import actions as duties
from roeland.duties import erasing, evidence_store
from roeland.duties.values import Severity
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Denied
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.kernel.texts import _
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.packs import queries
from roeland.packs.facts import AnswersGiven, SpotDropped, SpotSeen, TemplateTaken, WalkBegun, WalkClosed
from roeland.packs.models import Answer, Spot, Walk
from roeland.packs.rules import P, may_walk
from roeland.packs.values import fill, groups, packs
from roeland.people.models import Person

LONGEST_ANSWER = 4000
_PHOTOS = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}


@action(P.ANSWER, AnswersGiven)
def give_answers(actor: Actor, *, authority: Authority, group: str, answers: Mapping[str, str]) -> int:
    """Note what was answered on an interview sheet; an empty answer leaves what stood there. The drafts that asked for it are filled.

    Raises Invalid for a question that is not on the sheet or an answer that is too long. Returns how many answers were new or changed.
    """
    if group not in groups():
        raise Invalid({"group": [_("Dit gespreksblad bestaat niet.")]})
    sheet = groups()[group]
    asked = {question.id: question for question in sheet.questions if not question.given}
    wrong = {key: [_("Deze vraag staat niet op dit blad.")] for key in answers if key not in asked}
    long = {
        key: [_("Dit is te lang: hoogstens 4000 tekens.")]
        for key, said in answers.items()
        if len(said) > LONGEST_ANSWER
    }
    if wrong or long:
        raise Invalid({**wrong, **long})
    before = queries.answers(authority)
    fresh = {key: said.strip() for key, said in answers.items() if said.strip() and said.strip() != before.get(key)}
    for key, said in fresh.items():
        Answer.objects.update_or_create(
            authority=authority,
            key=key,
            defaults={
                "audience": asked[key].audience,
                "text": said,
                "given_by_id": actor.person_in(authority.pk),
                "on": clock.today(),
            },
        )
    filled = _fill_drafts(actor, authority, fresh)
    state(AnswersGiven(about=authority, sheet=sheet.title, count=len(fresh), filled=filled))
    return len(fresh)


def _fill_drafts(actor: Actor, authority: Authority, fresh: Mapping[str, str]) -> int:
    """Put new answers in the drafts that ask for them, as the actor who may write them; the number of drafts."""
    if not fresh:
        return 0
    done = 0
    rows = Version.objects.filter(authority=authority, status=VersionStatus.DRAFT, text__contains="[[")
    for version in rows.select_related("document", "authority"):
        text = fill(version.text, fresh)
        if text != version.text and may(actor, DOCUMENTS.EDIT, version):
            documents.save_draft(actor, version=version, text=text, base=version.revision)
            done += 1
    return done


def take(actor: Actor, *, authority: Authority, pack_id: str) -> Document:
    """Begin a document from a template, filled with the answers that there are; the verb is that of documents.

    Raises Invalid for an unknown template, Refused when a document of this authority already comes from it.
    """
    pack = packs().get(pack_id)
    if pack is None:
        raise Invalid({"template": [_("Dit sjabloon bestaat niet.")]})
    with scope(actor, [authority]):
        if (authority.pk, pack_id) in queries.documents_of([authority.pk]):
            raise Refused(_("Dit sjabloon is hier al overgenomen."))
        text = queries.filled(pack, authority)
        owner = Person.objects.filter(
            authority=authority, pk__in=actor.person_ids
        ).first()  # until somebody else is named
    return documents.make(
        actor,
        authority=authority,
        kind=pack.kind,
        title=pack.title,
        owner=owner,
        audience=pack.audience,
        tlp=pack.tlp,
        approve_role=pack.approve_role,
        approve_body=pack.approve_body,
        review_months=pack.review_months,
        text=text,
        template=pack.id,
        template_version=pack.version,
    )


@action(P.TAKE, TemplateTaken)
def take_over(actor: Actor, *, document: Document) -> Version:
    """Take the newer version of the template over in a document: three ways, so that local changes stay. Clashes stand in the draft
    with both texts. Begins the next version when none is in work. Refused when there is nothing newer.
    """
    pack = packs().get(document.template)
    if pack is None or pack.version == document.template_version:
        raise Refused(_("Er is geen nieuwere versie van dit sjabloon."))
    theirs = queries.filled(pack, document.authority)
    version = (
        Version.objects.filter(document=document, status=VersionStatus.DRAFT)
        .select_related("document", "authority")
        .first()
    )
    if version is None:
        version = documents.start_version(actor, document=document, major=False)
    merged = merge.merge(document.template_text, version.text, theirs)
    documents.save_draft(actor, version=version, text=merged.text, base=version.revision)
    Document.objects.filter(pk=document.pk).update(template_version=pack.version, template_text=theirs)
    state(
        TemplateTaken(
            about=version, title=document.title, template=pack.id, version=pack.version, clashes=merged.clashes
        )
    )
    return version


@action(P.WALK, WalkBegun)
def begin_walk(actor: Actor, *, authority: Authority, place: str, on: date | None = None) -> Walk:
    """Begin a walk through a building (today when `on` is left out)."""
    place = " ".join(place.split())[:200]
    if not place:
        raise Invalid({"place": [_("Zeg welk gebouw het is.")]})
    walk = Walk(
        authority=authority,
        audience="control_plan",
        place=place,
        on=on or clock.today(),
        walker_id=actor.person_in(authority.pk),
    )
    walk.save()
    state(WalkBegun(about=walk, place=place, on=walk.on))
    return walk


def _going(walk: Walk) -> Walk:
    found: Walk | None = Walk.objects.select_for_update(of=("self",)).filter(pk=walk.pk).first()
    if found is None:
        raise NotAllowed(P.WALK.code)
    decision = may_walk(closed=found.closed_on is not None)
    if isinstance(decision, Denied):
        raise Refused(_(decision.reason))
    return found


@action(P.WALK, SpotSeen)
def see(
    actor: Actor, *, walk: Walk, where: str, seen: str, severity: str, photo: IO[bytes] | None = None, name: str = ""
) -> Spot:
    """Note what is seen at a place, with a photo as evidence. Raises Invalid for missing words or a file that is no picture."""
    walk = _going(walk)
    where, seen = " ".join(where.split())[:200], seen.strip()[:LONGEST_ANSWER]
    wrong = {} if where else {"where": [_("Zeg waar het is.")]}
    wrong |= {} if seen else {"seen": [_("Zeg wat je ziet.")]}
    wrong |= {} if severity in list(Severity) else {"severity": [_("Kies licht, matig of zwaar.")]}
    if wrong:
        raise Invalid(wrong)
    spot = Spot(
        authority_id=walk.authority_id,
        audience=walk.audience,
        walk=walk,
        where=where,
        seen=seen,
        severity=severity,
        at=clock.now(),
    )
    if photo is not None:
        _keep_photo(spot, photo, name)
    spot.save()
    state(SpotSeen(about=spot, place=walk.place, sha256=spot.photo_sha256))
    return spot


def _keep_photo(spot: Spot, photo: IO[bytes], name: str) -> None:
    try:
        stored = erasing.seal(photo, name)
    except evidence_store.RefusedFileError as error:
        raise Invalid({"photo": [str(error)]}) from error
    if stored.media_type not in _PHOTOS:
        raise Invalid({"photo": [_("Dit is geen foto. JPEG, PNG, WebP en HEIC kunnen.")]})
    spot.photo_sha256, spot.photo_name = stored.sha256, stored.name
    spot.photo_type, spot.photo_size = stored.media_type, stored.size


@action(P.WALK, SpotDropped)
def drop_spot(actor: Actor, *, spot: Spot) -> None:
    """Take an observation out of a walk that goes on."""
    walk = _going(spot.walk)
    Spot.objects.filter(pk=spot.pk).delete()
    state(SpotDropped(about=spot, place=walk.place))


@action(P.WALK, WalkClosed)
def close_walk(actor: Actor, *, walk: Walk) -> int:
    """Close a walk: every observation becomes a finding of the authority. Returns their number."""
    walk = _going(walk)
    found = queries.spots(walk)
    for spot in found:
        finding = duties.open_finding(
            actor,
            authority=spot.authority,
            title=f"{walk.place}, {spot.where}"[:240],
            severity=spot.severity,
            description=spot.seen,
        )
        spot.finding_id = finding.pk
        spot.save(update_fields=["finding_id"])
    walk.closed_on = clock.today()
    walk.save(update_fields=["closed_on"])
    state(WalkClosed(about=walk, place=walk.place, count=len(found)))
    return len(found)
