"""Where the pages about objects of the room governance are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

ADVICE = ("advice", "advice")
AIM = ("objective", "objectives")
REPORT = ("management", "reports")
MESSAGE, CONTACT = ("message", "awareness"), ("contact", "contacts")
QUOTE = ("quote", "contracts")
PLANNED = ("planned", "mandates")
FILE, KEEP = ("file", "mandates"), "governance:file:keep"
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
        # Who reads both the advice and the contracts: exactly those who put quotes beside it.
        "governance-quote-new": one("advice", ADVICE, QUOTE),
        "governance-quote-choose": one("quote", ADVICE, QUOTE, code="governance:quote:choose"),
        "governance-quote-remove": one("quote", ADVICE, QUOTE),
        "governance-quote-file": one("quote", ADVICE, QUOTE),
        **{f"governance-objective{step}": one("objective", AIM) for step in ("", "-change", "-close")},
        **{f"governance-message{step}": one("message", MESSAGE) for step in ("", "-change", "-done", "-drop")},
        **{f"governance-contact{step}": one("contact", CONTACT) for step in ("", "-change", "-check", "-end")},
        "governance-file": one("file_mandate", FILE),
        "governance-file-open": one("file_mandate", FILE),
        "governance-file-declare": one("file_mandate", FILE, code=KEEP),
        "governance-certificate-new": one("file_mandate", FILE, code=KEEP),
        "governance-training-new": one("file_mandate", FILE, code=KEEP),
        "governance-certificate": one("certificate", FILE),
        "governance-planned-new": one("file_mandate", FILE, code=KEEP),
        "governance-planned-follow": one("planned", PLANNED, code=KEEP),
        "governance-planned-drop": one("planned", PLANNED, code=KEEP),
        "governance-report": one("management_report", REPORT),
        "governance-report-text": one("management_report", REPORT, section="level"),
        "governance-report-freeze": one("management_report", REPORT),
        "governance-report-pdf": one("management_report", REPORT),
        "governance-indicator-new": one("objective", AIM),
        "governance-indicator-measure": one("indicator", AIM),
    }


# The seals of what is planted have no file behind them.
MAYBE_ABSENT = {"governance-advice-pdf", "governance-report-pdf", "governance-certificate", "governance-quote-file"}

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
    "messages": "governance:message:see",
    "message": "governance:message:see",
    "plan_message": "governance:message:edit",
    "change_message": "governance:message:edit",
    "finish_message": "governance:message:edit",
    "drop_message": "governance:message:edit",
    "contacts": "governance:contact:see",
    "contact": "governance:contact:see",
    "add_contact": "governance:contact:edit",
    "change_contact": "governance:contact:edit",
    "check_contact": "governance:contact:edit",
    "end_contact": "governance:contact:edit",
    "open_mandate_file": "governance:file:open",
    "declare_mandate_file": KEEP,
    "keep_certificate": KEEP,
    "record_training": KEEP,
    "choose_quote": "governance:quote:choose",
    "plan_training": KEEP,
    "follow_training": KEEP,
    "drop_training": KEEP,
}
UPLOADS = {"keep_certificate", "keep_quote"}
API_MAYBE_ABSENT = {"advice_pdf", "management_report_pdf", "quote_file"}
IN_BODY = {
    "to_role": "general_director",
    "answer": "accepted",
    "target": "1",
    "direction": "up",
    "value": "1",
    "last": "2026-12-31",
    "receivers": "x",
    "channel": "mail",
    "organisation": "x",
    "status": "reached",
    "obtained_on": "2026-01-05",
    "day": "2026-01-05",
    "hours": "1",
}
NEEDS = {
    "advice_id": ADVICE,
    "objective_id": AIM,
    "indicator_id": AIM,
    "management_report_id": REPORT,
    "message_id": MESSAGE,
    "contact_id": CONTACT,
    "file_id": FILE,
    "quote_id": QUOTE,
    "planned_id": PLANNED,
}


NAMES = ("advice", "objective", "indicator", "management_report", "message", "contact", "file", "quote", "planned")


def arguments(things: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {f"{name}_id": things.governance[name].pk for name in NAMES}
