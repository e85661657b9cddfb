"""The log in the database: checkpoints, audit, bundle, erasure, rotation, on whatever engine the tests run."""

from pathlib import Path

import pytest

from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger import actions, checkpointing, export, jobs, keys, proofs, queries, verify
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.audit import audit
from roeland.ledger.facts import Subject
from roeland.ledger.merkle import leaf_hash
from roeland.ledger.models import (
    LedgerCheckpoint,
    LedgerEntry,
    LedgerPayload,
    LedgerTile,
    LedgerTree,
)
from roeland.ledger.notes import Verifier
from roeland.people.models import Team
from tests.ledger.filled import name_team
from tests.world import World


def test_the_audit_holds_and_counts(tree: LedgerTree) -> None:
    found = audit(tree)
    assert found.problems == ()
    assert (found.size, found.checkpoints) == (300, 2)
    assert LedgerTile.objects.filter(tree=tree, level=0).count() == 1
    assert LedgerTile.objects.filter(tree=tree, level=1, width=1).count() == 1


def test_checkpoints_are_signed_once_per_size_and_only_when_grown(tree: LedgerTree) -> None:
    assert jobs.sign_checkpoints() == 0
    assert checkpointing.sign(tree) == checkpointing.latest(tree)
    assert list(LedgerCheckpoint.objects.order_by("size").values_list("size", flat=True)) == [120, 300]
    mode = keys.folder().stat().st_mode & 0o777
    assert mode == 0o700
    (path,) = keys.folder().iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_proof_of_one_entry_holds_for_both_implementations(tree: LedgerTree, world: World) -> None:
    key = Verifier.parse(keys.vkeys(tree)[-1])
    with scope(world.actor("bert"), [world.zonderbeke]):
        for idx in (0, 255, 256, 299):
            entry = queries.entry(world.zonderbeke.pk, idx)
            assert entry is not None
            checkpoint = queries.checkpoint_for(entry)
            assert checkpoint is not None
            text = queries.proof(entry, checkpoint).text
            assert proofs.parse(text).verify(leaf_hash(bytes(entry.body)), [key]).size == 300
            assert verify.check_proof(text.encode(), key.vkey) == []


def test_export_signs_first_and_verifies_alone(tree: LedgerTree, world: World, tmp_path: Path) -> None:
    out = tmp_path / "bundel.zip"
    done = export.export(world.actor("dina"), world.zonderbeke, out)
    assert done.size == 301
    last = LedgerEntry.everything.get(tree=tree, idx=300)
    assert (last.action, last.audience) == ("ledger:log:exported", "ledger")
    assert verify.check_file(str(out), done.vkey) == []
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".bundel")] == []
    with pytest.raises(NotAllowed):
        export.export(world.actor("an"), world.zonderbeke, out)  # reads the log, may not take it along
    with pytest.raises(NotAllowed):
        export.export(world.actor("dina"), None, out)


def test_the_operator_exports_with_the_name_of_the_user(tree: LedgerTree, world: World, tmp_path: Path) -> None:
    operator = Actor.os_user("root", [world.zonderbeke.pk])
    export.export(operator, world.zonderbeke, tmp_path / "a.zip", os_user="jef")
    payload = LedgerPayload.objects.get(tree=tree, idx=300).payload
    assert bytes(payload or b"") == b'{"os_user":"jef"}'
    with pytest.raises(Refused):
        export.export(operator, None, tmp_path / "b.zip", os_user="jef")  # the installation's log is still empty


def test_erase_keeps_everything_verifiable(tree: LedgerTree, world: World, tmp_path: Path) -> None:
    bert = world.actor("bert")
    assert actions.erase(bert, authority=world.zonderbeke, indices=[7, 3, 7], ground="avg-17-1-d") == [3, 7]
    row = LedgerPayload.objects.get(tree=tree, idx=3)
    assert (row.salt, row.payload) == (None, None)
    found = audit(tree)
    assert (found.problems, found.erased) == ((), 2)
    out = tmp_path / "bundel.zip"
    assert verify.check_file(str(out), export.export(world.actor("dina"), world.zonderbeke, out).vkey) == []
    with scope(bert, [world.zonderbeke]):
        told = queries.tell([LedgerEntry.everything.get(tree=tree, idx=i) for i in (3, 4, 300)])
    assert told[0].sentence == queries.ERASED_SENTENCE
    assert told[1].sentence == "noemde een dienst Dienst 4 “Noord”"
    assert told[2].sentence == "wiste de tekst van logregels 3, 7 (onrechtmatig verwerkt)"


