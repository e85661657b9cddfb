"""Verbs of readers: what was read, remarks on a paragraph."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.documents import markdown
from roeland.documents.actions.common import fresh, long_text, named
from roeland.documents.actions.inspections import read_inspected
from roeland.documents.facts import CommentMade, CommentResolved, VersionRead
from roeland.documents.models import Comment, Reading, Version
from roeland.documents.readers import reads_by
from roeland.documents.rules import P, may_comment
from roeland.documents.terms import terms
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check

LONGEST_COMMENT = 4000


def is_open(version: Version) -> bool:
    """Whether every reader of this version is staff, so that reading it is no fact."""
    return version.audience in OPEN_AUDIENCES


def noted(actor: Actor, version: Version, part: str = "") -> bool:
    """Whether opening this part of a version asks no fact: every reader is staff, or he opened it some minutes ago (a reload)."""
    person = actor.person_in(version.authority_id)
    if is_open(version) or person is None:
        return True
    since = clock.now() - terms().minutes("reload_minutes")
    return Reading.objects.filter(version=version, person=person, part=part[:200], at__gt=since).exists()


def note_reading(actor: Actor, version: Version, part: str = "") -> None:
    """State that a part of a restricted version was read: each opening but a reload, and every view by who reads it on the spot or
    under a mandate. Pages and routes call this where they show it."""
    inspection = reads_by(actor, version)
    if inspection is not None:
        read_inspected(actor, inspection=inspection, version=version, part=part)
    elif not noted(actor, version, part):
        read_version(actor, version=version, part=part)


@action(P.SEE, VersionRead)
def read_version(actor: Actor, *, version: Version, part: str = "") -> Reading:
    """State that the actor opens a part of a restricted version. Refused when he did some minutes ago."""
    version = fresh(version)
    person = actor.person_in(version.authority_id)
    if person is None:
        raise Refused(_("Alleen een persoon leest een document."))
    if noted(actor, version, part):
        raise Refused(_("Deze lezing staat al in het logboek."))
    row = Reading(
        authority_id=version.authority_id,
        audience=version.audience,
        version=version,
        person_id=person,
        part=part[:200],
        at=clock.now(),
    )
    row.save()
    state(VersionRead(about=version, **named(version), part=row.part))
    return row


@action(P.COMMENT, CommentMade)
def comment(actor: Actor, *, version: Version, text: str, anchor: str = "") -> Comment:
    """Write a remark on a paragraph (`anchor`, as `markdown.anchors` gives it; empty is the whole). Raises Invalid."""
    version = fresh(version)
    check(may_comment(version.status))
    text = long_text("text", text, longest=LONGEST_COMMENT).strip()
    if not text:
        raise Invalid({"text": [_("Schrijf eerst iets.")]})
    quotes = dict(markdown.anchors(version.text))
    if anchor and anchor not in quotes:
        raise Invalid({"anchor": [_("Deze alinea staat niet meer in de tekst.")]})
    row = Comment(
        authority_id=version.authority_id,
        audience=version.audience,
        version=version,
        anchor=anchor,
        quote=quotes.get(anchor, "")[:200],
        text=text,
        person_id=actor.person_in(version.authority_id),
        at=clock.now(),
    )
    row.save()
    state(CommentMade(about=version, **named(version), text=text))
    return row


@action(P.COMMENT, CommentResolved)
def resolve(actor: Actor, *, comment: Comment) -> Comment:
    """Say that a remark is dealt with. It stays to be read."""
    comment = fresh(comment)
    version = fresh(comment.version)
    check(may_comment(version.status))
    if comment.resolved_at is not None:
        raise Refused(_("Deze opmerking is al afgehandeld."))
    comment.resolved_at, comment.resolved_by_id = clock.now(), actor.person_in(version.authority_id)
    comment.save(update_fields=["resolved_at", "resolved_by"])
    state(CommentResolved(about=version, **named(version)))
    return comment
