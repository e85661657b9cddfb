"""CSV as Flemish Excel and others write it: `;`, `,` or a tab, quotes, line feeds inside quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from roeland.logs.formats.asked import meant
from roeland.logs.formats.opening import Lines, is_data
from roeland.logs.formats.values import Faults, Record, Records, Unreadable
from roeland.logs.library import fold

MARKS = (";", ",", "\t", "|")
FOLLOWING = 20  # lines that one row in quotes may go on for
FEWEST = 2
MOST_CELL = csv.field_size_limit()  # characters
NO_NAMES = "heeft geen eerste regel met de namen van de kolommen"
TOO_LONG = f"een cel is langer dan {MOST_CELL:,} tekens, rij overgeslagen".replace(",", "\u00a0", 1)
WRONG_QUOTES = "aanhalingstekens kloppen niet, rij overgeslagen"


def header(lines: Iterator[tuple[int, str]], separator: str = "auto", fewest: int = FEWEST) -> tuple[list[str], str]:
    """The names of the columns (`fewest` or more) and the mark between them. Excel's `sep=;` before them is understood. Raises Unreadable."""
    for _row, text in lines:
        if text.lower().startswith("sep=") and len(text) == len("sep=;"):
            separator = text[-1]
            continue
        if not text.strip():
            continue
        mark = separator if separator in MARKS else max(MARKS, key=text.count)
        try:
            found = next(csv.reader([text], delimiter=mark), [])
        except csv.Error:
            raise Unreadable(f"{NO_NAMES}: ze is te lang of er staan tekens in die er niet horen") from None
        names = [name.strip() for name in found]
        if len(names) < fewest or not any(names):
            break
        return names, mark
    raise Unreadable(NO_NAMES)


def read(lines: Lines, faults: Faults, wanted: set[str], separator: str = "auto") -> Records:
    """Records with the wanted columns; names are compared without case, spaces and marks. Raises Unreadable."""
    each = iter(lines)
    names, mark = header(each, separator, min(FEWEST, len(wanted)))
    places = find(names, wanted)
    count = len(names)
    for row, cells in _rows(each, mark, faults):
        while len(cells) > count and not cells[-1].strip():  # Excel ends rows with empty cells
            cells.pop()
        each_of = [cells] if len(cells) == count else _apart(cells, mark, count)
        if not each_of:
            faults.add(row, "ander aantal kolommen dan de eerste regel, rij overgeslagen")
        for one in each_of:
            yield Record(row, {name: one[place] for name, place in places.items()})


def _apart(cells: list[str], mark: str, count: int) -> list[list[str]]:
    """The rows of a line that holds ends of an old Mac (CR alone) among others, when each of them is whole; none when they are not."""
    found = [piece.split(mark) for piece in mark.join(cells).split("\r") if piece.strip()]
    return found if all(len(one) == count for one in found) else []


def find(names: list[str], wanted: set[str]) -> dict[str, int]:
    """Where the wanted columns stand. Raises Unreadable with those that are not there, or there twice: nobody knows which one is meant."""
    if double := sorted(name for name in wanted if _often(names, name) > 1):
        listed = ", ".join(f"“{name}”" for name in double)
        raise Unreadable(
            f"heeft meer dan één kolom met deze naam: {listed}. Vraag het bestand opnieuw, met één kolom per naam"
        )
    exact = {name: place for place, name in reversed(list(enumerate(names)))}
    folded = {fold(name): place for place, name in reversed(list(enumerate(names)))}
    places = {}
    lacking = []
    for name in sorted(wanted):
        place = exact.get(name, folded.get(fold(name), -1))
        if place < 0:
            lacking.append(f"“{name}”{'' if is_data(names) else meant(name, names)}")
        else:
            places[name] = place
    if lacking:
        words = "deze kolom" if len(lacking) == 1 else "deze kolommen"
        raise Unreadable(
            f"mist {words}: {', '.join(lacking)}. Pas aan hoe de bron gelezen wordt, of vraag het bestand opnieuw"
        )
    return places


def _often(names: list[str], name: str) -> int:
    return names.count(name) or [fold(one) for one in names].count(fold(name))


def _rows(lines: Iterator[tuple[int, str]], mark: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    waiting: list[tuple[int, str]] = []
    while True:
        found = waiting.pop(0) if waiting else next(lines, None)
        if found is None:
            return
        row, text = found
        if not text.strip():
            continue
        if '"' not in text:
            yield row, text.split(mark)
            continue
        cells = _split([text], mark)
        followers: list[tuple[int, str]] = []
        while cells is None and len(followers) < FOLLOWING:
            after = waiting.pop(0) if waiting else next(lines, None)
            if after is None:
                break
            followers.append(after)
            cells = _split([text, *(line for _row, line in followers)], mark)
        if not cells:
            faults.add(row, WRONG_QUOTES if cells is None or followers else TOO_LONG)
            waiting[:0] = followers
            continue
        yield row, cells


def _split(lines: list[str], mark: str) -> list[str] | None:
    """The cells; None when the quotes do not close, none at all when a cell is longer than the reader takes."""
    try:
        rows = list(csv.reader([line + "\n" for line in lines], delimiter=mark, strict=True))
    except csv.Error as error:
        return [] if "field limit" in str(error) else None
    return rows[0] if len(rows) == 1 else None
