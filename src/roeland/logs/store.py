"""Consultations and dimensions by pseudonym, as Parquet below `ROELAND_DATA/consultations/<authority>/store`.

    consult/source=<uuid>/day=<date>/<delivery>.parquet     one local day (Europe/Brussels) of one delivery
    <kind>/source=<uuid>/<delivery>.parquet                 a dimension as delivered
    deliveries/<delivery>.json                              this delivery counts: written last, by rename

A file without its mark in `deliveries` is not read: what a killed import left is as good as absent.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from roeland.logs.values import Kind
from roeland.scrutiny.layouts import BOOL, CITIZEN, COUNT, DAY, EVENT, TIME, TOKEN

CONSULT_MORE = ("purpose", "action", "dossier_ref", "stated_reason", "n_persons", "outcome", "ref")
ARROW = {
    EVENT: pa.int64(),
    CITIZEN: pa.int64(),
    TOKEN: pa.int64(),
    BOOL: pa.bool_(),
    TIME: pa.timestamp("us", tz="UTC"),
    DAY: pa.date32(),
    COUNT: pa.int64(),
}


@dataclass(frozen=True)
class Mark:
    """That a delivery counts: what it is and which days it holds."""

    delivery: UUID
    source: UUID
    kind: Kind
    days: tuple[date, ...]
    at: str  # when it came (`after`): the newest list of a dimension counts

    def dump(self) -> str:
        days = [day.isoformat() for day in self.days]
        return json.dumps(
            {
                "delivery": str(self.delivery),
                "source": str(self.source),
                "kind": self.kind.value,
                "days": days,
                "at": self.at,
            }
        )


def schema(kind: Kind) -> pa.Schema:
    """The columns of a stored file: those that the engine reads, and for consultations what else was delivered."""
    fields = [pa.field(name, ARROW.get(form, pa.string())) for name, form in kind.layout.columns.items()]
    if kind is Kind.CONSULT:
        known = {field.name for field in fields}
        fields += [
            pa.field(name, pa.int64() if name == "n_persons" else pa.string())
            for name in CONSULT_MORE
            if name not in known
        ]
    return pa.schema(fields)


def root(authority_id: UUID) -> Path:
    """All files of log control of an authority; mode 0700."""
    found = Path(settings.ROELAND_DATA) / "consultations" / str(authority_id)
    if not found.is_dir():
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        found.parent.chmod(0o700)
    return found


def folder(authority_id: UUID) -> Path:
    return root(authority_id) / "store"


def consult_files(authority_id: UUID, first: date, last: date) -> list[Path]:
    """Parquet files with consultations of the local days from `first` to `last`, both included, oldest first."""
    found = []
    for mark in marks(authority_id):
        if mark.kind is Kind.CONSULT:
            found += [(day, path_of_day(authority_id, mark, day)) for day in mark.days if first <= day <= last]
    return [path for _day, path in sorted(found) if path.is_file()]


def days(authority_id: UUID, source_id: UUID | None = None) -> set[date]:
    """The local days of which there are consultations (of one source)."""
    chosen = (mark for mark in marks(authority_id) if mark.kind is Kind.CONSULT)
    return {day for mark in chosen if source_id in {None, mark.source} for day in mark.days}


def dimension_files(
    authority_id: UUID,
    kind: Kind,
    *,
    adding: Iterable[UUID] = (),
    ended: Iterable[UUID] = (),
    instead: Iterable[UUID] = (),
) -> list[Path]:
    """The files of a dimension, as they came: the newest list of each source, and every one of a source in `adding` (its files add to each other).
    The list of a source in `ended` counts until another source delivers one: what it says of today nobody mends any more.
    `instead`: what else counts once these sources deliver a new one."""
    all_of, of_kind = set(adding), [mark for mark in marks(authority_id) if mark.kind is kind]
    of_kind.sort(key=lambda one: (one.at, one.delivery))
    newest = {mark.source: mark.delivery for mark in of_kind}
    kept = [mark for mark in of_kind if mark.source in all_of or newest[mark.source] == mark.delivery]
    old = set(ended)
    fresh = set(instead)
    if fresh or any(mark.source not in old for mark in kept):
        kept = [mark for mark in kept if mark.source not in old or mark.source in all_of]
    paths = [path_of_list(authority_id, mark) for mark in kept if mark.source not in fresh]
    return [path for path in paths if path.is_file()]


def after(authority_id: UUID, now: datetime) -> str:
    """The moment of a new delivery: ISO 8601, and a number that no delivery of that same moment has, higher than those that stand there."""
    moment = now.isoformat()
    taken = [one.at.partition(" ")[2] for one in marks(authority_id) if one.at.partition(" ")[0] == moment]
    return f"{moment} {max((int(number or 0) for number in taken), default=-1) + 1:07}"


def users(authority_id: UUID, since: date, *, adding: Iterable[UUID] = (), ended: Iterable[UUID] = ()) -> set[str]:
    """The accounts of consultations from a day on, and those that a staff list names which counts."""
    found = named(consult_files(authority_id, since, date.max))
    return found | listed_users(authority_id, adding=adding, ended=ended)


def listed_users(
    authority_id: UUID, *, adding: Iterable[UUID] = (), ended: Iterable[UUID] = (), instead: Iterable[UUID] = ()
) -> set[str]:
    """The accounts that a staff list names which counts (`instead`: beside a new one of these sources)."""
    return named(dimension_files(authority_id, Kind.STAFF, adding=adding, ended=ended, instead=instead))


def named(paths: Iterable[Path]) -> set[str]:
    """The accounts that files name."""
    columns = (pq.read_table(path, columns=["user_id"])["user_id"] for path in paths)
    return {name for column in columns for name in column.unique().to_pylist()}


def marks(authority_id: UUID) -> Iterator[Mark]:
    """What counts."""
    where = folder(authority_id) / "deliveries"
    for path in sorted(where.glob("*.json")) if where.is_dir() else []:
        yield read_mark(path)


def read_mark(path: Path) -> Mark:
    found = json.loads(path.read_text(encoding="utf-8"))
    return Mark(
        delivery=UUID(found["delivery"]),
        source=UUID(found["source"]),
        kind=Kind(found["kind"]),
        days=tuple(date.fromisoformat(day) for day in found["days"]),
        at=found["at"],
    )


def path_of_day(authority_id: UUID, mark: Mark, day: date) -> Path:
    return folder(authority_id) / "consult" / f"source={mark.source}" / f"day={day}" / f"{mark.delivery}.parquet"


def path_of_list(authority_id: UUID, mark: Mark) -> Path:
    return folder(authority_id) / mark.kind.value / f"source={mark.source}" / f"{mark.delivery}.parquet"


def place(authority_id: UUID, mark: Mark, made: Path) -> None:
    """Move what an import made (`made`: `<day>.parquet` per day, or `list.parquet`) to its place; it counts after `count`."""
    waiting = folder(authority_id) / "pending" / f"{mark.delivery}.json"
    waiting.parent.mkdir(parents=True, exist_ok=True)
    write(waiting, mark.dump())
    pairs = [(made / f"{day}.parquet", path_of_day(authority_id, mark, day)) for day in mark.days]
    if mark.kind is not Kind.CONSULT:
        pairs = [(made / "list.parquet", path_of_list(authority_id, mark))]
    for origin, target in pairs:
        target.parent.mkdir(parents=True, exist_ok=True)
        origin.replace(target)


def count(authority_id: UUID, delivery_id: UUID) -> None:
    """From now on the delivery counts: one rename."""
    waiting = folder(authority_id) / "pending" / f"{delivery_id}.json"
    target = folder(authority_id) / "deliveries" / waiting.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if waiting.exists():
        waiting.replace(target)


def forget(authority_id: UUID, delivery_id: UUID) -> None:
    """Take a delivery out: first its mark, then its files. Nothing happens when it is not there."""
    for state in ("deliveries", "pending"):
        path = folder(authority_id) / state / f"{delivery_id}.json"
        if path.is_file():
            mark = read_mark(path)
            if state == "deliveries":
                path = path.replace(folder(authority_id) / "pending" / path.name)
            for day in mark.days:
                path_of_day(authority_id, mark, day).unlink(missing_ok=True)
            path_of_list(authority_id, mark).unlink(missing_ok=True)
            path.unlink()


def pending(authority_id: UUID) -> list[Path]:
    """Marks of imports that did not end (yet)."""
    where = folder(authority_id) / "pending"
    return sorted(where.glob("*.json")) if where.is_dir() else []


def files_before(authority_id: UUID, day: date) -> int:
    """How many files hold consultations of days before `day`."""
    return sum(1 for mark in marks(authority_id) if mark.kind is Kind.CONSULT for one in mark.days if one < day)


def forget_before(authority_id: UUID, day: date) -> None:
    """Delete the consultations of days before `day`: first the files, then their days in the marks, so that what is killed goes on."""
    for mark in list(marks(authority_id)):
        if mark.kind is not Kind.CONSULT or not any(one < day for one in mark.days):
            continue
        for one in mark.days:
            if one < day:
                path_of_day(authority_id, mark, one).unlink(missing_ok=True)
        kept = Mark(mark.delivery, mark.source, mark.kind, tuple(one for one in mark.days if one >= day), mark.at)
        write(folder(authority_id) / "deliveries" / f"{mark.delivery}.json", kept.dump())


def write(path: Path, text: str) -> None:
    """Write beside, flush to disk, rename: a reader sees the old text or the new one."""
    draft = path.with_name(f".{path.name}")
    with draft.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


@contextmanager
def alone(authority_id: UUID, source_id: UUID) -> Iterator[None]:
    """One import of a source at a time, in whatever process: what an earlier file holds must stand there before a later one is laid beside it."""
    path = folder(authority_id) / "locks" / str(source_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # let go when it closes, of a killed process too
        yield


def staging(authority_id: UUID, delivery_id: UUID) -> Path:
    """An empty folder for one import, on the same disk as the store."""
    made = folder(authority_id) / "staging" / str(delivery_id)
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    return made


def month(first: date) -> tuple[date, date]:
    """First and last day of the month of a day."""
    start = first.replace(day=1)
    return start, (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
