"""Fills the frame round every page (setting ROELAND_SHELL): navigation, authorities, person, breadcrumbs."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from roeland.kernel.actor import Actor
from roeland.kernel.focus import VISIT, focus_of
from roeland.kernel.models import Authority
from roeland.kernel.page import PUBLIC, SIGNED_IN, permission_of
from roeland.kernel.rights import RIGHTS, Permission
from roeland.kernel.scope import scope
from roeland.people.models import Person, RoleSetting
from roeland.people.queries import profiles
from roeland.ui import dates
from roeland.ui.shell import Crumb, NavGroup, NavItem, Shell, SwitcherEntry
from roeland.web.navigation import BY_ROLE, Entry, groups_for
from roeland.web.wiring import COUNTS, soonest_elsewhere, waiting

# A step of the path that names an object: a uuid or a task number.
_NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|T-\d{4}-\d+|[A-Z]{3}-\d{4,}")
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")

# What a step of the path is called in the breadcrumbs; a page may name its own last step as `request.crumb`.
STEPS = {
    "controleplan": "Controleplan",
    "taken": "Taken",
    "documenten": "Documenten",
    "klokken": "Klokken",
    "vergaderingen": "Vergaderingen",
    "verslagen": "Verslagen",
    "adviezen": "Adviezen",
    "tekenmap": "Tekenmap",
    "doelstellingen": "Doelstellingen",
    "managementverslag": "Managementverslag",
    "communicatie": "Communicatie",
    "contacten": "Contacten",
    "mandaten": "Dossiers per mandaat",
    "logboek": "Logboek",
    "personen": "Personen en mandaten",
    "besturen": "Lokale besturen",
    "bezoeken": "Bezoeken",
    "logcontrole": "Logcontrole",
    "halve-dag": "Halve dag",
    "overeenkomst": "Overeenkomst",
    "overdracht": "Overdracht",
    "wetswijzigingen": "Wetswijzigingen",
    "importeren": "Importeren",
    "instellingen": "Instellingen",
    "rollen": "Rollen en vervanging",
    "diensten": "Diensten",
    "organen": "Organen",
    "mijn": "Mijn gegevens",
    "hulp": "Hulp",
    "zoek": "Zoeken",
    "beheer": "Installatie",
}


def shell_of(request: HttpRequest) -> Shell | None:
    """The shell of a signed-in person; None for anybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.is_person:
        return None
    here: Authority | None = getattr(request, "authority", None)
    read: list[Authority] | None = getattr(request, "authorities", None)  # by the guard of the page
    authorities = list(Authority.everything.filter(pk__in=tuple(actor.rights))) if read is None else read
    marks = {authority_id: profile.mark for authority_id, profile in profiles(actor.rights).items()}
    only = authorities[0] if len(authorities) == 1 else None
    base = here or only
    return Shell(
        navigation=_navigation(request, actor, base),
        authorities=_switcher(request, actor, authorities, here, marks),
        person_name=actor.name,
        person_role=_role_name(actor, base),
        breadcrumbs=_crumbs(request, here),
        demo=settings.ROELAND_DEMO,
        **_focus(request, authorities),
        search_url="/zoek/",
        sessions_url="/account/sessies/",
        account_url="/mijn/",
        logout_url="/account/logout/",
        help_url="/hulp/",
        accessibility_url="/toegankelijkheid/",
        keys_url="/hulp/sneltoetsen/",
        privacy_url="/mijn/gegevens/",
    )


def _focus(request: HttpRequest, authorities: list[Authority]) -> dict[str, str]:
    """The line of a session that shows one authority only. The actor of the request is narrowed already (`kernel.focus`).

    During a visit the officer still learns that a clock elsewhere ends within a day: when, not where or what. While others
    look along (*Op het scherm tonen*) not even that is shown: Roeland mails it.
    """
    shown = focus_of(request.session)
    if shown is None:
        return {}
    name = authorities[0].name if authorities else "niets"
    words = "Bezoek, op het scherm" if shown.why == VISIT else "Op het scherm"
    note = soonest_elsewhere(request, shown.authority_id) if shown.why == VISIT else ""
    return {"focus": f"{words}: enkel {name}", "focus_note": note, "focus_end_url": "/scherm/sluiten/"}


