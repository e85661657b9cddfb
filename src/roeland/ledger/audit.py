"""Recompute a whole tree from its entries and compare everything that is stored with it. Writes nothing.

Compared: body against leaf hash, payload against commitment, columns against body, references to earlier entries,
every tile, size and
frontier of the head, erasures, the chain of keys, and every checkpoint. One pass in portions, constant memory but for
one pair of numbers
per object.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from binascii import b2a_base64
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from django.db import connection

from roeland.ledger import canonical, keys, tiles
from roeland.ledger.audit_reading import STATEMENT
from roeland.ledger.checkpoints import open_checkpoint
from roeland.ledger.entries import BODY, ERASED
from roeland.ledger.merkle import HASH
from roeland.ledger.models import LedgerCheckpoint, LedgerErasure, LedgerTile, LedgerTree
from roeland.ledger.notes import NoteError
from roeland.ledger.rebuilding import NOBODY, Rebuilt
from roeland.ledger.values import Audit

# Entries read at once, in tiles' widths: few enough to stay in the processor's cache, many enough for what a question costs.
PORTION = {"sqlite": tiles.WIDTH, "postgresql": 8 * tiles.WIDTH}
MOST_PROBLEMS = 20


class _Growing:
    """The tree as it is rebuilt: frontier and, per level, the hashes of its tiles."""

    def __init__(self) -> None:
        self.size = 0
        self.stack: list[bytes] = []
        self.levels: list[list[bytes]] = [[]]

    def extend(self, leaves: list[bytes]) -> None:
        """Append leaf hashes: a whole tile at a time where one begins and ends here, otherwise one by one."""
        self.levels[0] += leaves
        at = 0
        while at < len(leaves):
            step = tiles.WIDTH if self.size % tiles.WIDTH == 0 and len(leaves) - at >= tiles.WIDTH else 1
            self._push(tiles.fold_pairs(b"".join(leaves[at : at + step])), step)
            at += step

    def _push(self, node: bytes, leaves: int) -> None:
        """Put the root of this many leaves (1 or a tile) at the right edge."""
        sha256, rest, height = hashlib.sha256, self.size, 0
        if leaves == tiles.WIDTH:
            rest, height = rest >> 8, 8
            self._complete(8, node)
        while rest & 1:
            node = sha256(b"\x01" + self.stack.pop() + node).digest()
            rest >>= 1
            height += 1
            if not height & 7:
                self._complete(height, node)
        self.stack.append(node)
        self.size += leaves

    def _complete(self, height: int, node: bytes) -> None:
        level = height >> 3
        if level == len(self.levels):
            self.levels.append([])
        self.levels[level].append(node)


def audit(tree: LedgerTree) -> Audit:
    """Recompute this tree; the answer names what does not hold."""
    return _Auditor(tree).run()


class _Auditor:
    def __init__(self, tree: LedgerTree) -> None:
        self.tree = LedgerTree.objects.get(pk=tree.pk)
        self.portion = PORTION[connection.vendor]
        self.problems: list[str] = []
        self.grown = _Growing()
        self.last: dict[str, tuple[int, int]] = {}
        self.owner = None if self.tree.authority_id is None else self.tree.authority_id.hex
        self.rebuilt = Rebuilt(self.last, self.owner)
        self.actors: dict[str, str] = {}
        self.blank: set[int] = set()
        self.erased: dict[int, int] = {}
        self.wrong_entry = False
        rows = LedgerCheckpoint.objects.filter(tree=self.tree).order_by("size")
        self.checkpoints = list(rows.values_list("size", "root", "note"))
        self.stops = [size for size, _, _ in self.checkpoints]
        self.roots: dict[int, bytes] = {}

    def run(self) -> Audit:
        begin = time.perf_counter()
        for portion in self._portions():
            if not self._portion(portion):
                break
        if not self.wrong_entry:
            self._head()
            self._tiles()
            self._erasures()
        self._checkpoints()
        seconds = time.perf_counter() - begin
        shown = tuple(self.problems[:MOST_PROBLEMS])
        return Audit(self.tree.origin, self.grown.size, len(self.checkpoints), len(self.erased), seconds, shown)

    # -- entries

    def _portions(self) -> Iterator[list[tuple[Any, ...]]]:
        """(idx, leaf, body, seven columns as text, salt, payload, authority) of all entries up to the size of the head, by
        index.
        """
        statement = STATEMENT[connection.vendor]
        pk = self.tree.pk.hex if connection.vendor == "sqlite" else self.tree.pk
        for first in range(0, self.tree.size, self.portion):
            last = min(first + self.portion, self.tree.size)
            with connection.cursor() as cursor:
                cursor.execute(statement, [first, last, pk, first, last])
                yield cursor.fetchall()

    def _portion(self, rows: list[tuple[Any, ...]]) -> bool:
        """Check these entries and grow the tree by them; False at the first one that is wrong."""
        leaves: list[bytes] = []
        size = self.grown.size
        plain = self.rebuilt.plain(rows)
        for row in rows:
            index = size + len(leaves)
            if not (plain and self.rebuilt.same(index, row)) and (problem := self._entry(index, row)):
                self._fault(index, problem)
                return False
            leaves.append(bytes(row[1]))
        begin = size
        first, last = (bisect_right(self.stops, place) for place in (size, size + len(leaves)))
        for stop in self.stops[first:last]:
            self.grown.extend(leaves[begin - size : stop - size])
            self.roots[stop] = _root(self.grown.stack)
            begin = stop
        self.grown.extend(leaves[begin - size :])
        if len(rows) < min(self.portion, self.tree.size - size):
            self._fault(self.grown.size, "ze ontbreekt")
            return False
        return True

    def _fault(self, index: int, problem: str) -> None:
        self.wrong_entry = True
        self.problems.append(f"Logregel {index} klopt niet: {problem}.")

    def _entry(self, index: int, row: tuple[Any, ...]) -> str:
        """What is wrong with one entry, or nothing."""
        idx, leaf, body, moment, actor, action, kind, about, version, audience, salt, payload, owner = row
        if idx != index:
            return "ze ontbreekt"
        if type(body) is not bytes or type(leaf) is not bytes:
            body, leaf = _raw(body), _raw(leaf)
        if hashlib.sha256(b"\x00" + body).digest() != leaf:
            return "de inhoud stemt niet overeen met het blad in de boom"
        found = BODY.fullmatch(body.decode("latin-1"))
        if found is None:
            return "de inhoud heeft niet de vorm van een logregel"
        act, actors, readers, commit, uuid, type_, count, prev, _role, at = found.groups()
        same = (act, readers, type_, count) == (action, audience, kind, str(version)) and self._same(actors, actor)
        same = same and owner == self.owner
        if not same or uuid.replace("-", "") != about or not _same_time(at, moment):
            return "de kolommen stemmen niet overeen met de inhoud"
        before = self.last.get(about)
        if (prev, version) != (("null", 1) if before is None else (str(before[0]), before[1] + 1)):
            return "de verwijzing naar de vorige logregel over hetzelfde onderwerp klopt niet"
        self.last[about] = (index, version)
        return self._text(index, action, commit, salt, payload)

    def _same(self, spelled: str, column: str) -> bool:
        """Whether the body spells the actor of the column (32 hex digits)."""
        known = self.actors.get(spelled)
        if known is None:
            known = self.actors[spelled] = NOBODY if spelled == "null" else spelled.strip('"').replace("-", "")
        return known == column

    def _text(self, index: int, action: str, commit: str, salt: Any, payload: Any) -> str:
        """What is wrong with the payload of an entry, or nothing."""
        if salt is None or payload is None:
            if salt is not None or payload is not None:
                return "de tekst is half gewist"
            self.blank.add(index)
            return ""
        if type(payload) is not bytes or type(salt) is not bytes:
            payload, salt = _raw(payload), _raw(salt)
        if b2a_base64(hmac.digest(salt, payload, "sha256"), newline=False).decode("ascii") != commit:
            return "de tekst stemt niet overeen met haar zegel"
        if action == ERASED:
            self.erased.update((i, index) for i in canonical.decode(payload)["indices"])
        return ""

    # -- what is stored beside the entries

    def _head(self) -> None:
        if self.grown.size != self.tree.size or b"".join(self.grown.stack) != bytes(self.tree.frontier):
            self.problems.append("De kop van de boom (grootte en rand) stemt niet overeen met de logregels.")
        beyond = "SELECT COUNT(*) FROM ledger_ledgerentry WHERE tree_id = %s AND idx >= %s"
        pk = self.tree.pk.hex if connection.vendor == "sqlite" else self.tree.pk
        with connection.cursor() as cursor:
            cursor.execute(beyond, [pk, self.tree.size])
            if cursor.fetchone()[0]:  # an append that committed meanwhile moves the head too
                now = LedgerTree.objects.get(pk=self.tree.pk).size
                cursor.execute(beyond, [pk, now])
                if cursor.fetchone()[0]:
                    self.problems.append("Er staan logregels voorbij het einde van de boom.")

    def _tiles(self) -> None:
        levels = self.grown.levels
        widest: dict[tuple[int, int], int] = {}
        rows = LedgerTile.objects.filter(tree=self.tree).order_by("level", "n", "width")
        for level, n, width, hashes in rows.values_list("level", "n", "width", "hashes").iterator(chunk_size=256):
            line = levels[level] if level < len(levels) else []
            part = line[n * tiles.WIDTH : n * tiles.WIDTH + width]
            if len(part) < width and self._newer():
                continue
            if b"".join(part) != bytes(hashes) or len(hashes) != width * HASH:
                self.problems.append(
                    f"De tegel {tiles.tile_path(level, n, width)} stemt niet overeen met de logregels."
                )
            widest[level, n] = width
        for level, n, width in tiles.shape(self.grown.size):
            if (level or width == tiles.WIDTH) and widest.get((level, n), 0) < width:
                self.problems.append(f"De tegel {tiles.tile_path(level, n, width)} ontbreekt.")

    def _newer(self) -> bool:
        """Whether the tree grew while we were reading."""
        return LedgerTree.objects.get(pk=self.tree.pk).size > self.tree.size

    def _erasures(self) -> None:
        rows = LedgerErasure.objects.filter(tree=self.tree, by_idx__lt=self.tree.size).values_list("idx", "by_idx")
        if dict(rows) != self.erased:
            self.problems.append("De lijst van wissingen stemt niet overeen met de logregels die ze noemen.")
        for index in sorted(self.blank - set(self.erased)):
            if not LedgerErasure.objects.filter(tree=self.tree, idx=index, by_idx__gte=self.tree.size).exists():
                self._fault(index, "de tekst is weg zonder dat een wissing haar noemt")
                return
        for index in sorted(set(self.erased) - self.blank):
            self._fault(index, "de tekst is volgens het logboek gewist maar staat er nog")
            return

    # -- what was signed

    def _checkpoints(self) -> None:
        try:
            known = keys.chain(self.tree) if self.checkpoints else []
        except (NoteError, keys.KeyMissing, ValueError) as problem:
            self.problems.append(f"De sleutels van dit logboek kloppen niet: {problem}")
            return
        held = 0
        for size, root, note in self.checkpoints:
            try:
                found = open_checkpoint(note, [keys.key_at(known, size)])
            except NoteError:
                self.problems.append(f"De handtekening van het ijkpunt bij {size} logregels klopt niet.")
                continue
            if (found.origin, found.size, found.root) != (self.tree.origin, size, bytes(root)):
                self.problems.append(f"Het ijkpunt bij {size} logregels zegt iets anders dan zijn handtekening.")
            elif (
                not self.wrong_entry
                and found.root != self.roots.get(size)
                and not (size > self.tree.size and self._newer())
            ):
                self.problems.append(
                    f"De logregels {held} tot en met {size - 1} zijn veranderd: "
                    f"het ijkpunt bij {held} klopt, dat bij {size} niet."
                )
                return
            held = size


def _root(stack: list[bytes]) -> bytes:
    node = stack[-1]
    for left in stack[-2::-1]:
        node = hashlib.sha256(b"\x01" + left + node).digest()
    return node


def _raw(value: Any) -> bytes:
    """The bytes of a column; whoever tampers may have stored text instead."""
    return value.encode() if isinstance(value, str) else bytes(value)


def _same_time(spelled: str, column: str) -> bool:
    """Whether the column (`2026-11-21 10:00:00`, with or without six decimals) is the time that the body spells."""
    date, clock, rest = spelled[:10], spelled[11:19], spelled[19:26]
    return column == f"{date} {clock}{rest}" or (rest == ".000000" and column == f"{date} {clock}")
