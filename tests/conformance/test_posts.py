"""Every page x POST without a body: who may not changes nothing and learns nothing; who may gets a form, never an error."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from roeland.kernel.gate import FREE as WRITTEN_BY_DJANGO
from roeland.kernel.page import PUBLIC
from tests.conformance.addresses import addresses, open_to, takes_object, url
from tests.conformance.conftest import Planted
from tests.conformance.test_models import ours
from tests.conformance.test_pages import BARE, FREE, MAYBE_ABSENT, pages, text_of
from tests.conformance.test_verbs import expected
from tests.conformance.things import may_read, seeds_in

SHUT_TO_HIM = {403, 404, 405}


def counts() -> dict[str, int]:
    """How many rows every table of ours has; the ledger's among them."""
    tables = [m._meta.db_table for m in ours() if m._meta.db_table not in WRITTEN_BY_DJANGO]
    one = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(one)
        return dict(cursor.fetchall())


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever a request changed, so that the next one finds the same objects."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_FREE = "|".join(sorted(WRITTEN_BY_DJANGO))
_HARMLESS = re.compile(
    rf'\s*(SELECT\b|SAVEPOINT\b|RELEASE\b|ROLLBACK TO\b|(INSERT INTO|UPDATE|DELETE FROM) "?({_FREE})"?\s)',
    re.IGNORECASE,
)


@contextmanager
def nothing_written(where: str) -> Iterator[None]:
    """A request that must leave every table of ours as it was. Counting all tables takes longer than most requests, so they are
    counted only when a statement was sent that is not plainly a read, or a write of Django's own."""
    loud: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        if not _HARMLESS.match(sql):
            loud.append(sql)
        return execute(sql, params, many, context)

    left: dict[str, int] | None = None
    with undone():
        with connection.execute_wrapper(watch):
            yield
        left = counts() if loud else None
    assert left is None or left == counts(), f"{where} was refused and wrote all the same: {loud[:3]}"


def post(client: Client, where: str) -> tuple[int, str]:
    response = client.post(where)
    return response.status_code, text_of(response)


def leaked(planted: Planted, text: str, role: str) -> set[str]:
    """Words in an answer that this role (none = a stranger's) does not read."""
    known = {word for word in seeds_in(text) if word in planted.words}
    return known if not role else {w for w in known if not may_read(planted.words[w], role, "zonderbeke")}


def shut(planted: Planted, client: Client, where: str, role: str = "") -> None:
    """A POST that must come to nothing."""
    with nothing_written(where):
        status, text = post(client, where)
    assert status in SHUT_TO_HIM, f"{where}: {status}"
    assert not leaked(planted, text, role), where


@BARE
def test_a_stranger_changes_nothing(planted: Planted) -> None:
    """Officer and director of Lissegem at once, so every permission there: Zonderbeke is shut by every address."""
    planted.world.employ("vreemd", ["security_officer", "general_director", "dpo", "hr"], planted.world.lissegem)
    client = planted.browse("vreemd")
    for route in pages():
        if "<slug:authority>" in route.pattern:
            for things in (planted.own, planted.other):
                for address in addresses(route, things):
                    shut(planted, client, url(route, address, "zonderbeke"))
        if takes_object(route.pattern) and route.permission != PUBLIC:
            for address in addresses(route, planted.own):
                if address.own:  # an object of Zonderbeke, by his own address
                    shut(planted, client, url(route, address, "lissegem"))


@pytest.mark.parametrize(
    "role", ["staff", "councillor", "hr", "ict_staff", "dpo", "general_director", "security_officer"]
)
@BARE
def test_every_post_for_a_role(planted: Planted, role: str) -> None:
    planted.world.employ("iemand", [role])
    client, agreed = planted.browse("iemand"), expected()
    for route in pages():
        assert route.permission is not None
        free = route.permission in FREE
        for address in addresses(route, planted.own):
            if not open_to(role, route.permission.code, address, agreed, free=free):
                shut(planted, client, url(route, address, "zonderbeke"), role)
                continue
            where = url(route, address, "zonderbeke")
            with undone():
                status, text = post(client, where)
            assert status in {200, 302, 405, 422} | ({404, 410} if route.name in MAYBE_ABSENT else set()), (
                f"{where}: {status}"
            )
            assert not leaked(planted, text, role), where
        if takes_object(route.pattern) and route.permission != PUBLIC:
            for address in addresses(route, planted.other):
                if address.own:
                    shut(planted, client, url(route, address, "zonderbeke"), role)


@BARE
def test_a_button_that_is_allowed_does_write(planted: Planted) -> None:
    """The counts above can differ: the third person's claim grows the tree."""
    before = counts()
    client = planted.browse(planted.own.third)
    number = planted.own.task["forensic"].number
    status, _ = post(client, f"/zonderbeke/taken/{number}/opnemen/")
    assert status == 302
    assert counts()["ledger_ledgerentry"] == before["ledger_ledgerentry"] + 1


@BARE
def test_a_write_that_should_not_be_is_noticed(planted: Planted) -> None:
    """The suite above can fail: the same claim, looked at as if it were refused."""
    client, number = planted.browse(planted.own.third), planted.own.task["forensic"].number
    with pytest.raises(AssertionError, match="wrote all the same"), nothing_written("the claim"):
        post(client, f"/zonderbeke/taken/{number}/opnemen/")
