"""Verbs of code letters, kiosks and links in mails. Of every secret only a keyed digest is kept.

A code or a link is good for one person in one round of an open document, and gives no other right. Who uses one is not logged in:
the program itself states the acceptance, with the name of whose code or link it was.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from roeland.acceptance.actions.common import note_accepted, told, told_of_person
from roeland.acceptance.facts import (
    AcceptedByCode,
    KioskClosed,
    KioskOpened,
    KioskTried,
    LettersMade,
    LinkOpened,
    LinkSent,
)
from roeland.acceptance.models import Asked, Kiosk, Offer
from roeland.acceptance.queries.rounds import leads
from roeland.acceptance.rules import P, may_accept
from roeland.acceptance.values import ALPHABET, CODE_LENGTH, How, State, terms, typed
from roeland.documents.queries import whole
from roeland.documents.values import OPEN_AUDIENCES, DocumentStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, one_line
from roeland.people.values import keyed_digest


@dataclass(frozen=True)
class Letter:
    """A code for one person, for the paper alone: it is kept nowhere."""

    asked: Asked
    code: str


@dataclass(frozen=True)
class Opened:
    """A kiosk with its address, shown once to who opened it."""

    kiosk: Kiosk
    secret: str


def digest_of_code(authority_id: UUID, code: str) -> str:
    """The keyed digest of a code in one authority."""
    return keyed_digest(settings.SECRET_KEY, f"code:{authority_id}:{typed(code)}")


def digest_of_secret(kind: str, secret: str) -> str:
    """The keyed digest of the secret in an address. Hex, so that case-folding loses nothing."""
    return keyed_digest(settings.SECRET_KEY, f"{kind}:{secret}")


def find_kiosk(secret: str) -> Kiosk | None:
    """The open kiosk behind an address. It reads past the scope: nobody is logged in."""
    row = QuerySet(Kiosk).filter(digest=digest_of_secret("kiosk", secret)).select_related("authority").first()
    return row if row is not None and row.is_open() else None


def find_link(secret: str) -> Asked | None:
    """The row behind the link of a mail, while it counts. It reads past the scope: nobody is logged in."""
    rows: QuerySet[Asked] = QuerySet(Asked).filter(
        link_digest=digest_of_secret("link", secret), link_until__gt=clock.now()
    )
    return rows.filter(state=State.ASKED).select_related("authority").first()


def find_code(kiosk: Kiosk, code: str) -> Asked | None:
    """Whose code this is, in the authority of the kiosk, while it counts."""
    with whole(kiosk.authority_id):
        rows = Asked.objects.filter(code_digest=digest_of_code(kiosk.authority_id, code), code_until__gt=clock.now())
        found: Asked | None = rows.filter(state=State.ASKED, offer__closed_at=None).first()
        return found if found and usable(found) else None


def usable(row: Asked) -> bool:
    """Whether a code or link may show this document: open to every member of staff, in force, and the round runs. Inside `whole`."""
    offer = Offer.objects.select_related("document", "version").get(pk=row.offer_id)
    in_force = offer.document.status == DocumentStatus.PUBLISHED and offer.document.current_id == offer.version_id
    return in_force and offer.closed_at is None and offer.document.audience in OPEN_AUDIENCES


def _open_text(offer: Offer) -> None:
    if offer.audience not in OPEN_AUDIENCES:
        raise Refused(_("Een code of link dient enkel voor wat elke medewerker mag lezen."))
    if offer.closed_at is not None:
        raise Refused(_("Deze leesronde is voorbij."))


@action(P.LETTERS, LettersMade)
def make_letters(actor: Actor, *, offer: Offer, people: list[Asked]) -> list[Letter]:
    """A new code for each of these, for a letter; an earlier code of theirs stops counting.

    Refused for a closed document, a round that is over, and who leads no service; Invalid when nobody of them still waits.
    """
    row = fresh(offer)
    check(leads(actor, row.authority_id))
    _open_text(row)
    known = Asked.objects.filter(offer=row, pk__in=[one.pk for one in people], state=State.ASKED)
    found = list(known.select_related("person", "team", "authority"))
    if not found:
        raise Invalid({"people": [_("Kies wie een brief krijgt. Wie al aanvaardde, staat er niet meer bij.")]})
    until = clock.now() + timedelta(days=terms()["code_days"])
    letters = []
    for one in found:
        code = "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
        one.code_digest, one.code_until = digest_of_code(row.authority_id, code), until
        letters.append(Letter(one, code))
    Asked.objects.bulk_update(found, ["code_digest", "code_until"], batch_size=200)
    state(LettersMade(about=row, **told(row), count=len(letters), expires_at=until))
    return letters


@action(P.KIOSK, KioskOpened)
def open_kiosk(actor: Actor, *, authority: Authority, place: str, minutes: int | None = None) -> Opened:
    """Open the kiosk on a shared device for a limited time. Raises Invalid; Refused for who leads no service."""
    check(leads(actor, authority.pk))
    length = terms()["kiosk_minutes"] if minutes is None else minutes
    if not 1 <= length <= terms()["kiosk_longest"]:
        raise Invalid({"minutes": [_("Kies 1 tot %(most)s minuten.") % {"most": terms()["kiosk_longest"]}]})
    secret, now = secrets.token_hex(32), clock.now()
    row = Kiosk(
        authority=authority,
        audience="awareness",
        place=one_line("place", place, longest=120, ask=_("Vul in waar het toestel staat.")),
        digest=digest_of_secret("kiosk", secret),
        opened_by_id=actor.person_in(authority.pk),
        opened_at=now,
        closes_at=now + timedelta(minutes=length),
    )
    row.save()
    state(KioskOpened(about=row, place=row.place, closes_at=row.closes_at))
    return Opened(row, secret)


@action(P.KIOSK, KioskClosed)
def close_kiosk(actor: Actor, *, kiosk: Kiosk) -> Kiosk:
    """Close a kiosk before its time. Refused when it is closed."""
    row = fresh(kiosk)
    if row.ended_at is not None or row.closes_at <= clock.now():
        raise Refused(_("Deze kiosk is al dicht."))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    state(KioskClosed(about=row, place=row.place))
    return row


@action(P.KEEP, KioskTried)
def count_wrong_code(actor: Actor, *, kiosk: Kiosk) -> int:
    """Count a code that does not fit; after `kiosk_tries` of them the kiosk is closed. Gives the tries so far."""
    Kiosk.objects.filter(pk=kiosk.pk).update(tries=F("tries") + 1)
    row = fresh(kiosk)
    state(KioskTried(about=row, place=row.place, tries=row.tries))
    return row.tries


@action(P.KEEP, AcceptedByCode)
def accept_with_code(actor: Actor, *, kiosk: Kiosk, code: str, sha256: str) -> Asked:
    """Accept with the code of a letter at an open kiosk; the code counts once. Refused when it does not fit any more."""
    if not fresh(kiosk).is_open():
        raise Refused(_("Deze kiosk is dicht. Vraag je diensthoofd."))
    row = find_code(kiosk, code)
    if row is None:
        raise Refused(_("Deze code klopt niet, of is al gebruikt."))
    return _accepted(row, sha256, How.CODE)


def _accepted(row: Asked, sha256: str, how: How) -> Asked:
    with whole(row.authority_id):
        offer = Offer.objects.select_related("document", "version").get(pk=row.offer_id)
        name = str(row.person)
    check(may_accept(row.state, open_round=offer.closed_at is None))
    if not sha256 or sha256 != offer.version.sha256:
        raise Refused(_("Er kwam net een nieuwe versie. Lees die eerst."))
    if note_accepted(offer, [row], how) != 1:
        raise Refused(_("Dit is al aanvaard."))
    words = {**told_of_person(offer), "sha256": sha256, "how": how.label, "name": name}
    state(AcceptedByCode(about=row, **words))
    return row


@action(P.KEEP, LinkSent)
def send_link(actor: Actor, *, asked: Asked) -> str:
    """A new link for the mail of one person; an earlier one stops counting. Gives the secret of the address.

    Only the program sends links, with the mails of a round and never more often. Refused for a closed document.
    """
    row = fresh(asked)
    with whole(row.authority_id):
        if row.state != State.ASKED or not usable(row):
            raise Refused(_("Een link dient enkel voor wat elke medewerker mag lezen."))
        secret = secrets.token_hex(32)
        row.link_digest = digest_of_secret("link", secret)
        row.link_until = clock.now() + timedelta(hours=terms()["link_hours"])
        row.save(update_fields=["link_digest", "link_until"])
        offer, name = row.offer, str(row.person)
    state(LinkSent(about=row, **told_of_person(offer), name=name, expires_at=row.link_until))
    return secret


@action(P.KEEP, LinkOpened)
def open_link(actor: Actor, *, asked: Asked, secret: str) -> Asked:
    """Use a link up: the next time it leads nowhere. Refused when it does not count any more."""
    now = clock.now()
    digest = digest_of_secret("link", secret)
    rows = Asked.objects.filter(pk=asked.pk, link_digest=digest, link_until__gt=now, state=State.ASKED)
    if rows.update(link_digest="", linked_at=now) != 1:
        raise Refused(_("Deze link is al gebruikt of te oud."))
    row = fresh(asked)
    if not usable(row):
        raise Refused(_("Dit document wordt niet meer gevraagd."))
    with whole(row.authority_id):
        name = str(row.person)
    state(LinkOpened(about=row, **told_of_person(row.offer), name=name))
    return row


@action(P.KEEP, AcceptedByCode)
def accept_with_link(actor: Actor, *, asked: Asked, sha256: str) -> Asked:
    """Accept after opening a link, within `link_reading` minutes of that. Refused when that is over or the document changed."""
    row = fresh(asked)
    limit = timedelta(minutes=terms()["link_reading"])
    if row.linked_at is None or row.linked_at + limit < clock.now():
        raise Refused(_("Dat duurde te lang. Meld je aan in Roeland, daar staat het document ook."))
    if row.state == State.ASKED and not usable(row):
        raise Refused(_("Dit document wordt niet meer gevraagd."))
    return _accepted(row, sha256, How.LINK)
