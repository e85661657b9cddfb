"""An account whose person comes to the people room after the list, and one that nobody knows by its name: the officer sees who it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs.actions.deliveries import forget_consultations
from roeland.logs.actions.users import tie_again, tie_user
from roeland.logs.models import LogUser, Source
from roeland.people import actions as people
from roeland.people.actions import create_token
from roeland.people.models import Person
from tests.logs import months
from tests.logs.intake_kit import csv, line, number, source, taken
from tests.logs.months import case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

OPAQUE = "8315260944127735219"
USERS = "/zonderbeke/logcontrole/gebruikers/"
FIELDS = {"user_id": "Wie", "from_ts": "Van", "person_number": "Nr", "person_email": "Mail"}


def listed(world: World, *rows: str) -> None:
    """A staff list, with the number and the address by which the authority knows each user."""
    staff = source(world, name="Staf", kind="staff", mapping={"fields": FIELDS})
    taken(world, staff, csv(rows, head="Wie;Van;Nr;Mail"), "staf.csv")


def user(world: World, name: str = OPAQUE) -> LogUser:
    with scope(world.system, [world.zonderbeke]):
        found: LogUser = LogUser.objects.get(user_id=name)
        return found


def hired(world: World, **more: Any) -> Person:
    return people.add_person(
        world.system,
        authority=world.zonderbeke,
        given_name="Jo",
        family_name="Nieuw",
        active_from=date(2026, 1, 5),
        **more,
    )


def test_a_person_who_comes_after_the_list_is_tied_by_a_button(world: World, browse: Any) -> None:
    listed(world, f"{OPAQUE};01/01/2026;P-77;jo.nieuw@example.be", "q2;01/01/2026;P-78;")
    assert (user(world).list_number, user(world).list_email) == ("P-77", "jo.nieuw@example.be")
    dina = browse("dina")
    before = dina.get(USERS).content.decode()
    assert "jo.nieuw@example.be" in before, "the officer sees who the number is"
    assert "Opnieuw koppelen" not in before
    assert "personeelsnummer P-77, jo.nieuw@example.be" in dina.get(f"{USERS}{user(world).pk}/").content.decode()
    with pytest.raises(Refused, match="niemand nieuw"):
        tie_again(world.actor("dina"), authority=world.zonderbeke)
    jo = hired(world, personnel_number="p-77")
    assert "1 gebruiker zonder persoon hoort bij iemand" in dina.get(USERS).content.decode()
    after = dina.post(f"{USERS}koppelen/", follow=True).content.decode()
    assert "1 gebruiker gekoppeld." in after
    assert "Opnieuw koppelen" not in after
    assert (user(world).person_id, user(world).list_number, user(world).list_email) == (jo.pk, "", "")
    assert user(world, "q2").person_id is None
    for who, reads in (("dina", True), ("bert", False)):
        log = browse(who).get("/zonderbeke/logboek/").content.decode()
        assert ("koppelde gebruikers van het logbestand" in log) is reads, "who reads the settings reads no accounts"
    assert browse("bert").post(f"{USERS}koppelen/").status_code == 404


def test_a_control_ties_who_came_meanwhile(world: World) -> None:
    months.ready(world, explained(), strange(OPAQUE, 51))
    listed(world, f"{OPAQUE};01/01/2026;;jo.nieuw@example.be")
    run(world)
    assert case_of(world, 51).person is None
    jo = hired(world, email="jo.nieuw@example.be")
    run(world)
    assert case_of(world, 51).person_id == jo.pk


def test_ones_own_account_is_left_to_another_and_a_tie_stays(world: World) -> None:
    listed(world, f"{OPAQUE};01/01/2026;P-1;", "q2;01/01/2026;P-2;", "q3;01/01/2026;P-3;")
    dina, place = world.actor("dina"), world.zonderbeke
    tie_user(dina, user=user(world, "q3"), person=world.person("bert"))
    jo = hired(world, personnel_number="P-3")
    people.change_person(world.system, person=world.person("dina"), changes={"personnel_number": "P-1"})
    with pytest.raises(Refused):
        tie_again(dina, authority=place)
    people.change_person(world.system, person=jo, changes={"personnel_number": "P-2"})
    assert tie_again(dina, authority=place) == 1
    assert [user(world, name).person_id for name in (OPAQUE, "q2", "q3")] == [None, jo.pk, world.person("bert").pk]
    assert tie_again(world.actor("fien"), authority=place) == 1
    assert user(world).person_id == world.person("dina").pk


def test_a_national_number_in_the_list_is_not_kept(world: World) -> None:
    listed(world, f"q1;01/01/2026;{number(5)};x{number(6)}@example.be")
    assert (user(world, "q1").list_number, user(world, "q1").list_email) == ("", "")


def test_an_account_is_called_as_the_officer_says(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange(OPAQUE, 51))
    listed(world, f"{OPAQUE};01/01/2026;;jo.nieuw@example.be")
    run(world)
    path = f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
    dina = browse("dina")
    assert "Account jo.nieuw@example.be raadpleegde" in dina.get(path).content.decode()
    said = dina.post(f"{USERS}{user(world).pk}/", {"label": "Nachtploeg van de wachtdienst"})
    assert said.status_code == 302
    assert "Nachtploeg van de wachtdienst raadpleegde" in dina.get(path).content.decode()
    assert OPAQUE in dina.get(f"{USERS}?zoek=nachtploeg").content.decode()
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    api, head = "/api/v1/authorities/zonderbeke/log-users", {"Authorization": f"Bearer {token}"}
    [row] = [one for one in dina.get(api, headers=head).json()["items"] if one["user"] == OPAQUE]
    assert (row["label"], row["list_email"]) == ("Nachtploeg van de wachtdienst", "jo.nieuw@example.be")
    hired(world, email="jo.nieuw@example.be")
    assert dina.post(f"{api}/tie-again", headers=head).json() == {"count": 1}


def test_a_case_leads_to_the_page_that_ties_its_account(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange(OPAQUE, 51))
    run(world)
    path = f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
    text = browse("dina").get(path).content.decode()
    assert f'<a href="{USERS}{user(world).pk}/">Gebruiker koppelen</a>' in text
    tie_user(world.actor("dina"), user=user(world), person=world.person("bert"))
    text = browse("dina").get(path).content.decode()
    assert 'href="/zonderbeke/logcontrole/starten/?maand=2026-10">Opnieuw nakijken</a>' in text


def test_by_what_a_list_knew_an_account_goes_with_its_consultations(world: World) -> None:
    """Nobody was ever tied; a list that counts, or a consultation that is kept, still names the others."""
    taken(world, source(world), csv([line(1, user="weg"), line(2, user="later"), line(3, user="later", day=20)]))
    listed(world, *(f"{name};01/01/2026;P-{name};{name}@example.be" for name in ("weg", "later", "lijst")))
    with scope(world.system, [world.zonderbeke]):
        staff = Source.objects.get(name="Staf")
    taken(world, staff, csv(["lijst;01/01/2026;P-lijst;lijst@example.be"], head="Wie;Van;Nr;Mail"), "staf2.csv")
    with scope(world.system, [world.zonderbeke]):
        forget_consultations(world.system, authority=world.zonderbeke, before=date(2026, 10, 10))
        told = LedgerEntry.objects.get(action="logs:consultations:forgotten")
        payload = LedgerPayload.objects.get(tree=told.tree_id, idx=told.idx).payload
    assert b'"accounts":1' in bytes(payload or b"").replace(b" ", b"")
    assert (user(world, "weg").list_number, user(world, "weg").list_email) == ("", "")
    assert user(world, "later").list_email == "later@example.be"
    assert user(world, "lijst").list_number == "P-lijst"
