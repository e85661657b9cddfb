"""What an accepted option costs, as cost lines about the advice: so the money plan counts it without anybody typing it again."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.rules import P as Duties
from roeland.duties.values import CostKind
from roeland.governance.models import Advice, AdviceOption
from roeland.governance.queries.advice import SOURCE, options_of
from roeland.governance.values import Answer
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid


def taken(advice: Advice, answer: str, option: int | None) -> AdviceOption | None:
    """The option that will be done: the one named (0: none), else with a plain yes the one that was recommended. Raises Invalid."""
    number = option if option is not None else (advice.preferred if answer == Answer.ACCEPTED else 0)
    if not number:
        return None
    if answer == Answer.REFUSED:
        raise Invalid({"option": [_("Wat je niet volgt, heeft geen gekozen optie.")]})
    found = next((one for one in options_of(advice) if one.position == number), None)
    if found is None:
        raise Invalid({"option": [_("Kies een optie die er staat.")]})
    return found


def plan(actor: Actor, advice: Advice, option: AdviceOption, day: date) -> int:
    """Cost lines of an option from the day of the answer on; how many. Who answers need not be who keeps the money.

    The lines say number and position alone: who reads money may not read the advice. Person-days have no price in an advice, so
    they count as days, at nothing a day until somebody who keeps the money gives them one.
    """
    may = actor.holds(Duties.COST_EDIT, advice.authority_id)
    keeper = actor if may else Actor.system("adviezen", [advice.authority_id])
    title = _("Advies %(number)s, optie %(position)s") % {"number": advice.number, "position": option.position}
    wanted = (
        (CostKind.ONCE, option.once, Decimal(0)),
        (CostKind.YEARLY, option.yearly, Decimal(0)),
        (CostKind.PERSON_DAYS, Decimal(0), option.days),
    )
    lines = [(kind, amount, days) for kind, amount, days in wanted if amount or days]
    for kind, amount, days in lines:
        duties.add_cost(
            keeper,
            authority=advice.authority,
            subject_kind=SOURCE,
            subject_id=advice.pk,
            title=title,
            kind=kind,
            amount=amount,
            first=day,
            days=days,
        )
    return len(lines)
