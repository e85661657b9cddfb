"""The tasks of the control plan as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.duties.catalogue import groups
from roeland.duties.models import Task
from roeland.duties.queries import Wanted, filtered
from roeland.duties.values import UNFINISHED, TaskStatus
from roeland.duties.web.common import label, state_of, task_url
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.rights import RIGHTS
from roeland.ui import components as c
from roeland.ui.tables import Column, Filter, Table


def attention(rows: QuerySet[Task], _value: str = "ja") -> QuerySet[Task]:
    """Overdue, due today, rejected or waiting for a look."""
    late = Q(status__in=UNFINISHED, limit__lte=clock.today())
    return rows.filter(late | Q(status__in=(TaskStatus.REJECTED, TaskStatus.HANDED_IN)))


def _by_status(rows: QuerySet[Task], value: str) -> QuerySet[Task]:
    if value == "te-laat":
        return rows.filter(status__in=UNFINISHED, limit__lt=clock.today())
    return rows.filter(status=value)


STATUSES = (("te-laat", "te laat"), *((s.value, s.label) for s in TaskStatus))
ROLES = tuple((role.id, role.nl) for role in RIGHTS.roles.values())
GROUPS = tuple(groups().items())


class TaskTable(Table[Task]):
    """Tasks: what, status, who, why, by when."""

    file_name = "controleplan"
    noun = (gettext_lazy("taak"), gettext_lazy("taken"))
    default_sort = "vervalt"
    searchable = True
    search_label = gettext_lazy("Titel of nummer")
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("groep", gettext_lazy("Groep"), GROUPS, lambda rows, value: rows.filter(group=value)),
        Filter(
            "wie",
            gettext_lazy("Wie"),
            ROLES,
            lambda rows, value: rows.filter(lead_role=value),
            gettext_lazy("iedereen"),
        ),
        Filter("status", gettext_lazy("Status"), STATUSES, _by_status),
        Filter(
            "aandacht",
            gettext_lazy("Alleen wat aandacht vraagt"),
            (("ja", gettext_lazy("Alleen wat aandacht vraagt")),),
            attention,
            switch=True,
        ),
    )

    def __init__(self, request: Request, rows: Any, places: Mapping[UUID, c.Place], day: date, caption: str) -> None:
        self.columns = _columns(places, day, wide=request.authority is None and len(places) > 1)  # type: ignore[misc] # per page
        super().__init__(request, rows, caption=caption)

    def find(self, rows: Any, term: str) -> Any:
        """By words of the title, or number."""
        return rows.filter(Q(title__icontains=term) | Q(number__icontains=term))


def _columns(places: Mapping[UUID, c.Place], day: date, *, wide: bool) -> tuple[Column[Any], ...]:
    place = (Column[Task]("bestuur", _("Bestuur"), lambda row: places[row.authority_id], sort="authority__name"),)
    return (
        Column[Task]("taak", _("Taak"), lambda row: row.title, sort="title", link=task_url),
        *(place if wide else ()),
        Column[Task]("nummer", _("Nummer"), lambda row: row.number, sort="number", mono=True),
        Column[Task]("status", _("Status"), lambda row: c.Status(state_of(row, day)), sort="status"),
        Column[Task]("wie", _("Wie"), who),
        Column[Task]("grondslag", _("Grondslag"), lambda row: label(row.duty.ground) if row.duty else None),
        Column[Task]("vervalt", _("Vervalt"), lambda row: row.limit, sort="limit", numeric=True),
    )


def who(task: Task) -> str:
    """The person, or the role when nobody took it up."""
    if task.assignee:
        return str(task.assignee)
    return RIGHTS.roles[task.lead_role].nl if task.lead_role in RIGHTS.roles else ""


def tasks_of(authority_ids: list[UUID], year: int, *, duty: str = "", month: int = 0) -> QuerySet[Task]:
    """The tasks that a year owes; of one duty and month behind a cell of the year overview."""
    rows = filtered(Wanted(year=year)).filter(authority_id__in=authority_ids)
    if duty:
        rows = rows.filter(duty_id=duty)
    return rows.filter(original_due__month=month) if month else rows
