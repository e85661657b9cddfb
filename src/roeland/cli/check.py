"""`roeland check`: says in Dutch what is wrong with settings, data folder, database and keys; exit 1 when something is."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from roeland.cli.start import json_option, show, start_django
from roeland.config import OTHER_VARIABLES, SETTINGS, Config, ConfigError, load

LEAST_FREE = 500 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `problem` is empty when it is right. A `warning` may be meant so: it fails nothing."""

    what: str
    problem: str = ""
    warning: str = ""

    @property
    def line(self) -> str:
        if self.problem:
            return f"FOUT  {self.what}: {self.problem}"
        return f"let op {self.what}: {self.warning}" if self.warning else f"goed  {self.what}"


@click.command()
@json_option
def check(as_json: bool) -> None:
    """Zeg wat er mis is met instellingen, map, databank en sleutels. Eindigt met 1 als er iets mis is."""
    found = list(findings())
    wrong = [f for f in found if f.problem]
    told = [{"what": f.what, "problem": f.problem, "warning": f.warning} for f in found]
    result = {"ok": not wrong, "findings": told}
    closing = f"{len(wrong)} van {len(found)} punten kloppen niet." if wrong else f"Alle {len(found)} punten kloppen."
    show(result, [*(f.line for f in found), closing], as_json=as_json)
    sys.exit(1 if wrong else 0)


def findings() -> Iterator[Finding]:
    """Everything looked at, in the order in which it can be looked at; stops where the next would be a guess."""
    try:
        config = load()
    except ConfigError as error:
        yield from (Finding(problem.where, problem.what) for problem in error.problems)
        return
    yield Finding(f"instellingen ({config.file or 'omgeving en standaardwaarden'})")
    yield from unknown_variables()
    yield from safety(config)
    folder_findings = list(data_folder(config))
    yield from folder_findings
    if any(f.problem for f in folder_findings):
        return
    yield from guarded("toepassing", lambda: start(config))
    yield from guarded("databank", database)


def guarded(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What `look` finds; an exception becomes a finding of its own."""
    try:
        yield from look()
    except Exception as error:  # noqa: BLE001 -- the report must name any failure and go on
        yield Finding(what, f"{type(error).__name__}: {error}".strip())


def unknown_variables() -> Iterator[Finding]:
    """Variables that look like ours and are read by nothing: mostly a slip of the pen."""
    known = {s.variable for s in SETTINGS} | {f"{s.variable}_FILE" for s in SETTINGS if s.secret} | set(OTHER_VARIABLES)
    for name in sorted(os.environ):
        if name.startswith("ROELAND_") and name not in known:
            yield Finding(name, "deze omgevingsvariabele kent Roeland niet.")


def safety(config: Config) -> Iterator[Finding]:
    """Settings that are each right but not together."""
    outside = not config.base_url.startswith(("http://127.0.0.1", "http://localhost"))
    if config.debug and outside:
        yield Finding("debug", "staat aan op een adres dat anderen bereiken. Zet ROELAND_DEBUG=nee.")
    if outside and config.base_url.startswith("http://"):
        yield Finding("base_url", "is http:// en geen https://: wachtwoorden zouden leesbaar over het netwerk gaan.")
    if config.base_url.startswith("https://") and not config.trusted_proxies:
        yield Finding(
            "trusted_proxies",
            warning="is 0 terwijl base_url https:// is. Staat er een proxy voor Roeland, zet dan ROELAND_TRUSTED_PROXIES op "
            "hun aantal: anders ziet Roeland van iedereen het adres van de proxy, ook om te vaak aanmelden af te remmen.",
        )
    if config.demo and outside:
        yield Finding("demo", "de demonstratie mag alleen op deze computer te zien zijn (127.0.0.1).")
    if config.database_owner_url and not config.database_url:
        yield Finding("DATABASE_OWNER_URL", "is gezet zonder DATABASE_URL.")
    if outside and not config.mail_url:
        yield Finding("mail_url", "er is geen mailserver: mail komt als bestand in de map mail, niemand krijgt ze.")


def data_folder(config: Config) -> Iterator[Finding]:
    """The folder exists, is ours alone, and has room."""
    where = str(config.data)
    if not config.data.exists():
        yield Finding(f"map {where}", "bestaat nog niet. Voer uit: roeland migrate")
        return
    if not os.access(config.data, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(f"map {where}", "is niet leesbaar en schrijfbaar voor deze gebruiker.")
        return
    free = shutil.disk_usage(config.data).free
    yield Finding(
        f"map {where}", "" if free > LEAST_FREE else f"nog {free // 2**20} MiB vrij; minstens 500 MiB is nodig."
    )
    for folder in (config.evidence, config.keys):
        if not folder.exists():
            yield Finding(f"map {folder.name}", "ontbreekt. Voer uit: roeland migrate")
    yield from keys(config)


def keys(config: Config) -> Iterator[Finding]:
    """Nobody else on this machine can read a key."""
    for title, folder in (("sleutels", config.keys), ("sleutels van de logcontrole", config.log_keys)):
        if folder.exists():
            names = ", ".join(p.name for p in (folder, *sorted(folder.rglob("*"))) if _open(p))
            what = f"andere gebruikers kunnen erbij: {names}. Voer uit: chmod -R go= {folder}" if names else ""
            yield Finding(title, what)


def _open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def start(config: Config) -> Iterator[Finding]:
    """Django starts with these settings and its own checks pass."""
    start_django()
    from django.core.checks import ERROR, run_checks

    errors = [e for e in run_checks() if e.level >= ERROR]
    yield Finding("toepassing", "; ".join(f"{e.id}: {e.msg}" for e in errors))
    if not config.is_postgres and not config.sqlite_path.exists():
        yield Finding("databank", "bestaat nog niet. Voer uit: roeland migrate")


def database() -> Iterator[Finding]:
    """The database answers, is at this version, whole, and refuses a write outside an action."""
    from django.db import connection

    from roeland.cli.migrate import pending
    from roeland.kernel.gate import WriteOutsideAction

    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return
    waiting = pending()
    yield Finding("databank", f"{len(waiting)} stappen wachten. Voer uit: roeland migrate" if waiting else "")
    if waiting:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check")
            answer = str(cursor.fetchone()[0])
            yield Finding("inhoud van de databank", "" if answer == "ok" else answer)
        try:
            cursor.execute("DELETE FROM kernel_authority WHERE 1 = 0")
        except WriteOutsideAction:
            yield Finding("schrijfslot")
        else:
            yield Finding("schrijfslot", "de databank laat schrijven buiten een actie toe. Voer uit: roeland migrate")
    yield from ledger_keys()


def ledger_keys() -> Iterator[Finding]:
    """Every log that was signed before can be signed again: its key is in the keys folder."""
    from roeland.ledger import keys
    from roeland.ledger.models import LedgerCheckpoint, LedgerTree

    for tree in LedgerTree.objects.order_by("origin"):
        if not LedgerCheckpoint.objects.filter(tree=tree).exists():
            continue  # its key is made when it is first signed
        problem = ""
        try:
            keys.signer(tree, tree.size)
        except keys.KeyMissing as missing:
            problem = str(missing)
        yield Finding(f"sleutel van logboek {tree.origin}", problem)
