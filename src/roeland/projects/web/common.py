"""What the pages of this room share: running verbs, addresses, the page of one question, persons to choose from."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.rights import Permission
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.people.actors import in_service
from roeland.people.models import Person
from roeland.people.queries import profiles
from roeland.projects.models import Project
from roeland.projects.queries import portfolio
from roeland.ui import components as c
from roeland.ui.form import Form


def url(request: Request, name: str, *args: object) -> str:
    """A page of the authority in the URL."""
    return reverse(name, args=[one_authority(request).slug, *args])


def may(request: Request, permission: Permission) -> bool:
    """Whether the actor holds the permission in the authority in the URL."""
    return request.actor.holds(permission, one_authority(request).pk)


def here(request: Request, permission: Permission) -> list[Authority]:
    """The authorities of this page where the actor holds the permission: the one in the URL, or all."""
    if request.authority is not None:
        return [request.authority]
    ids = request.actor.authorities_with(permission)
    return list(Authority.objects.filter(pk__in=ids).order_by("name"))


def places(authorities: list[Authority]) -> dict[UUID, c.Place]:
    """Names and marks of authorities. One statement."""
    marks = profiles([one.pk for one in authorities])
    return {one.pk: c.Place(one.name, str(marks[one.pk].mark) if one.pk in marks else "1") for one in authorities}


def project_or_404(request: Request, pk: UUID) -> Project:
    """The project in scope; absent and refused are the same 404."""
    found = portfolio.project(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.number)
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


def posted(request: Request, form: Form, do: Callable[[], object]) -> bool:
    """Whether the form was sent, holds what it should, and the verb took it."""
    return request.method == "POST" and form.is_valid() and tried(form, do)


def sent(request: Request) -> Any:
    """What was posted; None when the page is only asked for. A form without fields is bound too once it is sent."""
    return request.POST if request.method == "POST" else None


def said(request: Request, words: str, where: str) -> HttpResponse:
    """Go to a page and say there what happened."""
    messages.success(request, words)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question: title, lede, submit, away, back. Faulty input answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "kind": "primary", "away": _("Terug"), **words}
    return render(request, "projects/ask.html", context, status=status)


def crumb(request: Request, words: str) -> None:
    """Name the last breadcrumb."""
    request.crumb = words  # type: ignore[attr-defined] # the frame shows it


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody of the authority; the form sets its rows by `offer`."""

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(queryset=None, label=label, required=False, help_text=help_text, empty_label=_("Kies iemand"))


def offer(form: Form, authority: Authority, *names: str) -> None:
    """Let fields choose from everybody in service."""
    rows = Person.objects.filter(in_service(clock.today()), authority=authority)
    for name in names:
        form.fields[name].queryset = rows  # type: ignore[attr-defined]
