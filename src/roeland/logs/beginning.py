"""What Vandaag says to who keeps log control before a control runs: what lacks first, and which month can begin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import Line
from roeland.logs.actions.conditions import DPO
from roeland.logs.models import Conditions
from roeland.logs.queries import after_closing, reminders
from roeland.logs.queries import rules as books
from roeland.logs.queries.conditions import checklist
from roeland.logs.report_words import month_words
from roeland.logs.rules import P
from roeland.logs.values import MINUTES
from roeland.ui import dates

MONTHS_SAID = 3  # of those that wait beside the first


def invitations(actor: Actor, ids: list[UUID], slugs: dict[UUID, str]) -> list[Line]:
    """Whom the actor may invite because something was asked of them, until they can sign in. It names no room: who invites need not know
    that it is log control. At most four statements."""
    found = []
    for place, persons in reminders.uninvited(actor, ids).items():
        names = {sent: [one for one, invited in persons.items() if invited is sent] for sent in (False, True)}
        new, sent = names[False], names[True]
        title = _("%(who)s nog niet aangemeld in Roeland") % {
            "who": dates.plural(len(sent), _("persoon"), _("personen"))
        }
        if new:
            who = str(new[0]) if len(new) == 1 else dates.plural(len(new), _("persoon"), _("personen"))
            title = _("%(who)s uitnodigen in Roeland") % {"who": who}
        notes = [_("Er wacht een taak op %(who)s.") % {"who": dates.join_nl([str(one) for one in new])}] if new else []
        notes += [_("Al uitgenodigd: %(who)s.") % {"who": dates.join_nl([str(one) for one in sent])}] if sent else []
        found.append(
            Line(
                title=title,
                url=f"/{slugs[place]}/personen/{(new or sent)[0].pk}/#doen",
                note=" ".join(notes),
                state="today" if new else "planned",
                action=_("Uitnodigen") if new else _("Bekijken"),
                authority_id=place,
            )
        )
    return found


def drafts(actor: Actor, places: Iterable[Any]) -> list[Line]:
    """Rules that wait for a second person, who is told so; and who wrote them is told that they wait, for where nobody else may it is he
    who takes them into use. `places`: of `queries.rules.with_drafts`. Not one statement."""
    found = []
    for place in places:
        if not books.waits(actor, place):
            continue
        mine = books.wrote(actor, place)
        title, note = _("Logcontrole: nieuwe regels in gebruik nemen"), _("en wacht op een tweede persoon")
        if mine:
            title, note = (
                _("Logcontrole: je nieuwe regels zijn nog niet in gebruik"),
                _("en wacht op iemand anders, of op jou als niemand anders dit mag"),
            )
        found.append(
            Line(
                title=title,
                url=f"/{place.slug}/logcontrole/regels/{place.draft_pk}/",
                note=_("Versie %(version)s is geprobeerd %(note)s.") % {"version": place.draft_version, "note": note},
                state="planned" if mine else "today",
                action=_("Bekijken"),
                authority_id=place.pk,
            )
        )
    return found


def lines(actor: Actor, ids: list[UUID], slugs: dict[UUID, str]) -> list[Line]:
    """Months to begin with, what lacks before they may, and the advice that is asked of the DPO. At most eight statements.

    Only where the conditions were begun, so that no authority is nagged.
    """
    kept = {place for place in ids if actor.holds(P.CONDITIONS, place)}
    advised = {place for place in ids if DPO in actor.rights_in(place).roles and actor.holds(P.ADVISE, place)}
    newest: dict[UUID, Conditions] = {}
    for row in Conditions.objects.filter(authority__in=kept | advised) if kept | advised else ():
        newest.setdefault(row.authority_id, row)
    found = _months(actor, {place: row for place, row in newest.items() if place in kept}, slugs)
    found += _after([place for place in newest if actor.holds(P.RUN, place)], slugs)
    for place, row in newest.items():
        missing = {check.key: check.lacks for check in checklist(row) if check.lacks}
        if place in advised and "dpo" in missing and row.dpia_on:
            found.append(_advice(place, slugs[place], row.dpia_on))
            del missing["dpo"]
        if place in kept and missing:
            found.append(_rest(row, slugs[place], list(missing.values())))
    return found


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


def _after(places: list[UUID], slugs: dict[UUID, str]) -> list[Line]:
    """Files of the last month with consultations of a control that was closed: nobody looks at those any more."""
    return [
        Line(
            title=_("Logcontrole: %(count)s van %(month)s na het afsluiten")
            % {
                "count": dates.plural(came.count, _("raadpleging"), _("raadplegingen")),
                "month": month_words(came.month),
            },
            url=f"/{slugs[came.authority]}/logcontrole/bestanden/{came.delivery}/",
            note=_(
                "Geen controle kijkt ze nog na, en het verslag zegt dat. Hoort het bestand er niet bij, haal het weg. "
                "Anders: vraag de leverancier waarom het laat kwam."
            ),
            state="planned",
            action=_("Bekijken"),
            authority_id=came.authority,
        )
        for came in after_closing.lately(places)
    ]


def _advice(place: UUID, slug: str, dpia_on: date) -> Line:
    day = dates.sentence_date(dpia_on, weekday=False)
    return Line(
        title=_("Logcontrole: je advies over de effectbeoordeling geven"),
        url=f"/{slug}/logcontrole/voorwaarden/advies/",
        note=_("De effectbeoordeling (DPIA) is van %(day)s. Zonder je advies begint er geen controle.") % {"day": day},
        state="today",
        action=_("Advies geven"),
        authority_id=place,
    )


def _rest(row: Conditions, slug: str, missing: list[str]) -> Line:
    return Line(
        title=_("Logcontrole: %(count)s in orde brengen")
        % {"count": dates.plural(len(missing), _("voorwaarde"), _("voorwaarden"))},
        url=f"/{slug}/logcontrole/voorwaarden/",
        note=_("Ontbreekt nog: %(what)s.") % {"what": dates.join_nl(missing)},
        state="planned",
        action=_("Aanvullen"),
        authority_id=row.authority_id,
    )
