"""What the pages of this room share: running verbs, addresses, the page of one question, files."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.governance import printing
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS, Permission
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.people.actors import in_service
from roeland.people.models import Person
from roeland.people.queries import profiles
from roeland.ui import components as c
from roeland.ui.form import DateField, Form

ROLES = [("", "Kies een rol"), *((role.id, role.nl) for role in RIGHTS.roles.values())]


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
    return list(Authority.everything.filter(pk__in=ids).order_by("name"))


def places(authorities: list[Authority]) -> dict[UUID, c.Place]:
    """Names and marks, when there is more than one authority. One statement."""
    if len(authorities) < 2:  # noqa: PLR2004 -- one needs no mark
        return {}
    marks = profiles([one.pk for one in authorities])
    return {one.pk: c.Place(one.name, str(marks[one.pk].mark) if one.pk in marks else "1") for one in authorities}


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


def pressed(request: Request, do: Callable[[], object], done: str) -> bool:
    """Run a verb behind a single button; say what happened or why it did not."""
    try:
        do()
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True


def said(request: Request, words: str, where: str) -> HttpResponse:
    """Go to a page and say there what happened."""
    messages.success(request, words)
    return redirect(where)


def ask(request: Request, form: Form, **words: object) -> HttpResponse:
    """The page of one question: title, lede, submit, away, back. Faulty input answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "kind": "primary", "away": _("Terug"), **words}
    return render(request, "governance/ask.html", context, status=status)


def crumb(request: Request, words: str) -> None:
    """Name the last breadcrumb."""
    request.crumb = words  # type: ignore[attr-defined] # the frame shows it


def persons_of(authority: Authority, on: date | None = None) -> Any:
    """Whom a form can choose: everybody in service."""
    return Person.objects.filter(in_service(on or clock.today()), authority=authority)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody of the authority; the form sets its rows."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            queryset=None, label=label, required=required, help_text=help_text, empty_label=_("Kies iemand")
        )


class TaskForm(Form):
    """What is to be done, by whom, by when."""

    title = forms.CharField(label=gettext_lazy("Wat er te doen is"), max_length=240)
    due = DateField(label=gettext_lazy("Tegen wanneer"))
    lead_role = forms.ChoiceField(label=gettext_lazy("Welke rol"), choices=ROLES, required=False)
    person = PersonField(gettext_lazy("Of welke persoon"), required=False)

    def __init__(self, authority: Authority, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = persons_of(authority)  # type: ignore[attr-defined]


def pdf(sha256: str, name: str) -> HttpResponse:
    """The sealed bytes as a download, or a 404 when they are gone."""
    try:
        content = printing.bytes_of(sha256)
    except FileNotFoundError:
        raise Http404 from None
    return download(content, name, "application/pdf")


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file as attachment."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
