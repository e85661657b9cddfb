"""Every page x every role x own and other authority; what is planted in a closed audience never shows."""

import re
from collections.abc import Callable, Iterable

import pytest
from django.http import HttpResponseBase
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.page import PUBLIC, SELF_GUARDED, SIGNED_IN
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from tests.conformance.surfaces import Route, routes
from tests.conformance.test_verbs import expected
from tests.world import World

Browse = Callable[[str], Client]
OPEN = (PUBLIC, SIGNED_IN, SELF_GUARDED)
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
    """Whether the page is about something that may be absent: an object, or an import that was not begun."""
    return "<" in pattern.replace("<slug:authority>", "") or pattern.endswith("importeren/fouten/")


def test_nobody_sees_a_page_without_signing_in(world: World) -> None:
    client = Client()
    for route in pages():
        response = client.get(address(route.pattern, "zonderbeke"))
        if route.permission in (PUBLIC, SELF_GUARDED):
            assert response.status_code in (200, 302, 404, 405, 410), route.pattern
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
                    Task.objects.create(
                        authority=authority,
                        audience=audience,
                        title=word,
                        number=f"T-2026-{9000 + number}",
                        due=clock.today(),
                        original_due=clock.today(),
                        limit=clock.today(),
                        created_at=clock.now(),
                        status="open",
                    )
    return words


def text_of(response: HttpResponseBase) -> str:
    """The whole answer as text, also of a download."""
    parts: Iterable[bytes] = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode("utf-8", "replace")


@pytest.mark.parametrize("role", sorted(RIGHTS.roles))
def test_every_page_for_a_role(world: World, browse: Browse, role: str) -> None:
    """In the own authority a page is there exactly when rights.csv says so, in the other it never is; and no page, search or
    export shows a word of an audience that the role does not read there."""
    words = plant(world)
    world.employ("iemand", [role])
    rights, client, agreed = RIGHTS.of([role]), browse("iemand"), expected()
    readable = {word for (slug, audience), word in words.items() if slug == "zonderbeke" and audience in rights.full()}

    def visit(url: str) -> int:
        response = client.get(url)
        text = text_of(response)
        shown = {word for word in words.values() if word in text}
        assert shown <= readable, f"{url} shows {sorted(shown - readable)} to {role}"
        if "export=csv" in text and "export=" not in url:
            visit(f"{url}?export=csv")
        return response.status_code

    for route in pages():
        assert route.permission is not None
        allowed = route.permission in OPEN or role in agreed.get(route.permission.code, set())
        fine = {404} if not allowed else {200, 302, 405} | ({404, 410} if has_object(route.pattern) else set())
        assert visit(address(route.pattern, "zonderbeke")) in fine, f"{route.pattern} for {role}"
        if "<slug:authority>" in route.pattern:
            assert visit(address(route.pattern, "lissegem")) == 404, f"{route.pattern} for {role} in another authority"
    for url in (
        "/zoek/?zoek=Zaad",
        "/zonderbeke/controleplan/?zoek=Zaad&weergave=tabel",
        "/zonderbeke/logboek/?zoek=Zaad",
    ):
        visit(url)


def test_the_planted_words_can_be_seen(world: World, browse: Browse) -> None:
    """The test above can fail: who reads an audience does find its word."""
    words = plant(world)
    text = text_of(browse("fien").get(f"/zoek/?zoek={words['zonderbeke', 'control_plan']}"))
    assert words["zonderbeke", "control_plan"] in text
    assert words["lissegem", "control_plan"] not in text
