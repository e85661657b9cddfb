"""Lists as CSV and XLSX for Flemish Excel. A cell that Excel would take for a formula is escaped; workbooks hold texts and numbers only."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.text import slugify

from roeland.ui import dates
from roeland.ui.components import Ground, GroundKind, Place, State, Status

_FORMULA = ("=", "+", "-", "@")
_CONTROL = ("\t", "\r")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 60
# the first kind that fits counts: a bool is an int, a datetime is a date
_SHOW: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool, lambda value: "ja" if value else "nee"),
    (datetime, dates.table_moment),
    (date, dates.table_date),
    ((State, GroundKind), lambda value: value.word),
    (Status, lambda value: value.text),
    (Ground, lambda value: f"{value.kind.word}: {value.title}" if value.title else value.kind.word),
    (Place, lambda value: value.name),
    ((float, Decimal), lambda value: str(value).replace(".", ",")),
)


def plain(value: object) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    for kind, show in _SHOW:
        if isinstance(value, kind):
            return show(value)
    return str(value)


def safe(value: object) -> str:
    """The text of a cell with an apostrophe before it when a spreadsheet would calculate it; numbers stay numbers."""
    text = plain(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return text
    return f"'{text}" if text.startswith(_CONTROL) or text.lstrip().startswith(_FORMULA) else text


def to_csv(head: Sequence[str], body: Iterable[Sequence[object]]) -> bytes:
    """`;` between cells, CRLF, UTF-8 with a byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in body)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_xlsx(head: Sequence[str], body: Iterable[Sequence[object]]) -> bytes:
    """One sheet; everything but numbers is written as a string, so nothing is ever a formula or a link."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Lijst")
    bold = book.add_format({"bold": True, "bottom": 1})
    widths = [len(cell) for cell in head]
    for column, cell in enumerate(head):
        sheet.write_string(0, column, cell, bold)
    for index, row in enumerate(body, 1):
        for column, value in enumerate(row):
            if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                sheet.write_number(index, column, value)
                continue
            text = safe(value)
            sheet.write_string(index, column, text)
            widths[column] = max(widths[column], len(text))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def export_response(kind: str, name: str, head: Sequence[str], body: Iterable[Sequence[object]]) -> HttpResponse:
    """A download; `kind` is csv or xlsx."""
    made, content_type = (
        (to_csv(head, body), "text/csv; charset=utf-8") if kind == "csv" else (to_xlsx(head, body), _XLSX)
    )
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "lijst"}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
