"""One of everything of the room logs in an authority, with a word of its own in every text field."""

from typing import TYPE_CHECKING, Any

from roeland.kernel import clock
from roeland.logs.models import Delivery, LogUser, RuleSet, Source
from roeland.logs.queries.rules import shipped_text

if TYPE_CHECKING:
    from tests.conformance.things import Things


def plant(t: "Things") -> None:
    """Inside the write gate and the scope of the authority."""
    base: dict[str, Any] = {"authority": t.authority, "audience": "ksz_log"}
    now = clock.now()

    def words(kind: str, *names: str) -> dict[str, Any]:
        return {name: t.word(kind, "ksz_log", name) for name in names}

    source = t.logs["source"] = Source.objects.create(
        **base,
        kind="consult",
        format="csv",
        due_day=5,
        made_at=now,
        **words("logsource", "name", "supplier", "contract_clause"),
    )
    t.logs["delivery"] = Delivery.objects.create(
        **base,
        source=source,
        sha256="0" * 64,
        state="read",
        first_on=now.date(),
        last_on=now.date(),
        rows=3,
        received_at=now,
        problems=[
            {"file": "x", "text": t.word("logdelivery", "ksz_log", "problem"), "column": "", "row": 1, "count": 1}
        ],
        **words("logdelivery", "file_name"),
    )
    t.logs["user"] = LogUser.objects.create(**base, **words("loguser", "user_id", "team"))
    t.logs["rules"] = RuleSet.objects.create(
        **base, version="plant.1", text=shipped_text(), made_at=now, based_on="plant.0", **words("logrules", "note")
    )
