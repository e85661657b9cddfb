"""No verb of the room keeps a national number that somebody types, whatever field he types it in."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from django.db.models import Model

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.action import VERBS, Invalid, Refused
from roeland.logs.actions import (
    cases,
    conditions,
    deliveries,
    left_out,
    openings,
    questions,
    reopening,
    reveals,
    runs,
    sample,
    sources,
    standing,
    users,
)
from roeland.logs.actions import rules as ruling
from roeland.logs.actions.paper import OnPaper
from roeland.logs.models import Case, Delivery, LogUser, Question, SampleItem, Standing
from roeland.logs.queries.rules import seal
from roeland.logs.values import CaseState
from tests.conformance.surfaces import import_everything
from tests.logs import intake_kit, months
from tests.logs.months import OCTOBER, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

PLAIN = (int, bool, date, UUID, Actor, Model, type(None))
ROOM = "roeland.logs.actions."
SECRET = intake_kit.number(7)
SPACED = f"zie {SECRET[:2]}.{SECRET[2:4]}.{SECRET[4:6]}-{SECRET[6:9]}.{SECRET[9:]}, dank je"
CHOICE = "one of a few words that the verb knows"
MADE = "made by the program, with what is typed hidden before"
NOT_TYPED = {
    "cases.justify.how": CHOICE,
    "sample.judge_sample.verdict": CHOICE,
    "sources.make_source.kind": CHOICE,
    "sources.make_source.format": CHOICE,
    "sources.make_source.template": CHOICE,
    "sources.map_source.format": CHOICE,
    "deliveries.destroy_key.key_id": CHOICE,
    "deliveries.record_delivery.found": MADE,
    "deliveries.refuse_delivery.found": MADE,
    "deliveries.refuse_delivery.reason": MADE,
    "runs.keep_run.looked": MADE,
    "runs.keep_closed.credit": MADE,
    "rules.keep_try.outcome": MADE,
    "conditions.state_conditions.paper": "a sealed file",
    "conditions.state_conditions.paper_name": "hidden: the test below",
    "reveals.tell_citizen.number": "the one place where it is asked; hashed and forgotten (test_nothing_in_clear)",
}


def texts() -> set[str]:
    """Every argument of a verb of the room that can hold text."""
    import_everything()
    found = set()
    for name, verb in VERBS.items():
        if name.startswith(ROOM):
            hints = get_type_hints(inspect.unwrap(verb.call))
            hints.pop("return", None)
            found |= {f"{name.removeprefix(ROOM)}.{one}" for one, kind in hints.items() if not plain(kind)}
    return found


def plain(kind: Any) -> bool:
    """Whether a value of this type holds no text that somebody types."""
    if isinstance(kind, type) and not get_args(kind):
        return issubclass(kind, PLAIN)
    return bool(get_args(kind)) and all(plain(one) for one in get_args(kind))


def typed(world: World) -> dict[str, Callable[[str], object]]:
    """Argument -> the verb with these words in it."""
    months.ready(world, explained(), strange("an", 51), an="an")
    month, dina, place = run(world), world.actor("dina"), world.zonderbeke
    source = intake_kit.source(world, name="Tweede")
    draft = ruling.draft_rules(dina, authority=place)
    with gate.opened(), scope(world.system, [place]):
        case = Case.objects.select_related("run", "authority", "person").get(citizen=51)
        lost = Case.objects.get(pk=case.pk)
        lost.pk, lost.citizen, lost.number, lost.state = source.pk, 52, 2, CaseState.ESCALATED
        lost.save(force_insert=True)
        Question.objects.create(
            authority=place, audience="ksz_log", case=lost, asked_at=clock.now(), due=OCTOBER, escalated_at=clock.now()
        )
        solved = Case.objects.get(pk=case.pk)
        solved.pk, solved.citizen, solved.number, solved.state = draft.pk, 53, 3, CaseState.JUSTIFIED
        solved.save(force_insert=True)
        item, user = SampleItem.objects.filter(run=month).first(), LogUser.objects.get(user_id="an")
        rule = Standing.objects.create(
            authority=place, audience="ksz_log", team="x", service="RR", start=OCTOBER, end=OCTOBER, reason="x", made_at=clock.now()
        )  # fmt: skip
        delivery = Delivery.objects.create(
            authority=place, audience="ksz_log", source=source, file_name="x", sha256="0", state="read", received_at=clock.now()
        )  # fmt: skip
    question = cases.ask_worker(dina, case=fourth(world, case), text="Waarvoor?")
    assert item is not None
    sheet: dict[str, Any] = {"name": "Derde"}
    made = {"authority": place, "kind": "consult", "format": "csv", **sheet}
    day = {"first": OCTOBER, "last": OCTOBER}
    told: dict[str, Callable[[str], object]] = {
        "cases.justify.reason": lambda words: cases.justify(dina, case=case, reason=words),
        "cases.justify.standing": lambda words: cases.justify(
            dina, case=case, reason="x", how="standing", standing=cases.StandingRule(words, OCTOBER, OCTOBER)
        ),
        "cases.ask_worker.text": lambda words: cases.ask_worker(dina, case=case, text=words),
        "cases.make_incident.reason": lambda words: cases.make_incident(dina, case=case, reason=words),
        "reopening.reopen_case.reason": lambda words: reopening.reopen_case(dina, case=solved, reason=words),
        "standing.withdraw_standing.reason": lambda words: standing.withdraw_standing(
            dina, standing=rule, reason=words
        ),
        "sample.judge_sample.note": lambda words: sample.judge_sample(dina, item=item, verdict="wrong", note=words),
        "left_out.leave_out.reason": lambda words: left_out.leave_out(
            dina, authority=place, month=date(2026, 8, 1), reason=words
        ),
        "runs.keep_closed.conclusion": lambda words: close(world, words),
        "runs.enter_paper_run.lines": lambda words: paper(world, words),
        "questions.answer.answer": lambda words: questions.answer(world.actor("an"), question=question, answer=words),
        "openings.open_case.purpose": lambda words: openings.open_case(
            dina, case=lost, person=world.person("bert"), purpose=words
        ),
        "reveals.ask_reveal.purpose": lambda words: reveals.ask_reveal(dina, case=case, purpose=words),
        "reveals.tell_citizen.purpose": lambda words: reveals.tell_citizen(
            dina, authority=place, number=SECRET, purpose=words, **day
        ),
        "conditions.advise.advice": lambda words: conditions.advise(
            dina, authority=place, advised_on=clock.today(), advice=words
        ),
        "rules.write_rules.text": lambda words: ruling.write_rules(
            dina, rules=draft, text=f"{draft.text}# {words}\n", note="x"
        ),
        "rules.write_rules.note": lambda words: ruling.write_rules(dina, rules=draft, text=draft.text, note=words),
        "rules.go_live.reason": lambda words: live(world, draft, words),
        "deliveries.undo_delivery.reason": lambda words: deliveries.undo_delivery(
            dina, delivery=delivery, reason=words
        ),
        "sources.end_source.reason": lambda words: sources.end_source(dina, source=source, reason=words),
        "sources.make_source.mapping": lambda words: sources.make_source(dina, **made, mapping=mapping(words)),
        "sources.map_source.mapping": lambda words: sources.map_source(dina, source=source, mapping=mapping(words)),
        "users.tie_user.team": lambda words: users.tie_user(dina, user=user, person=None, team=words),
        "users.tie_user.label": lambda words: users.tie_user(dina, user=user, person=None, label=words),
    }
    for name in ("name", "supplier", "contract_clause", "contact", "folder"):
        told[f"sources.make_source.{name}"] = lambda words, name=name: sources.make_source(
            dina, **{**made, name: words}
        )  # type: ignore[misc]
        told[f"sources.change_source.{name}"] = lambda words, name=name: sources.change_source(
            dina, source=source, **{**sheet, name: words}
        )  # type: ignore[misc]
    for name in ("consulted_body", "work_rules", "register_entry"):
        told[f"conditions.state_conditions.{name}"] = lambda words, name=name: conditions.state_conditions(
            dina, authority=place, **{name: words}
        )  # type: ignore[misc]
    return told


def fourth(world: World, case: Case) -> Case:
    """One more case about An."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        row = Case.objects.select_related("run", "authority", "person").get(pk=case.pk)
        row.pk, row.citizen, row.number = row.run_id, 54, 4
        row.save(force_insert=True)
    return row