@lru_cache(maxsize=2048)
def _behind(url: str, _urls: str) -> tuple[Permission | None, bool]:
    """The permission of the page behind a URL and whether it is of one authority. Kept: finding it was half the time of the side bar,
    and it changes only with the URLs themselves."""
    try:
        match = resolve(url)
    except Resolver404:
        return None, False
    return permission_of(match.func), "authority" in match.kwargs


def may_open(actor: Actor, url: str, authority_id: UUID | None) -> bool:
    """Whether a page is behind this URL and its permission is held."""
    permission, of_authority = _behind(url, settings.ROOT_URLCONF)
    if permission is None or of_authority != (authority_id is not None):
        return False  # `/documenten/` without such a page reads as the authority “documenten”
    if permission in (PUBLIC, SIGNED_IN):
        return True
    return actor.holds(permission, authority_id) if authority_id else actor.holds_anywhere(permission)


def _url(entry: Entry, base: Authority | None) -> str:
    return f"/{entry.path}" if entry.wide or base is None or not entry.path else f"/{base.slug}/{entry.path}"


def _navigation(request: HttpRequest, actor: Actor, base: Authority | None) -> tuple[NavGroup, ...]:
    roles = frozenset(role for rights in actor.rights.values() for role in rights.roles)
    found: list[NavGroup] = []
    for group in groups_for(roles, operator=actor.operator):
        items = [item for entry in group.entries for item in _items(request, actor, entry, base)]
        if items:
            found.append(NavGroup(group.label, tuple(items)))
    return tuple(found)


def _items(request: HttpRequest, actor: Actor, entry: Entry, base: Authority | None) -> tuple[NavItem, ...]:
    """The entry with what stands below it. Where the entry itself has no page for this person (people are of one authority), its word
    leads to the first page below it, and keeps them together; a single one stands on its own."""
    below = tuple(_item(request, actor, one, base) for one in entry.below if _shown(actor, one, base))
    if not _shown(actor, entry, base):
        return (NavItem(entry.label, below[0].url, entry.icon, below=below),) if len(below) > 1 else below
    item = _item(request, actor, entry, base)
    return (replace(item, below=below, current=item.current and not any(one.current for one in below)),)


def _shown(actor: Actor, entry: Entry, base: Authority | None) -> bool:
    if entry.path == "besturen/" and len(actor.rights) < 2 and not actor.operator:  # noqa: PLR2004 -- one authority needs no overview
        return False
    if entry.may and not any(rights.may.intersection(entry.may) for rights in actor.rights.values()):
        return False
    url = _url(entry, base)
    return may_open(actor, url, base.pk if base is not None and url.startswith(f"/{base.slug}/") else None)


def _item(request: HttpRequest, actor: Actor, entry: Entry, base: Authority | None) -> NavItem:
    url = f"/{base.slug}/" if not entry.path and getattr(request, "authority", None) and base else _url(entry, base)
    home = url in ("/", f"/{base.slug}/" if base else "/")
    current = request.path == url or (not home and request.path.startswith(url))
    counter = COUNTS.get(entry.path) if entry.path else waiting
    count = _waiting(request, actor, counter) if counter else None
    return NavItem(entry.label, url, entry.icon, count or None, current)


def _waiting(request: HttpRequest, actor: Actor, counter: Callable[[Actor], int]) -> int:
    """The count beside an entry; an error page is drawn outside the scope of the page that failed, so it opens its own."""
    here: Authority | None = getattr(request, "authority", None)
    with scope(actor, [here] if here else tuple(actor.rights)):
        return counter(actor)


