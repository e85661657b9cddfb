"""Verbs that account for logging in. Called by the adapter of the log-in and by the one receiver module."""

from django.conf import settings

from roeland.kernel.actor import Actor
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import action, state
from roeland.ledger.facts import Subject
from roeland.people.account_facts import LoggedIn, LoggedOut, LoginFailed, SecondStepChanged, SessionsEnded
from roeland.people.actions.accounts import about, own_account
from roeland.people.models import Account
from roeland.people.rules import P
from roeland.people.values import digest_id, keyed_digest


def self_actor(account: Account) -> Actor:
    """The account acting for itself, without rights in any authority: enough for its own log-in facts."""
    return Actor(account.pk, account.email)


@action(SIGNED_IN, LoggedIn, rule=own_account, installation=True)
def record_login(actor: Actor, *, account: Account) -> None:
    state(LoggedIn(about=about(account)))


@action(SIGNED_IN, LoggedOut, rule=own_account, installation=True)
def record_logout(actor: Actor, *, account: Account) -> None:
    state(LoggedOut(about=about(account)))


@action(P.LOGIN_RECORD, LoginFailed, installation=True)
def record_failure(actor: Actor, *, address: str) -> None:
    """Somebody could not log in with `address`; only a keyed hash of it is kept."""
    digest = keyed_digest(settings.SECRET_KEY, address)
    state(LoginFailed(about=Subject("people.login", digest_id(digest)), address_hash=digest))


@action(SIGNED_IN, SecondStepChanged, rule=own_account, installation=True)
def record_second_step(actor: Actor, *, account: Account, what: str) -> None:
    """`what`: in Dutch, what changed ("authenticator-app toegevoegd")."""
    state(SecondStepChanged(about=about(account), what=what))


@action(SIGNED_IN, SessionsEnded, rule=own_account, installation=True)
def record_sessions_ended(actor: Actor, *, account: Account) -> None:
    state(SessionsEnded(about=about(account)))
