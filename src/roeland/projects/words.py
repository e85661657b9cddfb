"""Amounts, years and the business case in Dutch words, the same on the page, on paper and in the Tekenmap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.duties.cost_panel import digits
from roeland.projects.models import Project
from roeland.projects.queries.money import CaseSums
from roeland.projects.values import Status, Worth
from roeland.ui import dates


def status(row: Project, today: date) -> str:
    """*wacht op goedkeuring*, *loopt*, *over tijd*: the same word in the list and in the timeline."""
    if row.presented_on:
        return _("wacht op goedkeuring")
    return _("over tijd") if row.late(today) else Status(row.status).label


def euro(value: Decimal | None) -> str:
    """*1 250,50 euro*, *3 180 euro*, with a minus sign before what is short; nothing for None."""
    if value is None:
        return ""
    return f"{bare(value)}{dates.HARD_SPACE}euro"


def bare(value: Decimal | None) -> str:
    """The same without the word, for columns."""
    if value is None:
        return ""
    return f"\N{MINUS SIGN}{digits(-value)}" if value < 0 else digits(value)


def once_and_yearly(once: Decimal, yearly: Decimal) -> list[str]:
    """*19 500 euro eenmalig*, *2 400 euro per jaar*"""
    told = [_("%(euro)s eenmalig") % {"euro": euro(once)}] if once else []
    return told + ([_("%(euro)s per jaar") % {"euro": euro(yearly)}] if yearly else [])


def days(value: Decimal) -> str:
    """*2,5*, *12*"""
    return dates.number(int(value)) if value == int(value) else dates.number(value.normalize())


def person_days(value: Decimal) -> str:
    """*1 persoonsdag*, *2,5 persoonsdagen*"""
    return f"{days(value)} {_('persoonsdag') if value == 1 else _('persoonsdagen')}"


def years(value: Decimal | None) -> str:
    """*1,4 jaar*, or that it does not pay back."""
    if value is None:
        return _("niet binnen de termijn")
    if value == 0:
        return _("meteen")
    return f"{days(value)} {_('jaar')}"


def share(value: Decimal | None) -> str:
    """*64 %*, with a minus sign where it costs more than it avoids."""
    if value is None:
        return _("niet te zeggen")
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{dates.number(int(abs(value)))}{dates.HARD_SPACE}%"


def sentences(sums: CaseSums) -> list[str]:
    """The business case in three sentences: what it costs and avoids, when it pays back, what it returns."""
    case, likely = sums.case, sums.likely
    told = [
        _("Over %(n)s jaar kost het project %(cost)s en vermijdt het naar verwachting %(avoided)s schade.")
        % {"n": case.years, "cost": euro(likely.cost), "avoided": euro(likely.avoided)}
    ]
    if not likely.cost:
        told.append(_("Er is nog geen kost geschreven, dus over terugverdienen valt niets te zeggen."))
        return told
    if likely.payback is None:
        told.append(_("Binnen die termijn verdient het zich niet terug in euro."))
    elif likely.payback == 0:
        told.append(_("Het verdient zich meteen terug."))
    else:
        told.append(_("Het verdient zich terug na %(years)s.") % {"years": years(likely.payback)})
    told.append(_("De opbrengst is %(rosi)s van de kost.") % {"rosi": share(likely.rosi)})
    return told


def scenarios(sums: CaseSums) -> list[tuple[str, ...]]:
    """The table: label, then low, likely, high."""
    case, all_ = sums.case, (sums.low, sums.likely, sums.high)

    def each(label: str, show: object) -> tuple[str, ...]:
        return (label, *(show(one) for one in all_))  # type: ignore[operator]

    def yearly(one: Worth) -> str:
        return euro(one.yearly)

    return [
        (_("Schade als het misloopt"), euro(case.low), euro(case.likely), euro(case.high)),
        each(_("Vermeden per jaar"), yearly),
        each(_("Vermeden in %(n)s jaar") % {"n": case.years}, lambda one: euro(one.avoided)),
        each(_("Kost in %(n)s jaar") % {"n": case.years}, lambda one: euro(one.cost)),
        each(_("Verschil"), lambda one: euro(one.left)),
        each(_("Terugverdiend na"), lambda one: years(one.payback)),
        each(_("Opbrengst op de kost"), lambda one: share(one.rosi)),
    ]


def assumptions(sums: CaseSums) -> str:
    """*Kans van 20 % per jaar, het project vermijdt 80 % van de schade.*"""
    case = sums.case
    return _("Kans van %(chance)s per jaar. Het project vermijdt %(effect)s van de schade.") % {
        "chance": percent(case.chance),
        "effect": percent(case.effect),
    }


def percent(value: Decimal) -> str:
    """*12,5 %*"""
    return f"{days(value)}{dates.HARD_SPACE}%"
