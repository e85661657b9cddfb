"""The four files, in a folder beside the target first: what appears is whole, or nothing appears."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from roeland.logs.engine.dimensions import World
from roeland.logs.engine.explain import CHUNK
from roeland.logs.engine.rulebook import Explanation, Rulebook

VERDICTS, CASES, REASONS, SUMMARY = "verdicts.parquet", "cases.csv", "reasons.parquet", "summary.json"


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A folder next to `out`; its files move there at the end, the summary last, and it is gone whatever happens."""
    out.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".run-", dir=out))
    try:
        yield made
        for name in (VERDICTS, CASES, REASONS, SUMMARY):
            (made / name).replace(out / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def verdicts(world: World, book: Rulebook, rules: list[Explanation], path: Path) -> None:
    """One row per consultation: id of the strongest explanation or null, ids of flags in the order of the rules."""
    import pyarrow.parquet as pq

    names = ", ".join(f"({number}, '{rule.id}')" for number, rule in enumerate(rules, start=1)) or "(255, '')"
    flags = ", ".join(f"({bit}, '{flag.id}')" for bit, flag in enumerate(book.flags))
    world.run(
        f"CREATE TEMP TABLE code_name AS SELECT code::UTINYINT AS code, id FROM (VALUES {names}) v(code, id); "
        f"CREATE TEMP TABLE flag_name AS SELECT bit::UTINYINT AS bit, id FROM (VALUES {flags}) v(bit, id); "
        "CREATE TEMP TABLE marks AS SELECT rid, list(id ORDER BY bit) AS flags FROM flag JOIN flag_name USING (bit) GROUP BY rid"
    )
    writer = None
    total = world.one("SELECT count(*) FROM consult")
    try:
        for low in range(0, total, CHUNK):
            table = world.con.sql(
                "SELECT c.event_id, n.id AS explained_by, coalesce(m.flags, []::VARCHAR[]) AS flags FROM consult c "
                "JOIN explained x ON x.rid = c.rowid LEFT JOIN code_name n ON n.code = x.code LEFT JOIN marks m ON m.rid = c.rowid "
                f"WHERE c.rowid >= {low} AND c.rowid < {low + CHUNK} AND x.rid >= {low} AND x.rid < {low + CHUNK} ORDER BY c.event_id"
            ).to_arrow_table()
            writer = writer or pq.ParquetWriter(
                path, table.schema, compression="zstd", use_dictionary=["explained_by", "flags"]
            )
            writer.write_table(table)
    finally:
        if writer:
            writer.close()


def cases(world: World, path: Path) -> None:
    """cases.csv: times in UTC with microseconds, best first."""
    plain = str(path).replace("'", "''")
    world.run(
        "COPY (SELECT rank, user_id, citizen, score, strftime(first_ts, '%Y-%m-%dT%H:%M:%S.%fZ') AS first_ts, "
        f"strftime(last_ts, '%Y-%m-%dT%H:%M:%S.%fZ') AS last_ts, n_events, reasons FROM cases ORDER BY rank) TO '{plain}' (HEADER, DELIMITER ',')"
    )


def reasons(world: World, path: Path) -> None:
    """reasons.parquet: per rank of cases.csv the flags with their counts, no identities."""
    plain = str(path).replace("'", "''")
    world.run(f"COPY (SELECT rank, reasons FROM reasons ORDER BY rank) TO '{plain}' (FORMAT parquet, COMPRESSION zstd)")


def summary(data: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
