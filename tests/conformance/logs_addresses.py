"""Where the pages about objects of the room logs are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

SOURCE = ("logsource", "ksz_log")
DELIVERY = ("logdelivery", "ksz_log")
USER = ("loguser", "ksz_log")
RULES = ("logrules", "ksz_log")
CONDITION, OPENING = ("logcondition", "ksz_log"), ("logopening", "ksz_log")
ANOTHER = ("logquestion", "nobody")  # a question is of who is asked alone
NOBODY = "nobody"  # as in `addresses`: somebody else's own
RUN, CASE, SAMPLE = ("logrun", "ksz_log"), ("logcase", "ksz_log"), ("logsample", "ksz_log")
STANDING = ("logstanding", "ksz_log")
LEFT_OUT = ("logleftout", "ksz_log")
JUDGE, MANDATE = "logs:case:judge", "logs:case:mandate"


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments and needs."""

    def one(name: str, /, *needs: tuple[str, str], **more: Any) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.logs[name].pk, **more}, needs)]

    def judged(name: str, need: tuple[str, str], code: str = JUDGE) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.logs[name].pk}, (need,), code)]

    def month(*needs: tuple[str, str]) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"month": f"{t.logs['run'].month:%Y-%m}"}, needs, own=False)]

    def mine(name: str) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.logs[name].pk}, (), NOBODY)]

    return {
        **{f"logs-{name}": month(RUN) for name in ("run", "close")},
        "logs-together": month(CASE),
        **{f"logs-sample{name}": month(RUN) for name in ("", "-right")},
        "logs-case": one("case", CASE),
        "logs-hand-over": judged("case", CASE),
        "logs-reopen": judged("case", CASE),
        "logs-standing-withdraw": judged("standing", STANDING),
        "logs-left-out-back": one("left_out", LEFT_OUT),
        "logs-verdict": judged("sample", SAMPLE),
        **{
            f"logs-source{name}": one("source", SOURCE)
            for name in ("", "-change", "-mapping", "-end", "-upload", "-check", "-letter", "-letter-pdf")
        },
        **{f"logs-delivery{name}": one("delivery", DELIVERY) for name in ("", "-undo")},
        "logs-user": one("user", USER),
        **{f"logs-rules-{name}": one("rules", RULES) for name in ("version", "write", "try", "live", "drop")},
        "logs-rules-rule": one("rules", RULES, name="ticket"),
        **{f"logs-report{name}": month(RUN) for name in ("", "-paper")},
        "logs-conditions-paper": lambda t: [
            address({"pk": t.logs["conditions"].pk}, (CONDITION,), NOBODY)
        ],  # no file on disk
        **{f"logs-question{name}": mine("question") for name in ("", "-citizen")},
        "logs-opening": mine("opening"),
        "logs-opening-give": judged("case", CASE, MANDATE),
        "logs-opening-end": judged("opening", OPENING, MANDATE),
        "logs-reveal": lambda t: [address({"pk": t.logs["case"].pk}, (CASE,), "logs:case:reveal")],
        "logs-reveal-show": lambda t: [address({"pk": t.logs["reveal"].pk}, (CASE,), NOBODY)],
    }


SEE, SOURCES = "logs:case:see", "logs:source:keep"
RULED = "logs:rules:keep"
RUNS, FIGURES = "logs:run:do", "logs:figures:see"
ASKS: dict[str, str] = {
    **dict.fromkeys(("log_runs", "log_run", "log_claim", "log_months_left_out"), FIGURES),
    **dict.fromkeys("start_log_run enter_log_run close_log_run leave_log_month_out take_log_month_back".split(), RUNS),
    **dict.fromkeys(("log_cases", "log_case", "log_case_events", "log_sample"), SEE),
    **dict.fromkeys(
        "justify_log_case ask_log_worker make_log_incident reopen_log_case hand_over_log_case decide_log_cases".split(),
        JUDGE,
    ),
    **dict.fromkeys(("judge_log_sample", "judge_log_samples"), JUDGE),
    **dict.fromkeys(("log_sources", "log_source", "log_deliveries", "log_delivery", "log_users"), SEE),
    "log_standing_rules": SEE,
    "withdraw_log_standing": JUDGE,
    **dict.fromkeys(
        (
            "make_log_source change_log_source map_log_source end_log_source log_source_letter log_source_letter_pdf "
            "log_file_columns test_log_import import_log_file undo_log_delivery tie_log_user tie_log_users_again"
        ).split(),
        SOURCES,
    ),
    **dict.fromkeys(("log_rules", "live_log_rules", "log_rules_version"), SEE),
    **dict.fromkeys("draft_log_rules write_log_rules try_log_rules use_log_rules drop_log_rules".split(), RULED),
}
ASKS |= {
    **dict.fromkeys(("log_conditions", "log_conditions_paper", "log_openings"), SEE),
    "state_log_conditions": "logs:conditions:keep",
    "advise_log_control": "logs:conditions:advise",
    "open_log_case": MANDATE,
    "end_log_opening": MANDATE,
    **dict.fromkeys(("log_citizen", "log_citizen_letter"), "logs:case:reveal"),
    "log_report": "logs:figures:see",
    "log_report_pdf": "logs:figures:see",
}
API_MAYBE_ABSENT = {
    "log_conditions_paper",  # the seal of what is planted has no file behind it
    "log_claim",  # a worker sees no controls
}
UPLOADS: set[str] = {"state_log_conditions", "log_file_columns", "test_log_import", "import_log_file"}
IN_BODY: dict[str, Any] = {
    "advised_on": "2026-10-01",
    "number": "x",
    "last": "2026-12-31",
    "purpose": "x",
    "person": str(UUID(int=1)),
    "mapping": {},
    "month": "2026-10-01",
    "conclusion": "x",
    "spent": 1,
    "lines": [],
    "verdict": "right",
    "items": [str(UUID(int=1))],
    "cases": [str(UUID(int=1))],
    "words": "x",
    "to": str(UUID(int=1)),
    "format": "csv",
}
NEEDS = {
    "log_run_id": RUN,
    "log_case_id": CASE,
    "log_sample_id": SAMPLE,
    "source_id": SOURCE,
    "delivery_id": DELIVERY,
    "log_user_id": USER,
    "log_standing_id": STANDING,
    "log_left_out_id": LEFT_OUT,
    "rules_id": RULES,
    "log_month": RUN,
    "log_conditions_id": CONDITION,
    "log_opening_id": OPENING,
    "log_question_id": ANOTHER,
}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {
        "log_run_id": t.logs["run"].pk,
        "log_case_id": t.logs["case"].pk,
        "log_sample_id": t.logs["sample"].pk,
        "source_id": t.logs["source"].pk,
        "delivery_id": t.logs["delivery"].pk,
        "log_user_id": t.logs["user"].pk,
        "log_standing_id": t.logs["standing"].pk,
        "log_left_out_id": t.logs["left_out"].pk,
        "log_conditions_id": t.logs["conditions"].pk,
        "rules_id": t.logs["rules"].pk,
        "log_month": f"{t.logs['run'].month:%Y-%m}",
        "log_question_id": t.logs["question"].pk,
        "log_opening_id": t.logs["opening"].pk,
    }
