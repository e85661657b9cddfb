"""What the pages of this room share: running a verb for a form or a button, and finding rows of the authority."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.rights import Permission
from roeland.ledger.action import Invalid, Refused
from roeland.people.models import Account
from roeland.ui.form import Form

M = TypeVar("M", bound=Model)


def tried(form: Form, do: Callable[[], object]) -> bool:
    """Run a verb with what the form holds; its refusals become errors of the form."""
    try:
        do()
    except Invalid as error:
        form.take_errors(error.errors)
    except Refused as error:
        form.add_error(None, error.reason)
    else:
        return True
    return False


def pressed(request: Request, do: Callable[[], object], done: str) -> None:
    """Run a verb behind a single button; say what happened or why it did not."""
    try:
        do()
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def row(model: type[M], pk: UUID, **conditions: Any) -> M:
    """The row in scope, or the same 404 as for one that is not there."""
    found: M | None = model._default_manager.filter(pk=pk, **conditions).first()  # noqa: SLF001 -- Django's own door
    if found is None:
        raise Http404
    return found


def to(request: Request, name: str, *args: object) -> HttpResponse:
    """Redirect to a page of the same authority."""
    return redirect(url(request, name, *args))


def url(request: Request, name: str, *args: object) -> str:
    return reverse(name, args=[one_authority(request).slug, *args])


def may(request: Request, permission: Permission) -> bool:
    """Whether the button of a verb is shown at all."""
    return request.actor.holds(permission, one_authority(request).pk)


def account_of(request: Request) -> Account:
    user = request.user
    if not isinstance(user, Account):
        raise Http404
    return user


def today() -> date:
    return clock.today()
