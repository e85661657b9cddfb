"""What the tests of the life of a document start from: a moment, a folder for files, and short ways to make and approve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from roeland.documents import actions
from roeland.documents.models import Document, Version
from roeland.documents.values import VersionStatus
from roeland.kernel import clock
from roeland.kernel.scope import scope
from tests.world import World

MOMENT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXT = "# Doel\n\nIedereen sluit zijn scherm af.\n\n# Afspraken\n\nEen wachtwoord deel je niet.\n"


@pytest.fixture(autouse=True)
def _moment() -> Iterator[None]:
    with clock.at(MOMENT):
        yield


@pytest.fixture(autouse=True)
def evidence_root(tmp_path: Path, settings: Any) -> Path:
    settings.ROELAND_DATA = tmp_path
    return tmp_path / "evidence"


def made(world: World, title: str = "Wachtwoordbeleid", audience: str = "policy", **more: Any) -> Document:
    """A document of Zonderbeke that Dina wrote and Bert approves."""
    values = {"kind": "policy", "text": TEXT, **more}
    return actions.make(world.actor("dina"), authority=world.zonderbeke, title=title, audience=audience, **values)


def draft(world: World, document: Document) -> Version:
    """Its version in the making."""
    return one(
        world,
        document,
        status__in=[s.value for s in (VersionStatus.DRAFT, VersionStatus.REVIEW, VersionStatus.APPROVED)],
    )


def one(world: World, document: Document, **where: Any) -> Version:
    with scope(world.system, [world.zonderbeke]):
        rows = Version.objects.select_related("document", "authority")
        found: Version = rows.get(document=document, **where)
        return found


def submitted(world: World, document: Document) -> Version:
    return actions.submit(world.actor("dina"), version=draft(world, document))


def published(world: World, document: Document, changes: str = "") -> Version:
    """Written by Dina, approved by Bert, published by Dina."""
    version = actions.approve(world.actor("bert"), version=submitted(world, document), decision="")
    return actions.publish(world.actor("dina"), version=version, changes=changes)


def fresh(world: World, document: Document) -> Document:
    with scope(world.system, [world.zonderbeke]):
        found: Document = Document.objects.get(pk=document.pk)
        return found
