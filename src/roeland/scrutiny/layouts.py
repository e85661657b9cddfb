"""The tables that a folder may hold, their columns and kinds, and how a folder is looked through."""

from dataclasses import dataclass
from pathlib import Path

EVENT, USER, CITIZEN, TIME, DAY, TOKEN, BOOL, TEXT = "event", "user", "citizen", "time", "day", "token", "bool", "text"
COUNT = "count"


@dataclass(frozen=True)
class Layout:
    """Columns by kind. `needed` must be there and filled; an absent optional column is read as empty."""

    columns: dict[str, str]
    needed: frozenset[str]


def layout(needed: dict[str, str], **optional: str) -> Layout:
    return Layout({**needed, **optional}, frozenset(needed))


LAYOUTS: dict[str, Layout] = {
    "consult": layout(
        {"event_id": EVENT, "ts": TIME, "user_id": USER, "citizen": CITIZEN},
        service=TEXT, ip=TEXT, search_key=TEXT, action=TEXT, outcome=TEXT, n_persons=COUNT, dossier_ref=TEXT, stated_reason=TEXT,
    ),
    "staff": layout(
        {"user_id": USER, "from_ts": TIME},
        team=TEXT, to_ts=TIME, own=CITIZEN, house=TOKEN, street=TOKEN, surname=TOKEN, local=BOOL, shared=BOOL, role=TEXT,
    ),
    "citizens": layout({"citizen": CITIZEN}, house=TOKEN, street=TOKEN, surname=TOKEN, vip=BOOL),
    "dossiers": layout(
        {"citizen": CITIZEN, "opened": TIME},
        house=TOKEN, team=TEXT, worker=USER, closed=TIME, registered_at=TIME, dossier_id=TEXT,
    ),
    "appointments": layout({"citizen": CITIZEN, "day": DAY}, team=TEXT, user_id=USER),
    "inscriptions": layout({"citizen": CITIZEN, "team": TEXT, "from_ts": TIME}, to_ts=TIME),
    "tickets": layout({"user_id": USER, "citizen": CITIZEN, "day": DAY}),
    "oncall": layout({"user_id": USER, "day": DAY}),
    "absences": layout({"user_id": USER, "from_ts": TIME}, to_ts=TIME),
    "household": layout({"house": TOKEN, "citizen": CITIZEN, "from_ts": TIME}, to_ts=TIME),
    "registrations": layout({"citizen": CITIZEN, "from_ts": TIME}, user_id=USER, team=TEXT, to_ts=TIME, registered_at=TIME),
    "standing": layout({"service": TEXT, "from_ts": TIME}, user_id=USER, team=TEXT, to_ts=TIME),
}  # fmt: skip
SUFFIXES = (".parquet", ".csv")
OTHERS = (
    ".gz",
    ".zip",
    ".zst",
    ".bz2",
    ".xz",
    ".7z",
    ".xlsx",
    ".xls",
    ".json",
    ".jsonl",
    ".txt",
    ".tsv",
    ".feather",
    ".arrow",
)


OUTCOME = {"verdicts.parquet", "cases.csv", "reasons.parquet"}  # beside a summary.json: what an earlier run wrote
DEPTH = 3  # folders that are looked through for files that are not read


def files(folder: Path, table: str) -> list[Path]:
    """The files of a table: `consult.parquet`, `Consult-01.CSV`, `consult_a.parquet`, or all in a folder of such a name or `consult/`; by name.

    Programs that work in parts (Spark) call a folder of parts `consult.parquet`.
    """
    here = [path for path in folder.iterdir() if path.is_file() and belongs(path, table)]
    for below in folder.iterdir():
        if holds(below, table):
            here += [path for path in below.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES]
    return sorted(here)


def belongs(path: Path, table: str) -> bool:
    stem = path.stem.lower()
    rest = stem.removeprefix(table)
    return path.suffix.lower() in SUFFIXES and stem.startswith(table) and (not rest or rest[0] in "-_.")


def holds(path: Path, table: str) -> bool:
    """Whether it is a folder that is called as a table, or as a file of it."""
    return path.is_dir() and (path.name.lower() == table or belongs(path, table))


def unread(folder: Path) -> dict[Path, str]:
    """Files that lie in the folder and are not read, and why: CSV and Parquet of no table, and what seems meant as one but is of another kind;
    and a folder called as a table in which there is nothing to read."""
    taken = {path for table in LAYOUTS for path in files(folder, table)}
    found = {}
    for path in sorted(path for depth in range(DEPTH) for path in folder.glob("*/" * depth + "*")):
        place = path.relative_to(folder)
        if path in taken or path.is_dir() or any(part.startswith(".") for part in place.parts):
            continue
        if why := left(path, meant=place.parts[0].lower().startswith(tuple(LAYOUTS))):
            found[path] = why
    for path in sorted(path for path in folder.iterdir() if any(holds(path, table) for table in LAYOUTS)):
        if not any(path in one.parents for one in (*taken, *found)):
            found[path] = "in deze map staat niets dat gelezen kan worden"
    return found


def left(path: Path, *, meant: bool) -> str:
    """Why a file of no table is told of; empty when it is of no account. meant: whether it is called as a table."""
    readable = path.suffix.lower() in SUFFIXES
    if path.is_symlink() and not path.exists():
        return "verwijst naar een bestand dat er niet is, niet gelezen" if readable or meant else ""
    if not path.is_file():  # a pipe or a socket: who reads it may wait for ever
        return "is geen gewoon bestand, niet gelezen" if readable or meant else ""
    if readable:
        ours = path.name in OUTCOME and (path.parent / "summary.json").is_file()
        return "" if ours else "hoort bij geen tabel, niet gelezen"
    packed = meant and path.suffix.lower() in OTHERS
    return "dit soort bestand wordt niet gelezen, pak het uit of bewaar het als CSV of Parquet" if packed else ""
