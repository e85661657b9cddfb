"""The one module with signal receivers: django-allauth tells of the second step only by signals (see core facts, section 7)."""

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver

from roeland.kernel.actor import Actor
from roeland.people import actions
from roeland.people.models import Account

NAMES = {"totp": "authenticator-app", "recovery_codes": "herstelcodes"}


def _record(account: Account, authenticator: Authenticator, what: str) -> None:
    name = NAMES.get(str(authenticator.type), str(authenticator.type))
    actions.record_second_step(actions.self_actor(account), account=account, what=f"{name} {what}")


@receiver(signals.authenticator_added)
def on_added(user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    _record(user, authenticator, "toegevoegd")


@receiver(signals.authenticator_removed)
def on_removed(user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    _record(user, authenticator, "verwijderd")


@receiver(signals.authenticator_reset)
def on_reset(user: Account, authenticator: Authenticator, **_rest: Any) -> None:
    _record(user, authenticator, "vernieuwd")


@receiver(signals.authentication_failed)
def on_failed(user: Account, **_rest: Any) -> None:
    """A wrong code after a right password is a failed log-in too."""
    actions.record_failure(Actor.system("aanmelden"), address=user.email)
