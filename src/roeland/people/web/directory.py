"""The list of persons: search, filters, export."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.action import NotAllowed
from roeland.people import actions, queries
from roeland.people.models import Person
from roeland.people.queries.directory import STATES
from roeland.people.rules import P
from roeland.people.web.common import today
from roeland.ui.components import Empty, State, Status, Verb, Way
from roeland.ui.tables import Cell, Column, Filter, Table


def presence(person: Any) -> Status | str:
    """In service (just a word: it is the usual case), away or gone, as shape and word."""
    on = today()
    if person.left_on and person.left_on < on:
        return Status(State.SKIPPED, _("uit dienst"))
    if person.active_from > on:
        return Status(State.PLANNED, _("nog niet in dienst"))
    return Status(State.TODAY, _("afwezig")) if person.is_away else _("in dienst")


def columns(authority: Authority) -> tuple[Column[Any], ...]:
    def link(person: Person) -> str:
        return reverse("people-person", args=[authority.slug, person.pk])

    return (
        Column("naam", _("Naam"), lambda p: f"{p.family_name} {p.given_name}", sort="sort_name", link=link),
        Column("functie", _("Functie"), lambda p: p.job_title, sort="job_title"),
        Column("dienst", _("Dienst"), lambda p: p.team_name or "", sort="team_name"),
        Column("rollen", _("Rollen"), lambda p: ", ".join(p.role_names)),
        Column("status", _("Status"), presence, plain=lambda p: str(getattr(presence(p), "text", presence(p)))),
        Column("account", _("Account"), lambda p: _("ja") if p.account_id else _("nog niet"), sort="account"),
        Column("in-dienst", _("In dienst"), lambda p: p.active_from, sort="active_from", numeric=True),
    )


EXTRA: tuple[Column[Any], ...] = (
    Column("email", gettext_lazy("E-mail"), lambda p: p.email),
    Column("telefoon", gettext_lazy("Telefoon"), lambda p: p.phone),
    Column("nummer", gettext_lazy("Personeelsnummer"), lambda p: p.personnel_number),
    Column("uit-dienst", gettext_lazy("Uit dienst"), lambda p: p.left_on),
)


class PersonTable(Table[Any]):
    caption = gettext_lazy("Personen")
    file_name = "personen"
    noun = (gettext_lazy("persoon"), gettext_lazy("personen"))
    dense = True
    searchable = True
    search_label = gettext_lazy("Naam, e-mail, nummer")
    default_sort = "naam"
    page_sizes = (50, 100, 200)

    def __init__(self, request: HttpRequest, authority: Authority, on: date, teams: list[tuple[str, str]]) -> None:
        self.on = on
        self.names = queries.role_names(authority)
        roles = sorted(self.names.items(), key=lambda item: item[1])
        self.columns = columns(authority)  # type: ignore[misc] # per authority, because its links are
        self.filters = (  # type: ignore[misc] # per authority, because its teams are
            Filter("status", _("Status"), STATES, lambda rows, value: queries.in_state(rows, value, on)),
            Filter("dienst", _("Dienst"), tuple(teams), lambda rows, value: queries.in_team(rows, value, on)),
            Filter("rol", _("Rol"), tuple(roles), lambda rows, value: queries.with_role(rows, value, on)),
        )
        super().__init__(request, queries.everybody(authority, on))

    def find(self, rows: Any, term: str) -> Any:
        return queries.find_persons(rows, term)

    def _name(self, persons: list[Any]) -> list[Any]:
        roles = queries.roles_of(persons, self.names, self.on)
        for person in persons:
            person.role_names = roles.get(person.pk, [])
        return persons

    @cached_property
    def rows(self) -> list[tuple[Any, list[Cell]]]:
        """The persons of this page; their roles are asked once for all."""
        persons = self._name(list(self.selected[self.paging.offset : self.paging.offset + self.paging.size]))
        return [(p, [Cell(c, c.value(p), c.link(p) if c.link else "") for c in self.columns]) for p in persons]

    def export(self) -> HttpResponse | None:
        if self.params.get("export") not in ("csv", "xlsx"):
            return None
        self.columns = self.columns + EXTRA  # type: ignore[misc] # the list on paper has more
        self.selected = self._name(list(self.selected))
        return super().export()


@page(P.PERSON_SEE)
@require_GET
def directory(request: Request) -> HttpResponse:
    """Everybody who works for or sits in the authority."""
    authority = one_authority(request)
    teams = [(str(team.pk), team.name) for team in queries.teams_of(authority)]
    table = PersonTable(request, authority, today(), teams)
    if request.GET.get("export"):
        if not may(request, P.PERSON_EXPORT):
            raise NotAllowed(P.PERSON_EXPORT.code)
        if (file := table.export()) is not None:
            actions.record_export(request.actor, authority=authority, count=len(table.selected))
            return file
    context = {
        "table": table,
        "authority": authority,
        "may_edit": may(request, P.PERSON_EDIT),
        "may_export": may(request, P.PERSON_EXPORT),
        "sections": sections(request, "people-directory"),
        "empty": _empty(request) if not table.paging.total and not table.filtered else None,
    }
    return render(request, "people/directory.html", context)


def _empty(request: Request) -> Empty:
    name = one_authority(request).name
    if not may(request, P.PERSON_EDIT):
        return Empty(_("%(name)s heeft nog geen personen") % {"name": name}, _("De personeelsdienst voegt ze toe."))
    upload = url(request, "people-import")
    return Empty(
        _("%(name)s heeft nog geen personen") % {"name": name},
        _("Begin met wat je al hebt. Je ziet eerst een testimport met aantallen, er verandert niets tot je bevestigt."),
        first=Verb(_("Excel of CSV importeren"), upload, primary=True, icon="upload"),
        ways=(
            Way(
                _("Sjabloon voor Excel"),
                url(request, "people-import-template", "personen"),
                _("met de kolommen die Roeland kent"),
            ),
            Way(_("Eén persoon met de hand"), url(request, "people-add"), _("als je wil proberen")),
        ),
    )


def sections(request: Request, current: str) -> list[dict[str, object]]:
    """The pages of this room that the person may open, for the row of links under the title."""
    every = (
        (_("Personen"), "people-directory", P.PERSON_SEE),
        (_("Rollen en vervanging"), "people-roles", P.MANDATE_SEE),
        (_("Diensten"), "people-teams", P.PERSON_SEE),
        (_("Organen"), "people-bodies", P.MANDATE_SEE),
        (_("Instellingen"), "people-settings", P.SETTINGS_SEE),
    )
    return [
        {"label": label, "url": url(request, name), "current": name == current}
        for label, name, permission in every
        if may(request, permission)
    ]
