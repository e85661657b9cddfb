"""Facts about accounts: invitations in the tree of the authority, the rest in the tree of the installation."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AccountGiven(Fact):
    code: ClassVar[str] = "people:account:given"
    sentence: ClassVar[str] = "gaf {name} een account"
    name: str
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Fact):
    code: ClassVar[str] = "people:account:invited"
    sentence: ClassVar[str] = "nodigde {name} uit"
    name: str
    expires_at: datetime
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Fact):
    code: ClassVar[str] = "people:account:invitation-accepted"
    sentence: ClassVar[str] = "aanvaardde de uitnodiging en koos een wachtwoord"


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Fact):
    code: ClassVar[str] = "people:account:password-set"
    sentence: ClassVar[str] = "koos een nieuw wachtwoord"
    why: str


@dataclass(frozen=True, kw_only=True)
class AccountDeactivated(Fact):
    code: ClassVar[str] = "people:account:deactivated"
    sentence: ClassVar[str] = "zette een account stil"
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class AccountErased(Fact):
    """Without the address: it is what had to go. `persons` is how many persons were unlinked."""

    code: ClassVar[str] = "people:account:erased"
    sentence: ClassVar[str] = "wiste een account ({ground})"
    ground: str
    persons: int
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class SecondStepReset(Fact):
    code: ClassVar[str] = "people:account:second-step-reset"
    sentence: ClassVar[str] = "nam de tweede stap van een account weg"
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class PreferencesChanged(Fact):
    code: ClassVar[str] = "people:account:preferences-changed"
    sentence: ClassVar[str] = "wijzigde de eigen voorkeuren"
    theme: str
    digest: bool


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    code: ClassVar[str] = "people:token:made"
    sentence: ClassVar[str] = "maakte het token {name}"
    name: str
    scopes: list[str]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    code: ClassVar[str] = "people:token:revoked"
    sentence: ClassVar[str] = "trok het token {name} in"
    name: str


@dataclass(frozen=True, kw_only=True)
class LoggedIn(Fact):
    code: ClassVar[str] = "people:login:done"
    sentence: ClassVar[str] = "meldde zich aan"


@dataclass(frozen=True, kw_only=True)
class LoggedOut(Fact):
    code: ClassVar[str] = "people:login:ended"
    sentence: ClassVar[str] = "meldde zich af"


@dataclass(frozen=True, kw_only=True)
class LoginFailed(Fact):
    """Only a keyed hash of the address that was typed: enough to see a pattern, not enough to read who."""

    code: ClassVar[str] = "people:login:failed"
    sentence: ClassVar[str] = "zag een mislukte aanmelding"
    address_hash: str


@dataclass(frozen=True, kw_only=True)
class SecondStepChanged(Fact):
    code: ClassVar[str] = "people:login:second-step"
    sentence: ClassVar[str] = "wijzigde de tweede stap bij het aanmelden: {what}"
    what: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Fact):
    code: ClassVar[str] = "people:login:sessions-ended"
    sentence: ClassVar[str] = "meldde andere toestellen af"
