"""The file of a backup: a ZIP with `manifest.json`, `database`, the files of the data folder and perhaps `keys.sealed`."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from roeland.cli.backups.summary import Summary
from roeland.config import Config

FORMAT = 1
MANIFEST, DATABASE, KEYS, LOG_KEYS, FILES = "manifest.json", "database", "keys.sealed", "log-keys.sealed", "data/"
# Not in a backup: the database (copied consistently), the keys (only sealed), what a process makes anew, and settings with secrets.
LEFT_OUT = ("roeland.sqlite3", "keys", "logs", "static", "roeland.toml")
# Of consultations: what suppliers laid down in the clear and nobody took yet, and what an import is making.
NOT_OF_LOGS = ("in", "staging", "pending")


class BadBackup(Exception):
    """The file is no backup, or not the one its manifest describes; the message is Dutch."""


@dataclass(frozen=True)
class Manifest:
    """`files`: name in the ZIP -> {size, sha256}. `key_names` and `log_key_names`: what stood in the folders of
    keys, so that a restore can name what is missing."""

    format: int
    identifier: str
    made_at: str
    version: str
    engine: str
    files: dict[str, dict[str, Any]]
    tables: dict[str, int]
    trees: dict[str, dict[str, Any]]
    key_names: list[str]
    keys: bool
    log_key_names: list[str] = field(default_factory=list)

    def dump(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode()

    def differences(self, found: Summary) -> list[str]:
        """In Dutch: where a restored database differs from this manifest."""
        lines = []
        for name in sorted(self.tables.keys() | found.tables.keys()):
            want, have = self.tables.get(name), found.tables.get(name)
            if want != have:
                lines.append(f"tabel {name}: {want} rijen in de back-up, {have} teruggezet")
        origins = sorted(self.trees.keys() | found.trees.keys())
        lines += [
            f"logboek {origin}: de wortel is niet die van de back-up"
            for origin in origins
            if self.trees.get(origin) != found.trees.get(origin)
        ]
        lines += [f"logboek {origin}: de regels geven niet de bewaarde wortel" for origin in found.broken]
        return lines


def data_files(config: Config) -> Iterator[Path]:
    """Files of the data folder that belong in a backup, in order."""
    for path in sorted(config.data.rglob("*")):
        parts = path.relative_to(config.data).parts
        if path.is_file() and not path.is_symlink() and not parts[0].startswith((*LEFT_OUT, ".")) and _lasting(parts):
            yield path


def _lasting(parts: tuple[str, ...]) -> bool:
    """Whether a file of log control is more than a step of an import or a file that nobody took yet."""
    if parts[0] != "consultations":
        return True
    return not set(parts[2:-1]) & set(NOT_OF_LOGS) and not any(part.startswith(".") for part in parts[2:])


def key_names(folder: Path) -> list[str]:
    """Names of the files in a folder of keys; none when it is not there."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def add(archive: zipfile.ZipFile, name: str, source: IO[bytes]) -> dict[str, Any]:
    """Copy a stream into the ZIP; its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, checked against the list of files in the ZIP. Raises BadBackup."""
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError) as error:
        raise BadBackup("dit bestand is geen back-up van Roeland.") from error
    if manifest.format != FORMAT:
        raise BadBackup(f"deze back-up heeft vorm {manifest.format}; deze versie leest vorm {FORMAT}.")
    names = [info.filename for info in archive.infolist()]
    if sorted(names) != sorted([MANIFEST, *manifest.files]):
        raise BadBackup("de bestanden in de back-up zijn niet die van de inhoudsopgave.")
    return manifest


def extract(archive: zipfile.ZipFile, name: str, want: dict[str, Any], target: Path) -> None:
    """Write one file of the ZIP and hold it against the manifest. Raises BadBackup."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with archive.open(name) as source, target.open("xb") as out:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
    except zipfile.BadZipFile as error:
        raise BadBackup(f"{name} is beschadigd.") from error
    if {"size": size, "sha256": digest.hexdigest()} != want:
        raise BadBackup(f"{name} is niet het bestand van de inhoudsopgave.")


def safe_target(folder: Path, name: str) -> Path:
    """Where a file of the data folder goes. Raises BadBackup for a name that points outside."""
    target = (folder / name.removeprefix(FILES)).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise BadBackup(f"{name} wijst buiten de map.")
    return target


def sha256_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
