"""From the bytes of a file to lines: packed files are unpacked under a limit, text is decoded line by line."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import IO, Any

from roeland.logs import library
from roeland.logs.formats.values import LONGEST_LINE, Faults, Unreadable
from roeland.scrutiny.numbers import without_numbers

MOST_BYTES = 16 * 1024**3  # of one file, unpacked
FREE = 100 * 1024**2  # a small file may unpack to this much whatever its size was
RATIO = 250  # logs pack 10 to 60 times; a file of zeros 1 000 times
PIECE = 1 << 20
GZIP, ZIPS, PARQUET = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06"), b"PAR1"
OFFICE = "is een werkboek van Excel of een ander Office-bestand. Bewaar het als CSV en importeer dat"
PACKER = "is ingepakt met {}. Pak het uit, of lever het als gzip of als zip met één bestand"
FOREIGN = {
    b"\xd0\xcf\x11\xe0": OFFICE, b"%PDF-": "is een PDF. Vraag het logbestand zelf, bijvoorbeeld als CSV",
    b"(\xb5/\xfd": PACKER.format("zstd"), b"7z\xbc\xaf": PACKER.format("7-Zip"), b"Rar!\x1a": PACKER.format("RAR"), b"\xfd7zXZ": PACKER.format("xz"),
    b"BZh91AY&": PACKER.format("bzip2"),
}  # fmt: skip
NO_CODING = "is geen tekst in een codering die Roeland leest. Bewaar het als CSV met codering UTF-8 en importeer dat"
SAMPLE, MOSTLY = 4096, 0.9  # bytes at the beginning, and the share of their pairs that are plain letters in UTF-16
BESIDE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")  # what a computer puts in a zip of itself
SHEETS = frozenset({"[Content_Types].xml", "mimetype"})  # what a workbook of Excel or OpenDocument holds
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
NO_TEXT = re.compile("[\0\ud800-\udfff]")  # half a character, or what no database keeps
BOMB = "pakt uit tot veel meer dan een logbestand ooit is, er is niets van gelezen"
BROKEN = "is beschadigd of afgebroken en kan niet uitgepakt worden"
UNPACKING = (OSError, EOFError, zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile, RuntimeError)


class TooBig(Unreadable):
    """Unpacking went over the limit."""


class _Limited(io.RawIOBase):
    """A stream that may give so many bytes."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, most: int) -> None:
        super().__init__()
        self.inner, self.left = inner, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self.inner.read(min(len(view), PIECE))
        except UNPACKING:
            raise Unreadable(BROKEN) from None
        self.left -= len(data)
        if self.left < 0:
            raise TooBig(BOMB)
        view[: len(data)] = data
        return len(data)


def allow_rows(count: int) -> None:
    """Raises TooBig for more rows than one file may have."""
    most = library.most_rows()
    if count > most:
        words = f"{most:,}".replace(",", "\u00a0")
        raise TooBig(
            f"heeft meer dan {words} rijen, er is niets van geïmporteerd. Lever het in delen, bijvoorbeeld per maand"
        )


@contextmanager
def unpacked(stream: IO[bytes], size: int) -> Iterator[tuple[io.BufferedReader[Any], str]]:
    """The plain stream of a file of `size` bytes that may be gzip or a zip with one file; and what it was packed in ("" for not).

    Raises Unreadable (perhaps while reading).
    """
    head = io.BufferedReader(_Limited(stream, MOST_BYTES), PIECE)
    mark = head.peek(4)[:4]
    most = min(MOST_BYTES, max(FREE, size * RATIO))
    if mark.startswith(GZIP):
        yield _known(io.BufferedReader(_Limited(gzip.GzipFile(fileobj=head), most), PIECE), "gzip"), "gzip"
    elif mark in ZIPS:
        with seekable(head) as file, _single(file, most) as inside:
            yield _known(inside, "zip"), "zip"
    else:
        yield _known(head, ""), ""


def _known(stream: io.BufferedReader[Any], packed: str) -> io.BufferedReader[Any]:
    """The stream, when it may be a log. Raises Unreadable for nothing, for what is packed twice, and for what other programs read."""
    mark = stream.peek(8)[:8]
    if not mark:
        raise Unreadable("is leeg")
    if packed and mark.startswith((GZIP, *ZIPS)):
        raise Unreadable("is twee keer ingepakt. Pak het één keer uit")
    for begin, text in FOREIGN.items():
        if mark.startswith(begin):
            raise Unreadable(text)
    return stream


@contextmanager
def _single(file: IO[bytes], most: int) -> Iterator[io.BufferedReader[Any]]:
    try:
        packed = zipfile.ZipFile(file)
        files = [info for info in packed.infolist() if not info.is_dir()]
        if SHEETS & {info.filename for info in files}:
            raise Unreadable(OFFICE)
        files = [info for info in files if not set(info.filename.split("/")).intersection(BESIDE)]
        if len(files) != 1:
            raise Unreadable("bevat geen of meer dan één bestand. Lever elk bestand apart")
        if files[0].file_size > most:
            raise TooBig(BOMB)
        if files[0].flag_bits & 1:
            raise Unreadable(
                "is versleuteld. Lever het zonder wachtwoord, of laat de leverancier het bestand zelf plaatsen"
            )
        inside = packed.open(files[0])
    except (*UNPACKING, NotImplementedError, ValueError):
        raise Unreadable(BROKEN) from None
    with packed, inside:
        yield io.BufferedReader(_Limited(inside, most), PIECE)


