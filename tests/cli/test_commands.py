"""The list of commands, and the commands that call verbs, on the database of the test."""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from roeland.cli import progress
from roeland.cli.importing import importing
from roeland.cli.main import COMMANDS, roeland
from roeland.cli.start import os_user
from roeland.cli.token import token
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.people.models import ApiToken, Person
from roeland.people.queries import token_owner
from tests.world import World


def invoke(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_help_lists_every_command_without_starting_anything() -> None:
    said = invoke(roeland, "--help").output
    assert all(f"  {name}" in said for name in COMMANDS)


ENGLISH = ("Usage:", "Options", "Show this", "required", "default:", "COMMAND", "[OPTIONS]", "Error", "Try ")


def test_help_and_remarks_are_dutch() -> None:
    said = invoke(roeland, "--help").output
    assert said.startswith("Gebruik: ")
    assert "OPDRACHT" in said
    below = invoke(roeland, "token", "create", "--help").output
    assert "Opties:" in below
    assert "[verplicht]" in below
    wrong = invoke(roeland, "token", "create", "--dagen", "3")
    assert wrong.exit_code == 2
    assert "De optie '--dagen' bestaat niet." in wrong.output
    assert not [word for word in ENGLISH for text in (said, below, wrong.output) if word in text]


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_exists_and_explains_itself(name: str) -> None:
    entry = COMMANDS[name]
    command = getattr(import_module(entry.module), entry.attribute)
    assert isinstance(command, click.Command)
    assert command.help
    shown = invoke(command, "--help")
    assert shown.exit_code == 0
    assert "Opties:" in shown.output


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in {"serve", "worker", "demo"}])
def test_output_that_is_data_can_be_json(name: str) -> None:
    command = getattr(import_module(COMMANDS[name].module), COMMANDS[name].attribute)
    leaves = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    assert any("--json" in option.opts for leaf in leaves for option in leaf.params)


def test_token_is_made_shown_once_and_revoked(world: World) -> None:
    made = json.loads(
        invoke(token, "create", "--account", "DINA@example.be", "--scope", "write", "--days", "7", "--json").output
    )
    found = token_owner(made["token"])
    assert found is not None
    assert found.account == world.accounts["dina"]
    listed = invoke(token, "list", "--account", "dina@example.be", "--json").output
    assert made["token"] not in listed
    assert json.loads(listed)["tokens"][0]["scopes"] == ["write"]
    assert invoke(token, "revoke", "--account", "dina@example.be", made["id"]).exit_code == 0
    assert token_owner(made["token"]) is None
    last = LedgerEntry.everything.order_by("-pk").first()
    assert last is not None
    assert (last.action, json.loads(bytes(last.body))["role"]) == ("people:token:revoked", "os")


def test_token_goes_to_a_closed_file(world: World, tmp_path: Path) -> None:
    out = tmp_path / "token"
    said = invoke(token, "create", "--account", "an@example.be", "--out", str(out)).output
    secret = out.read_text().strip()
    assert token_owner(secret) is not None
    assert secret not in said
    assert out.stat().st_mode & 0o077 == 0


def test_token_of_nobody(world: World) -> None:
    done = invoke(token, "create", "--account", "niemand@example.be")
    assert (done.exit_code, ApiToken.objects.count()) == (1, 0)
    assert "er is geen account met het e-mailadres niemand@example.be" in done.output


CSV = """Voornaam;Familienaam;E-mail;Dienst;Functie;In dienst
Greta;Lambrecht;greta@zonderbeke.example.be;Burgerzaken;loketmedewerker;1/03/2021
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    def to_file(text: str) -> str:
        path = tmp_path / "personeel.csv"
        path.write_bytes(text.encode("cp1252"))
        return str(path)

    return to_file


def persons(world: World) -> int:
    with scope(world.system, [world.zonderbeke]):
        count: int = Person.objects.count()
        return count


def test_import_is_a_test_first_then_real_then_nothing(world: World, write: Callable[[str], str]) -> None:
    file, before = write(CSV), persons(world)
    tried = invoke(importing, "persons", file, "--authority", "zonderbeke")
    assert (tried.exit_code, persons(world)) == (0, before)
    assert "Dit was een testimport." in tried.output
    done: dict[str, Any] = json.loads(
        invoke(importing, "persons", file, "--authority", "zonderbeke", "--yes", "--json").output
    )
    assert (done["imported"], done["counts"]["persoon"], persons(world)) == (True, {"nieuw": 1}, before + 1)
    stated = LedgerEntry.everything.get(action="people:list:imported")
    told = LedgerPayload.objects.get(tree=stated.tree, idx=stated.idx)
    assert json.loads(bytes(told.payload or b""))["os_user"] == os_user()
    again = json.loads(invoke(importing, "persons", file, "--authority", "zonderbeke", "--yes", "--json").output)
    assert (again["imported"], persons(world)) == (False, before + 1)


def test_import_with_a_fault_changes_nothing_and_names_the_place(world: World, write: Callable[[str], str]) -> None:
    before = persons(world)
    done = invoke(
        importing, "persons", write(CSV.replace("1/03/2021", "31/02/2021")), "--authority", "zonderbeke", "--yes"
    )
    assert (done.exit_code, persons(world)) == (1, before)
    assert "personeel.csv, rij 2, kolom" in done.output
    assert "Er is nog niets geïmporteerd." in done.output


def test_import_counts_rows_as_dutch_does(world: World, write: Callable[[str], str]) -> None:
    one = invoke(
        importing, "persons", write(CSV.replace("1/03/2021", "31/02/2021")), "--authority", "zonderbeke"
    ).output
    assert "personeel.csv: 1 rij met" in one
    assert "1 rij klopt nog niet." in one
    assert "1 rijen" not in one


def test_a_long_import_tells_how_far_it_is(
    world: World, write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "QUIET", 0.0)
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    head, _ = CSV.splitlines()
    rows = [f"Nel{n};Proef{n};nel{n}@zonderbeke.example.be;;;1/03/2021" for n in range(60)]
    text = "\n".join([head, *rows]) + "\n"
    done = CliRunner().invoke(importing, ["persons", write(text), "--authority", "zonderbeke", "--yes", "--json"])
    assert json.loads(done.stdout)["counts"]["persoon"] == {"nieuw": 60}
    assert done.stderr.splitlines() == [f"Importeren: {n} van 60 wijzigingen" for n in (25, 50, 60)]


def test_unknown_authority_names_the_known_ones(world: World, write: Callable[[str], str]) -> None:
    done = invoke(importing, "persons", write(CSV), "--authority", "zonderbeek")
    assert done.exit_code == 1
    assert "Bekend: lissegem, zonderbeke." in done.output
