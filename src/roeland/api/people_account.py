"""Routes on what belongs to the owner of the token: tokens, preferences, sessions. All the rest of an account asks a session."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import In, Page, Paging, page_of
from roeland.people import actions
from roeland.people.models import ApiToken
from roeland.people.queries import sessions_of

router = Router(tags=["mijn account"])


class TokenOut(Schema):
    """A personal token; what it is made of is shown once, when it is made."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class TokenMadeOut(TokenOut):
    """`secret` exists nowhere else: keep it now."""

    secret: str


class TokenIn(In):
    """`days` is how long it works; never longer than the token that makes it."""

    name: str
    scopes: list[Literal["read", "write"]] = Field(max_length=2)
    days: int = Field(1, ge=1, le=366)


class PreferencesOut(Schema):
    theme: str
    digest: bool


class PreferencesIn(In):
    """What stays out stays as it is. `theme` empty: as the device has it."""

    theme: Literal["", "light", "dark"] | None = None
    digest: bool | None = None


class EndedOut(Schema):
    """How many devices were logged off."""

    sessions: int


def show(row: ApiToken) -> TokenOut:
    """A token as the API gives it."""
    return TokenOut(id=row.pk, **_values(row))


def _values(row: ApiToken) -> dict[str, Any]:
    return {name: getattr(row, name) for name in "name scopes created_at expires_at revoked_at".split()}


@router.get("/me/tokens", response=Page[TokenOut], operation_id="my_tokens")
def tokens(request: HttpRequest, wanted: Query[Paging]) -> Any:
    """The own tokens, the newest first, revoked and expired ones included."""
    owner: ApiToken = request.auth  # type: ignore[attr-defined] # the token that was shown
    return page_of(ApiToken.objects.filter(account=owner.account).order_by("-created_at", "pk"), wanted, show)


@router.post("/me/tokens", response={201: TokenMadeOut}, operation_id="create_token")
def create(request: HttpRequest, data: TokenIn) -> Any:
    """Make a token, which may no more and works no longer than the one it is made with."""
    owner: ApiToken = request.auth  # type: ignore[attr-defined] # the token that was shown
    made, secret = actions.create_token(
        request.actor,  # type: ignore[attr-defined] # put there by the token
        account=owner.account,
        by=owner,
        **dict(data),
    )
    return Status(201, TokenMadeOut(id=made.pk, secret=secret, **_values(made)))


@router.post("/me/tokens/{uuid:token_id}/revoke", response=TokenOut, operation_id="revoke_token")
def revoke(request: HttpRequest, token_id: UUID) -> Any:
    """Let one of the own tokens stop working at once; it may be this one."""
    owner: ApiToken = request.auth  # type: ignore[attr-defined] # the token that was shown
    found = ApiToken.objects.filter(pk=token_id, account=owner.account).first()
    if found is None:
        raise Http404
    actions.revoke_token(request.actor, account=owner.account, token=found)  # type: ignore[attr-defined]
    return show(found)


@router.post("/me/preferences", response=PreferencesOut, operation_id="set_preferences")
def preferences(request: HttpRequest, data: PreferencesIn) -> Any:
    """Light or dark, and whether Roeland mails what there is to do."""
    account = request.auth.account  # type: ignore[attr-defined] # the token that was shown
    theme = account.theme if data.theme is None else data.theme
    digest = account.digest if data.digest is None else data.digest
    saved = actions.set_preferences(request.actor, account=account, theme=theme, digest=digest)  # type: ignore[attr-defined]
    return PreferencesOut(theme=saved.theme, digest=saved.digest)


@router.post("/me/sessions/end", response=EndedOut, operation_id="end_sessions")
def end_sessions(request: HttpRequest) -> Any:
    """Log the own account off on every device (a stolen laptop). Tokens keep working: revoke them one by one."""
    account = request.auth.account  # type: ignore[attr-defined] # the token that was shown
    found = sessions_of(account)
    for one in found:
        one.end()
    actions.record_sessions_ended(request.actor, account=account)  # type: ignore[attr-defined]
    return EndedOut(sessions=len(found))
