"""Where the pages about objects of the room acceptance are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

from tests.conformance.acceptance_things import LED
from tests.conformance.documents_things import AUDIENCES, EDIT, READ

NOBODY = "nobody"  # as in `addresses`: somebody else's own
LIST = (LED, "awareness")
FOLLOW = "acceptance:offer:follow"


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments, needs and a permission besides the page's own."""

    def each(name: str, kind: str, code: str = "") -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.acceptance[a][name].pk}, ((kind, a),), code) for a in AUDIENCES]

    def one(name: str, code: str = "") -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.acceptance[name].pk}, (LIST,), code)]

    def document(t: Any) -> list[Any]:
        return [address({"number": made["document"].number}, ((EDIT, a),)) for a, made in t.documents.items()]

    def secret(_t: Any) -> list[Any]:
        return [address({"secret": "bestaat-niet"}, own=False)]

    own = {f"acceptance-{step}": each("asked", READ, NOBODY) for step in ("read", "accept", "ask")}
    return {
        **own,
        "acceptance-new": document,
        "acceptance-offer": each("offer", READ, FOLLOW),
        "acceptance-close": each("offer", EDIT, FOLLOW),
        "acceptance-seal": each("offer", READ),
        "acceptance-letters": each("offer", READ),
        "acceptance-answer": each("question", EDIT),
        "acceptance-list": one("list"),
        "acceptance-scan": one("list", NOBODY),  # there is no scan
        "acceptance-kiosk-close": one("kiosk"),
        "acceptance-kiosk": secret,
        "acceptance-link": secret,
    }


MAYBE_ABSENT = {"acceptance-kiosk", "acceptance-link"}  # while a kiosk is open or a link counts
ASKS = {
    "reading_rounds": FOLLOW,
    "reading_round": FOLLOW,
    "reading_round_people": FOLLOW,
    "offer_document": "acceptance:offer:make",
    "close_reading_round": "acceptance:offer:close",
    "export_reading_round": "acceptance:offer:export",
    "seal_list": "acceptance:list:seal",
    "make_code_letters": "acceptance:letter:make",
    "open_kiosk": "acceptance:kiosk:open",
    "close_kiosk": "acceptance:kiosk:open",
}
UPLOADS = {"seal_list"}
IN_BODY = {"who": "all", "people": [], "sha256": "0", "place": "x"}
NEEDS = {"reading_round_id": (READ, "policy"), "reading_question_id": (EDIT, "policy"), "kiosk_id": LIST}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    made = t.acceptance["policy"]
    return {
        "reading_round_id": made["offer"].pk,
        "asked_id": made["asked"].pk,
        "reading_question_id": made["question"].pk,
        "kiosk_id": t.acceptance["kiosk"].pk,
    }
