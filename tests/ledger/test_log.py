"""The log in the database: checkpoints, audit, bundle, erasure, rotation, on whatever engine the tests run."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from django.db import DatabaseError, connection, transaction

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.scope import scope
from roeland.ledger import actions, checkpointing, export, jobs, keys, proofs, queries, verify
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, batch, state
from roeland.ledger.audit import audit
from roeland.ledger.facts import Fact, Subject
from roeland.ledger.merkle import Frontier, leaf_hash
from roeland.ledger.models import (
    LedgerCheckpoint,
    LedgerEntry,
    LedgerErasure,
    LedgerPayload,
    LedgerTile,
    LedgerTree,
)
from roeland.ledger.notes import Verifier
from roeland.ledger.rebuilding import Rebuilt
from roeland.ledger.tiles import fold_pairs
from roeland.people.models import Team
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class TeamNamed(Fact):
    code: ClassVar[str] = "test:team:named"
    sentence: ClassVar[str] = "noemde een dienst {name}"
    name: str


@action(Permission("test:team:name", "persons", Mode.EDIT), TeamNamed)
def name_team(actor: Actor, *, authority: Authority, name: str, team: Team | None = None) -> Team:
    """A verb for these tests."""
    made: Team = team or Team.objects.create(authority=authority, audience="persons", name=name)
    state(TeamNamed(about=made, name=name))
    return made


START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def tree(world: World, settings: object, tmp_path: Path) -> LedgerTree:
    """300 entries in Zonderbeke, a checkpoint at 120 and at 300, keys in a folder of their own."""
    settings.ROELAND_DATA = tmp_path  # type: ignore[attr-defined]
    with batch():
        fill(world, range(120))
    found = LedgerTree.objects.get(authority_id=world.zonderbeke.pk)
    checkpointing.sign(found)
    with batch():
        fill(world, range(120, 300))
    assert jobs.sign_checkpoints() == 1
    return LedgerTree.objects.get(pk=found.pk)


def fill(world: World, numbers: range) -> None:
    team = None
    for number in numbers:
        with clock.at(START + timedelta(minutes=number, microseconds=number % 3)):
            made = name_team(world.system, authority=world.zonderbeke, name=f"Dienst {number} “Noord”", team=team)
        team = made if number % 5 else None


def tampered(sql: str, *params: object) -> None:
    """Change a row as somebody with the database file, or the owner's password, would: without triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            gate._open(connection)
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(sql, params)
            for _, statement in triggers:
                cursor.execute(statement.replace("%", "%%"))
            gate._close(connection, failed=False)
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        table = re.search(r"ledger_ledger\w+", sql)
        assert table is not None
        cursor.execute(f"ALTER TABLE {table[0]} DISABLE TRIGGER USER")
        cursor.execute(for_postgres(sql), params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table[0]} ENABLE TRIGGER USER")
        cursor.execute(f"SET ROLE {gate.APP}")


def for_postgres(sql: str) -> str:
    """The same change of a bytea."""
    text = "convert_to(replace(convert_from(\\1, 'UTF8'), \\2), 'UTF8')"
    sql = re.sub(r"CAST\(replace\((\w+), ([^)]*)\) AS BLOB\)", text, sql)
    sql = re.sub(r"zeroblob\((\d+)\)", r"decode(repeat('00', \1), 'hex')", sql)
    return sql.replace("body = 'tekst'", "body = 'tekst'::bytea").replace(
        "'2020-01-01 00:00:00'", "'2020-01-01 00:00:00Z'"
    )


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


