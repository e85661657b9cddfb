"""*Gebruikers van het logbestand*: whose user name is which, and which account several people share."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, pressed, said, sent
from roeland.logs.actions import users as actions
from roeland.logs.models import FormerHolder, FormerTeam, LogUser
from roeland.logs.queries import sources as queries
from roeland.logs.queries.ties import tieable
from roeland.logs.rules import P
from roeland.logs.web.source_forms import UserForm
from roeland.people.models import Person
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.undo import say

PAGE = 50
VIEWS = (("", "Alle"), ("unknown", "Nog niet bekend"), ("known", "Bekend"), ("shared", "Gedeeld"))


@page(P.SEE)
@require_GET
def users(request: Request) -> HttpResponse:
    """Every user name of the logs, unknown ones first."""
    authority = one_authority(request)
    text, view = request.GET.get("zoek", "")[:120], request.GET.get("toon", "")
    rows = queries.users(authority, text, view)
    pages = Paginator(rows, PAGE)
    shown = pages.get_page(request.GET.get("pagina"))
    unknown = queries.unknown_users(authority)
    here = url(request, "logs-users")
    context = {
        "authority": authority,
        "page": shown,
        "bar": c.FilterBar(
            search=text,
            search_label=_("Zoek een gebruiker"),
            views=tuple(
                c.Choice(_(word), f"{here}?toon={name}" if name else here, name == view) for name, word in VIEWS
            ),
            hidden=(("toon", view),) if view else (),
        ),
        "result": c.ResultLine(pages.count, clear_url=here if text or view else ""),
        "lede": _lede(unknown),
        "may_edit": may(request, P.SOURCES),
        "again": len(tieable(authority)) if may(request, P.SOURCES) else 0,
        "query": f"zoek={text}&toon={view}",
    }
    return render(request, "logs/source_users.html", context)


def _lede(unknown: int) -> str:
    if not unknown:
        return _("Van elke gebruikersnaam is bekend van wie ze is.")
    words = dates.capital(dates.plural(unknown, "gebruikersnaam is", "gebruikersnamen zijn", words=True))
    return _("%(names)s van niemand die Roeland kent. Een vraag daarover kan aan niemand gesteld worden.") % {
        "names": words
    }


@page(P.SOURCES)
def user(request: Request, pk: UUID) -> HttpResponse:
    """Say who a user is."""
    row: LogUser | None = queries.user(one_authority(request), pk)
    if row is None:
        raise Http404
    crumb(request, row.user_id)
    before, held = queries.former(row), queries.former_holders(row)
    new = not row.team and not before
    first = {
        "person": row.person_id,
        "label": row.label,
        "shared": row.shared,
        "team": row.service,
        "since": row.first_seen if new else None,
        "held_since": row.held_from,
    }
    form, back = UserForm(sent(request), initial=first, authority=one_authority(request)), url(request, "logs-users")
    if posted(request, form, lambda: actions.tie_user(request.actor, user=row, **form.cleaned_data)):
        return said(request, _("Bewaard."), back)
    seen = _("Voor het eerst gezien op %(day)s.") % {"day": dates.table_date(row.first_seen)} if row.first_seen else ""
    return ask(
        request,
        form,
        title=_("Wie is %(user)s?") % {"user": row.user_id},
        lede=seen,
        facts=[*_listed(row), *_holders(row, held), *_services(row, before)],
        submit=_("Bewaren"),
        back=back,
    )


def _holders(row: LogUser, before: list[FormerHolder]) -> list[str]:
    """*Bo Claes sinds 16/10/2026*, *An Peeters tot en met 15/10/2026*; nothing where one person always had it, as the form says that."""
    if row.held_from is None and not before:
        return []
    words = []
    if row.held_from:
        now = {"who": _whose(row.person, shared=row.shared), "day": dates.table_date(row.held_from)}
        words = [_("%(who)s sinds %(day)s") % now]
    past = _("%(who)s tot en met %(day)s")
    return [
        *words,
        *(past % {"who": _whose(one.person, shared=one.shared), "day": dates.table_date(one.last)} for one in before),
    ]


def _whose(person: Person | None, *, shared: bool) -> str:
    if shared:
        return str(_("gedeeld account van een loket"))
    return str(person) if person else str(_("nog niet bekend"))


@page(P.SOURCES)
@require_POST
def again(request: Request) -> HttpResponse:
    """Tie the accounts whose person is in the people room by now."""
    found: list[int] = []
    place = one_authority(request)
    if pressed(request, lambda: found.append(actions.tie_again(request.actor, authority=place)), ""):
        say(request, _("%(users)s gekoppeld.") % {"users": dates.plural(found[0], "gebruiker", "gebruikers")})
    return redirect(url(request, "logs-users"))


def _listed(row: LogUser) -> list[str]:
    """By what the staff list knows an account that is nobody's yet."""
    found = [_("personeelsnummer %(number)s") % {"number": row.list_number}] if row.list_number else []
    found += [row.list_email] if row.list_email else []
    return [_("Volgens de lijst van medewerkers: %(what)s") % {"what": ", ".join(found)}] if found else []


def _services(row: LogUser, before: list[FormerTeam]) -> list[str]:
    """*Burgerzaken sinds 01/03/2026*, *Onthaal tot en met 28/02/2026*."""
    words = [row.service] if row.team else []
    if row.team and row.team_from:
        words = [_("%(team)s sinds %(day)s") % {"team": row.service, "day": dates.table_date(row.team_from)}]
    past = _("%(team)s tot en met %(day)s")
    return [*words, *(past % {"team": str(one), "day": dates.table_date(one.last)} for one in before)]


per_authority = [
    path("logcontrole/gebruikers/", users, name="logs-users"),
    path("logcontrole/gebruikers/koppelen/", again, name="logs-users-again"),
    path("logcontrole/gebruikers/<uuid:pk>/", user, name="logs-user"),
]
