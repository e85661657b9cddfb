"""Every page x every role x own and other authority; what is planted in a closed audience never shows."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from roeland.kernel import gate
from roeland.kernel.actor import Actor
from roeland.kernel.page import PUBLIC, SELF_GUARDED, SIGNED_IN
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from tests.conformance.surfaces import Route, routes
from tests.conformance.test_verbs import expected
from tests.world import World

Browse = Callable[[str], Client]
NOT_A_PAGE = re.compile(r"^(account/|api/)")  # allauth's own pages and the API have suites of their own
UUID = "00000000-0000-0000-0000-0000000000ff"
SAMPLES = {"uuid": UUID, "int": "2026", "str": "bestaat-niet", "slug": "bestaat-niet", "path": "bestaat-niet"}


def pages() -> list[Route]:
    return [r for r in routes() if r.ours and not NOT_A_PAGE.match(r.pattern)]


def address(pattern: str, authority: str) -> str:
    """A URL for a pattern; objects get an id that does not exist."""
    filled = pattern.replace("<slug:authority>", authority)
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m.group(1) or "str"], filled)


def has_object(pattern: str) -> bool:
    return "<" in pattern.replace("<slug:authority>", "")


@pytest.mark.parametrize("role", sorted(RIGHTS.roles))
def test_every_page_for_a_role(world: World, browse: Browse, role: str) -> None:
    """In the own authority the page is there exactly when rights.csv says so; in the other it never is."""
    world.employ("iemand", [role])
    client, agreed = browse("iemand"), expected()
    for route in pages():
        assert route.permission is not None
        open_to_all = route.permission in (PUBLIC, SIGNED_IN, SELF_GUARDED)
        allowed = open_to_all or role in agreed.get(route.permission.code, set())
        status = client.get(address(route.pattern, "zonderbeke")).status_code
        if not allowed:
            assert status == 404, f"{route.pattern} for {role}: {status}"
        elif has_object(route.pattern):
            assert status in (200, 302, 404, 405), f"{route.pattern} for {role}: {status}"
        else:
            assert status in (200, 302, 405), f"{route.pattern} for {role}: {status}"
        if "<slug:authority>" in route.pattern:
            other = client.get(address(route.pattern, "lissegem"))
            assert other.status_code == 404, f"{route.pattern} for {role} in another authority: {other.status_code}"


def test_nobody_sees_a_page_without_signing_in(world: World) -> None:
    client = Client()
    for route in pages():
        response = client.get(address(route.pattern, "zonderbeke"))
        if route.permission in (PUBLIC, SELF_GUARDED):
            assert response.status_code in (200, 302, 404, 405), route.pattern
        else:
            assert response.status_code == 302, route.pattern
            assert response["Location"].startswith("/account/login/"), route.pattern


# A word planted in every audience; a page may show it only to who may read that audience there.
def plant(world: World) -> dict[tuple[str, str], str]:
    from roeland.duties.models import Task

    words: dict[tuple[str, str], str] = {}
    with gate.opened():
        for authority in (world.zonderbeke, world.lissegem):
            with scope(Actor.system("plant", [authority.pk]), [authority]):
                for number, audience in enumerate(sorted(RIGHTS.resources)):
                    word = f"Zaad{authority.slug.capitalize()}{audience.replace('_', '')}x"
                    words[authority.slug, audience] = word
                    plant_task(Task, authority, audience, word, number)
    return words


def plant_task(model: type, authority: object, audience: str, word: str, number: int) -> None:
    from roeland.kernel import clock

    model.objects.create(  # type: ignore[attr-defined]
        authority=authority,
        audience=audience,
        title=word,
        number=90000 + number,
        due=clock.today(),
        lead_role="security_officer",
        status="open",
    )


@pytest.mark.parametrize("role", sorted(RIGHTS.roles))
def test_nothing_planted_leaks(world: World, browse: Browse, role: str) -> None:
    """Over every page without an object, with search and export: only words of audiences that the role reads, in its own authority."""
    words = plant(world)
    world.employ("iemand", [role])
    rights, client = RIGHTS.of([role]), browse("iemand")
    allowed = {word for (slug, audience), word in words.items() if slug == "zonderbeke" and audience in rights.full()}
    for route in pages():
        if has_object(route.pattern):
            continue
        for query in ("", "?q=Zaad", "?zoek=Zaad", "?export=csv"):
            body = client.get(address(route.pattern, "zonderbeke") + query)
            text = (b"".join(body.streaming_content) if body.streaming else body.content).decode("utf-8", "replace")  # type: ignore[attr-defined]
            shown = {word for word in words.values() if word in text}
            assert shown <= allowed, f"{route.pattern}{query} shows {sorted(shown - allowed)} to {role}"
