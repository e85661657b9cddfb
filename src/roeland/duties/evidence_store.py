"""Evidence files on disk: content-addressed by SHA-256 under ROELAND_DATA/evidence, written once, never changed, removed only by an
erasure.

The file is stored before the row that names it; a file without a row is harmless and may be swept, a row without its
file is a loss that `verify` finds.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import puremagic
from django.conf import settings

LARGEST = 50 * 1024 * 1024
_CHUNK = 1024 * 1024
_HEAD = 8192
_SHARD = 2
REFUSED = {
    "application/x-msdownload",
    "application/x-dosexec",
    "application/vnd.microsoft.portable-executable",
    "application/x-executable",
    "application/x-elf",
    "application/x-sharedlib",
    "application/x-mach-binary",
    "application/x-ms-shortcut",
    "application/java-archive",
}
REFUSED_NAMES = (".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".msi", ".lnk", ".hta")
_EXECUTABLE = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_BY_NAME = {
    ".txt": "text/plain",
    ".log": "text/plain",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".json": "application/json",
}


class RefusedFileError(Exception):
    """The file is not taken; the message is Dutch and may be shown."""


@dataclass(frozen=True)
class Stored:
    """A sealed file: hex SHA-256, size in bytes, media type as sniffed from its content."""

    sha256: str
    size: int
    media_type: str
    name: str


def root() -> Path:
    """The folder of all evidence files."""
    return Path(settings.ROELAND_DATA) / "evidence"


def path_of(sha256: str) -> Path:
    """Where a file lies, whether or not it is there. Raises ValueError for what is no SHA-256."""
    if len(sha256) != hashlib.sha256().digest_size * 2 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256")
    return root() / sha256[:_SHARD] / sha256[_SHARD : 2 * _SHARD] / sha256


def clean_name(name: str) -> str:
    """The last part of a file name, without control characters, at most 200 long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-200:] or "bestand"


def sniff(head: bytes, name: str) -> str:
    """The media type by content; plain text goes by its name; `application/octet-stream` when nothing is recognised."""
    if head.startswith(_EXECUTABLE):
        return "application/x-executable"
    suffix = Path(name).suffix.lower()
    if _is_text(head):
        return "text/html" if _looks_like_markup(head) else _BY_NAME.get(suffix, "text/plain")
    try:
        found = puremagic.from_string(head, mime=True, filename=name)
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"
    return found or "application/octet-stream"


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and len(head) == _HEAD  # a letter cut in two at the end of the sample
    return True


def _looks_like_markup(head: bytes) -> bool:
    start = head.lstrip()[:200].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml"))


def _chunks(file: IO[bytes]) -> Iterable[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def store(file: IO[bytes], name: str) -> Stored:
    """Seal a file: hash while writing beside its place, flush to disk, then rename. Raises RefusedFileError."""
    name = clean_name(name)
    if name.lower().endswith(REFUSED_NAMES):
        raise RefusedFileError(f"“{name}” is niet geüpload: programma’s zijn geen bewijs.")
    root().mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=root(), prefix=".nieuw-")
    try:
        with os.fdopen(handle, "wb") as out:
            sealed = _copy(file, out, name)
            out.flush()
            os.fsync(out.fileno())
        _place(Path(temporary), path_of(sealed.sha256))
    finally:
        Path(temporary).unlink(missing_ok=True)
    return sealed


def _copy(file: IO[bytes], out: IO[bytes], name: str) -> Stored:
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in _chunks(file):
        size += len(chunk)
        if size > LARGEST:
            raise RefusedFileError(f"“{name}” is niet geüpload: het is groter dan 50 MB.")
        if len(head) < _HEAD:
            head = (head + chunk)[:_HEAD]
        digest.update(chunk)
        out.write(chunk)
    if not size:
        raise RefusedFileError(f"“{name}” is niet geüpload: het bestand is leeg.")
    media_type = sniff(head, name)
    if media_type in REFUSED:
        raise RefusedFileError(f"“{name}” is niet geüpload: programma’s zijn geen bewijs.")
    return Stored(digest.hexdigest(), size, media_type, name)


def _place(temporary: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o440)
    temporary.rename(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    """Put the names in a folder on the disk."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(sha256: str) -> bool:
    """Take a sealed file away for ever, its name in the folder too; whether it was there. Who calls this has asked whether
    anything still refers to it (`duties.erasing.drop`)."""
    path = path_of(sha256)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    _flush(path.parent)
    return True


def open_file(sha256: str) -> IO[bytes]:
    """The sealed file for reading. Raises FileNotFoundError."""
    return path_of(sha256).open("rb")


def intact(sha256: str) -> bool:
    """Whether the file is there and still has its seal."""
    path = path_of(sha256)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
