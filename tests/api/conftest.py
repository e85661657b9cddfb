"""Callers of the API: a person of the world with a token."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from roeland.people.actions import create_token
from tests.conformance.conftest import _planted  # noqa: F401 -- a fixture of test_schemathesis
from tests.world import World


@dataclass
class Caller:
    """Calls /api/v1 with a token; `secret` empty means without."""

    secret: str
    client: Client

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers())  # type: ignore[return-value]

    def post(self, path: str, body: object = None, **more: Any) -> HttpResponse:
        return self.client.post(  # type: ignore[return-value]
            f"/api/v1{path}", body, content_type="application/json", headers=self.headers(), **more
        )

    def upload(self, path: str, data: dict[str, Any]) -> HttpResponse:
        return self.client.post(f"/api/v1{path}", data, headers=self.headers())  # type: ignore[return-value]


@pytest.fixture
def caller(world: World) -> Callable[..., Caller]:
    """caller("dina") calls with a token of Dina that may write; caller("dina", "read") may only read."""

    def make(name: str, *scopes: str) -> Caller:
        account = world.accounts[name]
        _, secret = create_token(world.actor(name), account=account, name="test", scopes=scopes or ("write",))
        return Caller(secret, Client())

    return make
