"""Where the pages about objects of the room logs are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

SOURCE = ("logsource", "ksz_log")
DELIVERY = ("logdelivery", "ksz_log")
USER = ("loguser", "ksz_log")
RULES = ("logrules", "ksz_log")


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments and needs."""

    def one(name: str, /, *needs: tuple[str, str], **more: Any) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.logs[name].pk, **more}, needs)]

    return {
        **{
            f"logs-source{name}": one("source", SOURCE)
            for name in ("", "-change", "-mapping", "-end", "-upload", "-check", "-letter", "-sample")
        },
        **{f"logs-delivery{name}": one("delivery", DELIVERY) for name in ("", "-undo")},
        "logs-user": one("user", USER),
        **{f"logs-rules-{name}": one("rules", RULES) for name in ("version", "write", "try", "live", "drop")},
        "logs-rules-rule": one("rules", RULES, name="ticket"),
    }


SEE, SOURCES = "logs:case:see", "logs:source:keep"
RULED = "logs:rules:keep"
ASKS: dict[str, str] = {
    **dict.fromkeys(("log_sources", "log_source", "log_deliveries", "log_delivery", "log_users"), SEE),
    **dict.fromkeys(
        (
            "make_log_source change_log_source map_log_source end_log_source log_source_letter log_file_columns test_log_import "
            "import_log_file undo_log_delivery tie_log_user"
        ).split(),
        SOURCES,
    ),
    **dict.fromkeys(("log_rules", "live_log_rules", "log_rules_version"), SEE),
    **dict.fromkeys("draft_log_rules write_log_rules try_log_rules use_log_rules drop_log_rules".split(), RULED),
}
UPLOADS: set[str] = {"log_file_columns", "test_log_import", "import_log_file"}
IN_BODY: dict[str, Any] = {"mapping": {}, "format": "csv"}
NEEDS = {"source_id": SOURCE, "delivery_id": DELIVERY, "log_user_id": USER, "rules_id": RULES}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {
        "source_id": t.logs["source"].pk,
        "delivery_id": t.logs["delivery"].pk,
        "log_user_id": t.logs["user"].pk,
        "rules_id": t.logs["rules"].pk,
    }
