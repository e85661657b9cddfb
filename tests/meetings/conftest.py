"""What the tests of meetings start from: a moment, a service with members, and a meeting that was convened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from roeland.kernel import clock
from roeland.meetings import actions
from roeland.meetings.bodies import kind_of
from roeland.meetings.models import Meeting
from roeland.people.actions import add_body, join_body
from roeland.people.models import Body
from tests.world import World

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
AFTERNOON = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, settings: Any) -> None:
    settings.ROELAND_DATA = tmp_path


@pytest.fixture
def service(world: World) -> Body:
    """The security service of Zonderbeke: Dina in the chair, Bert and An. Chris sits elsewhere."""
    body: Body = add_body(
        world.actor("bert"), authority=world.zonderbeke, kind="security_service", name="Informatieveiligheidsdienst"
    )
    for name in ("dina", "bert", "an"):
        join_body(
            world.actor("bert"), body=body, person=world.person(name), chairs=name == "dina", start=date(2025, 1, 1)
        )
    return body


def convened(world: World, body: Body, by: str = "dina", starts_at: datetime = AFTERNOON, **more: Any) -> Meeting:
    """A meeting of a body, not announced yet."""
    values: dict[str, Any] = {"place": "Kleine raadzaal", **more}
    return actions.convene(
        world.actor(by), body=body, audience=kind_of(body.kind).audience, starts_at=starts_at, **values
    )


def running(world: World, body: Body, **more: Any) -> Meeting:
    """A meeting that has begun."""
    return actions.begin(world.actor("dina"), meeting=convened(world, body, **more), early=True)


def held(world: World, body: Body, at: datetime) -> Meeting:
    """A meeting that was held and closed at a moment."""
    with clock.at(at):
        meeting = running(world, body, starts_at=at)
        with clock.at(at + timedelta(hours=2)):
            return actions.close_meeting(world.actor("dina"), meeting=meeting)
