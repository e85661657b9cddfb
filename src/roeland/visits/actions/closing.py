"""*Bezoek afsluiten*: the records become one page, sealed and mailed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from roeland.documents.render import document_to_data, render_pdf
from roeland.duties import actions as duties
from roeland.duties import erasing
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.people.models import Person
from roeland.people.queries.holders import holders
from roeland.visits.actions.common import LONG
from roeland.visits.actions.visits import minutes_of, next_day_of, plan_visit
from roeland.visits.facts import VisitClosed, VisitMailed
from roeland.visits.models import Visit, VisitItem
from roeland.visits.queries import agenda, agreements, sheet
from roeland.visits.rules import P, may_write
from roeland.visits.values import Outcome, VisitStatus

DIRECTOR = "general_director"


@action(P.EDIT, VisitClosed)
def close_visit(
    actor: Actor, *, visit: Visit, text: str, minutes: int | None = None, next_on: date | None = None
) -> Visit:
    """Close a visit: open points go to the next one, time and cost are kept, the page is frozen and sealed as a PDF.

    An open point whose task is finished by now is done: it does not come back.

    `text` is the page as the officer left it (empty: as Roeland wrote it). The next visit is planned when it is not yet.
    """
    row = fresh(visit)
    check(may_write(row.status))
    if len(text) > LONG:
        raise Invalid({"text": [_("Dit is te lang: hoogstens %(long)s tekens.") % {"long": LONG}]})
    row.minutes = minutes_of(_spent(row) if minutes is None else minutes)
    row.timer_from = None
    if next_on is not None:
        row.next_on = next_day_of(next_on)
    for item in VisitItem.objects.filter(visit=row, outcome=Outcome.OPEN).select_related("task"):
        item.outcome, item.settled_at = agenda.left_open(item), clock.now()
        item.save(update_fields=["outcome", "settled_at"])
    counts = Counter(VisitItem.objects.filter(visit=row).values_list("outcome", flat=True))
    _freeze(row, text)
    _follow(actor, row)
    state(
        VisitClosed(
            about=row,
            on=row.planned_on,
            done=counts[Outcome.DONE],
            asked=counts[Outcome.ASKED],
            decided=counts[Outcome.DECIDED],
            carried=counts[Outcome.CARRIED],
            minutes=row.minutes,
            cost_cents=None if row.cost is None else int(row.cost * 100),
            next_on=row.next_on,
            seal=row.sha256,
        )
    )
    return row


def _spent(row: Visit) -> int:
    """The time that ran, else the half day of the agreement."""
    half = row.agreement.terms.half_day_minutes if row.agreement else 0
    return sheet.now_minutes(row) or half


def _freeze(row: Visit, text: str) -> None:
    """Cost, page and seal. The file is on disk before the row that names it."""
    now = clock.now()
    agreement = row.agreement
    row.cost = agreement.terms.cost(row.minutes) if agreement else None
    left = agreements.left_this_year(row.authority_id, row.planned_on).left - row.minutes
    items = list(VisitItem.objects.filter(visit=row).select_related("person"))
    row.text = text.replace("\r\n", "\n").strip() or sheet.text_of(items, row.notes)
    document = sheet.document_of(
        row,
        text=row.text,
        authority=row.authority.name,
        minutes=row.minutes,
        cost=row.cost,
        left=left,
        moment=now.replace(microsecond=0),
    )
    row.page = document_to_data(document)
    row.sha256 = erasing.seal(BytesIO(render_pdf(document)), "bezoek.pdf").sha256
    row.status, row.closed_at = VisitStatus.CLOSED, now
    row.save()


def _follow(actor: Actor, row: Visit) -> None:
    """What closing means elsewhere: Vandaag counts from now, and the next visit stands in the list."""
    officer: Person = row.officer
    if not actor.is_person or officer.pk in actor.person_ids:
        duties.mark_visit(actor, person=officer)
    if row.next_on is None:
        return
    planned = Visit.objects.filter(authority_id=row.authority_id, planned_on=row.next_on)
    if not planned.exclude(status=VisitStatus.DROPPED).exists():
        plan_visit(actor, authority=row.authority, on=row.next_on, officer=officer)


def receivers(row: Visit) -> list[Person]:
    """Who gets the page: the general director, or who stands in."""
    return [one.person for one in holders(row.authority, DIRECTOR, clock.today())]


@action(P.EDIT, VisitMailed)
def mail_page(actor: Actor, *, visit: Visit) -> Visit:
    """Mail the link to the page to the general director. The body holds figures, never a point. Raises Refused when nobody can get it."""
    row = fresh(visit)
    if row.status != VisitStatus.CLOSED:
        raise Refused(_("Sluit het bezoek eerst af."))
    found = [(person, person.account.email if person.account else person.email) for person in receivers(row)]
    boxes = [(person, address) for person, address in found if address]
    if not boxes:
        raise Refused(_("Niemand heeft de rol van algemeen directeur met een e-mailadres. Het verslag is bewaard."))
    counts = Counter(VisitItem.objects.filter(visit=row).values_list("outcome", flat=True))
    url = f"{settings.CONFIG.base_url.rstrip('/')}/{row.authority.slug}/bezoeken/{row.pk}/"
    left = agreements.left_this_year(row.authority_id, row.planned_on).left
    for person, address in boxes:
        subject, body = sheet.mail_of(
            row,
            url=url,
            left=left,
            given_name=person.given_name,
            asked=counts[Outcome.ASKED],
            done=counts[Outcome.DONE],
        )
        try:
            EmailMessage(subject=subject, body=body, to=[address]).send()
        except OSError:
            raise Refused(_("De mail vertrok niet. Het verslag is bewaard, probeer het straks opnieuw.")) from None
    row.mailed_at, row.mailed_to = clock.now(), ", ".join(str(person) for person, _ in boxes)[:300]
    row.save(update_fields=["mailed_at", "mailed_to"])
    state(VisitMailed(about=row, on=row.planned_on, to=row.mailed_to))
    return row
