"""Verbs: offer a version to an audience, close a round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from roeland.acceptance.actions.common import ask_all, told
from roeland.acceptance.facts import OfferClosed, OfferMade
from roeland.acceptance.models import Offer
from roeland.acceptance.queries.audience import Spec, circle, digest_of
from roeland.acceptance.queries.rounds import counts
from roeland.acceptance.rules import P, may_offer
from roeland.acceptance.values import Ending, Who, terms
from roeland.documents.models import Document
from roeland.documents.values import DocumentStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.rights import RIGHTS
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, one_line
from roeland.people.models import Body, Team


def spec_from(who: str, team: Team | None, body: Body | None, role: str) -> Spec:
    """An audience as it was filled in. Raises Invalid where its part is missing."""
    if who not in {one.value for one in Who}:
        raise Invalid({"who": [_("Kies wie het document leest.")]})
    if who == Who.TEAM and team is None:
        raise Invalid({"team": [_("Kies een dienst.")]})
    if who == Who.BODY and body is None:
        raise Invalid({"body": [_("Kies een orgaan.")]})
    if who == Who.ROLE and role not in RIGHTS.roles:
        raise Invalid({"role": [_("Kies een rol.")]})
    return Spec(
        Who(who),
        team if who == Who.TEAM else None,
        body if who == Who.BODY else None,
        role if who == Who.ROLE else "",
        clock.today() if who == Who.NEW else None,
    )


def _days(reminders: Sequence[int], term: int) -> list[int]:
    found = sorted(set(reminders))
    if any(not 1 <= day <= term + 60 for day in found) or len(found) > 6:  # noqa: PLR2004 -- nobody wants more mails
        raise Invalid({"reminders": [_("Geef hoogstens zes dagen op, elk na de vraag, bijvoorbeeld 7, 12.")]})
    return found


@action(P.OFFER, OfferMade)
def offer(
    actor: Actor,
    *,
    document: Document,
    who: str,
    team: Team | None = None,
    body: Body | None = None,
    role: str = "",
    standing: bool = False,
    note: str = "",
    term_days: int | None = None,
    reminders: Sequence[int] | None = None,
) -> Offer:
    """Offer the version in force to an audience; who is asked and who is left out is fixed now, in a few statements.

    `standing`: whoever joins the audience later is asked too. Raises Invalid for an audience without its part or terms that do not
    fit; Refused when nothing is published, when the same audience has a running round, or when nobody can be asked.
    """
    document = fresh(document)
    version_id = document.current_id
    if version_id is None or document.status != DocumentStatus.PUBLISHED:
        check(may_offer(published=False))
    assert version_id is not None
    spec = spec_from(who, team, body, role)
    term = terms()["term_days"] if term_days is None else term_days
    if not 1 <= term <= terms()["term_longest"]:
        raise Invalid({"term_days": [_("Kies 1 tot %(most)s dagen.") % {"most": terms()["term_longest"]}]})
    same = Offer.objects.filter(document=document, who=who, team=spec.team, body=spec.body, role=spec.role)
    if same.filter(closed_at=None).exists():
        raise Refused(_("Voor deze lezers loopt al een leesronde van dit document."))
    today = clock.today()
    found = circle(document, spec, today)
    if not found.asked and who != Who.NEW:
        raise Refused(_("Niemand van deze lezers kan gevraagd worden. Kijk na wie het document leest."))
    row = Offer(
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        version_id=version_id,
        who=spec.who,
        team=spec.team,
        body=spec.body,
        role=spec.role,
        standing=standing or who == Who.NEW,
        note=one_line("note", note, longest=500),
        term_days=term,
        reminders=_days(terms().reminders if reminders is None else reminders, term),
        due=today + timedelta(days=term),
        asked_count=len(found.asked),
        asked_sha256=digest_of(one.person.pk for one in found.asked),
        made_by_id=actor.person_in(document.authority_id),
        made_at=clock.now(),
    )
    row.save()
    ask_all(row, found, row.due)
    state(
        OfferMade(
            about=row,
            **told(row),
            who=spec.words,
            count=len(found.asked),
            left_out=len(found.left_out),
            asked_sha256=row.asked_sha256,
            due=row.due,
            reminders=row.reminders,
        )
    )
    return row


@action(P.CLOSE, OfferClosed)
def close(actor: Actor, *, offer: Offer, ending: str = Ending.FINISHED, reason: str = "") -> Offer:
    """End a round: finished (it counts, also for a next version) or dropped with a reason. Nobody is asked or mailed any more.

    Raises Invalid without a reason for dropping, Refused when it ended already.
    """
    row = fresh(offer)
    if row.closed_at is not None:
        raise Refused(_("Deze leesronde is al voorbij."))
    if ending not in {Ending.FINISHED, Ending.DROPPED}:
        raise Invalid({"ending": [_("Kies afgerond of stopgezet.")]})
    ask = _("Zeg waarom de leesronde stopt.") if ending == Ending.DROPPED else ""
    row.closed_reason = one_line("reason", reason, longest=300, ask=ask)
    row.ending, row.closed_at = ending, clock.now()
    row.save(update_fields=["ending", "closed_at", "closed_reason"])
    stand = counts([row])[row.pk]
    state(
        OfferClosed(
            about=row,
            **told(row),
            ending=Ending(ending).value,
            reason=row.closed_reason,
            asked=stand.asked,
            accepted=stand.accepted,
        )
    )
    return row
