"""Advice that waits for an answer, for agendas, the Tekenmap, Vandaag, visits and the management report."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.governance import actions
from roeland.governance.advice_paper import cost_words
from roeland.governance.models import Advice, AdviceOption
from roeland.governance.queries import advice as queries
from roeland.governance.values import PARTS, AdviceStatus, Answer
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import AgendaPoint, Happening, Line, Topic, ToSign
from roeland.ui import dates
from roeland.ui.dates import plural

ORDER = 40
SHORT = 220  # letters of a line on the Tekenmap


def address(row: Advice, step: str = "") -> str:
    """The page of an advice; its row comes with the authority."""
    return f"/{row.authority.slug}/adviezen/{row.pk}/{step}"


def _line(actor: Actor, row: Advice) -> Line:
    """An advice as another room shows it: no title for who may not read it."""
    shown = queries.readable(actor, row)
    today = clock.today()
    note = _("antwoord %(when)s") % {"when": dates.lateness(row.due, today)} if row.due else ""
    words = f"{row.number} {row.title}" if shown else row.number
    return Line(title=words, url=address(row), note=note, state="late" if row.late(today) else "review", on=row.due)


def agenda(actor: Actor, authority_id: UUID, body_kind: str, _since: date | None) -> list[AgendaPoint]:
    """Advice without an answer: to this body; the security service and management team see all of it."""
    rows = queries.waiting([authority_id], clock.today())
    if body_kind not in {"security_service", "management_team"}:
        rows = [row for row in rows if row.to_body == body_kind]
    if not rows:
        return []
    late = sum(row.late(clock.today()) for row in rows)
    note = _("Van %(n)s is de afgesproken termijn voorbij.") % {"n": dates.count_word(late)} if late else ""
    lines = tuple(_line(actor, row) for row in rows)
    return [
        AgendaPoint(
            key="governance:advice", title=_("Adviezen die op antwoord wachten"), note=note, lines=lines, order=ORDER
        )
    ]


def _first(text: str) -> str:
    """The first lines of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[:SHORT].rsplit(' ', 1)[0]} …"


def _cost(row: Advice, options: list[AdviceOption]) -> str:
    chosen = next((option for option in options if option.position == row.preferred), None)
    if chosen is not None:
        return f"{dates.capital(cost_words(chosen))} ({chosen.title})."
    if options:
        return _("Hangt af van de keuze tussen %(n)s opties.") % {"n": dates.count_word(len(options))}
    return _("Geen kost in het advies.")


def signing(actor: Actor, authority_ids: Sequence[UUID]) -> list[ToSign]:
    """Advice for the answer of this actor. Signing accepts it, sending back says no with the reason. Two statements.

    What is addressed to a body waits for its decision, which has to be named on the page of the advice itself.
    """
    rows = [row for row in queries.to_answer(actor, authority_ids) if row.to_role]
    options: dict[UUID, list[AdviceOption]] = {}
    for option in AdviceOption.objects.filter(advice__in=rows).order_by("position") if rows else ():
        options.setdefault(option.advice_id, []).append(option)
    return [_to_sign(row, options.get(row.pk, [])) for row in rows]


def _to_sign(row: Advice, options: list[AdviceOption]) -> ToSign:
    by = dates.sentence_date(row.due, weekday=False) if row.due else ""
    over = _("De termijn is voorbij sinds %(by)s. Het advies staat als onbeantwoord in het jaarverslag.")
    ahead = _("Na %(by)s staat het advies als onbeantwoord in het jaarverslag.")
    reading = [(heading, getattr(row, name)) for name, heading in PARTS if getattr(row, name)]
    told = [f"{o.position}. {o.title}: {cost_words(o)}. {o.text}".strip() for o in options]
    if told:
        reading.insert(-1, ("Opties", "\n\n".join(told)))
    return ToSign(
        key=f"governance:advice:{row.pk}",
        title=_("Advies %(number)s: %(title)s") % {"number": row.number, "title": row.title},
        what=_first(row.recommendation),
        cost=_cost(row, options),
        otherwise=(over if row.late(clock.today()) else ahead) % {"by": by},
        url=address(row),
        since=row.given_on or clock.today(),
        authority_id=row.authority_id,
        sign=partial(_accept, row),
        send_back=partial(_refuse, row),
        audience=row.audience,
        reading=tuple(reading),
        sign_label=_("Advies aanvaarden"),
        back_label=_("Niet volgen"),
    )


