"""A case without an answer: who gives the mandate, who decides with it, what ends with it, and that nobody walks round it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.ledger.queries import tell
from roeland.logs.actions import openings, questions
from roeland.logs.actions.cases import ask_worker, hand_over, justify, make_incident
from roeland.logs.actions.reopening import reopen_case, withdraw_question
from roeland.logs.actions.reveals import ask_reveal, show_reveal
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Opening, Question
from roeland.logs.queries import cases
from roeland.logs.values import CaseState
from roeland.people.actions import create_token
from roeland.people.models import Mandate
from tests.logs import months
from tests.logs.months import case_of, explained, run, strange
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")

LATER = datetime(2026, 12, 20, 9, tzinfo=UTC)
API = "/api/v1/authorities/zonderbeke"


def silent(world: World, *, who: str = "dina", user: str = "an") -> None:
    """A question about the case of citizen 51 that got no answer; the caller stands after its term."""
    months.ready(world, explained(), strange(user, 51), strange("bo", 53), **{user: user, "bo": "chris"})
    run(world)
    ask_worker(world.actor(who), case=case_of(world, 51), text="Waarvoor?")
    jobs.keep_up()  # the mail leaves


def given(world: World, by: str = "dina", to: str = "bert", days: int = 5) -> Opening:
    return openings.open_case(
        world.actor(by), case=case_of(world, 51), person=world.person(to), purpose="Geen antwoord.", days=days
    )


def api(world: World, name: str, path: str, method: str = "get", **body: object) -> int:
    """The status of a call by the token of somebody."""
    token = create_token(world.actor(name), account=world.accounts[name], name="t", scopes=["read", "write"])[1]
    headers = {"Authorization": f"Bearer {token}"}
    call = getattr(Client(), method)
    answer = (
        call(API + path, body, content_type="application/json", headers=headers)
        if body or method == "post"
        else call(API + path, headers=headers)
    )
    return int(answer.status_code)


def looks(world: World) -> int:
    with scope(world.system, [world.zonderbeke]):
        return LedgerEntry.objects.filter(action="logs:opening:looked").count()


def test_each_look_by_mandate_is_a_fact_in_the_api_too(world: World) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        given(world)
        case = f"/log-cases/{case_of(world, 51).pk}"
        assert (api(world, "bert", case), looks(world)) == (200, 1)
        assert (api(world, "bert", f"{case}/events"), looks(world)) == (200, 2)
        assert (api(world, "dina", case), looks(world)) == (200, 2), "the officer needs no mandate to read"
    with clock.at(LATER + timedelta(days=6)):
        assert (api(world, "bert", case), looks(world))[1] == 2


def test_a_mandate_is_offered_to_neither_the_worker_nor_oneself(world: World, client: Client) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        log_in(client, world.accounts["dina"])
        page = client.get(f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/mandaat/").content.decode()
    offered = {name for name in ("an", "dina", "bert", "fien") if f'value="{world.person(name).pk}"' in page}
    assert offered == {"bert", "fien"}


def test_a_mandate_is_not_given_to_who_cannot_sign_in(world: World, client: Client) -> None:
    """Nobody would ever see the case, and nobody else may decide it meanwhile."""
    silent(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        world.accounts["fien"].set_unusable_password()
        world.accounts["fien"].save()
    with clock.at(LATER):
        jobs.keep_up()
        log_in(client, world.accounts["dina"])
        page = client.get(f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/mandaat/").content.decode()
        assert f'value="{world.person("bert").pk}"' in page
        assert f'value="{world.person("fien").pk}"' not in page
        with pytest.raises(Invalid, match="kan zich niet aanmelden"):
            given(world, to="fien")
        given(world)
        with scope(world.actor("dina"), [world.zonderbeke]):
            told = tell(list(LedgerEntry.objects.filter(action="logs:opening:given")))
    assert f"gaf {world.person('bert')} een mandaat om geval" in told[0].text, "a mandate names who got it"


def test_nobody_ends_the_mandate_about_himself(world: World, client: Client) -> None:
    silent(world, who="karel", user="dina")
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world, by="karel")
        with pytest.raises(NotAllowed):
            openings.end_opening(world.actor("dina"), opening=opening)
        log_in(client, world.accounts["dina"])
        assert client.post(f"/zonderbeke/logcontrole/zonder-antwoord/{opening.pk}/einde/").status_code == 404
        assert api(world, "dina", f"/log-openings/{opening.pk}/end", "post") == 404
        with scope(world.system, [world.zonderbeke]):
            assert Opening.objects.get().ended_at is None
        assert api(world, "karel", f"/log-openings/{opening.pk}/end", "post") == 200


@pytest.mark.parametrize("early", [True, False])
def test_a_mandate_ends_for_a_decided_case_too(world: World, early: bool) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world)
        make_incident(world.actor("bert"), case=case_of(world, 51), reason="Geen reden.")
        if early:
            openings.end_opening(world.actor("dina"), opening=opening)
    with clock.at(LATER + timedelta(days=0 if early else 90)):
        assert jobs.keep_up() == (0 if early else 1)
        bert, case = world.actor("bert"), case_of(world, 51)
        assert (case.reviewer_id, case.decided_by_id) == (None, world.person("bert").pk)
        with scope(bert, [world.zonderbeke]):
            assert cases.find(bert, world.zonderbeke, case.pk) is None
            assert not Question.objects.filter(case=case.pk).exists()
        with pytest.raises(NotAllowed):
            ask_reveal(bert, case=case, purpose="Nieuwsgierig.")


def test_after_a_mandate_the_case_about_the_officer_is_with_his_deputy_again(world: World) -> None:
    silent(world, who="karel", user="dina")
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world, by="karel")
        assert case_of(world, 51).reviewer_id == world.person("bert").pk
        openings.end_opening(world.actor("karel"), opening=opening)
        assert case_of(world, 51).reviewer_id == world.person("karel").pk


PLACE = "/zonderbeke/logcontrole"


def test_the_reviewer_of_a_silent_case_gives_the_mandate_and_does_not_decide(world: World, client: Client) -> None:
    silent(world, who="karel", user="dina")
    hand_over(world.actor("dina"), case=case_of(world, 53), to=world.person("sofie"))
    ask_worker(world.actor("sofie"), case=case_of(world, 53), text="Waarvoor?")
    jobs.keep_up()  # the mail leaves
    with clock.at(LATER):
        jobs.keep_up()
        karel, sofie, dina = world.actor("karel"), world.actor("sofie"), world.actor("dina")
        for who, citizen in ((karel, 51), (sofie, 53)):
            for call in (justify, make_incident):
                with pytest.raises(Refused, match="mandaat beslist"):
                    call(who, case=case_of(world, citizen), reason="Het is goed.")
            with pytest.raises(Refused, match="mandaat beslist"):
                ask_worker(who, case=case_of(world, citizen), text="Nog eens?")
        with scope(world.system, [world.zonderbeke]):
            assert not Opening.objects.exists()
        with pytest.raises(Refused, match="gaat over jou"):
            openings.open_case(dina, case=case_of(world, 51), person=world.person("bert"), purpose="x")
        log_in(client, world.accounts["karel"])
        page = client.get(f"{PLACE}/geval/{case_of(world, 51).pk}/").content.decode()
        assert "Mandaat geven" in page
        assert "lc-choices" not in page
        given(world, by="karel")
        assert make_incident(world.actor("bert"), case=case_of(world, 51), reason="Geen reden.").state == "incident"


def test_without_a_deputy_the_dpo_gives_it_on_the_page_and_ends_it(world: World, client: Client) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Mandate.objects.filter(person=world.person("fien")).delete()
    world.employ("sofie", ["dpo"])
    months.conditions(world)
    months.users(world, dina="dina", an="an")
    months.deliver(world.zonderbeke, explained() + strange("dina", 51) + strange("an", 53))
    run(world)
    ask_worker(world.actor("sofie"), case=case_of(world, 51), text="Waarvoor?")
    ask_worker(world.actor("dina"), case=case_of(world, 53), text="Waarvoor?")
    jobs.keep_up()  # the mail leaves
    with clock.at(LATER):
        jobs.keep_up()
        with pytest.raises(Refused, match="mandaat beslist"):
            make_incident(world.actor("sofie"), case=case_of(world, 51), reason="Geen reden.")
        log_in(client, world.accounts["sofie"])
        case, other = (f"{PLACE}/geval/{case_of(world, citizen).pk}/" for citizen in (51, 53))
        assert "Mandaat geven" in client.get(case).content.decode()
        assert "Mandaat geven" not in client.get(other).content.decode()
        assert client.get(f"{other}mandaat/").status_code == 404, "the officer gives that one"
        listed = client.get(f"{PLACE}/zonder-antwoord/").content.decode()
        assert listed.count(f"{case}mandaat/") == 1
        assert f"{other}mandaat/" not in listed
        form = {"person": str(world.person("bert").pk), "purpose": "Geen antwoord.", "days": "5"}
        assert client.post(f"{case}mandaat/", form).status_code == 302
        make_incident(world.actor("bert"), case=case_of(world, 51), reason="Geen reden.")
        with scope(world.system, [world.zonderbeke]):
            opening = Opening.objects.get()
        assert client.post(f"{PLACE}/zonder-antwoord/{opening.pk}/einde/").status_code == 302
        assert case_of(world, 51).reviewer_id == world.person("sofie").pk, "it lay with her"
        body = {"person": str(world.person("bert").pk), "purpose": "Nog eens.", "days": 3}
        assert api(world, "sofie", f"/log-cases/{case_of(world, 53).pk}/opening", "post", **body) == 404
        assert api(world, "sofie", f"/log-cases/{case_of(world, 51).pk}/opening", "post", **body) == 201


def test_nobody_gives_himself_a_mandate(world: World) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        with pytest.raises(Invalid, match="zichzelf"):
            given(world, to="dina")


def test_a_silent_case_is_not_handed_over(world: World, client: Client) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        given(world)
        with pytest.raises(Refused, match="Geef een mandaat"):
            hand_over(world.actor("bert"), case=case_of(world, 51), to=world.person("dina"))
        log_in(client, world.accounts["bert"])
        where = f"{PLACE}/geval/{case_of(world, 51).pk}/"
        page = client.get(where).content.decode()
        assert "lc-choices" in page
        assert "doorgeven/" not in page
        assert client.get(f"{where}doorgeven/").status_code == 404


def test_asking_again_opens_no_way_round(world: World) -> None:
    silent(world)
    dina = world.actor("dina")
    with clock.at(LATER):
        jobs.keep_up()
        given(world, days=3)
        question = ask_worker(world.actor("bert"), case=case_of(world, 51), text="Nog eens: waarvoor?")
        with scope(world.system, [world.zonderbeke]):
            first = Question.objects.exclude(pk=question.pk).get()
        with pytest.raises(Refused, match="wacht niet meer"):
            withdraw_question(dina, case=case_of(world, 51), question=first)
        row = reopen_case(world.actor("bert"), case=case_of(world, 51), reason="Een vergissing.")
        assert row.state == CaseState.ESCALATED, "the first question still has no answer"
        question = ask_worker(world.actor("bert"), case=case_of(world, 51), text="Nog eens: waarvoor?")
    with clock.at(LATER + timedelta(days=4)):
        jobs.keep_up()
        assert (case_of(world, 51).state, case_of(world, 51).reviewer_id) == (CaseState.ASKED, None)
        for call in (
            lambda: justify(dina, case=case_of(world, 51), reason="Het is goed."),
            lambda: reopen_case(dina, case=case_of(world, 51), reason="Terug naar mij."),
            lambda: hand_over(dina, case=case_of(world, 51), to=world.person("sofie")),
            lambda: ask_reveal(dina, case=case_of(world, 51), purpose="Nieuwsgierig."),
        ):
            with pytest.raises(Refused, match="mandaat"):
                call()
        questions.answer(world.actor("an"), question=question, answer="Een dringende opname.")
        assert justify(dina, case=case_of(world, 51), reason="Dat klopt.").state == CaseState.JUSTIFIED


def offers(client: Client, world: World, name: str, case: UUID) -> bool:
    """Whether the page of a case leads this person to the identity of its citizen."""
    log_in(client, world.accounts[name])
    return "Identiteit tonen" in client.get(f"{PLACE}/geval/{case}/").content.decode()


def test_an_identity_is_shown_to_who_judges(world: World, client: Client) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        case, dina = case_of(world, 51), world.actor("dina")
        with pytest.raises(Refused, match="mandaat"):
            ask_reveal(dina, case=case, purpose="Nieuwsgierig.")
        log_in(client, world.accounts["dina"])
        assert "Identiteit tonen" not in client.get(f"{PLACE}/geval/{case.pk}/").content.decode()
        opening = given(world)
        with pytest.raises(Refused, match="ligt bij"):
            ask_reveal(dina, case=case, purpose="Nieuwsgierig.")
        case = case_of(world, 51)
        assert offers(client, world, "bert", case.pk)
        assert not offers(client, world, "dina", case.pk)
        asked = ask_reveal(world.actor("bert"), case=case, purpose="Voor het dossier.")
        openings.end_opening(dina, opening=opening)
        with pytest.raises(NotAllowed):
            show_reveal(world.actor("bert"), case=case_of(world, 51), reveal=asked)
        other = hand_over(dina, case=case_of(world, 53), to=world.person("sofie"))
        with pytest.raises(Refused, match="ligt bij"):
            ask_reveal(dina, case=other, purpose="Nieuwsgierig.")
        assert offers(client, world, "sofie", other.pk)
        make = make_incident(world.actor("sofie"), case=other, reason="Geen reden.")
        assert ask_reveal(world.actor("sofie"), case=make, purpose="Voor het dossier.").case_id == other.pk
