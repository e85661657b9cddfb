"""What the pages of this room share: marks, the form of a task, files."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy

from roeland.governance import printing
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.people import pages
from roeland.people.pages import PersonField, persons_of
from roeland.ui import components as c
from roeland.ui.form import DateField, Form

ROLES = [("", "Kies een rol"), *((role.id, role.nl) for role in RIGHTS.roles.values())]


def places(authorities: list[Authority]) -> dict[UUID, c.Place]:
    """Names and marks, when there is more than one authority: one needs no mark. One statement."""
    return pages.places(authorities) if len(authorities) > 1 else {}


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
