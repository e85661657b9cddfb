"""What reading and deviations offer to others: Vandaag, the Tekenmap, agendas of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.documents import actions, deviating, readers
from roeland.documents.models import Deviation, Inspection, ReadingRequest
from roeland.documents.rules import P
from roeland.documents.values import OPEN_AUDIENCES, InspectionKind, RequestStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import AgendaPoint, Line, ToSign
from roeland.ui import dates

AHEAD = timedelta(days=7)
SHORT = 300
ORDER = 60


def address(row: Inspection | Deviation | ReadingRequest) -> str:
    """The page of a row that comes with its authority."""
    if isinstance(row, Inspection):
        return f"/{row.authority.slug}/inzage/{row.pk}/"
    if isinstance(row, ReadingRequest):
        return f"/{row.authority.slug}/inzage/vraag/{row.number}/"
    return f"/{row.authority.slug}/afwijkingen/{row.number}/"


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """Appointments of the coming week and open readings, for reader and opener; requests whose term is past, for who answers them.
    Two statements."""
    if not actor.is_person:
        return []
    mine = [line for row in readers.coming(authority_ids) if (line := _line(actor, row)) is not None]
    places = [place for place in authority_ids if actor.holds(P.DECIDE, place)]
    return mine + ([_late(row) for row in _waiting(actor, places)] if places else [])


def _line(actor: Actor, row: Inspection) -> Line | None:
    reads = row.person_id in actor.person_ids
    if row.kind != InspectionKind.ONSITE or not (reads or row.opened_by_id in actor.person_ids):
        return None
    now = clock.now()
    if row.opened_at is not None:
        if not reads:
            return None
        if row.entered_at is None:
            title, note = _("Een stuk ligt voor je open"), _("Geef de code in die op het scherm staat.")
        else:
            title = _("Je leest een stuk ter inzage")
            note = _("Sluit om %(time)s.") % {"time": dates.clock_time(row.closes_at)} if row.closes_at else ""
        return Line(title=title, url=address(row), note=note, state="today", on=clock.today())
    if row.appointed_at is None or row.appointed_at > now + AHEAD:
        return None
    when = dates.sentence_moment(row.appointed_at)
    title = _("Een stuk inkijken") if reads else _("%(reader)s komt een stuk inkijken") % {"reader": row.person}
    on = clock.local(row.appointed_at).date()
    return Line(title=title, url=address(row), note=when, state="today" if on <= clock.today() else "planned", on=on)


def _waiting(actor: Actor, places: Sequence[UUID]) -> list[ReadingRequest]:
    rows = readers.requests(places).filter(status=RequestStatus.ASKED).exclude(person__in=actor.person_ids)
    return list(rows.order_by("answer_by", "number")[:20])


def _late(row: ReadingRequest) -> Line:
    late = row.answer_by < clock.today()
    title = _("Vraag om inzage %(number)s wacht op antwoord") % {"number": row.number}
    state = "late" if late else "review"
    return Line(title=title, url=address(row), state=state, on=row.answer_by, authority_id=row.authority_id)


def signing(actor: Actor, authority_ids: Sequence[UUID]) -> list[ToSign]:
    """Deviations that this actor decides about. One statement."""
    return [_to_sign(row) for row in deviating.waiting(authority_ids) if deviating.decides(actor, row)]


def _first(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[:SHORT].rsplit(' ', 1)[0]} …"


def _to_sign(row: Deviation) -> ToSign:
    until = dates.table_date(row.ends)
    what = _("%(who)s vraagt tot en met %(until)s af te wijken: %(reason)s")
    return ToSign(
        key=f"documents.deviation:{row.pk}",
        title=_("Afwijking %(number)s van %(title)s") % {"number": row.number, "title": row.document.title},
        what=_first(what % {"who": row.asked_by, "until": until, "reason": row.reason}),
        cost=_first(_("Het risico wordt intussen beperkt: %(what)s") % {"what": row.compensation}),
        otherwise=_("Zonder beslissing geldt de regel."),
        url=address(row),
        since=row.asked_on,
        authority_id=row.authority_id,
        sign=partial(_decide, row, True),
        send_back=partial(_decide, row, False),
        audience=row.audience,
        reading=((_("Regel"), row.rule), (_("Reden"), row.reason), (_("Wat het risico beperkt"), row.compensation)),
        sign_label=_("Afwijking toestaan"),
        back_label=_("Afwijking weigeren"),
    )


def _decide(row: Deviation, approved: bool, actor: Actor, note: str) -> None:
    actions.decide_deviation(actor, deviation=row, approved=approved, decision=note)


def agenda(_actor: Actor, authority_id: UUID, body_kind: str, _since: date | None) -> list[AgendaPoint]:
    """Deviations that run or ask a decision, for the security service and the management team. One statement."""
    if body_kind not in {"security_service", "management_team"}:
        return []
    rows = deviating.deviations([authority_id]).filter(status__in=["asked", "approved"]).order_by("ends", "number")
    lines = tuple(_agenda_line(row) for row in rows[:40])
    if not lines:
        return []
    return [
        AgendaPoint(
            key="documents:deviations", title=_("Afwijkingen van het beleid"), lines=lines, order=ORDER, part="texts"
        ),
    ]


def requests_agenda(actor: Actor, authority_id: UUID, body_kind: str, _since: date | None) -> list[AgendaPoint]:
    """Requests to read that nobody answered yet, by number alone, for a body whose plain members answer them. At most one statement.

    A member who may not read the request learns neither its number nor that there is one: an agenda is shown to everybody in the
    body and stays in the minutes. Who answers finds it on Vandaag; who wants it on the agenda adds a point.
    """
    if body_kind not in {"security_service", "management_team"} or not actor.holds(P.DECIDE, authority_id):
        return []
    found = readers.requests([authority_id]).filter(status=RequestStatus.ASKED)
    rows = list(found.order_by("answer_by", "number")[:40])
    if not rows:
        return []
    late = sum(row.answer_by < clock.today() for row in rows)
    note = _("%(n)s te laat") % {"n": dates.number(late)} if late else ""
    lines = tuple(_late(row) for row in rows)
    title = _("Vragen om inzage zonder antwoord")
    return [
        AgendaPoint(key="documents:requests", title=title, note=note, lines=lines, order=ORDER + 1, part="texts"),
    ]


def _agenda_line(row: Deviation) -> Line:
    asked = row.status == "asked"
    note = (
        _("afwijking, wacht op beslissing")
        if asked
        else _("afwijking, tot en met %(day)s") % {"day": dates.table_date(row.ends)}
    )
    # Who sits in a meeting may not read every circle: only what all staff read is named.
    title = f"{row.number}, {row.document.title}" if row.audience in OPEN_AUDIENCES else row.number
    return Line(title=title, url=address(row), note=note, state="review" if asked else "planned", on=row.ends)
