#!/usr/bin/env python3
"""Kijkt een logbundel (.zip) of een logbewijs (.tlog-proof) van Roeland na, zonder Roeland en zonder internet.

    python3 verify.py BUNDEL_OF_BEWIJS [--key SLEUTEL]

Eindigt met 0 als alles klopt en met 1 als er iets niet klopt. Alleen Python 3.9 of nieuwer is nodig.
The formats stand in docs/ledger-spec.md. One file and the standard library only, so that anybody can read and run it.
"""
# ruff: noqa: T201, UP035, PLR2004, B905, TRY301, PTH123, EXE001 -- it talks to its user, runs on Python 3.9 and is read by strangers

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import mmap
import re
import struct
import sys
from typing import Any, Iterator

USAGE = "Gebruik: python3 verify.py BUNDEL_OF_BEWIJS [--key SLEUTEL]"
FREE = ("README.txt", "verify.py")
EMPTY = hashlib.sha256(b"").digest()
WIDTH = 256
PROOF = "c2sp.org/tlog-proof@v1"
COUNT = re.compile(r"0|[1-9][0-9]{0,15}")
TOKEN, UUID, NUMBER = (
    r"[a-z0-9][a-z0-9_.:\-]{0,99}",
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"0|[1-9][0-9]{0,15}",
)
TIME = r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
BODY = re.compile(
    (
        rf'\{{"action":"(?P<action>{TOKEN})","actor":(?:null|"{UUID}"),"audience":"{TOKEN}",'
        rf'"commit":"(?P<commit>[A-Za-z0-9+/]{{43}}=)","object":\{{"id":"(?P<id>{UUID})","type":"{TOKEN}",'
        rf'"version":(?P<version>{NUMBER})\}},"prev":(?P<prev>null|{NUMBER}),"role":"{TOKEN}","time":"{TIME}","v":1\}}'
    ).encode("ascii")
)


class NotRight(Exception):
    """Something does not hold; the text is Dutch and for the user."""


# Ed25519, RFC 8032 section 5.1 (verification only; nothing here is secret, so time may vary)

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z


