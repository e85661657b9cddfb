"""What the decisions of a control itself explain of its month, so that its figures are the same whether or not it was looked at again.

A consultation counts once, under its strongest explanation. Where that is a reason or a standing rule that this very control registered, it was
explained by who decided, not by what was on record. The engine says which: it runs over what the decisions may touch, with nothing but those.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import duckdb
import pyarrow as pa

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs import assembling, keys, staging, store
from roeland.logs.models import Registration, Run, Standing
from roeland.logs.queries.sight import whole
from roeland.scrutiny import run as scrutiny
from roeland.scrutiny.rulebook import Rulebook
from roeland.scrutiny.writing import VERDICTS


@dataclass(frozen=True)
class Credit:
    """`events`: consultations that the decisions explain; `of`: those of them that were explained in the verdicts, by the rule that stands there;
    `made`: the decisions that were counted."""

    events: int
    of: dict[str, int]
    made: frozenset[UUID]


def made(run_id: UUID) -> frozenset[UUID]:
    """The reasons and standing rules that a control registered and that stand. Two statements."""
    rows = (model.objects.filter(case__run=run_id, withdrawn_at=None) for model in (Registration, Standing))
    return frozenset(pk for found in rows for pk in found.values_list("pk", flat=True))


def counted(authority: Authority, run_id: UUID, month: tuple[Path, Sequence[Path]], book: Rulebook) -> Credit:
    """What the decisions of a control explain. `month`: the verdicts, and the files that hold their consultations. Raises CannotRun."""
    verdicts, files = month
    parent = store.root(authority.pk) / "runs"
    parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    with whole(authority.pk), tempfile.TemporaryDirectory(dir=parent, prefix=".in-") as name:
        ids, folder = made(run_id), Path(name)
        if not ids or not files or not verdicts.is_file() or not _touched(folder, ids, verdicts, files):
            return Credit(0, {}, ids)
        assembling.decisions(authority, folder / "in", ids)
        key = keys.pseudonym_key(authority.pk)  # signs were found when the control looked
        scrutiny.check(folder / "in", folder / "out", key=key, now=clock.now(), book=book, signs=False)
        return _strongest(folder / "out" / VERDICTS, verdicts, book, ids)


def _touched(folder: Path, ids: frozenset[UUID], verdicts: Path, files: Sequence[Path]) -> int:
    """Write the consultations that a decision may be about; how many."""
    citizens = Registration.objects.filter(pk__in=ids).values_list("citizen", flat=True)
    services = Standing.objects.filter(pk__in=ids).values_list("service", flat=True)
    target = folder / "in" / "consult" / "consult.parquet"
    target.parent.mkdir(parents=True)
    with closing(staging.connect(folder)) as con:
        con.register("citizens", pa.table({"citizen": pa.array(citizens, pa.int64())}))
        con.register("services", pa.table({"service": pa.array([one.lower() for one in services], pa.string())}))
        [(count,)] = con.execute(
            f"COPY (SELECT * EXCLUDE (source, day) FROM read_parquet({staging.listed(files)}, hive_partitioning = true, union_by_name = true) "
            f"SEMI JOIN read_parquet({staging.quoted(verdicts)}) v USING (event_id) "
            "WHERE citizen IN (SELECT citizen FROM citizens) OR lower(service) IN (SELECT service FROM services)) "
            f"TO {staging.quoted(target)} (FORMAT parquet)"
        ).fetchall()
    return int(count)


def _strongest(found: Path, verdicts: Path, book: Rulebook, ids: frozenset[UUID]) -> Credit:
    """Where nothing that is stronger explains it, and no sign overrules it (`scrutiny.explain.overrule`)."""
    order = [rule.id for rule in book.explanations]
    strong = [rule.id for rule in book.explanations if rule.strength >= book.strong]
    overrules = [flag.id for flag in book.flags if flag.overrules]
    with closing(duckdb.connect(config={"threads": 2})) as con:
        con.execute("SET temp_directory = ''")
        rows = con.execute(
            "SELECT v.explained_by, count(*) FROM read_parquet(?) m JOIN read_parquet(?) v USING (event_id) WHERE m.explained_by IS NOT NULL "
            "AND CASE WHEN v.explained_by IS NULL THEN NOT list_has_any(v.flags, ?) OR list_contains(?, m.explained_by) "
            "ELSE list_position(?, m.explained_by) <= list_position(?, v.explained_by) END GROUP BY 1",
            [str(found), str(verdicts), overrules, strong, order, order],
        ).fetchall()
    return Credit(sum(count for _rule, count in rows), {rule: count for rule, count in rows if rule}, ids)


def give(run: Run, credit: Credit) -> None:
    """Set the figures of a control: what was on record, and beside it what its own decisions explain."""
    read = run.summary.get("read") or {
        "explained": run.explained,
        "explanations": run.summary.get("explanations", {}),
    }
    run.explained = read["explained"] - sum(credit.of.values())
    left = {rule: count - credit.of.get(rule, 0) for rule, count in read["explanations"].items()}
    run.summary = run.summary | {"read": read, "explanations": left, "by_decision": credit.events}
