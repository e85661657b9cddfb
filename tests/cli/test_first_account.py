"""A real installation starts: migrate, open an authority, invite the director, log in. And the other verbs on accounts."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.core import mail
from django.test import Client

from roeland.cli.account import account
from roeland.cli.authority import authority
from roeland.cli.start import os_user
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.people.models import Account, Mandate, Person
from tests.cli.running import environment, ok, run
from tests.world import PASSWORD, World

LOG_IN = """
import sys, django
django.setup()
from django.test import Client
path, email, password = sys.argv[1:]
client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
assert client.get(path).status_code == 200
assert client.post(path, {"password": password, "again": password}).status_code == 302
assert client.get(path).status_code == 410, "the link worked twice"
fresh = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
assert fresh.get("/").status_code == 302, "open without log-in"
assert fresh.post("/account/login/", {"login": email, "password": password}).status_code == 302
assert fresh.get("/").status_code == 200
page = fresh.get("/zonderbeke/personen/").content.decode()
assert "Maes" in page and "Claes" in page
print("in")
"""
DIRECTOR = ("--director", "An Maes", "--email", "an@zonderbeke.example.be")


def invoke(command: Any, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(command, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def last_payload() -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(bytes(LedgerPayload.objects.order_by("-pk")[0].payload or b""))
    return payload


def test_from_an_empty_folder_to_a_logged_in_director(tmp_path: Path) -> None:
    data = tmp_path / "var"
    ok(data, "migrate")
    assert "nog geen bestuur" in ok(data, "authority", "list")
    kbo = ("--kbo-municipality", "0200.000.043")
    wrong = run(data, "authority", "add", "--slug", "zonderbeke", "--name", "Zonderbeke", "--kbo-ocmw", "1", *DIRECTOR)
    assert (wrong.returncode, "geen geldig ondernemingsnummer" in wrong.stderr) == (1, True)
    assert json.loads(ok(data, "authority", "list", "--json")) == {"authorities": []}  # all or nothing
    made = json.loads(
        ok(data, "authority", "add", "--slug", "zonderbeke", "--name", "Zonderbeke", *kbo, *DIRECTOR, "--json")
    )
    assert json.loads(ok(data, "authority", "list", "--json"))["authorities"][0]["slug"] == "zonderbeke"
    link = made["invited"]["link"]
    assert link.startswith("http://127.0.0.1:8000/uitnodiging/")
    (letter,) = (data / "mail").iterdir()
    assert link in letter.read_text().replace("=\n", "")
    ok(
        data,
        *("account", "invite", "--authority", "zonderbeke", "--email", "bert@zonderbeke.example.be", "--no-mail"),
        *("--given", "Bert", "--family", "Claes", "--role", "security_officer"),
    )
    assert len(list((data / "mail").iterdir())) == 1
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LOG_IN,
            link.removeprefix("http://127.0.0.1:8000"),
            DIRECTOR[3],
            "een lang wachtwoord 9",
        ],
        env=environment(data, DJANGO_SETTINGS_MODULE="roeland.settings"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (0, "in\n"), done.stderr
    assert "Klopt: " in ok(data, "ledger", "verify")


def test_facts_name_the_user_of_the_operating_system(world: World, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invoke(authority, "add", "--slug", "kortemeers", "--name", "Kortemeers", *DIRECTOR)
    assert mail.outbox[0].to == [DIRECTOR[3]]
    rows = LedgerEntry.everything.order_by("pk")
    assert [row.action for row in rows] == [
        "people:authority:opened",
        "people:person:added",
        "people:mandate:added",
        "people:account:given",
        "people:account:invited",
    ]
    assert {json.loads(bytes(row.body))["role"] for row in rows} == {"os"}
    assert {json.loads(bytes(row.payload or b""))["os_user"] for row in LedgerPayload.objects.all()} == {os_user()}


def test_inviting_somebody_who_is_there_gives_only_what_lacks(world: World) -> None:
    asked = ("--authority", "zonderbeke", "--email", "AN@zonderbeke.example.be", "--role", "ict_staff", "--role", "hr")
    told = json.loads(invoke(account, "invite", *asked, "--no-mail", "--json"))
    assert (told["new"], told["roles"], told["email"]) == (False, ["hr"], "an@example.be")
    assert mail.outbox == []
    assert json.loads(invoke(account, "invite", *asked, "--no-mail", "--json"))["roles"] == []
    with scope(world.system, [world.zonderbeke]):
        assert Mandate.objects.filter(person=world.person("an")).count() == 2


def test_a_stranger_needs_a_name(world: World) -> None:
    asked = ("invite", "--authority", "zonderbeke", "--email", "nieuw@zonderbeke.example.be")
    assert "--given en --family" in invoke(account, *asked, code=1)
    with scope(world.system, [world.zonderbeke]):
        assert not Person.objects.filter(email="nieuw@zonderbeke.example.be").exists()
    assert LedgerEntry.everything.count() == 0


@pytest.mark.parametrize(
    "half", [("--director", "An Maes"), ("--email", "an@example.be"), ("--director", "An", *DIRECTOR[2:])]
)
def test_half_a_director_is_a_wrong_option(world: World, half: tuple[str, ...]) -> None:
    invoke(authority, "add", "--slug", "kortemeers", "--name", "Kortemeers", *half, code=2)
    assert "kortemeers" not in invoke(authority, "list")


def test_a_mail_server_that_is_away_loses_nothing(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    with django_capture_on_commit_callbacks() as later:
        invoke(account, "invite", "--authority", "zonderbeke", "--email", "an@example.be")
    from click import ClickException

    from roeland.cli.account import told

    with pytest.raises(ClickException, match="alles is bewaard, maar de mail vertrok niet"), told():
        later[0]()


def test_standing_still_and_a_lost_phone(world: World) -> None:
    who = world.accounts["an"]
    client = Client()
    client.post("/account/login/", {"login": who.email, "password": PASSWORD})
    assert client.get("/mijn/").status_code == 200
    Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data={"secret": "x"})
    invoke(account, "reset-totp", "--email", "an@example.be")
    assert not Authenticator.objects.exists()
    assert client.get("/mijn/").status_code == 302
    assert last_payload() == {"os_user": os_user()}
    assert "geen tweede stap" in invoke(account, "reset-totp", "--email", "an@example.be", code=1)
    invoke(account, "deactivate", "--email", "an@example.be")
    assert not Account.objects.get(pk=who.pk).is_active
    assert "al stil" in invoke(account, "deactivate", "--email", "an@example.be", code=1)
    assert "er is geen account" in invoke(account, "deactivate", "--email", "niemand@example.be", code=1)
    assert list(LedgerEntry.everything.order_by("pk").values_list("action", flat=True)) == [
        "people:login:done",
        "people:account:second-step-reset",
        "people:account:deactivated",
    ]
