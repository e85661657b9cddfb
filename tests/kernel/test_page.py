"""Default deny: what has no permission is shut; refused and absent are the same 404; scope comes from the URL."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.urls("tests.kernel.pages_for_test")
Browse = Callable[[str], Client]


@pytest.mark.parametrize("url", ["/forgotten/", "/zonderbeke/forgotten/"])
def test_a_view_without_permission_answers_403(world: World, browse: Browse, url: str) -> None:
    assert browse("dina").get(url).status_code == 403
    assert Client().get(url).status_code == 403


def test_the_stranger_and_the_absent_look_the_same(world: World, browse: Browse) -> None:
    refused, absent = browse("emil").get("/zonderbeke/guarded/"), browse("emil").get("/nergens/guarded/")
    assert refused.status_code == absent.status_code == 404
    assert refused.content == absent.content


def test_the_right_in_one_authority_is_none_in_the_other(world: World, browse: Browse) -> None:
    fien = browse("fien")
    assert fien.get("/zonderbeke/guarded/").content == b"zonderbeke 1"
    assert fien.get("/lissegem/guarded/").status_code == 404
    assert fien.get("/lissegem/signed-in/").content == b"1"
    assert fien.get("/guarded/").content == b"1"
    assert browse("dina").get("/guarded/").content == b"2"


def test_who_holds_it_nowhere_gets_404(world: World, browse: Browse) -> None:
    assert browse("chris").get("/guarded/").status_code == 404


def test_nobody_is_sent_to_the_log_in(world: World) -> None:
    response = Client().get("/zonderbeke/guarded/?a=1")
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/zonderbeke/guarded/%3Fa%3D1"
    assert Client().get("/public/").content == b"open"


def test_a_person_without_mandate_sees_nothing(world: World, browse: Browse) -> None:
    world.employ("gast", [])
    assert browse("gast").get("/signed-in/").content == b"1"
    assert browse("gast").get("/zonderbeke/guarded/").status_code == 404
