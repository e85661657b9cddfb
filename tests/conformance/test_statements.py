"""Every list of every room costs the same few statements with ten of everything and with a hundred, over two authorities and over fifty.

The rows are copies of what `things` planted, the lists are the pages and the query parameters are those of the program itself: a new
list is walked without being named here. Only what is over the bound stands below, each with why.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.kernel.actor import Actor
from tests.conformance.addresses import addresses, takes_object, url
from tests.conformance.conftest import Planted, Remembered
from tests.conformance.many import Originals
from tests.conformance.surfaces import Route
from tests.conformance.test_pages import pages

MOST = 15  # statements, the frame round the page included
ROW_STEPS, PLACE_STEPS = (range(9), range(9, 99)), (range(9), range(9, 49))
NO_LIST = {  # pages that put many things together: their bound
    "duties-today": 44,
    "duties-today-all": 44,
    "people-my-data": 30,
    "packs-start": 20,
    "ledger-log": 20,
    "governance-signing": 24,
    "acceptance-offer": 25,
    "authorities": 16,  # what each authority has late, plus the counts in the frame
}
BY_PLACE = {  # cost grows with the authorities, by design or to be mended
    "people-my-data": "what is known of somebody is read in each of the authorities apart",
}
ROUNDS = ("acceptance-offer",)  # about one object, but a list of people


def lists() -> list[Route]:
    return [r for r in pages() if not takes_object(r.pattern) or r.name in ROUNDS]


def walk(planted: Planted, *, wide: bool) -> dict[str, tuple[str, int]]:
    """Address -> (name, statements) of every list that opens for the shared officer."""
    client, found = planted.browse("dina"), {}
    client.get("/")
    for route in lists():
        if wide and "<slug:authority>" in route.pattern:
            continue
        for address in addresses(route, planted.own)[:1]:
            where = url(route, address, "zonderbeke")
            with CaptureQueriesContext(connection) as caught:
                response = client.get(where)
            if response.status_code == 200:
                found[where] = (route.name, len(caught))
    return found


def faults(
    few: dict[str, tuple[str, int]], many: dict[str, tuple[str, int]], grows: Callable[[str], bool]
) -> list[str]:
    wrong = []
    for where, (name, count) in many.items():
        if not grows(name) and (count > few[where][1] or count > NO_LIST.get(name, MOST)):
            wrong.append(f"{where} ({name}): {few[where][1]} statements, then {count}")
    return wrong


def test_a_list_costs_the_same_at_ten_and_at_a_hundred(planted: Planted) -> None:
    originals, counted = Originals(planted.world, planted.world.zonderbeke), []
    for step in ROW_STEPS:
        originals.multiply(step)
        counted.append(walk(planted, wide=False))
    assert len(counted[0]) > 60
    assert not faults(counted[0], counted[1], lambda _name: False)


def test_a_list_costs_the_same_over_many_authorities(
    planted: Planted, remembered_actors: dict[Remembered, Actor]
) -> None:
    originals, counted = Originals(planted.world, planted.world.lissegem), []
    for step in PLACE_STEPS:
        originals.spread(step, planted.world.accounts["dina"])
        remembered_actors.clear()  # who she is grew
        assert len(planted.world.actor("dina").rights) >= step.stop
        counted.append(walk(planted, wide=True))
    assert len(counted[0]) > 20
    assert not faults(counted[0], counted[1], lambda name: name in BY_PLACE)
    for name in BY_PLACE:
        assert name in {row[0] for row in counted[1].values()}, f"{name} is no longer a page"


def test_what_waits_for_a_signature_costs_the_same_over_many_authorities(
    planted: Planted, remembered_actors: dict[Remembered, Actor]
) -> None:
    """The officer of the walk above signs nothing: a director does, in every authority that he leads."""
    bert, counted = planted.world.accounts["bert"], []
    originals = Originals(planted.world, planted.world.zonderbeke)
    for step in PLACE_STEPS:
        originals.spread(step, bert)
        remembered_actors.clear()
        client = planted.browse("bert")
        client.get("/tekenmap/")
        with CaptureQueriesContext(connection) as caught:
            shown = client.get("/tekenmap/").content.decode()
        counted.append((len(caught), shown.count('<article class="sign"')))
    (few, first), (many, last) = counted
    assert first >= 10
    assert last >= 5 * first
    assert many == few
    assert many <= NO_LIST["governance-signing"]


@pytest.mark.parametrize("name", [*NO_LIST, *BY_PLACE])
def test_an_exception_names_a_page(name: str) -> None:
    assert name in {route.name for route in lists()}
