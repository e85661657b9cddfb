"""Every reading of the ledger for pages and reports: entries in scope, told as sentences, and their proofs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from roeland.kernel.models import Row
from roeland.ledger import bundles, checkpointing, keys, merkle, tiles
from roeland.ledger.append import loader
from roeland.ledger.entries import AUDITED, ERASED
from roeland.ledger.facts import FACTS
from roeland.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerPayload, LedgerTree
from roeland.ledger.proofs import Proof
from roeland.ledger.values import grounds
from roeland.ui import dates

Names = Callable[[Sequence[UUID]], Mapping[UUID, str]]

# Filled by the doors: how persons and accounts are called. The ledger knows them by uuid only.
NAMES: list[Names] = []

_ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)|\d{4}-(0[13-9]|1[0-2])-30|\d{4}-(0[13578]|1[02])-31")
_ISO_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")

MONTH = "month"  # the field of a fact
ERASED_SENTENCE = "deed iets waarvan de tekst gewist is"


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a person reads it: who, what (a sentence after the name), when; `payload` is None when erased."""

    id: int
    idx: int
    tree_id: UUID
    authority_id: UUID | None
    time: datetime
    actor_id: UUID
    who: str
    sentence: str
    action: str
    object_type: str
    object_id: UUID
    payload: Mapping[str, Any] | None

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.who} {self.sentence}"


@dataclass(frozen=True, slots=True)
class Status:
    """What the annual report prints of a log: its last checkpoint and the key to check it with."""

    origin: str
    size: int
    note: str
    signed_at: datetime
    vkey: str


def entries() -> QuerySet[LedgerEntry]:
    """The entries that the actor in scope may see, newest first."""
    found: QuerySet[LedgerEntry] = LedgerEntry.objects.order_by("-time", "-pk")
    return found


def entry(authority_id: UUID, idx: int) -> LedgerEntry | None:
    """One entry of an authority, or None when it is absent or closed to the actor in scope."""
    found: LedgerEntry | None = LedgerEntry.objects.filter(authority_id=authority_id, idx=idx).first()
    return found


def history(row: Row, limit: int = 50, also: Q | None = None) -> list[Told]:
    """What happened to a row, newest first, and what `also` says of others that belong to it. Three statements."""
    about = Q(object_id=row.pk) | (also or Q())
    return tell(list(LedgerEntry.objects.filter(about, authority_id=row.authority_id).order_by("-idx")[:limit]))


def actors(rows: QuerySet[LedgerEntry], most: int = 200) -> list[tuple[UUID, str]]:
    """Who stands in these entries, by name."""
    ids = list(rows.order_by().values_list("actor_id", flat=True).distinct()[:most])
    known = names(ids)
    return sorted(((i, known[i]) for i in ids), key=lambda pair: pair[1].casefold())


def codes(rows: QuerySet[LedgerEntry]) -> list[tuple[str, str]]:
    """Which actions stand in these entries, as (code, what it reads like)."""
    found = rows.order_by().values_list("action", flat=True).distinct()
    return sorted(((code, general(code)) for code in found), key=lambda pair: pair[1])


def period(rows: QuerySet[LedgerEntry], start: date | None, end: date | None) -> QuerySet[LedgerEntry]:
    """The entries from `start` up to and including `end` (days in Belgium)."""
    if start is not None:
        rows = rows.filter(time__date__gte=start)
    return rows if end is None else rows.filter(time__date__lte=end)


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """How these actors are called; the program itself is called Roeland."""
    wanted = list(dict.fromkeys(ids))
    known: dict[UUID, str] = {}
    for provide in NAMES:
        known.update(provide([i for i in wanted if i.int and i not in known]))
    return {i: known.get(i) or ("Roeland" if not i.int else f"Onbekend ({str(i)[:8]})") for i in wanted}


def tell(rows: Sequence[LedgerEntry]) -> list[Told]:
    """Entries as sentences. One statement for the texts and one per provider of names."""
    texts = _texts(rows)
    known = names(row.actor_id for row in rows)
    found: list[Told] = []
    for row in rows:
        payload = texts.get((row.tree_id, row.idx))
        who = _at_the_server(row, payload) or known[row.actor_id]
        sentence = sentence_of(row.action, payload)
        place = (row.pk, row.idx, row.tree_id, row.authority_id, row.time, row.actor_id, who, sentence)
        found.append(Told(*place, row.action, row.object_type, row.object_id, payload))
    return found


def _at_the_server(row: LedgerEntry, payload: Mapping[str, Any] | None) -> str:
    """*root (server)* for a command at the machine; empty for everybody else, and once the text is erased."""
    user = (payload or {}).get("os_user") or (payload or {}).get("user")
    return f"{user} (server)" if user and not row.actor_id.int else ""


