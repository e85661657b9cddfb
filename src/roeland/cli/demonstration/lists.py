"""The lists as the two offices keep them: `;` with Windows-1252 from Zonderbeke, a workbook from Lissegem. Bytes for the importer."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

from roeland.cli.demonstration.roster import Member
from roeland.cli.demonstration.town import Town
from roeland.kernel.rights import RIGHTS

Cell = str | date | None
PERSON = ("Personeelsnr", "Naam", "Voornaam", "Dienst", "Functie", "E-mail", "GSM", "In dienst", "Uit dienst")
MANDATE = ("Voornaam", "Familienaam", "E-mail", "Rol", "Van", "Besluit")


def teams(town: Town) -> tuple[str, bytes]:
    """Services and what they hang under."""
    return _file(town, "diensten", ("Dienst", "Deel van"), [(s.name, s.parent) for s in town.services])


def persons(town: Town, name: str, members: Iterable[Member]) -> tuple[str, bytes]:
    """A list of the personnel office."""
    rows = [(m.number, m.family, m.given, m.team, m.job, m.email, m.phone, m.since, m.left) for m in members]
    return _file(town, name, PERSON, rows)


def mandates(town: Town, members: Iterable[Member], start: date) -> tuple[str, bytes]:
    """A line per role that somebody holds."""
    rows = [
        (m.given, m.family, m.email, RIGHTS.roles[role].nl, max(m.since, start), m.decision)
        for m in members
        for role in m.roles
    ]
    return _file(town, "mandaten", MANDATE, rows)


def _file(town: Town, name: str, titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[str, bytes]:
    if town.encoding == "xlsx":
        return f"{name}-{town.slug}.xlsx", _workbook(titles, rows)
    return f"{name}-{town.slug}.csv", _csv(titles, rows).encode(town.encoding)


def _csv(titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(titles)
    writer.writerows([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell or "" for cell in row] for row in rows)
    return out.getvalue()


def _workbook(titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Lijst")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, titles)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell:
                    sheet.write_string(number, place, cell)
    return out.getvalue()
