"""The verb of the sample: was the explanation of this consultation right?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.texts import line
from roeland.logs.facts.control import SampleJudged, SamplesJudged
from roeland.logs.models import SampleItem
from roeland.logs.queries.judging import judge
from roeland.logs.queries.terms import erased, in_term
from roeland.logs.rules import P, may_judge
from roeland.logs.values import RunState, SampleVerdict

LONGEST = 300


def _judged(actor: Actor, row: SampleItem) -> None:
    """Refused unless this actor judges this consultation now; its run and reviewer come along."""
    check(may_judge("", judge(actor, row)))
    if row.run.state == RunState.CLOSED:
        raise Refused(_("Deze controle is al afgesloten."))


@action(P.JUDGE, SampleJudged)
def judge_sample(actor: Actor, *, item: SampleItem, verdict: str, note: str = "") -> SampleItem:
    """Say whether the explanation of a drawn consultation was `right` or `wrong` (then with a note); it can be changed until the control
    is closed. Raises Invalid; Refused for one's own, for somebody else's, and when the control is closed."""
    row = fresh(item, "run", "reviewer", "user")
    check(in_term(row.authority_id, row.run.month, erased=erased(row.run)))
    _judged(actor, row)
    if verdict not in {SampleVerdict.RIGHT, SampleVerdict.WRONG}:
        raise Invalid({"verdict": [_("Kies of de verklaring klopt.")]})
    words = line("note", note, longest=LONGEST, ask=_("Schrijf wat er niet klopt.") if verdict == "wrong" else "")
    row.verdict, row.note = verdict, words
    row.decided_at, row.decided_by_id = clock.now(), actor.person_in(row.authority_id)
    row.save(update_fields=["verdict", "note", "decided_at", "decided_by"])
    state(SampleJudged(about=row, month=f"{row.run.month:%Y-%m}", verdict=verdict, note=words))
    return row


def judge_many(actor: Actor, *, items: Sequence[SampleItem], verdict: str) -> int:
    """The explanations of many drawn consultations of one control are right, all or none. How many. Raises Invalid without any, and for
    `wrong`, which asks a word for each; else as `judge_sample`."""
    if not items:
        raise Invalid({"items": [_("Duid eerst raadplegingen aan.")]})
    if verdict != SampleVerdict.RIGHT:
        raise Invalid({"verdict": [_("Schrijf bij elke raadpleging apart wat er niet klopt.")]})
    return judge_right(actor, items=list(items))


@action(P.JUDGE, SamplesJudged)
def judge_right(actor: Actor, *, items: list[SampleItem]) -> int:
    """As `judge_many`: one fact names every one of them, so that the log of a control stays short enough to be read."""
    rows = SampleItem.objects.select_for_update(of=("self",)).filter(pk__in=[item.pk for item in items])
    found = list(rows.select_related("run", "reviewer", "user").order_by("at", "pk"))
    if {row.pk for row in found} != {item.pk for item in items}:
        raise NotAllowed(P.JUDGE.code)
    if len({row.run_id for row in found}) > 1:
        raise Invalid({"items": [_("Duid raadplegingen van één controle aan.")]})
    run = found[0].run
    check(in_term(run.authority_id, run.month, erased=erased(run)))
    for row in found:
        _judged(actor, row)
    rows.update(
        verdict=SampleVerdict.RIGHT, note="", decided_at=clock.now(), decided_by=actor.person_in(run.authority_id)
    )
    state(SamplesJudged(about=run, month=f"{run.month:%Y-%m}", count=len(found), judged=[str(row.pk) for row in found]))
    return len(found)