def point_from(raw: bytes) -> Point | None:
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def plus(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether s*B = R + h*A, computed as s*B + h*(-A) and compared with the bytes of R."""
    key = point_from(public)
    s = int.from_bytes(signature[32:], "little")
    if key is None or BASE is None or len(signature) != 64 or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = (P - key[0], key[1], 1, P - key[3])
    table = (None, BASE, minus, plus(BASE, minus))
    total: Point = (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        total = plus(total, total)
        step = table[(s >> bit & 1) | (h >> bit & 1) << 1]
        if step is not None:
            total = plus(total, step)
    inverse = pow(total[2], P - 2, P)
    x, y = total[0] * inverse % P, total[1] * inverse % P
    return int(y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# Text forms: base64, canonical JSON, keys and signed notes


def unbase64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise NotRight("er staat geen geldige base64") from None
    if base64.b64encode(raw).decode("ascii") != text:
        raise NotRight("de base64 is niet de enige juiste schrijfwijze")
    return raw


def integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > 2**53 - 1:
        raise NotRight("een getal is te groot")
    return int(text)


def no_float(_text: str) -> Any:
    raise NotRight("er staat een getal dat geen geheel getal is")


def canonical(raw: bytes) -> Any:
    """The value of canonical JSON; any other spelling of it is refused."""
    try:
        value = json.loads(raw.decode("ascii"), parse_int=integer, parse_float=no_float, parse_constant=no_float)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair fails here
    except (ValueError, RecursionError):
        raise NotRight("er staat geen geldige JSON") from None
    if again != raw:
        raise NotRight("de JSON is niet de enige juiste schrijfwijze")
    return value


def key_of(vkey: str) -> tuple[str, bytes, bytes]:
    """Name, key id and public key of a verifier key."""
    name, _, rest = vkey.partition("+")
    hexed, _, encoded = rest.partition("+")
    raw = unbase64(encoded)
    if not name or re.search(r"\s", name) or len(raw) != 33 or raw[0] != 1:
        raise NotRight("de sleutel is geen Ed25519-sleutel")
    key_id = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if hexed != key_id.hex():
        raise NotRight("het nummer van de sleutel hoort niet bij die sleutel")
    return name, key_id, raw[1:]


def open_note(raw: bytes, vkeys: list[str]) -> str:
    """The text of a note with exactly the signatures of these keys, in this order."""
    try:
        note = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotRight("de tekst is geen UTF-8") from None
    text, blank, block = note.rpartition("\n\n")
    lines = block.split("\n")
    if not blank or lines.pop() or len(lines) != len(vkeys):
        raise NotRight("er staan niet de verwachte handtekeningen")
    for line, vkey in zip(lines, vkeys):
        name, key_id, public = key_of(vkey)
        head = "\u2014 " + name + " "
        signed = unbase64(line[len(head) :]) if line.startswith(head) else b""
        if signed[:4] != key_id or not signature_holds(public, signed[4:], (text + "\n").encode()):
            raise NotRight(f"de handtekening van {name} klopt niet")
    return text + "\n"


def checkpoint(raw: bytes, vkey: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint that this key signed."""
    lines = open_note(raw, [vkey]).split("\n")
    if len(lines) != 4 or not COUNT.fullmatch(lines[1]):
        raise NotRight("het ijkpunt heeft niet de juiste vorm")
    root = unbase64(lines[2])
    if len(root) != 32 or lines[0] != key_of(vkey)[0]:
        raise NotRight("het ijkpunt heeft niet de juiste vorm")
    return lines[0], int(lines[1]), root


# The tree of RFC 6962 and its tiles


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Leaves go in one by one; the root comes out at any time, and the tiles above level 0 at the end."""

    def __init__(self) -> None:
        self.size = 0
        self.edge: list[bytes] = []
        self.levels: list[list[bytes]] = [[]]

    def add(self, leaf: bytes) -> None:
        rest, height = self.size, 0
        while rest & 1:
            leaf, rest, height = node(self.edge.pop(), leaf), rest >> 1, height + 1
            if height % 8 == 0:
                while len(self.levels) <= height // 8:
                    self.levels.append([])
                self.levels[height // 8].append(leaf)
        self.edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.edge:
            return EMPTY
        top = self.edge[-1]
        for left in self.edge[-2::-1]:
            top = node(left, top)
        return top


def root_of_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """RFC 9162 section 2.1.3.2."""
    first, last = index, size - 1
    for step in path:
        if last == 0 or len(step) != 32:
            return None
        if first & 1 or first == last:
            leaf = node(step, leaf)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            leaf = node(leaf, step)
        first, last = first >> 1, last >> 1
    return leaf if last == 0 and index < size else None


# The bundle: a zip file of which every byte is prescribed


def local_header(name: bytes, crc: int, size: int) -> bytes:
    return struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, crc, size, size, len(name), 0) + name


def central_header(name: bytes, crc: int, size: int, start: int) -> bytes:
    fixed = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 788, 20, 0, 0, 0, 33, crc, size, size, len(name), 0, 0, 0, 0, 0o100644 << 16, start
    )
    return fixed + name


class Bundle:
    """The members of the file; `damaged` names those whose checksum does not fit."""

    def __init__(self, data: Any) -> None:
        self.data, self.places, self.damaged = data, {}, []  # type: Any, dict[str, tuple[int, int]], list[str]
        at, central = 0, b""
        while data[at : at + 4] == b"PK\3\4" and at + 30 <= len(data):
            crc, size, _, length = struct.unpack("<3IH", data[at + 14 : at + 28])
            raw = bytes(data[at + 30 : at + 30 + length])
            begin = at + 30 + length
            name = raw.decode("latin-1")
            if data[at:begin] != local_header(raw, crc, size) or begin + size > len(data) or name in self.places:
                raise NotRight("het zipbestand is niet zoals Roeland het schrijft")
            central += central_header(raw, crc, size, at)
            self.places[name] = (begin, size)
            if binascii.crc32(data[begin : begin + size]) != crc:
                self.damaged.append(name)
            at = begin + size
        count = len(self.places)
        end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(central), at, 0) if count < 65536 else b""
        if not count or data[at:] != central + end:
            raise NotRight("het zipbestand is niet zoals Roeland het schrijft")

    def get(self, name: str) -> bytes:
        begin, size = self.places[name]
        return bytes(self.data[begin : begin + size])


def tile_name(n: int, width: int) -> str:
    parts = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        parts.insert(0, f"x{n % 1000:03d}")
    return "/".join(parts) + (f".p/{width}" if width < WIDTH else "")


def tiles_of(count: int) -> list[tuple[int, int]]:
    """Number and width of each tile of a row of `count` hashes."""
    return [(n, min(WIDTH, count - n * WIDTH)) for n in range((count + WIDTH - 1) // WIDTH)]


def names_of(size: int, sizes: list[int]) -> list[str]:
    """The names of all members, in order: they follow from the size and the checkpoints."""
    names = [*FREE, "manifest", "vkey", "checkpoint", *(f"checkpoints/{s:020d}" for s in sizes[:-1])]
    for folder in ("tile/entries", "payloads"):
        names += [f"{folder}/{tile_name(n, w)}" for n, w in tiles_of(size)]
    level = 0
    while size >> 8 * level:
        names += [f"tile/{level}/{tile_name(n, w)}" for n, w in tiles_of(size >> 8 * level)]
        level += 1
    return names


def manifest_of(raw: bytes) -> dict[str, Any]:
    """The manifest, before its signature is checked."""
    lines = raw.split(b"\n")
    if len(lines) < 2 or lines[0] != b"roeland.ledger/bundle/v1":
        raise NotRight("dit is geen logbundel van Roeland (versie 1)")
    found = canonical(lines[1])
    if not isinstance(found, dict) or sorted(found) != ["checkpoints", "keys", "origin", "size", "time"]:
        raise NotRight("de inhoudsopgave (manifest) heeft niet de juiste vorm")
    sizes, keys, size = found["checkpoints"], found["keys"], found["size"]
    whole = isinstance(sizes, list) and all(type(s) is int and s > 0 for s in sizes) and sorted(set(sizes)) == sizes
    texts = isinstance(keys, list) and keys and all(isinstance(k, str) for k in [*keys, found["origin"], found["time"]])
    if not whole or not texts or type(size) is not int or not sizes or sizes[-1] != size:
        raise NotRight("de inhoudsopgave (manifest) heeft niet de juiste vorm")
    return found


class Check:
    """The whole check of one bundle. `problems` are sentences, the entry that is wrong first."""

    def __init__(self, data: Any, trusted: str | None) -> None:
        self.problems: list[str] = []
        self.bundle = Bundle(data)
        if "manifest" not in self.bundle.places:
            raise NotRight("de inhoudsopgave (manifest) ontbreekt")
        self.manifest = manifest_of(self.bundle.get("manifest"))
        self.size: int = self.manifest["size"]
        self.sizes: list[int] = self.manifest["checkpoints"]
        self.keys: list[str] = self.manifest["keys"]
        if self.size > 65535 * WIDTH or list(self.bundle.places) != names_of(self.size, self.sizes):
            raise NotRight("er zijn bestanden te veel, te weinig of in een andere volgorde")
        self.trusted = trusted
        self.tree = Tree()
        self.roots: dict[int, bytes] = {}
        self.last: dict[bytes, tuple[int, int]] = {}
        self.blank: set[int] = set()
        self.erased: dict[int, int] = {}
        self.rotations: list[tuple[int, Any]] = []
        self.wrong_entry = False

    def run(self) -> None:
        self.entries()
        self.upper_tiles()
        self.erasures()
        self.key_chain()
        self.checkpoints()
        self.attempt("De inhoudsopgave (manifest)", lambda: open_note(self.bundle.get("manifest"), [self.keys[-1]]))
        if self.bundle.get("vkey") != (self.keys[-1] + "\n").encode():
            self.problems.append("Het bestand vkey noemt een andere sleutel dan de inhoudsopgave.")
        if self.bundle.damaged:
            self.problems.append("Beschadigd in het zipbestand: " + ", ".join(self.bundle.damaged[:5]) + ".")

    def attempt(self, what: str, check: Any) -> Any:
        try:
            return check()
        except NotRight as problem:
            self.problems.append(f"{what}: {problem}.")
            return None

    def entries(self) -> None:
        wanted = set(self.sizes)
        for n, width in tiles_of(self.size):
            number = tile_name(n, width)
            leaves = self.bundle.get(f"tile/0/{number}")
            lines = self.bundle.get(f"payloads/{number}").split(b"\n")
            bodies = self.split(self.bundle.get(f"tile/entries/{number}"))
            for place in range(width):
                index = n * WIDTH + place
                try:
                    body = next(bodies)
                    leaf = hashlib.sha256(b"\0" + body).digest()
                    if leaf != leaves[32 * place : 32 * place + 32]:
                        raise NotRight("de inhoud stemt niet overeen met het blad in de boom")
                    self.entry(index, body, lines[place] if place < len(lines) else b"")
                except (NotRight, StopIteration) as problem:
                    self.fault(index, str(problem) or "de inhoud ontbreekt")
                    return
                self.tree.add(leaf)
                if index + 1 in wanted:
                    self.roots[index + 1] = self.tree.root()
            if len(leaves) != 32 * width or len(lines) != width + 1 or lines[-1] or next(bodies, None) is not None:
                self.fault(n * WIDTH + width - 1, "na deze logregel staat er meer dan er mag staan")
                return

    def fault(self, index: int, problem: str) -> None:
        self.wrong_entry = True
        self.problems.append(f"Logregel {index} klopt niet: {problem}.")

    def split(self, raw: bytes) -> Iterator[bytes]:
        """The entries of a bundle tile: each behind its length in two bytes."""
        at = 0
        while at < len(raw):
            end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
            if end > len(raw) or end - at < 3:
                raise NotRight("de inhoud is afgebroken")
            yield raw[at + 2 : end]
            at = end

    def entry(self, index: int, body: bytes, line: bytes) -> None:
        found = BODY.fullmatch(body)
        if found is None:
            raise NotRight("de inhoud heeft niet de vorm van een logregel")
        before = self.last.get(found["id"])
        expected = (b"null", b"1") if before is None else (b"%d" % before[0], b"%d" % (before[1] + 1))
        if (found["prev"], found["version"]) != expected:
            raise NotRight("de verwijzing naar de vorige logregel over hetzelfde onderwerp klopt niet")
        self.last[found["id"]] = (index, int(found["version"]))
        if line == b"null":
            self.blank.add(index)
            return
        payload, tail = line[11:-55], line[-55:]
        if line[:11] != b'{"payload":' or tail[:9] != b',"salt":"' or tail[53:] != b'"}' or len(line) < 68:
            raise NotRight("de tekst bij de logregel heeft niet de juiste vorm")
        salt = unbase64(tail[9:53].decode("latin-1"))
        if len(salt) != 32 or base64.b64encode(hmac.digest(salt, payload, "sha256")) != found["commit"]:
            raise NotRight("de tekst bij de logregel stemt niet overeen met haar zegel")
        self.special(index, found["action"], canonical(payload))

    def special(self, index: int, action: bytes, payload: Any) -> None:
        if action == b"ledger:key:rotated":
            self.rotations.append((index, payload))
        if action == b"ledger:payload:erased":
            wiped = payload.get("indices") if isinstance(payload, dict) else None
            if not isinstance(wiped, list) or not all(type(i) is int and 0 <= i < index for i in wiped):
                raise NotRight("de wissing noemt geen eerdere logregels")
            self.erased.update((i, index) for i in wiped)

    def upper_tiles(self) -> None:
        if self.wrong_entry:
            return
        for level in range(1, len(self.tree.levels)):
            for n, width in tiles_of(len(self.tree.levels[level])):
                name = f"tile/{level}/{tile_name(n, width)}"
                if self.bundle.get(name) != b"".join(self.tree.levels[level][n * WIDTH : n * WIDTH + width]):
                    self.problems.append(f"De tegel {name} stemt niet overeen met de logregels eronder.")

    def erasures(self) -> None:
        if self.wrong_entry:
            return
        for index in sorted(self.blank ^ set(self.erased)):
            known = index in self.erased
            text = (
                "de tekst is volgens het logboek gewist maar staat er nog"
                if known
                else "de tekst is weg zonder dat een wissing haar noemt"
            )
            self.fault(index, text)
            return

    def key_chain(self) -> None:
        if self.trusted is not None and self.trusted not in self.keys:
            self.problems.append("De sleutel die je opgaf, is niet de sleutel van dit logboek.")
        if self.wrong_entry:
            return
        if len(self.rotations) != len(self.keys) - 1:
            self.problems.append("De reeks sleutels stemt niet overeen met de sleutelwissels in het logboek.")
            return
        for (index, payload), old, new in zip(self.rotations, self.keys, self.keys[1:]):
            self.attempt(
                f"De sleutelwissel in logregel {index}", lambda p=payload, o=old, n=new: self.rotation(p, o, n)
            )

    def rotation(self, payload: Any, old: str, new: str) -> None:
        note = payload.get("note") if isinstance(payload, dict) else None
        expected = f"roeland.ledger/key-rotation/v1\n{self.manifest['origin']}\n{old}\n{new}\n"
        if not isinstance(note, str) or open_note(note.encode(), [old, new]) != expected:
            raise NotRight("de oude en de nieuwe sleutel ondertekenden ze niet allebei")

    def key_at(self, size: int) -> str:
        """The key that signs at this size: the newest one whose rotation stands in the tree by then."""
        if self.wrong_entry:  # then the rotations were not all read: any key of the chain will do
            return self.key_in(size)
        rank = sum(1 for index, _ in self.rotations if index < size)
        return self.keys[min(rank, len(self.keys) - 1)]

    def key_in(self, size: int) -> str:
        """The key of the chain whose number stands under the checkpoint."""
        name = "checkpoint" if size == self.size else f"checkpoints/{size:020d}"
        encoded = self.bundle.get(name).rstrip(b"\n").rpartition(b" ")[2][:5]
        return next((k for k in self.keys if base64.b64encode(key_of(k)[1] + b"\0")[:5] == encoded), self.keys[-1])

    def checkpoints(self) -> None:
        held = 0
        for size in self.sizes:
            name = "checkpoint" if size == self.size else f"checkpoints/{size:020d}"
            vkey = self.key_at(size)
            found = self.attempt(
                f"Het ijkpunt bij {size} logregels", lambda n=name, k=vkey: checkpoint(self.bundle.get(n), k)
            )
            if found is None or self.wrong_entry:
                continue
            if found[:2] != (self.manifest["origin"], size):
                self.problems.append(
                    f"Het ijkpunt bij {size} logregels hoort bij een ander logboek of een andere grootte."
                )
            elif found[2] != self.roots.get(size):
                self.problems.append(
                    f"De logregels {held} tot en met {size - 1} zijn veranderd: het ijkpunt bij {held} klopt, dat bij {size} niet."
                )
                return
            held = size


def check_bundle(data: Any, trusted: str | None) -> list[str]:
    """Check a bundle and tell. Returns the problems."""
    check = Check(data, trusted)
    check.run()
    print(f"Logboek {check.manifest['origin']}: {check.size} logregels, {len(check.sizes)} ijkpunten.")
    if check.erased and not check.problems:
        print(f"Van {len(check.erased)} logregels is de tekst gewist; telkens noemt een latere logregel die wissing.")
    if trusted is None:
        print("Let op: de sleutel komt uit de bundel zelf en bewijst zo niets over wie ze maakte.")
        print("Vergelijk ze met de sleutel in het jaarverslag, of geef die op met --key:")
        print(f"  {check.keys[-1]}")
    return check.problems


def check_proof(raw: bytes, trusted: str | None) -> list[str]:
    """Check the proof of one entry and tell. Returns the problems."""
    if trusted is None:
        raise NotRight("een logbewijs bevat geen sleutel; geef die uit het jaarverslag op met --key")
    head, _, note = raw.partition(b"\n\n")
    lines = head.decode("latin-1").split("\n")
    if (
        len(lines) < 3
        or lines[0] != PROOF
        or lines[1][:6] != "extra "
        or not re.fullmatch(f"index ({NUMBER})", lines[2])
    ):
        raise NotRight("het logbewijs heeft niet de juiste vorm")
    body, _, line = unbase64(lines[1][6:]).partition(b"\n")
    index = int(lines[2][6:])
    origin, size, root = checkpoint(note, trusted)
    if root_of_path(hashlib.sha256(b"\0" + body).digest(), index, size, [unbase64(text) for text in lines[3:]]) != root:
        raise NotRight("de logregel hoort niet bij dit ijkpunt")
    found = BODY.fullmatch(body)
    if found is None:
        raise NotRight("de inhoud heeft niet de vorm van een logregel")
    if line != b"null":
        salt = unbase64(line[-46:-2].decode("latin-1"))
        if line != b'{"payload":' + line[11:-55] + b',"salt":"' + base64.b64encode(salt) + b'"}':
            raise NotRight("de tekst bij de logregel heeft niet de juiste vorm")
        if base64.b64encode(hmac.digest(salt, line[11:-55], "sha256")) != found["commit"]:
            raise NotRight("de tekst bij de logregel stemt niet overeen met haar zegel")
    print(f"Logregel {index} van {size} in logboek {origin}:")
    print(body.decode("ascii"))
    print("De tekst is gewist." if line == b"null" else line[11:-55].decode("ascii", "replace"))
    return []


def check_file(path: str, trusted: str | None) -> list[str]:
    with open(path, "rb") as file:
        if file.read(22) == PROOF.encode():
            file.seek(0)
            return check_proof(file.read(1 << 22), trusted)
        if not file.seek(0, 2):
            raise NotRight("het bestand is leeg")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return check_bundle(data, trusted)


def main(arguments: list[str]) -> int:
    """0 when everything holds, 1 otherwise."""
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--key"):
        print(USAGE)
        return 1
    trusted = arguments[2] if len(arguments) == 3 else None
    try:
        if trusted is not None:
            key_of(trusted)
        problems = check_file(arguments[0], trusted)
    except NotRight as problem:
        problems = [f"{problem}."]
    except OSError as problem:
        problems = [f"Het bestand kan niet gelezen worden: {problem.strerror}."]
    for text in problems:
        print(text[:1].upper() + text[1:])
    print("KLOPT NIET." if problems else "Klopt.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
