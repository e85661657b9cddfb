"""Facts of intake: sources, their files, users of the log, keys. No fact holds a consultation, a number or a citizen's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SourceMade(Fact):
    code = "logs:source:made"
    sentence = "legde de bron “{title}” vast: {kind}"
    title: str
    kind: str
    supplier: str
    due_day: int | None
    quiet_days: int


@dataclass(frozen=True, kw_only=True)
class SourceChanged(Fact):
    code = "logs:source:changed"
    sentence = "paste de fiche van de bron “{title}” aan"
    title: str
    changes: list[str]


@dataclass(frozen=True, kw_only=True)
class SourceMapped(Fact):
    code = "logs:source:mapped"
    sentence = "legde vast hoe de bestanden van “{title}” gelezen worden"
    title: str
    format: str
    fields: list[str]
    zone: str


@dataclass(frozen=True, kw_only=True)
class SourceEnded(Fact):
    code = "logs:source:ended"
    sentence = "beëindigde de bron “{title}”: {reason}"
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeliveryRead(Fact):
    """A file was read; `sha256` is of its plain bytes, which stand encrypted under the key `key_id` until `keep_until`."""

    code = "logs:delivery:read"
    sentence = "importeerde “{file}” van de bron “{title}”, {rows} rijen"
    title: str
    file: str
    sha256: str
    size: int
    rows: int
    left_out: int
    duplicates: int
    first: date | None
    last: date | None
    how: str
    key_id: str
    keep_until: date | None
    os_user: str


@dataclass(frozen=True, kw_only=True)
class DeliveryRefused(Fact):
    code = "logs:delivery:refused"
    sentence = "kreeg “{file}” van de bron “{title}” niet gelezen"
    title: str
    file: str
    sha256: str
    reason: str
    how: str
    os_user: str


@dataclass(frozen=True, kw_only=True)
class DeliveryUndone(Fact):
    code = "logs:delivery:undone"
    sentence = "haalde het bestand “{file}” van de bron “{title}” weer weg: {reason}"
    title: str
    file: str
    sha256: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeliveryBlanked(Fact):
    code = "logs:delivery:blanked"
    sentence = "verwijderde het bewaarde bestand “{file}” van de bron “{title}” definitief, na zijn termijn"
    title: str
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VaultKeyDestroyed(Fact):
    code = "logs:key:destroyed"
    sentence = "vernietigde de sleutel {key_id}: de bestanden eronder zijn niet meer te lezen"
    key_id: str
    files: int


@dataclass(frozen=True, kw_only=True)
class ConsultationsForgotten(Fact):
    code = "logs:consultations:forgotten"
    sentence = "verwijderde de raadplegingen van vóór {before} definitief"
    before: date
    files: int
    accounts: int = 0  # of nobody: by what a list knew them went too


@dataclass(frozen=True, kw_only=True)
class UserTied(Fact):
    code = "logs:user:tied"
    sentence = "zei wie de gebruiker {user} van het logbestand is"
    user: str
    label: str
    shared: bool
    known: bool
    team: str
    since: date | None
    held_since: date | None


@dataclass(frozen=True, kw_only=True)
class UsersTiedAgain(Fact):
    """Accounts that nobody stood behind got the person whom the staff list or their name says, who is in the people room by now."""

    code = "logs:users:tied-again"
    sentence = "koppelde gebruikers van het logbestand aan wie nu bij Personen staat, {count} in totaal"
    count: int
    users: list[str]
