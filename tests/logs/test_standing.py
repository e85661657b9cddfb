"""A standing rule of a closed control is withdrawn by itself: by who could make it, in the open, and what is closed stays."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.ledger.queries import sentence_of
from roeland.logs import registered
from roeland.logs.actions.cases import StandingRule, hand_over, justify
from roeland.logs.actions.openings import end_opening
from roeland.logs.actions.runs import close_run
from roeland.logs.actions.standing import withdraw_standing
from roeland.logs.jobs.questions import keep_up
from roeland.logs.jobs.retention import forget
from roeland.logs.models import Case, Conditions, Opening, Run, Standing
from roeland.logs.queries import standing as queries
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import NOW, OCTOBER, case_of, explained, judge_all, run, strange
from tests.logs.test_mandates import LATER, given, silent
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

WHY = "Die permanentie bestaat niet meer."
RULE = StandingRule("RR", OCTOBER, datetime(2027, 3, 31, tzinfo=UTC).date())


def closed(world: World, by: str = "dina") -> Run:
    """October, closed, in which one standing rule was made."""
    months.ready(world, explained(), strange("an", 51), an="an")
    one = run(world)
    if by != "dina":
        hand_over(world.actor("dina"), case=case_of(world, 51), to=world.person(by))
    justify(world.actor(by), case=case_of(world, 51), reason="Permanentie.", how="standing", standing=RULE)
    judge_all(world, one)
    return close_run(world.actor("dina"), run=one, conclusion="Klaar.", spent=30)


def rule(world: World) -> Standing:
    with scope(world.system, [world.zonderbeke]):
        return Standing.objects.select_related("case__run", "made_by").get()


def test_it_is_withdrawn_and_what_is_closed_stays(world: World) -> None:
    one, dina = closed(world), world.actor("dina")
    before = (one.explained, one.cases, one.state)
    with pytest.raises(Invalid):
        withdraw_standing(dina, standing=rule(world), reason=" ")
    withdraw_standing(dina, standing=rule(world), reason=WHY)
    with pytest.raises(Refused, match="al ingetrokken"):
        withdraw_standing(dina, standing=rule(world), reason=WHY)
    with scope(world.system, [world.zonderbeke]):
        assert list(registered.standing(world.zonderbeke)) == []
        told = LedgerEntry.objects.get(action="logs:standing:withdrawn")
        payload = LedgerPayload.objects.get(tree=told.tree_id, idx=told.idx).payload
        one.refresh_from_db()
        assert list(queries.read(world.zonderbeke)) == []
    assert WHY.encode() in bytes(payload or b"")
    assert b"sociale dienst" in bytes(payload or b"")
    assert ((one.explained, one.cases, one.state), case_of(world, 51).state) == (before, "justified")


def test_while_its_control_runs_the_case_is_opened_again(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    run(world)
    dina = world.actor("dina")
    justify(dina, case=case_of(world, 51), reason="Permanentie.", how="standing", standing=RULE)
    with pytest.raises(Refused, match="loopt nog"):
        withdraw_standing(dina, standing=rule(world), reason=WHY)


def test_four_eyes_as_for_the_making_of_it(world: World) -> None:
    closed(world, by="sofie")
    assert rule(world).made_by == world.person("sofie")
    with pytest.raises(NotAllowed):
        withdraw_standing(world.actor("bert"), standing=rule(world), reason=WHY)
    with pytest.raises(Refused, match="ligt bij Sofie"):
        withdraw_standing(world.actor("dina"), standing=rule(world), reason=WHY)
    with pytest.raises(NotAllowed):  # he reads, and the case is not his
        withdraw_standing(world.actor("an"), standing=rule(world), reason=WHY)
    assert withdraw_standing(world.actor("sofie"), standing=rule(world), reason=WHY).withdrawn_at == NOW


def test_nobody_withdraws_a_rule_of_his_own_case(world: World) -> None:
    closed(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Case.objects.update(person=world.person("dina"))
    with pytest.raises(Refused, match="eigen raadplegingen"):
        withdraw_standing(world.actor("dina"), standing=rule(world), reason=WHY)
    assert withdraw_standing(world.actor("karel"), standing=rule(world), reason=WHY).withdrawn_at


def by_mandate(world: World) -> Opening:
    """October, closed, with a standing rule that Bert made with a mandate for a case without an answer."""
    silent(world)
    with clock.at(LATER):
        keep_up()
        opening = given(world)
        justify(world.actor("bert"), case=case_of(world, 51), reason="Permanentie.", how="standing", standing=RULE)
        justify(world.actor("dina"), case=case_of(world, 53), reason="Huisbezoek.")
        with scope(world.system, [world.zonderbeke]):
            one = Run.objects.get()
        judge_all(world, one)
        close_run(world.actor("dina"), run=one, conclusion="Klaar.", spent=30)
    return opening


def test_what_a_mandate_made_asks_one_again(world: World) -> None:
    opening = by_mandate(world)
    with clock.at(LATER):
        for name in ("dina", "karel"):
            with pytest.raises(Refused, match=f"ligt bij {world.person('bert')}"):
                withdraw_standing(world.actor(name), standing=rule(world), reason=WHY)
        end_opening(world.actor("dina"), opening=opening)
        for name in ("dina", "karel"):
            with pytest.raises(Refused, match="nieuw mandaat"):
                withdraw_standing(world.actor(name), standing=rule(world), reason=WHY)
        with pytest.raises(NotAllowed):
            withdraw_standing(world.actor("bert"), standing=rule(world), reason=WHY)
        given(world)
        assert withdraw_standing(world.actor("bert"), standing=rule(world), reason=WHY).withdrawn_at


def test_who_has_the_mandate_withdraws_it_from_the_case(world: World, browse: Any) -> None:
    by_mandate(world)
    with clock.at(LATER):
        bert, case = browse("bert"), f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
        where = f"/zonderbeke/logcontrole/vaste-regels/{rule(world).pk}/intrekken/"
        assert f'href="{where}"' in bert.get(case).content.decode()
        done = bert.post(where, {"reason": WHY}, follow=True)
        assert done.redirect_chain == [(case, 302)]
        assert "ingetrokken op 20 december 2026" in done.content.decode()


def test_while_the_control_runs_no_way_is_offered_that_is_refused(world: World, browse: Any) -> None:
    silent(world)
    with clock.at(LATER):
        keep_up()
        given(world)
        justify(world.actor("bert"), case=case_of(world, 51), reason="Permanentie.", how="standing", standing=RULE)
        page = browse("bert").get(f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/").content.decode()
    assert "Hieruit kwam een vaste regel" in page
    assert f"{rule(world).pk}/intrekken/" not in page


def test_once_its_case_is_erased_no_mandate_is_asked(world: World) -> None:
    opening = by_mandate(world)
    with clock.at(LATER):
        end_opening(world.actor("dina"), opening=opening)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Case.objects.filter(pk=case_of(world, 51).pk).update(blanked_at=NOW)
    with clock.at(LATER):
        with pytest.raises(Refused, match="enkel voor een geval zonder antwoord"):
            given(world)
        assert withdraw_standing(world.actor("dina"), standing=rule(world), reason=WHY).withdrawn_at


def test_four_eyes_outlive_the_erasing_of_its_case_and_go_with_the_rule(world: World) -> None:
    """Its case says nobody any more, and the rule explains still: whoever it came from does not keep or take it away by himself."""
    closed(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Case.objects.update(person=world.person("dina"))
        Conditions.objects.update(retention_months=1)
    with clock.at(datetime(2026, 12, 2, 9, tzinfo=UTC)):
        assert forget() > 0
        kept = rule(world)
        assert (kept.case.person, kept.reason, len(kept.came_from)) == (
            None,
            "Permanentie.",
            2,
        )  # Dina, and An whose account it is
        assert str(world.person("dina").pk) not in str(kept.came_from)
        with pytest.raises(Refused, match="eigen raadplegingen"):
            withdraw_standing(world.actor("dina"), standing=kept, reason=WHY)
        with scope(world.actor("karel"), [world.zonderbeke]):
            assert not queries.state_of(world.actor("karel"), queries.find(world.zonderbeke, kept.pk)).own
    with clock.at(datetime(2027, 4, 2, 9, tzinfo=UTC)):  # the rule ended
        assert forget() == 0
        kept = rule(world)
        assert (kept.reason, kept.made_by, kept.came_from) == ("", None, [])
        with scope(world.system, [world.zonderbeke]):
            told = LedgerEntry.objects.filter(action="logs:run:blanked")
            assert told.count() == 2
            last = told.latest("idx")
            written = LedgerPayload.objects.get(idx=last.idx, tree=last.tree).payload
            payload = json.loads(bytes(written or b""))
            assert payload["cases"] == 0
            assert "gevallen" not in sentence_of("logs:run:blanked", payload), "a rule went, and no case"
        assert forget() == 0
        with scope(world.system, [world.zonderbeke]):
            assert LedgerEntry.objects.filter(action="logs:run:blanked").count() == 2


def test_a_reviewer_who_is_none_any_more_stops_nobody(world: World) -> None:
    closed(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Case.objects.update(reviewer=world.person("bert"))
    assert withdraw_standing(world.actor("dina"), standing=rule(world), reason=WHY).withdrawn_at


def test_a_control_counts_what_each_rule_explained(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), strange("an", 53), an="an")
    assert run(world).summary["standing"] == {}
    justify(world.actor("dina"), case=case_of(world, 51), reason="Permanentie.", how="standing", standing=RULE)
    again = run(world)
    key = str(rule(world).pk)
    assert set(again.summary["standing"]) == {key}
    assert again.summary["standing"][key] == again.summary["read"]["explanations"]["standing-team"] == 12
    assert (again.summary["explanations"]["standing-team"], again.by_decision) == (0, 12)
    with scope(world.system, [world.zonderbeke]):
        _run, (shown,) = queries.shown(world.zonderbeke, list(queries.read(world.zonderbeke)))
    assert (shown.team, shown.explained) == ("sociale dienst", 12)


def test_the_page_lists_and_withdraws(world: World, browse: Any) -> None:
    closed(world)
    dina: Client = browse("dina")
    assert "/zonderbeke/logcontrole/vaste-regels/" in dina.get("/zonderbeke/logcontrole/").content.decode()
    text = dina.get("/zonderbeke/logcontrole/vaste-regels/").content.decode()
    for words in ("sociale dienst", "RR", "Permanentie.", "Dina", "Intrekken", "31/03/2027"):
        assert words in text
    where = f"/zonderbeke/logcontrole/vaste-regels/{rule(world).pk}/intrekken/"
    assert "afgesloten controles" in dina.get(where).content.decode()
    assert dina.post(where, {"reason": ""}).status_code == 422
    text = dina.post(where, {"reason": WHY}, follow=True).content.decode()
    assert "De vaste regel is ingetrokken." in text
    assert "Er is geen vaste regel die nog meetelt." in text
    assert "al ingetrokken" in dina.get(where).content.decode()
    assert browse("an").get(where).status_code == 404
    assert browse("bert").get("/zonderbeke/logcontrole/vaste-regels/").status_code in {403, 404}


def test_its_case_says_which_rule_it_left_and_leads_there(world: World, browse: Any) -> None:
    closed(world)
    dina, where = browse("dina"), f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
    link = f"/zonderbeke/logcontrole/vaste-regels/#regel-{rule(world).pk}"
    text = dina.get(where).content.decode()
    assert "Hieruit kwam een vaste regel" in text
    assert "sociale dienst raadpleegt RR zonder dossier, van 1 oktober 2026 tot en met 31 maart 2027" in text
    assert link in text
    assert f'id="regel-{rule(world).pk}"' in dina.get(link).content.decode()
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    api = f"/api/v1/authorities/zonderbeke/log-cases/{case_of(world, 51).pk}"
    told = Client().get(api, headers={"Authorization": f"Bearer {token}"}).json()
    assert told["standing"] == [str(rule(world).pk)]
    withdraw_standing(world.actor("dina"), standing=rule(world), reason=WHY)
    text = dina.get(where).content.decode()
    assert ("ingetrokken op 9 november 2026" in text, link in text) == (True, False)


def test_the_api_lists_and_withdraws(world: World) -> None:
    closed(world)
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    bearer: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}}
    base = "/api/v1/authorities/zonderbeke/log-standing-rules"
    (shown,) = Client().get(base, **bearer).json()["items"]
    assert (shown["team"], shown["service"], shown["end"], shown["explained"]) == (
        "sociale dienst",
        "RR",
        "2027-03-31",
        0,
    )
    done = Client().post(f"{base}/{shown['id']}/withdraw", {"reason": WHY}, content_type="application/json", **bearer)
    assert (done.status_code, bool(done.json()["withdrawn_at"])) == (200, True)
    assert Client().get(base, **bearer).json()["count"] == 0


def test_its_texts_go_with_its_case(world: World) -> None:
    closed(world)
    withdraw_standing(world.actor("dina"), standing=rule(world), reason=WHY)
    with clock.at(datetime(2029, 1, 5, 9, tzinfo=UTC)):
        forget()
    with scope(world.system, [world.zonderbeke]):
        row = Standing.objects.get()
        told = LedgerEntry.objects.get(action="logs:standing:withdrawn")
        payload = LedgerPayload.objects.get(tree=told.tree_id, idx=told.idx)
    assert (row.reason, row.made_by_id, payload.payload) == ("", None, None)
