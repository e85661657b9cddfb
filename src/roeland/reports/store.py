"""The folder of printed reports: files by their SHA-256, written once, never changed."""

import hashlib
import os
from pathlib import Path

from django.conf import settings


class Damaged(RuntimeError):
    """The file is gone or its bytes are not the ones that were frozen."""


def folder() -> Path:
    """Where the files stand."""
    return Path(settings.ROELAND_DATA) / "reports"


def path_of(sha256: str) -> Path:
    """The file of a digest (64 hex digits)."""
    return folder() / sha256[:2] / f"{sha256}.pdf"


def put(content: bytes) -> str:
    """Keep the bytes; their SHA-256. On disk before this returns. Keeping the same bytes twice changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists() and path.read_bytes() == content:
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    return sha256


def get(sha256: str) -> bytes:
    """The bytes with that digest; Damaged when they are gone or changed."""
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise Damaged("the file of a frozen report is gone") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged("the file of a frozen report was changed")
    return content
