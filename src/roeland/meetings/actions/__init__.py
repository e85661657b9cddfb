"""Every write of this room, one function per verb; each states exactly one fact."""

from roeland.meetings.actions.agenda import (
    add_item_paper,
    add_paper,
    add_point,
    change_point,
    drop_point,
    move_point,
    refresh_agenda,
    remove_item_paper,
    remove_paper,
)
from roeland.meetings.actions.closing import approve_minutes, close_meeting, note_correction
from roeland.meetings.actions.council import change_item, make_item, send_item, settle_item, withdraw_item
from roeland.meetings.actions.links import open_paper_link, send_paper_link
from roeland.meetings.actions.planning import add_person, announce, cancel, change_meeting, convene, mailed
from roeland.meetings.actions.running import Saved, begin, decide, note_presence, write_minutes

__all__ = [
    "Saved",
    "add_item_paper",
    "add_paper",
    "add_person",
    "add_point",
    "announce",
    "approve_minutes",
    "begin",
    "cancel",
    "change_item",
    "change_meeting",
    "change_point",
    "close_meeting",
    "convene",
    "decide",
    "drop_point",
    "mailed",
    "make_item",
    "move_point",
    "note_correction",
    "note_presence",
    "open_paper_link",
    "refresh_agenda",
    "remove_item_paper",
    "remove_paper",
    "send_item",
    "send_paper_link",
    "settle_item",
    "withdraw_item",
    "write_minutes",
]
