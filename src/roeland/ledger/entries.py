"""The body of an entry, its commitment and its fast canonical form (docs/ledger-spec.md, section 3). Pure.

A body holds no names and no free text, only tokens, uuids and counts; so its canonical JSON can be written without an
encoder.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from roeland.ledger import canonical

TOKEN = re.compile(r"[a-z0-9][a-z0-9_.:\-]{0,99}")
SALT = 32
TREE_TYPE = "ledger.tree"
ERASED = "ledger:payload:erased"
ROTATED = "ledger:key:rotated"
AUDITED = "ledger:log:audited"
KEYS = frozenset({"v", "time", "actor", "role", "action", "object", "audience", "commit", "prev"})


def timestamp(moment: datetime) -> str:
    """UTC with exactly six decimals: 2026-11-21T10:00:00.000000Z. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a ledger time has a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commitment(salt: bytes, payload: bytes) -> str:
    """base64 of HMAC-SHA256(salt, payload); the salt has 32 random bytes and is erased together with the payload."""
    return base64.b64encode(hmac.digest(salt, payload, "sha256")).decode("ascii")


@dataclass(frozen=True, slots=True)
class Body:
    """One entry. `actor` is None for the system; `version` is None for objects without versions; `prev` is an index
    or None.
    """

    time: str
    actor: str | None
    role: str
    action: str
    type: str
    id: str
    version: int
    audience: str
    commit: str
    prev: int | None

    def encode(self) -> bytes:
        """The canonical bytes. Trusts its fields; `check` does not."""
        actor = "null" if self.actor is None else f'"{self.actor}"'
        prev = "null" if self.prev is None else self.prev
        return (
            f'{{"action":"{self.action}","actor":{actor},"audience":"{self.audience}","commit":"{self.commit}",'
            f'"object":{{"id":"{self.id}","type":"{self.type}","version":{self.version}}},"prev":{prev},'
            f'"role":"{self.role}","time":"{self.time}","v":1}}'
        ).encode("ascii")

    def check(self) -> None:
        """Raise ValueError naming the field that is not as the specification says."""
        for name, text in (
            ("role", self.role),
            ("action", self.action),
            ("type", self.type),
            ("audience", self.audience),
        ):
            if not TOKEN.fullmatch(text):
                raise ValueError(f"{name} is not a token")
        for name, uuid in (("id", self.id), ("actor", self.actor)):
            if uuid is not None and str(UUID(uuid)) != uuid:
                raise ValueError(f"{name} is not a lower-case uuid")
        if timestamp(datetime.fromisoformat(self.time)) != self.time:
            raise ValueError("time is not UTC with six decimals")
        if not is_base64(self.commit, 32):
            raise ValueError("commit is not base64 of 32 bytes")
        if not 1 <= self.version <= canonical.LARGEST or not 0 <= (self.prev or 0) <= canonical.LARGEST:
            raise ValueError("version or prev is out of range")
        if (self.prev is None) != (self.version == 1):
            raise ValueError("version and prev disagree")


def decode(raw: bytes) -> Body:
    """The body that these bytes spell. Raises ValueError unless they are exactly the canonical form of a well-formed
    body.
    """
    value = canonical.decode(raw)
    if not isinstance(value, dict) or value.keys() != KEYS or value["v"] != 1 or value["v"] is True:
        raise ValueError("not an entry of version 1")
    about = value["object"]
    if not isinstance(about, dict) or about.keys() != {"id", "type", "version"}:
        raise ValueError("the object of an entry has id, type and version")
    texts = (
        value["time"],
        value["role"],
        value["action"],
        value["audience"],
        value["commit"],
        about["type"],
        about["id"],
    )
    counts = (about["version"], 0 if value["prev"] is None else value["prev"])
    actor = value["actor"]
    if not all(isinstance(text, str) for text in texts) or not (actor is None or isinstance(actor, str)):
        raise ValueError("a field of the entry is not text")
    if not all(type(count) is int for count in counts):
        raise ValueError("a field of the entry is not a count")
    body = Body(
        time=value["time"],
        actor=actor,
        role=value["role"],
        action=value["action"],
        type=about["type"],
        id=about["id"],
        version=about["version"],
        audience=value["audience"],
        commit=value["commit"],
        prev=value["prev"],
    )
    body.check()
    if body.encode() != raw:
        raise ValueError("not the canonical spelling")
    return body


def is_base64(text: str, length: int) -> bool:
    """Whether `text` is the one standard base64 spelling of `length` bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return False
    return len(raw) == length and base64.b64encode(raw).decode("ascii") == text


_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_COUNT = r"0|[1-9][0-9]{0,15}"

# The canonical bytes of a well-formed body, as text: for reading very many of them.
BODY = re.compile(
    rf'\{{"action":"(?P<action>{TOKEN.pattern})","actor":(?P<actor>null|"{_UUID}"),"audience":"(?P<audience>{TOKEN.pattern})",'
    rf'"commit":"(?P<commit>[A-Za-z0-9+/]{{43}}=)","object":\{{"id":"(?P<id>{_UUID})","type":"(?P<type>{TOKEN.pattern})",'
    rf'"version":(?P<version>{_COUNT})\}},"prev":(?P<prev>null|{_COUNT}),"role":"(?P<role>{TOKEN.pattern})",'
    rf'"time":"(?P<time>[0-9T:.\-]{{26}}Z)","v":1\}}'
)
