"""Projects with their intake, milestones and plan, and the money of the years round them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from roeland.cli.demonstration import story
from roeland.cli.demonstration.stage import Stage
from roeland.duties.actions import add_cost
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.projects import actions, library
from roeland.projects.models import Intake, Milestone, Programme, Project
from roeland.projects.values import PROJECT, Case, Dpia, ProjectText, Reply, Step

Row = Mapping[str, Any]
OFFICER = "dina"


def plan_all(stage: Stage) -> None:
    """Money of the years, then every project that is proposed within the story."""
    told = stage.tell("portfolio")
    stage.on(story.next_working(stage.start.replace(day=20)), _years, stage, told["years"], hour=10, minute=40)
    found: list[Programme] = []
    if "programme" in told:
        stage.on(told["programme"]["day"], _programme, stage, told["programme"], found, hour=11, minute=20)
    for row in told["payments"]:
        stage.on(row["day"], _pay, stage, row, None, hour=13, minute=15)
    for row in told["projects"]:
        if stage.within(stage.day(row["proposed"])):
            _project(stage, row, found)


def _years(stage: Stage, years: Mapping[int, tuple[int, str]]) -> None:
    for year, (euro, decision) in years.items():
        actions.set_year_budget(
            stage.actor(OFFICER), authority=stage.authority, of_year=year, euro=Decimal(euro), decision=decision
        )


def _programme(stage: Stage, row: Row, found: list[Programme]) -> None:
    made = actions.start_programme(
        stage.actor(OFFICER),
        authority=stage.authority,
        title=row["title"],
        aim=row["aim"],
        owner=stage.persons[row["owner"]],
    )
    found.append(made)


def _pay(stage: Stage, row: Row, projects: list[Project] | None) -> None:
    actions.record_payment(
        stage.actor(OFFICER),
        authority=stage.authority,
        title=row["title"],
        euro=Decimal(row["euro"]),
        paid_on=clock.today(),
        project=projects[0] if projects else None,
    )


def _project(stage: Stage, row: Row, programmes: list[Programme]) -> None:
    """The steps of a project in their order; what the story does not name does not happen."""
    project: list[Project] = []
    stage.on(stage.day(row["proposed"]), _propose, stage, row, project, programmes, hour=9, minute=25)
    sealed = stage.day(row.get("presented", row.get("sealed")))
    stage.on(sealed, _intake, stage, row, project, hour=10, minute=5)
    steps = (
        ("presented", partial(_present, stage, row), 14),
        ("approved", partial(_approve, stage), 16),
        ("started", partial(_start, stage), 9),
        ("worked", partial(_worked, stage, row), 16),
        ("finished", partial(_finish, stage), 17),
    )
    for name, step, hour in steps:
        if name in row:
            stage.on(stage.day(row[name]), step, project, hour=hour, minute=25)
    for paid in row.get("payments", ()):
        stage.on(paid["day"], _pay, stage, paid, project, hour=13, minute=20)


def _propose(stage: Stage, row: Row, found: list[Project], programmes: list[Programme]) -> None:
    wording = ProjectText(
        row["title"],
        summary=row["summary"],
        serves=row["serves"],
        planned_start=_day(stage, row, "start"),
        planned_end=_day(stage, row, "end"),
    )
    project = actions.propose(
        stage.actor(OFFICER),
        authority=stage.authority,
        wording=wording,
        programme=programmes[0] if row.get("programme") and programmes else None,
        leader=stage.persons[row["leader"]],
        sponsor=stage.persons[row["sponsor"]] if "sponsor" in row else None,
    )
    found.append(project)
    for milestone in row["milestones"]:
        due = stage.day(milestone["due"])
        made = actions.add_milestone(stage.actor(OFFICER), project=project, title=milestone["title"], due=due)
        if "done" in milestone:
            stage.on(milestone["done"], _reach, stage, made, hour=15, minute=35)
    for section, text in row.get("plan", {}).items():
        actions.write_plan(stage.actor(OFFICER), project=project, section=section, text_=text)
    for group, (planned, _used) in row.get("days", {}).items():
        actions.note_days(stage.actor(OFFICER), project=project, group=group, planned=Decimal(planned), used=Decimal(0))
    _money(stage, row, project)


def _worked(stage: Stage, row: Row, found: list[Project]) -> None:
    """The days that a project took, counted when its last milestone so far was reached."""
    for project in found:
        for group, (planned, used) in row["days"].items():
            actions.note_days(
                stage.actor(OFFICER), project=project, group=group, planned=Decimal(planned), used=Decimal(used)
            )


def _day(stage: Stage, row: Row, name: str) -> date | None:
    return stage.day(row[name]) if name in row else None


def _money(stage: Stage, row: Row, project: Project) -> None:
    """What is granted, what it will cost, and what it avoids."""
    officer = stage.actor(OFFICER)
    for year, euro in row.get("budget", {}).items():
        actions.set_budget(officer, project=project, of_year=year, euro=Decimal(euro))
    for cost in row.get("costs", ()):
        add_cost(
            officer,
            authority=stage.authority,
            subject_kind=PROJECT,
            subject_id=project.pk,
            title=cost["title"],
            kind=cost["kind"],
            amount=Decimal(cost["amount"]),
            first=stage.day(cost["first"]),
            last=cost.get("last"),
        )
    case = row.get("case")
    if case:
        low, likely, high, chance, effect = (
            Decimal(case[name]) for name in ("low", "likely", "high", "chance", "effect")
        )
        actions.write_case(
            officer, project=project, case=Case(low, likely, high, chance, effect=effect), what=case["what"]
        )


def _reach(stage: Stage, milestone: Milestone) -> None:
    actions.reach_milestone(stage.actor(OFFICER), milestone=milestone)


def _intake(stage: Stage, row: Row, found: list[Project]) -> None:
    """Every question answered, sealed; the DPO advises when a DPIA seems needed."""
    officer = stage.actor(OFFICER)
    other = {Reply.YES: Reply.NO, Reply.NO: Reply.YES}
    answers = {
        question.id: str(Reply(question.asks) if question.id in row["yes"] else other[Reply(question.asks)])
        for question in library.intake().questions
    }
    for project in found:
        actions.answer_intake(officer, project=project, answers=answers)
        with scope(stage.system(), [stage.authority]):
            intake = Intake.objects.select_related("project", "authority").get(project=project, sealed_on=None)
        sealed = actions.seal_intake(officer, intake=intake)
        if "advice" in row:
            dpo = stage.actor(stage.holder("dpo", clock.today()))
            actions.advise_dpia(dpo, intake=sealed, needed=sealed.dpia == Dpia.NEEDED, text_=row["advice"])


def _present(stage: Stage, row: Row, found: list[Project]) -> None:
    for project in found:
        actions.present(stage.actor(OFFICER), project=project, no_advice=row.get("no_advice", ""))


def _approve(stage: Stage, found: list[Project]) -> None:
    director = stage.actor(stage.holder("general_director", clock.today()))
    for project in found:
        actions.approve(director, project=project)


def _start(stage: Stage, found: list[Project]) -> None:
    for project in found:
        actions.move(stage.actor(OFFICER), project=project, step=Step.START)


def _finish(stage: Stage, found: list[Project]) -> None:
    for project in found:
        actions.move(stage.actor(OFFICER), project=project, step=Step.FINISH)
