"""Evidence: sealed on disk, typed by content, refused in Dutch, served only to who may see the task."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roeland.duties import actions, evidence_store, providers, queries
from roeland.duties.models import Evidence
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from tests.duties.conftest import handed_in, planned
from tests.world import World

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 20


def attach(world: World, content: bytes, name: str, who: str = "an") -> Evidence:
    return actions.attach_file(
        world.actor(who), task=planned(world), file=io.BytesIO(content), name=name, label="controlesom"
    )


def test_file_is_sealed_once_and_kept_read_only(world: World, evidence_root: Path) -> None:
    found = attach(world, PDF, "hersteltest 2026-Q1.pdf")
    seal = hashlib.sha256(PDF).hexdigest()
    assert (found.sha256, found.size, found.media_type, found.name) == (
        seal, len(PDF), "application/pdf", "hersteltest 2026-Q1.pdf",
    )  # fmt: skip
    path = evidence_root / seal[:2] / seal[2:4] / seal
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o222 == 0
    again = actions.attach_file(world.actor("an"), task=found.task, file=io.BytesIO(PDF), name="kopie.pdf")
    assert again.sha256 == seal
    assert [row for row in evidence_root.rglob("*") if row.is_file()] == [path]
    with scope(world.system, [world.zonderbeke]):
        assert queries.seals(world.zonderbeke) == {seal: len(PDF)}


def test_a_changed_file_is_noticed(world: World) -> None:
    found = attach(world, PDF, "a.pdf")
    assert evidence_store.intact(found.sha256)
    path = evidence_store.path_of(found.sha256)
    path.chmod(0o600)
    path.write_bytes(PDF + b" ")
    assert not evidence_store.intact(found.sha256)
    assert not evidence_store.intact("0" * 64)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "leeg.pdf", "leeg"),
        (b"MZ\x90\x00" + b"\0" * 200, "verslag.pdf", "programma"),
        (b"\x7fELF" + b"\0" * 200, "verslag", "programma"),
        (b"tekst", "macro.vbs", "programma"),
    ],
)
def test_refused_files_leave_nothing(
    world: World, evidence_root: Path, content: bytes, name: str, message: str
) -> None:
    with pytest.raises(Invalid, match=message) as caught:
        attach(world, content, name)
    assert "is niet geüpload" in caught.value.errors["file"][0]
    assert not [row for row in evidence_root.rglob("*") if row.is_file()]
    with scope(world.system, [world.zonderbeke]):
        assert not Evidence.objects.exists()


def test_too_large_is_refused_while_reading(monkeypatch: pytest.MonkeyPatch, evidence_root: Path) -> None:
    monkeypatch.setattr(evidence_store, "LARGEST", 100)
    with pytest.raises(evidence_store.RefusedFileError, match="groter dan 50 MB"):
        evidence_store.store(io.BytesIO(b"a" * 101), "groot.txt")
    assert not [row for row in evidence_root.rglob("*") if row.is_file()]


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"a;b\n1;2\n", "lijst.csv", "text/csv"),
        (b"regel\n" * 3000, "restore.log", "text/plain"),
        (b"<html><script>x</script>", "verslag.txt", "text/html"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 50, "foto.txt", "image/png"),
        (("é" * 5000).encode(), "tekst", "text/plain"),
    ],
)
def test_type_follows_content_not_name(content: bytes, name: str, media_type: str) -> None:
    assert evidence_store.sniff(content[:8192], name) == media_type


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=3000), st.text(max_size=30))
def test_any_bytes_come_back_or_are_refused(evidence_root: Path, content: bytes, name: str) -> None:
    try:
        stored = evidence_store.store(io.BytesIO(content), name)
    except evidence_store.RefusedFileError:
        return
    with evidence_store.open_file(stored.sha256) as file:
        assert file.read() == content
    assert evidence_store.intact(stored.sha256)
    assert "/" not in stored.name
    assert stored.name


@pytest.mark.parametrize("seal", ["", "../" * 20 + "etc/passwd", "A" * 64, "0" * 63])
def test_no_path_outside_the_folder(seal: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        evidence_store.path_of(seal)


def test_evidence_is_seen_by_who_is_involved_only(world: World) -> None:
    found = attach(world, PDF, "a.pdf")
    for name, there in (("an", True), ("dina", True), ("bert", True), ("chris", False), ("emil", False)):
        with scope(world.actor(name), [world.zonderbeke, world.lissegem]):
            assert (queries.file_of(found.pk) is not None) == there, name


def test_effective_date_stands_apart_from_upload(world: World) -> None:
    found = actions.attach_text(
        world.actor("an"), task=planned(world), text="zie ticket", label="controlesom", effective_on=date(2026, 2, 20)
    )
    assert (found.effective_on, found.uploaded_at.date()) == (date(2026, 2, 20), date(2026, 3, 2))
    with pytest.raises(Invalid, match="nog niet achter ons"):
        actions.attach_text(world.actor("an"), task=found.task, text="x", effective_on=date(2026, 3, 3))


def test_removing_only_before_handing_in(world: World) -> None:
    found = attach(world, PDF, "a.pdf")
    with pytest.raises(NotAllowed):
        actions.remove_evidence(world.actor("chris"), evidence=found)
    task = handed_in(world, found.task)
    with pytest.raises(Refused, match="ingediend"):
        actions.remove_evidence(world.actor("an"), evidence=found)
    actions.withdraw(world.actor("an"), task=task)
    actions.remove_evidence(world.actor("an"), evidence=found)
    with scope(world.system, [world.zonderbeke]):
        assert not Evidence.objects.exists()
    assert evidence_store.intact(found.sha256)


def test_link_to_a_record_that_the_actor_sees(world: World) -> None:
    task, other = (
        planned(world),
        actions.make_task(
            world.actor("dina"), authority=world.zonderbeke, title="Ticket", due=date(2026, 3, 5), lead_role="ict_staff"
        ),
    )
    found = actions.attach_link(world.actor("an"), task=task, kind="duties.task", record_id=other.pk)
    assert found.link_title == "T-2026-0002 Ticket"
    for kind, record in (("duties.task", world.zonderbeke.pk), ("nergens", other.pk)):
        with pytest.raises(Invalid, match="niet voor jou"):
            actions.attach_link(world.actor("an"), task=task, kind=kind, record_id=record)


def test_unknown_kinds_offer_nothing() -> None:
    assert providers.fulfillers("policy-review") == []
    assert {"duties.task", "duties.finding"} <= set(providers.KINDS)
