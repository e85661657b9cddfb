"""Where the expressions run: DuckDB in this process, or a Spark that is there already, by configuration only.

ROELAND_SCALE=duckdb (default) or spark; ROELAND_SPARK_MASTER is the address of the cluster (default `local-cluster[2,1,1024]`, which needs
Java and SPARK_HOME).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from roeland.scrutiny.layouts import LAYOUTS
from roeland.scrutiny.layouts import files as files_of
from roeland.scrutiny.rulebook import Rulebook
from roeland.scrutiny.scale.lazy import ibis
from roeland.scrutiny.scale.rules import explained

MASTER = "local-cluster[2,1,1024]"


@contextmanager
def connected(engine: str = "", master: str = "", threads: int = 2) -> Iterator[Any]:
    """An Ibis backend, closed afterwards; empty arguments are taken from the environment."""
    engine = engine or os.environ.get("ROELAND_SCALE", "duckdb")
    if engine == "duckdb":
        backend = ibis.duckdb.connect(threads=threads)
        backend.raw_sql("SET TimeZone = 'UTC'")
        yield backend
        backend.disconnect()
        return
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(master or os.environ.get("ROELAND_SPARK_MASTER", MASTER)).appName("roeland")
        .config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.parquet.inferTimestampNTZ.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    )  # fmt: skip
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()


def tables(backend: Any, folder: Path) -> dict[str, Any]:
    """The Parquet tables of a folder, by name."""
    found = {}
    for name in LAYOUTS:
        paths = [path for path in files_of(folder, name) if path.suffix == ".parquet"]
        if paths:
            read = [backend.read_parquet(str(path), table_name=f"{name}_{number}") for number, path in enumerate(paths)]
            found[name] = ibis.union(*read) if len(read) > 1 else read[0]
    return found


def verdicts(
    folder: Path, book: Rulebook, out: Path, *, engine: str = "", master: str = "", flagged: Path | None = None
) -> int:
    """Write event_id and explained_by of a folder to `out` (one Parquet file, sorted); return how many.

    flagged: a verdicts.parquet of the engine, whose flags overrule the weaker explanations.
    """
    import pyarrow.parquet as pq

    with connected(engine, master) as backend:
        overruled = None
        if flagged:
            names = [flag.id for flag in book.flags if flag.overrules]
            marked = (
                backend.read_parquet(str(flagged), table_name="flagged").select("event_id", "flags").unnest("flags")
            )
            overruled = marked.filter(marked.flags.isin(names))
        found = explained(tables(backend, folder), book, overruled).order_by("event_id").to_pyarrow()
    pq.write_table(found, out, compression="zstd")
    return int(found.num_rows)
