"""Objectives and indicators: set, changed, measured, closed."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.governance.facts.objectives import (
    IndicatorAdded,
    IndicatorMeasured,
    ObjectiveChanged,
    ObjectiveClosed,
    ObjectiveSet,
)
from roeland.governance.models import Indicator, Measurement, Objective
from roeland.governance.queries.objectives import question
from roeland.governance.rules import P, may_change
from roeland.governance.values import Direction, ObjectiveStatus, Source
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.people.models import Person
from roeland.ui import dates

MOST = Decimal(9999999999)


@action(P.OBJECTIVE_EDIT, ObjectiveSet)
def set_objective(
    actor: Actor,
    *,
    authority: Authority,
    title: str,
    target: str,
    due: date,
    serves: str = "",
    owner: Person | None = None,
) -> Objective:
    """Set an objective: what, by when, what it serves."""
    row = Objective(authority=authority, audience="objectives", status=ObjectiveStatus.RUNNING, set_on=clock.today())
    _fill(row, title, target, due, serves, owner)
    state(ObjectiveSet(about=row, title=row.title, due=row.due))
    return row


@action(P.OBJECTIVE_EDIT, ObjectiveChanged)
def change_objective(
    actor: Actor,
    *,
    objective: Objective,
    title: str,
    target: str,
    due: date,
    serves: str = "",
    owner: Person | None = None,
) -> Objective:
    """Word or date an objective otherwise. Refused once closed."""
    row = fresh(objective)
    check(may_change(row.status))
    _fill(row, title, target, due, serves, owner)
    state(ObjectiveChanged(about=row, title=row.title, due=row.due))
    return row


def _fill(row: Objective, title: str, target: str, due: date, serves: str, owner: Person | None) -> None:  # noqa: PLR0917 -- the columns
    row.title = long_text("title", title, ask="Zeg wat je wil bereiken.", longest=200)
    row.target = long_text("target", target, ask="Zeg wanneer het bereikt is.", longest=300)
    row.due, row.serves, row.owner = due, long_text("serves", serves), owner
    row.save()


@action(P.OBJECTIVE_EDIT, ObjectiveClosed)
def close_objective(actor: Actor, *, objective: Objective, status: str, note: str) -> Objective:
    """Close an objective as reached or dropped, saying why."""
    row = fresh(objective)
    check(may_change(row.status))
    if status not in {ObjectiveStatus.REACHED, ObjectiveStatus.DROPPED}:
        raise Invalid({"status": [_("Kies bereikt of niet verder nagestreefd.")]})
    row.closing_note = long_text("note", note, ask="Zeg waarom.")
    row.status, row.closed_on = status, clock.today()
    row.save()
    words = ObjectiveStatus(status).label
    state(ObjectiveClosed(about=row, title=row.title, status=words, note=row.closing_note))
    return row


@action(P.OBJECTIVE_EDIT, IndicatorAdded)
def add_indicator(
    actor: Actor,
    *,
    objective: Objective,
    title: str,
    direction: str,
    source: str = Source.HAND,
    unit: str = "",
    target: Decimal | None = None,
) -> Indicator:
    """Put an indicator beside an objective. An automatic one gets its first figure at once."""
    check(may_change(fresh(objective).status))
    errors: dict[str, list[str]] = {}
    if direction not in list(Direction):
        errors["direction"] = [_("Kies of hoger of lager beter is.")]
    if source not in list(Source):
        errors["source"] = [_("Kies waar het cijfer vandaan komt.")]
    if target is not None and abs(target) > MOST:
        errors["target"] = [_("Dat getal is te groot.")]
    if errors:
        raise Invalid(errors)
    row = Indicator(
        authority_id=objective.authority_id,
        audience=objective.audience,
        objective=objective,
        title=long_text("title", title, ask="Zeg wat je meet.", longest=200),
        direction=direction,
        source=source,
        unit=Source(source).unit or long_text("unit", unit, longest=30),
        target=target,
    )
    row.save()
    state(IndicatorAdded(about=row, objective=objective.title, title=row.title))
    if row.automatic and question(row.authority, row.source) is not None:
        measure_automatically(actor, indicator=row)
    return row


@action(P.OBJECTIVE_EDIT, IndicatorMeasured)
def measure(
    actor: Actor, *, indicator: Indicator, value: Decimal, day: date | None = None, note: str = ""
) -> Measurement:
    """Note a figure of a day. Refused for what Roeland measures itself, and twice on a day."""
    if indicator.automatic:
        raise Refused(_("Deze indicator meet Roeland zelf."))
    on = day or clock.today()
    if on > clock.today():
        raise Invalid({"day": [_("Kies een dag die al voorbij is, of vandaag.")]})
    if abs(value) > MOST:
        raise Invalid({"value": [_("Dat getal is te groot.")]})
    return _keep(indicator, value.quantize(Decimal("0.01")), on, long_text("note", note, longest=300), automatic=False)


@action(P.OBJECTIVE_EDIT, IndicatorMeasured)
def measure_automatically(actor: Actor, *, indicator: Indicator) -> Measurement:
    """Ask the control plan for the figure of today. Refused for what is measured by hand, and while nothing was due yet."""
    if not indicator.automatic:
        raise Refused(_("Deze indicator wordt met de hand gemeten."))
    value = question(indicator.authority, indicator.source)
    if value is None:
        raise Refused(_("Er is nog niets vervallen. Dan valt er niets te meten."))
    return _keep(indicator, value, clock.today(), "", automatic=True)


def _keep(indicator: Indicator, value: Decimal, day: date, note: str, *, automatic: bool) -> Measurement:
    check(may_change(indicator.objective.status))
    if Measurement.objects.filter(indicator=indicator, day=day).exists():
        raise Refused(_("Op deze dag is al gemeten."))
    row = Measurement(
        authority_id=indicator.authority_id,
        audience=indicator.audience,
        indicator=indicator,
        day=day,
        value=value,
        automatic=automatic,
        note=note,
    )
    row.save()
    shown = f"{dates.number(value.normalize() if value else Decimal(0))} {indicator.unit}".strip()
    state(IndicatorMeasured(about=indicator, title=indicator.title, value=shown, day=day))
    return row
