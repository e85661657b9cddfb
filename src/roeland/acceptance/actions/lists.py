"""Verbs for people without a mailbox: seal a list of who was there; and export a round."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from roeland.acceptance.actions.common import note_accepted, told
from roeland.acceptance.facts import ListExported, ListSealed
from roeland.acceptance.models import Asked, Attendance, Offer
from roeland.acceptance.queries.rounds import leads
from roeland.acceptance.rules import P
from roeland.acceptance.values import How, State
from roeland.documents.queries import whole
from roeland.duties import erasing, evidence_store
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger import canonical
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, one_line

SCANS = ("application/pdf", "image/")


def seal_of(offer: Offer, people: Sequence[Asked], held_on: date, place: str, file_sha256: str) -> str:
    """SHA-256 (hex) over the canonical JSON of what a list says: version and its seal, day, place, the persons, the scan."""
    body = {
        "offer": str(offer.pk),
        "version": offer.version.sha256,
        "held_on": held_on.isoformat(),
        "place": place,
        "persons": sorted(str(row.person_id) for row in people),
        "file": file_sha256,
    }
    return hashlib.sha256(canonical.encode(body)).hexdigest()


def _stored(file: IO[bytes] | None, name: str) -> evidence_store.Stored | None:
    if file is None:
        return None
    try:
        stored = erasing.seal(file, name)
    except evidence_store.RefusedFileError as error:
        raise Invalid({"file": [str(error)]}) from error
    if not stored.media_type.startswith(SCANS):
        raise Invalid({"file": [_("Upload de lijst als PDF of als foto.")]})
    return stored


@action(P.LIST, ListSealed)
def seal_list(
    actor: Actor,
    *,
    offer: Offer,
    people: list[Asked],
    held_on: date,
    place: str,
    file: IO[bytes] | None = None,
    name: str = "",
) -> Attendance:
    """Seal who was there when the text was explained; each name counts as accepted by list, apart from the others.

    `people` are rows of this round that the actor may know of and that still wait. A scan of the signed list (PDF or photo) goes to
    the evidence store. Raises Invalid for a day that is yet to come, a list without names or a file that is no scan; Refused for who
    leads no service, for oneself on the list, and when the round is over.
    """
    row = fresh(offer)
    check(leads(actor, row.authority_id))
    with whole(row.authority_id):
        row.version  # noqa: B018 -- the seal of the version belongs to the list, also for who sees only the round
    if row.closed_at is not None:
        raise Refused(_("Deze leesronde is voorbij."))
    if held_on > clock.today() or held_on < clock.local(row.made_at).date():
        raise Invalid({"held_on": [_("Kies een dag sinds het begin van de leesronde.")]})
    place = one_line("place", place, longest=120, ask=_("Vul in waar jullie bijeen waren."))
    known = Asked.objects.filter(offer=row, pk__in=[one.pk for one in people], state=State.ASKED)
    found = list(known.select_related("person"))
    if not found or len(found) != len({one.pk for one in people}):
        raise Invalid({"people": [_("Kies wie er was. Wie al aanvaardde, staat er niet meer bij.")]})
    if any(one.person_id in actor.person_ids for one in found):
        raise Refused(_("Wie de lijst verzegelt, staat er zelf niet op. Lees en aanvaard aangemeld in Roeland."))
    stored = _stored(file, name)
    made = Attendance(
        authority_id=row.authority_id,
        audience="awareness",
        offer=row,
        held_on=held_on,
        place=place,
        led_by_id=actor.person_in(row.authority_id),
        names=len(found),
        sha256=seal_of(row, found, held_on, place, stored.sha256 if stored else ""),
        sealed_at=clock.now(),
    )
    if stored:
        made.file_sha256, made.file_name = stored.sha256, stored.name
        made.file_type, made.file_size = stored.media_type, stored.size
    made.save()
    if note_accepted(row, found, How.LIST, made) != len(found):
        raise Refused(_("Iemand van de lijst aanvaardde net zelf. Probeer opnieuw."))
    state(
        ListSealed(
            about=row,
            **told(row),
            count=len(found),
            held_on=held_on,
            place=place,
            sha256=made.sha256,
            file_sha256=made.file_sha256,
        )
    )
    return made


@action(P.EXPORT, ListExported)
def record_export(actor: Actor, *, offer: Offer, count: int) -> None:
    """State that the list of a round left Roeland."""
    state(ListExported(about=offer, **told(offer), count=count))
