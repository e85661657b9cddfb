"""Everything people write, through the API: the same verbs, refusals and facts as the pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.people.models import Mandate, Person
from tests.api.conftest import Caller
from tests.world import PASSWORD, World

ZONDERBEKE = "/authorities/zonderbeke"
TODAY = clock.today()
LATER = TODAY + timedelta(days=30)
Callers = Callable[..., Caller]


def made(response: Any, status: int = 201) -> dict[str, Any]:
    assert response.status_code == status, response.content
    found: dict[str, Any] = response.json()
    return found


def facts() -> set[str]:
    return set(LedgerEntry.everything.values_list("action", flat=True))


@pytest.fixture
def bert(caller: Callers) -> Caller:
    """The general director: edits persons and settings, appoints."""
    return caller("bert")


@pytest.fixture
def tom(bert: Caller) -> str:
    """A new colleague, by the address of his row."""
    body = {"given_name": "Tom", "family_name": "Vercruysse", "email": "tom@zonderbeke.example"}
    return f"{ZONDERBEKE}/persons/{made(bert.post(f'{ZONDERBEKE}/persons', body))['id']}"


def test_a_person_comes_changes_and_goes(bert: Caller, caller: Callers, tom: str) -> None:
    changed = made(bert.post(f"{tom}/change", {"job_title": "Deskundige", "phone": "056 12 34 56"}), 200)
    assert (changed["job_title"], changed["given_name"], changed["email"]) == (
        "Deskundige",
        "Tom",
        "tom@zonderbeke.example",
    )
    twice = bert.post(f"{ZONDERBEKE}/persons", {"given_name": "T", "family_name": "V", "email": changed["email"]})
    assert [e["field"] for e in made(twice, 422)["errors"]] == ["email"]
    assert bert.post(f"{tom}/change", {"left_on": str(TODAY)}).json()["left_on"] is None  # leaving has its own verb
    assert caller("an").post(f"{tom}/change", {"job_title": "x"}).status_code == 404
    mandate = made(bert.post(f"{tom}/mandates", {"role": "ict_staff", "start": str(TODAY)}))
    left = made(bert.post(f"{tom}/leave", {"on": str(LATER)}), 200)
    assert left["person"]["left_on"] == str(LATER)
    assert [(m["id"], m["end"]) for m in left["person"]["mandates"]] == [(mandate["id"], str(LATER))]
    assert "al uit dienst" in made(bert.post(f"{tom}/leave", {"on": str(LATER)}), 409)["detail"]
    assert {"people:person:added", "people:person:changed", "people:person:left"} <= facts()


def test_invitation_and_account(
    bert: Caller, caller: Callers, tom: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invited = made(bert.post(f"{tom}/invite"))
    assert set(invited) == {"person", "expires_at"}  # the link goes to the person alone
    assert [message.to for message in mail.outbox] == [["tom@zonderbeke.example"]]
    assert "al een account" in made(bert.post(f"{tom}/account", {}), 409)["detail"]
    assert caller("dina").post(f"{tom}/invite").status_code == 404
    assert "people:account:invited" in facts()


def test_mandates(bert: Caller, caller: Callers, tom: str) -> None:
    held = made(bert.post(f"{tom}/mandates", {"role": "ict_staff", "start": str(TODAY), "decision": "2026/1"}))
    assert (held["role"], held["decision"]) == ("ict_staff", "2026/1")
    assert (
        "heeft deze persoon al"
        in made(bert.post(f"{tom}/mandates", {"role": "ict_staff", "start": str(TODAY)}), 409)["detail"]
    )
    assert bert.post(f"{tom}/mandates", {"role": "bestaat-niet", "start": str(TODAY)}).status_code == 422
    assert caller("dina").post(f"{tom}/mandates", {"role": "ict_staff", "start": str(TODAY)}).status_code == 404
    one = f"{ZONDERBEKE}/mandates/{held['id']}"
    assert made(bert.post(f"{one}/decision", {"decision": "2026/14"}), 200)["decision"] == "2026/14"
    listed = bert.get(f"{ZONDERBEKE}/mandates", role="ict_staff", now=True, size=1).json()
    assert (listed["count"], len(listed["items"])) == (2, 1)
    assert made(bert.post(f"{one}/end", {"on": str(LATER)}), 200)["end"] == str(LATER)
    assert bert.post(f"{one}/end", {"on": str(LATER)}).status_code == 409


def test_roles_and_replacements(world: World, bert: Caller, caller: Callers, tom: str) -> None:
    named = made(bert.post(f"{ZONDERBEKE}/roles/ict_staff", {"alias": "technicus", "hours_per_year": 300}), 200)
    assert named == {"role": "ict_staff", "name": "technicus", "hours_per_year": 300}
    assert bert.post(f"{ZONDERBEKE}/roles/bestaat-niet", {"alias": "x"}).status_code == 404
    stands = {"rank": 1, "person": tom.rsplit("/", 1)[1]}
    first = made(bert.post(f"{ZONDERBEKE}/roles/ict_staff/replacements", stands))
    [line] = [r for r in bert.get(f"{ZONDERBEKE}/roles").json() if r["role"] == "ict_staff"]
    assert (line["name"], line["holders"][0]["name"], line["replacements"]) == ("technicus", "An Peeters", [first])
    assert bert.post(f"{ZONDERBEKE}/roles/ict_staff/replacements", {**stands, "rank": 3}).status_code == 422
    there = {**stands, "person": str(world.person("emil", world.lissegem).pk)}
    assert bert.post(f"{ZONDERBEKE}/roles/ict_staff/replacements", there).status_code == 404
    one = f"{ZONDERBEKE}/replacements/{first['id']}/end"
    assert caller("an").post(one, {}).status_code == 404
    assert made(bert.post(one, {}), 200)["end"] == str(TODAY)
    assert bert.post(one, {}).status_code == 409


def test_absences(world: World, caller: Callers) -> None:
    """Everybody for himself; the director for others; nobody else."""
    an, chris = caller("an"), caller("chris")
    mine = f"{ZONDERBEKE}/persons/{world.person('an').pk}/absences"
    away = made(an.post(mine, {"start": str(TODAY - timedelta(days=2))}))
    assert an.post(mine, {"start": str(TODAY)}).status_code == 422  # it overlaps
    assert chris.post(mine, {"start": str(LATER)}).status_code == 404
    assert made(an.post(f"{mine}/{away['id']}/end", {}), 200)["end"] == str(TODAY - timedelta(days=1))
    assert an.post(f"{mine}/{away['id']}/end", {}).status_code == 409
    bert = f"{ZONDERBEKE}/persons/{world.person('bert').pk}/absences"
    assert an.post(bert, {"start": str(TODAY)}).status_code == 404
    assert an.post(f"{bert}/{away['id']}/end", {}).status_code == 404  # an absence of somebody else
    assert caller("bert").get(f"{ZONDERBEKE}/persons/{world.person('an').pk}").json()["absences"][0]["id"] == away["id"]


def test_teams(world: World, bert: Caller, caller: Callers, tom: str) -> None:
    service = made(bert.post(f"{ZONDERBEKE}/teams", {"name": "Vrije tijd"}))
    team = made(bert.post(f"{ZONDERBEKE}/teams", {"name": "Bibliotheek", "parent": service["id"]}))
    assert made(bert.post(f"{tom}/team", {"team": team["id"]}), 200)["teams"] == ["Bibliotheek"]
    assert bert.post(f"{tom}/team", {"team": team["id"]}).status_code == 409
    circle = bert.post(f"{ZONDERBEKE}/teams/{service['id']}/change", {"name": "Vrije tijd", "parent": team["id"]})
    assert [e["field"] for e in made(circle, 422)["errors"]] == ["parent"]
    renamed = made(bert.post(f"{ZONDERBEKE}/teams/{team['id']}/change", {"name": "Bib"}), 200)
    assert (renamed["name"], renamed["parent"], renamed["members"]) == ("Bib", None, 1)
    assert [t["name"] for t in caller("dina").get(f"{ZONDERBEKE}/teams").json()["items"]] == ["Bib", "Vrije tijd"]
    assert caller("dina").post(f"{ZONDERBEKE}/teams", {"name": "x"}).status_code == 404


def test_bodies(bert: Caller, caller: Callers, tom: str) -> None:
    body = made(bert.post(f"{ZONDERBEKE}/bodies", {"kind": "management_team", "name": "MAT"}))
    assert bert.post(f"{ZONDERBEKE}/bodies", {"kind": "management_team", "name": "MAT"}).status_code == 422
    assert bert.post(f"{ZONDERBEKE}/bodies", {"kind": "x", "name": "MAT"}).status_code == 422
    joins = {"person": tom.rsplit("/", 1)[1], "chairs": True}
    member = made(bert.post(f"{ZONDERBEKE}/bodies/{body['id']}/members", joins))
    assert bert.post(f"{ZONDERBEKE}/bodies/{body['id']}/members", joins).status_code == 422
    [listed] = caller("dina").get(f"{ZONDERBEKE}/bodies").json()
    assert listed["members"] == [member]
    assert caller("dina").post(f"{ZONDERBEKE}/body-members/{member['id']}/end", {}).status_code == 404
    assert made(bert.post(f"{ZONDERBEKE}/body-members/{member['id']}/end", {}), 200)["end"] == str(TODAY)


def test_settings(bert: Caller, caller: Callers) -> None:
    where = f"{ZONDERBEKE}/settings"
    assert made(bert.post(f"{where}/profile", {"nis2_entity": True}), 200)["nis2_entity"] is True
    assert bert.post(f"{where}/profile", {"letter_technical": "B"}).status_code == 422
    assert made(bert.post(f"{where}/profile", {"is_demo": True}), 200)["letter_technical"] == "A"  # not offered
    assert bert.post(f"{where}/entities", {"kind": "ocmw", "name": "OCMW Zonderbeke", "kbo": "1"}).status_code == 422
    named = made(bert.post(f"{where}/entities", {"kind": "ocmw", "name": "OCMW", "kbo": "0123.456.749"}), 200)
    assert named["entities"] == [{"kind": "ocmw", "name": "OCMW", "kbo": "0123.456.749"}]
    week = {"windows": [{"weekday": 0, "opens": "08:30", "closes": "12:00"}]}
    assert made(bert.post(f"{where}/hours", week), 200)["hours"] == [
        {"weekday": 0, "opens": "08:30", "closes": "12:00"}
    ]
    assert bert.post(f"{where}/hours", {"windows": week["windows"] * 2}).status_code == 422  # they overlap
    assert caller("chris").post(f"{where}/hours", week).status_code == 404
    assert caller("an").get(where).status_code == 404


def test_closing_days(bert: Caller) -> None:
    where = f"{ZONDERBEKE}/closing-days"
    day = made(bert.post(where, {"day": str(LATER), "name": "brugdag"}))
    assert bert.post(where, {"day": str(LATER), "name": "brugdag"}).status_code == 422
    assert bert.get(where).json()["items"] == [day]
    assert made(bert.post(f"{where}/{day['id']}/strike"), 200) == day
    assert bert.post(f"{where}/{day['id']}/strike").status_code == 404


LIST = "Voornaam;Familienaam;E-mail\nLotte;Devos;lotte@zonderbeke.example\nWout;Aerts;geen adres\n"


def test_import(world: World, bert: Caller, caller: Callers) -> None:
    where = f"{ZONDERBEKE}/persons/import"

    def file(text: str) -> dict[str, Any]:
        return {"file": SimpleUploadedFile("personeel.csv", text.encode())}

    plan = made(bert.upload(f"{where}/check", file(LIST)), 200)
    assert (plan["rows"], plan["faulty_rows"], plan["can_run"]) == (2, 1, False)
    assert [(f["line"], f["found"], f["level"]) for f in plan["faults"]] == [(3, "geen adres", "error")]
    refused = made(bert.upload(where, file(LIST)), 422)
    assert [e["field"] for e in refused["errors"]] == ["line 3"]
    good = LIST.replace("geen adres", "wout@zonderbeke.example")
    assert made(bert.upload(f"{where}/check", file(good)), 200)["counts"] == {"persoon": {"nieuw": 2}}
    with scope(world.system, [world.zonderbeke]):
        before = Person.objects.count()
    assert made(bert.upload(where, file(good)))["counts"] == {"persoon": {"nieuw": 2}}
    with scope(world.system, [world.zonderbeke]):
        assert Person.objects.count() == before + 2
    assert "people:list:imported" in facts()
    assert caller("dina").upload(f"{where}/check", file(good)).status_code == 404


def test_export_is_a_fact(world: World, caller: Callers) -> None:
    found = caller("bert", "read").get(f"{ZONDERBEKE}/persons/export.csv", search="peeters")
    assert found.status_code == 200, found.content
    assert found["Content-Disposition"].startswith("attachment")
    assert "Peeters An" in found.content.decode()
    assert "Maes" not in found.content.decode()
    assert "people:list:exported" in facts()
    assert caller("chris").get(f"{ZONDERBEKE}/persons/export.csv").status_code == 404


def test_my_tokens(caller: Callers) -> None:
    """A token makes no token that may more or works longer than itself."""
    dina, reader = caller("dina"), caller("dina", "read")
    assert reader.post("/me/tokens", {"name": "x", "scopes": ["read"]}).status_code == 403
    token = made(dina.post("/me/tokens", {"name": "script", "scopes": ["read"], "days": 10}))
    again = Caller(token["secret"], dina.client)
    assert again.get("/me").json()["scopes"] == ["read"]
    longer = made(dina.post("/me/tokens", {"name": "lang", "scopes": ["write"], "days": 91}), 422)
    assert [e["field"] for e in longer["errors"]] == ["days"]
    listed = dina.get("/me/tokens").json()
    assert listed["count"] == 3
    assert "secret" not in listed["items"][0]
    assert made(dina.post(f"/me/tokens/{token['id']}/revoke"), 200)["revoked_at"]
    assert again.get("/me").status_code == 401
    assert dina.post(f"/me/tokens/{token['id']}/revoke").status_code == 409
    assert caller("an").post(f"/me/tokens/{token['id']}/revoke").status_code == 404


def test_my_preferences_and_sessions(world: World, caller: Callers) -> None:
    an = caller("an")
    assert made(an.post("/me/preferences", {"theme": "dark"}), 200) == {"theme": "dark", "digest": True}
    assert made(an.post("/me/preferences", {"digest": False}), 200) == {"theme": "dark", "digest": False}
    assert caller("an", "read").post("/me/preferences", {}).status_code == 403
    client = Client()
    client.post("/account/login/", {"login": "an@example.be", "password": PASSWORD})
    assert client.get("/mijn/").status_code == 200
    assert made(an.post("/me/sessions/end"), 200)["sessions"] == 1
    assert client.get("/mijn/").status_code == 302
    assert "people:login:sessions-ended" in facts()


@pytest.mark.parametrize("path", ["mandates", "teams"])
def test_lists_cost_the_same_at_any_length(
    world: World, caller: Callers, path: str, django_assert_max_num_queries: Any
) -> None:
    dina = caller("dina")
    for number in range(25):
        person = world.employ(f"iemand{number}", ["staff"])
        with scope(world.system, [world.zonderbeke]):
            assert Mandate.objects.filter(person=person).exists()
    dina.get(f"{ZONDERBEKE}/{path}")
    with django_assert_max_num_queries(15):
        assert dina.get(f"{ZONDERBEKE}/{path}").status_code == 200
