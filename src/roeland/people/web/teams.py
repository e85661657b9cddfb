"""Services, teams and bodies."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import pressed, tried
from roeland.people import actions, queries
from roeland.people.models import Body, BodyMembership, Person, Team
from roeland.people.rules import P
from roeland.people.web.common import row, to, today
from roeland.people.web.directory import sections
from roeland.people.web.forms import BodyForm, MemberForm, TeamForm


@page(P.PERSON_SEE)
def teams(request: Request) -> HttpResponse:
    context = {
        "teams": queries.teams_of(one_authority(request)),
        "authority": one_authority(request),
        "may_edit": may(request, P.PERSON_EDIT),
        "sections": sections(request, "people-teams"),
    }
    return render(request, "people/teams.html", context)


@page(P.PERSON_EDIT)
def add_team(request: Request) -> HttpResponse:
    return _team(request, None)


@page(P.PERSON_EDIT)
def change_team(request: Request, pk: UUID) -> HttpResponse:
    return _team(request, row(Team, pk))


def _team(request: Request, team: Team | None) -> HttpResponse:
    authority = one_authority(request)
    others = {str(one.pk): one for one in queries.teams_of(authority) if team is None or one.pk != team.pk}
    initial: dict[str, Any] = {"name": team.name, "parent": team.parent_id} if team else {}
    form = TeamForm(request.POST or None, teams=[(key, one.name) for key, one in others.items()], initial=initial)
    if form.is_valid():
        name, parent = form.cleaned_data["name"], others.get(form.cleaned_data["parent"])

        def save() -> object:
            if team is None:
                return actions.add_team(request.actor, authority=authority, name=name, parent=parent)
            return actions.change_team(request.actor, team=team, name=name, parent=parent)

        if tried(form, save):
            return to(request, "people-teams")
    request.crumb = team.name if team else _("Nieuwe dienst")
    context = {
        "title": _("Dienst %(name)s wijzigen") % {"name": team.name} if team else _("Nieuwe dienst"),
        "form": form,
        "verb": _("Dienst bewaren") if team else _("Dienst toevoegen"),
        "back": url(request, "people-teams"),
    }
    return render(request, "people/form.html", context)


@page(P.MANDATE_SEE)
def bodies(request: Request) -> HttpResponse:
    context = {
        "bodies": queries.bodies_of(one_authority(request)),
        "authority": one_authority(request),
        "may_appoint": may(request, P.MANDATE_APPOINT),
        "sections": sections(request, "people-bodies"),
    }
    return render(request, "people/bodies.html", context)


@page(P.MANDATE_APPOINT)
def add_body(request: Request) -> HttpResponse:
    authority = one_authority(request)
    form = BodyForm(request.POST or None)
    if form.is_valid() and tried(
        form, lambda: actions.add_body(request.actor, authority=authority, **form.cleaned_data)
    ):
        return to(request, "people-bodies")
    request.crumb = _("Nieuw orgaan")
    context = {
        "title": _("Nieuw orgaan"),
        "form": form,
        "verb": _("Orgaan toevoegen"),
        "back": url(request, "people-bodies"),
    }
    return render(request, "people/form.html", context)


@page(P.MANDATE_APPOINT)
def add_member(request: Request, pk: UUID) -> HttpResponse:
    body = row(Body, pk)
    persons = queries.choices_of_persons(one_authority(request), today())
    form = MemberForm(request.POST or None, persons=persons, initial={"start": today()})
    if form.is_valid():
        data = form.cleaned_data
        who = row(Person, data["person"])
        if tried(
            form,
            lambda: actions.join_body(request.actor, body=body, person=who, start=data["start"], chairs=data["chairs"]),
        ):
            return to(request, "people-bodies")
    request.crumb = body.name
    context = {
        "title": _("Lid van %(name)s toevoegen") % {"name": body.name},
        "form": form,
        "verb": _("Lid toevoegen"),
        "back": url(request, "people-bodies"),
    }
    return render(request, "people/form.html", context)


@page(P.MANDATE_APPOINT)
@require_POST
def end_member(request: Request, pk: UUID) -> HttpResponse:
    member = row(BodyMembership, pk)
    pressed(
        request,
        lambda: actions.leave_body(request.actor, membership=member, on=today()),
        _("Het lidmaatschap loopt vandaag af."),
    )
    return to(request, "people-bodies")
