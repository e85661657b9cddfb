"""JSON lines: one object per line; a field is found by its path (`wie.insz`, `personen.0.nummer`)."""

from __future__ import annotations

import json
from typing import Any

from roeland.logs.formats.asked import Asked
from roeland.logs.formats.opening import Lines
from roeland.logs.formats.values import Faults, Record, Records, Unreadable

NOWHERE, GROUP = object(), object()  # not there, and a list or object where a value was asked
EMPTY = (NOWHERE, GROUP)
A_LIST = "is één JSON-lijst. Vraag het bestand als JSON per regel (JSON Lines)"


def read(lines: Lines, faults: Faults, wanted: set[str]) -> Records:
    """Records with the wanted paths; a path that is not there is empty. Raises Unreadable."""
    ways = {path: path.split(".") for path in wanted}
    asked, started = Asked(wanted), False
    for row, text in lines:
        plain = text.strip()
        if not plain:
            continue
        first, started = not started, True
        if first:
            refuse_list(plain)
        try:
            found = json.loads(plain)
        except (ValueError, RecursionError):
            if first and plain.startswith("["):  # a list of which the first object stands on the same line
                raise Unreadable(A_LIST) from None
            faults.add(row, "geen geldige JSON, rij overgeslagen")
            continue
        if not isinstance(found, dict):
            if isinstance(found, list) and row == 1:
                raise Unreadable(A_LIST)
            faults.add(row, "geen JSON-object, rij overgeslagen")
            continue
        at = {path: _at(found, steps) for path, steps in ways.items()}
        for path in (path for path, value in at.items() if value is GROUP):
            asked.group(row, path)
        there = [path for path, value in at.items() if value not in EMPTY]
        asked.see(row, there, paths(found) if asked.learns else ())
        yield Record(row, {path: None if value in EMPTY else value for path, value in at.items()})
    asked.tell(faults)


def refuse_list(first: str) -> None:
    """Raises Unreadable when a file begins with a list that goes on over more lines: it is no object per line."""
    if first.strip() == "[":
        raise Unreadable(A_LIST)


def reach(value: Any, steps: list[str]) -> Any:
    """What stands at a path; None when it is not there. A key with dots in its name is found whole as well."""
    found = _at(value, steps)
    return None if found in EMPTY else found


def _at(value: Any, steps: list[str]) -> Any:
    if isinstance(value, dict) and ".".join(steps) in value:
        return _leaf(value[".".join(steps)])
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step, NOWHERE)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return NOWHERE
    return _leaf(value)


def _leaf(value: Any) -> Any:
    return GROUP if isinstance(value, dict | list) else value


def paths(value: Any, before: str = "", depth: int = 0) -> list[str]:
    """The paths of an object, for the page of a mapping."""
    if isinstance(value, dict) and depth < 6:  # noqa: PLR2004 -- deeper is nobody's log
        return [path for key, inner in value.items() for path in paths(inner, f"{before}{key}.", depth + 1)]
    if isinstance(value, list):
        return paths(value[0], f"{before}0.", depth + 1) if value else []
    return [before.rstrip(".")]
