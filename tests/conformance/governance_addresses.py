"""Where the pages about objects of the room governance are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

ADVICE = ("advice", "advice")
AIM = ("objective", "objectives")
REPORT = ("management", "reports")
LINE = ("adviceline", "advice")  # the page opens in summary mode too


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments, needs and a permission besides the page's own."""

    def one(name: str, *needs: tuple[str, str], code: str = "", **more: Any) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.governance[name].pk, **more}, needs, code)]

    return {
        "governance-advice": one("advice", LINE),
        "governance-advice-write": one("advice", ADVICE),
        "governance-advice-give": one("advice", ADVICE),
        "governance-advice-follow": one("advice", ADVICE),
        "governance-advice-close": one("advice", ADVICE),
        "governance-advice-answer": one("advice", ADVICE, code="governance:advice:answer"),
        "governance-advice-pdf": one("advice", ADVICE),
        **{f"governance-objective{step}": one("objective", AIM) for step in ("", "-change", "-close")},
        "governance-report": one("management_report", REPORT),
        "governance-report-text": one("management_report", REPORT, section="level"),
        "governance-report-freeze": one("management_report", REPORT),
        "governance-report-pdf": one("management_report", REPORT),
        "governance-indicator-new": one("objective", AIM),
        "governance-indicator-measure": one("indicator", AIM),
    }


MAYBE_ABSENT = {"governance-advice-pdf", "governance-report-pdf"}  # the seal of a planted advice has no file

ASKS = {
    "advices": "governance:advice:see",
    "advice": "governance:advice:see",
    "draft_advice": "governance:advice:edit",
    "write_advice": "governance:advice:edit",
    "give_advice": "governance:advice:edit",
    "answer_advice": "governance:advice:answer",
    "follow_advice": "governance:advice:edit",
    "close_advice": "governance:advice:edit",
    "advice_pdf": "governance:advice:see",
    "objectives": "governance:objective:see",
    "objective": "governance:objective:see",
    "set_objective": "governance:objective:edit",
    "change_objective": "governance:objective:edit",
    "close_objective": "governance:objective:edit",
    "add_indicator": "governance:objective:edit",
    "measure": "governance:objective:edit",
    "management_reports": "governance:report:see",
    "management_report": "governance:report:see",
    "begin_management_report": "governance:report:write",
    "write_management_report": "governance:report:write",
    "freeze_management_report": "governance:report:freeze",
    "management_report_pdf": "governance:report:see",
}
API_MAYBE_ABSENT = {"advice_pdf", "management_report_pdf"}
IN_BODY = {
    "to_role": "general_director",
    "answer": "accepted",
    "target": "1",
    "direction": "up",
    "value": "1",
    "last": "2026-12-31",
}
NEEDS = {"advice_id": ADVICE, "objective_id": AIM, "indicator_id": AIM, "management_report_id": REPORT}


def arguments(things: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {
        f"{name}_id": things.governance[name].pk for name in ("advice", "objective", "indicator", "management_report")
    }
