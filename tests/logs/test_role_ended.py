"""Once a role ended, nothing of log control is read with what was made while it was held: a session, a token, an address that somebody kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs.actions.cases import hand_over
from roeland.logs.models import Delivery, LogUser, SampleItem, Source
from roeland.people.actions import create_token
from tests.logs import intake_kit, months
from tests.logs.months import case_of, explained, run, strange
from tests.logs.test_four_eyes import ended
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")
API = "/api/v1/authorities/zonderbeke/"
PAGES = "/zonderbeke/logcontrole/"


def addresses(world: World) -> tuple[list[str], list[str]]:
    """Of one control: what a deputy reads by page and by token."""
    months.ready(world, explained(), strange("an", 51), strange("bo", 53), an="an")
    where = intake_kit.source(world)
    intake_kit.taken(world, where, intake_kit.csv([intake_kit.line(1)]))
    one, case = run(world), case_of(world, 51)
    hand_over(world.actor("dina"), case=case, to=world.person("karel"))
    with scope(world.system, [world.zonderbeke]):
        item, file, user = SampleItem.objects.first(), Delivery.objects.get(), LogUser.objects.get(user_id="an")
        source = Source.objects.get()
    assert item is not None
    pages = [f"geval/{case.pk}/", "2026-10/", "2026-10/steekproef/", f"steekproef/{item.pk}/", f"bestanden/{file.pk}/"]
    pages += [f"gebruikers/{user.pk}/", f"bronnen/{source.pk}/", "zonder-antwoord/", "burger/", "verslagen/2026-10/"]
    api = [f"log-cases/{case.pk}", f"log-cases/{case.pk}/events", f"log-runs/{one.pk}", f"log-runs/{one.pk}/cases"]
    api += [f"log-runs/{one.pk}/sample", f"log-deliveries/{file.pk}", "log-users", "log-openings", "log-standing-rules"]
    return [PAGES + one for one in pages], [API + one for one in [*api, "log-claim", "log-reports/2026-10"]]


def test_a_deputy_whose_role_ended_reads_nothing_with_what_he_kept(world: World, browse: Any) -> None:
    pages, api = addresses(world)
    session = browse("karel")
    secret = create_token(world.actor("karel"), account=world.accounts["karel"], name="t", scopes=["read", "write"])[1]
    head = {"Authorization": f"Bearer {secret}"}
    assert {one: session.get(one).status_code for one in pages} == dict.fromkeys(pages, 200)
    assert {one: Client().get(one, headers=head).status_code for one in api} == dict.fromkeys(api, 200)
    ended(world, "karel", "deputy_security_officer")
    with clock.at(months.NOW + timedelta(days=7)):
        assert {one: session.get(one).status_code for one in pages} == dict.fromkeys(pages, 404)
        assert {one: Client().get(one, headers=head).status_code for one in api} == dict.fromkeys(api, 404)
        front = session.get("/").content.decode()
    assert case_of(world, 51).alias not in front


def test_nothing_of_one_authority_is_found_under_the_other(world: World, browse: Any) -> None:
    """Dina runs controls in both."""
    pages, api = addresses(world)
    officer = browse("dina")
    secret = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    head = {"Authorization": f"Bearer {secret}"}
    kept = [one for one in pages if one.count("-") > 3 or "2026-10" in one]
    there = [one.replace("/zonderbeke/", "/lissegem/") for one in kept]
    assert {one: officer.get(one).status_code for one in there} == dict.fromkeys(there, 404)
    mixed = [one.replace("zonderbeke", "lissegem") for one in api if one.count("-") > 4 or "2026-10" in one]
    assert {one: Client().get(one, headers=head).status_code for one in mixed} == dict.fromkeys(mixed, 404)
