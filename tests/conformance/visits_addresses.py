"""Where the pages about objects of the room visits are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

AGREEMENT = ("agreement", "visits")
VISIT = ("visit", "visits")
HANDOVER = ("handover", "visits")
LAW = ("law", "norms")


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments, needs and a permission besides the page's own."""

    def one(name: str, *needs: tuple[str, str], code: str = "") -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.visits[name].pk}, needs, code)]

    def law(t: Any) -> list[Any]:
        return [address({"key": t.visits["law"].key}, (LAW,))]

    steps = ("visit", "begin", "move", "drop", "item-add", "time", "close", "mail", "pdf")
    return {
        **{f"visits-{step}": one("visit", VISIT) for step in steps},
        "visits-agreement-change": one("agreement", AGREEMENT),
        "visits-agreement-end": one("agreement", AGREEMENT),
        "visits-handover": one("handover", HANDOVER),
        "visits-handover-confirm": one("handover", HANDOVER, code="visits:handover:confirm"),
        "visits-handover-drop": one("handover", HANDOVER),
        "visits-law": law,
        "visits-law-leave": law,
        "visits-change-add": lambda _t: [address({"kind": "gebouw"}, own=False)],
    }


MAYBE_ABSENT = {
    "visits-pdf",
    "visits-handover-add",
}  # the seal of a planted visit has no file; who is no person hands nothing over
API_MAYBE_ABSENT = {"visit_pdf"}
SEE, EDIT, AGREE = "visits:visit:see", "visits:visit:edit", "visits:agreement:edit"
ASKS = {
    "agreements": SEE,
    "make_agreement": AGREE,
    "change_agreement": AGREE,
    "end_agreement": AGREE,
    "officer_visits": SEE,
    "officer_visit": SEE,
    "visit_pdf": SEE,
    "plan_visit": EDIT,
    "move_visit": EDIT,
    "drop_visit": EDIT,
    "open_visit": EDIT,
    "note_visit": EDIT,
    "time_visit": EDIT,
    "add_visit_item": EDIT,
    "settle_visit_item": EDIT,
    "close_visit": EDIT,
    "mail_visit": EDIT,
    "visit_hours": "visits:hours:see",
    "make_handover": "visits:handover:make",
    "confirm_handover": "visits:handover:confirm",
    "drop_handover": "visits:handover:make",
    "law_changes": "visits:law:see",
    "note_law_change": "visits:law:edit",
    "take_law_change": "visits:law:edit",
    "leave_law_change": "visits:law:edit",
    "organisation_changes": SEE,
    "note_organisation_change": "visits:change:edit",
}
IN_BODY = {"provider": "x", "client": "x", "days_per_month": "0.5", "hours_per_day": "7.6", "day_rate": "1.00"}
NEEDS = {
    "agreement_id": AGREEMENT,
    "visit_id": VISIT,
    "handover_id": HANDOVER,
    "law_key": LAW,
}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    found = {f"{name}_id": t.visits[name].pk for name in ("agreement", "visit", "handover")}
    return {**found, "visit_item_id": t.visits["item_visits"].pk, "law_key": t.visits["law"].key}
