"""Sentences of the list of a control: what it holds, what it waits for, and what an empty view says."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.logs.models import Run
from roeland.logs.values import RunState, Scope
from roeland.ui import dates


def lede(run: Run, counts: dict[str, int], left: int = 0) -> str:
    """The figures that matter, and what it asks of the reader still, in minutes."""
    words = _lede(run, counts)
    return (
        f"{words} {_('Je hebt er nog ongeveer %(minutes)s werk aan.') % {'minutes': dates.minutes(left)}}"
        if left
        else words
    )


def _lede(run: Run, counts: dict[str, int]) -> str:
    if run.by_hand:
        return _("Deze maand is nagekeken met een steekproef op papier van %(count)s.") % {
            "count": dates.plural(run.sampled, "raadpleging", "raadplegingen")
        }
    if not run.cases:
        return _("Alle raadplegingen zijn gelezen. Geen enkele is een vraag waard.")
    if run.state == RunState.CLOSED:
        count = dates.plural(run.cases, "geval was", "gevallen waren")
        return _("Alle raadplegingen zijn gelezen. %(cases)s een vraag waard.") % {"cases": count}
    words = {"cases": dates.plural(run.cases, "geval is", "gevallen zijn")}
    first = _("Alle raadplegingen zijn gelezen. %(cases)s een vraag waard, de zwaarste staan bovenaan.") % words
    if not counts["niet-bekeken"]:
        return first
    left = dates.plural(counts["niet-bekeken"], "geval past", "gevallen passen")
    return first + " " + _("%(left)s niet in jouw %(minutes)s minuten.") % {"left": left, "minutes": run.minutes}


def closed(run: Run) -> str:
    """*Afgesloten als volledige controle op 6 november 2026 door Dina Claes*"""
    words = _("Afgesloten als %(scope)s") % {"scope": Scope(run.scope).label}
    if run.closed_at is None or run.closed_by is None:
        return words
    when_by = {"day": dates.sentence_date(run.closed_at, weekday=False), "name": run.closed_by}
    return words + _(" op %(day)s door %(name)s") % when_by


def came_after(count: int) -> str:
    """Consultations of the month that came when it was closed; empty without."""
    if count == 1:
        return _("Na het afsluiten kwam er nog één raadpleging bij. Die is niet nagekeken.")
    words = _("Na het afsluiten kwamen er nog %(count)s raadplegingen bij. Die zijn niet nagekeken.")
    return words % {"count": dates.number(count)} if count else ""


def wait(count: int, sample: int) -> str:
    """*eerst nog 24 gevallen*"""
    parts = [dates.plural(count, "geval", "gevallen")] if count else []
    parts += (
        [dates.plural(sample, "raadpleging uit de steekproef", "raadplegingen uit de steekproef")] if sample else []
    )
    return _("eerst nog %(what)s") % {"what": dates.join_nl(parts)} if parts else ""


def nothing(run: Run, shown: str, *, filtered: bool, sample: int, others: int = 0, asked: int = 0) -> str:
    """What an empty view says."""
    if filtered:
        return _("Geen gevallen met deze filters.")
    if shown == "beslissen" and others:
        left = dates.plural(others, "geval ligt", "gevallen liggen")
        return _("Voor jou is hier niets te beslissen. %(left)s bij iemand anders.") % {"left": dates.capital(left)}
    if shown == "beslissen" and run.state == RunState.CLOSED and not (run.cases or run.by_hand):
        return _("Er was geen enkel geval.")
    if shown == "beslissen" and run.state == RunState.CLOSED:
        return _("Alles is beslist of gevraagd.") if asked else _("Alles is beslist.")
    if shown == "beslissen":
        first = _("Alles is beslist of gevraagd.") if asked else _("Alles is beslist.")
        return f"{first} {_('Nu nog de steekproef.') if sample else _('De controle kan afgesloten worden.')}"
    return {"gevraagd": _("Er loopt geen vraag."), "beslist": _("Nog niets beslist.")}.get(
        shown, _("Hier staat niets.")
    )
