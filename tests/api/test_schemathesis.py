"""The whole API called from its own schema: no server error, no answer that the schema does not know."""

import os
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from roeland.api import auth, urls
from roeland.api.schema import document
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.checkpointing import sign_all
from roeland.people.actions import create_token
from roeland.people.models import Mandate
from tests.conformance.api_tables import arguments
from tests.conformance.conftest import Planted

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
]
# Many in make check, on SQLite: what is drawn depends on the schema, not on the engine. On PostgreSQL every operation gets a few.
EXAMPLES = 30 if os.environ.get("ROELAND_NO_SKIP") == "1" and connection.vendor == "sqlite" else 6


def closed(application: Callable[..., Any]) -> Callable[..., Iterable[bytes]]:
    """The application as a server calls it: every answer is closed, and with it the files that were uploaded."""

    def run(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        # As Django's own test client does: the connection belongs to the test's transaction, no request may close it.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            answer = application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                answer.close()
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)

    return run


SCHEMA = schemathesis.openapi.from_dict(deepcopy(document(urls.api)))
SCHEMA.app = closed(get_wsgi_application())


@pytest.fixture(scope="module")
def _ids(_planted: Planted) -> dict[str, Any]:
    """Real values for the path, so that calls reach a verb, and a token that may write. Made once: the tests undo what they do."""
    world = _planted.world
    with gate.opened(), scope(world.system, [world.zonderbeke]):  # past the verb, which keeps these two roles apart
        Mandate.objects.create(
            authority=world.zonderbeke,
            audience="mandates",
            person=world.person("dina"),
            role="general_director",
            start=clock.today(),
        )
    dina, account = world.actor("dina"), world.accounts["dina"]
    _, secret = create_token(dina, account=account, name="schemathesis", scopes=["write"])
    mine, _ = create_token(dina, account=account, name="weg", scopes=["read"])
    sign_all()
    values, _audience = next(iter(arguments(_planted.own)))
    found = {name: value if isinstance(value, int) else str(value) for name, value in values.items()}
    return {**found, "secret": secret, "authority": "zonderbeke", "token_id": str(mine.pk)}


@pytest.fixture
def ids(_ids: dict[str, Any], db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The same for every test, each in a savepoint of its own."""
    monkeypatch.setattr(auth, "PER_TOKEN", 10**9)
    monkeypatch.setattr(auth, "PER_ADDRESS", 10**9)
    return _ids


def known(body: dict[str, Any], ids: dict[str, Any]) -> dict[str, Any]:
    """The body with the uuid of a real object where one is asked: a random one would never get past the look-up."""

    def real(name: str, value: object) -> object:
        try:
            UUID(str(value))
        except ValueError:
            return value
        return ids.get(f"{name}_id", value)

    return {name: real(name, value) for name, value in body.items()}


OPERATIONS = [(method, path) for path, methods in document(urls.api)["paths"].items() for method in methods]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_server_error_and_no_undocumented_answer(ids: dict[str, Any], method: str, path: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        derandomize=True,
    )
    @given(case=SCHEMA[path][method].as_strategy())
    def call(case: schemathesis.Case) -> None:
        for name in case.path_parameters or {}:
            if name in ids:
                case.path_parameters[name] = ids[name]
        if isinstance(case.body, dict):
            case.body = known(case.body, ids)
        case.call_and_validate(headers={"Authorization": f"Bearer {ids['secret']}"}, checks=CHECKS)

    call()


def test_every_name_in_a_path_has_a_value(ids: dict[str, Any]) -> None:
    """Else the calls end at a 404 and prove little."""
    assert {name for _, path in OPERATIONS for name in re.findall(r"{(\w+)}", path)} <= set(ids)
