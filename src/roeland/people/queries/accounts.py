"""Reads about accounts: invitations, tokens, sessions."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from roeland.kernel import clock
from roeland.people.models import Account, ApiToken, Invitation
from roeland.people.values import TOKEN_PREFIX, hashed


def find_invitation(secret: str) -> Invitation | None:
    """The invitation behind a link that still works, or None. Found by its hash, so no timing tells anything."""
    found: Invitation | None = (
        Invitation.objects.select_related("account")
        .filter(token_hash=hashed(secret), used_at__isnull=True, expires_at__gt=clock.now(), account__is_active=True)
        .first()
    )
    return found


def token_owner(secret: str, at: datetime | None = None) -> ApiToken | None:
    """The token with its account behind a secret, if it still works; one statement."""
    if not secret.startswith(TOKEN_PREFIX):
        return None
    found: ApiToken | None = (
        ApiToken.objects.select_related("account")
        .filter(
            token_hash=hashed(secret),
            revoked_at__isnull=True,
            expires_at__gt=at or clock.now(),
            account__is_active=True,
        )
        .first()
    )
    return found


def tokens_of(account: Account) -> list[ApiToken]:
    """Tokens of an account, newest first, revoked and expired ones included."""
    return list(ApiToken.objects.filter(account=account).order_by("-created_at"))


def sessions_of(account: Account) -> list[UserSession]:
    """Sessions of an account that still exist."""
    return list(UserSession.objects.purge_and_list(account))
