"""Every route of the schema: nobody without a token, no stranger, no writing with a token that may read; fixed cost of lists."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.api import urls
from roeland.api.schema import document
from roeland.duties import actions
from roeland.kernel import clock
from tests.api.conftest import Caller
from tests.world import World

VALUES = {"authority": "zonderbeke", "year": "2025", "index": "0", "part": "public", "form": "pdf"}


def operations() -> Iterator[tuple[str, str]]:
    for path, methods in document(urls.api)["paths"].items():
        for method in methods:
            yield method, path.removeprefix("/api/v1")


def filled(path: str) -> str:
    for name, value in VALUES.items():
        path = path.replace(f"{{{name}}}", value)
    while "{" in path:
        start, end = path.index("{"), path.index("}")
        path = path[:start] + str(uuid4()) + path[end + 1 :]
    return path


OPERATIONS = list(operations())
IN_AUTHORITY = [(method, path) for method, path in OPERATIONS if "{authority}" in path]


def test_there_are_routes_to_test() -> None:
    assert len(IN_AUTHORITY) > 40


def test_without_a_token_every_route_is_shut(world: World) -> None:
    anonymous = Caller("", Client())
    calls = {"get": anonymous.get, "post": anonymous.post}
    assert {calls[method](filled(path)).status_code for method, path in OPERATIONS} == {401}


def test_a_stranger_finds_nothing(caller: Callable[..., Caller]) -> None:
    emil = caller("emil")
    for method, path in IN_AUTHORITY:
        status = (emil.get if method == "get" else emil.post)(filled(path)).status_code
        # An empty body may be refused before anybody looks who asks; that tells nothing about Zonderbeke.
        assert status == 404 or (method == "post" and status == 422), (method, path, status)


def test_a_token_that_may_read_never_writes(world: World, caller: Callable[..., Caller]) -> None:
    reader = caller("dina", "read")
    for method, path in IN_AUTHORITY:
        if method == "post":
            assert reader.post(filled(path)).status_code in {403, 422}, path
            assert reader.post(filled(path), {"reason": "x", "text": "x", "proof": "x", "year": 2025}).status_code in {
                403,
                422,
            }


@pytest.mark.parametrize("path", ["/authorities/zonderbeke/tasks", "/authorities/zonderbeke/persons"])
def test_a_list_costs_the_same_at_any_length(world: World, caller: Callable[..., Caller], path: str) -> None:
    dina, costs = caller("dina"), []
    for batch in (3, 30):
        for number in range(batch):
            world.employ(f"iemand{batch}-{number}", ["staff"])
            actions.make_task(
                world.actor("dina"),
                authority=world.zonderbeke,
                title=f"Taak {batch} {number}",
                due=clock.today() + timedelta(days=number),
                person=world.person("an"),
            )
        dina.get(path)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert len(dina.get(path).json()["items"]) >= batch
        costs.append(len(found))
    assert costs[0] == costs[1] <= 15


def test_the_openapi_document_is_written_once() -> None:
    assert document(urls.api) is document(urls.api)
