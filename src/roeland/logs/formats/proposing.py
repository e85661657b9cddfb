"""Which column is probably which field, by its name: first names that are known as a whole, then words in a longer name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roeland.logs.formats.mapping import Part, fields_of
from roeland.logs.library import fold, known_names
from roeland.logs.values import Kind

DAYS, HOURS = {"datum", "date", "dag"}, {"uur", "tijd", "time", "heure"}
WHOLE = {"tijdstip"}  # an hour beside a day, and just as often both
WORD = re.compile(r"[^\W\d_]+?(?=[A-Z][a-z])|[^\W\d_]+|\d+")
NOISE = {"raadpleging", "bevraging", "log", "audit", "event", "record", "van", "de", "het", "een", "the"}
NUMBERS = {"id", "nr", "nummer"}  # of whatever stands beside it
NAMES = {"naam", "voornaam", "familienaam", "achternaam", "name", "nom", "adres", "straat"}  # of somebody: no number


def propose(kind: Kind, columns: Iterable[str]) -> dict[str, Part]:
    """Which columns are probably which fields: each column once, the surest name first."""
    names = {field: (fold(field), *known_names().get(kind, {}).get(field, ())) for field in fields_of(kind)}
    columns = list(columns)
    there = {fold(column): column for column in reversed(columns)}
    last = {fold(_last(column)): column for column in reversed(list(there.values()))}
    found: dict[str, str] = {}
    for field, known in names.items():
        for wanted in known:
            column = there.get(wanted) or last.get(wanted)
            if column and column not in found.values():
                found[field] = column
                break
    for column in columns:
        field = _by_words(column, names) if column not in found.values() else ""
        if field and field not in found:
            found[field] = column
    parts = {field: Part((column,)) for field, column in found.items()}
    return parts | _with_hour(found, columns)


def _last(column: str) -> str:
    """The last part of a path in JSON."""
    return column.rsplit(".", 1)[-1]


def _words(column: str) -> list[str]:
    """*INSZ burger*, *insz_burger* and *inszBurger* are the words insz and burger."""
    return [word.casefold() for word in WORD.findall(_last(column))]


def _by_words(column: str, names: dict[str, tuple[str, ...]]) -> str:
    """The one field that the words of a longer name point at; empty when they point at none, or at two."""
    words = _words(column)
    kept = [word for word in words if word not in NOISE]
    if kept and set(kept) <= NUMBERS:
        return "event_id" if "event_id" in names else ""
    kept = [word for word in kept if word not in NUMBERS]
    runs = {"".join(kept[first:end]) for first in range(len(kept)) for end in range(first + 1, len(kept) + 1)}
    hits = {field: max((one for one in known if one in runs), key=len, default="") for field, known in names.items()}
    found = [
        field for field, one in hits.items() if one and not any(one != two and one in two for two in hits.values())
    ]
    if len(found) != 1 or (NAMES & set(words) and found[0] != "service"):
        return ""
    return found[0]


def _with_hour(found: dict[str, str], columns: list[str]) -> dict[str, Part]:
    """A time whose day and hour stand in two columns, whichever of both was found first."""
    stamp = found.get("ts")
    if stamp is None:
        return {}
    free = [column for column in columns if column not in found.values()]
    words = set(_words(stamp))
    if words & DAYS and not words & (HOURS | WHOLE):
        hour = next((one for one in free if set(_words(one)) & (HOURS | WHOLE)), None)
        return {"ts": Part((stamp, hour))} if hour else {}
    if words & HOURS and not words & DAYS:
        day = next((one for one in free if set(_words(one)) & DAYS and not set(_words(one)) & HOURS), None)
        return {"ts": Part((day, stamp))} if day else {}
    return {}
