"""What upper rooms put on Vandaag (`offers.TODAY`) stands among the tasks, in the same groups and by the same order of consequence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import queries
from roeland.duties.queries.worklist import GROUPS
from roeland.duties.values import Urgency, urgency
from roeland.duties.web.common import due_on
from roeland.duties.web.lines import work_group, work_line
from roeland.kernel.offers import Line
from roeland.ui import components as c
from roeland.ui import dates

_BY_STATE = {c.State.LATE: Urgency.OVERDUE, c.State.TODAY: Urgency.TODAY}
_SHAPES = {Urgency.OVERDUE: c.State.LATE, Urgency.TODAY: c.State.TODAY}


def urgency_of(line: Line, day: date) -> Urgency:
    """The group of a notice: by its last day on time, by its state when it has none; what its room calls late is late."""
    said = _BY_STATE.get(c.State(line.state), Urgency.LATER) if line.state else Urgency.LATER
    return said if line.on is None or said == Urgency.OVERDUE else urgency(line.on, day)


def counted(notices: Sequence[Line], day: date) -> Counter[Urgency]:
    """How many notices stand in each group."""
    return Counter(urgency_of(line, day) for line in notices)


def groups_of(
    work: queries.Worklist,
    notices: Sequence[Line],
    places: Mapping[UUID, c.Place],
    more: Callable[[Urgency], str],
) -> list[c.WorkGroup]:
    """The groups of the page, each with its tasks and notices by date; empty ones are left out."""
    found = []
    for wanted in GROUPS:
        group, own = work.group(wanted), [line for line in notices if urgency_of(line, work.today) == wanted]
        if not group.count and not own:
            continue
        dated = [(line.task.limit, work_line(line, places, work.today)) for line in group.lines]
        dated += [(line.on or work.today, notice_line(line, places, work.today)) for line in own]
        lines = tuple(line for _on, line in sorted(dated, key=lambda pair: pair[0]))
        found.append(work_group(group, lines, group.count + len(own), more(wanted)))
    return found


def notice_line(line: Line, places: Mapping[UUID, c.Place], day: date) -> c.WorkLine:
    """A notice as a line of the worklist."""
    when = urgency_of(line, day)
    word, under = due_on(line.on, day) if line.on else (when.label, "")
    ahead = c.State.REVIEW if line.state == c.State.REVIEW else c.State.PLANNED
    return c.WorkLine(
        line.title,
        line.url,
        _SHAPES.get(when, ahead),
        word,
        under,
        places.get(line.authority_id) if line.authority_id and len(places) > 1 else None,
        reason=f"{dates.minutes(line.minutes)}. {dates.capital(line.note)}" if line.minutes else line.note,
        verb=c.Verb(line.action or _("Openen"), line.url, about=line.title),
        late=when == Urgency.OVERDUE,
    )
