"""Reads about accounts: who gets in, invitations, tokens, sessions."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.people.actors import in_service
from roeland.people.models import Account, ApiToken, Invitation, Mandate, Person, Replacement
from roeland.people.rules import P, may_reach
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


def works_here(person: Person) -> bool:
    """Whether a person is in service today, as `actors.in_service` asks it of rows."""
    today = clock.today()
    return person.active_from <= today and (person.left_on is None or person.left_on >= today)


def gets_in(person: Person) -> bool:
    """Whether a person can sign in today: in service, with an account that does not stand still and whose invitation was accepted."""
    account = person.account
    return works_here(person) and account is not None and account.is_active and account.has_usable_password()


def roles_held(person_ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """The roles that persons hold, will hold or replace; none for who has none. Reads past the scope: a role that the reader cannot see
    weighs as much. Two statements."""
    still = Q(end__isnull=True) | Q(end__gte=clock.today())
    found: dict[UUID, set[str]] = {pk: set() for pk in person_ids}
    tables: tuple[QuerySet[Any], ...] = (QuerySet(Mandate), QuerySet(Replacement))
    for rows in tables:
        for pk, role in rows.filter(still, person__in=found).values_list("person", "role"):
            found[pk].add(role)
    return found


def to_invite(actor: Actor, persons: Iterable[Person]) -> dict[Person, bool]:
    """Those of the persons (with their account) who cannot sign in and whom the actor may invite, as the verb `invite` asks it; and whether
    an invitation runs. Three statements."""
    out = [
        one for one in persons if works_here(one) and not gets_in(one) and actor.holds(P.PERSON_EDIT, one.authority_id)
    ]
    out = [one for one in out if (one.account.is_active if one.account else one.email.strip())]
    if not out:
        return {}
    roles = roles_held([one.pk for one in out])
    mine = [one for one in out if may_reach(roles[one.pk], appoints=actor.holds(P.MANDATE_APPOINT, one.authority_id))]
    running = Invitation.objects.filter(used_at__isnull=True, expires_at__gt=clock.now())
    sent = set(running.filter(account__in=[one.account_id for one in mine]).values_list("account", flat=True))
    return {one: one.account_id in sent for one in mine}


def who_get_in() -> QuerySet[Person]:
    """The persons in scope of whom `gets_in` says yes."""
    rows: QuerySet[Person] = Person.objects.filter(in_service(clock.today()), account__is_active=True)
    return rows.exclude(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)
