"""What the pages of this room share: finding rows of the authority, going to its pages."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from roeland.kernel import clock
from roeland.kernel.http import Request, url
from roeland.people.models import Account

M = TypeVar("M", bound=Model)


def row(model: type[M], pk: UUID, **conditions: Any) -> M:
    """The row in scope, or the same 404 as for one that is not there."""
    found: M | None = model._default_manager.filter(pk=pk, **conditions).first()  # noqa: SLF001 -- Django's own door
    if found is None:
        raise Http404
    return found


def to(request: Request, name: str, *args: object) -> HttpResponse:
    """Redirect to a page of the same authority."""
    return redirect(url(request, name, *args))


def account_of(request: Request) -> Account:
    user = request.user
    if not isinstance(user, Account):
        raise Http404
    return user


def today() -> date:
    return clock.today()
