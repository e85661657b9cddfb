"""Where the pages about objects of the room logs are found, and what its operations of the API ask."""

from collections.abc import Callable
from typing import Any

SOURCE = ("logsource", "ksz_log")
DELIVERY = ("logdelivery", "ksz_log")
USER = ("loguser", "ksz_log")


def addresses(address: Callable[..., Any]) -> dict[str, Callable[[Any], list[Any]]]:
    """URL name -> its addresses; `address` makes one of arguments and needs."""

    def one(name: str, *needs: tuple[str, str], **more: Any) -> Callable[[Any], list[Any]]:
        return lambda t: [address({"pk": t.logs[name].pk, **more}, needs)]

    return {
        **{
            f"logs-source{name}": one("source", SOURCE)
            for name in ("", "-change", "-mapping", "-end", "-upload", "-check", "-letter", "-sample")
        },
        **{f"logs-delivery{name}": one("delivery", DELIVERY) for name in ("", "-undo")},
        "logs-user": one("user", USER),
    }


SEE, SOURCES = "logs:case:see", "logs:source:keep"
ASKS: dict[str, str] = {}
UPLOADS: set[str] = set()
IN_BODY: dict[str, Any] = {}
NEEDS = {"source_id": SOURCE, "delivery_id": DELIVERY, "log_user_id": USER}


def arguments(t: Any) -> dict[str, Any]:
    """Values for the names in a path."""
    return {
        "source_id": t.logs["source"].pk,
        "delivery_id": t.logs["delivery"].pk,
        "log_user_id": t.logs["user"].pk,
    }
