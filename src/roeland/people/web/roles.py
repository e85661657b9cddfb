"""*Rollen en vervanging*: who holds which role, who stands in, and what the role is called here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import pressed, tried
from roeland.people import actions, queries
from roeland.people.models import Person, Replacement
from roeland.people.rules import P
from roeland.people.web.common import row, to, today
from roeland.people.web.directory import sections
from roeland.people.web.forms import ReplacementForm, RoleForm


@page(P.MANDATE_SEE)
@require_GET
def roles(request: Request) -> HttpResponse:
    authority = one_authority(request)
    lines = queries.role_table(authority, today())
    context = {
        "lines": lines,
        "gaps": sum(1 for line in lines if line.gap),
        "authority": authority,
        "may_appoint": may(request, P.MANDATE_APPOINT),
        "may_set": may(request, P.SETTINGS_EDIT),
        "sections": sections(request, "people-roles"),
    }
    return render(request, "people/roles.html", context)


@page(P.MANDATE_APPOINT)
def replacement(request: Request, role: str) -> HttpResponse:
    """Set the first or second replacement of a role."""
    authority = one_authority(request)
    names = queries.role_names(authority)
    if role not in names:
        raise Http404
    persons = queries.choices_of_persons(authority, today())
    form = ReplacementForm(request.POST or None, persons=persons, initial={"start": today(), "rank": 1})
    if form.is_valid():
        data = form.cleaned_data
        who = row(Person, data["person"])
        if tried(
            form,
            lambda: actions.set_replacement(
                request.actor, authority=authority, role=role, rank=data["rank"], person=who, start=data["start"]
            ),
        ):
            return to(request, "people-roles")
    request.crumb = names[role]
    context = {
        "title": _("Vervanger van %(value)s") % {"value": names[role]},
        "lead": _(
            "Is de houder afwezig, dan gaan taken, klokken, goedkeuringen en mail naar de eerste vervanger die er is."
        ),
        "form": form,
        "authority": authority,
        "set": list(Replacement.objects.filter(role=role, end=None).select_related("person").order_by("rank")),
        "verb": _("Vervanger aanduiden"),
        "back": url(request, "people-roles"),
    }
    return render(request, "people/replacement.html", context)


@page(P.MANDATE_APPOINT)
def end_replacement(request: Request, role: str, rank: int) -> HttpResponse:
    """Nobody is the first (or second) replacement any more, from tomorrow on."""
    found = Replacement.objects.filter(role=role, rank=rank, end=None).first()
    if found is None or request.method != "POST":
        raise Http404
    pressed(
        request,
        lambda: actions.end_replacement(request.actor, replacement=found, on=today()),
        _("De vervanging loopt vandaag af."),
    )
    return to(request, "people-roles")


@page(P.SETTINGS_EDIT)
def role_setting(request: Request, role: str) -> HttpResponse:
    authority = one_authority(request)
    names, hours = queries.role_names(authority), queries.role_hours(authority)
    if role not in names:
        raise Http404
    form = RoleForm(request.POST or None, initial={"alias": names[role], "hours_per_year": hours.get(role)})
    if form.is_valid() and tried(
        form, lambda: actions.set_role(request.actor, authority=authority, role=role, **form.cleaned_data)
    ):
        return to(request, "people-roles")
    request.crumb = names[role]
    context = {
        "title": _("Rol %(value)s instellen") % {"value": names[role]},
        "lead": _("De naam geldt alleen voor jullie. De uren gebruikt Roeland om het werk van een jaar te wegen."),
        "form": form,
        "verb": _("Rol bewaren"),
        "back": url(request, "people-roles"),
    }
    return render(request, "people/form.html", context)
