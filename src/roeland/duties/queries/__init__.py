"""Every read of this room, in the open scope: nothing here widens what the actor may see, but where it says so."""

from roeland.duties.queries.costs import cost_line, costs_of, costs_of_authority, costs_of_many
from roeland.duties.queries.generation import missing
from roeland.duties.queries.plan import (
    Offer,
    OfferGroup,
    clock_by_id,
    duty_by_id,
    findings,
    hours_of_selection,
    offers,
)
from roeland.duties.queries.tasks import (
    TaskDetail,
    Wanted,
    detail,
    file_of,
    filtered,
    open_items_of,
    seals,
    search,
    task_by_number,
    tasks,
    verbs_for,
)
from roeland.duties.queries.visits import hours_this_month, last_visits, reminders_of, ribbons, since_last_visit
from roeland.duties.queries.worklist import Line, Worklist, concerning, running_clocks, waiting, worklist
from roeland.duties.queries.year import Year, year_of, years_of

__all__ = [
    "Line",
    "Offer",
    "OfferGroup",
    "TaskDetail",
    "Wanted",
    "Worklist",
    "Year",
    "clock_by_id",
    "concerning",
    "cost_line",
    "costs_of",
    "costs_of_authority",
    "costs_of_many",
    "detail",
    "duty_by_id",
    "file_of",
    "filtered",
    "findings",
    "hours_of_selection",
    "hours_this_month",
    "last_visits",
    "missing",
    "offers",
    "open_items_of",
    "reminders_of",
    "ribbons",
    "running_clocks",
    "seals",
    "search",
    "since_last_visit",
    "task_by_number",
    "tasks",
    "verbs_for",
    "waiting",
    "worklist",
    "year_of",
    "years_of",
]
