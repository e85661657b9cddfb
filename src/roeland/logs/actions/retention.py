"""Erasing cases past their term: who, why and what was answered go; the count of each outcome stays."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import action, state
from roeland.logs.facts.staff import CasesBlanked
from roeland.logs.models import Case, LogUser, Opening, Question, Registration, Reveal, Run, SampleItem, Standing
from roeland.logs.queries.judging import persons_of, token
from roeland.logs.rules import AUDIENCE, P
from roeland.logs.values import GONE


@action(P.KEEP, CasesBlanked)
def blank(actor: Actor, *, run: Run) -> int:
    """Erase persons, pseudonyms, reasons, notes, questions and answers of every case and sample item of a control; the number of cases.

    What was registered as a reason, or why a standing rule was made and by whom, goes too: at once, or with the first erasing after it
    ended. Of a rule that runs it stays known, to himself alone, who it came from. The texts beside the ledger are erased by the caller
    (`ledger.erase`).
    """
    now = clock.now()
    nobody, _made = LogUser.objects.get_or_create(
        authority_id=run.authority_id, user_id=GONE, defaults={"audience": AUDIENCE, "shared": True}
    )
    cases = list(Case.objects.filter(run=run, blanked_at=None))
    rules = list(Standing.objects.exclude(ended()).filter(case__in=cases))
    for rule in rules:
        rule.came_from = sorted(
            token(rule, one) for case in cases if case.pk == rule.case_id for one in persons_of(case)
        )
    Standing.objects.bulk_update(rules, ["came_from"])
    for case in cases:
        case.user, case.person, case.citizen, case.team, case.of_team = nobody, None, case.number, "", None
        case.reasons, case.alike, case.note, case.score = [], "", "", 0
        case.first_at = case.last_at = clock.at_local(run.month)
        case.reviewer = case.decided_by = None
        case.blanked_at = now
    Case.objects.bulk_update(cases, BLANKED, batch_size=200)
    ids = [case.pk for case in cases]
    Question.objects.filter(case__in=ids).update(
        person=None, asked_by=None, text="", answer="", back_on=None, held_at=None
    )
    Opening.objects.filter(case__in=ids).update(person=None, given_by=None, purpose="")
    Reveal.objects.filter(case__in=ids).update(purpose="", asked_by=None)
    over_rules(run).update(reason="", made_by=None, came_from=[])
    over = Q(end__lt=now)
    Registration.objects.filter(over, case__in=ids).delete()
    Registration.objects.filter(case__in=ids).update(case=None)
    items = list(SampleItem.objects.filter(run=run).exclude(user=nobody))
    for item in items:
        item.user, item.person, item.reviewer, item.decided_by = nobody, None, None, None
        item.citizen, item.event, item.note = 0, str(item.pk), ""
        item.at, item.service, item.explained_by = clock.at_local(run.month), "", ""
    SampleItem.objects.bulk_update(items, BLANK_ITEMS, batch_size=200)
    run.summary = {name: value for name, value in run.summary.items() if name != "sample_kept"}
    run.save(update_fields=["summary"])
    state(CasesBlanked(about=run, month=str(run), cases=len(cases), sampled=len(items)))
    return len(cases)


def ended() -> Q:
    """Standing rules that no control reads any more."""
    return Q(end__lt=clock.today()) | Q(withdrawn_at__isnull=False)


def over_rules(run: Run) -> QuerySet[Standing]:
    """Rules of a control that ended, of which it still stands why and by whom."""
    return Standing.objects.filter(ended(), case__run=run).exclude(reason="", made_by=None, came_from=[])


BLANK_ITEMS = "user person reviewer decided_by citizen event note at service explained_by".split()
BLANKED = [
    "user", "person", "citizen", "team", "of_team", "reasons", "alike", "note", "score", "first_at", "last_at", "reviewer", "decided_by", "blanked_at",
]  # fmt: skip
