"""Who can log in to the demonstration, with passwords made for this data folder: `keys/demo-passwords`, read by the log-in page."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from roeland.cli.demonstration.town import Player, Town
from roeland.kernel.rights import RIGHTS

MANY = 3  # authorities; more are counted, not named
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


def path_of(data: Path) -> Path:
    """The file that the log-in page reads."""
    return data / "keys" / "demo-passwords"


def make(towns: Iterable[Town]) -> list[dict[str, Any]]:
    """A line per person on the log-in page: name, e-mail, role in words, marks of the authorities, password."""
    found: dict[str, dict[str, Any]] = {}
    for town in towns:
        for player in town.cast:
            if not player.login:
                continue
            email = town.email(player)
            line = found.setdefault(
                email,
                {"name": player.name, "email": email, "role": "", "marks": [], "places": [], "password": _password()},
            )
            line["marks"].append(town.mark)
            line["places"].append(town.name)
            line["role"] = _role(player, line["places"])
    return list(found.values())


def _role(player: Player, places: list[str]) -> str:
    """The role as the page shows it; the place only where it is not the first authority."""
    role = player.job if player.roles[0] in {"ict_staff", "staff", "hr", "chair"} else RIGHTS.roles[player.roles[0]].nl
    if len(places) > MANY:
        return f"{role} van {len(places)} besturen"
    if len(places) > 1:
        return f"{role} van {' en '.join(places)}"
    return f"{role}, {places[0]}"


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def passwords(lines: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """E-mail address to password."""
    return {line["email"]: line["password"] for line in lines}


def write(data: Path, lines: list[dict[str, Any]]) -> Path:
    """Keep the lines, readable only by the owner of the folder."""
    path = path_of(data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(lines, out, ensure_ascii=False, indent=1)
    return path


def read(data: Path) -> list[dict[str, Any]]:
    """The lines; none when there is no demonstration in the folder."""
    try:
        lines: list[dict[str, Any]] = json.loads(path_of(data).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return lines
