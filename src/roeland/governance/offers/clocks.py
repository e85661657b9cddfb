"""Statutory clocks, for agendas, and the last step of not notifying, for the Tekenmap: proposed, advised, the director decides."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import actions
from roeland.duties.catalogue import clocks as kinds
from roeland.duties.models import Clock
from roeland.duties.rules import P
from roeland.duties.values import ClockDecision, ClockStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import AgendaPoint, Line, ToSign
from roeland.ui import dates

BODIES = frozenset({"security_service", "management_team"})
ORDER, MOST = 25, 30


def signing(actor: Actor, authority_ids: Sequence[UUID]) -> list[ToSign]:
    """Proposals not to notify that were advised on. One statement, none for who does not decide."""
    decides = [place for place in authority_ids if actor.holds(P.CLOCK_DECIDE, place)]
    if not actor.is_person or not decides:
        return []
    rows = Clock.objects.filter(authority_id__in=decides, decision=ClockDecision.ADVISED)
    rows = rows.exclude(status=ClockStatus.STOPPED).select_related("authority").order_by("due_at")
    return [_to_sign(row) for row in rows]


def agenda(_actor: Actor, authority_id: UUID, body_kind: str, _since: date | None) -> list[AgendaPoint]:
    """Clocks that still run, as far as a plain member of the body reads them, by their kind and their end. One statement.

    What a clock is about is written by hand and may name somebody: an agenda stays in the minutes, so it tells the kind alone.
    """
    if body_kind not in BODIES:
        return []
    rows = Clock.objects.filter(authority_id=authority_id).exclude(status=ClockStatus.STOPPED)
    lines = tuple(_line(row) for row in rows.select_related("authority").order_by("due_at", "pk")[:MOST])
    if not lines:
        return []
    note = dates.plural(len(lines), _("klok loopt"), _("klokken lopen"))
    return [AgendaPoint(key="duties:clocks", title=_("Lopende klokken"), note=note, lines=lines, order=ORDER)]


def _line(row: Clock) -> Line:
    passed = row.due_at < clock.now()
    words = _("verstreken op %(when)s") if passed else _("loopt af op %(when)s")
    kind = kinds().get(row.clock_id)
    return Line(
        title=kind.title if kind else _("Wettelijke klok"),
        url=f"/{row.authority.slug}/klokken/{row.pk}/",
        note=words % {"when": dates.sentence_moment(row.due_at)},
        state="late" if passed else "today",
        on=clock.local(row.due_at).date(),
    )


def _to_sign(row: Clock) -> ToSign:
    kind = kinds()[row.clock_id]
    until = dates.sentence_moment(row.due_at)
    ground = f" ({kind.grounds[0].ref})" if kind.grounds else ""
    return ToSign(
        key=f"duties:clock:{row.pk}",
        title=_("Niet melden: %(title)s") % {"title": row.title},
        what=_("De consulent stelt voor om niet te melden%(ground)s. Het advies van de functionaris ligt erbij.")
        % {"ground": ground},
        cost=_("Geen. Wel blijft de motivering bewaard voor de toezichthouder."),
        otherwise=_("De klok loopt door tot %(until)s. Beslis je niet, dan moet er tegen dan gemeld zijn.")
        % {"until": until},
        url=f"/{row.authority.slug}/klokken/{row.pk}/",
        since=clock.local(row.started_at).date(),
        authority_id=row.authority_id,
        sign=partial(_decide, row, False),
        send_back=partial(_decide, row, True),
        audience=row.audience,
        reading=((_("Voorstel"), row.decision_reason), (_("Advies van de functionaris"), row.advice)),
        sign_label=_("Beslissen niet te melden"),
        back_label=_("Toch melden"),
    )


def _decide(row: Clock, notify: bool, actor: Actor, words: str) -> None:
    reason = words.strip() or _("Het voorstel en het advies worden gevolgd. %(reason)s") % {
        "reason": row.decision_reason
    }
    actions.decide(actor, clock=row, notify=notify, reason=reason)
