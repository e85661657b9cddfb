"""*Op het scherm tonen* and a visit on the spot: over every page, no word and no name of another authority is on screen."""

import pytest
from django.test import Client

from roeland.kernel import focus
from tests.conformance.addresses import ADDRESSES, addresses, takes_object, url
from tests.conformance.conftest import Planted
from tests.conformance.test_pages import BARE, SLOW, pages, text_of
from tests.conformance.things import Things, seeds_in

OTHER = "Lissegem"
INVENTED = "onderdelen/"  # the sheet of components: its examples are made up, and happen to use this name


def show(client: Client, things: Things, why: str) -> None:
    """Put one authority on screen in this session."""
    session = client.session
    focus.begin(session, things.authority.pk, why)
    session.save()


def words_of(planted: Planted, text: str) -> set[str]:
    return {word for word in seeds_in(text) if word in planted.other.words}


def wide_pages(planted: Planted) -> list[str]:
    """Lists over all authorities, and the search: where another authority would show first."""
    found = [f"/{r.pattern}" for r in pages() if "<" not in r.pattern and r.name not in SLOW and r.pattern != INVENTED]
    return [
        *found,
        "/zoek/?zoek=Zaad",
        f"/zoek/?zoek={OTHER}",
        "/controleplan/?zoek=Zaad&weergave=tabel",
        "/logboek/?zoek=Zaad",
    ]


@pytest.mark.parametrize("why", [focus.SCREEN, focus.VISIT])
@BARE
def test_nothing_of_another_authority_on_any_page(planted: Planted, why: str) -> None:
    """The officer of both: lists, search, exports, every page of an object of his own, and those of the other one."""
    client = planted.browse("dina")
    show(client, planted.own, why)
    for where in wide_pages(planted):
        text = text_of(client.get(where))
        assert not words_of(planted, text), where
        assert OTHER not in text.replace(f"zoek={OTHER}", "").replace(f'value="{OTHER}"', "").replace(
            f"“{OTHER}”", ""
        ), where
        if "export=csv" in text:
            assert not words_of(planted, text_of(client.get(f"{where}{'&' if '?' in where else '?'}export=csv"))), where
    for route in pages():
        if route.name in SLOW or (takes_object(route.pattern) and route.name not in ADDRESSES):
            continue
        if "<slug:authority>" not in route.pattern:
            continue
        for address in addresses(route, planted.own):
            text = text_of(client.get(url(route, address, "zonderbeke")))
            assert not words_of(planted, text), route.pattern
            assert OTHER not in text, route.pattern
        for address in addresses(route, planted.other):
            assert client.get(url(route, address, "lissegem")).status_code in {404, 405}, route.pattern


@BARE
def test_without_focus_the_same_pages_do_show_it(planted: Planted) -> None:
    """The suite above can fail: the same officer does find words of Lissegem, and finds them again when the screen is his own."""
    client = planted.browse("dina")
    seen = {word for where in wide_pages(planted) for word in words_of(planted, text_of(client.get(where)))}
    assert len(seen) > 5
    show(client, planted.own, focus.SCREEN)
    assert not words_of(planted, text_of(client.get("/zoek/?zoek=Zaad")))
    assert client.post("/scherm/sluiten/").status_code == 302
    assert words_of(planted, text_of(client.get("/zoek/?zoek=Zaad")))


def test_the_frame_has_one_name_and_a_way_back(planted: Planted) -> None:
    """The real frame: no switcher, no count of the other authority, and the button that shows all of them again."""
    client = planted.browse("dina")
    assert client.post("/zonderbeke/scherm/").status_code == 302
    text = text_of(client.get("/zonderbeke/"))
    assert "Op het scherm: enkel Zonderbeke" in text
    assert "/scherm/sluiten/" in text
    assert 'popovertarget="besturen"' not in text
    assert OTHER not in text
    assert "Alle besturen<" not in text.replace("Alle besturen tonen", "")
    assert client.post("/lissegem/scherm/").status_code == 404


def test_a_clock_elsewhere_is_told_to_the_officer_at_a_visit_only(planted: Planted) -> None:
    """Under 24 hours: when, not where or what. While others look along, not even that."""
    from datetime import timedelta

    from roeland.kernel import clock, gate
    from roeland.kernel.scope import scope

    with gate.opened(), scope(planted.world.system, [planted.other.authority]):
        planted.other.clock.due_at = clock.now() + timedelta(hours=5)
        planted.other.clock.save()
    client = planted.browse("dina")
    show(client, planted.own, focus.VISIT)
    text = text_of(client.get("/zonderbeke/"))
    assert "Elders loopt een klok af om" in text
    assert not words_of(planted, text)
    show(client, planted.own, focus.SCREEN)
    assert "Elders loopt" not in text_of(client.get("/zonderbeke/"))
