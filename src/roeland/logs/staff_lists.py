"""Delivered staff lists in the folder of the engine, with what Roeland knows of them: former names of services, accounts that people share."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from roeland.kernel.models import Authority
from roeland.logs import staging
from roeland.logs.queries.holders import holders, shared_from
from roeland.logs.queries.teams import Teams
from roeland.logs.values import Kind


def shared_by_hand(authority: Authority, made: Path, first: date) -> None:
    """What a person said is a shared account is one where the delivered lists name it and leave open whether it is: few lists tell."""
    files = sorted((made / Kind.STAFF.value).glob("*.parquet"))
    tables = {path: pq.read_table(path) for path in files if "shared" in pq.read_schema(path).names}
    said = {
        user
        for table in tables.values()
        for user, value in zip(table["user_id"].to_pylist(), table["shared"].to_pylist(), strict=True)
        if value is not None
    }
    by_hand = {
        user for user, had in holders(authority.pk).items() if any(shared_from(one, first) for one in had)
    } - said
    for path, table in tables.items() if by_hand else ():
        shared = [user in by_hand or None for user in table["user_id"].to_pylist()]
        column = pc.coalesce(table["shared"], pa.array(shared, pa.bool_()))
        path.unlink()  # a link to the store, which keeps what was delivered
        pq.write_table(table.set_column(table.schema.get_field_index("shared"), "shared", column), path)


def renamed(authority: Authority, made: Path) -> None:
    """Who is in a service by one of its names is in it by the others too: a list of before a new name meets one of after it."""
    files, known = sorted((made / Kind.STAFF.value).glob("*.parquet")), Teams(authority.pk)
    files = [path for path in files if "team" in pq.read_schema(path).names]
    if not files or not any(known.former.values()):
        return
    con = staging.connect(made)
    try:
        every = f"read_parquet({staging.listed(files)}, union_by_name = true)"
        there = con.execute(f"SELECT DISTINCT team FROM {every} WHERE team IS NOT NULL ORDER BY team").fetchall()
        pairs = [(team, other) for (team,) in there for other in known.others(team)]
        if pairs:
            con.register("pairs", pa.table({"team": [one[0] for one in pairs], "other": [one[1] for one in pairs]}))
            con.execute(
                f"COPY (SELECT s.* REPLACE (p.other AS team) FROM {every} s JOIN pairs p ON s.team = p.team) "
                f"TO {staging.quoted(files[0].parent / 'was.parquet')} (FORMAT parquet)"
            )
    finally:
        con.close()
        shutil.rmtree(made / "spill", ignore_errors=True)
