"""What is closed asks a second step of elected people, and of everybody where the authority says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from roeland.documents import actions
from roeland.documents.actions.table import lay_on_table
from roeland.documents.models import Document
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.people import actions as people
from tests.documents.conftest import made, published
from tests.world import World, log_in

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def report(world: World) -> Document:
    """A year report on the table of the council: Chris reads it until the meeting ends."""
    document = made(world, "Jaarverslag", "annual_report", kind="report")
    published(world, document)
    now = clock.now()
    with scope(world.system, [world.zonderbeke]):
        lay_on_table(world.system, document=document, since=now - timedelta(days=1), until=now + timedelta(days=9))
    return document


def weak(world: World, name: str) -> Client:
    client = Client()
    log_in(client, world.accounts[name], second_step=False)
    return client


def text_of(response: Any) -> str:
    found: str = response.content.decode()
    return found


def test_a_councillor_without_second_step_reads_how_to_get_one(world: World, report: Document) -> None:
    chris, where = weak(world, "chris"), f"/zonderbeke/documenten/{report.number}/"
    for path in (where, f"{where}versies/1.0/", f"{where}versies/1.0/pdf/", f"{where}versies/1.0/docx/"):
        shown = chris.get(path)
        assert shown.status_code == 403, path
        assert "/account/2fa/totp/activate/" in text_of(shown)
        assert "Iedereen sluit zijn scherm af" not in text_of(shown)
    policy = made(world)
    published(world, policy)
    assert chris.get(f"/zonderbeke/documenten/{policy.number}/").status_code == 200  # what is open asks nothing
    assert weak(world, "dina").get(where).status_code == 200  # nor does it of staff


def test_the_code_opens_it_for_some_hours(world: World, report: Document) -> None:
    with gate.opened():
        TOTP.activate(world.accounts["chris"], SECRET)
    chris, where = weak(world, "chris"), f"/zonderbeke/documenten/{report.number}/"
    asked = chris.get(where)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/2fa/reauthenticate/?next=")
    page = chris.get(asked["Location"])
    assert "Vul eerst de code uit je app in" in text_of(page)
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    assert chris.post(asked["Location"], {"code": "000000", "next": where}).status_code == 200
    entered = chris.post(asked["Location"], {"code": code, "next": where})
    assert (entered.status_code, entered["Location"]) == (302, where)
    assert "Iedereen sluit zijn scherm af" in text_of(chris.get(where))
    session = chris.session
    session["account_authentication_methods"] = [
        {**one, "at": (clock.now() - timedelta(hours=9)).timestamp()}
        for one in session["account_authentication_methods"]
    ]
    session.save()
    assert chris.get(where).status_code == 302  # a code of this morning does not count in the evening


def test_an_authority_may_ask_it_of_everybody(world: World, report: Document) -> None:
    where = f"/zonderbeke/documenten/{report.number}/"
    people.change_profile(world.actor("bert"), authority=world.zonderbeke, changes={"second_step": "everyone"})
    assert weak(world, "dina").get(where).status_code == 403
    strong = Client()
    log_in(strong, world.accounts["dina"])
    assert strong.get(where).status_code == 200


def test_who_sits_at_the_table_typed_a_code_already(world: World) -> None:
    plan = made(world, "Algemeen deel", "plan_general", kind="plan")
    published(world, plan)
    opened = actions.open_onsite(world.actor("dina"), document=plan, person=world.person("chris"))
    chris, where = weak(world, "chris"), f"/zonderbeke/documenten/{plan.number}/"
    assert chris.get(where).status_code == 404  # absent, not merely shut
    actions.enter(world.actor("chris"), opened.inspection, opened.code)
    assert "Iedereen sluit zijn scherm af" in text_of(chris.get(where))
