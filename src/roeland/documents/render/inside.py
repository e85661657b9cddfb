"""Files inside a PDF: names that every reader of PDF can unpack, each once, and media types that are ones. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from roeland.documents.render.model import Attachment

OCTETS = "application/octet-stream"
_MEDIA = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\Z")


def names(files: Iterable[Attachment]) -> list[str]:
    """The name of each file inside: one part of a path, nothing that is not seen, no two that differ in capitals alone."""
    found: list[str] = []
    used: set[str] = set()
    for file in files:
        wanted, count = plain(file.name), 1
        name = wanted
        while name.casefold() in used:
            count += 1
            path = PurePosixPath(wanted)
            name = f"{path.stem} ({count}){path.suffix}"
        used.add(name.casefold())
        found.append(name)
    return found


def plain(name: str) -> str:
    """A name that is no path and hides nothing."""
    shown = "".join(char for char in name if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"})
    return re.sub(r"[/\\]", "_", shown).strip(" .") or "bestand"


def media(mime: str) -> str:
    """The media type without its parameters, or that of bytes when it is none."""
    first = mime.split(";", 1)[0].strip().lower()
    return first if _MEDIA.match(first) else OCTETS
