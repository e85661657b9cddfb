"""A file that two rooms seal leaves the store with the last of them, and every room seals by the one way in."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import roeland
from roeland.acceptance import actions as acceptance
from roeland.documents import actions as documents
from roeland.documents import output
from roeland.duties import actions as duties
from roeland.duties import erasing, evidence_store
from roeland.governance import actions as governance
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.packs import actions as packs
from roeland.people.models import Mandate
from roeland.visits.actions.closing import close_visit
from roeland.visits.actions.visits import open_visit, plan_visit
from tests.acceptance.conftest import asked, paper
from tests.documents.conftest import _moment, draft, evidence_root, made, published
from tests.governance.test_advice import given
from tests.governance.test_management import begun
from tests.world import World

__all__ = ["_moment", "evidence_root"]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
NOTE = b"gewone tekst, twee keer verzegeld\n"


def attachment(world: World) -> str:
    version = draft(world, made(world))
    row = documents.attach(world.actor("dina"), version=version, file=io.BytesIO(NOTE), name="a.txt")
    return row.sha256


def upload(world: World) -> str:
    version = draft(world, made(world))
    return documents.upload(world.actor("dina"), version=version, file=io.BytesIO(NOTE), name="a.txt").file_sha256


def sealed_pdf(world: World) -> str:
    version = published(world, made(world))
    return output.seal(version.authority_id, version.pk)


def scanned_list(world: World) -> str:
    dina = world.actor("dina")
    offer = acceptance.offer(dina, document=paper(world), who="all")
    people = [row for row in asked(world, offer) if row.person_id == world.person("an").pk]
    made_ = acceptance.seal_list(
        world.actor("bert"),
        offer=offer,
        people=people,
        held_on=clock.today(),
        place="Depot",
        file=io.BytesIO(PNG),
        name="lijst.png",
    )
    return made_.file_sha256


def certificate(world: World) -> str:
    with scope(world.system, [world.zonderbeke]):
        mandate = Mandate.objects.get(person=world.person("dina"), authority=world.zonderbeke)
    file = governance.open_file(world.actor("bert"), mandate=mandate, hours_per_year=20)
    return governance.keep_certificate(
        world.actor("dina"),
        file=file,
        title="CISM",
        obtained_on=date(2026, 1, 5),
        content=io.BytesIO(NOTE),
        name="a.txt",
    ).sha256


def advice(world: World) -> str:
    return given(world).sha256


def quote(world: World) -> str:
    return governance.keep_quote(
        world.actor("dina"),
        advice=given(world),
        supplier="Kabelbaas",
        quoted_on=clock.today(),
        content=io.BytesIO(NOTE),
        name="a.txt",
    ).sha256


def management_report(world: World) -> str:
    return governance.freeze_report(world.actor("dina"), report=begun(world)).sha256


def photo(world: World) -> str:
    dina = world.actor("dina")
    walk = packs.begin_walk(dina, authority=world.zonderbeke, place="Gemeentehuis")
    spot = packs.see(
        dina, walk=walk, where="Kelder", seen="Open.", severity="high", photo=io.BytesIO(PNG), name="d.png"
    )
    return spot.photo_sha256


def visit(world: World) -> str:
    dina, place = world.actor("dina"), world.zonderbeke
    with scope(dina, [place]):
        row = open_visit(dina, visit=plan_visit(dina, authority=place, on=clock.today()))
        return close_visit(dina, visit=row, text="Rond.", minutes=30).sha256


WAYS = [attachment, upload, sealed_pdf, scanned_list, certificate, advice, quote, management_report, photo, visit]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_file_that_another_room_sealed_too_outlives_the_evidence(
    world: World, way: Callable[[World], str], django_capture_on_commit_callbacks: Any
) -> None:
    sha256 = way(world)
    with evidence_store.open_file(sha256) as file:
        content = file.read()
    task = duties.make_task(
        world.actor("dina"), authority=world.zonderbeke, title="Bewijs", due=clock.today(), person=world.person("an")
    )
    found = duties.attach_file(world.actor("an"), task=task, file=io.BytesIO(content), name="zelfde.bin")
    assert found.sha256 == sha256
    with django_capture_on_commit_callbacks(execute=True):
        duties.erase_evidence(world.actor("bert"), evidence=found, ground="avg-17-1-d", reason="verkeerde taak")
    assert evidence_store.intact(sha256)
    assert not erasing.drop(sha256)
    assert erasing.finish() == 0


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_store_is_held_from_before_the_file_until_the_commit(
    world: World, way: Callable[[World], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL an erasure waits for it; here the order is watched: held, then stored, in a transaction of a verb."""
    from django.db import connection

    order: list[str] = []
    hold, store = erasing.hold, evidence_store.store

    def held(*, alone: bool) -> None:
        assert connection.in_atomic_block
        order.append("alone" if alone else "together")
        hold(alone=alone)

    def stored(file: Any, name: str) -> evidence_store.Stored:
        order.append("stored")
        return store(file, name)

    monkeypatch.setattr(erasing, "hold", held)
    monkeypatch.setattr(evidence_store, "store", stored)
    way(world)
    assert order
    assert order == ["together", "stored"] * (len(order) // 2)


def test_no_room_puts_a_file_into_the_store_by_itself() -> None:
    """Only `erasing.seal` calls `evidence_store.store`: so nobody forgets to hold the store."""
    root = Path(roeland.__file__ or "").parent
    found = []
    for path in root.rglob("*.py"):
        if "store" not in (text := path.read_text()):
            continue
        names = {"evidence_store"}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("evidence_store"):
                found += [str(path.relative_to(root)) for name in node.names if name.name == "store"]
            if isinstance(node, ast.ImportFrom):
                names |= {name.asname or name.name for name in node.names if name.name == "evidence_store"}
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "store"
                and isinstance(node.value, ast.Name)
                and node.value.id in names
            ):
                found.append(str(path.relative_to(root)))
    assert found == ["duties/erasing.py"]
