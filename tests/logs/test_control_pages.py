"""The pages and the API of controls, as people use them: what each sees, decides and may not."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs.actions import cases as verbs
from roeland.logs.actions.runs import start_run
from roeland.logs.models import Case, Question, Run, SampleItem
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import NOW, OCTOBER, case_of, explained, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

BASE = "/zonderbeke/logcontrole/"
LIST = f"{BASE}2026-10/"
MOST = 21  # statements; of a case four ask which files of its month are late, and one who had its account before


def looked(world: World, *rows: list[dict[str, Any]], **persons: str) -> Run:
    months.ready(world, *(rows or (explained(), strange("an", 51), strange("dina", 52))), **persons)
    return start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)


def test_a_control_is_started_and_read_on_its_pages(world: World, browse: Any) -> None:
    months.ready(world)
    dina: Client = browse("dina")
    page = dina.get(f"{BASE}starten/").content.decode()
    assert "niet geleverd" in page
    done = dina.post(f"{BASE}starten/", {"month": "2026-10", "minutes": 45}, follow=True)
    assert done.redirect_chain == [(LIST, 302)]
    text = done.content.decode()
    assert "An Peeters" in text
    assert "Bekijken" in text
    assert str(months.LOOKED_UP) not in text
    assert dina.post(f"{BASE}starten/", {"month": "2026-10", "minutes": 1}).status_code == 422
    assert browse("bert").get(BASE).status_code == 200  # figures
    assert "An Peeters" not in browse("bert").get(BASE).content.decode()
    for path in (LIST, f"{LIST}steekproef/", f"{BASE}starten/", f"{LIST}afsluiten/"):
        assert browse("bert").get(path).status_code == 404, path
    assert browse("sofie").get(LIST).status_code == 200
    assert browse("sofie").get(f"{LIST}afsluiten/").status_code == 404
    assert browse("chris").get(BASE).status_code == 404


def test_the_next_step_is_in_front(world: World, browse: Any) -> None:
    """Go on with what is open; a month that has a control is no other month; accounts that nobody stands behind are not asked."""
    looked(world, explained(), strange("an", 51), strange("balie", 52), strange("balie", 53))
    dina: Client = browse("dina")
    page = dina.get(BASE).content.decode()
    assert "Verder met oktober 2026" in page
    assert "Controle starten" not in page, "there is no other month"
    page = dina.get(f"{BASE}starten/?maand=2026-10").content.decode()
    assert 'href="?maand=' not in page, "no other month has consultations"
    page = dina.get(f"{LIST}afsluiten/").content.decode()
    assert re.search(r"Eerst nog 3 gevallen en \d+ raadplegingen uit de steekproef", page)
    assert "0 niet bekeken" not in page
    both = [case_of(world, one).pk for one in (52, 53)]
    page = dina.get(f"{LIST}samen/", {"geval": both}).content.decode()
    assert "Vragen kan hier niet" in page
    assert 'value="ask"' not in page
    ask = {"geval": both, "decision": "ask", "words": "Waarvoor?"}
    assert dina.post(f"{LIST}samen/", ask).status_code == 422
    assert 'value="ask"' in dina.get(f"{LIST}samen/", {"geval": [case_of(world, 51).pk]}).content.decode()


def test_looking_again_is_called_so(world: World, browse: Any) -> None:
    """From the list one asks to look again: the page said that it starts a control, of any month."""
    dina: Client = browse("dina")
    months.ready(world, explained(), strange("an", 51), an="an")
    fresh = dina.get(f"{BASE}starten/?maand=2026-10").content.decode()
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    again = dina.get(f"{BASE}starten/?maand=2026-10").content.decode()
    assert [("<h1>Controle starten</h1>" in page, "<h1>Opnieuw nakijken</h1>" in page) for page in (fresh, again)] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert again.count("<option") == 1
    assert dina.post(f"{BASE}starten/?maand=2026-10", {"month": "2026-10", "minutes": 30})["Location"] == LIST


def test_what_is_done_leads_on(world: World, browse: Any) -> None:
    run = looked(world, explained(), strange("an", 51))
    dina: Client = browse("dina")
    dina.post(
        f"{BASE}geval/{case_of(world, 51).pk}/", {"decision": "justified", "reason": "Wachtdienst.", "how": "user"}
    )
    assert "Steekproef bekijken" in dina.get(LIST).content.decode()
    with scope(world.system, [world.zonderbeke]):
        items = [str(pk) for pk in SampleItem.objects.filter(run=run).values_list("pk", flat=True)]
    done = dina.post(f"{LIST}steekproef/juist/", {"raadpleging": items[1:]})
    assert done["Location"] == f"{LIST}steekproef/"
    done = dina.post(f"{LIST}steekproef/juist/", {"raadpleging": items[:1]})
    assert done["Location"] == LIST
    assert "De controle kan afgesloten worden" in dina.get(LIST).content.decode()
    dina.post(f"{LIST}afsluiten/", {"conclusion": "In orde.", "spent": 20})
    page = dina.get(LIST).content.decode()
    assert "Alles is beslist." in dina.get(f"{LIST}?toon=beslissen").content.decode()
    assert "kan afgesloten worden" not in page


def test_a_month_with_a_question_that_runs_does_not_say_that_all_is_decided(world: World, browse: Any) -> None:
    looked(world, explained(), strange("an", 51))
    dina: Client = browse("dina")
    dina.post(f"{BASE}geval/{case_of(world, 51).pk}/", {"decision": "ask", "text": "Waarvoor was dit?"})
    page = dina.get(LIST).content.decode()
    assert "Alles is beslist of gevraagd. Nu nog de steekproef." in page


def test_a_case_is_decided_on_its_page(world: World, browse: Any) -> None:
    looked(world, explained(), strange("an", 51), strange("an", 53), strange("an", 54))
    dina: Client = browse("dina")
    page = dina.get(f"{BASE}geval/{case_of(world, 51).pk}/").content.decode()
    assert "An Peeters raadpleegde zes keer gegevens van dezelfde burger" in page
    assert "geen tuchtverhoor" in page
    assert f'<a href="{LIST}">Oktober 2026</a>' in page, "the way back to the list, from every case"
    path = f"{BASE}geval/{{}}/"
    refused = dina.post(path.format(case_of(world, 51).pk), {"decision": "ask", "text": " "})
    assert refused.status_code == 422
    dina.post(path.format(case_of(world, 51).pk), {"decision": "ask", "text": "Waarvoor was dit?"})
    asked = dina.get(path.format(case_of(world, 51).pk)).content.decode()
    assert re.search(r"vroeg de medewerker uitleg over geval \d van oktober 2026", asked), (
        "the history says the month in words"
    )
    standing = {"how": "standing", "service": "RR", "start": "2026-01-01", "end": "2026-12-31"}
    dina.post(path.format(case_of(world, 53).pk), {"decision": "justified", "reason": "Permanentie.", **standing})
    dina.post(path.format(case_of(world, 54).pk), {"decision": "incident", "incident": "Geen reden."})
    assert [case_of(world, one).state for one in (51, 53, 54)] == ["asked", "justified", "incident"]
    with scope(world.system, [world.zonderbeke]):
        assert Question.objects.get().text.startswith("Waarvoor was dit?")


def test_nobody_finds_his_own_case_on_a_page_or_in_the_api(world: World, browse: Any) -> None:
    looked(world, dina="dina")
    own, dina = case_of(world, 52), world.actor("dina")
    for path in ("", "doorgeven/"):
        assert browse("dina").get(f"{BASE}geval/{own.pk}/{path}").status_code == 404
        assert browse("karel").get(f"{BASE}geval/{own.pk}/{path}").status_code == 200
    assert own.alias not in browse("dina").get(LIST).content.decode()
    assert browse("dina").post(f"{BASE}geval/{own.pk}/", {"decision": "incident", "incident": "x"}).status_code == 404
    token = create_token(dina, account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    for verb, body in (
        ("", None),
        ("/justify", {"reason": "x"}),
        ("/ask", {"text": "x"}),
        ("/incident", {"reason": "x"}),
    ):
        assert call(token, f"log-cases/{own.pk}{verb}", body).status_code == 404, verb
    assert (
        call(token, "log-cases/together", {"cases": [str(own.pk)], "decision": "incident", "words": "x"}).status_code
        == 404
    )
    assert case_of(world, 52).state == "open"


def call(token: str, path: str, body: Any = None) -> Any:
    where, headers = f"/api/v1/authorities/zonderbeke/{path}", {"Authorization": f"Bearer {token}"}
    if body is None:
        return Client().get(where, headers=headers)
    return Client().post(where, body, content_type="application/json", headers=headers)


def test_a_case_goes_to_the_dpo_who_then_decides_that_one_only(world: World, browse: Any) -> None:
    looked(world, explained(), strange("an", 51), strange("an", 53))
    first, second = case_of(world, 51), case_of(world, 53)
    page = browse("sofie").get(f"{BASE}geval/{first.pk}/").content.decode()
    assert 'name="decision"' not in page
    browse("dina").post(f"{BASE}geval/{first.pk}/doorgeven/", {"to": world.person("sofie").pk})
    assert 'name="decision"' in browse("sofie").get(f"{BASE}geval/{first.pk}/").content.decode()
    browse("sofie").post(
        f"{BASE}geval/{first.pk}/", {"decision": "justified", "reason": "Dossier volgt.", "how": "user"}
    )
    refused = browse("sofie").post(f"{BASE}geval/{second.pk}/", {"decision": "justified", "reason": "x", "how": "user"})
    assert refused.status_code == 302
    assert [case_of(world, one).state for one in (51, 53)] == ["justified", "open"]


def test_a_standing_rule_asks_no_choice_where_there_is_one(world: World, browse: Any) -> None:
    looked(
        world,
        explained(),
        strange("an", 51),
        [row | {"service": name} for name in ("RR", "KSZ") for row in strange("an", 53, 3)],
    )
    pages = {one: browse("dina").get(f"{BASE}geval/{case_of(world, one).pk}/").content.decode() for one in (51, 53)}
    assert [("Kies een raadpleging" in pages[one]) for one in (51, 53)] == [False, True]
    assert '<option value="RR">RR</option>' in pages[51]


def test_alike_cases_are_decided_together(world: World, browse: Any) -> None:
    looked(world, explained(), *[strange("an", 60 + number, 4) for number in range(4)])
    page = browse("dina").get(LIST).content.decode()
    assert "An Peeters, 4 gelijke gevallen" in page
    assert "1 medewerker" not in page
    where = f"{LIST}samen/?gelijk={case_of(world, 60).alike}"
    assert browse("dina").get(where).content.decode().count('name="geval"') == 4
    ids = [str(case_of(world, 60 + number).pk) for number in range(4)]
    too_long = browse("dina").post(f"{LIST}samen/", {"geval": ids, "decision": "justified", "words": "x" * 301})
    assert too_long.status_code == 422
    browse("dina").post(f"{LIST}samen/", {"geval": ids, "decision": "justified", "words": "Wachtdienst."})
    assert {case_of(world, 60 + number).state for number in range(4)} == {"justified"}


def test_the_sample_is_judged_and_the_control_closed(world: World, browse: Any) -> None:
    run = looked(world, explained())
    with scope(world.system, [world.zonderbeke]):
        ids = [str(pk) for pk in SampleItem.objects.filter(run=run).values_list("pk", flat=True)]
    dina: Client = browse("dina")
    dina.post(f"{BASE}steekproef/{ids[0]}/", {"verdict": "wrong", "note": "Ander dossier."})
    dina.post(f"{LIST}steekproef/juist/", {"raadpleging": ids[1:]})
    with scope(world.system, [world.zonderbeke]):
        assert sorted(SampleItem.objects.values_list("verdict", flat=True)) == ["right"] * 49 + ["wrong"]
    assert "volledige controle" in dina.get(f"{LIST}afsluiten/").content.decode()
    done = dina.post(f"{LIST}afsluiten/", {"conclusion": "Eén verklaring klopte niet.", "spent": 40}, follow=True)
    assert "nog geen terugkerende taak waarvan ze het bewijs is" in done.content.decode(), "nobody took the duty over"
    page = dina.get(LIST).content.decode()
    assert "Afgesloten als volledige controle op 9 november 2026 door Dina Claes" in page
    assert "Eén verklaring klopte niet." in browse("bert").get(BASE).content.decode() + page


def test_the_list_costs_the_same_at_ten_and_at_a_hundred(world: World, browse: Any) -> None:
    found = []
    for count in (10, 100):
        rows = [row for number in range(count) for row in strange(f"u{number}", 500 + number)]
        if count == 10:
            run = looked(world, explained(), rows)
        else:
            months.deliver(world.zonderbeke, explained() + rows)
            run = start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
        with scope(world.system, [world.zonderbeke]):
            pk: UUID = Case.objects.filter(run=run).order_by("rank").values_list("pk", flat=True)[0]
        client = browse("dina")
        counted = []
        for path in (BASE, LIST, f"{LIST}?toon=niet-bekeken", f"{LIST}steekproef/", f"{BASE}geval/{pk}/"):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert client.get(path).status_code == 200
            counted.append(len([q for q in seen.captured_queries if q["sql"].startswith(("SELECT", "WITH"))]))
        found.append(counted)
    assert found[0] == found[1]
    assert max(found[0]) <= MOST, found


def test_a_decided_case_may_still_be_read(world: World, browse: Any) -> None:
    looked(world, explained(), strange("an", 51))
    verbs.justify(world.actor("dina"), case=case_of(world, 51), reason="Huisbezoek bij ziekte.")
    page = browse("dina").get(f"{BASE}geval/{case_of(world, 51).pk}/").content.decode()
    assert "Huisbezoek bij ziekte." in page
    assert 'name="decision"' not in page


def test_who_was_a_case_the_month_before_is_marked(world: World, browse: Any) -> None:
    run = looked(world, explained(), strange("an", 51))
    assert "vorige maand ook" not in browse("dina").get(LIST).content.decode()
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        case = Case.objects.get(run=run)
        before = Run.objects.create(
            authority=world.zonderbeke, audience="ksz_log", month=OCTOBER.replace(month=9), started_at=NOW
        )
        case.pk, case.run = None, before
        case._state.adding = True
        case.id = uuid4()
        case.save()
    assert "vorige maand ook" in browse("dina").get(LIST).content.decode()


def test_filters_tell_no_kind_of_tie(world: World, browse: Any) -> None:
    run = looked(world, explained(), strange("an", 51), strange("bo", 52, 5))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        case = Case.objects.get(run=run, citizen=51)
        case.reasons = [{"flag": "own-household", "count": 1}, *case.reasons]
        case.save()
    page = browse("dina").get(LIST).content.decode()
    assert "Bijzondere band" in page
    assert "gezin" not in page
    assert "own-household" not in page
    one = browse("dina").get(f"{LIST}?reden=band").content.decode()
    assert case.alias in one
    assert case_of(world, 52).alias not in one
