"""Facts about signing. What is signed is stated by the verb of the room that offered it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SittingConfirmed(Fact):
    """Somebody confirmed who he is, once, to sign what waits for him until `until`. `method` says with what."""

    code: ClassVar[str] = "governance:sitting:confirmed"
    sentence: ClassVar[str] = "bevestigde zijn identiteit met {method} om de Tekenmap te tekenen"
    method: str
    until: datetime