def _switcher(
    request: HttpRequest, actor: Actor, authorities: list[Authority], here: Authority | None, marks: dict[UUID, int]
) -> tuple[SwitcherEntry, ...]:
    entries = [
        SwitcherEntry(
            a.name, "Gemeente en OCMW", _same_page(request, actor, a), str(marks.get(a.pk, 1)), current=here == a
        )
        for a in authorities
    ]
    if len(authorities) > 1:
        wide = "/" + request.path.split("/", 2)[2] if here else request.path
        url = wide if may_open(actor, wide, None) else "/"
        entries.insert(
            0, SwitcherEntry("Alle besturen", f"{len(authorities)} besturen", url, "all", current=here is None)
        )
    return tuple(entries)


def _same_page(request: HttpRequest, actor: Actor, authority: Authority) -> str:
    """The same list in another authority when it may be opened there, else its Vandaag. Pages of one object stay behind."""
    parts = request.path.strip("/").split("/")
    here: Any = getattr(request, "authority", None)
    rest = parts[1:] if here else parts
    if len(rest) == 1 and rest[0]:
        url = f"/{authority.slug}/{rest[0]}/"
        if may_open(actor, url, authority.pk):
            return url
    return f"/{authority.slug}/"


def _role_name(actor: Actor, base: Authority | None) -> str:
    """What the person is called in this authority: the tenant's alias of the role, else the job title, else the role's name."""
    rights = actor.rights_in(base.pk) if base else next(iter(actor.rights.values()), None)
    known = groups_order(rights.roles) if rights else ""
    name = RIGHTS.roles[known].nl if known else ""
    if base is not None:
        with scope(Actor.system("shell", [base.pk]), [base.pk]):
            alias = RoleSetting.objects.filter(Q(role=known) & ~Q(alias="")).values("alias")[:1]
            called = Person.objects.filter(pk__in=actor.person_ids).values_list(Subquery(alias), "job_title").first()
        name = next((word for word in called or () if word), name)
    return name[:1].upper() + name[1:]


def groups_order(roles: tuple[str, ...]) -> str:
    """The role by which somebody is known: the weightiest of the navigation's order, else the first."""
    return next((role for role, _groups in BY_ROLE if role in roles), roles[0] if roles else "")


def _step(part: str) -> str:
    """A step of the path as words: a month by its name (also of what is on paper of it), the rest as it stands."""
    month = part.removesuffix("-papier")
    if _MONTH.fullmatch(month):
        words = f"{dates.month_name(int(month[5:])).capitalize()} {month[:4]}"
        return words if month == part else f"{words}, op papier"
    return part.replace("-", " ").capitalize()


def _crumbs(request: HttpRequest, here: Authority | None) -> tuple[Crumb, ...]:
    parts = [p for p in request.path.strip("/").split("/") if p]
    named: str | None = getattr(request, "crumb", None)
    above: tuple[str, str] | None = getattr(request, "crumb_above", None)
    crumbs: list[Crumb] = []
    path = "/"
    for position, part in enumerate(parts):
        path += f"{part}/"
        if here is not None and position == 0:
            crumbs.append(Crumb(here.name, path))
            if len(parts) == 1:
                crumbs.append(Crumb("Vandaag"))
            continue
        if above and _NUMBER.fullmatch(part):
            crumbs.append(Crumb(*above))
            if position < len(parts) - 1:
                continue
        # an object in the middle of the path takes the name that its page gave; what follows is a verb
        label = STEPS.get(part) or (named if _NUMBER.fullmatch(part) else None) or _step(part)
        if position == len(parts) - 1:
            taken = any(crumb.label == named for crumb in crumbs)
            crumbs.append(Crumb(label if taken else named or label))
        elif _exists(path):
            crumbs.append(Crumb(label, path))
    return tuple(crumbs)


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
