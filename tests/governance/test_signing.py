"""The Tekenmap: eight things, one confirmation of identity, one click for each."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from roeland.duties import actions as duties
from roeland.duties.models import Clock
from roeland.governance import actions
from roeland.governance.models import Advice
from roeland.governance.values import AdviceText, minutes_for
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from tests.governance.test_advice import WORDING, browse
from tests.world import PASSWORD, World

CONFIRM, SIGN, FOLDER = "/zonderbeke/tekenmap/bevestigen/", "/zonderbeke/tekenmap/tekenen/", "/zonderbeke/tekenmap/"


def filled(world: World, count: int) -> list[Advice]:
    dina = world.actor("dina")
    found = []
    for number in range(count):
        wording = AdviceText(**{**WORDING.__dict__, "title": f"Stuk {number}"})
        found.append(actions.give(dina, advice=actions.draft(dina, authority=world.zonderbeke, wording=wording)))
    return found


def proposed(world: World) -> Clock:
    world.employ("sofie", ["dpo"])
    dina = world.actor("dina")
    row = duties.start_clock(
        dina,
        authority=world.zonderbeke,
        clock_id="gdpr-33-regulator",
        title="Lijst bij verkeerde persoon",
        started_at=clock.now(),
    )
    duties.propose_not_notifying(dina, clock=row, reason="De lijst is ongelezen teruggebracht.")
    duties.advise(world.actor("sofie"), clock=row, agrees=True, advice="Akkoord, geen risico.")
    return row


def key_of(row: Advice) -> str:
    return f"governance:advice:{row.pk}"


def facts(world: World) -> list[str]:
    with scope(world.system, [world.zonderbeke]):
        return list(LedgerEntry.objects.order_by("idx").values_list("action", flat=True))


def messages(client: Client) -> str:
    return client.get(FOLDER).content.decode()


def test_eight_things_with_one_confirmation_and_one_click_each(world: World) -> None:
    rows, notice = filled(world, 7), proposed(world)
    bert = browse(world, "bert")
    assert "Tekenmap: 8 stukken, ongeveer 5 minuten" in bert.get("/").content.decode()
    bert.post(SIGN, {"stuk": key_of(rows[0])})
    assert "Bevestig eerst wie je bent" in messages(bert)
    assert bert.post(CONFIRM, {"secret": "verkeerd"}).status_code == 422
    assert bert.post(CONFIRM, {"secret": PASSWORD})["Location"] == FOLDER
    for row in rows[:6]:
        bert.post(SIGN, {"stuk": key_of(row)})
    bert.post(SIGN, {"stuk": key_of(rows[6]), "terug": "ja", "reden": ""})
    assert "Zeg waarom je" in messages(bert)
    bert.post(SIGN, {"stuk": key_of(rows[6]), "terug": "ja", "reden": "Eerst een raming."})
    bert.post(SIGN, {"stuk": f"duties:clock:{notice.pk}"})
    assert "Er ligt niets om te tekenen" in messages(bert)
    assert "Tekenmap:" not in bert.get("/").content.decode()
    with scope(world.system, [world.zonderbeke]):
        answers = list(Advice.objects.order_by("number").values_list("answer", flat=True))
        assert answers == ["accepted"] * 6 + ["refused"]
        assert Advice.objects.get(pk=rows[6].pk).answer_reason == "Eerst een raming."
        decided = Clock.objects.get(pk=notice.pk)
    assert (decided.decision, decided.status) == ("not_notifying", "stopped")
    assert facts(world).count("governance:sitting:confirmed") == 1
    assert facts(world).count("governance:advice:answered") == 7


def test_who_has_a_second_step_confirms_with_a_code(
    world: World, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    [row] = filled(world, 1)
    bert = browse(world, "bert")
    assert bert.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    secret = bert.get("/account/2fa/totp/activate/").context["form"].secret
    counters = yield_hotp_counters_from_time()
    with django_capture_on_commit_callbacks(execute=True):
        bert.post("/account/2fa/totp/activate/", {"code": code(secret, next(counters))}, follow=True)
    assert bert.post(CONFIRM, {"secret": PASSWORD}).status_code == 422, "the password is not enough any more"
    assert bert.post(CONFIRM, {"secret": "000000"}).status_code == 422
    later = time.time() + 30
    with time_machine.travel(later, tick=True):
        fresh = next(iter(yield_hotp_counters_from_time()))
        assert bert.post(CONFIRM, {"secret": code(secret, fresh)})["Location"] == FOLDER
        bert.post(SIGN, {"stuk": key_of(row)})
    with scope(world.system, [world.zonderbeke]):
        assert Advice.objects.get(pk=row.pk).answer == "accepted"


def code(secret: str, counter: int) -> str:
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_the_sitting_ends(world: World) -> None:
    [row] = filled(world, 1)
    bert = browse(world, "bert")
    bert.post(CONFIRM, {"secret": PASSWORD})
    with clock.at(clock.now() + timedelta(minutes=31)):
        bert.post(SIGN, {"stuk": key_of(row)})
        assert "Bevestig eerst wie je bent" in messages(bert)
    with scope(world.system, [world.zonderbeke]):
        assert Advice.objects.get(pk=row.pk).answer == ""


def test_nobody_signs_what_waits_for_another(world: World) -> None:
    [row] = filled(world, 1)
    for name in ("an", "dina", "chris"):
        client = browse(world, name)
        assert "Stuk 0" not in client.get(FOLDER).content.decode()
        client.post(CONFIRM, {"secret": PASSWORD})
        for key in (key_of(row), f"governance:advice:{uuid4()}"):
            client.post(SIGN, {"stuk": key})
            assert "Dit stuk wacht niet meer op jou." in messages(client)
    with scope(world.system, [world.zonderbeke]):
        assert Advice.objects.get(pk=row.pk).answer == ""
    assert browse(world, "emil").get(FOLDER).status_code == 404


def test_over_all_authorities_each_is_named(world: World) -> None:
    filled(world, 1)
    world.employ("bert", ["general_director"], world.lissegem)
    bert = browse(world, "bert")
    assert "Zonderbeke" in bert.get("/tekenmap/").content.decode()
    assert bert.post("/tekenmap/bevestigen/", {"secret": PASSWORD})["Location"] == "/tekenmap/"
    assert facts(world).count("governance:sitting:confirmed") == 1
    with scope(world.system, [world.lissegem]):
        assert LedgerEntry.objects.filter(action="governance:sitting:confirmed").count() == 1


def test_minutes() -> None:
    assert [minutes_for(n) for n in (1, 2, 8, 20)] == [1, 2, 5, 12]
