"""The engine refuses to change or remove what the ledger holds; a payload is blanked only beside its erasure."""

from django.db import migrations

FROZEN = ["ledger_ledgerentry", "ledger_ledgererasure", "ledger_ledgertile", "ledger_ledgercheckpoint"]

SQLITE = [
    statement
    for table in FROZEN
    for statement in (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'append only'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'append only'); END",
    )
] + [
    "CREATE TRIGGER ledger_tree_no_delete BEFORE DELETE ON ledger_ledgertree BEGIN SELECT RAISE(ABORT, 'append only'); END",
    """CREATE TRIGGER ledger_tree_grows BEFORE UPDATE ON ledger_ledgertree
       WHEN NEW.size <= OLD.size OR NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR NEW.authority_id IS NOT OLD.authority_id
       BEGIN SELECT RAISE(ABORT, 'a tree only grows'); END""",
    "CREATE TRIGGER ledger_payload_no_delete BEFORE DELETE ON ledger_ledgerpayload BEGIN SELECT RAISE(ABORT, 'append only'); END",
    """CREATE TRIGGER ledger_payload_blank BEFORE UPDATE ON ledger_ledgerpayload
       WHEN NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL OR NEW.tree_id <> OLD.tree_id OR NEW.idx <> OLD.idx OR NEW.id <> OLD.id
         OR NOT EXISTS (SELECT 1 FROM ledger_ledgererasure e JOIN ledger_ledgertree t ON t.id = e.tree_id
                        WHERE e.tree_id = OLD.tree_id AND e.idx = OLD.idx AND e.by_idx >= t.size)
       BEGIN SELECT RAISE(ABORT, 'a payload is blanked only in the transaction of its erasure'); END""",
]
SQLITE_BACK = [f"DROP TRIGGER {t}_no_{v}" for t in FROZEN for v in ("update", "delete")] + [
    "DROP TRIGGER ledger_tree_no_delete",
    "DROP TRIGGER ledger_tree_grows",
    "DROP TRIGGER ledger_payload_no_delete",
    "DROP TRIGGER ledger_payload_blank",
]

POSTGRES = [
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'append only' USING ERRCODE = 'insufficient_privilege'; END $$""",
    """CREATE FUNCTION ledger_tree_grows() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.size <= OLD.size OR NEW.id <> OLD.id OR NEW.origin <> OLD.origin OR NEW.authority_id IS DISTINCT FROM OLD.authority_id THEN
           RAISE EXCEPTION 'a tree only grows' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION ledger_payload_blanked() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL OR NEW.tree_id <> OLD.tree_id OR NEW.idx <> OLD.idx OR NEW.id <> OLD.id
            OR NOT EXISTS (SELECT 1 FROM ledger_ledgererasure e JOIN ledger_ledgertree t ON t.id = e.tree_id
                           WHERE e.tree_id = OLD.tree_id AND e.idx = OLD.idx AND e.by_idx >= t.size) THEN
           RAISE EXCEPTION 'a payload is blanked only in the transaction of its erasure' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION ledger_blank(of_tree uuid, by_entry bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
         UPDATE ledger_ledgerpayload p SET salt = NULL, payload = NULL
         FROM ledger_ledgererasure e WHERE e.tree_id = of_tree AND e.by_idx = by_entry AND p.tree_id = e.tree_id AND p.idx = e.idx
       $$""",
    "CREATE TRIGGER ledger_tree_grows BEFORE UPDATE ON ledger_ledgertree FOR EACH ROW EXECUTE FUNCTION ledger_tree_grows()",
    "CREATE TRIGGER ledger_payload_blank BEFORE UPDATE ON ledger_ledgerpayload FOR EACH ROW EXECUTE FUNCTION ledger_payload_blanked()",
    "CREATE TRIGGER ledger_payload_no_delete BEFORE DELETE ON ledger_ledgerpayload FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_tree_no_delete BEFORE DELETE ON ledger_ledgertree FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    *(f"CREATE TRIGGER {t}_frozen BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()" for t in FROZEN),
    *(
        f"CREATE TRIGGER {t}_no_truncate BEFORE TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        for t in [*FROZEN, "ledger_ledgertree", "ledger_ledgerpayload"]
    ),
]
POSTGRES_BACK = [
    *(f"DROP TRIGGER {t}_no_truncate ON {t}" for t in [*FROZEN, "ledger_ledgertree", "ledger_ledgerpayload"]),
    *(f"DROP TRIGGER {t}_frozen ON {t}" for t in FROZEN),
    "DROP TRIGGER ledger_tree_grows ON ledger_ledgertree",
    "DROP TRIGGER ledger_tree_no_delete ON ledger_ledgertree",
    "DROP TRIGGER ledger_payload_blank ON ledger_ledgerpayload",
    "DROP TRIGGER ledger_payload_no_delete ON ledger_ledgerpayload",
    "DROP FUNCTION ledger_blank(uuid, bigint)",
    "DROP FUNCTION ledger_payload_blanked()",
    "DROP FUNCTION ledger_tree_grows()",
    "DROP FUNCTION ledger_refuse()",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
