"""Every answer that is no success is a problem document."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import get_args

import pytest
from django.http import HttpResponse
from django.test import Client
from pydantic_core.core_schema import ErrorType

from roeland.api import auth, faults, people
from roeland.kernel import clock
from roeland.people.actions import create_token, revoke_token
from tests.api.conftest import Caller
from tests.world import World


def assert_problem(response: HttpResponse, status: int) -> dict[str, object]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, object] = response.json()  # type: ignore[attr-defined]
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    return body


def test_without_a_token(world: World) -> None:
    response = Caller("", Client()).get("/me")
    assert_problem(response, 401)
    assert response["WWW-Authenticate"] == "Bearer"


def test_unknown_expired_and_revoked_tokens_read_the_same(world: World, caller: Callable[..., Caller]) -> None:
    account = world.accounts["dina"]
    dina = world.actor("dina")
    token, revoked = create_token(dina, account=account, name="weg", scopes=["read"])
    revoke_token(dina, account=account, token=token)
    _, expired = create_token(dina, account=account, name="oud", scopes=["read"], days=1)
    answers = [Caller(secret, Client()).get("/me").content for secret in ("roeland_onbekend", "iets anders", revoked)]
    with clock.at(clock.now() + timedelta(days=2)):
        answers.append(Caller(expired, Client()).get("/me").content)
    assert len(set(answers)) == 1
    assert b"401" in answers[0]


def test_a_session_is_no_way_in(browse: Callable[[str], Client]) -> None:
    assert_problem(browse("dina").get("/api/v1/me"), 401)  # type: ignore[arg-type]


def test_a_token_that_may_read_does_not_write(caller: Callable[..., Caller]) -> None:
    body = assert_problem(
        caller("dina", "read").post("/authorities/zonderbeke/duties/adopt", {"catalogue_id": "x"}), 403
    )
    assert body["detail"] == "Dit token mag lezen, niet schrijven."


@pytest.mark.parametrize(
    "path",
    [
        "/bestaat-niet",
        "/authorities/zonderbeke/law-changes/%0A/leave/x",
        "/authorities/zonderbeke/tasks/%0a%0d",
        "/authorities/nergens",
        "/authorities/nergens/tasks",
        "/authorities/zonderbeke/tasks/6f0a5c0e-0000-4000-8000-000000000000",
        "/authorities/zonderbeke/tasks/geen-uuid",
        "/authorities/zonderbeke/reports/1999",
        "/authorities/zonderbeke/reports/99999999999999999999",
        "/authorities/zonderbeke/ledger/entries/99999999999999999999999",
    ],
)
def test_absent(caller: Callable[..., Caller], path: str) -> None:
    assert_problem(caller("dina").get(path), 404)


def test_refused_reads_like_absent(caller: Callable[..., Caller]) -> None:
    stranger, absent = (
        caller("emil").get("/authorities/zonderbeke/persons"),
        caller("emil").get("/authorities/weg/persons"),
    )
    assert (stranger.status_code, stranger.content) == (absent.status_code, absent.content)
    assert_problem(caller("chris").get("/authorities/zonderbeke/duties"), 404)  # a councillor has no control plan


def test_wrong_method(caller: Callable[..., Caller]) -> None:
    response = caller("dina").post("/me")
    assert_problem(response, 405)
    assert response["Allow"] == "GET"


def test_broken_json(caller: Callable[..., Caller]) -> None:
    assert_problem(caller("dina").post("/authorities/zonderbeke/duties/adopt", "{"), 400)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "catalogue_id"),
        ({"catalogue_id": "bestaat-niet"}, "catalogue_id"),
        ({"catalogue_id": "meet-security-service", "start": "morgen"}, "start"),
        ({"catalogue_id": "meet-security-service", "minutes": 0}, "minutes"),
        ({"catalogue_id": "a\0b"}, "catalogue_id"),
        ({"catalogue_id": "\ud800"}, "catalogue_id"),
    ],
)
def test_input_that_does_not_fit(caller: Callable[..., Caller], body: dict[str, object], field: str) -> None:
    found = assert_problem(caller("dina").post("/authorities/zonderbeke/duties/adopt", body), 422)
    assert field in str(found["errors"])


ENGLISH = re.compile(r"\b(field|required|input|should|be|value|error|valid|must|string|than|or)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ({}, "catalogue_id", "Dit veld ontbreekt."),
        ({"catalogue_id": 3}, "catalogue_id", "Dit moet tekst zijn."),
        ({"catalogue_id": "x", "start": "morgen"}, "start", "Dit moet een datum zijn, bijvoorbeeld 2026-11-17."),
        ({"catalogue_id": "x", "minutes": 0}, "minutes", "Dit moet minstens 1 zijn."),
        ({"catalogue_id": "x", "minutes": "veel"}, "minutes", "Dit moet een geheel getal zijn."),
        ({"catalogue_id": "a\0b"}, "data", "catalogue_id: dit teken kan niet bewaard worden"),
    ],
)
def test_what_does_not_fit_is_said_in_dutch(
    caller: Callable[..., Caller], body: dict[str, object], field: str, detail: str
) -> None:
    found = assert_problem(caller("dina").post("/authorities/zonderbeke/duties/adopt", body), 422)
    [error] = found["errors"]  # type: ignore[misc]
    assert (error["field"].rpartition(".")[2], error["detail"]) == (field, detail)  # type: ignore[attr-defined]


def test_every_type_of_error_is_dutch() -> None:
    for kind in get_args(ErrorType):
        text = faults.told("naam", {"type": kind, "msg": "Input should be English", "ctx": {}})
        assert not ENGLISH.search(text), (kind, text)
    literal = faults.told("soort", {"type": "literal_error", "ctx": {"expected": "'pdf', 'docx' or 'html'"}})
    assert literal == "Dit kan alleen 'pdf', 'docx' of 'html' zijn."
    assert faults.told("soort", {"type": "komt later"}) == "“soort” heeft niet de gevraagde vorm."


def test_a_token_that_may_read_hears_that_before_its_input_is_judged(caller: Callable[..., Caller]) -> None:
    dina = caller("dina", "read")
    for path, body in (("/authorities/zonderbeke/duties/adopt", {}), ("/authorities/zonderbeke/duties/adopt", "{")):
        assert_problem(dina.post(path, body), 403)
    assert_problem(dina.post("/authorities/nergens/duties/adopt", {}), 403)


def test_a_rule_says_no(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    assert (
        dina.post("/authorities/zonderbeke/duties/adopt", {"catalogue_id": "meet-security-service"}).status_code == 201
    )
    again = dina.post("/authorities/zonderbeke/duties/adopt", {"catalogue_id": "meet-security-service"})
    assert assert_problem(again, 409)["detail"] == "Deze terugkerende taak loopt al."


def test_too_many_calls(caller: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "PER_TOKEN", 3)
    dina = caller("dina")
    with clock.at(clock.now()):
        assert [dina.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
        response = dina.get("/me")
    assert_problem(response, 429)
    assert 0 < int(response["Retry-After"]) <= 60


def test_guessing_tokens_is_slowed_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "PER_ADDRESS", 2)
    with clock.at(clock.now()):
        answers = [Caller(f"roeland_{n}", Client()).get("/me").status_code for n in range(3)]
    assert answers == [401, 401, 429]


def test_a_fault_tells_nothing(caller: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_request: object) -> None:
        raise RuntimeError("geheime tekst")

    monkeypatch.setattr(people, "_authorities", broken)
    response = caller("dina").get("/authorities")
    assert_problem(response, 500)
    assert b"geheim" not in response.content
