"""Where the pages about objects of the room meetings are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

MEETING = ("meeting", "minutes_service")
ITEM = ("item", "council_items")
CONVENE, RUN, WRITE = "meetings:meeting:convene", "meetings:meeting:run", "meetings:minutes:write"
APPROVE, CORRECT = "meetings:minutes:approve", "meetings:minutes:correct"
ITEM_SEE, ITEM_EDIT = "meetings:item:see", "meetings:item:edit"
STEPS = {
    "": ("meeting", "screen", "pdf"),
    CONVENE: ("announce", "change", "cancel", "invite"),
    RUN: ("begin", "attendance", "point-add", "refresh", "paper-add", "close"),
    APPROVE: ("approve",),
    CORRECT: ("correct",),
}
OF_POINT = {RUN: ("point", "go-on", "decide", "point-move", "point-drop"), WRITE: ("write",)}


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments, needs and a permission besides the page's own."""

    def one(code: str = "", **names: str) -> Callable[[Any], list[Any]]:
        def found(t: Any) -> list[Any]:
            parts = {name: t.meetings[part].pk for name, part in names.items()}
            return [address({"pk": t.meetings["meeting"].pk, **parts}, (MEETING,), code)]

        return found

    def item(**names: str) -> Callable[[Any], list[Any]]:
        def found(t: Any) -> list[Any]:
            parts = {name: t.meetings[part].pk for name, part in names.items()}
            return [address({"pk": t.meetings["item"].pk, **parts}, (ITEM,))]

        return found

    return {
        **{f"meetings-{step}": one(code) for code, steps in STEPS.items() for step in steps},
        **{f"meetings-{step}": one(code, point="point") for code, steps in OF_POINT.items() for step in steps},
        "meetings-presence": one(RUN, row="attendance"),
        "meetings-paper": one(paper="paper"),
        "meetings-paper-remove": one(RUN, paper="paper"),
        "meetings-paper-link": lambda _t: [address({"secret": "bestaat-niet"}, own=False)],
        **{f"meetings-item{step}": item() for step in ("", "-change", "-send", "-settle", "-withdraw", "-paper-add")},
        "meetings-item-paper-remove": item(paper="item_paper"),
    }


MAYBE_ABSENT = {
    "meetings-paper",
    "meetings-paper-link",
}  # the planted paper points to nothing, and its link counts no more
SLOW = {"meetings-pdf"}
ASKS = {
    "convene_meeting": CONVENE,
    **dict.fromkeys(("change_meeting", "announce_meeting", "cancel_meeting", "invite_to_meeting"), CONVENE),
    **dict.fromkeys(
        "note_presence add_point refresh_agenda change_point move_point drop_point decide_meeting add_paper remove_paper "
        "begin_meeting close_meeting".split(),
        RUN,
    ),
    "write_minutes": WRITE,
    "note_correction": CORRECT,
    "approve_minutes": APPROVE,
    "council_items": ITEM_SEE,
    "council_item": ITEM_SEE,
    **dict.fromkeys(
        "make_council_item change_council_item send_council_item settle_council_item withdraw_council_item add_item_paper "
        "remove_item_paper".split(),
        ITEM_EDIT,
    ),
}
API_MAYBE_ABSENT = {"convene_meeting"}  # the body of the call names none of this authority
IN_BODY = {
    "body": "00000000-0000-4000-8000-000000000000",
    "starts_at": "2027-01-12T14:00:00+01:00",
    "session_at": "2027-01-12T20:00:00+01:00",
    "presence": "present",
    "outcome": "x",
    "body_kind": "municipal_council",
}
NEEDS = {"meeting_id": MEETING, "point_id": MEETING, "attendance_id": MEETING, "item_id": ITEM}


def arguments(things: Any) -> dict[str, Any]:
    """Values for the names in a path; `paper_id` is of the meeting, so that of an item is never found."""
    names = ("meeting", "point", "attendance", "item", "paper")
    return {f"{name}_id": things.meetings[name].pk for name in names}
