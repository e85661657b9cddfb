"""What pages and forms of every room ask of the people room: the authorities of a page with their marks, persons to choose from."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.rights import Permission
from roeland.people.actors import in_service
from roeland.people.models import Person
from roeland.people.queries.settings import profiles
from roeland.ui import components as c
from roeland.ui.form import Form


def here(request: Request, permission: Permission | None = None) -> list[Authority]:
    """The authorities of this page: the one in the URL, or all in scope (where the permission is held), by name."""
    if request.authority is not None:
        return [request.authority]
    ids = tuple(request.actor.rights) if permission is None else request.actor.authorities_with(permission)
    return list(Authority.everything.filter(pk__in=ids).order_by("name"))


def places(authorities: Iterable[Authority]) -> dict[UUID, c.Place]:
    """Names and marks of authorities. One statement."""
    found = list(authorities)
    marks = profiles([one.pk for one in found])
    return {one.pk: c.Place(one.name, str(marks[one.pk].mark) if one.pk in marks else "1") for one in found}


def persons_of(authority: Authority, day: date | None = None) -> Any:
    """Everybody who works in an authority on a day (today), for a select."""
    rows = Person.objects.filter(in_service(day or clock.today()), authority=authority)
    return rows.order_by("family_name", "given_name")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's class takes no argument when it runs
    """Somebody of the authority; the form sets its rows by `offer`."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "", empty_label: Any = "") -> None:
        empty = empty_label or _("Kies iemand")
        super().__init__(queryset=None, label=label, required=required, help_text=help_text, empty_label=empty)


def offer(form: Form, authority: Authority, *names: str) -> None:
    """Let fields choose from everybody in service."""
    rows = persons_of(authority)
    for name in names:
        form.fields[name].queryset = rows  # type: ignore[attr-defined]
