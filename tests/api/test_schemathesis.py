"""The whole API called from its own schema: no server error, no answer that the schema does not know."""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
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
from roeland.duties import actions
from roeland.kernel import clock
from roeland.ledger.checkpointing import sign_all
from roeland.people.actions import create_token
from tests import world as worlds

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
]
THOROUGH = os.environ.get("ROELAND_NO_SKIP") == "1"  # in make check


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


SCHEMA = schemathesis.openapi.from_dict(document(urls.api))
SCHEMA.app = closed(get_wsgi_application())


@pytest.fixture
def ids(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Real values for the path, so that most calls reach a verb, and a token that may write."""
    monkeypatch.setattr(auth, "PER_TOKEN", 10**9)
    monkeypatch.setattr(auth, "PER_ADDRESS", 10**9)
    world = worlds.build()
    dina, account = world.actor("dina"), world.accounts["dina"]
    _, secret = create_token(dina, account=account, name="schemathesis", scopes=["write"])
    duty = actions.adopt(dina, authority=world.zonderbeke, catalogue_id="meet-security-service")
    task = actions.make_task(
        dina,
        authority=world.zonderbeke,
        title="Test",
        due=clock.today() + timedelta(days=9),
        person=world.person("dina"),
    )
    finding = actions.open_finding(dina, authority=world.zonderbeke, title="Test", severity="low", task=task)
    written = actions.attach_text(dina, task=task, text="Test")
    running = actions.start_clock(
        dina, authority=world.zonderbeke, clock_id="gdpr-33-regulator", title="Test", started_at=clock.now()
    )
    sign_all()
    return {
        "secret": secret,
        "authority": "zonderbeke",
        "duty_id": str(duty.pk),
        "task_id": str(task.pk),
        "clock_id": str(running.pk),
        "finding_id": str(finding.pk),
        "evidence_id": str(written.pk),
        "person_id": str(world.person("an").pk),
        "index": 0,
        "year": clock.today().year,
    }


OPERATIONS = [(method, path) for path, methods in document(urls.api)["paths"].items() for method in methods]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_server_error_and_no_undocumented_answer(ids: dict[str, Any], method: str, path: str) -> None:
    @settings(
        max_examples=30 if THOROUGH else 6,
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
        case.call_and_validate(headers={"Authorization": f"Bearer {ids['secret']}"}, checks=CHECKS)

    call()
