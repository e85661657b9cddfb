"""Verbs of time on reviewers: who may judge no longer passes on what he had, so that nothing is stuck."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused, action, state
from roeland.ledger.verbs import fresh
from roeland.logs.facts.control import CasePassedOn, SamplePassedOn
from roeland.logs.models import Case, Run, SampleItem
from roeland.logs.queries import judging
from roeland.logs.queries.runs import reviewers
from roeland.logs.rules import P


@action(P.KEEP, CasePassedOn)
def pass_on(actor: Actor, *, case: Case) -> Case:
    """Give a case to the next reviewer, or back to who runs controls. Refused while its reviewer may judge it, or when nobody follows."""
    row = fresh(case, "run", "authority")
    found = judging.to_pass_on(Case.objects.filter(pk=row.pk), reviewers(row.authority, clock.today()))
    if not found:
        raise Refused(_("Dit geval ligt bij wie het beoordeelt."))
    row.reviewer_id = found[0].reviewer_id
    row.save(update_fields=["reviewer"])
    name = str(row.reviewer) if row.reviewer_id else ""
    state(CasePassedOn(about=row, month=str(row.run), number=row.number, name=name))
    return row


@action(P.KEEP, SamplePassedOn)
def pass_on_sample(actor: Actor, *, run: Run) -> int:
    """The same for what a reviewer still had to judge of the sample of a control. How many."""
    row = fresh(run, "authority")
    found = judging.to_pass_on(SampleItem.objects.filter(run=row), reviewers(row.authority, clock.today()))
    if not found:
        raise Refused(_("Deze steekproef ligt bij wie ze beoordeelt."))
    SampleItem.objects.bulk_update(found, ["reviewer"], batch_size=200)
    state(SamplePassedOn(about=row, month=str(row), count=len(found)))
    return len(found)
