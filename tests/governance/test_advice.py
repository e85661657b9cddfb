"""Advice: written, given under a seal, answered or not, followed up; and who reads what of it."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from roeland.duties.models import CostLine, Task
from roeland.duties.rules import P as Duties
from roeland.governance import actions, printing
from roeland.governance.models import Advice
from roeland.governance.offers import advice as offers
from roeland.governance.queries import advice as queries
from roeland.governance.values import AdviceText, OptionText
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.projects.queries import money
from tests.world import World

WORDING = AdviceText(
    title="Camera’s aan het recyclagepark",
    to_role="general_director",
    facts="Er hangen twaalf camera’s.",
    considerations="De camerawet vraagt een pictogram.",
    recommendation="Hang pictogrammen en schrijf een beeldregister.",
    options=(
        OptionText("Zelf doen", "Traag.", days=Decimal(5)),
        OptionText("Laten doen", "", Decimal(1200), Decimal(90)),
    ),
    preferred=2,
    answer_days=20,
)


def browse(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def given(world: World, wording: AdviceText = WORDING) -> Advice:
    dina = world.actor("dina")
    row = actions.draft(dina, authority=world.zonderbeke, wording=wording)
    return actions.give(dina, advice=row)


def test_an_advice_is_numbered_sealed_and_never_rewritten(world: World) -> None:
    dina, row = world.actor("dina"), given(world)
    year = clock.today().year
    assert (row.number, row.due) == (f"A-{year}-01", clock.today() + timedelta(days=20))
    content = printing.bytes_of(row.sha256)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    assert "recyclagepark" in text
    assert "Laten doen" in text
    assert "aangeraden" in text
    with pytest.raises(Refused):
        actions.change(dina, advice=row, wording=WORDING)
    assert given(world).number == f"A-{year}-02"
    with scope(world.system, [world.zonderbeke]):
        assert list(LedgerEntry.objects.filter(object_id=row.pk).order_by("idx").values_list("action", flat=True)) == [
            "governance:advice:drafted",
            "governance:advice:given",
        ]


def test_what_is_not_finished_is_not_given(world: World) -> None:
    row = actions.draft(
        world.actor("dina"), authority=world.zonderbeke, wording=AdviceText(title="Kort", to_body="permanent_bureau")
    )
    with pytest.raises(Invalid, match="de feiten, de overwegingen, het advies"):
        actions.give(world.actor("dina"), advice=row)
    with pytest.raises(Invalid):
        actions.draft(world.actor("dina"), authority=world.zonderbeke, wording=AdviceText(title="Aan niemand"))
    with pytest.raises(NotAllowed):
        actions.draft(world.actor("an"), authority=world.zonderbeke, wording=WORDING)


def test_an_answer_has_a_reason_and_accepted_advice_becomes_a_task(world: World) -> None:
    dina, bert, row = world.actor("dina"), world.actor("bert"), given(world)
    with pytest.raises(NotAllowed):
        actions.answer(dina, advice=row, answer="accepted")
    with pytest.raises(Invalid, match="waarom"):
        actions.answer(bert, advice=row, answer="partly")
    actions.answer(bert, advice=row, answer="partly", reason="De pictogrammen wel, het register later.")
    with pytest.raises(Refused):
        actions.answer(bert, advice=row, answer="accepted")
    task = actions.follow_up(dina, advice=row, title="Pictogrammen hangen", due=clock.today(), lead_role="ict_staff")
    assert (task.source_kind, task.source_id, task.audience) == ("governance.advice", row.pk, "advice")
    with pytest.raises(Invalid, match="nog open"):
        actions.close(dina, advice=row, note="Klaar")
    with scope(world.actor("an"), [world.zonderbeke]):
        assert Task.objects.filter(pk=task.pk).exists(), "who does it, sees the task"
        assert not Advice.objects.filter(pk=row.pk).exists()


def test_a_body_answers_with_its_decision(world: World) -> None:
    row = given(world, AdviceText(**{**WORDING.__dict__, "to_role": "", "to_body": "permanent_bureau"}))
    with pytest.raises(Invalid, match="besluit"):
        actions.answer(world.actor("bert"), advice=row, answer="accepted")
    with scope(world.actor("bert"), [world.zonderbeke]):
        assert offers.signing(world.actor("bert"), [world.zonderbeke.pk]) == []
        [point] = offers.agenda(world.actor("bert"), world.zonderbeke.pk, "permanent_bureau", None)
        assert point.lines[0].title.startswith(row.number)
        assert offers.agenda(world.actor("bert"), world.zonderbeke.pk, "executive_college", None) == []
    row = actions.answer(
        world.actor("bert"), advice=row, answer="refused", reason="Geen geld", decision="VB 17/11, punt 4"
    )
    with pytest.raises(Refused, match="niet gevolgd"):
        actions.follow_up(world.actor("dina"), advice=row, title="x", due=clock.today(), lead_role="ict_staff")


def test_silence_after_the_agreed_term_is_seen_by_both(world: World) -> None:
    row = given(world)
    for name in ("dina", "bert"):
        with scope(world.actor(name), [world.zonderbeke]):
            assert offers.today(world.actor(name), [world.zonderbeke.pk]) == []
    with clock.at(clock.now() + timedelta(days=23)):
        for name, words in (("dina", "antwoord van algemeen directeur"), ("bert", "jouw antwoord")):
            with scope(world.actor(name), [world.zonderbeke]):
                [line] = offers.today(world.actor(name), [world.zonderbeke.pk])
                assert words in line.note
            front = browse(world, name).get("/").content.decode()
            assert row.number in front
            assert "3 dagen te laat" in front
        listed = browse(world, "dina").get("/zonderbeke/adviezen/?status=te-laat").content.decode()
        assert "antwoord 3 dagen te laat" in listed
        with scope(world.system, [world.zonderbeke]):
            figures = queries.advice_in_year(world.zonderbeke, row.given_on.year)
        assert (figures.given, figures.silent, figures.late, figures.unsolicited) == (1, 1, 1, 1)


def test_the_tekenmap_is_offered_what_is_for_this_person(world: World) -> None:
    row = given(world)
    with scope(world.actor("bert"), [world.zonderbeke]):
        [item] = offers.signing(world.actor("bert"), [world.zonderbeke.pk])
        assert item.cost.replace("\u00a0", " ") == "1 200 euro eenmalig, 90 euro per jaar (Laten doen)."
        item.sign(world.actor("bert"), "")
    with scope(world.system, [world.zonderbeke]):
        assert Advice.objects.get(pk=row.pk).answer == "accepted"
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert offers.signing(world.actor("dina"), [world.zonderbeke.pk]) == []


def test_the_chair_sees_that_it_exists_and_not_a_word_of_it(world: World) -> None:
    world.employ("clara", ["chair"])
    asked = {"solicited": True, "asked_by": "de burgemeester", "question": "Mag dat?"}
    row = given(world, AdviceText(**{**WORDING.__dict__, **asked}))
    client = browse(world, "clara")
    for where in ("/zonderbeke/adviezen/", f"/zonderbeke/adviezen/{row.pk}/"):
        text = client.get(where).content.decode()
        assert row.number in text
        assert "recyclagepark" not in text
        assert "pictogram" not in text
        assert "burgemeester" not in text
    assert client.get(f"/zonderbeke/adviezen/{row.pk}/advies.pdf").status_code == 404
    assert row.number not in client.get("/zonderbeke/adviezen/?zoek=recyclagepark").content.decode()


def test_a_draft_is_for_who_writes(world: World) -> None:
    row = actions.draft(world.actor("dina"), authority=world.zonderbeke, wording=WORDING)
    assert browse(world, "bert").get(f"/zonderbeke/adviezen/{row.pk}/").status_code == 404
    assert browse(world, "fien").get(f"/zonderbeke/adviezen/{row.pk}/").status_code == 200
    assert browse(world, "emil").get(f"/zonderbeke/adviezen/{row.pk}/").status_code == 404


def test_the_pages_of_its_whole_life(world: World) -> None:
    dina, bert = browse(world, "dina"), browse(world, "bert")
    data = {
        **{
            name: getattr(WORDING, name)
            for name in ("title", "facts", "considerations", "recommendation", "answer_days")
        },
        "to": "role:general_director",
        "preferred": "1",
        "optie1-title": "Laten doen",
        "optie1-once": "1200",
    }
    bad = dina.post("/zonderbeke/adviezen/nieuw/", {**data, "optie2-once": "5"})
    assert bad.status_code == 422
    assert "Geef deze optie een naam." in bad.content.decode()
    where = dina.post("/zonderbeke/adviezen/nieuw/", data)["Location"]
    assert dina.post(f"{where}schrijven/", {**data, "title": "Beelden op straat"})["Location"] == where
    assert dina.post(f"{where}geven/")["Location"] == where
    assert bert.get(f"{where}advies.pdf")["Content-Type"] == "application/pdf"
    page = bert.post(f"{where}antwoorden/", {"answer": "refused", "reason": "", "on": clock.today().isoformat()})
    assert page.status_code == 422
    assert "Zeg waarom je hiervan afwijkt." in page.content.decode()
    assert bert.post(f"{where}antwoorden/", {"answer": "accepted", "on": clock.today().isoformat()}).status_code == 302
    followed = dina.post(
        f"{where}opvolgen/", {"title": "Bestek", "due": clock.today().isoformat(), "lead_role": "ict_staff"}
    )
    assert followed.status_code == 302
    shown = dina.get(where).content.decode()
    assert "Beelden op straat" in shown
    assert "Bestek" in shown
    assert "1\u00a0200 euro eenmalig" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_costs_the_same_however_long(
    world: World, number: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        actions.draft(world.actor("dina"), authority=world.zonderbeke, wording=WORDING)
    client = browse(world, "dina")
    client.get("/zonderbeke/adviezen/")
    with django_assert_max_num_queries(15) as seen:
        client.get("/zonderbeke/adviezen/")
    assert len(seen) <= 14


def costs_of(world: World, row: Advice) -> list[tuple[str, str, Decimal, Decimal]]:
    with scope(world.system, [world.zonderbeke]):
        lines = CostLine.objects.filter(subject_kind="governance.advice", subject_id=row.pk).order_by("kind")
        return [(line.title, line.kind, line.amount, line.days) for line in lines]


def test_an_accepted_option_lands_in_the_money_plan_once(world: World) -> None:
    bert, row = world.actor("bert"), given(world)
    assert not bert.holds(Duties.COST_EDIT, world.zonderbeke.pk), "who answers need not keep the money"
    row = actions.answer(bert, advice=row, answer="accepted")
    title = f"Advies {row.number}, optie 2"
    assert row.chosen == 2
    assert costs_of(world, row) == [
        (title, "once", Decimal(1200), Decimal(0)),
        (title, "yearly", Decimal(90), Decimal(0)),
    ]
    with pytest.raises(Refused):
        actions.answer(bert, advice=row, answer="accepted", option=2)
    assert len(costs_of(world, row)) == 2
    with scope(bert, [world.zonderbeke]):
        found = money.plan(world.zonderbeke, clock.today().year, 3)
    assert [(kind, line.label, line.amounts) for kind, line in found.by_record] == [
        ("Advies", title, (Decimal(1290), Decimal(90), Decimal(90)))
    ]
    exported = browse(world, "bert").get("/zonderbeke/geld/?export=csv").content.decode("utf-8-sig")
    assert title in exported
    assert "Adviezen en doelstellingen" in exported
    assert "recyclagepark" not in exported
    shown = browse(world, "bert").get(f"/zonderbeke/adviezen/{row.pk}/").content.decode()
    assert title in shown
    assert "gekozen" in shown


def test_another_option_than_the_recommended_one_or_none(world: World) -> None:
    bert = world.actor("bert")
    first = actions.answer(bert, advice=given(world), answer="partly", reason="Eerst zelf.", option=1)
    assert costs_of(world, first) == [(f"Advies {first.number}, optie 1", "person_days", Decimal(0), Decimal(5))]
    none = actions.answer(bert, advice=given(world), answer="accepted", option=0)
    silent = actions.answer(bert, advice=given(world), answer="partly", reason="Nog te zien.")
    refused = actions.answer(bert, advice=given(world), answer="refused", reason="Geen geld.")
    assert [costs_of(world, row) for row in (none, silent, refused)] == [[], [], []]
    for wrong in ({"answer": "refused", "option": 1}, {"answer": "accepted", "option": 7}):
        with pytest.raises(Invalid):
            actions.answer(bert, advice=given(world), reason="x", **wrong)


def test_the_form_asks_which_option_and_the_page_of_a_refusal_does_not_trip(world: World) -> None:
    bert, row, other = browse(world, "bert"), given(world), given(world)
    form = bert.get(f"/zonderbeke/adviezen/{row.pk}/antwoorden/").content.decode()
    assert "2. Laten doen: 1" in form
    assert "Geen van deze opties" in form
    today = clock.today().isoformat()
    sent = {"answer": "accepted", "on": today, "option": "1"}
    assert bert.post(f"/zonderbeke/adviezen/{row.pk}/antwoorden/", sent).status_code == 302
    assert [line[1] for line in costs_of(world, row)] == ["person_days"]
    sent = {"answer": "refused", "reason": "Geen geld.", "on": today, "option": "2"}
    assert bert.post(f"/zonderbeke/adviezen/{other.pk}/antwoorden/", sent).status_code == 302
    assert costs_of(world, other) == []
