"""Verbs of who judges a case: justified, ask the worker, treat as incident, hand over; and the same for many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, batch, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.questions import term
from roeland.logs.actions.texts import checked, line
from roeland.logs.actions.texts import text as free_text
from roeland.logs.facts.control import CaseHandedOver, CaseIncident, CaseJustified, WorkerAsked
from roeland.logs.models import Case, Question, Registration, Standing
from roeland.logs.queries.cases import askable
from roeland.logs.queries.judging import judge, persons_of
from roeland.logs.queries.runs import reviewers
from roeland.logs.queries.terms import in_term
from roeland.logs.questions import whole
from roeland.logs.rules import AUDIENCE, P, may_hand_over, may_judge
from roeland.logs.values import DECIDED, CaseState
from roeland.people.models import Person

SHORT = 300
LONG = 4000
LONGEST = timedelta(days=731)  # of a standing rule: nobody may forget it
HOWS = ("user", "team", "standing")


@dataclass(frozen=True)
class StandingRule:
    """This service asks this kind of consultation without a file, both days included."""

    service: str
    start: date
    end: date


def _judged(actor: Actor, case: Case) -> tuple[Case, str]:
    """The case as it stands, when this actor may judge it, and its month."""
    row = fresh(case, "reviewer", "person__account", "user", "authority", "run")
    check(in_term(row.authority_id, row.run.month, erased=row.blanked_at is not None))
    check(may_judge(row.state, judge(actor, row)))
    return row, f"{row.run.month:%Y-%m}"


def _decide(actor: Actor, row: Case, outcome: CaseState, note: str) -> None:
    row.state, row.note = outcome, note
    row.decided_at, row.decided_by_id = clock.now(), actor.person_in(row.authority_id)
    row.save(update_fields=["state", "note", "decided_at", "decided_by"])


@action(P.JUDGE, CaseJustified)
def justify(actor: Actor, *, case: Case, reason: str, how: str = "user", standing: StandingRule | None = None) -> Case:
    """Say that there was a reason, and register it, so that later controls read it.

    how: `user` (this worker and citizen), `team` (the whole service and this citizen), both for the days of the case; or `standing` with
    the kind of consultation that this service asks without a file. Raises Invalid, Refused.
    """
    row, month = _judged(actor, case)
    words = line("reason", reason, ask=_("Schrijf kort waarom dit verantwoord is."), longest=SHORT)
    if how not in HOWS:
        raise Invalid({"how": [_("Kies waarvoor deze reden geldt.")]})
    if how != "user" and not row.team:
        raise Invalid({"how": [_("Van deze gebruiker is geen dienst bekend. Laat de reden alleen voor hem gelden.")]})
    made = {"authority": row.authority, "audience": AUDIENCE, "case": row, "reason": words, "made_at": clock.now()}
    if how == "standing":
        _stand(row, standing, made | {"made_by_id": actor.person_in(row.authority_id)})
    else:
        Registration(
            citizen=row.citizen,
            user=row.user if how == "user" else None,
            team=row.team if how == "team" else "",
            of_team_id=row.of_team_id if how == "team" else None,
            start=clock.at_local(clock.local(row.first_at).date()),
            end=clock.at_local(clock.local(row.last_at).date() + timedelta(days=1)),
            **made,
        ).save()
    _decide(actor, row, CaseState.JUSTIFIED, words)
    state(CaseJustified(about=row, month=month, number=row.number, how=how, reason=words))
    return row


def _stand(row: Case, rule: StandingRule | None, made: dict[str, Any]) -> None:
    if rule is None or not rule.service.strip():
        raise Invalid({"service": [_("Kies welke raadpleging deze dienst zonder dossier doet.")]})
    if rule.end < rule.start:
        raise Invalid({"end": [_("De laatste dag ligt voor de eerste.")]})
    if rule.end > clock.today() + LONGEST:
        raise Invalid(
            {"end": [_("Een vaste regel loopt hoogstens twee jaar. Kies een vroegere dag, en bekijk ze dan opnieuw.")]}
        )
    Standing(
        team=row.team,
        of_team_id=row.of_team_id,
        service=checked("service", rule.service.strip()[:120]),
        start=rule.start,
        end=rule.end,
        **made,
    ).save()


@action(P.JUDGE, WorkerAsked)
def ask_worker(actor: Actor, *, case: Case, text: str) -> Question:
    """Ask the worker, who answers on his own page within ten working days. Purpose, readers, right to assistance and that it is no
    hearing stand under the question whatever was written. Raises Invalid; Refused when nobody stands behind the user name, when
    he left, or when he has no mailbox to be told by. Who cannot sign in yet is mailed once he can, and his term runs from then on."""
    row, month = _judged(actor, case)
    check(askable(row))
    words = free_text("text", text, ask=_("Schrijf je vraag."), longest=LONG)
    made = Question(
        authority=row.authority,
        audience=AUDIENCE,
        case=row,
        person=row.person,
        text=whole(words),
        asked_by_id=actor.person_in(row.authority_id),
        asked_at=clock.now(),
        due=term(row.authority),
    )
    made.save()
    row.state = CaseState.ASKED
    row.save(update_fields=["state"])
    state(WorkerAsked(about=row, month=month, number=row.number, due=made.due))
    return made


@action(P.JUDGE, CaseIncident)
def make_incident(actor: Actor, *, case: Case, reason: str) -> Case:
    """Treat a case as an incident; the worker gets no message of it. Raises Invalid, Refused."""
    row, month = _judged(actor, case)
    words = free_text("reason", reason, ask=_("Schrijf kort wat er aan de hand is."), longest=LONG)
    _decide(actor, row, CaseState.INCIDENT, words)
    state(CaseIncident(about=row, month=month, number=row.number, reason=words))
    return row


@action(P.JUDGE, CaseHandedOver)
def hand_over(actor: Actor, *, case: Case, to: Person) -> Case:
    """Give a case to another reviewer, because one knows the worker or the citizen. Raises Invalid when that is the worker, or oneself;
    Refused for a case without an answer."""
    row, month = _judged(actor, case)
    check(may_hand_over(judge(actor, row)))
    if to.pk in {*persons_of(row), *actor.person_ids}:
        raise Invalid({"to": [_("Kies iemand anders dan de medewerker of jezelf.")]})
    if to.pk not in reviewers(row.authority, clock.today())[1]:
        raise Invalid({"to": [_("Kies de consulent, de adjunct of de DPO.")]})
    row.reviewer = to
    row.save(update_fields=["reviewer"])
    state(CaseHandedOver(about=row, month=month, number=row.number, name=str(to)))
    return row


def together(cases: Sequence[Case], do: Callable[[Case], object]) -> int:
    """The same verb for many cases, all or none; each case keeps its own fact. How many."""
    if not cases:
        raise Invalid({"cases": [_("Duid eerst gevallen aan.")]})
    with batch():
        for case in cases:
            do(case)
    return len(cases)


def undecided(cases: Sequence[Case]) -> list[Case]:
    """Those of the cases that are not decided."""
    return [case for case in cases if case.state not in DECIDED]
