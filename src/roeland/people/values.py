"""Values of this room without tables: what a token may do, and how secrets are hashed."""

import hashlib
import hmac
from enum import StrEnum
from uuid import UUID

TOKEN_SCOPES = ("read", "write")
TOKEN_PREFIX = "roeland_"  # noqa: S105 -- what a token starts with, so that leaked ones can be searched for
TOKEN_DAYS = 366
INVITATION_DAYS = 7
SECOND_STEP_HOURS = (
    8  # how long a second step counts in one session: a day of reading. A proposal, no law prescribes it.
)
SECOND_STEP_ROLES = frozenset(
    {"councillor", "bcsd_member", "chair"}
)  # elected people: no desk and no device of the authority
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


class SecondStep(StrEnum):
    """Of whom an authority asks a second step before something closed is shown."""

    COUNCILLORS = "councillors"
    EVERYONE = "everyone"


def hashed(secret: str) -> str:
    """SHA-256 of a random secret, 64 hex digits. (A slow hash is for what people choose; these have 256 bits.)"""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_digest(key: str, text: str) -> str:
    """HMAC-SHA256 of `text`, case-folded, 64 hex digits: tells equal from different, and nothing else without the key."""
    return hmac.new(key.encode(), text.strip().casefold().encode(), hashlib.sha256).hexdigest()


def digest_id(digest: str) -> UUID:
    """A uuid made of a digest, to name in the ledger what has no row."""
    return UUID(hex=digest[:32])
