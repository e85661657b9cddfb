"""From bytes to rows of cells: CSV in the encodings and separators of Flemish Excel, XLSX and ODS; with hard limits."""

import csv
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from roeland.people.importers.cells import Cell, holds_national_number
from roeland.people.importers.problems import Problem, UnreadableFileError

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 2_000
SEPARATORS = ";\t,|"
_WORKBOOK = {"xlsx": "[Content_Types].xml", "ods": "mimetype"}
_REFERENCE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br\s*=\s*["']([A-Za-z]{0,9})(\d{1,12})["']""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FAR = MAX_COLUMNS * 3  # what a sheet may claim sideways: the reader makes rows x columns cells of it


@dataclass(frozen=True)
class Line:
    """One row: its number as Excel shows it (1-based) and its cells; empty cells are None or ""."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """The first sheet with something on it. `lines` holds only rows that are not empty."""

    file: str
    name: str
    lines: tuple[Line, ...]


def too_large() -> str:
    """What a page or the API says of a file over the limit, before it is read."""
    size = MAX_BYTES // 2**20
    return _("Het bestand is niet geüpload: het is groter dan %(size)s MB.") % {"size": size}


def safe_name(file: str) -> str:
    """The file's name without folders, cut to 120 characters; blanked when it holds a national register number."""
    name = re.sub(r"[\x00-\x1f\x7f]", "", file.replace("\\", "/").rsplit("/", 1)[-1])[:120]
    return "bestand" if not name or holds_national_number(name) else name


def read(file: str, data: bytes) -> Sheet:
    """The rows of a CSV, XLSX or ODS file. Raises UnreadableFileError, and nothing else, on whatever bytes come."""
    name = safe_name(file)
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \r\n\t"):
        raise _refuse(name, _("Het bestand is leeg"), _("Kijk na of je het juiste bestand koos."))
    if len(data) > MAX_BYTES:
        raise _refuse(
            name,
            _("Het bestand is groter dan %(value)s MB") % {"value": MAX_BYTES // 2**20},
            _("Splits het in kleinere delen."),
        )
    if data.startswith(b"PK"):
        sheet, rows = _read_workbook(name, data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refuse(
            name, _("Roeland leest het oude xls-formaat niet"), _("Bewaar het in Excel als .xlsx of als CSV.")
        )
    else:
        sheet, rows = "", _read_csv(name, decode(data))
    return Sheet(name, sheet, tuple(_keep(name, rows)))


def decode(data: bytes) -> str:
    """Text of a CSV file: byte order mark, else UTF-16 by its zero bytes, else UTF-8, else Windows-1252."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", errors="replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    head = data[:400]
    if head.count(0) > len(head) // 4:
        little = head[1::2].count(0) >= head[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _refuse(file: str, what: str, advice: str, line: int | None = None) -> UnreadableFileError:
    return UnreadableFileError(Problem(file=file, what=what, advice=advice, line=line))


def _keep(file: str, rows: Iterator[list[Cell]]) -> Iterator[Line]:
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise _refuse(
                file,
                _("Er staan meer dan %(max_rows)s rijen in") % {"max_rows": MAX_ROWS},
                _("Splits het in kleinere delen."),
            )
        filled = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
        while filled and filled[-1] in (None, ""):
            filled.pop()
        if len(filled) > MAX_COLUMNS:
            raise _refuse(
                file,
                _("Er staan meer dan %(max_columns)s kolommen in") % {"max_columns": MAX_COLUMNS},
                _("Hou alleen de nodige kolommen over."),
                number,
            )
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in filled):
            raise _refuse(
                file,
                _("Een cel telt meer dan %(max_cell)s tekens") % {"max_cell": MAX_CELL},
                _("Kijk na of er een aanhalingsteken te veel staat."),
                number,
            )
        if any(cell not in (None, "") for cell in filled):
            yield Line(number, tuple(filled))


def _read_csv(file: str, written: str) -> Iterator[list[Cell]]:
    written = written.replace("\x00", "").lstrip("\ufeff")
    separator = None
    if declared := re.match(r"\s*\"?sep=(.)\"?[ ;,\t]*(\r\n|\r|\n|$)", written, re.IGNORECASE):
        separator, written = declared[1], "\n" + written[declared.end() :]
    if separator is None or separator in '"\r\n ':
        separator = _separator(written)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    try:
        for row in reader:
            yield list(row)
    except csv.Error as error:
        raise _refuse(
            file,
            _("Dit deel van het CSV-bestand is niet te lezen"),
            _("Bewaar het opnieuw vanuit Excel."),
            reader.line_num,
        ) from error


def _separator(written: str) -> str:
    for line in islice(written.splitlines(), 20):
        outside = re.sub(r'"[^"]*"', "", line)
        if best := max(SEPARATORS, key=outside.count) if any(mark in outside for mark in SEPARATORS) else "":
            return best
    return ";"


def _read_workbook(file: str, data: bytes) -> tuple[str, Iterator[list[Cell]]]:
    _check_package(file, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names[:20]:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell not in (None, "") for row in rows for cell in row):
                return name, (list(row) for row in rows)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the reader is Rust: its panics are BaseExceptions
        raise _refuse(
            file, _("Roeland kan dit rekenblad niet lezen"), _("Open het in Excel en bewaar het opnieuw als .xlsx.")
        ) from error
    raise _refuse(file, _("Het bestand is leeg"), _("Kijk na of je het juiste bestand koos."))


def _check_package(file: str, data: bytes) -> None:
    """Refuse zip bombs, and sheets that claim cells far away: the reader keeps a dense table in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _refuse(
                    file, _("Het rekenblad is uitgepakt te groot"), _("Hou alleen het blad met de lijst over.")
                )
            names = {part.filename for part in parts}
            if not names & set(_WORKBOOK.values()):
                raise _refuse(file, _("Dit is geen rekenblad"), _("Kies een bestand .xlsx, .ods of .csv."))
            for part in parts:
                if part.filename.endswith(".xml"):
                    _check_extent(file, _unpack(package, part))
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise _refuse(
            file, _("Roeland kan dit rekenblad niet lezen"), _("Open het in Excel en bewaar het opnieuw als .xlsx.")
        ) from error


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with package.open(part) as stream:
        return stream.read(MAX_UNPACKED)


def _check_extent(file: str, xml: bytes) -> None:
    far = any(
        int(row) > MAX_ROWS or (letters and _column_number(letters) > _FAR) for letters, row in _REFERENCE.findall(xml)
    )
    pieces = _ROW.split(xml)
    if far or len(pieces) > MAX_ROWS + 1 or any(len(_CELL.findall(piece)) > _FAR for piece in pieces[1:]):
        raise _refuse(
            file,
            _("Er staat iets voorbij rij %(max_rows)s of kolom %(far)s") % {"max_rows": MAX_ROWS, "far": _FAR},
            _("Wis de lege rijen en kolommen achter de lijst."),
        )
    for piece in xml.split(b"<table:table-row")[1:]:
        filled = b"<text:p" in piece or b"office:value" in piece
        if filled and math.prod(int(count) for count in _REPEATED.findall(piece)) > MAX_ROWS * _FAR:
            raise _refuse(
                file, _("Een cel wordt te vaak herhaald"), _("Wis de lege rijen en kolommen achter de lijst.")
            )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
