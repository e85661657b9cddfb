"""The verb of the sample: was the explanation of this consultation right?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, batch, state
from roeland.ledger.verbs import check, fresh, one_line
from roeland.logs.facts.control import SampleJudged
from roeland.logs.models import SampleItem
from roeland.logs.rules import P, may_judge
from roeland.logs.values import RunState, SampleVerdict

LONGEST = 300


@action(P.JUDGE, SampleJudged)
def judge_sample(actor: Actor, *, item: SampleItem, verdict: str, note: str = "") -> SampleItem:
    """Say whether the explanation of a drawn consultation was `right` or `wrong` (then with a note); it can be changed until the control
    is closed. Raises Invalid; Refused for one's own, for somebody else's, and when the control is closed."""
    row = fresh(item, "run", "reviewer")
    check(
        may_judge(
            "",
            own=row.person_id is not None and row.person_id in actor.person_ids,
            reviewer=row.reviewer_id,
            mine=actor.person_ids,
            judges=actor.holds(P.JUDGE, row.authority_id),
            name=str(row.reviewer) if row.reviewer else "",
        )
    )
    if row.run.state == RunState.CLOSED:
        raise Refused(_("Deze controle is al afgesloten."))
    if verdict not in {SampleVerdict.RIGHT, SampleVerdict.WRONG}:
        raise Invalid({"verdict": [_("Kies of de verklaring klopt.")]})
    words = one_line("note", note, longest=LONGEST, ask=_("Schrijf wat er niet klopt.") if verdict == "wrong" else "")
    row.verdict, row.note = verdict, words
    row.decided_at, row.decided_by_id = clock.now(), actor.person_in(row.authority_id)
    row.save(update_fields=["verdict", "note", "decided_at", "decided_by"])
    state(SampleJudged(about=row, month=f"{row.run.month:%Y-%m}", verdict=verdict, note=words))
    return row


def judge_many(actor: Actor, *, items: Sequence[SampleItem], verdict: str) -> int:
    """The same verdict for many, all or none; each keeps its own fact. How many."""
    if not items:
        raise Invalid({"items": [_("Duid eerst raadplegingen aan.")]})
    with batch():
        for item in items:
            judge_sample(actor, item=item, verdict=verdict)
    return len(items)
