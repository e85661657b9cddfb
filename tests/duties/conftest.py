"""What the tests of duties start from: a moment, and short ways to adopt, plan and hand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from roeland.duties import actions
from roeland.duties.models import Duty, Task
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from tests.world import World

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture(autouse=True)
def evidence_root(tmp_path: Path, settings: Any) -> Path:
    settings.ROELAND_DATA = tmp_path
    return tmp_path / "evidence"


@pytest.fixture
def seen() -> Callable[[Actor, Authority], AbstractContextManager[Any]]:
    return lambda actor, *authorities: scope(actor, authorities)


def own_duty(world: World, **more: Any) -> Duty:
    """A monthly duty of Zonderbeke that An does and Dina accepts."""
    values: dict[str, Any] = {
        "authority": world.zonderbeke,
        "title": "Hersteltest van back-ups",
        "rule": "FREQ=MONTHLY",
        "start": date(2026, 3, 10),
        "lead_role": "ict_staff",
        "approve_role": "security_officer",
        "separation": True,
        "evidence": ["controlesom"],
    }
    return actions.add_duty(world.actor("dina"), **(values | more))


def planned(world: World, duty: Duty | None = None, key: date | None = None) -> Task:
    """The task of an occurrence (the first one of March 2026 when left out)."""
    duty = duty or own_duty(world)
    return actions.plan_task(world.system, duty=duty, key=key or duty.start or date(2026, 3, 10))


def handed_in(world: World, task: Task, by: str = "an", note: str = "gedaan") -> Task:
    """The task, handed in by somebody."""
    return actions.hand_in(world.actor(by), task=task, note=note)
