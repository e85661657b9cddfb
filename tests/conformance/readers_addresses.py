"""Where the pages about reading what is closed and about deviations are found, and what their operations of the API ask."""

from collections.abc import Callable
from typing import Any

from tests.conformance.readers_things import ASKED, DEVIATES, ENDS, INSPECTED, MANDATES, OPENS, RUNNING

NOBODY = "nobody"  # as in `addresses`: it is somebody else's own
APPROVE = "documentapprove"


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses, in both circles."""

    def document(kind: str) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"number": m["document"].number}, ((kind, a),)) for a, m in t.documents.items()]

    def inspection(*kinds: str) -> Callable[[Any], list[Any]]:
        return lambda t: [
            address({"pk": m[INSPECTED].pk}, tuple((kind, a) for kind in kinds)) for a, m in t.documents.items()
        ]

    def deviation(*kinds: str) -> Callable[[Any], list[Any]]:
        return lambda t: [
            address({"number": m[which].number}, tuple((kind, a) for kind in (which, *kinds)))
            for a, m in t.documents.items()
            for which in (RUNNING, ASKED)
        ]

    def request(code: str = "") -> Callable[[Any], list[Any]]:
        return lambda t: [address({"number": t.request.number}, (("request", "requests"),), code)]

    return {
        "documents-inspection-new": document(OPENS),
        "documents-mandate-new": document(MANDATES),
        "documents-deviation-new": document(DEVIATES),
        "documents-inspection": inspection(INSPECTED),
        "documents-inspection-code": inspection(INSPECTED),
        "documents-inspection-open-booked": inspection(INSPECTED, OPENS),
        "documents-inspection-end": inspection(INSPECTED, OPENS),
        "documents-deviation": deviation(),
        "documents-deviation-decide": deviation(APPROVE),
        "documents-deviation-end": deviation(ENDS),
        "documents-request": request(),
        "documents-request-answer": request(),
        "documents-request-withdraw": request(NOBODY),
    }


READ_HERE, ASK, DECIDE = "documents:inspection:read", "documents:request:ask", "documents:request:decide"
OPEN, MANDATE = "documents:inspection:open", "documents:mandate:give"
ASKS = {
    "inspections": READ_HERE,
    "book_inspection": OPEN,
    "open_inspection": OPEN,
    "give_reading_mandate": MANDATE,
    "enter_inspection": READ_HERE,
    "end_inspection": READ_HERE,
    **dict.fromkeys(("reading_grounds", "reading_requests", "ask_reading", "reading_request"), ASK),
    "withdraw_reading_request": ASK,
    "answer_reading_request": DECIDE,
    "deviations": "documents:deviation:see",
    "ask_deviation": "documents:deviation:ask",
    "decide_deviation": "documents:deviation:decide",
}
IN_BODY = {
    "code": "000000",
    "wanted": "x",
    "compensation": "x",
    "starts": "2026-12-01",
    "ends": "2026-12-31",
    "end": "2026-12-31",
    "approved": True,
    "answer": "refused",
}
NEEDS = {"inspection_id": INSPECTED, "deviation_id": RUNNING}
FIXED = {"request_id": ("request", "requests")}


def arguments(things: Any, audience: str) -> dict[str, Any]:
    """Values for the names in a path."""
    made = things.documents[audience]
    return {"inspection_id": made[INSPECTED].pk, "deviation_id": made[RUNNING].pk, "request_id": things.request.pk}
