"""Verbs that take a decision about a case back: open it again, and withdraw in the open what the decision made.

Nothing is erased: a registered reason keeps its row, a question its text and answer, the ledger both the decision and the way back.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.texts import text
from roeland.logs.facts.control import CaseReopened, IncidentWithdrawn, QuestionWithdrawn, ReasonWithdrawn
from roeland.logs.facts.staff import WithdrawalMailed
from roeland.logs.models import Case, Question, Registration, Standing
from roeland.logs.queries.judging import judge
from roeland.logs.queries.terms import in_term
from roeland.logs.rules import P, may_reopen
from roeland.logs.values import CaseState

LONG = 4000


def _of(case: Case) -> dict[str, Any]:
    return {"month": str(case.run), "number": case.number}


@action(P.JUDGE, CaseReopened)
def reopen_case(actor: Actor, *, case: Case, reason: str) -> Case:
    """Open a case again that was decided, or about which a question runs, while its control is open.

    What the decision made is withdrawn, each by its own fact: the registered reason or standing rule, the question, the incident. The case
    goes back to where it stood: answered, waiting for an answer, without answer, or open. Raises Refused (own, somebody else's, nothing
    to take back, control closed), Invalid without a reason.
    """
    row = fresh(case, "reviewer", "person", "user", "authority", "run")
    check(in_term(row.authority_id, row.run.month, erased=row.blanked_at is not None))
    check(may_reopen(row.state, row.run.state, judge(actor, row)))
    words = text("reason", reason, ask=_("Schrijf waarom dit geval weer open gaat."), longest=LONG)
    was = CaseState(row.state)
    _take_back(actor, row, was)
    row.state = _stood(row)
    row.note, row.decided_by, row.decided_at, row.shown = "", None, None, True
    row.save(update_fields=["state", "note", "decided_by", "decided_at", "shown"])
    state(CaseReopened(about=row, was=was.label, reason=words, **_of(row)))
    return row


def _take_back(actor: Actor, row: Case, was: CaseState) -> None:
    """Withdraw what the decision made."""
    if was == CaseState.ASKED:
        for question in Question.objects.filter(case=row, withdrawn_at=None, answered_at=None, escalated_at=None):
            withdraw_question(actor, case=row, question=question)
    elif was == CaseState.INCIDENT:
        withdraw_incident(actor, case=row)
    else:
        for model in (Registration, Standing):
            for made in model.objects.filter(case=row, withdrawn_at=None):
                withdraw_reason(actor, case=row, made=made)


def _stood(row: Case) -> CaseState:
    """Where a case stands by what was asked about it."""
    asked = Question.objects.filter(case=row, withdrawn_at=None).order_by("-asked_at").first()
    if asked is None:
        return CaseState.OPEN
    if asked.answered_at:
        return CaseState.ANSWERED
    return CaseState.ESCALATED if asked.escalated_at else CaseState.ASKED


@action(P.JUDGE, ReasonWithdrawn)
def withdraw_reason(actor: Actor, *, case: Case, made: Registration | Standing) -> Registration | Standing:
    """Withdraw a registered reason or standing rule: no later control reads it. What it explained in closed controls stays. Refused twice."""
    row = fresh(made)
    if row.withdrawn_at is not None or row.case_id != case.pk:
        raise Refused(_("Deze reden is al ingetrokken."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    state(ReasonWithdrawn(about=row, standing=isinstance(row, Standing), **_of(case)))
    return row


@action(P.JUDGE, QuestionWithdrawn)
def withdraw_question(actor: Actor, *, case: Case, question: Question) -> Question:
    """Withdraw a question that has no answer. The worker sees so, and gets a mail when he got one before. Refused when answered, and
    after its term: that nobody answered stays."""
    row = fresh(question)
    if row.withdrawn_at or row.answered_at or row.escalated_at or row.case_id != case.pk:
        raise Refused(_("Deze vraag wacht niet meer op een antwoord."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    state(QuestionWithdrawn(about=row, **_of(case)))
    return row


@action(P.JUDGE, IncidentWithdrawn)
def withdraw_incident(actor: Actor, *, case: Case) -> Case:
    """Say that a case is no incident after all, for whoever took it up. Refused for any other case."""
    row = fresh(case, "run")
    if row.state != CaseState.INCIDENT:
        raise Refused(_("Dit geval is geen incident."))
    state(IncidentWithdrawn(about=row, **_of(row)))
    return row


@action(P.KEEP, WithdrawalMailed)
def withdrawal_mailed(actor: Actor, *, question: Question) -> Question:
    """Keep that the worker was told by mail that his task is gone. Refused when he was, or when he never got the first mail."""
    row = fresh(question, "case__run")
    if row.withdrawn_at is None or row.mailed_at is None or row.told_at is not None:
        raise Refused(_("Deze mail is al weg."))
    row.told_at = clock.now()
    row.save(update_fields=["told_at"])
    state(WithdrawalMailed(about=row, **_of(row.case)))
    return row
