"""Every read of this room, in the open scope; where something is read past it, the function says so."""

from roeland.meetings.queries.agenda import draft, lines_of, notes
from roeland.meetings.queries.gap import Standing, standing
from roeland.meetings.queries.held import Held, held_in_year
from roeland.meetings.queries.items import item_by_id, items, papers_of_item
from roeland.meetings.queries.meetings import (
    DecisionLine,
    attendances,
    choices_of_bodies,
    corrections,
    decision_lines,
    last_held,
    may_do,
    meeting_by_id,
    meetings,
    papers,
    points,
    to_approve,
    unlocked,
    whole,
    writers,
)

__all__ = [
    "DecisionLine",
    "Held",
    "Standing",
    "attendances",
    "choices_of_bodies",
    "corrections",
    "decision_lines",
    "draft",
    "held_in_year",
    "item_by_id",
    "items",
    "last_held",
    "lines_of",
    "may_do",
    "meeting_by_id",
    "meetings",
    "notes",
    "papers",
    "papers_of_item",
    "points",
    "standing",
    "to_approve",
    "unlocked",
    "whole",
    "writers",
]
