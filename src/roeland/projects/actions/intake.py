"""The intake: answered, sealed, advised on; each proposed measure becomes a task or is declined."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.duties.rules import P as Duties
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.people.actors import me
from roeland.people.models import Person
from roeland.projects import library
from roeland.projects.facts.intake import DpiaAdvised, IntakeAnswered, IntakeSealed, MeasureDeclined, MeasureTaken
from roeland.projects.models import Intake, IntakeMeasure, Project
from roeland.projects.queries.intake import latest
from roeland.projects.rules import P, may_advise, may_answer, may_seal, may_settle
from roeland.projects.values import PROJECT, Dpia, Reply, Status


@action(P.EDIT, IntakeAnswered)
def answer_intake(actor: Actor, *, project: Project, answers: Mapping[str, str], note: str = "") -> Intake:
    """Keep answers (question -> yes, no or unknown); what is not named keeps its answer. After a seal a new round begins.

    A project that waits for the director comes back: what he would approve is no longer what was sealed.
    """
    owner = fresh(project)
    check(may_answer(owner.status))
    known = {q.id for q in library.intake().questions}
    if wrong := [name for name, reply in answers.items() if name not in known or reply not in list(Reply)]:
        raise Invalid({name: [_("Kies ja, nee of weet ik niet.")] for name in wrong})
    row = latest(owner)
    if row is None or row.sealed_on is not None:
        row = Intake(
            authority_id=owner.authority_id,
            audience=owner.audience,
            project=owner,
            round=(row.round if row else 0) + 1,
            answers=dict(row.answers) if row else {},
        )
    row.answers = {**row.answers, **answers}
    row.note, row.questions = long_text("note", note), library.intake().version
    row.save()
    if owner.status == Status.IDEA or owner.presented_on:
        owner.status = Status.INTAKE if owner.status == Status.IDEA else owner.status
        owner.presented_on = None
        owner.save()
    state(IntakeAnswered(about=row, number=owner.number, round=row.round, count=len(row.answers)))
    return row


@action(P.EDIT, IntakeSealed)
def seal_intake(actor: Actor, *, intake: Intake) -> Intake:
    """Fix the answers with what they lead to, under a seal. Refused while a question has no answer."""
    row = fresh(intake)
    check(may_answer(row.project.status))
    data = library.intake()
    answers = {q.id: row.answers[q.id] for q in data.questions if q.id in row.answers}
    outcome = data.weigh(answers)
    check(may_seal(sealed=row.sealed_on is not None, unanswered=len(outcome.unanswered)))
    row.answers, row.questions = answers, data.version
    row.result = _result(data, answers, outcome.met, outcome.open)
    row.dpia, row.sealed_on, row.sealed_by = outcome.dpia, clock.today(), me(actor, row.authority)
    row.sha256 = seal_of(row)
    row.save()
    for position, key in enumerate(outcome.measures, start=1):
        IntakeMeasure(
            authority_id=row.authority_id,
            audience=row.audience,
            intake=row,
            key=key,
            title=data.measures[key].nl,
            position=position,
        ).save()
    words = Dpia(outcome.dpia).label
    state(
        IntakeSealed(
            about=row,
            number=row.project.number,
            round=row.round,
            outcome=words,
            count=len(outcome.measures),
            sha256=row.sha256,
        )
    )
    return row


def _result(
    data: library.Intake, answers: Mapping[str, str], met: tuple[str, ...], unsure: tuple[str, ...]
) -> dict[str, Any]:
    """What is sealed: questions with their words and answers, criteria in words. It stays readable when the data file changes."""
    asked = [[q.id, q.chapter, q.nl, answers[q.id]] for q in data.questions]
    return {
        "version": data.version,
        "questions": asked,
        "met": [data.criteria[name].nl for name in met],
        "open": [data.criteria[name].nl for name in unsure],
    }


def seal_of(intake: Intake) -> str:
    """Hex SHA-256 over project, round, note, outcome and everything asked and answered."""
    whole = {
        "project": str(intake.project_id),
        "round": intake.round,
        "note": intake.note,
        "dpia": str(intake.dpia),
        "result": intake.result,
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@action(P.DPIA_ADVISE, DpiaAdvised)
def advise_dpia(actor: Actor, *, intake: Intake, needed: bool, text_: str) -> Intake:
    """The DPO's advice on a sealed intake: is a DPIA needed, and why."""
    row = fresh(intake)
    check(may_advise(sealed=row.sealed_on is not None, advised=row.advised_on is not None))
    row.advice = long_text("text", text_, ask=_("Zeg waarop je advies steunt."))
    row.advice_needed, row.advised_on, row.advised_by = needed, clock.today(), me(actor, row.authority)
    row.save()
    words = (Dpia.NEEDED if needed else Dpia.NOT).label
    state(DpiaAdvised(about=row, number=row.project.number, outcome=words, text=row.advice))
    return row


@action(P.EDIT, MeasureTaken)
def take_measure(
    actor: Actor,
    *,
    measure: IntakeMeasure,
    due: date | None = None,
    lead_role: str = "",
    person: Person | None = None,
) -> Task:
    """Make a task of a proposed measure, by default for the role and within the days of the data file. Readers of projects see it."""
    row = fresh(measure)
    check(may_settle(waits=row.waits))
    known = library.intake().measures.get(row.key)
    project = row.intake.project
    check(may_answer(project.status))
    maker = actor if actor.holds(Duties.TASK_MAKE, row.authority_id) else Actor.system("projecten", [row.authority_id])
    task = duties.make_task(
        maker,
        authority=row.authority,
        title=f"{row.title} ({project.number})",
        due=due or clock.today() + timedelta(days=known.days if known else 30),
        lead_role=lead_role or ("" if person else known.role if known else ""),
        person=person,
        instruction=_("Maatregel uit de intake van project %(number)s.") % {"number": project.number},
        audience=row.audience,
        source_kind=PROJECT,
        source_id=project.pk,
    )
    row.task_id, row.task_number = task.pk, task.number
    row.save()
    state(MeasureTaken(about=row, number=project.number, title=row.title, due=task.due, task=task.number))
    return task


@action(P.EDIT, MeasureDeclined)
def decline_measure(actor: Actor, *, measure: IntakeMeasure, reason: str) -> IntakeMeasure:
    """Say why a proposed measure is not taken."""
    row = fresh(measure)
    check(may_settle(waits=row.waits))
    row.declined = long_text("reason", reason, ask=_("Zeg waarom deze maatregel hier niet nodig is."))
    row.save()
    project = row.intake.project
    state(MeasureDeclined(about=row, number=project.number, title=row.title, reason=row.declined))
    return row
