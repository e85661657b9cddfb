"""Verbs on a month that nobody will control: leave it out with a reason, and take that back."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.texts import line
from roeland.logs.facts.control import MonthLeftOut, MonthTakenBack
from roeland.logs.models import LeftOut, Run
from roeland.logs.queries.left_out import reason_of
from roeland.logs.rules import AUDIENCE, P, may_leave_out

LONGEST = 300


@action(P.RUN, MonthLeftOut)
def leave_out(actor: Actor, *, authority: Authority, month: date, reason: str) -> LeftOut:
    """Say that nobody will control a month (any day of it), and why: Vandaag asks it no more, and no control of it begins until that is taken
    back. No duty is met by it. Raises Refused when the month is not over, has a control, or is left out already; Invalid without a reason."""
    first = month.replace(day=1)
    controlled = Run.objects.filter(authority=authority, month=first).exists()
    check(may_leave_out(first, clock.today(), controlled=controlled, left=bool(reason_of(authority, first))))
    words = line("reason", reason, ask=_("Schrijf waarom niemand deze maand nakijkt."), longest=LONGEST)
    row = LeftOut(authority=authority, audience=AUDIENCE, month=first, reason=words)
    row.made_at, row.made_by_id = clock.now(), actor.person_in(authority.pk)
    row.save()
    state(MonthLeftOut(about=row, month=f"{first:%Y-%m}", reason=words))
    return row


@action(P.RUN, MonthTakenBack)
def take_back(actor: Actor, *, left_out: LeftOut) -> LeftOut:
    """Take it back: a control of the month may begin. Refused when that was done before."""
    row = fresh(left_out)
    if row.withdrawn_at is not None:
        raise Refused(_("Dat is al teruggenomen."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    state(MonthTakenBack(about=row, month=f"{row.month:%Y-%m}"))
    return row
