"""Where the rules run: DuckDB in this process, or a Spark that is there already, by configuration only.

ROELAND_SCALE=duckdb (default) or spark; ROELAND_SPARK_MASTER is the address of the cluster (default `local-cluster[2,1,1024]`, which needs
Java and SPARK_HOME).
"""

import logging
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from roeland.scrutiny.scale.lazy import ibis
from roeland.scrutiny.scale.statements import Statements

MASTER = "local-cluster[2,1,1024]"
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
    # as DuckDB has it: no moment without a zone, no number above zero is nothing, days before 1582 as they are
    "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}


@dataclass(frozen=True)
class Duck:
    """DuckDB, the default."""

    backend: Any
    dialect: str = "duckdb"

    def ask(self, sql: str) -> pa.Table:
        return self.backend.con.sql(sql).to_arrow_table()

    def put(self, name: str, rows: pa.Table) -> None:
        self.backend.con.register(name, rows)


@dataclass(frozen=True)
class Spark:
    """A session of Spark, and Ibis on it."""

    backend: Any
    session: Any
    dialect: str = "spark"

    def ask(self, sql: str) -> pa.Table:
        return plain(self.session.sql(sql).toArrow())

    def put(self, name: str, rows: pa.Table) -> None:
        self.session.createDataFrame(rows).createOrReplaceTempView(name)


def plain(rows: pa.Table) -> pa.Table:
    """The same rows with moments in UTC that do not say so, as DuckDB has them: else who reads them puts them in his own zone."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_timestamp(field.type) and field.type.tz:
            rows = rows.set_column(place, field.name, rows.column(place).cast(pa.timestamp("us")))
    return rows


@contextmanager
def connected(engine: str = "", master: str = "", threads: int = 2) -> Iterator[Statements]:
    """A connection for the rules, closed afterwards with all that was made; empty arguments are taken from the environment."""
    engine = engine or os.environ.get("ROELAND_SCALE", "duckdb")
    if engine == "duckdb":
        duck = Duck(ibis.duckdb.connect(threads=threads))
        duck.backend.raw_sql("SET TimeZone = 'UTC'; SET temp_directory = ''")
        try:
            yield Statements(duck)
        finally:
            duck.backend.disconnect()
        return
    with tempfile.TemporaryDirectory() as folder:
        session = started(master or os.environ.get("ROELAND_SPARK_MASTER", MASTER), folder)
        backend = ibis.pyspark.connect(session)
        name = f"roeland_{secrets.token_hex(4)}"
        try:
            backend.raw_sql(f"CREATE DATABASE {name}")
            backend.raw_sql(f"USE {name}")
            yield Statements(Spark(backend, session))
        finally:
            backend.raw_sql("USE default")
            backend.raw_sql(f"DROP DATABASE IF EXISTS {name} CASCADE")
            session.stop()


def started(master: str, folder: str) -> Any:
    """A session of Spark; its tables stand in `folder` unless the installation says where."""
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

    logging.getLogger("py4j").setLevel(logging.WARNING)  # it tells when the session is long gone
    builder = SparkSession.builder.master(master).appName("roeland")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    if not SparkConf().contains("spark.sql.warehouse.dir"):
        builder = builder.config("spark.sql.warehouse.dir", folder)
    return builder.getOrCreate()
