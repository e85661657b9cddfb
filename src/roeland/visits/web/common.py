"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.rights import Permission
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.people.queries.settings import profiles
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form
from roeland.visits.models import Visit
from roeland.visits.queries import visits as queries


def here(request: Request, permission: Permission) -> list[Authority]:
    """The authorities of this page: the one in the URL, or all where the permission is held, by name."""
    if request.authority is not None:
        return [request.authority]
    ids = request.actor.authorities_with(permission)
    return list(Authority.everything.filter(pk__in=ids).order_by("name"))


def places(authorities: Iterable[Authority]) -> dict[UUID, c.Place]:
    """Names and marks. One statement."""
    found = list(authorities)
    marks = profiles([one.pk for one in found])
    return {one.pk: c.Place(one.name, str(marks[one.pk].mark) if one.pk in marks else "1") for one in found}


def url(request: Request, name: str, *args: object) -> str:
    """A page of the authority in the URL."""
    return reverse(name, args=[one_authority(request).slug, *args])


def visit_url(visit: Visit, name: str = "visits-visit") -> str:
    """A page of a visit."""
    return reverse(name, args=[visit.authority.slug, visit.pk])


def may(request: Request, permission: Permission) -> bool:
    """Whether the actor holds the permission in the authority in the URL."""
    return request.actor.holds(permission, one_authority(request).pk)


def visit_or_404(request: Request, pk: UUID) -> Visit:
    """The visit in scope; absent and refused are the same 404."""
    found = queries.visit_by_id(one_authority(request), pk)
    if found is None:
        raise Http404
    request.crumb = _("Bezoek van %(table_date)s") % {"table_date": dates.table_date(found.planned_on)}  # type: ignore[attr-defined] # the frame shows it
    return found


def tried(form: Form, do: Callable[[], object]) -> bool:
    """Run a verb with what a form holds; refusals become errors of the form, a missing right the same 404 as an absent row."""
    try:
        do()
    except Invalid as error:
        form.take_errors(error.errors)
    except Refused as error:
        form.add_error(None, error.reason)
    except NotAllowed as error:
        raise Http404 from error
    else:
        return True
    return False


def pressed(request: Request, do: Callable[[], object], done: str) -> bool:
    """Run a verb behind a single button; say what happened or why it did not."""
    try:
        do()
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def said(request: Request, words: str, where: str) -> HttpResponse:
    """Go to a page and say there what happened."""
    messages.success(request, words)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question: title, lede, submit, away, back. Faulty input answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "visits/ask.html", {"form": form, "kind": "primary", **words}, status=status)