def mapping(words: str) -> dict[str, Any]:
    return {"fields": {**intake_kit.FIELDS, "purpose": {"constant": words}}}


def close(world: World, words: str) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Case.objects.update(shown=False)
        SampleItem.objects.update(verdict="right")
        month = Case.objects.select_related("run").first()
    assert month is not None
    runs.close_run(world.actor("dina"), run=month.run, conclusion=words, spent=20)


def paper(world: World, words: str) -> None:
    """In each free field of a line."""
    september = date(2026, 9, 1)
    line: dict[str, Any] = {"person": None, "at": months.moment(date(2026, 9, 2), 10), "right": False, "user": "an"}
    line |= {"service": "RR", "note": "Geen dossier."}
    for name in ("service", "note"):
        with pytest.raises(Invalid, match="rijksregisternummer"):
            runs.enter_paper_run(
                world.actor("dina"),
                authority=world.zonderbeke,
                month=september,
                lines=[OnPaper(**{**line, name: words})],
            )
    runs.enter_paper_run(
        world.actor("dina"), authority=world.zonderbeke, month=september, lines=[OnPaper(**{**line, "user": words})]
    )


def live(world: World, draft: Any, words: str) -> None:
    """A draft that was tried, as far as the verb looks."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        draft.tried = {"sha256": seal(draft.text), "against": draft.based_on}
        draft.save(update_fields=["tried"])
    ruling.go_live(world.actor("dina"), rules=draft, reason=words)


def test_every_text_of_every_verb_refuses_a_number(world: World) -> None:
    verbs = typed(world)
    assert texts() == {*verbs, *NOT_TYPED}, "a verb with a text that nobody tried a number in"
    kept = []
    for name, verb in verbs.items():
        try:
            verb(SPACED)
        except (Invalid, Refused) as error:
            if "rijksregisternummer" not in str(error):
                kept.append((name, str(error)))
        else:
            kept.append((name, "taken"))
    assert kept == []


def test_the_name_of_a_paper_hides_it(world: World) -> None:
    row = conditions.state_conditions(
        world.actor("dina"),
        authority=world.zonderbeke,
        paper=BytesIO(b"%PDF-1.4 protocol"),
        paper_name=f"overleg {SECRET}.pdf",
    )
    assert row.paper_name == "overleg [nummer].pdf"
