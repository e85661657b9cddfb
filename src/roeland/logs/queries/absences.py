"""Whether a worker was there to answer: of the absences that Roeland's own people room knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from roeland.kernel import clock
from roeland.kernel.calendar import next_working_day, working_days
from roeland.logs.models import Question
from roeland.logs.queries.sight import whole
from roeland.people.models import Absence
from roeland.people.queries import closing_days

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Away:
    """Somebody who is away. back: the working day on which he is there again; None while nobody knows."""

    back: date | None


def whole_term(question: Question) -> Away | None:
    """Who is asked was registered as away on every working day of the term that he has; None when he was there on one, or was not told
    yet. Reads as the program. Two statements."""
    if question.mailed_at is None or question.person_id is None:
        return None
    with whole(question.authority_id):
        rows = list(Absence.objects.filter(person=question.person_id).values_list("start", "end"))
        closed = closing_days(question.authority)

    def away(day: date) -> bool:
        return any(start <= day and (end is None or day <= end) for start, end in rows)

    begin = question.back_on or clock.local(question.mailed_at).date() + DAY
    days = list(working_days(begin, question.due, closed))
    if not days or not all(away(day) for day in days):
        return None
    back = next_working_day(question.due + DAY, closed)
    while away(back):
        if any(start <= back and end is None for start, end in rows):
            return Away(None)
        back = next_working_day(back + DAY, closed)
    return Away(back)
