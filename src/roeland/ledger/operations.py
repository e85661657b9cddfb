"""What the operator does to the whole installation, stated in the installation's tree with the name of the operating-system user."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.rights import INSTALLATION, Permission
from roeland.ledger.action import action, state
from roeland.ledger.facts import Fact, Subject

BACKUP = Permission("ledger:backup:make", INSTALLATION)
RESTORE = Permission("ledger:backup:restore", INSTALLATION)


@dataclass(frozen=True, kw_only=True)
class BackupMade(Fact):
    """A backup was written; `sha256` is of the whole file, `keys` says whether the keys went along (sealed)."""

    code: ClassVar[str] = "ledger:backup:made"
    sentence: ClassVar[str] = "maakte back-up {backup} ({files} bestanden), als {os_user} op de server"
    os_user: str
    backup: str
    sha256: str
    files: int
    keys: bool


@dataclass(frozen=True, kw_only=True)
class BackupRestored(Fact):
    """This installation was put back from a backup; what happened after `made_at` is not in it."""

    code: ClassVar[str] = "ledger:backup:restored"
    sentence: ClassVar[str] = "zette back-up {backup} van {made_at} terug, als {os_user} op de server"
    os_user: str
    backup: str
    sha256: str
    made_at: str


def _backup(identifier: UUID) -> Subject:
    return Subject("ledger.backup", identifier)


@action(BACKUP, BackupMade, installation=True)
def record_backup(
    actor: Actor, *, identifier: UUID, os_user: str, backup: str, sha256: str, files: int, keys: bool
) -> None:
    """State that backup `identifier` was written to a file named `backup` (no path)."""
    about = _backup(identifier)
    state(BackupMade(about=about, os_user=os_user, backup=backup, sha256=sha256, files=files, keys=keys))


@action(RESTORE, BackupRestored, installation=True)
def record_restore(actor: Actor, *, identifier: UUID, os_user: str, backup: str, sha256: str, made_at: str) -> None:
    """State that this installation comes from backup `identifier`, made at `made_at` (ISO 8601)."""
    about = _backup(identifier)
    state(BackupRestored(about=about, os_user=os_user, backup=backup, sha256=sha256, made_at=made_at))
