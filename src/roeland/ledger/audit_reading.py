"""What the audit reads of every entry, per engine: columns beside the body, spelled so that both can be compared as text."""

_COLUMNS = (
    "e.idx, e.leaf_hash, e.body, {time}, {actor}, e.action, e.object_type, {object}, e.object_version, e.audience, "
    "p.salt, p.payload, {owner} FROM ledger_ledgerentry e "
    "LEFT JOIN ledger_ledgerpayload p ON p.tree_id = e.tree_id AND p.idx = e.idx AND p.idx >= %s AND p.idx < %s "
    "WHERE e.tree_id = %s AND e.idx >= %s AND e.idx < %s ORDER BY e.idx"  # the bounds twice: or PostgreSQL reads all payloads
)
STATEMENT = {
    "sqlite": "SELECT "
    + _COLUMNS.format(time="e.time || ''", actor="e.actor_id", object="e.object_id", owner="e.authority_id"),
    "postgresql": "SELECT "
    + _COLUMNS.format(
        time="to_char(e.time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        actor="replace(e.actor_id::text, '-', '')",
        object="replace(e.object_id::text, '-', '')",
        owner="replace(e.authority_id::text, '-', '')",
    ),
}
