"""Two ways round the first triggers: SQLite's REPLACE removes a row without a delete trigger, and an erasure row could be invented."""

from django.db import migrations

UNIQUE = {
    "ledger_ledgertree": [("id",), ("origin",), ("authority_id",)],
    "ledger_ledgerentry": [("id",), ("tree_id", "idx")],
    "ledger_ledgerpayload": [("id",), ("tree_id", "idx")],
    "ledger_ledgererasure": [("id",), ("tree_id", "idx")],
    "ledger_ledgertile": [("id",), ("tree_id", "level", "n", "width")],
    "ledger_ledgercheckpoint": [("id",), ("tree_id", "size")],
}
ORDERED = """EXISTS (SELECT 1 FROM ledger_ledgererasure e JOIN ledger_ledgertree t ON t.id = e.tree_id
                  JOIN ledger_ledgerentry b ON b.tree_id = e.tree_id AND b.idx = e.by_idx AND b.action = 'ledger:payload:erased'
                  WHERE e.tree_id = OLD.tree_id AND e.idx = OLD.idx AND e.by_idx >= t.size)"""
MOVED = """NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL OR NEW.tree_id <> OLD.tree_id OR NEW.idx <> OLD.idx OR NEW.id <> OLD.id"""

SQLITE = [
    f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN "
    + " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in columns)})" for columns in keys
    )
    + " BEGIN SELECT RAISE(ABORT, 'append only'); END"
    for table, keys in UNIQUE.items()
] + [
    "DROP TRIGGER ledger_payload_blank",
    f"""CREATE TRIGGER ledger_payload_blank BEFORE UPDATE ON ledger_ledgerpayload WHEN {MOVED} OR NOT {ORDERED}
        BEGIN SELECT RAISE(ABORT, 'a payload is blanked only in the transaction of its erasure'); END""",
]
SQLITE_BACK = [f"DROP TRIGGER {table}_no_replace" for table in UNIQUE]

POSTGRES = [
    f"""CREATE OR REPLACE FUNCTION ledger_payload_blanked() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF {MOVED} OR NOT {ORDERED} THEN
           RAISE EXCEPTION 'a payload is blanked only in the transaction of its erasure' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN NEW;
       END $$""",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else []:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [migrations.RunPython(forwards, backwards)]
