"""Two outcomes of the engine on one folder beside each other: what another text of the rules would change."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from roeland.scrutiny.writing import CASES, VERDICTS

FIRST = 50  # places that are read at all


@dataclass(frozen=True)
class Pair:
    """A case that is in one outcome only: user x citizen, with its reasons (ids of flags)."""

    user_id: str
    citizen: int
    score: float
    events: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """A case of both outcomes that another stands before, or behind: its places among the cases of both, from 1."""

    citizen: int
    before: int
    after: int
    reasons: tuple[str, ...]  # of after


@dataclass(frozen=True)
class Difference:
    """Counts of before and after; `newly` and `lost` per rule; the cases that appear and vanish, heaviest first; those that move, furthest first."""

    explained: tuple[int, int]
    cases: tuple[int, int]
    newly: dict[str, int]  # by the rule that explains them now
    lost: dict[str, int]  # by the rule that explained them
    other: int  # explained by another rule than before
    appear: tuple[Pair, ...]
    vanish: tuple[Pair, ...]
    moved: tuple[Move, ...]


def compare(before: Path, after: Path, hidden: Collection[str] = ()) -> Difference:
    """`before` and `after` hold the three files of a run over the same consultations.

    hidden: signs of cases that are left out of the order altogether: where the others stand must tell nothing of them.
    """
    con = duckdb.connect()
    try:
        for name, folder in (("old", before), ("new", after)):
            con.execute(
                f"CREATE TABLE {name} AS SELECT event_id, explained_by FROM read_parquet(?)", [str(folder / VERDICTS)]
            )
            con.execute(
                f"CREATE TABLE {name}_cases AS SELECT rank::BIGINT AS rank, user_id, citizen::BIGINT AS citizen, score::DOUBLE AS score, n_events::BIGINT AS n, "
                "coalesce(reasons, '') AS reasons FROM read_csv(?, header = true, all_varchar = true)",
                [str(folder / CASES)],
            )
        both = "FROM old JOIN new USING (event_id)"
        return Difference(
            (_one(con, "SELECT count(explained_by) FROM old"), _one(con, "SELECT count(explained_by) FROM new")),
            (_one(con, "SELECT count(*) FROM old_cases"), _one(con, "SELECT count(*) FROM new_cases")),
            _by_rule(con, "new", f"{both} WHERE old.explained_by IS NULL AND new.explained_by IS NOT NULL"),
            _by_rule(con, "old", f"{both} WHERE old.explained_by IS NOT NULL AND new.explained_by IS NULL"),
            _one(con, f"SELECT count(*) {both} WHERE old.explained_by <> new.explained_by"),
            _only(con, "new", "old"),
            _only(con, "old", "new"),
            _moved(con, hidden),
        )
    finally:
        con.close()


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])


def _by_rule(con: duckdb.DuckDBPyConnection, side: str, rest: str) -> dict[str, int]:
    rows: list[Any] = con.execute(
        f"SELECT {side}.explained_by, count(*) {rest} GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    return {rule: int(count) for rule, count in rows}


def _only(con: duckdb.DuckDBPyConnection, side: str, other: str) -> tuple[Pair, ...]:
    rows: list[Any] = con.execute(
        f"SELECT user_id, citizen, score, n, reasons FROM {side}_cases ANTI JOIN {other}_cases USING (user_id, citizen) "
        "ORDER BY score DESC, n DESC, user_id, citizen"
    ).fetchall()
    return tuple(Pair(user, citizen, score, n, tuple(reasons.split())) for user, citizen, score, n, reasons in rows)


def _moved(con: duckdb.DuckDBPyConnection, hidden: Collection[str]) -> tuple[Move, ...]:
    """Of the first cases on either side those whose place changed, without those that carry a hidden sign on either side."""
    rows: list[Any] = con.execute(
        "WITH b AS (SELECT o.citizen, n.reasons, row_number() OVER (ORDER BY o.rank) AS before, row_number() OVER (ORDER BY n.rank) AS after "
        "FROM old_cases o JOIN new_cases n USING (user_id, citizen) "
        "WHERE NOT list_has_any(string_split(o.reasons, ' ') || string_split(n.reasons, ' '), ?::VARCHAR[])) "
        f"SELECT citizen, before, after, reasons FROM b WHERE before <> after AND least(before, after) <= {FIRST} "
        "ORDER BY abs(before - after) DESC, after",
        [list(hidden)],
    ).fetchall()
    return tuple(Move(citizen, before, after, tuple(reasons.split())) for citizen, before, after, reasons in rows)
