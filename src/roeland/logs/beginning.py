"""What Vandaag says to who keeps log control before a control runs: what lacks first, and which month can begin."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import Line
from roeland.logs.models import Conditions
from roeland.logs.queries import reminders
from roeland.logs.queries.conditions import lacking
from roeland.logs.report_words import month_words
from roeland.logs.rules import P
from roeland.logs.values import MINUTES
from roeland.ui import dates

MONTHS_SAID = 3  # of those that wait beside the first


def lines(actor: Actor, ids: list[UUID], slugs: dict[UUID, str]) -> list[Line]:
    """Months to begin with, and conditions that lack. At most seven statements."""
    rows = _stated(actor, ids)
    return _months(actor, rows, slugs) + _conditions(rows, slugs)


def _stated(actor: Actor, ids: list[UUID]) -> dict[UUID, Conditions]:
    """The conditions that count where the actor keeps them and they were begun, so that no authority is nagged. One statement."""
    kept = [place for place in ids if actor.holds(P.CONDITIONS, place)]
    newest: dict[UUID, Conditions] = {}
    for row in Conditions.objects.filter(authority__in=kept) if kept else ():
        newest.setdefault(row.authority_id, row)
    return newest


def _months(actor: Actor, rows: dict[UUID, Conditions], slugs: dict[UUID, str]) -> list[Line]:
    """Months that were delivered and that nobody controlled: the oldest of each authority, whether or not the duty is in its plan."""
    begun = {place: row for place, row in rows.items() if actor.holds(P.RUN, place)}
    found = []
    for place, (month, *others) in reminders.waiting(begun, clock.today()).items():
        note = _("Het logbestand van die maand is er.")
        if others:
            shown = [month_words(one) for one in others[:MONTHS_SAID]]
            more = len(others) - len(shown)
            shown += [dates.plural(more, _("andere maand"), _("andere maanden"))] if more else []
            note = _("Ook nog niet gecontroleerd: %(what)s.") % {"what": dates.join_nl(shown)}
        found.append(
            Line(
                title=_("Logcontrole van %(month)s starten") % {"month": month_words(month)},
                url=f"/{slugs[place]}/logcontrole/starten/?maand={month:%Y-%m}",
                note=note,
                state="today",
                action=_("Starten"),
                minutes=MINUTES,
                authority_id=place,
            )
        )
    return found


def _conditions(newest: dict[UUID, Conditions], slugs: dict[UUID, str]) -> list[Line]:
    """What lacks before the log control may begin, for who keeps it."""
    found = []
    for place, row in newest.items():
        missing = lacking(row)
        if missing:
            found.append(
                Line(
                    title=_("Logcontrole: %(count)s in orde brengen")
                    % {"count": dates.plural(len(missing), _("voorwaarde"), _("voorwaarden"))},
                    url=f"/{slugs[place]}/logcontrole/voorwaarden/",
                    note=_("Ontbreekt nog: %(what)s.") % {"what": dates.join_nl(missing)},
                    state="planned",
                    action=_("Aanvullen"),
                    authority_id=place,
                )
            )
    return found
