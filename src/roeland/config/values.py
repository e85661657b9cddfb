"""What the settings are: `Config`, and the file that holds a generated key. Pure data; no Django."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

TIME_ZONE = "Europe/Brussels"


@dataclass(frozen=True)
class Problem:
    """One wrong setting: where it stands (Dutch) and what is wrong with it (Dutch)."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class ConfigError(Exception):
    """The settings cannot be used; `problems` lists every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Config:
    """All settings of one installation. Paths are absolute; an empty `database_url` means SQLite in `data`;
    an empty `mail_url` means mail as files in `data/mail`."""

    data: Path
    debug: bool = False
    demo: bool = False
    secret_key_setting: str = field(default="", repr=False)
    allowed_hosts: tuple[str, ...] = ()
    base_url: str = "http://127.0.0.1:8000"
    database_url: str = field(default="", repr=False)
    database_owner_url: str = field(default="", repr=False)
    mail_url: str = field(default="", repr=False)
    mail_from: str = "roeland@localhost"
    log_level: str = "INFO"
    trusted_proxies: int = 0
    log_keys_setting: Path | None = None
    log_inbox_setting: Path | None = None
    file: Path | None = None
    time_zone: str = TIME_ZONE

    @property
    def sqlite_path(self) -> Path:
        """The SQLite database (used when no DATABASE_URL is set)."""
        return self.data / "roeland.sqlite3"

    @property
    def evidence(self) -> Path:
        """Content-addressed evidence files."""
        return self.data / "evidence"

    @property
    def keys(self) -> Path:
        """Secret key, signing keys, key of the TOTP secrets. Left out of a backup unless asked."""
        return self.data / "keys"

    @property
    def mail(self) -> Path:
        """Mail as files, when no mail server is set."""
        return self.data / "mail"

    @property
    def logs(self) -> Path:
        """Technical logs of the processes."""
        return self.data / "logs"

    @property
    def consultations(self) -> Path:
        """Per authority: consultations by pseudonym (`store`), encrypted raw files (`vault`), outcomes of controls (`runs`)."""
        return self.data / "consultations"

    @property
    def log_keys(self) -> Path:
        """Keys of pseudonyms and raw files. Outside the data folder: who copies that one copies no key."""
        return self.log_keys_setting or self.data.with_name(f"{self.data.name}-logkeys")

    @property
    def is_postgres(self) -> bool:
        """Whether the data stand in PostgreSQL."""
        return bool(self.database_url)

    @property
    def secret_key(self) -> str:
        """The secret of sessions and signatures: the setting, else `keys/secret_key`, made on first use."""
        return self.secret_key_setting or key_file(self.keys / "secret_key")

    def make_folders(self) -> None:
        """Create the data folder and its parts, closed to other users of the machine."""
        for folder in (self.data, self.evidence, self.keys, self.mail, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def key_file(path: Path) -> str:
    """Text of the key in `path`; made (64 random bytes, mode 0600) when absent. Safe with many processes at once."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # fails when another process was first: then its key counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
