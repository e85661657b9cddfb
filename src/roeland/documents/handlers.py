"""Mails about reading what is closed: an answer came, an appointment was made. They say where to look, and never about what."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from roeland.documents.models import Inspection, ReadingRequest
from roeland.kernel.actor import Actor
from roeland.ledger.outbox import Handler, Told
from roeland.people.models import Person

log = logging.getLogger("roeland.documents.handlers")


def _send(person: Person, subject: str, sentence: str, path: str) -> None:
    address = person.account.email if person.account else person.email
    if not address:
        return
    url = f"{settings.CONFIG.base_url.rstrip('/')}{path}"
    body = "\n\n".join([_("Dag %(given_name)s") % {"given_name": person.given_name}, sentence, url, ""])
    try:
        EmailMessage(subject=subject, body=body, to=[address]).send()
    except OSError:
        log.exception("mail about reading failed")


def tell_answer(_actor: Actor, told: Told) -> None:
    """A request has its answer: its asker gets the number and the address of the page."""
    row = ReadingRequest.objects.filter(pk=told.object_id).select_related("authority", "person__account").first()
    if row is None:
        return
    subject = _("Je vraag %(number)s kreeg een antwoord") % {"number": row.number}
    sentence = _("Op je vraag om inzage %(number)s kwam een antwoord met reden. Je leest het in Roeland:")
    _send(row.person, subject, sentence % {"number": row.number}, f"/{row.authority.slug}/inzage/vraag/{row.number}/")


def tell_appointment(_actor: Actor, told: Told) -> None:
    """An appointment to read: its reader gets the address of the page, where the moment stands."""
    row = Inspection.objects.filter(pk=told.object_id).select_related("authority", "person__account").first()
    if row is None or row.ended_at is not None or row.appointed_at is None:
        return
    sentence = _(
        "Er is een moment afgesproken waarop je een stuk komt inkijken. Wanneer en bij wie lees je in Roeland:"
    )
    _send(row.person, _("Afspraak om een stuk in te kijken"), sentence, f"/{row.authority.slug}/inzage/{row.pk}/")


HANDLERS = (
    Handler("documents.answers", frozenset({"documents:request:answered"}), tell_answer),
    Handler("documents.appointments", frozenset({"documents:inspection:booked"}), tell_appointment),
)
