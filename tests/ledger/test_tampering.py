"""Rows of the log changed behind its back are named; what the engine itself refuses, on whatever engine the tests run."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from roeland.kernel import gate
from roeland.ledger import actions, checkpointing
from roeland.ledger.audit import audit
from roeland.ledger.merkle import Frontier, leaf_hash
from roeland.ledger.models import (
    LedgerEntry,
    LedgerErasure,
    LedgerPayload,
    LedgerTile,
    LedgerTree,
)
from roeland.ledger.rebuilding import Rebuilt
from roeland.ledger.tiles import fold_pairs
from tests.world import World


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
