"""One control of the consultations of a month: looked at by the officer, asked about, answered, decided, closed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from roeland.cli.demonstration import story
from roeland.cli.demonstration.stage import Stage
from roeland.duties.models import Task
from roeland.duties.values import TO_DO
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import add_working_days
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs.actions import cases as deciding
from roeland.logs.actions import openings, reveals, runs, sample
from roeland.logs.actions import questions as asking
from roeland.logs.handlers import fulfil_run
from roeland.logs.models import Case, Question, Run, SampleItem
from roeland.logs.queries.cases import askable
from roeland.logs.queries.records import DUTY
from roeland.logs.questions import proposal
from roeland.logs.values import DECIDED, CaseState
from roeland.people import actions as people
from roeland.people.models import Person
from roeland.people.queries import gets_in

Row = Mapping[str, Any]
OFFICER = "security_officer"
FEWER, ENOUGH = 20, 14  # minutes of the first controls; months before the end from which on they take the usual ones
WAITS = "nele"  # who has not answered yet on the day of building
FIRST_DECIDED = 2
DIRECTOR, MANDATE_DAYS = (
    "general_director",
    5,
)  # working days ago at most, so that the mandate still runs on the day of building


def look(stage: Stage, told: Row, month: date, *, open_: bool, silent: bool = False) -> None:
    """Start the control, judge the sample, decide or ask. An open one is left half done; in a `silent` one somebody does not answer."""
    officer = _officer(stage)
    early = (stage.today - month).days > ENOUGH * 31
    minutes = {"minutes": FEWER} if early else {}
    run = runs.start_run(officer, authority=stage.authority, month=month, **minutes)
    with clock.at(clock.now() + timedelta(minutes=6)):
        items = _sample(stage, run)
        sample.judge_many(officer, items=items[: len(items) // 2] if open_ else items, verdict="right")
    with clock.at(clock.now() + timedelta(minutes=18)):
        shown = _shown(stage, run)
        if silent:
            for case in _nobody(stage, shown):
                shown.remove(case)
                _silence(stage, told, officer, case)
                _reveal(told, officer, case)
        asked = [case for case in shown if _key(stage, case)]
        for case in asked[:3]:
            _ask(stage, told, officer, case, open_=open_)
        left = [case for case in shown if case not in asked[:3]]
        if not open_:
            _decide(told, officer, left)
        elif len(left) > FIRST_DECIDED:
            deciding.make_incident(officer, case=left[-1], reason=told["incident_open"])
            _decide(told, officer, left[-FIRST_DECIDED:-1])


def _officer(stage: Stage) -> Actor:
    return stage.actor(stage.holder(OFFICER, clock.today()))


def _shown(stage: Stage, run: Run) -> list[Case]:
    """What waits for who runs the control, heaviest first."""
    with scope(stage.system(), [stage.authority]):
        rows = Case.objects.filter(run=run, shown=True, reviewer=None).exclude(state__in=DECIDED)
        return list(rows.select_related("authority", "user", "person", "run").order_by("rank"))


def _sample(stage: Stage, run: Run) -> list[SampleItem]:
    with scope(stage.system(), [stage.authority]):
        rows = SampleItem.objects.filter(run=run, verdict="", reviewer=None)
        return list(rows.select_related("authority", "run").order_by("at", "pk"))


def _key(stage: Stage, case: Case) -> str:
    """Who of the cast the worker is, when he can answer."""
    found = next((key for key, person in stage.persons.items() if person.pk == case.person_id), "")
    return found if found in stage.watched.told.get("answers", {}) else ""


def _ask(stage: Stage, told: Row, officer: Actor, case: Case, *, open_: bool) -> None:
    _admit(stage, case)
    text = proposal(case.events, clock.local(case.first_at), clock.local(case.last_at))
    question = deciding.ask_worker(officer, case=case, text=text)
    key = _key(stage, case)
    if open_ and key == WAITS:
        return
    day = add_working_days(clock.today(), 1)
    stage.on(day, partial(_answer, stage, question, key, told["answers"][key]), hour=10, minute=25)


def _admit(stage: Stage, case: Case) -> None:
    """Whoever is asked can sign in: the director invites him when he has no account yet, and he chooses a password that nobody keeps."""
    if case.person is None:
        return
    with scope(stage.system(), [stage.authority]):  # as it is now: another case about him may have been first
        person = Person.objects.select_related("account").get(pk=case.person.pk)
    if gets_in(person):
        return
    director = stage.actor(stage.holder(DIRECTOR, clock.today()))
    invitation = people.invite(director, person=person, mail=False)
    account = invitation.account
    people.accept_invitation(people.self_actor(account), invitation=invitation, password=secrets.token_urlsafe())


def _nobody(stage: Stage, shown: Sequence[Case]) -> list[Case]:
    """The first case about somebody who has a name, works here and does not answer in this story; none in a small one."""
    return [case for case in shown if case.person_id and not _key(stage, case) and askable(case)][:1]


def _silence(stage: Stage, told: Row, officer: Actor, case: Case) -> None:
    """A question that gets no answer: time notes it, and the general director opens the case by a mandate."""
    _admit(stage, case)
    text = proposal(case.events, clock.local(case.first_at), clock.local(case.last_at))
    question = deciding.ask_worker(officer, case=case, text=text)
    question = asking.mailed(stage.system("worker"), question=question)
    noted = add_working_days(question.due, 1)
    stage.on(noted, partial(_note, stage, told, case, question), hour=7, minute=5)


def _note(stage: Stage, told: Row, case: Case, question: Question) -> None:
    """Silence, and the mandate that follows; of who left meanwhile there is none."""
    try:
        asking.escalate(stage.system("worker"), question=question)
    except Refused:
        return
    opened = max(add_working_days(clock.today(), 1), add_working_days(stage.today, -MANDATE_DAYS))
    stage.on(opened, partial(_open, stage, told, case), hour=9, minute=50)


def _open(stage: Stage, told: Row, case: Case) -> None:
    director = stage.persons[stage.holder(DIRECTOR, clock.today())]
    opening = openings.open_case(_officer(stage), case=case, person=director, purpose=told["mandate"])
    with clock.at(clock.now() + timedelta(hours=4)):
        openings.look(stage.actor(stage.holder(DIRECTOR, clock.today())), opening=opening)


def _reveal(told: Row, officer: Actor, case: Case) -> None:
    """An identity that had to be seen once; the number is kept nowhere."""
    with clock.at(clock.now() + timedelta(minutes=7)):
        asked = reveals.ask_reveal(officer, case=case, purpose=told["reveal"])
    with clock.at(clock.now() + timedelta(minutes=8)):
        reveals.show_reveal(officer, case=case, reveal=asked)


def _answer(stage: Stage, question: Question, key: str, words: str) -> None:
    asking.answer(stage.actor(key), question=question, answer=words)


def _decide(told: Row, officer: Actor, cases: Sequence[Case]) -> None:
    """Alike cases in one go; who looked at himself without a task becomes an incident now and then."""
    for (flag, alike), group in groupby(cases, key=lambda case: (_flag(case), case.alike)):
        some = list(group)
        if flag == "self" and not alike and story.draw(some[0].run.month, out_of=3) == 0:
            deciding.make_incident(officer, case=some[0], reason=told["incident"])
            continue
        reason = told["reasons"].get(flag, told["reasons"]["other"])
        deciding.together(some, lambda case, reason=reason: deciding.justify(officer, case=case, reason=reason))  # type: ignore[misc]


def _flag(case: Case) -> str:
    return str(case.reasons[0]["flag"]) if case.reasons else ""


def close(stage: Stage, told: Row, month: date, key: date) -> None:
    """Decide what was answered and close; the occurrence `key` of the recurring task is met by it."""
    officer = _officer(stage)
    with scope(stage.system(), [stage.authority]):
        run = Run.objects.select_related("authority").get(authority=stage.authority, month=month)
    for case in _shown(stage, run):
        if case.state not in {CaseState.ASKED, CaseState.ESCALATED}:
            deciding.justify(officer, case=case, reason=told["justified"])
    spent = 28 + story.draw(stage.town.slug, month, out_of=17)
    run = runs.close_run(officer, run=run, conclusion=told["conclusion"], spent=spent)
    with scope(stage.system(), [stage.authority]):
        task = Task.objects.filter(duty=stage.duties[DUTY], key=key, status__in=TO_DO).first()
        fulfil_run(stage.system("logs.duties"), run=run, by=stage.persons["dina"], task=task)
