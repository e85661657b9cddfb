"""Templates over many authorities: in how many each stands, and one template given to many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from roeland.documents import queries as documents
from roeland.documents.models import Document
from roeland.documents.values import CIRCLES, DocumentKind
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.kernel.scope import current_scope, scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.packs import actions, queries
from roeland.packs.rules import P
from roeland.packs.values import Pack, packs
from roeland.ui import dates
from roeland.ui.components import Choice, FilterBar, ResultLine

ON_A_PAGE = 50
MOST_NAMES = 5  # in a message; more are counted


@dataclass(frozen=True)
class Line:
    """A template: in how many authorities it stands, and in how many of those the template has a newer version."""

    pack: Pack
    kind: str
    circle: str
    url: str
    there: int
    older: int


@dataclass(frozen=True)
class Place:
    """An authority for one template: its document, whether a newer version waits, and how many paragraphs go their own way."""

    authority: Authority
    document: Document | None
    newer: bool
    changes: int
    url: str


@page(P.PUSH)
@require_http_methods(["GET", "POST"])
def matrix(request: Request) -> HttpResponse:
    """All templates with their numbers; with `?sjabloon=` that one, authority by authority. At most five statements to show."""
    authorities = list(Authority.objects.filter(pk__in=current_scope().authority_ids).order_by("name"))
    if request.method == "POST":
        return _push(request, authorities)
    pack = packs().get(request.GET.get("sjabloon", ""))
    if pack is not None:
        return _one(request, pack, authorities)
    there, older = Counter[str](), Counter[str]()
    for (_place, template), version in queries.versions_of([authority.pk for authority in authorities]).items():
        there[template] += 1
        older[template] += queries.outdated(template, version)
    lines = [
        Line(found, DocumentKind(found.kind).label, CIRCLES[found.audience][1], _address(found), there[key], older[key])
        for key, found in packs().items()
    ]
    request.crumb = _("Sjablonen")
    return render(request, "packs/matrix.html", {"lines": lines, "total": len(authorities)})


def _address(pack: Pack, **query: str) -> str:
    kept = {key: value for key, value in query.items() if value}
    return f"{reverse('packs-matrix')}?{urlencode({'sjabloon': pack.id, **kept})}"


def _one(request: Request, pack: Pack, authorities: Sequence[Authority]) -> HttpResponse:
    """One template over the authorities, fifty on a page; only the texts of that page are read."""
    versions = {
        place: version for (place, _t), version in queries.versions_of([a.pk for a in authorities], pack.id).items()
    }
    search, stand = request.GET.get("zoek", "").strip(), request.GET.get("stand", "")
    found = [authority for authority in authorities if search.casefold() in authority.name.casefold()]
    if stand == "niet":
        found = [authority for authority in found if authority.pk not in versions]
    elif stand == "ouder":
        found = [a for a in found if a.pk in versions and queries.outdated(pack.id, versions[a.pk])]
    sheet = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    request.crumb = pack.title
    views = [("", _("Alle")), ("niet", _("Nog niet")), ("ouder", _("Oudere versie"))]
    context = {
        "pack": pack,
        "kind": DocumentKind(pack.kind).label,
        "circle": CIRCLES[pack.audience][1],
        "there": len(versions),
        "total": len(authorities),
        "missing": len(authorities) - len(versions),
        "places": _places(pack, list(sheet.object_list)),
        "sheet": sheet,
        "before": _turn(pack, search, stand, sheet.number - 1),
        "after": _turn(pack, search, stand, sheet.number + 1),
        "bar": FilterBar(
            search=search,
            search_label=_("Zoek een bestuur"),
            views=tuple(Choice(label, _address(pack, zoek=search, stand=key), key == stand) for key, label in views),
            hidden=(("sjabloon", pack.id), *([("stand", stand)] if stand else [])),
        ),
        "result": ResultLine(
            len(found), len(authorities) if search or stand else None, _address(pack) if search or stand else ""
        ),
    }
    return render(request, "packs/many.html", context)


def _turn(pack: Pack, search: str, stand: str, number: int) -> str:
    return _address(pack, zoek=search, stand=stand, pagina=str(number))


def _places(pack: Pack, authorities: list[Authority]) -> list[Place]:
    found = {place: row for (place, _t), row in queries.documents_of([a.pk for a in authorities], pack.id).items()}
    latest = queries.texts(found.values())
    return [_place(authority, pack, found.get(authority.pk), latest) for authority in authorities]


def _place(authority: Authority, pack: Pack, document: Document | None, latest: Mapping[UUID, str]) -> Place:
    if document is None:
        return Place(authority, None, False, 0, reverse("packs-one", args=[authority.slug, pack.id]))
    changes = queries.deviation(document, latest.get(document.pk, ""))
    newer = queries.newer(document)
    url = reverse("packs-one", args=[authority.slug, pack.id]) if newer or changes else documents.url(document)
    return Place(authority, document, newer, changes, url)


def _push(request: Request, authorities: list[Authority]) -> HttpResponse:
    """Begin the chosen template in the chosen authorities; where it cannot, the others go on and it is said."""
    pack = packs().get(request.POST.get("sjabloon", ""))
    if pack is None:
        messages.error(request, _("Kies een sjabloon en minstens een bestuur."))
        return redirect(reverse("packs-matrix"))
    if "overal" in request.POST:
        there = queries.versions_of([authority.pk for authority in authorities], pack.id)
        wanted = [authority for authority in authorities if (authority.pk, pack.id) not in there]
    else:
        chosen = set(request.POST.getlist("bestuur"))
        wanted = [authority for authority in authorities if authority.slug in chosen]
    if not wanted:
        messages.error(request, _("Kies een sjabloon en minstens een bestuur."))
        return redirect(_address(pack))
    done, left = [], []
    for authority in wanted:
        try:
            with scope(request.actor, [authority]):
                actions.take(request.actor, authority=authority, pack_id=pack.id)
            done.append(authority.name)
        except (Refused, Invalid, NotAllowed):
            left.append(authority.name)
    if done:
        words = _("“%(title)s” staat nu als ontwerp klaar in %(names)s.")
        messages.success(request, words % {"title": pack.title, "names": _names(done)})
    if left:
        messages.error(request, _("Daar stond het al, of mag je het niet: %(names)s.") % {"names": _names(left)})
    return redirect(_address(pack))


def _names(names: list[str]) -> str:
    """The names, or a number when there are many."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return ngettext("%(n)s bestuur", "%(n)s besturen", len(names)) % {"n": dates.number(len(names))}
