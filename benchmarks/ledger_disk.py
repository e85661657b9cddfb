"""A disk that loses its power: what SQLite really writes is recorded, and cut off anywhere.

`record()` puts itself between SQLite and the file system as a VFS of its own (the C interface of the library that Python's
sqlite3 uses, by ctypes): every write, truncation, sync and deletion of database, WAL and journal passes through unchanged and is
noted in order. `Disk` replays the notes up to any point. What was synced is there; of what was not, anything may be:
nothing, a first part that stops inside a write, single sectors in any order, or sectors full of rubbish.
"""

import ctypes
import random
import re
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
KEPT = 0x100 | 0x800 | 0x80000  # SQLITE_OPEN_MAIN_DB, _MAIN_JOURNAL, _WAL
NAME = b"recorded"

# (kind, file, offset or size, bytes): "write", "truncate", "sync", "delete", "create"; ("done", text, 0, b"") by the caller
Note = tuple[str, str, int, bytes]


class IoMethods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),
    )


class Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("others", c_void_p * 14),
    )


# Paths go through as the addresses they are: SQLite keeps them, and reads parameters behind their end.
OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(c_void_p), c_int, c_void_p)
DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
CLOSE = CFUNCTYPE(c_int, c_void_p)
WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Recorder:
    """Notes what SQLite does to its files while `on`."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.on = False
        self.names: dict[int, str] = {}  # address of an open sqlite3_file -> file name
        self.kept: list[Any] = []  # callbacks and structures that C points to
        self.methods: dict[int, Any] = {}

    def note(self, kind: str, name: str, number: int = 0, data: bytes = b"") -> None:
        """Add a note when recording is on."""
        if self.on:
            self.notes.append((kind, name, number, data))

    def install(self) -> None:
        """Become the default VFS of this process. Raises OSError where the library is not a shared one."""
        library = ctypes.CDLL(sqlite_library())
        library.sqlite3_vfs_find.restype = c_void_p
        library.sqlite3_vfs_find.argtypes = [c_char_p]
        library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
        found = library.sqlite3_vfs_find(None)
        ours = Vfs.from_buffer_copy(Vfs.from_address(found))
        really_open, really_delete = OPEN(ours.open), DELETE(ours.delete)

        def opened(vfs: int, path: int | None, file: Any, flags: int, out: int) -> int:
            status: int = really_open(vfs, path, file, flags, out)
            if status == 0 and flags & KEPT and path is not None and file[0]:
                address = ctypes.addressof(file.contents)
                self.names[address] = file_name(path)
                file[0] = ctypes.addressof(self.patched(file[0]))
                self.note("create", self.names[address])
            return status

        def deleted(vfs: int, path: int, sync: int) -> int:
            status: int = really_delete(vfs, path, sync)
            if status == 0:
                self.note("delete", file_name(path))
            return status

        ours.name = NAME
        ours.open, ours.delete = self.pointer(OPEN(opened)), self.pointer(DELETE(deleted))
        self.kept += [ours, really_open, really_delete]
        if library.sqlite3_vfs_register(ctypes.addressof(ours), 1):
            raise OSError("SQLite does not take our VFS")

    def pointer(self, callback: Any) -> int:
        """The address of a callback, which stays alive."""
        self.kept.append(callback)
        return int(ctypes.cast(callback, c_void_p).value or 0)

    def patched(self, address: int) -> Any:
        """These methods of a file, with ours before those that write."""
        if address in self.methods:
            return self.methods[address]
        ours = IoMethods.from_buffer_copy(IoMethods.from_address(address))
        close, write = CLOSE(ours.close), WRITE(ours.write)
        truncate, sync = TRUNCATE(ours.truncate), SYNC(ours.sync)

        def closed(file: int) -> int:
            self.names.pop(file, None)
            return int(close(file))

        def written(file: int, data: int, amount: int, offset: int) -> int:
            self.note("write", self.names[file], offset, ctypes.string_at(data, amount))
            return int(write(file, data, amount, offset))

        def truncated(file: int, size: int) -> int:
            self.note("truncate", self.names[file], size)
            return int(truncate(file, size))

        def synced(file: int, flags: int) -> int:
            status = int(sync(file, flags))
            self.note("sync", self.names[file])
            return status

        ours.close, ours.write = self.pointer(CLOSE(closed)), self.pointer(WRITE(written))
        ours.truncate, ours.sync = self.pointer(TRUNCATE(truncated)), self.pointer(SYNC(synced))
        self.kept += [close, write, truncate, sync]
        self.methods[address] = ours
        return ours


def file_name(path: int) -> str:
    """The last part of a path that C holds."""
    return Path(ctypes.string_at(path).decode()).name


def sqlite_library() -> str:
    """The shared library that this Python's sqlite3 has loaded. Raises OSError when it has SQLite inside."""
    import sqlite3  # noqa: F401 -- loads it

    found = re.search(r"\S*/libsqlite3\.so\S*", Path("/proc/self/maps").read_text())
    if found is None:
        raise OSError("this Python has SQLite built in; the simulation needs the shared library")
    return found[0]


