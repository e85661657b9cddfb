"""Who calls: a personal token in the Authorization header. No session, so no cross-site request can act for somebody."""

from datetime import timedelta

from django.db import connection
from django.http import HttpRequest
from ninja.security import HttpBearer

from roeland.api.problems import MissingScope, TooMany
from roeland.kernel import clock
from roeland.people.actors import actor_for
from roeland.people.models import ApiToken
from roeland.people.queries import token_owner

READING = ("GET", "HEAD", "OPTIONS")
MINUTE = 60
PER_TOKEN = 600  # calls a minute
PER_ADDRESS = 30  # calls a minute with a token that does not work


COUNT = """
    INSERT INTO roeland_cache (cache_key, value, expires) VALUES (%s, '1', %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = CAST(CAST(roeland_cache.value AS integer) + 1 AS text)
    RETURNING value
"""


def count(key: str, most: int) -> None:
    """Count one call in this minute, shared between processes, in one statement. Raises TooMany."""
    now = clock.now()
    second = int(now.timestamp())
    with connection.cursor() as cursor:  # Django's own cache needs nine statements to add and count, and loses some
        cursor.execute(COUNT, [f"api:{key}:{second // MINUTE}", now + timedelta(seconds=2 * MINUTE)])
        calls = int(cursor.fetchone()[0])
    if calls > most:
        raise TooMany(MINUTE - second % MINUTE)


class Token(HttpBearer):
    """`Authorization: Bearer roeland_...`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token with its account, or None; the actor is put on the request.

        Raises TooMany, and MissingScope when a token that may only read would write: before its input is looked at.
        """
        found = token_owner(token)
        if found is None:
            count(f"address:{request.META.get('REMOTE_ADDR', '')}", PER_ADDRESS)
            return None
        count(f"token:{found.pk}", PER_TOKEN)
        if request.method not in READING and "write" not in found.scopes:
            raise MissingScope
        request.actor = actor_for(found.account)  # type: ignore[attr-defined] # as the page guard does for pages
        return found