def _texts(rows: Sequence[LedgerEntry]) -> dict[tuple[UUID, int], Mapping[str, Any]]:
    """The payloads of these entries; an erased one is absent. One statement, of as many branches as there are trees."""
    if not rows:
        return {}
    trees = {row.tree_id for row in rows}
    found = LedgerPayload.objects.filter(tree_id__in=trees, idx__in={row.idx for row in rows}, salt__isnull=False)
    wanted = {(row.tree_id, row.idx) for row in rows}
    texts = found.values_list("tree_id", "idx", "payload")
    return {
        (tree, idx): json.loads(bytes(raw)) for tree, idx, raw in texts if raw is not None and (tree, idx) in wanted
    }


def said(codes: Collection[str]) -> list[tuple[UUID, Mapping[str, Any]]]:
    """(what it is about, what it said) of the facts of these codes in scope, oldest first; not where the text is erased. Two statements."""
    rows = list(entries().filter(action__in=codes).order_by("tree", "idx"))
    texts = _texts(rows)
    return [(row.object_id, texts[row.tree_id, row.idx]) for row in rows if (row.tree_id, row.idx) in texts]


class _Lenient(dict[str, Any]):
    """Fills a sentence; a field that the payload of an older version lacks becomes an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence_of(code: str, payload: Mapping[str, Any] | None) -> str:
    """The sentence of a fact, filled; for an unknown code the code itself."""
    if payload is None:
        return ERASED_SENTENCE
    fact = FACTS.get(code)
    if fact is None:
        return code
    fields = _Lenient({name: _month(value) if name == MONTH else _shown(value) for name, value in payload.items()})
    if code == ERASED and payload.get("ground") in grounds():
        fields["ground"] = grounds()[payload["ground"]].nl
    return fact.sentence.format_map(fields)


def general(code: str) -> str:
    """What an action reads like without its particulars."""
    fact = FACTS.get(code)
    return code if fact is None else fact.sentence.format_map(_Lenient())


def _month(value: object) -> object:
    """*oktober 2026*; only of the field that holds a month, for the number of a decision may look like one."""
    if isinstance(value, str) and _ISO_MONTH.fullmatch(value):
        return f"{dates.month_name(int(value[5:]))} {value[:4]}"
    return _shown(value)


def _shown(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(_shown(item)) for item in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return dates.table_date(date.fromisoformat(value))
    return "" if value is None else value


def proof(found: LedgerEntry, checkpoint: LedgerCheckpoint) -> Proof:
    """The proof of one entry under a checkpoint that covers it. Reads at most six tiles."""
    tree = LedgerTree.objects.get(pk=found.tree_id)
    reader = tiles.Reader(loader(tree), checkpoint.size)
    path = merkle.inclusion_proof(found.idx, checkpoint.size, reader.subtree)
    text = LedgerPayload.objects.get(tree=tree, idx=found.idx)
    blank = text.payload is None or text.salt is None
    line = bundles.Line(
        bytes(found.body), None if blank else bytes(text.payload or b""), None if blank else bytes(text.salt or b"")
    )
    extra = line.body + b"\n" + bundles.payload_line(line).rstrip(b"\n")
    return Proof(found.idx, tuple(path), checkpoint.note, extra)


def checkpoint_for(found: LedgerEntry) -> LedgerCheckpoint | None:
    """The newest checkpoint, when it covers this entry."""
    last = checkpointing.latest(LedgerTree.objects.get(pk=found.tree_id))
    return last if last is not None and last.size > found.idx else None


@dataclass(frozen=True, slots=True)
class LastAudit:
    """When the whole log was last recomputed, over how many entries, and how many problems came out."""

    at: datetime
    size: int
    problems: int


def last_audit(authority_id: UUID | None) -> LastAudit | None:
    """The last nightly audit of a log; None before the first. Two statements."""
    found = LedgerEntry.everything.filter(authority_id=authority_id, action=AUDITED).order_by("-idx").first()
    if found is None:
        return None
    raw = LedgerPayload.objects.filter(tree=found.tree_id, idx=found.idx).values_list("payload", flat=True).first()
    said = json.loads(bytes(raw)) if raw is not None else {}
    return LastAudit(found.time, int(said.get("tree_size", 0)), int(said.get("count", 0)))


def status(authority_id: UUID | None) -> Status | None:
    """The last checkpoint of a log and its public key; None while nothing was signed."""
    tree = LedgerTree.objects.filter(authority_id=authority_id).first()
    last = checkpointing.latest(tree) if tree else None
    if tree is None or last is None:
        return None
    vkey = keys.key_at(keys.chain(tree, last.size), last.size).vkey
    return Status(tree.origin, last.size, last.note, last.signed_at, vkey)
