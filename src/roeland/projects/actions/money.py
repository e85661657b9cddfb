"""Money: the business case, budgets of projects and of years, what was really spent."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.projects.actions.common import amount, day, in_cents, year
from roeland.projects.facts.money import BudgetSet, CaseWritten, PaymentRecorded, PaymentStruck, YearBudgetSet
from roeland.projects.models import BusinessCase, Payment, Project, ProjectBudget, YearBudget
from roeland.projects.rules import P, may_change
from roeland.projects.values import HUNDRED, MOST_YEARS, Case

AUDIENCE = "money"


@action(P.MONEY_EDIT, CaseWritten)
def write_case(actor: Actor, *, project: Project, case: Case, what: str, source: str = "") -> BusinessCase:
    """Write what goes wrong without the project, and how much of it the project avoids. Again replaces it."""
    owner = fresh(project)
    check(may_change(owner.status))
    _check_case(case)
    row = BusinessCase.objects.filter(project=owner).first()
    if row is None:
        row = BusinessCase(authority_id=owner.authority_id, audience=AUDIENCE, project=owner)
    for name in ("low", "likely", "high"):
        setattr(row, name, amount(name, getattr(case, name)))
    row.chance, row.effect, row.years = case.chance, case.effect, case.years
    row.what = long_text("what", what, ask=_("Zeg wat er zonder dit project kan mislopen."))
    row.source, row.written_on = long_text("source", source), clock.today()
    row.save()
    state(CaseWritten(about=row, number=owner.number))
    return row


def _check_case(case: Case) -> None:
    errors: dict[str, list[str]] = {}
    if not case.low <= case.likely <= case.high:
        errors["likely"] = [_("Waarschijnlijk ligt tussen laag en hoog.")]
    for name in ("chance", "effect"):
        value: Decimal = getattr(case, name)
        if not (value.is_finite() and 0 <= value <= HUNDRED and value == value.quantize(Decimal("0.01"))):
            errors[name] = [_("Geef een percentage van 0 tot 100.")]
    if not 1 <= case.years <= MOST_YEARS:
        errors["years"] = [_("Kies een termijn van 1 tot %(n)s jaar.") % {"n": MOST_YEARS}]
    if errors:
        raise Invalid(errors)


@action(P.MONEY_EDIT, BudgetSet)
def set_budget(actor: Actor, *, project: Project, of_year: int, euro: Decimal) -> ProjectBudget:
    """Say what a project was granted for a calendar year; the same year again replaces it."""
    owner = fresh(project)
    check(may_change(owner.status))
    row = ProjectBudget.objects.filter(project=owner, year=year("of_year", of_year)).first()
    if row is None:
        row = ProjectBudget(authority_id=owner.authority_id, audience=AUDIENCE, project=owner, year=of_year)
    row.amount = amount("euro", euro)
    row.save()
    state(BudgetSet(about=row, number=owner.number, year=row.year, cents=in_cents(row.amount)))
    return row


@action(P.MONEY_EDIT, YearBudgetSet)
def set_year_budget(
    actor: Actor, *, authority: Authority, of_year: int, euro: Decimal, decision: str = ""
) -> YearBudget:
    """Say what was granted to information security for a calendar year, and by which decision; again replaces it."""
    row = YearBudget.objects.filter(authority=authority, year=year("of_year", of_year)).first()
    if row is None:
        row = YearBudget(authority=authority, audience=AUDIENCE, year=of_year)
    row.amount, row.decision = amount("euro", euro), long_text("decision", decision, longest=200)
    row.save()
    state(YearBudgetSet(about=row, year=row.year, cents=in_cents(row.amount), decision=row.decision))
    return row


@action(P.MONEY_EDIT, PaymentRecorded)
def record_payment(
    actor: Actor,
    *,
    authority: Authority,
    title: str,
    euro: Decimal,
    paid_on: date,
    reference: str = "",
    project: Project | None = None,
) -> Payment:
    """Record what was really spent, on a project or beside all of them. Also after a project ended: bills come late."""
    if paid_on > clock.today():
        raise Invalid({"paid_on": [_("Kies een dag die al voorbij is, of vandaag.")]})
    row = Payment(
        authority=authority,
        audience=AUDIENCE,
        project=project,
        title=long_text("title", title, ask=_("Zeg waarvoor betaald is."), longest=200),
        amount=amount("euro", euro),
        paid_on=day("paid_on", paid_on),
        reference=long_text("reference", reference, longest=80),
    )
    row.save()
    number = project.number if project else ""
    state(PaymentRecorded(about=row, title=row.title, number=number, cents=in_cents(row.amount), paid_on=row.paid_on))
    return row


@action(P.MONEY_EDIT, PaymentStruck)
def strike_payment(actor: Actor, *, payment: Payment, reason: str) -> Payment:
    """Take a payment out of every sum; it stays readable with the reason."""
    row = fresh(payment)
    if row.struck:
        raise Refused(_("Deze uitgave is al geschrapt."))
    row.struck = long_text("reason", reason, ask=_("Zeg waarom deze uitgave niet telt."))
    row.save()
    state(PaymentStruck(about=row, title=row.title, cents=in_cents(row.amount), reason=row.struck))
    return row
