"""Every list page that a role may open can be reached from its side bar: no page is known only to who typed its address."""

from collections.abc import Iterable
from uuid import uuid4

import pytest
from django.test import Client

from roeland.kernel.actor import Actor
from roeland.kernel.rights import RIGHTS
from roeland.web.navigation import Entry, groups_for
from roeland.web.shell import may_open, shell_of
from tests.conformance.surfaces import routes
from tests.world import World, log_in

SLUG = "/zonderbeke/"
HERE = "<slug:authority>/"
BY_ANOTHER = {  # reached by the tabs and links of a page that is in the side bar
    "klokken/": "controleplan/",
    "bevindingen/": "controleplan/",
    "kosten/": "controleplan/",
    "organen/": "personen/",
    "rollen/": "organen/",
    "diensten/": "personen/",
    "instellingen/": "personen/",
    "overeenkomst/": "bezoeken/",
    "wijzigingen/": "bezoeken/",
    "scherm/": "",  # the verb of the focus, posted by buttons
    "mandaten/": "mijn/",  # everybody's own file
    "tekenmap/": "",  # for who holds a word; Vandaag says when something waits
    "vergaderingen/": "",  # everybody may be invited to one: the invitation and Vandaag lead there
}


def lists() -> list[str]:
    """Paths of one segment below the authority."""
    found = {r.pattern.removeprefix(HERE) for r in routes() if r.ours and r.pattern.startswith(HERE)}
    return sorted(path for path in found if path.count("/") == 1 and "<" not in path and path.endswith("/"))


def paths(entries: Iterable[Entry]) -> set[str]:
    return {path for entry in entries for path in ({entry.path} | paths(entry.below))}


def leads_to(path: str, shown: set[str]) -> bool:
    """Whether the side bar leads there, if need be over another page."""
    return path in shown or (path in BY_ANOTHER and leads_to(BY_ANOTHER[path], shown))


def hidden(*roles: str) -> list[str]:
    """What somebody with these roles may open and cannot find."""
    authority = uuid4()
    actor = Actor(uuid4(), "Iemand", {authority: RIGHTS.of(roles)}, {authority: uuid4()})
    shown = paths(entry for group in groups_for(frozenset(roles), operator=False) for entry in group.entries)
    return [path for path in lists() if may_open(actor, SLUG + path, authority) and not leads_to(path, shown)]


@pytest.mark.parametrize("role", sorted(RIGHTS.roles))
def test_what_a_role_may_open_it_can_find(role: str) -> None:
    assert not hidden(role)


@pytest.mark.parametrize("role", ["chair", "councillor"])
def test_who_sits_in_the_special_committee_too_finds_what_both_may(role: str) -> None:
    assert not hidden(role, "bcsd_member")


def test_what_is_named_as_reached_by_another_page_exists() -> None:
    assert set(BY_ANOTHER) <= set(lists())
    assert len(lists()) > 20


def test_a_part_without_a_page_of_its_own_keeps_its_pages_together(world: World) -> None:
    """Over all authorities there is no page of persons: its word leads to the first page below it, the others fold under it."""
    client = Client()
    log_in(client, world.accounts["dina"])
    request = client.get("/besturen/").wsgi_request
    shell = shell_of(request)
    assert shell is not None
    first = {item.label: item for group in shell.navigation for item in group.items}
    assert not {"Dossiers per mandaat", "Contacten", "Communicatieplan"} & set(first)
    people = first["Personen en mandaten"]
    assert people.url == "/mandaten/"
    assert [one.label for one in people.below] == ["Dossiers per mandaat", "Contacten", "Communicatieplan"]
    assert not people.opened
