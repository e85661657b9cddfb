"""Warn of running clocks, day and night: a statutory clock does not wait for working hours."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from roeland.duties.actions import warn
from roeland.duties.catalogue import clock_decision
from roeland.duties.models import Clock
from roeland.duties.values import ClockStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import batch
from roeland.people.models import Person
from roeland.people.queries.holders import holders_by_place

log = logging.getLogger("roeland.duties.warnings")
# From how much is left each warning is due; the last one says that time is up.
STAGES = ((1.0, "gestart"), (0.5, "halfweg"), (0.25, "minder dan een kwart over"), (0.0, "verstreken"))


def stage_of(row: Clock, now: datetime) -> str:
    """The latest warning that is due for a running clock."""
    left = row.share_left(now)
    return [word for share, word in STAGES if left <= share][-1]


def warn_of_clocks(now: datetime | None = None) -> int:
    """Mail everybody who must know of a running clock, once per stage; the number of mails."""
    moment = now or clock.now()
    sent = 0
    for authority_id in Authority.everything.order_by("slug").values_list("pk", flat=True):
        actor = Actor.system("worker", [authority_id])
        with scope(actor, [authority_id]):
            rows = Clock.objects.filter(status=ClockStatus.RUNNING).select_related("owner", "authority")
            for row in rows.prefetch_related("events"):
                sent += _warn(actor, row, moment)
    return sent


def _warn(actor: Actor, row: Clock, now: datetime) -> int:
    how = f"mail, {stage_of(row, now)}"
    told = {event.person_id for event in row.events.all() if event.kind == "warned" and event.text.endswith(f"({how})")}
    sent = 0
    for person in _who(row):
        if person.pk in told:
            continue
        try:
            with batch():
                warn(actor, clock=row, person=person, how=how)
                _message(row, person).send()
        except OSError:
            log.exception("mail to person %s failed", person.pk)
        else:
            sent += 1
    return sent


def _who(row: Clock) -> list[Person]:
    """The owner and who proposes, advises and decides about it, replacements included; those with an address."""
    places = holders_by_place([row.authority_id], clock.today(), set(clock_decision().values()))
    found = {holder.person.pk: holder.person for holders in places.values() for holder in holders}
    if row.owner is not None:
        found.setdefault(row.owner.pk, row.owner)
    return [person for person in found.values() if person.email]


def _message(row: Clock, person: Person) -> EmailMessage:
    """No title: what a clock is about never leaves in a mail."""
    end = clock.local(row.due_at)
    base = settings.CONFIG.base_url.rstrip("/")
    return EmailMessage(
        subject=f"{row.authority.name}: er loopt een wettelijke klok",
        body=f"Dag {person.given_name}\n\nIn Roeland loopt een wettelijke klok, tot {end:%d/%m/%Y} om {end:%H:%M}.\n\n"
        f"Open Roeland: {base}/\n",
        to=[person.email],
    )
