"""Lists of this room as tables."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.projects import words
from roeland.projects.models import Payment, Project
from roeland.projects.queries.portfolio import ProjectLine
from roeland.projects.values import Status
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.tables import Column, Filter, Table

_STATES = {
    Status.IDEA: c.State.PLANNED,
    Status.INTAKE: c.State.PLANNED,
    Status.APPROVED: c.State.PLANNED,
    Status.RUNNING: c.State.REVIEW,
    Status.PAUSED: c.State.TODAY,
    Status.DONE: c.State.DONE,
    Status.STOPPED: c.State.SKIPPED,
}


def state_of(row: Project, today: date) -> c.Status:
    """Where a project stands, as a shape with its word."""
    if row.presented_on:
        return c.Status(c.State.REVIEW, words.status(row, today))
    if row.late(today):
        assert row.planned_end is not None
        return c.Status(c.State.LATE, f"{row.get_status_display()}, {dates.lateness(row.planned_end, today)}")
    return c.Status(_STATES[Status(row.status)], str(row.get_status_display()))


def address(line: ProjectLine) -> str:
    """The page of a project."""
    return f"/{line.project.authority.slug}/projecten/{line.project.pk}/"


def _next(line: ProjectLine) -> str:
    one = line.upcoming()
    if one is None or Status(line.project.status).over:
        return ""
    return f"{one.title}, {dates.lateness(one.due, clock.today())}"


def _soonest(line: ProjectLine) -> date:
    one = line.upcoming()
    return date.max if one is None else one.due


def _days(line: ProjectLine) -> str:
    if not (line.days_planned or line.days_used):
        return ""
    return f"{words.days(line.days_used)} {gettext('van')} {words.days(line.days_planned)}"


def _status(rows: Any, value: str) -> Any:
    if value == "levend":
        return [row for row in rows if not Status(row.project.status).over]
    if value == "te-laat":
        today = clock.today()
        return [row for row in rows if row.project.late(today) or row.late(today)]
    return [row for row in rows if row.project.status == value]


TITLE: Column[ProjectLine] = Column(
    "project", _("Project"), lambda x: x.project.title, sort_key=lambda x: x.project.title.lower(), link=address
)
NUMBER: Column[ProjectLine] = Column(
    "nummer", _("Nummer"), lambda x: x.project.number, sort_key=lambda x: x.project.number, mono=True
)
PLACE: Column[ProjectLine] = Column(
    "bestuur", _("Bestuur"), lambda x: x.project.authority.name, sort_key=lambda x: x.project.authority.name
)
STATE: Column[ProjectLine] = Column(
    "status",
    _("Status"),
    lambda x: state_of(x.project, clock.today()),
    sort_key=lambda x: list(Status).index(Status(x.project.status)),
    plain=lambda x: state_of(x.project, clock.today()).text,
)
NEXT: Column[ProjectLine] = Column("mijlpaal", _("Volgende mijlpaal"), _next, sort_key=_soonest)
DAYS: Column[ProjectLine] = Column("dagen", _("Persoonsdagen"), _days)


def _euro(key: str, label: Any, name: str) -> Column[ProjectLine]:
    return Column(
        key,
        label,
        lambda x: words.bare(getattr(x, name)),
        sort_key=lambda x: getattr(x, name) or 0,
        numeric=True,
        plain=lambda x: getattr(x, name),
    )


MONEY = (
    _euro("budget", _("Budget"), "budget"),
    _euro("gepland", _("Gepland"), "planned"),
    _euro("uitgegeven", _("Uitgegeven"), "spent"),
)


class ProjectTable(Table[ProjectLine]):
    """The portfolio: status, next milestone, days, and money for who reads it. `money`: this reader reads some."""

    caption = _("Projecten")
    file_name = "projecten"
    noun = (_("project"), _("projecten"))
    searchable = True
    search_label = _("Titel of nummer")
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter(
            "status",
            _("Status"),
            (("levend", _("nog niet afgelopen")), ("te-laat", _("te laat")), *((s.value, s.label) for s in Status)),
            _status,
        ),
    )

    def __init__(self, request: Request, rows: list[ProjectLine], *, many: bool, money: bool) -> None:
        super().__init__(request, rows)
        shown = (TITLE, NUMBER, *((PLACE,) if many else ()), STATE, NEXT, DAYS, *(MONEY if money else ()))
        self.columns = shown  # type: ignore[misc]

    def find(self, rows: Any, term: str) -> Any:
        """By title or number."""
        low = term.casefold()
        return [row for row in rows if low in str(row.project).casefold()]


class PaymentTable(Table[Payment]):
    """What was really spent."""

    caption = _("Uitgaven")
    file_name = "uitgaven"
    noun = (_("uitgave"), _("uitgaven"))
    columns = (
        Column[Payment]("waarvoor", _("Waarvoor"), lambda x: x.title, sort="title"),
        Column[Payment]("betaald", _("Betaald op"), lambda x: x.paid_on, sort="paid_on"),
        Column[Payment](
            "project", _("Project"), lambda x: x.project.number if x.project else "", sort="project__number"
        ),
        Column[Payment]("stuk", _("Factuur of bestelbon"), lambda x: x.reference, sort="reference"),
        Column[Payment](
            "bedrag", _("Euro"), lambda x: words.bare(x.amount), sort="amount", numeric=True, plain=lambda x: x.amount
        ),
        Column[Payment]("geschrapt", _("Geschrapt"), lambda x: x.struck),
    )

    def __init__(self, request: Request, rows: Any, *, edits: bool) -> None:
        super().__init__(request, rows)
        if edits:
            self.columns = (*self.columns, STRIKE)  # type: ignore[misc, assignment]


STRIKE: Column[Payment] = Column(
    "schrappen",
    _("Wat je kan doen"),
    lambda x: "" if x.struck else gettext("Schrappen"),
    link=lambda x: "" if x.struck else f"/{x.authority.slug}/geld/uitgaven/{x.pk}/schrappen/",
    plain=lambda _x: "",
)