@pytest.mark.parametrize(("indices", "ground"), [([], "avg-16"), ([300], "avg-16"), ([-1], "avg-16"), ([1], "omdat")])
def test_erase_refuses_bad_input(tree: LedgerTree, world: World, indices: list[int], ground: str) -> None:
    with pytest.raises(Invalid):
        actions.erase(world.actor("bert"), authority=world.zonderbeke, indices=indices, ground=ground)


def test_erasing_twice_or_erasing_an_erasure_is_refused(tree: LedgerTree, world: World) -> None:
    bert = world.actor("bert")
    actions.erase(bert, authority=world.zonderbeke, indices=[3], ground="avg-16")
    for again in ([3], [300], [4, 300]):
        with pytest.raises(Refused):
            actions.erase(bert, authority=world.zonderbeke, indices=again, ground="avg-16")
    for name in ("an", "dina", "chris"):
        with pytest.raises(NotAllowed):
            actions.erase(world.actor(name), authority=world.zonderbeke, indices=[5], ground="avg-16")


def test_a_new_key_goes_on_where_the_old_one_stopped(tree: LedgerTree, world: World, tmp_path: Path) -> None:
    operator = Actor.os_user("root", [world.zonderbeke.pk])
    old = keys.vkeys(tree)
    actions.rotate_key(operator, authority=world.zonderbeke)
    now = LedgerTree.objects.get(pk=tree.pk)
    assert keys.vkeys(now)[:1] == old
    assert len(keys.vkeys(now)) == 2
    name_team(world.system, authority=world.zonderbeke, name="na de wissel")
    out = tmp_path / "bundel.zip"
    done = export.export(operator, world.zonderbeke, out, os_user="jef")
    assert done.vkey != old[0]
    for key in (old[0], done.vkey):
        assert verify.check_file(str(out), key) == []
    assert audit(now).problems == ()
    with pytest.raises(NotAllowed):
        actions.rotate_key(world.actor("bert"), authority=world.zonderbeke)


def test_a_missing_key_is_named_and_nothing_is_signed(tree: LedgerTree, world: World) -> None:
    for path in keys.folder().iterdir():
        path.unlink()
    name_team(world.system, authority=world.zonderbeke, name="zonder sleutel")
    assert jobs.sign_checkpoints() == 0
    assert list(keys.folder().iterdir()) == []
    with pytest.raises(keys.KeyMissing, match="ontbreekt"):
        checkpointing.sign(tree)
    assert "ontbreekt" in audit(tree).problems[0]


def test_the_log_shows_only_what_the_reader_may_see(tree: LedgerTree, world: World) -> None:
    with scope(world.actor("an"), [world.zonderbeke]):
        seen = queries.entries()
        assert seen.count() == 300  # persons: read
        assert queries.names([world.person("an").pk, Subject("x", world.zonderbeke.pk).id])
    with scope(world.actor("chris"), [world.zonderbeke]):
        assert queries.entries().count() == 0  # persons in summary only
        assert queries.entry(world.zonderbeke.pk, 3) is None
    with scope(world.actor("emil"), [world.lissegem]):
        assert queries.entries().count() == 0


def test_history_and_status(tree: LedgerTree, world: World) -> None:
    with scope(world.actor("bert"), [world.zonderbeke]):
        team = Team.objects.filter(name__startswith="Dienst 1 ").first()
        told = queries.history(team)
        assert [t.idx for t in told] == sorted((t.idx for t in told), reverse=True)
        assert told[0].text.startswith("Roeland noemde een dienst Dienst")
    status = queries.status(world.zonderbeke.pk)
    assert status is not None
    assert (status.size, status.vkey) == (300, keys.vkeys(tree)[-1])
    assert queries.status(world.lissegem.pk) is None
