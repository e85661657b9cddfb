"""Keeps an uploaded list between the test import and the import: a file in the data folder, one per person, for a day."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from roeland.kernel import clock
from roeland.kernel.models import Authority

KEY = "people_import"
KEEP = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """The list that this person uploaded last for this authority."""

    name: str
    path: Path

    def read(self) -> bytes:
        return self.path.read_bytes()


def _folder() -> Path:
    folder: Path = settings.CONFIG.data / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(request: HttpRequest, authority: Authority, name: str, data: bytes) -> None:
    """Keep a list; the one before it, and lists older than a day, are wiped."""
    drop(request)
    now = clock.now().timestamp()
    for path in _folder().iterdir():
        if path.stat().st_mtime < now - KEEP:
            path.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    path = _folder() / token
    path.touch(mode=0o600)
    path.write_bytes(data)
    os.utime(path, (now, now))  # the age of a list is told by Roeland's clock, as everything
    request.session[KEY] = {"token": token, "name": name, "authority": str(authority.pk)}


def kept(request: HttpRequest, authority: Authority) -> Kept | None:
    """The list kept for this session and authority, or None."""
    held = request.session.get(KEY)
    if not held or held["authority"] != str(authority.pk):
        return None
    path = _folder() / held["token"]
    return Kept(held["name"], path) if path.exists() else None


def drop(request: HttpRequest) -> None:
    held = request.session.pop(KEY, None)
    if held:
        (_folder() / held["token"]).unlink(missing_ok=True)
