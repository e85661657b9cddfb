"""The plan of training of a mandate: planned, followed, dropped."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.models import CostLine
from roeland.duties.rules import P as Duties
from roeland.duties.values import CostKind
from roeland.governance.actions.common import euro
from roeland.governance.actions.files import MOST_AT_ONCE
from roeland.governance.facts.files import PlanDropped, PlanFollowed, TrainingPlanned
from roeland.governance.models import Certificate, MandateFile, PlannedTraining, Training
from roeland.governance.queries.trainings import PLANNED
from roeland.governance.rules import P, may_follow_training
from roeland.governance.values import PlanStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check, fresh, one_line


@action(P.FILE_KEEP, TrainingPlanned)
def plan_training(
    actor: Actor,
    *,
    file: MandateFile,
    title: str,
    due: date,
    hours: Decimal,
    cost: Decimal = Decimal(0),
    provider: str = "",
    renews: Certificate | None = None,
) -> PlannedTraining:
    """Plan a training for the holder of the mandate. What it costs becomes a cost line, so the money plan counts it."""
    errors: dict[str, list[str]] = {}
    if due < clock.today():
        errors["due"] = [_("Kies vandaag of een latere dag.")]
    if not Decimal(0) < hours <= MOST_AT_ONCE:
        errors["hours"] = [_("Geef een aantal uren boven nul.")]
    if renews is not None and renews.file_id != file.pk:
        errors["renews"] = [_("Kies een certificaat van dit dossier.")]
    if errors:
        raise Invalid(errors)
    row = PlannedTraining(
        authority_id=file.authority_id,
        audience=file.audience,
        file=file,
        title=one_line("title", title, ask=_("Zeg welke vorming."), longest=200),
        provider=one_line("provider", provider, longest=120),
        due=due,
        hours=hours.quantize(Decimal("0.01")),
        cost=euro("cost", cost),
        renews=renews,
        status=PlanStatus.PLANNED,
    )
    row.save()
    if row.cost:
        # Who reads money need not know who follows what: the line names the role alone.
        duties.add_cost(
            _keeper(actor, row),
            authority=row.authority,
            subject_kind=PLANNED,
            subject_id=row.pk,
            title=_("Vorming, %(role)s") % {"role": RIGHTS.roles[file.mandate.role].nl},
            kind=CostKind.ONCE,
            amount=row.cost,
            first=row.due,
        )
    state(
        TrainingPlanned(about=row, title=row.title, due=row.due, minutes=int(row.hours * 60), cents=int(row.cost * 100))
    )
    return row


@action(P.FILE_KEEP, PlanFollowed)
def follow_training(
    actor: Actor, *, planned: PlannedTraining, day: date, hours: Decimal | None = None
) -> PlannedTraining:
    """Note that a planned training was followed: its hours (as planned unless given) count in the file from that day."""
    row = fresh(planned)
    check(may_follow_training(row.status))
    spent = row.hours if hours is None else hours
    errors: dict[str, list[str]] = {}
    if day > clock.today():
        errors["day"] = [_("Kies een dag die voorbij is, of vandaag.")]
    if not Decimal(0) < spent <= MOST_AT_ONCE:
        errors["hours"] = [_("Geef een aantal uren boven nul.")]
    if errors:
        raise Invalid(errors)
    done = Training(
        authority_id=row.authority_id,
        audience=row.audience,
        file_id=row.file_id,
        title=row.title,
        provider=row.provider,
        day=day,
        hours=spent.quantize(Decimal("0.01")),
    )
    done.save()
    row.followed, row.status, row.closed_on = done, PlanStatus.FOLLOWED, day
    row.save(update_fields=["followed", "status", "closed_on"])
    state(PlanFollowed(about=row, title=row.title, minutes=int(done.hours * 60), day=day))
    return row


@action(P.FILE_KEEP, PlanDropped)
def drop_training(actor: Actor, *, planned: PlannedTraining, reason: str) -> PlannedTraining:
    """Say that a planned training will not be followed, and why. Its cost leaves the money plan."""
    row = fresh(planned)
    check(may_follow_training(row.status))
    row.dropped_reason = one_line("reason", reason, ask=_("Zeg waarom deze vorming niet doorgaat."))
    row.status, row.closed_on = PlanStatus.DROPPED, clock.today()
    row.save(update_fields=["dropped_reason", "status", "closed_on"])
    keeper = _keeper(actor, row)
    with scope(Actor.system("vormingsplan", [row.authority_id]), [row.authority_id]):
        lines = list(CostLine.objects.filter(subject_kind=PLANNED, subject_id=row.pk))
    for line in lines:
        duties.remove_cost(keeper, line=line, reason=_("De geplande vorming gaat niet door."))
    state(PlanDropped(about=row, title=row.title, reason=row.dropped_reason))
    return row


def _keeper(actor: Actor, row: PlannedTraining) -> Actor:
    """Who plans training need not be who keeps the money."""
    if actor.holds(Duties.COST_EDIT, row.authority_id):
        return actor
    return Actor.system("vormingsplan", [row.authority_id])
