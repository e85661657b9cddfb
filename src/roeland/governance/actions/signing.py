"""Confirming who signs. The signing itself is the verb of the room that offered the thing."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from roeland.governance.facts.signing import SittingConfirmed
from roeland.governance.values import METHODS, SITTING_MINUTES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid, NotAllowed, action, state
from roeland.people.models import Person


@action(SIGNED_IN, SittingConfirmed)
def confirm_sitting(actor: Actor, *, person: Person, method: str) -> datetime:
    """State that the actor proved who he is, with a password or a code; until when that holds. Only about oneself."""
    if person.pk not in actor.person_ids:
        raise NotAllowed("only about yourself")
    if method not in METHODS:
        raise Invalid({"method": [_("Bevestig met je wachtwoord of met een code.")]})
    until = clock.now() + timedelta(minutes=SITTING_MINUTES)
    state(SittingConfirmed(about=person, method=METHODS[method], until=until))
    return until
