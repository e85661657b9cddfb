"""Folders that are looked at: a supplier's system puts a file there, Roeland takes it once it does not grow any more.

    <ROELAND_LOG_INBOX>/<slug>/<folder of the source>/          or, without that setting,
    <ROELAND_DATA>/consultations/<authority uuid>/in/<folder>/

Afterwards the file is gone from the folder: its bytes stand encrypted in the vault, and `done/<name>.txt` says what came of it; so too
when the same bytes were there already. One that cannot be read is moved to `refused/`, mode 0600, with its reason beside it, and deleted
after `refused_days` of data/intake.yaml; so is what still comes for a source that ended. Names that begin with a dot or end in .part or .tmp are left alone.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import intake, library, store
from roeland.logs.formats.opening import plain_name
from roeland.logs.formats.values import sentence
from roeland.logs.models import Source

log = logging.getLogger("roeland.logs.inbox")
LEFT = (".part", ".tmp", ".filepart", ".crdownload")
DONE, REFUSED = "done", "refused"


def folder(authority: Authority, source: Source) -> Path:
    """Where files of this source are looked for."""
    return _base(authority) / source.folder


def _base(authority: Authority) -> Path:
    top: Path | None = settings.CONFIG.log_inbox_setting
    return top / authority.slug if top else store.root(authority.pk) / "in"


def forget_refused(authority: Authority) -> int:
    """Delete what was refused longer ago than its term, with the notes, and close what stands there to others; how many were deleted."""
    last, done = clock.today() - timedelta(days=library.terms().refused_days), 0
    for path in sorted(_base(authority).glob(f"*/{REFUSED}/*")):
        if not path.is_file() or path.is_symlink():
            continue
        if _refused_on(path) < last:
            path.unlink(missing_ok=True)
            done += 1
        else:
            _close(path)
    return done


def _refused_on(path: Path) -> date:
    """The day that the mark in its name says; of a file that somebody else put there, its own."""
    try:
        return datetime.strptime(path.name[:8], "%Y%m%d").date()  # noqa: DTZ007 -- a local day, as it was written
    except ValueError:
        return clock.local(datetime.fromtimestamp(path.stat().st_mtime, UTC)).date()


def _close(path: Path) -> None:
    """For our eyes only; who does not own it cannot say so, and leans on the mode of the folder."""
    with suppress(OSError):
        path.chmod(0o700 if path.is_dir() else 0o600)


def look(authority: Authority) -> int:
    """Take what is whole; the number of files. One that fails stops no other."""
    actor, taken = Actor.system("logs", [authority.pk]), 0
    with scope(actor, [authority]):
        rows = list(Source.objects.filter(authority=authority).exclude(folder=""))
    seen = _seen(authority)
    now: dict[str, int] = {}
    for row in rows:
        where = folder(authority, row)
        if row.ended_on is None and not settings.CONFIG.log_inbox_setting:
            where.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted(where.iterdir()) if where.is_dir() else []:
            if not _ours(path):
                continue
            size = path.stat().st_size
            if seen.get(str(path)) != size:
                now[str(path)] = size
                continue
            try:
                taken += _take(actor, row, path)
            except Exception:
                log.exception("a file in the folder of source %s was not taken", row.pk)
                now[str(path)] = size
    _remember(authority, now)
    return taken


def _ours(path: Path) -> bool:
    return (
        path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(".")
        and not path.name.lower().endswith(LEFT)
    )


def _take(actor: Actor, source: Source, path: Path) -> int:
    name = plain_name(path.name)
    try:
        stream = path.open("rb")
    except PermissionError:
        _aside(
            path,
            name,
            f"{name} kan niet geopend worden. Kijk na wie het mag lezen, en plaats het opnieuw.",
            refused=True,
        )
        return 1
    try:
        with stream:
            taken = intake.take(actor, source, stream, name, how="folder")
    except Refused as problem:
        _aside(path, name, str(problem), refused=not isinstance(problem, intake.Twice))
        return 1
    found = taken.found
    lines = (
        [taken.refused]
        if taken.refused
        else [f"{found.rows} rijen geïmporteerd, {found.duplicates} dubbel, {found.left_out} overgeslagen."]
    )
    lines += [f"SHA-256 {found.sha256}", *(sentence(problem) for problem in found.problems)]
    _aside(path, name, "\n".join(lines), refused=bool(taken.refused))
    return 1


def _aside(path: Path, name: str, text: str, *, refused: bool) -> None:
    """Move a refused file away, delete one that stands in the vault; leave a note in both cases."""
    where = path.parent / (REFUSED if refused else DONE)
    where.mkdir(mode=0o700, exist_ok=True)
    _close(where)
    mark = f"{clock.local(clock.now()):%Y%m%d-%H%M%S}-{uuid4().hex[:4]}"
    if refused:
        _close(path.replace(where / f"{mark}-{name}"))
    else:
        path.unlink()
    (where / f"{mark}-{name}.txt").write_text(text + "\n", encoding="utf-8")


def _state(authority: Authority) -> Path:
    return store.root(authority.pk) / "inbox.json"


def _seen(authority: Authority) -> dict[str, int]:
    try:
        found = json.loads(_state(authority).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(authority: Authority, now: dict[str, int]) -> None:
    if now or _state(authority).exists():
        store.write(_state(authority), json.dumps(now))
