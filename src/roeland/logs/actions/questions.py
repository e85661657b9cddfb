"""Verbs on a question: the worker answers, time mails, escalates, and waits for who is away. Asking is a verb of the case (`actions.cases`)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import add_working_days
from roeland.kernel.models import Authority
from roeland.ledger.action import NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs import effort, vault
from roeland.logs.actions.texts import text
from roeland.logs.facts.staff import (
    CaseEscalated,
    CitizenShownToWorker,
    QuestionAnswered,
    QuestionExtended,
    QuestionHeld,
    QuestionMailed,
)
from roeland.logs.models import Case, Question
from roeland.logs.queries.absences import whole_term
from roeland.logs.queries.sight import whole
from roeland.logs.rules import P, may_answer, may_be_told, may_escalate
from roeland.logs.values import CaseState
from roeland.people.queries import closing_days, gets_in


def term(authority: Authority) -> date:
    """The last day to answer what is told today."""
    return add_working_days(clock.today(), effort.data()["answer_working_days"], closing_days(authority))


def own(actor: Actor, question: Question) -> tuple[Question, Case]:
    """The question as it stands and its case, for who is asked and for nobody else. Raises NotAllowed."""
    row = fresh(question)
    if row.person_id is None or row.person_id not in actor.person_ids:
        raise NotAllowed(P.ANSWER.code)
    with whole(row.authority_id):
        return row, Case.objects.select_related("run", "authority").get(pk=row.case_id)


def _of(case: Case) -> dict[str, object]:
    return {"month": str(case.run), "number": case.number}


@action(P.ANSWER, QuestionAnswered)
def answer(actor: Actor, *, question: Question, answer: str) -> Question:
    """Answer in one's own words. The case goes back to its reviewer. Late answers count too, as long as the case is not decided.

    Raises NotAllowed (asked to somebody else), Refused (answered already, or the case was decided), Invalid (empty, too long, or with
    a national number).
    """
    row, case = own(actor, question)
    check(may_answer(case.state, answered=row.answered_at is not None, withdrawn=row.withdrawn_at is not None))
    row.answer = text("answer", answer, ask=_("Schrijf in je eigen woorden waarvoor je dit raadpleegde."))
    row.answered_at = clock.now()
    late = row.overdue(clock.today())
    if row.held_at is not None:  # away until nobody knew when: he answered when he could
        row.due, row.held_at = max(row.due, clock.today()), None
    with whole(row.authority_id):
        row.save(update_fields=["answer", "answered_at", "due", "held_at"])
        Case.objects.filter(pk=case.pk).update(state=CaseState.ANSWERED)
    state(QuestionAnswered(about=row, late=late, **_of(case)))  # type: ignore[arg-type]
    return row


@action(P.ANSWER, CitizenShownToWorker)
def show_own(actor: Actor, *, question: Question) -> str | None:
    """The national number of the citizen whose data the worker himself looked at, out of the raw file; None when that file is gone.

    Only for who is asked, and only as long as the case is not decided. Kept nowhere; each time a fact.
    """
    row, case = own(actor, question)
    if row.withdrawn_at is not None:
        raise Refused(_("Deze vraag is ingetrokken. De burger wordt niet meer getoond."))
    if case.state not in {CaseState.ASKED, CaseState.ANSWERED, CaseState.ESCALATED} or case.blanked_at:
        raise Refused(_("Dit geval is beslist. De burger wordt niet meer getoond."))
    first, last = clock.local(case.first_at).date(), clock.local(case.last_at).date()
    with whole(row.authority_id):  # raw files are nobody's to see: the number comes out of them here alone
        found = vault.find_number(row.authority_id, case.citizen, first, last)
    state(CitizenShownToWorker(about=row, **_of(case)))  # type: ignore[arg-type]
    return found


@action(P.KEEP, QuestionMailed)
def mailed(actor: Actor, *, question: Question) -> Question:
    """Keep that the worker was told by mail: his term runs from this day on. Refused when he was, and as long as he cannot sign in."""
    row = fresh(question, "case__run", "authority", "person__account")
    if row.mailed_at is not None or row.answered_at is not None or row.withdrawn_at is not None:
        raise Refused(_("Deze mail is al weg."))
    check(may_be_told(gets_in=row.person is not None and gets_in(row.person)))
    row.mailed_at, row.due = clock.now(), max(row.due, term(row.authority))
    row.save(update_fields=["mailed_at", "due"])
    state(QuestionMailed(about=row, due=row.due, **_of(row.case)))  # type: ignore[arg-type]
    return row


def _silent(question: Question) -> Question:
    """A question of which the term is over without an answer, as it stands. Refused when that is not so (any more), while the worker was not
    told of it, and of who cannot sign in (any more)."""
    row = fresh(question, "case__run", "authority", "person__account")
    waits = (
        row.answered_at is None and row.escalated_at is None and row.withdrawn_at is None and row.mailed_at is not None
    )
    if not waits or row.due >= clock.today() or row.case.state != CaseState.ASKED:
        raise Refused(_("Deze vraag wacht niet meer, of de termijn loopt nog."))
    check(may_be_told(gets_in=row.person is not None and gets_in(row.person)))
    return row


@action(P.KEEP, CaseEscalated)
def escalate(actor: Actor, *, question: Question) -> Question:
    """Note that no answer came in time. The case waits until somebody gets a mandate for it. Refused when that is not so (any more),
    while the worker was not told of the question, and of who cannot sign in (any more) or was away his whole term: that is no silence."""
    row = _silent(question)
    check(may_escalate(away=whole_term(row) is not None))
    row.escalated_at, row.held_at = clock.now(), None
    row.save(update_fields=["escalated_at", "held_at"])
    Case.objects.filter(pk=row.case_id).update(state=CaseState.ESCALATED)
    state(CaseEscalated(about=row, due=row.due, **_of(row.case)))  # type: ignore[arg-type]
    return row


@action(P.KEEP, QuestionExtended)
def extend(actor: Actor, *, question: Question) -> Question:
    """A new term for who was registered as away on every working day of his term: as many working days, from his return on. Refused as
    `escalate`, and when he was there on one of them or nobody knows when he returns."""
    row = _silent(question)
    away = whole_term(row)
    if away is None or away.back is None:
        raise Refused(_("Deze medewerker was niet heel de termijn afwezig, of niemand weet wanneer hij terug is."))
    days, closed = effort.data()["answer_working_days"], closing_days(row.authority)
    row.back_on, row.held_at = away.back, None
    row.due = add_working_days(away.back - timedelta(days=1), days, closed)
    row.save(update_fields=["back_on", "due", "held_at"])
    state(QuestionExtended(about=row, back_on=away.back, due=row.due, **_of(row.case)))  # type: ignore[arg-type]
    return row


@action(P.KEEP, QuestionHeld)
def hold(actor: Actor, *, question: Question) -> Question:
    """Hold the term of who was away all of it and is until nobody knows when: the reviewer decides himself or waits. Once. Refused as
    `escalate`, and when that is not so."""
    row = _silent(question)
    away = whole_term(row)
    if away is None or away.back is not None or row.held_at is not None:
        raise Refused(_("Deze medewerker is niet afwezig tot nader bericht, of dat staat er al."))
    row.held_at = clock.now()
    row.save(update_fields=["held_at"])
    state(QuestionHeld(about=row, due=row.due, **_of(row.case)))  # type: ignore[arg-type]
    return row
