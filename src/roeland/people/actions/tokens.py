"""Verbs on personal tokens for the API: shown once, stored hashed."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Refused, action, state
from roeland.ledger.facts import Subject
from roeland.people.account_facts import TokenMade, TokenRevoked
from roeland.people.actions._rows import save
from roeland.people.actions.accounts import own_account
from roeland.people.models import Account, ApiToken
from roeland.people.values import TOKEN_DAYS, TOKEN_PREFIX, TOKEN_SCOPES, hashed


@action(SIGNED_IN, TokenMade, rule=own_account, installation=True)
def create_token(
    actor: Actor,
    *,
    account: Account,
    name: str,
    scopes: Sequence[str],
    days: int = 90,
    by: ApiToken | None = None,
) -> tuple[ApiToken, str]:
    """Make a token of `account` that works `days` days. Returns the row and the secret, which exists nowhere else.

    `by` is the token it is made with, when there is one: the new one may no more and works no longer, so that a stolen
    token cannot outlive its own end. Raises Invalid on an empty name, an unknown scope, or more than a year.
    """
    errors: dict[str, list[str]] = {}
    if not scopes or set(scopes) - set(TOKEN_SCOPES):
        errors["scopes"] = [_("Kies wat het token mag.")]
    elif by is not None and set(scopes) - _allowed(by):
        errors["scopes"] = [_("Dit token mag zelf minder dan dat.")]
    if not 1 <= days <= TOKEN_DAYS:
        errors["days"] = [_("Kies een duur van 1 tot %(days)s dagen.") % {"days": TOKEN_DAYS}]
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    if by is not None and not errors and now + timedelta(days=days) > by.expires_at:
        errors["days"] = [_("Dit token werkt zelf niet zo lang meer.")]
    token = ApiToken(
        account=account,
        name=name.strip(),
        token_hash=hashed(secret),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + timedelta(days=max(days, 1) if days <= TOKEN_DAYS else 1),
    )
    save(token, errors)
    state(
        TokenMade(
            about=Subject("people.apitoken", token.pk),
            name=token.name,
            scopes=list(token.scopes),
            expires_at=token.expires_at,
        )
    )
    return token, secret


def _allowed(token: ApiToken) -> set[str]:
    return {"read", "write"} if "write" in token.scopes else set(token.scopes)


@action(SIGNED_IN, TokenRevoked, rule=own_account, installation=True)
def revoke_token(actor: Actor, *, account: Account, token: ApiToken) -> None:
    """The token stops working at once. Raises Refused when it is of another account or already revoked."""
    if token.account_id != account.pk:
        raise Refused(_("Dit token is van een ander account."))
    if token.revoked_at is not None:
        raise Refused(_("Dit token is al ingetrokken."))
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    state(TokenRevoked(about=Subject("people.apitoken", token.pk), name=token.name))
