"""What time does in this room: mail who is asked, on the set days, inside working hours, each day once.

Mail leaves before its mark is kept: when the machine stops in between, somebody may get one mail twice, never none. A mail about a
closed document says only that something waits. Councillors get a link that opens the one open document without logging in.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from roeland.acceptance import actions
from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.queries.audience import mailbox
from roeland.acceptance.queries.own import RELATED
from roeland.acceptance.queries.rounds import at_work
from roeland.acceptance.values import Channel, State, reminder_due, terms
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.people.actors import on_day
from roeland.people.models import Mandate
from roeland.ui import dates

log = logging.getLogger("roeland.acceptance.jobs")


def remind() -> int:
    """Mail everybody of whom a mail is due, in every authority that is at work; the number of mails. One that fails stops no other."""
    sent = 0
    for authority in Authority.everything.order_by("slug"):
        try:
            sent += _remind(authority)
        except Exception:
            log.exception("reading rounds of authority %s failed", authority.pk)
    return sent


def _remind(authority: Authority) -> int:
    actor, now = Actor.system("worker", [authority.pk]), clock.now()
    with scope(actor, [authority]):
        due = _due(authority, clock.local(now).date())
        if not due or not at_work(authority, now):
            return 0
        seats = set(
            Mandate.objects.filter(on_day(clock.today()), role__in=terms().councillors).values_list(
                "person_id", flat=True
            )
        )
        by_person: dict[UUID, list[Asked]] = defaultdict(list)
        for row, _day in due:
            by_person[row.person_id].append(row)
        gone = {pk for pk, rows in by_person.items() if _sent(actor, rows, linked=pk in seats)}
        marks: dict[UUID, dict[UUID, int]] = defaultdict(dict)
        for row, day in due:
            if row.person_id in gone:
                marks[row.offer_id][row.pk] = day
        for offer in Offer.objects.filter(pk__in=marks):
            actions.reminders_sent(actor, offer=offer, days=marks[offer.pk])
        return len(gone)


def _due(authority: Authority, today: date) -> list[tuple[Asked, int]]:
    rows = Asked.objects.filter(authority=authority, state=State.ASKED, channel=Channel.MAIL, offer__closed_at=None)
    found = []
    for row in rows.select_related(*RELATED, "person__account").order_by("due", "pk"):
        asked_on = max(clock.local(row.asked_at).date(), row.person.active_from)
        day = reminder_due(asked_on, row.offer.reminders, row.mailed, today) if asked_on <= today else None
        if day is not None:
            found.append((row, day))
    return found


def _sent(actor: Actor, rows: list[Asked], *, linked: bool) -> bool:
    """Send the one mail of a person; whether it left."""
    person = rows[0].person
    address = mailbox(person)
    if not address:
        return False
    try:
        message(rows, address, {row.pk: _link(actor, row) for row in rows if linked}).send()
    except OSError:
        log.exception("mail to person %s failed", person.pk)
        return False
    return True


def _link(actor: Actor, row: Asked) -> str:
    try:
        secret = actions.send_link(actor, asked=row)
    except Refused:  # a closed document: he logs in, with a second step
        return ""
    return f"{settings.CONFIG.base_url.rstrip('/')}/link/{secret}/"


def message(rows: list[Asked], address: str, links: dict[UUID, str]) -> EmailMessage:
    """The mail of one person about all he still has to read: plain text, the title only of what every member of staff may read."""
    person, place = rows[0].person, rows[0].authority
    base = settings.CONFIG.base_url.rstrip("/")
    lines = []
    for row in rows:
        title = row.offer.document.title if row.offer.audience in OPEN_AUDIENCES else _("Een document in Roeland")
        by = _("vóór %(day)s") % {"day": dates.sentence_date(row.due, year=False)}
        if row.late:
            by = dates.lateness(row.due, clock.today())
        lines.append(f"- {title}, {by}")
        if link := links.get(row.pk, ""):
            hours = terms()["link_hours"]
            lines.append(
                _("  Lees het hier, zonder aan te melden, één keer en binnen %(hours)s uur:") % {"hours": hours}
            )
            lines.append(f"  {link}")
    what = _("Iets om te lezen en te aanvaarden") if len(rows) == 1 else _("Documenten om te lezen en te aanvaarden")
    body = "\n\n".join(
        [
            _("Dag %(name)s") % {"name": person.given_name},
            _("Dit vraagt je om het te lezen en te aanvaarden:"),
            "\n".join(lines),
            _("Je leest en aanvaardt het in Roeland: %(url)s") % {"url": f"{base}/{place.slug}/lezen/"},
            _("Heb je een vraag? Stel ze daar aan de eigenaar van het document."),
            "",
        ]
    )
    return EmailMessage(subject=f"{place.name}: {what[0].lower()}{what[1:]}", body=body, to=[address])