@contextmanager
def seekable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The bytes in a file without a name, gone when it is closed: formats that begin at the end need one."""
    with tempfile.TemporaryFile() as file:
        while data := stream.read(PIECE):
            file.write(data)
        file.seek(0)
        yield file


class Lines:
    """Numbered lines of text. `encoding`: auto, utf-8 or cp1252; auto takes UTF-8 and falls back to Windows-1252 line by line."""

    def __init__(self, stream: IO[bytes], faults: Faults, encoding: str = "auto") -> None:
        self.stream, self.faults, self.encoding = stream, faults, encoding
        self.row, self.wide, self.fallen = 0, False, False

    def __iter__(self) -> Iterator[tuple[int, str]]:
        for number, raw in enumerate(self._raw(), start=1):
            self.row = number
            text = self._text(number, raw) if raw is not None else None
            if raw is None:
                self.faults.add(number, "regel langer dan 1 MB, overgeslagen")
            elif text is not None:
                yield number, text
        if self.wide and self.fallen:
            self.faults.note("sommige regels zijn UTF-8 en andere Windows-1252. Vraag de leverancier één codering")

    def _raw(self) -> Iterator[bytes | None]:
        """Lines without their end; None for one that is too long, of which only the beginning is kept in memory."""
        stream = self._recoded()
        while line := stream.readline(LONGEST_LINE):
            whole = len(line) < LONGEST_LINE or line.endswith(b"\n")
            while not line.endswith(b"\n") and not whole and (line := stream.readline(LONGEST_LINE)):
                pass
            yield line.rstrip(b"\r\n") if whole else None

    def _recoded(self) -> IO[bytes]:
        buffered = (
            self.stream if isinstance(self.stream, io.BufferedReader) else io.BufferedReader(_Raw(self.stream), PIECE)
        )
        head = buffered.peek(4)[:4]
        if head.startswith(codecs.BOM_UTF8):
            buffered.read(len(codecs.BOM_UTF8))
        name = next((name for mark, name in UTF16.items() if head.startswith(mark)), "")
        if name:
            buffered.read(len(codecs.BOM_UTF16_LE))
        if name := name or _wide(buffered.peek(PIECE)[:SAMPLE]):
            buffered = io.BufferedReader(_Recoding(buffered, name), PIECE)
        begin = buffered.peek(PIECE)
        if begin[:SAMPLE].count(0) > len(begin[:SAMPLE]) / 4:
            raise Unreadable(NO_CODING)
        if b"\r" in begin and b"\n" not in begin:
            return io.BufferedReader(_Returns(buffered), PIECE)
        return buffered

    def _text(self, number: int, raw: bytes) -> str | None:
        if b"\0" in raw:
            self.faults.add(number, "tekens die niet in een tekstbestand horen, rij overgeslagen")
            return None
        for name in ("utf-8", "cp1252") if self.encoding == "auto" else (self.encoding,):
            with suppress(UnicodeDecodeError):
                text = raw.decode(name)
                self.wide = self.wide or (name == "utf-8" and not raw.isascii())
                self.fallen = self.fallen or name == "cp1252"
                return text
        name = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}.get(self.encoding, "UTF-8 of Windows-1252")
        self.faults.add(number, f"tekens niet in {name}, rij overgeslagen")
        return None


def _wide(begin: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte is zero, and none of the others. Empty for anything else."""
    pairs = len(begin) // 2
    zeros = [begin[side : 2 * pairs : 2].count(0) for side in (0, 1)]
    for name, high, low in (("utf-16-le", zeros[1], zeros[0]), ("utf-16-be", zeros[0], zeros[1])):
        if pairs and not low and high >= MOSTLY * pairs:
            return name
    return ""


class _Raw(io.RawIOBase):
    """Any readable as a raw stream."""

    def __init__(self, inner: IO[bytes]) -> None:
        super().__init__()
        self.inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.inner.read(min(len(view), PIECE))
        view[: len(data)] = data
        return len(data)


class _Returns(_Raw):
    """The line ends of an old Mac (CR alone) as those of everybody else."""

    def readinto(self, buffer: object) -> int:
        count = super().readinto(buffer)
        view = memoryview(buffer)[:count]  # type: ignore[arg-type]
        view[:] = bytes(view).replace(b"\r", b"\n")
        return count


class _Recoding(io.RawIOBase):
    """UTF-16 as UTF-8; what is no text becomes a zero byte, so that its line is left out."""

    def __init__(self, inner: IO[bytes], name: str) -> None:
        super().__init__()
        self.inner, self.held = inner, b""
        self.decoder = codecs.getincrementaldecoder(name)("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self.held:
            data = self.inner.read(PIECE)
            self.held = self.decoder.decode(data, final=not data).replace("\ufffd", "\0").encode()
            if not data:
                break
        taken = self.held[: len(view)]
        view[: len(taken)] = taken
        self.held = self.held[len(taken) :]
        return len(taken)


def plain_name(name: str) -> str:
    """A file name for a page and the ledger: the last part, printable, without national numbers, at most 200 characters."""
    last = PurePath(name.replace("\\", "/")).name or "bestand"
    return without_numbers("".join(letter for letter in last if letter.isprintable()))[:200]


def is_data(names: list[str]) -> bool:
    """Whether what should be names of columns is a row of data: then it must not be shown."""
    return any(sum(letter.isdecimal() for letter in name) >= 6 for name in names)  # noqa: PLR2004 -- a date has as many
