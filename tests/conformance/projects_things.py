"""One of everything of the room projects in an authority, with a word of its own in every text field."""

from datetime import date
from typing import TYPE_CHECKING, Any

from roeland.kernel import clock
from roeland.projects.models import (
    BusinessCase,
    Intake,
    IntakeMeasure,
    Milestone,
    Payment,
    PersonDays,
    PlanSection,
    Programme,
    Project,
    ProjectBudget,
    YearBudget,
)

if TYPE_CHECKING:
    from tests.conformance.things import Things


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority."""
    place, today = t.authority, clock.today()
    base: dict[str, Any] = {"authority": place, "audience": "projects"}

    def words(kind: str, *names: str, audience: str = "projects") -> dict[str, Any]:
        return {name: t.word(kind, audience, name) for name in names}

    t.projects["programme"] = Programme.objects.create(**base, started_on=today, **words("programme", "title", "aim"))
    project = t.projects["project"] = Project.objects.create(
        **base,
        number="P-2026-01",
        status="intake",
        programme=t.projects["programme"],
        proposed_on=today,
        presented_on=today,
        planned_start=today,
        planned_end=date(today.year + 1, 6, 1),
        **words("project", "title", "summary", "serves", "reason", "approval_note"),
    )
    t.projects["milestone"] = Milestone.objects.create(
        **base, project=project, due=today, **words("milestone", "title", "note")
    )
    PersonDays.objects.create(**base, project=project, planned=2, **words("days", "group"))
    PlanSection.objects.create(**base, project=project, section="risks", **words("plan", "text"))
    intake = Intake.objects.create(
        **base,
        project=project,
        round=1,
        questions="2026-11",
        answers={"personal": "yes"},
        sealed_on=today,
        sha256="0" * 64,
        dpia="doubt",
        result={
            "version": "2026-11",
            "questions": [["personal", "data", t.word("intake", "projects", "question"), "yes"]],
            "met": [t.word("intake", "projects", "met")],
            "open": [],
        },
        **words("intake", "note", "advice"),
    )
    t.projects["measure"] = IntakeMeasure.objects.create(
        **base, intake=intake, key="minimise", position=1, **words("intakemeasure", "title")
    )
    _money(t, project, today)


def _money(t: "Things", project: Project, today: date) -> None:
    base: dict[str, Any] = {"authority": t.authority, "audience": "money"}
    BusinessCase.objects.create(
        **base,
        project=project,
        low=1,
        likely=2,
        high=3,
        chance=10,
        effect=50,
        years=3,
        written_on=today,
        **{name: t.word("case", "money", name) for name in ("what", "source")},
    )
    ProjectBudget.objects.create(**base, project=project, year=today.year, amount=100)
    YearBudget.objects.create(**base, year=today.year, amount=1000, decision=t.word("yearbudget", "money", "decision"))
    t.projects["payment"] = Payment.objects.create(
        **base,
        project=project,
        amount=10,
        paid_on=today,
        **{name: t.word("payment", "money", name) for name in ("title", "reference")},
    )
