"""The whole API called from its own schema: no server error, no answer that the schema does not know."""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
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
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.checkpointing import sign_all
from roeland.people import actions as people
from roeland.people.actions import create_token
from roeland.people.models import Mandate
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
    duty = actions.adopt(dina, authority=world.zonderbeke, catalogue_id="meet-security-service")
    task = actions.make_task(
        dina,
        authority=world.zonderbeke,
        title="Test",
        due=clock.today() + timedelta(days=9),
        person=world.person("dina"),
    )
    finding = actions.open_finding(dina, authority=world.zonderbeke, title="Test", severity="low", task=task)
    cost = actions.add_cost(
        dina,
        authority=world.zonderbeke,
        subject_kind="duties.task",
        subject_id=task.pk,
        title="Test",
        kind="once",
        amount=Decimal(1),
        first=clock.today(),
    )
    written = actions.attach_text(dina, task=task, text="Test")
    running = actions.start_clock(
        dina, authority=world.zonderbeke, clock_id="gdpr-33-regulator", title="Test", started_at=clock.now()
    )
    sign_all()
    there: dict[str, Any] = {"authority": world.zonderbeke, "person": world.person("an"), "start": clock.today()}
    body = people.add_body(dina, authority=world.zonderbeke, kind="management_team", name="Test")
    return {
        "secret": secret,
        "authority": "zonderbeke",
        "duty_id": str(duty.pk),
        "task_id": str(task.pk),
        "clock_id": str(running.pk),
        "finding_id": str(finding.pk),
        "cost_id": str(cost.pk),
        "evidence_id": str(written.pk),
        "person_id": str(world.person("an").pk),
        "team_id": str(people.add_team(dina, authority=world.zonderbeke, name="Test").pk),
        "body_id": str(body.pk),
        "member_id": str(people.join_body(dina, body=body, person=world.person("an")).pk),
        "mandate_id": str(_first(Mandate, world).pk),
        "replacement_id": str(people.set_replacement(dina, role="hr", rank=1, **there).pk),
        "absence_id": str(people.record_absence(dina, person=there["person"], start=clock.today()).pk),
        "closing_day_id": str(
            people.add_closing_day(dina, authority=world.zonderbeke, day=clock.today(), name="Test").pk
        ),
        "token_id": str(create_token(dina, account=account, name="weg", scopes=["read"])[0].pk),
        "role": "hr",
        "index": 0,
        "year": clock.today().year,
    }


def _first(model: type[Mandate], world: worlds.World) -> Mandate:
    with scope(world.system, [world.zonderbeke]):
        found: Mandate = model.objects.filter(person=world.person("an")).get()
        return found


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
        if isinstance(case.body, dict):  # a random uuid would never get past the look-up
            case.body.update({name: ids[f"{name}_id"] for name in ("person", "team") if name in case.body})
        case.call_and_validate(headers={"Authorization": f"Bearer {ids['secret']}"}, checks=CHECKS)

    call()
