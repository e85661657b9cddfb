"""What must be in order before staff are controlled, and from which day on."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from roeland.kernel.decision import Denied
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed
from roeland.logs import explaining, offers
from roeland.logs.actions import conditions
from roeland.logs.models import Conditions
from roeland.logs.queries.conditions import counts, lacking, ready
from roeland.people.actions import create_token
from roeland.scrutiny import rulebook
from tests.logs.staff_kit import OCTOBER, in_order
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def test_conditions_come_in_one_by_one_and_say_what_lacks(world: World) -> None:
    place, officer = world.zonderbeke, world.actor("dina")
    world.employ("sofie", ["dpo"])
    assert "vakbonden" in denial(ready(place, OCTOBER))
    conditions.state_conditions(officer, authority=place, consulted_on=date(2026, 9, 1), valid_from=date(2026, 9, 2))
    assert "het stuk van het overleg" in denial(ready(place, OCTOBER))
    in_order(world)
    row = counts(place.pk)
    assert row is not None
    assert not lacking(row)
    assert row.dpo_himself
    assert not isinstance(ready(place, date(2026, 10, 31)), Denied)
    assert "ingelicht" in denial(ready(place, date(2026, 9, 30)))
    with scope(officer, [place]):
        assert Conditions.objects.count() == 4, "each change is a row of its own"


def denial(decision: object) -> str:
    assert isinstance(decision, Denied)
    return decision.reason


def test_no_first_day_before_what_staff_were_told(world: World) -> None:
    place, officer = world.zonderbeke, world.actor("dina")
    world.employ("sofie", ["dpo"])
    consulted = {"consulted_on": date(2026, 9, 1), "dpia_on": date(2026, 9, 2)}
    with pytest.raises(Invalid) as early:
        conditions.state_conditions(officer, authority=place, **consulted, valid_from=date(2026, 8, 1))
    assert set(early.value.errors) == {"valid_from"}
    with pytest.raises(Invalid, match="Neem een dag na"):
        conditions.state_conditions(officer, authority=place, **consulted, valid_from=date(2026, 9, 2))
    with pytest.raises(Invalid) as future:
        conditions.state_conditions(officer, authority=place, consulted_on=date(2027, 1, 1), retention_months=121)
    assert set(future.value.errors) == {"consulted_on", "retention_months"}
    in_order(world)
    row = counts(place.pk)
    assert row is not None
    kept = {"work_rules": "x", "register_entry": "y", "retention_months": 24, **consulted}
    with pytest.raises(Invalid, match="later begint"):
        conditions.state_conditions(officer, authority=place, **kept, valid_from=date(2026, 9, 20))
    renewed = {**kept, "consulted_on": date(2026, 11, 2), "valid_from": row.valid_from}
    assert conditions.state_conditions(officer, authority=place, **renewed).valid_from == row.valid_from
    with pytest.raises(Invalid, match="niet ouder"):
        conditions.advise(officer, authority=place, advised_on=date(2026, 9, 1), advice="brief 12")
    with pytest.raises(NotAllowed):
        conditions.advise(world.actor("bert"), authority=place, advised_on=date(2026, 10, 1), advice="neen")
    assert not conditions.advise(officer, authority=place, advised_on=date(2026, 10, 1), advice="brief 12").dpo_himself
    with pytest.raises(Invalid, match="programma"):
        conditions.state_conditions(officer, authority=place, paper=BytesIO(b"MZ\x90"), paper_name="x.exe")


def test_the_first_day_comes_after_that_of_the_advice(world: World) -> None:
    world.employ("sofie", ["dpo"])
    with pytest.raises(Invalid, match="Neem een dag na"):
        in_order(world, date(2026, 9, 10))
    place, officer = world.zonderbeke, world.actor("dina")
    conditions.state_conditions(officer, authority=place, work_rules="x", valid_from=date(2026, 10, 2))
    advised = conditions.advise(officer, authority=place, advised_on=date(2026, 10, 2), advice="brief 12")
    assert advised.valid_from is None, "asked again: it would be the day of the advice itself"


def test_the_first_day_is_not_forgotten_while_something_lacks(world: World) -> None:
    world.employ("sofie", ["dpo"])
    place, officer, new_year = world.zonderbeke, world.actor("dina"), date(2027, 1, 1)
    in_order(world, new_year)
    given: dict[str, Any] = {"consulted_on": date(2026, 9, 1), "register_entry": "V-12", "retention_months": 24}
    given["dpia_on"] = date(2026, 9, 2)
    conditions.state_conditions(officer, authority=place, **given, work_rules="", valid_from=None)
    with pytest.raises(Invalid, match="later begint"):
        conditions.state_conditions(officer, authority=place, **given, work_rules="b", valid_from=OCTOBER)
    conditions.state_conditions(officer, authority=place, **given, work_rules="", valid_from=new_year)
    advised = conditions.advise(officer, authority=place, advised_on=date(2026, 11, 2), advice="brief 12")
    assert advised.valid_from == new_year
    again = conditions.state_conditions(officer, authority=place, **given, work_rules="b", valid_from=new_year)
    assert not lacking(again)
    assert isinstance(ready(place, OCTOBER), Denied)


def test_a_day_that_was_told_stays_when_the_advice_is_renewed(world: World) -> None:
    world.employ("sofie", ["dpo"])
    place, officer = world.zonderbeke, world.actor("dina")
    in_order(world)
    given: dict[str, Any] = {"consulted_on": date(2026, 9, 1), "register_entry": "V-12", "retention_months": 24}
    given |= {"dpia_on": date(2026, 11, 2), "work_rules": "b", "valid_from": OCTOBER}
    assert lacking(conditions.state_conditions(officer, authority=place, **given)), (
        "the advice is about the DPIA before"
    )
    advised = conditions.advise(officer, authority=place, advised_on=date(2026, 11, 3), advice="brief 12")
    assert not lacking(advised)
    assert advised.valid_from == OCTOBER


def test_who_is_checked_finds_what_is_kept_about_him(world: World, browse: Any) -> None:
    world.employ("sofie", ["dpo"])
    chris = world.actor("chris")
    assert offers.kept(chris, [world.zonderbeke.pk, world.lissegem.pk]) == []
    in_order(world)
    with scope(chris, [world.zonderbeke]):
        found = offers.kept(chris, [world.zonderbeke.pk, world.lissegem.pk])
    assert [line.url for line in found] == ["/zonderbeke/logcontrole/over-mij/", "/zonderbeke/logcontrole/uitleg/"]
    page = browse("chris").get("/mijn/gegevens/").content.decode()
    assert all(f'href="{line.url}"' in page for line in found)


def test_the_api_attaches_the_paper_and_gives_it_back(world: World, client: Client) -> None:
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    path, headers = "/api/v1/authorities/zonderbeke/log-conditions", {"Authorization": f"Bearer {token}"}
    sent = {
        "consulted_on": "2026-09-01",
        "paper": SimpleUploadedFile("verslag.pdf", b"%PDF-1.4 verslag", "application/pdf"),
    }
    made = client.post(path, sent, headers=headers)
    assert made.status_code == 201, made.content.decode()
    given = client.get(f"{path}/{made.json()['id']}/paper", headers=headers)
    assert b"".join(given.streaming_content) == b"%PDF-1.4 verslag"  # type: ignore[attr-defined]
    assert client.get(f"{path}/{world.zonderbeke.pk}/paper", headers=headers).status_code == 404


def test_what_explains_a_consultation_is_said_to_the_reader_in_a_few_lines() -> None:
    """Not a line for each rule about somebody called the worker; what an authority turned off is not said."""
    rules = rulebook.shipped().explanations
    found = explaining.reasons(rules)
    assert len(found) < len(rules) / 2
    assert not [words for words in found if "medewerker" in words or "%" in words]
    assert found[0] == "Jij of je dienst had een dossier van de burger, of van iemand uit hetzelfde gezin."
    assert "De burger, of iemand uit hetzelfde gezin, had een afspraak met jou of je dienst." in found
    own = [rule for rule in rules if rule.id in {"dossier-worker", "appointment-team", "oncall"}]
    assert explaining.reasons(own) == [
        "Jij had een dossier van de burger.",
        "De burger had een afspraak met je dienst.",
        "Je had die dag wachtdienst.",
    ]
