"""Writes real lists: CSV in every encoding that Excel uses here, XLSX by a real writer, ODS by hand."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from roeland.people.importers.plan import Known, KnownMandate, KnownPerson, KnownTeam

TODAY = date(2026, 11, 20)
Rows = Sequence[Sequence[Any]]


def valid_national(first_nine: str, *, since_2000: bool = False) -> str:
    """A number that passes the check and belongs to nobody we know: made from its first nine digits."""
    check = 97 - int(("2" if since_2000 else "") + first_nine) % 97
    return f"{first_nine}{check:02}"


def csv_bytes(rows: Rows, separator: str = ";", encoding: str = "utf-8-sig", newline: str = "\r\n") -> bytes:
    def cell(value: Any) -> str:
        shown = "" if value is None else str(value)
        return '"' + shown.replace('"', '""') + '"' if any(mark in shown for mark in (separator, '"', "\n")) else shown

    return newline.join(separator.join(map(cell, row)) for row in rows).encode(encoding)


def xlsx_bytes(rows: Rows, sheet: str = "Personeel") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value)  # type: ignore[arg-type]  # xlsxwriter takes dates too
                elif value is not None:
                    page.write(number, place, value)
    return stream.getvalue()


def ods_bytes(rows: Rows, extra: str = "") -> bytes:
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad1">{lines}{extra}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return stream.getvalue()


def known(**changes: Any) -> Known:
    """Zonderbeke before the import: three persons, two teams, two roles."""
    fields: dict[str, Any] = {
        "today": TODAY,
        "persons": (
            KnownPerson(
                key="p-tom",
                given_name="Tom",
                family_name="Vercruysse",
                email="tom.vercruysse@zonderbeke.example",
                personnel_number="00417",
                job_title="Maatschappelijk werker",
                team="Sociale dienst",
            ),
            KnownPerson(
                key="p-an",
                given_name="An",
                family_name="Peeters",
                email="an.peeters@zonderbeke.example",
                personnel_number="00112",
                team="ICT",
                mandates=(KnownMandate(key="m-an", role="ict_staff", start=date(2024, 3, 1)),),
            ),
            KnownPerson(
                key="p-nele", given_name="Nele", family_name="Goossens", email="nele.goossens@zonderbeke.example"
            ),
        ),
        "teams": (KnownTeam(key="t-soc", name="Sociale dienst"), KnownTeam(key="t-ict", name="ICT")),
        "roles": {
            "ict_staff": ("systeembeheerder of servicedeskmedewerker", "systeembeheerder"),
            "councillor": ("raadslid", "gemeenteraadslid"),
            "dpo": ("functionaris voor gegevensbescherming", "DPO"),
        },
    }
    return Known(**(fields | changes))