CHANGES = {
    "UPDATE ledger_ledgerentry SET body = CAST(replace(body, 'pers', 'Pers') AS BLOB) WHERE idx = 12": "Logregel 12 klopt niet: de inhoud",
    "UPDATE ledger_ledgerpayload SET payload = CAST(replace(payload, 'D', 'E') AS BLOB) WHERE idx = 13": "Logregel 13 klopt niet: de tekst",
    "UPDATE ledger_ledgerentry SET body = 'tekst' WHERE idx = 13": "Logregel 13 klopt niet: de inhoud stemt",
    "UPDATE ledger_ledgerpayload SET payload = NULL, salt = NULL WHERE idx = 14": "Logregel 14 klopt niet: de tekst is weg",
    "UPDATE ledger_ledgerpayload SET salt = NULL WHERE idx = 14": "Logregel 14 klopt niet: de tekst is half gewist",
    "DELETE FROM ledger_ledgerpayload WHERE idx = 15": "Logregel 15 klopt niet: de tekst is weg",
    "DELETE FROM ledger_ledgerentry WHERE idx = 16": "Logregel 16 klopt niet: ze ontbreekt",
    "DELETE FROM ledger_ledgerentry WHERE idx = 299": "Logregel 299 klopt niet: ze ontbreekt",
    "UPDATE ledger_ledgerentry SET audience = 'forensic' WHERE idx = 17": "Logregel 17 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET time = '2020-01-01 00:00:00' WHERE idx = 18": "Logregel 18 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET authority_id = object_id WHERE idx = 20": "Logregel 20 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET authority_id = NULL WHERE idx = 20": "Logregel 20 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET object_version = 2 WHERE idx = 20": "Logregel 20 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET object_type = 'people.person' WHERE idx = 20": "Logregel 20 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET object_id = actor_id WHERE idx = 20": "Logregel 20 klopt niet: de kolommen",
    "UPDATE ledger_ledgerentry SET actor_id = object_id WHERE idx = 19": "Logregel 19 klopt niet: de kolommen",
    "UPDATE ledger_ledgertree SET size = 299": "De kop van de boom",
    "UPDATE ledger_ledgertree SET frontier = zeroblob(128)": "De kop van de boom",
    "UPDATE ledger_ledgertile SET hashes = zeroblob(8192) WHERE level = 0": "De tegel tile/0/000 stemt niet",
    "DELETE FROM ledger_ledgertile WHERE level = 1": "De tegel tile/1/000.p/1 ontbreekt",
    "UPDATE ledger_ledgercheckpoint SET root = zeroblob(32) WHERE size = 120": "Het ijkpunt bij 120 logregels zegt iets anders",
    "UPDATE ledger_ledgercheckpoint SET note = replace(note, '120', '121') WHERE size = 120": "De handtekening van het ijkpunt bij 120",
    "INSERT INTO ledger_ledgererasure (tree_id, idx, by_idx) SELECT id, 3, 5 FROM ledger_ledgertree": "De lijst van wissingen",
}


