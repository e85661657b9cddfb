"""The consultations of the demonstration and what belongs beside them, as files that suppliers would send. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from roeland.cli.demonstration.consultations import (
    CITIZENS,
    COUNTER,
    COUNTERS,
    HOUSE,
    STREET,
    STREETS,
    WATCHED,
    Line,
    Worker,
    World,
    appointments,
    days,
    number,
    ordinary,
)

TICKET_EVERY = 4  # consultations of the counter to one question on record
KEPT = 300  # days that a closed dossier stays in the list
PAST_NUMBERS = 201  # of houses where nobody lives now
SINCE = date(2012, 3, 1)
Row = Iterable[str]


def table(titles: Sequence[str], rows: Iterable[Row], encoding: str = "cp1252") -> bytes:
    """A file as Excel in Flanders writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(titles)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def dotted(digits: str) -> str:
    """As people write a national number."""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def consult_file(lines: Iterable[Line], first_number: int) -> bytes:
    """The log of an application: number, date, time, user, number of the citizen, what was asked, how it was looked up, from where."""
    rows = [
        (
            str(first_number + place), _day(line.at), f"{line.at:%H:%M:%S}", line.user, dotted(number(line.citizen)),
            line.service, line.key, place_of(line.user),
        )
        for place, line in enumerate(sorted(lines))
    ]  # fmt: skip
    return table(
        ("Nummer", "Datum", "Uur", "Gebruiker", "Rijksregisternummer", "Dienst", "Gezocht op", "Werkpost"), rows
    )


def place_of(user: str) -> str:
    """The desk of a user: always the same one."""
    return f"10.20.{sum(map(ord, user)) % 8}.{10 + sum(ord(letter) * place for place, letter in enumerate(user)) % 200}"


def house(citizen: int) -> str:
    return f"{street(citizen)} {1 + citizen // HOUSE % 97}"


def street(citizen: int) -> str:
    """Streets of one municipality: a name and a part of it, so that few live in the same one."""
    found = citizen // STREET
    return STREETS[found % len(STREETS)] + ("" if found < len(STREETS) else f" {found // len(STREETS) + 1}e deel")


def staff_file(world: World, known: Callable[[Worker], bool]) -> bytes:
    """A line per user; the shared accounts of the counter are named too."""
    rows = [
        (w.user, w.number, w.team, _day(w.since), _day(w.left), *_lives(w.home, w.family))
        for w in world.workers
        if known(w)
    ]
    shared = [
        (f"balie-bz-{place:02}", "", COUNTER, "01/01/2020", "", "", "", "", "") for place in range(1, COUNTERS + 1)
    ]
    titles = (
        "Gebruiker",
        "Personeelsnummer",
        "Dienst",
        "Van",
        "Tot",
        "Rijksregisternummer",
        "Adres",
        "Straat",
        "Familienaam",
    )
    return table(titles, [*rows, *shared])


def _lives(home: int | None, family: str) -> tuple[str, str, str, str]:
    return ("", "", "", family) if home is None else (number(home), house(home), street(home), family)


def citizens_file(world: World) -> bytes:
    """Where everybody lives."""
    homes = {worker.home: worker.family for worker in world.workers if worker.home is not None}
    rows = [(number(c), house(c), street(c), homes.get(c, world.surnames[c])) for c in range(CITIZENS)]
    return table(("Rijksregisternummer", "Adres", "Straat", "Familienaam"), rows)


def households_file(world: World) -> bytes:
    """Who lived where when, of those who moved."""
    rows: list[Row] = []
    for one in world.lived:
        before = f"{STREETS[one.address % len(STREETS)]} {PAST_NUMBERS + one.address}"
        for c in one.citizens:
            rows.append((before, number(c), _day(SINCE), _day(one.until)))
            rows.append((house(c), number(c), _day(one.until + timedelta(days=1)), ""))
    return table(("Adres", "Rijksregisternummer", "Van", "Tot"), rows)


def watch_file() -> bytes:
    """The citizens whose file is watched: nothing but their numbers."""
    return table(("Rijksregisternummer",), [(number(c),) for c in sorted(WATCHED)])


def dossiers_file(world: World, on: date) -> bytes:
    """The dossiers as they stood on a day."""
    rows = [
        (number(d.citizen), d.worker.user, d.worker.team, _day(d.opened), _day(d.closed if d.closed < on else None), _day(d.registered))
        for d in world.dossiers
        if d.registered <= on and d.closed > on - timedelta(days=KEPT)
    ]  # fmt: skip
    return table(("Rijksregisternummer", "Dossierbeheerder", "Dienst", "Geopend", "Afgesloten", "Geregistreerd"), rows)


def appointments_file(world: World, month: date) -> bytes:
    rows = [(number(citizen), COUNTER, _day(day)) for citizen, day in appointments(world, month)]
    return table(("Rijksregisternummer", "Dienst", "Dag"), rows)


def tickets_file(world: World, month: date) -> bytes:
    """Questions of citizens that the counter took in: behind a part of its consultations."""
    workers = {one.user for one in world.workers if one.team == COUNTER}
    asked = [line for line in ordinary(world, month) if line.user in workers][::TICKET_EVERY]
    rows = [(number(line.citizen), line.user, _day(line.at)) for line in asked]
    return table(("Rijksregisternummer", "Behandelaar", "Dag"), rows)


def oncall_file(world: World, first: date, last: date) -> bytes:
    return table(("Gebruiker", "Dag"), [(world.duty(day).user, _day(day)) for day in days(first, last)])