def _accept(row: Advice, actor: Actor, note: str) -> None:
    actions.answer(actor, advice=row, answer=Answer.ACCEPTED, reason=note)


def _refuse(row: Advice, actor: Actor, reason: str) -> None:
    actions.answer(actor, advice=row, answer=Answer.REFUSED, reason=reason)


def today(actor: Actor, authority_ids: Sequence[UUID]) -> list[Line]:
    """Silence after the agreed term, for who gave the advice and for who has to answer it. One statement."""
    seen = [
        place
        for place in authority_ids
        if actor.rights_in(place).modes.get("advice") or actor.rights_in(place).everything
    ]
    if not seen:
        return []
    rows = queries.waiting(seen, clock.today(), late_only=True)
    return [_line_today(actor, row) for row in rows if _concerns(actor, row)]


def _concerns(actor: Actor, row: Advice) -> bool:
    gave = any(str(mode) in {"own", "edit"} for mode in actor.rights_in(row.authority_id).modes.get("advice", ()))
    return gave or queries.answers(actor, row)


def _line_today(actor: Actor, row: Advice) -> Line:
    who = _("jouw antwoord") if queries.answers(actor, row) else _("antwoord van %(to)s") % {"to": row.addressee}
    return Line(
        title=f"{row.number} {row.title}",
        url=address(row),
        note=who,
        state="late",
        on=row.due,
        authority_id=row.authority_id,
    )


def since(_actor: Actor, authority_id: UUID, moment: datetime) -> list[Happening]:
    """Answers that came since a moment. One statement."""
    rows = Advice.objects.filter(authority_id=authority_id, answered_on__gte=clock.local(moment).date())
    found = []
    for row in rows.select_related("authority").order_by("answered_on", "number"):
        words = _("advies %(number)s %(answer)s door %(by)s")
        told = words % {"number": row.number, "answer": Answer(row.answer).label, "by": row.addressee}
        found.append(Happening(kind="done", line=Line(title=told, url=address(row), on=row.answered_on)))
    return found


def topics(_actor: Actor, authority_id: UUID, first: date, last: date) -> list[Topic]:
    """Advice of the period, for the management report. One statement."""
    rows = Advice.objects.filter(authority_id=authority_id, given_on__range=(first, last)).select_related("authority")
    given = list(rows.order_by("number"))
    counts = [sum(row.answer == answer for row in given) for answer in Answer]
    silent = [row for row in given if row.status == AdviceStatus.GIVEN]
    late = sum(row.late(clock.today()) for row in silent)
    if not given:
        sentence = _("In deze periode is geen advies gegeven.")
    else:
        told = [f"{dates.number(n)} {answer.label}" for n, answer in zip(counts, Answer, strict=True) if n]
        if silent:
            told.append(f"{dates.number(len(silent))} {_('zonder antwoord')}")
        sentence = f"{dates.capital(plural(len(given), 'advies', 'adviezen', words=True))} {_('gegeven')}: {dates.join_nl(told)}."
    if late:
        sentence += " " + _("Van %(n)s is de afgesproken termijn voorbij.") % {"n": dates.count_word(late)}
    lines = tuple(_topic_line(row) for row in given)
    return [Topic(key="advice", title=_("Adviezen"), sentence=sentence, lines=lines, order=ORDER)]


def _topic_line(row: Advice) -> Line:
    answer = Answer(row.answer).label if row.answer else _("nog geen antwoord")
    return Line(title=f"{row.number} {row.title}", url=address(row), note=f"{row.addressee}: {answer}", on=row.given_on)