@pytest.mark.parametrize("quick", [True, False])
def test_every_change_of_a_row_is_named(tree: LedgerTree, quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the quick way and by the slow one, which reads each body."""
    if not quick:
        monkeypatch.setattr(Rebuilt, "plain", lambda _self, _rows: False)
    found: dict[str, str] = {}
    for sql in CHANGES:
        mark = transaction.savepoint()
        tampered(sql)
        found[sql] = audit(tree).problems[0]
        transaction.savepoint_rollback(mark)
    assert audit(tree).problems == ()
    assert {sql: told[: len(CHANGES[sql])] for sql, told in found.items()} == CHANGES


def test_a_rewritten_history_is_named_by_its_range(tree: LedgerTree) -> None:
    """Entry, leaf, payload, tiles and head all rewritten to fit; the signed checkpoints remain."""
    entry = LedgerEntry.everything.get(tree=tree, idx=150)
    body = bytes(entry.body).replace(b'"role":"system"', b'"role":"dpo"')
    assert body != bytes(entry.body)
    tampered("UPDATE ledger_ledgerentry SET body = %s, leaf_hash = %s WHERE idx = 150", body, leaf_hash(body))
    rows = LedgerEntry.everything.filter(tree=tree).order_by("idx").values_list("leaf_hash", flat=True)
    leaves = [bytes(leaf) for leaf in rows]
    frontier = Frontier().extend(leaves)
    tampered("UPDATE ledger_ledgertree SET frontier = %s", frontier.dump())
    tampered("UPDATE ledger_ledgertile SET hashes = %s WHERE level = 0", b"".join(leaves[:256]))
    tampered("UPDATE ledger_ledgertile SET hashes = %s WHERE level = 1", fold_pairs(b"".join(leaves[:256])))
    expected = "De logregels 120 tot en met 299 zijn veranderd: het ijkpunt bij 120 klopt, dat bij 300 niet."
    assert audit(tree).problems == (expected,)
    with pytest.raises(checkpointing.Forked):
        checkpointing.sign(tree)


WRITES = [
    "UPDATE ledger_ledgerentry SET action = 'x'",
    "DELETE FROM ledger_ledgerentry",
    "UPDATE ledger_ledgertile SET n = 7",
    "DELETE FROM ledger_ledgertile",
    "UPDATE ledger_ledgercheckpoint SET note = 'x'",
    "DELETE FROM ledger_ledgercheckpoint",
    "UPDATE ledger_ledgererasure SET idx = 1",
    "DELETE FROM ledger_ledgererasure",
    "UPDATE ledger_ledgerpayload SET payload = NULL, salt = NULL WHERE idx = 3",
    "UPDATE ledger_ledgerpayload SET idx = idx + 1000",
    "DELETE FROM ledger_ledgerpayload",
    "UPDATE ledger_ledgertree SET size = size - 1",
    "UPDATE ledger_ledgertree SET size = size + 1, origin = 'x'",
    "DELETE FROM ledger_ledgertree",
]
REPLACES = [
    "REPLACE INTO ledger_ledgerentry SELECT * FROM ledger_ledgerentry WHERE idx = 3",
    "REPLACE INTO ledger_ledgerpayload (id, tree_id, idx) SELECT id, tree_id, idx FROM ledger_ledgerpayload",
    "REPLACE INTO ledger_ledgerpayload (tree_id, idx) SELECT tree_id, idx FROM ledger_ledgerpayload",
    "REPLACE INTO ledger_ledgertile SELECT * FROM ledger_ledgertile",
    "REPLACE INTO ledger_ledgercheckpoint SELECT * FROM ledger_ledgercheckpoint",
    "INSERT OR REPLACE INTO ledger_ledgertree (id, origin, size, frontier) SELECT id, 'x', 0, frontier FROM ledger_ledgertree",
    "INSERT OR REPLACE INTO ledger_ledgertree (id, origin, size, frontier) SELECT 'x', origin, 0, frontier FROM ledger_ledgertree",
    "REPLACE INTO ledger_ledgererasure SELECT * FROM ledger_ledgererasure",
    "INSERT OR IGNORE INTO ledger_ledgerentry SELECT * FROM ledger_ledgerentry WHERE idx = 3",
    "UPDATE OR REPLACE ledger_ledgerentry SET idx = 4 WHERE idx = 3",
]
TRUNCATES = [f"TRUNCATE {m._meta.db_table} CASCADE" for m in (LedgerEntry, LedgerPayload, LedgerTile, LedgerTree)]


def attempt(sql: str) -> str:
    """What the engine says to a statement inside an open gate, as in a verb; empty when it wrote something."""
    try:
        with transaction.atomic(), gate.opened(), connection.cursor() as cursor:
            cursor.execute(sql)
            return "" if cursor.rowcount else "nothing written"
    except DatabaseError as error:
        return str(error)


def test_the_engine_refuses_even_inside_an_action(tree: LedgerTree, world: World) -> None:
    """What stops these are the triggers and the grants."""
    actions.erase(world.actor("bert"), authority=world.zonderbeke, indices=[9], ground="avg-16")
    before = audit(tree)
    assert before.holds
    statements = [*WRITES, *(REPLACES if connection.vendor == "sqlite" else TRUNCATES)]
    assert [sql for sql in statements if not attempt(sql)] == []
    after = audit(tree)
    assert (after.problems, after.size) == ((), before.size)


def test_a_payload_cannot_be_blanked_by_inventing_an_erasure(tree: LedgerTree) -> None:
    """An erasure row counts only in the transaction of its own erasure entry."""

    def invent() -> None:
        with transaction.atomic(), gate.opened():
            LedgerErasure.objects.create(tree=tree, idx=3, by_idx=tree.size)
            if connection.vendor == "sqlite":
                LedgerPayload.objects.filter(tree=tree, idx=3).update(salt=None, payload=None)
            else:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT ledger_blank(%s, %s)", [tree.pk, tree.size])

    with pytest.raises(DatabaseError):
        invent()
    assert audit(tree).problems == ()


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
