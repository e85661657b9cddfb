"""One of everything of the room logs in an authority, with a word of its own in every text field."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from roeland.kernel import clock
from roeland.logs.models import (
    Case,
    Conditions,
    Delivery,
    LeftOut,
    LogUser,
    Opening,
    Question,
    Reveal,
    RuleSet,
    Run,
    SampleItem,
    Source,
    Standing,
)
from roeland.logs.queries.rules import shipped_text

if TYPE_CHECKING:
    from tests.conformance.things import Things

TOLD = "logtold"  # what everybody who works there may read of the conditions
SUMMARY = ("logrun", "logleftout")  # kinds that who reads the summary of log control sees
MONTH = date(2026, 1, 1)


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
    t.logs["user"] = LogUser.objects.create(**base, **words("loguser", "user_id", "label", "team"))
    t.logs["rules"] = RuleSet.objects.create(
        **base, version="plant.1", text=shipped_text(), made_at=now, based_on="plant.0", **words("logrules", "note")
    )
    t.logs["run"] = run = Run.objects.create(
        **base,
        month=MONTH,
        events=9,
        explained=8,
        cases=1,
        sampled=1,
        started_at=now,
        **words("logrun", "rules_version", "conclusion"),
    )
    t.logs["left_out"] = LeftOut.objects.create(
        **base, month=date(2025, 12, 1), made_at=now, **words("logleftout", "reason")
    )
    dated: dict[str, Any] = {"run": run, "user": t.logs["user"]}
    t.logs["case"] = Case.objects.create(
        **base,
        **dated,
        rank=1,
        number=1,
        citizen=17,
        score=3.0,
        first_at=now,
        last_at=now,
        events=1,
        reasons=[],
        **words("logcase", "team", "note"),
    )
    t.logs["sample"] = SampleItem.objects.create(
        **base, **dated, event="1", citizen=18, at=now, explained_by="ticket", **words("logsample", "service", "note")
    )
    t.logs["standing"] = Standing.objects.create(
        **base,
        case=t.logs["case"],
        start=now.date(),
        end=now.date() + timedelta(days=99),
        made_at=now,
        **words("logstanding", "team", "service", "reason"),
    )
    _staff(t, base, t.logs["case"])


def _staff(t: "Things", base: dict[str, Any], case: Case) -> None:
    """What staff are told and asked; the question and the mandate are of the third person."""
    now = clock.now()
    hour = timedelta(hours=1)
    told = {name: t.word(TOLD, "ksz_log", name) for name in ("work_rules", "register_entry", "paper_name")}
    t.logs["conditions"] = Conditions.objects.create(
        **base, paper_sha256="3" * 64, stated_at=now, dpo_advice=t.word("logcondition", "ksz_log", "advice"), **told
    )
    t.logs["question"] = Question.objects.create(
        **base,
        case=case,
        person=t.person,
        asked_at=now,
        due=now.date() + timedelta(days=9),
        text=t.word("logquestion", "ksz_log", "text"),
        answer=t.word("logquestion", "ksz_log", "answer"),
    )
    t.logs["opening"] = Opening.objects.create(
        **base,
        case=case,
        person=t.person,
        start=now,
        until=now + hour,
        purpose=t.word("logopening", "ksz_log", "purpose"),
    )
    t.logs["reveal"] = Reveal.objects.create(
        **base,
        case=case,
        asked_by=t.person,
        asked_at=now,
        until=now + hour,
        purpose=t.word("logreveal", "ksz_log", "purpose"),
    )
