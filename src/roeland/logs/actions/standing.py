"""The verb on a standing rule of a control that is over: withdraw it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.texts import line
from roeland.logs.facts.control import StandingWithdrawn
from roeland.logs.models import Standing
from roeland.logs.queries.standing import RELATED, state_of
from roeland.logs.queries.teams import Teams
from roeland.logs.rules import P, may_withdraw

LONGEST = 300


@action(P.JUDGE, StandingWithdrawn)
def withdraw_standing(actor: Actor, *, standing: Standing, reason: str) -> Standing:
    """Withdraw a standing rule: no control reads it from now on. Closed controls stay as they were, and the case it was made for keeps its
    decision; controls that run and read it look again before they close.

    Raises Refused: withdrawn before, made for a case about the actor himself or with somebody else who may judge it, or while the control
    that it was made in runs (there the case is opened again); Invalid without a reason.
    """
    row = fresh(standing, *RELATED)
    check(may_withdraw(state_of(actor, row)))
    words = line("reason", reason, ask=_("Schrijf waarom deze vaste regel weg mag."), longest=LONGEST)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    team = Teams(row.authority_id).called(row.of_team_id, row.team)
    state(StandingWithdrawn(about=row, team=team, service=row.service, start=row.start, until=row.end, reason=words))
    return row
