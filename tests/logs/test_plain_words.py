"""What pages say when the officer does what they asked: linking an account, asking many at once; and who is told nothing untrue."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.queries import sentence_of
from roeland.logs.actions.runs import start_run
from roeland.logs.actions.users import tie_user
from roeland.logs.models import LogUser, SampleItem
from roeland.logs.web.citizen import CitizenForm
from roeland.logs.web.control_forms import HandOverForm, TogetherForm
from tests.logs import months
from tests.logs.intake_kit import source
from tests.logs.months import OCTOBER, case_of, explained, strange
from tests.logs.staff_kit import in_order
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

BASE = "/zonderbeke/logcontrole/"


def test_an_account_that_was_tied_after_the_look_asks_for_another_look(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange("zz", 51))
    dina = world.actor("dina")
    start_run(dina, authority=world.zonderbeke, month=OCTOBER)
    where = f"{BASE}geval/{case_of(world, 51).pk}/"
    assert "Achter deze gebruiker staat nog geen medewerker" in browse("dina").get(where).content.decode()
    with scope(dina, [world.zonderbeke]):
        tie_user(dina, user=LogUser.objects.get(user_id="zz"), person=world.person("an"))
    page = browse("dina").get(where).content.decode()
    assert "Deze gebruiker is intussen gekoppeld" in page
    assert "Achter deze gebruiker staat nog geen medewerker" not in page
    start_run(dina, authority=world.zonderbeke, month=OCTOBER)
    assert 'value="ask" data-key="2" checked' in browse("dina").get(where).content.decode()


def test_many_questions_are_no_decision(world: World, browse: Any) -> None:
    months.ready(world, explained(), *[strange("an", 60 + number, 4) for number in range(4)])
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    ids = [str(case_of(world, 60 + number).pk) for number in range(4)]
    sent = {"geval": ids, "decision": "ask", "words": "Waarvoor was dat?"}
    page = browse("dina").post(f"{BASE}2026-10/samen/", sent, follow=True).content.decode()
    assert "Vraag verstuurd over 4 gevallen." in page
    assert "Beslist over" not in page


def test_a_worker_is_not_told_that_there_is_no_control(world: World, browse: Any) -> None:
    months.ready(world, explained())
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    world.employ("jo", ["staff"])
    assert browse("jo").get(BASE).status_code == 200
    assert browse("jo").get(f"{BASE}verslagen/")["Location"] == BASE
    assert browse("bert").get(f"{BASE}verslagen/").status_code == 200


def test_what_changed_in_the_conditions_is_one_sentence(world: World, browse: Any) -> None:
    world.employ("sofie", ["dpo"])
    in_order(world, date(2026, 10, 1))
    page = browse("dina").get(f"{BASE}voorwaarden/").content.decode()
    assert "register van verwerkingen, effectbeoordeling (DPIA)" in page
    assert "Eerste dag die gecontroleerd wordt" in page
    assert "raadplegingen vanaf<" not in page, "a sentence that stops before its end"


def test_where_nothing_was_controlled_the_conditions_come_first(world: World, browse: Any) -> None:
    seen = browse("dina").get("/zonderbeke/logcontrole/").content.decode()
    assert "Voorwaarden vastleggen" in seen
    assert "Controle starten</a>" not in seen
    months.ready(world, explained(), an="an")
    seen = browse("dina").get("/zonderbeke/logcontrole/").content.decode()
    assert "Controle starten" in seen
    assert "Voorwaarden vastleggen" not in seen


def test_a_period_says_that_its_last_day_is_included(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    page = browse("dina").get(f"{BASE}geval/{case_of(world, 51).pk}/").content.decode()
    assert "van 3 tot en met 18 oktober 2026" in page
    assert "Je raadpleegde van 3 tot en met 18 oktober zes keer" in page
    assert "3 t.e.m. 18 okt." in browse("dina").get(f"{BASE}2026-10/").content.decode()


def test_alike_cases_without_a_reason_do_not_speak_of_a_ticket(world: World, browse: Any) -> None:
    months.ready(world, explained(), *[strange("an", 60 + number, 4) for number in range(4)], an="an")
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    page = browse("dina").get(f"{BASE}2026-10/").content.decode()
    assert "integratie of vraag van de burger" in page
    assert "ticket" not in page


def test_what_is_wrong_may_not_stay_empty(world: World, browse: Any) -> None:
    months.ready(world, explained())
    run = start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    with scope(world.system, [world.zonderbeke]):
        item = SampleItem.objects.filter(run=run, reviewer=None).first()
    assert item is not None
    where, dina = f"{BASE}steekproef/{item.pk}/", browse("dina")
    assert "mag leeg blijven" not in dina.get(where).content.decode()
    empty = dina.post(where, {"verdict": "wrong", "note": ""})
    assert (empty.status_code, "Schrijf wat er niet klopt." in empty.content.decode()) == (422, True)
    assert dina.post(where, {"verdict": "right", "note": ""}).status_code == 302


def test_a_question_that_is_not_answered_is_quoted(world: World) -> None:
    form = CitizenForm({"number": "", "first": "01/01/2026", "last": "02/01/2026", "purpose": ""})
    assert form.errors["purpose"] == ["Vul een antwoord in bij “Waarop steunt de vraag”."]
    assert (
        HandOverForm({}).fields["to"].error_messages["required"] == "Kies een antwoord bij “Aan wie geef je het door?”."
    )


def test_a_case_says_per_source_what_was_looked_at(world: World, browse: Any) -> None:
    """All kinds of dossiers that are not there are one line; each can be read."""
    months.ready(world, explained(), strange("an", 51))
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    page = browse("dina").get(f"{BASE}geval/{case_of(world, 51).pk}/").content.decode()
    table = page.partition('aria-label="Wat nagekeken is"')[2].partition("</table>")[0]
    sources = re.findall(r'<th scope="row">([^<]+)</th>', table)
    assert len(sources) == len(set(sources)), "nothing was found"
    assert sources[0] == "Dossiers"
    assert table.count("niet gevonden") == len(sources)
    dossiers = table.partition("Dossiers</th>")[2].partition("</tr>")[0]
    told = int(re.findall(r"<summary>(\d+) verklaringen</summary>", dossiers)[0])
    assert told == dossiers.count("<li>") > 3
    assert "De medewerker had een eigen dossier van deze burger." in dossiers


def test_only_a_month_reads_as_one() -> None:
    """A source, a file or a decision may be called 2026-07."""
    closed = sentence_of("logs:month:left-out", {"month": "2026-07", "reason": "2026-07"})
    assert closed == "besliste dat niemand de raadplegingen van juli 2026 nakijkt"
    read = sentence_of("logs:delivery:read", {"file": "2026-07", "title": "2026-08", "rows": 3})
    assert read == "importeerde “2026-07” van de bron “2026-08”, 3 rijen"


def test_a_case_says_that_the_file_of_its_month_is_late(world: World, browse: Any) -> None:
    """A table of which no file of that month came cannot tell that there was no reason."""
    months.ready(world, explained(), strange("an", 51))
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    where = f"{BASE}geval/{case_of(world, 51).pk}/"
    assert "te laat" not in browse("dina").get(where).content.decode()
    fields = {name: {"from": [name]} for name in ("citizen", "opened")}
    with clock.at(datetime(2026, 10, 2, 9, tzinfo=UTC)):
        source(world, name="Dossiers van de dienst", kind="dossiers", due_day=5, mapping={"fields": fields})
    page = browse("dina").get(where).content.decode()
    assert page.count("bestand is te laat") == 1  # all of one source are one line
    start = browse("dina").get(f"{BASE}starten/?maand=2026-10").content.decode()
    assert start.count("het bestand van deze maand is te laat") == 1


def test_what_is_asked_together_names_its_field_as_the_page_does() -> None:
    asked = {"decision": "justified", "words": ""}
    assert TogetherForm(asked, asks=False).errors["words"] == ["Schrijf waarom."]
    assert TogetherForm(asked, asks=True).errors["words"] == [
        "Vul een antwoord in bij “Waarom, of je vraag aan de medewerkers”."
    ]
