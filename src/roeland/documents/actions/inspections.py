"""Verbs of reading what is closed: book, open with a code, enter, read, end; and the written mandate.

The code stands on the screen of who opens and nowhere else: only its keyed digest is kept. A wrong code counts whatever comes of it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from roeland.documents import readers
from roeland.documents.actions.common import fresh, named, titled
from roeland.documents.chapters import Chapter
from roeland.documents.models import Document, Inspection, Version
from roeland.documents.queries import whole
from roeland.documents.reader_facts import (
    InspectionBooked,
    InspectionEnded,
    InspectionOpened,
    InspectionRead,
    InspectionTried,
    MandateGiven,
)
from roeland.documents.rules import P
from roeland.documents.terms import terms
from roeland.documents.values import InspectionKind
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, one_line
from roeland.people.models import Person
from roeland.people.values import keyed_digest

DIGITS = 6
FURTHEST = timedelta(days=366)  # an appointment further off is a slip of the hand


@dataclass(frozen=True)
class Opened:
    """An inspection that waits for its reader, with the code for the screen of the opener. The code is kept nowhere."""

    inspection: Inspection
    code: str


def digest(row: Inspection, code: str) -> str:
    """The keyed digest of a code: bound to its inspection, so that it fits no other."""
    return keyed_digest(settings.SECRET_KEY, f"{row.pk}:{''.join(code.split())}")


def told(row: Inspection) -> dict[str, str]:
    """What every fact about an inspection says, also before its reader may see the document."""
    with whole(row.authority_id):
        known = Inspection(document_id=row.document_id, person_id=row.person_id)
        return {**titled(known.document), "reader": str(known.person)}


def minutes_of(minutes: int | None) -> int:
    """How long it stays open. Raises Invalid."""
    if minutes is None:
        return terms().value("onsite_minutes")
    longest = terms().value("onsite_longest")
    if not 1 <= minutes <= longest:
        raise Invalid({"minutes": [_("Kies 1 tot %(longest)s minuten.") % {"longest": longest}]})
    return minutes


@action(P.OPEN, InspectionBooked)
def book(
    actor: Actor,
    *,
    document: Document,
    person: Person,
    at: datetime | None,
    reason: str = "",
    by_request: bool = False,
    chapters: Sequence[Chapter] | None = None,
) -> Inspection:
    """Make an appointment with a named reader (`at` None: the moment follows). It opens nothing yet.

    Refused for who reads the document already, and for whose role and requests do not allow it; `by_request` is for the verb that
    answers a request, which may limit it to `chapters`. Raises Invalid for a moment that is past or more than a year ahead.
    """
    document = fresh(document)
    check(readers.may_open_for(document, person, InspectionKind.ONSITE, by_request=by_request))
    if at is not None and not clock.now() - timedelta(minutes=15) <= at <= clock.now() + FURTHEST:
        raise Invalid({"at": [_("Kies een moment dat nog komt, binnen het jaar.")]})
    row = Inspection(
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        kind=InspectionKind.ONSITE,
        person=person,
        reason=" ".join(reason.split())[:500],
        chapters=readers.chapters_for(document, person) if chapters is None else [list(one) for one in chapters],
        appointed_at=at,
        opened_by_id=actor.person_in(document.authority_id),
    )
    row.save()
    state(InspectionBooked(about=row, **told(row), appointed_at=at))
    return row


@action(P.OPEN, InspectionOpened)
def open_onsite(
    actor: Actor,
    *,
    document: Document,
    person: Person,
    booked: Inspection | None = None,
    minutes: int | None = None,
    reason: str = "",
) -> Opened:
    """Open a document for a named reader, at once or as `booked`; a reader who did not come in yet gets a new code this way.

    Gives the six digits for the screen of who opens. They count for a few minutes and a few tries (`data/terms.yaml`). Refused to
    open for oneself: two people sit at the table.
    """
    document = fresh(document)
    if person.pk in actor.person_ids:
        raise Refused(_("Je opent geen document voor jezelf."))
    length = minutes_of(minutes)
    row = fresh(booked) if booked is not None else None
    if row is not None and (row.document_id != document.pk or row.person_id != person.pk or row.kind != "onsite"):
        raise Refused(_("Deze afspraak is voor een andere lezer of een ander document."))
    if row is not None and row.entered_at is not None:
        raise Refused(_("De lezer is al binnen. Beëindig deze inzage en open een nieuwe."))
    if row is not None and row.ended_at is not None:
        raise Refused(_("Deze afspraak is voorbij. Open een nieuwe inzage."))
    check(readers.may_open_for(document, person, InspectionKind.ONSITE))
    row = row or Inspection(
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        kind=InspectionKind.ONSITE,
        person=person,
        reason=" ".join(reason.split())[:500],
        chapters=readers.chapters_for(document, person),
    )
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    now = clock.now()
    row.document, row.person = document, person
    row.opened_by_id, row.opened_at, row.closes_at = (
        actor.person_in(document.authority_id),
        now,
        now + timedelta(minutes=length),
    )
    row.code_digest, row.tries = digest(row, code), 0
    row.save()
    state(InspectionOpened(about=row, **told(row), closes_at=row.closes_at, minutes=length))
    return Opened(row, code)


@action(P.READ_HERE, InspectionTried)
def try_code(actor: Actor, *, inspection: Inspection, code: str) -> Inspection:
    """The reader gives the code. Every try counts and is stated; `entered_at` says whether it was right.

    Refused when the inspection is not open, is over, or was tried too often, and to everybody but its reader (NotAllowed).
    """
    row = fresh(inspection)
    if row.person_id not in actor.person_ids:
        raise NotAllowed(P.READ_HERE.code)
    if row.entered_at is not None and not readers.is_over(row):
        raise Refused(_("Je bent al binnen."))
    now = clock.now()
    late = row.opened_at is None or now >= row.opened_at + terms().minutes("code_minutes")
    if late or readers.is_over(row) or not row.code_digest:
        raise Refused(_("Deze code geldt niet meer. Vraag wie de inzage opende om een nieuwe code."))
    if row.tries >= terms().value("code_tries"):
        raise Refused(_("Dit is te vaak geprobeerd. Vraag wie de inzage opende om een nieuwe code."))
    row.tries += 1
    right = hmac.compare_digest(row.code_digest, digest(row, code))
    if right:
        row.entered_at, row.code_digest = now, ""
    row.save()
    result = _("gaf de juiste code in voor") if right else _("gaf een foute code in voor")
    state(InspectionTried(about=row, **told(row), result=result, right=right))
    return row


def enter(actor: Actor, inspection: Inspection, code: str) -> Inspection:
    """As `try_code`, but a wrong code raises Invalid after it was counted."""
    row = try_code(actor, inspection=inspection, code=code)
    if row.entered_at is None:
        left = terms().value("code_tries") - row.tries
        words = _("Deze code klopt niet. Je kunt nog %(left)s keer proberen.") % {"left": left}
        raise Invalid({"code": [words if left else _("Deze code klopt niet. Vraag een nieuwe code.")]})
    return row


@action(P.READ_HERE, InspectionRead)
def read_inspected(actor: Actor, *, inspection: Inspection, version: Version, part: str = "") -> Inspection:
    """State that the reader sees a chapter of a version: every view of what is closed to his role is a fact."""
    row, version = fresh(inspection), fresh(version)
    if row.person_id not in actor.person_ids or row.document_id != version.document_id or readers.is_over(row):
        raise NotAllowed(P.READ_HERE.code)
    how = _("ter inzage") if row.kind == InspectionKind.ONSITE else _("onder mandaat")
    state(InspectionRead(about=version, **named(version), how=how, part=part[:200]))
    return row


@action(P.READ_HERE, InspectionEnded)
def end(actor: Actor, *, inspection: Inspection) -> Inspection:
    """End an inspection or a mandate, or call an appointment off: its reader, or who may open (give the mandate) in this circle."""
    row = fresh(inspection)
    if not readers.may_end(actor, row):
        raise NotAllowed(P.READ_HERE.code)
    if readers.is_over(row):
        raise Refused(_("Deze inzage is al voorbij."))
    row.ended_at, row.code_digest = clock.now(), ""
    row.save(update_fields=["ended_at", "code_digest"])
    state(InspectionEnded(about=row, **told(row), kind=InspectionKind(row.kind).value))
    return row


@action(P.MANDATE, MandateGiven)
def give_mandate(
    actor: Actor, *, document: Document, person: Person, decision: str, start: date, end: date, reason: str = ""
) -> Inspection:
    """Let a person whose role reads under a mandate read a document from `start` up to and including `end`, by a written decision.

    Raises Invalid without the decision, for days that do not fit, or longer than `mandate_longest`; refused for oneself.
    """
    document = fresh(document)
    if person.pk in actor.person_ids:
        raise Refused(_("Je geeft jezelf geen mandaat."))
    decision = one_line(
        "decision", decision, ask=_("Vul het besluit of de opdracht in, met datum of nummer."), longest=200
    )
    longest = terms().days("mandate_longest")
    if end < start or end < clock.today():
        raise Invalid({"end": [_("Het einde ligt vóór het begin, of is al voorbij.")]})
    if end - start > longest:
        raise Invalid({"end": [_("Een mandaat loopt hoogstens %(days)s dagen.") % {"days": longest.days}]})
    check(readers.may_open_for(document, person, InspectionKind.MANDATE))
    row = Inspection(
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        kind=InspectionKind.MANDATE,
        person=person,
        decision=decision,
        reason=" ".join(reason.split())[:500],
        opened_by_id=actor.person_in(document.authority_id),
        opened_at=midnight(start),
        closes_at=midnight(end + timedelta(days=1)),
    )
    row.save()
    state(MandateGiven(about=row, **told(row), start=start, end=end, decision=decision))
    return row


def midnight(day: date) -> datetime:
    """When a day begins on Belgian clocks, as an aware moment."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.local(clock.now()).tzinfo)