@dataclass
class File:
    """What surely stands on the disk, and what was written since."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)


def put(image: bytearray, offset: int, data: bytes) -> None:
    """Write into a file; a hole before it is zeros."""
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    image[offset : offset + len(data)] = data


class Disk:
    """The files as a disk has them at some point of the notes."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = {name: File(bytearray(data)) for name, data in files.items()}

    def take(self, note: Note, *, syncs: bool = True) -> None:
        """Go one note further. `syncs=False`: a disk that lies about syncing."""
        kind, name, number, data = note
        if kind == "done":
            return
        if kind == "delete":  # creation and deletion are kept in order and at once: a journalling file system
            self.files.pop(name, None)
            return
        file = self.files.setdefault(name, File())
        if kind in ("write", "truncate"):
            file.pending.append((kind, number, data))
        elif kind == "sync" and syncs:
            for each in file.pending:
                apply(file.durable, *each)
            file.pending.clear()

    def cut(self, draw: random.Random) -> dict[str, bytes]:
        """What may be found when the power comes back."""
        survive = draw.choice(SURVIVALS)
        found = {}
        for name, file in self.files.items():
            image = bytearray(file.durable)
            survive(image, file.pending, draw)
            found[name] = bytes(image)
        return found


def apply(image: bytearray, kind: str, number: int, data: bytes) -> None:
    """One write or truncation, whole."""
    if kind == "write":
        put(image, number, data)
    elif len(image) > number:
        del image[number:]


Pending = list[tuple[str, int, bytes]]


def nothing(_image: bytearray, _pending: Pending, _draw: random.Random) -> None:
    """Only what was synced."""


def first_part(image: bytearray, pending: Pending, draw: random.Random) -> None:
    """In order up to some point, the last write torn at some byte."""
    whole = draw.randint(0, len(pending))
    for each in pending[:whole]:
        apply(image, *each)
    if whole < len(pending) and pending[whole][0] == "write":
        _, offset, data = pending[whole]
        put(image, offset, data[: draw.randrange(len(data) + 1)])


def sectors(image: bytearray, pending: Pending, draw: random.Random, rubbish: float = 0.0) -> None:
    """Each sector by itself, so that later ones may be there and earlier ones not."""
    chance = draw.random()
    for kind, number, data in pending:
        if kind == "truncate":
            if draw.random() < chance:
                apply(image, kind, number, data)
            continue
        for at in range(0, len(data), SECTOR):
            if draw.random() < chance:
                put(image, number + at, data[at : at + SECTOR])
            elif draw.random() < rubbish:
                put(image, number + at, draw.randbytes(len(data[at : at + SECTOR])))


def rubbish(image: bytearray, pending: Pending, draw: random.Random) -> None:
    """As `sectors`, but what was being written when the power went may hold anything."""
    sectors(image, pending, draw, rubbish=0.3)


SURVIVALS: list[Callable[[bytearray, Pending, random.Random], None]] = [nothing, first_part, sectors, rubbish]
