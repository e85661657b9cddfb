"""Where the pages of the rooms packs and knowledge are found, and what their operations of the API ask."""

from collections.abc import Callable
from typing import Any

from tests.conformance.documents_things import EDIT, READ

WALK = ("walk", "control_plan")
TEMPLATE = "telewerk"  # for the open circle
NOBODY = "nobody"  # as in `addresses`: there is nothing to fetch


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments, needs and a permission besides the page's own."""

    def template(_t: Any) -> list[Any]:
        return [address({"pack": TEMPLATE}, ((EDIT, "policy"),), own=False)]

    def spot(code: str = "") -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.packs["spot"].pk}, (WALK,), code)]

    def walk(t: Any) -> list[Any]:
        return [address({"pk": t.packs["walk"].pk}, (WALK,))]

    def rated(t: Any) -> list[Any]:
        return [address({"number": made["document"].number}, ((READ, a),)) for a, made in t.documents.items()]

    return {
        "knowledge-rate": rated,
        "packs-one": template,
        "packs-take": template,
        "packs-take-over": template,
        "packs-interview": lambda _t: [address({"group": "directie"}, own=False)],
        "packs-walk": walk,
        "packs-walk-close": walk,
        "packs-spot-drop": spot(),
        "packs-spot-photo": spot(NOBODY),  # there is no photo
    }


SEE, ANSWER, WALKS = "packs:pack:see", "packs:answer:give", "packs:walk:make"
ASKS = {
    "templates": SEE,
    "take_template": SEE,
    "take_template_over": SEE,
    "start_progress": ANSWER,
    "give_answers": ANSWER,
    "begin_walk": WALKS,
    "spots": WALKS,
    "see_spot": WALKS,
    "drop_spot": WALKS,
    "close_walk": WALKS,
    "search_knowledge": "knowledge:entry:see",
    "rate_document": "knowledge:entry:see",
}
API_MAYBE_ABSENT = {"take_template_over"}  # nothing was taken
UPLOADS = {"see_spot"}
IN_BODY = {"answers": {}, "place": "x", "useful": True}
NEEDS = {"walk_id": WALK, "spot_id": WALK, "template": (EDIT, "policy")}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {
        "walk_id": t.packs["walk"].pk,
        "spot_id": t.packs["spot"].pk,
        "template": TEMPLATE,
        "group": "directie",
    }
