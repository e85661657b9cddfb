"""Facts about the communication plan and the contacts. Names and numbers of people stay out of the sentence."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MessagePlanned(Fact):
    """A message was put in the communication plan."""

    code: ClassVar[str] = "governance:message:planned"
    sentence: ClassVar[str] = "plande de boodschap “{title}”"
    title: str
    due: date


@dataclass(frozen=True, kw_only=True)
class MessageChanged(Fact):
    """A planned message changed."""

    code: ClassVar[str] = "governance:message:changed"
    sentence: ClassVar[str] = "paste de boodschap “{title}” aan"
    title: str
    due: date


@dataclass(frozen=True, kw_only=True)
class MessageFinished(Fact):
    """A message went out."""

    code: ClassVar[str] = "governance:message:finished"
    sentence: ClassVar[str] = "bracht de boodschap “{title}”"
    title: str
    done_on: date


@dataclass(frozen=True, kw_only=True)
class MessageDropped(Fact):
    """A planned message will not go out."""

    code: ClassVar[str] = "governance:message:dropped"
    sentence: ClassVar[str] = "liet de boodschap “{title}” vallen"
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Fact):
    """A contact was added."""

    code: ClassVar[str] = "governance:contact:added"
    sentence: ClassVar[str] = "voegde een contact toe bij {organisation}"
    organisation: str


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Fact):
    """A contact was changed."""

    code: ClassVar[str] = "governance:contact:changed"
    sentence: ClassVar[str] = "wijzigde een contact bij {organisation}"
    organisation: str


@dataclass(frozen=True, kw_only=True)
class ContactChecked(Fact):
    """Somebody made sure that a contact is still right."""

    code: ClassVar[str] = "governance:contact:checked"
    sentence: ClassVar[str] = "keek een contact bij {organisation} na"
    organisation: str


@dataclass(frozen=True, kw_only=True)
class ContactEnded(Fact):
    """A contact was struck from the directory."""

    code: ClassVar[str] = "governance:contact:ended"
    sentence: ClassVar[str] = "schrapte een contact bij {organisation}"
    organisation: str
