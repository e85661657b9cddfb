"""Every page x every role x objects of the own and of another authority; what a role does not read never shows."""

import re
from collections.abc import Iterable

import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings

from roeland.kernel.page import PUBLIC, SELF_GUARDED, SIGNED_IN
from roeland.reports.values import Part
from tests.conformance import (
    acceptance_addresses,
    documents_addresses,
    governance_addresses,
    meetings_addresses,
    visits_addresses,
)
from tests.conformance.addresses import Address, addresses, every, open_to, url
from tests.conformance.conftest import Planted
from tests.conformance.roles import walked
from tests.conformance.surfaces import Route, routes
from tests.conformance.test_verbs import expected
from tests.conformance.things import OPEN, SHUT, may_read, seeds_in

FREE = (PUBLIC, SIGNED_IN, SELF_GUARDED)
NOT_A_PAGE = re.compile(r"^(account/|api/)")  # allauth's own pages and the API have suites of their own
SLOW = {
    "reports-pdf",
    "reports-docx",
    "ledger-bundle",
    *documents_addresses.SLOW,
    *meetings_addresses.SLOW,
}  # printing and bundling, for a few roles only
PRINTS = {"security_officer", "councillor", "dpo", "staff"}
ELSEWHERE = (
    "councillor",
    "general_director",
    "security_officer",
    "staff",
)  # the slug alone refuses: the widest and two narrow
MAYBE_ABSENT = {  # there for who may, once something was begun, signed or sent
    "people-import-faults",
    "people-invitation",
    "ledger-proof",
    "reports-proof",
    "people-import-check",
    "help-chapter",
    "people-replacement-end",  # a button without a page
    "duties-task-withdraw",  # while it is in review
    *governance_addresses.MAYBE_ABSENT,
    *meetings_addresses.MAYBE_ABSENT,
    *visits_addresses.MAYBE_ABSENT,
    "packs-take-over",  # once the template was taken
    *acceptance_addresses.MAYBE_ABSENT,
}
BARE = override_settings(ROOT_URLCONF="tests.conformance.bare")


def pages() -> list[Route]:
    return [r for r in routes() if r.ours and not NOT_A_PAGE.match(r.pattern)]


def test_nobody_sees_a_page_without_signing_in(planted: Planted) -> None:
    client = Client()
    for route, address in every(pages(), planted.own):
        where = url(route, address, "zonderbeke")
        response = client.get(where)
        if route.permission in (PUBLIC, SELF_GUARDED):
            assert response.status_code in (200, 302, 404, 405, 410), where
        else:
            assert response.status_code == 302, where
            assert response["Location"].startswith("/account/login/"), where


def text_of(response: HttpResponseBase) -> str:
    """The whole answer as text, also of a download."""
    parts: Iterable[bytes] = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode("utf-8", "replace")


class Visitor:
    """Somebody with one role in Zonderbeke, who looks at what every answer shows."""

    def __init__(self, planted: Planted, role: str) -> None:
        planted.world.employ("iemand", [role])
        self.planted, self.role, self.client = planted, role, planted.browse("iemand")
        self.exported: set[str] = set()

    def get(self, where: str) -> int:
        response = self.client.get(where)
        text = text_of(response)
        words = self.planted.words
        leaked = {w for w in seeds_in(text) if w in words and not may_read(words[w], self.role, "zonderbeke")}
        assert not leaked, f"{where} shows {sorted(leaked)} to {self.role}"
        if "export=csv" in text and "export=" not in where:
            self.get(f"{where}{'&' if '?' in where else '?'}export=csv")
        return response.status_code

    def fine(self, route: Route, address: Address, agreed: dict[str, set[str]]) -> set[int]:
        """The statuses that rights.csv and roles.yaml allow in the own authority."""
        assert route.permission is not None
        free = route.permission in FREE
        if open_to(self.role, route.permission.code, address, agreed, free=free):
            return {200, 302, 405} | ({404, 410} if route.name in MAYBE_ABSENT else set())
        return (
            {404, 405}
            if (route.permission.code in agreed and self.role in agreed[route.permission.code]) or free
            else {404}
        )


@pytest.mark.parametrize("role", walked())
@BARE
def test_every_page_for_a_role(planted: Planted, role: str) -> None:
    """In the own authority an object is there exactly when the rights say so; one of another authority never is, by no address."""
    visitor, agreed = Visitor(planted, role), expected()
    for route in pages():
        if route.name in SLOW and role not in PRINTS:
            continue
        for address in addresses(route, planted.own):
            where = url(route, address, "zonderbeke")
            assert visitor.get(where) in visitor.fine(route, address, agreed), f"{where} for {role}"
        for address in addresses(route, planted.other):
            if address.own:
                where = url(route, address, "zonderbeke")
                assert visitor.get(where) in {404, 405}, f"{where} with an object of Lissegem for {role}"


@pytest.mark.parametrize("role", ELSEWHERE)
@BARE
def test_no_page_of_another_authority(planted: Planted, role: str) -> None:
    """Every page of Lissegem, with its objects and with those of Zonderbeke."""
    visitor = Visitor(planted, role)
    for route in pages():
        if "<slug:authority>" in route.pattern:
            for where in {url(route, a, "lissegem") for t in (planted.own, planted.other) for a in addresses(route, t)}:
                assert visitor.get(where) == 404, f"{where} for {role}"


@pytest.mark.parametrize("role", walked())
@BARE
def test_no_search_or_view_shows_what_a_role_does_not_read(planted: Planted, role: str) -> None:
    visitor = Visitor(planted, role)
    for where in (
        "/zoek/?zoek=Zaad",
        "/zonderbeke/controleplan/?zoek=Zaad&weergave=tabel",
        "/controleplan/?zoek=Zaad&weergave=tabel",
        "/zonderbeke/logboek/?zoek=Zaad",
        "/logboek/?zoek=Zaad",
        "/zonderbeke/personen/?zoek=Zaad",
        *(f"/zonderbeke/verslagen/{planted.own.report.year}/?deel={part.slug}&onderdeel=alles" for part in Part),
    ):
        visitor.get(where)


def test_the_real_404_says_the_same_of_absent_and_refused(planted: Planted) -> None:
    """The suite above draws a bare 404; the real one shows nothing of the object and looks the same."""
    planted.world.employ("iemand", ["staff"])
    client = planted.browse("iemand")
    number = planted.own.task[SHUT].number
    refused, absent = client.get(f"/zonderbeke/taken/{number}/"), client.get("/zonderbeke/taken/T-2026-9999/")
    assert refused.status_code == absent.status_code == 404
    assert not seeds_in(text_of(refused))
    assert text_of(refused).replace(number, "T-2026-9999") == text_of(absent)


@BARE
def test_who_is_involved_sees_the_task_and_nothing_beside_it(planted: Planted) -> None:
    """The third person, of the staff, has the shut task on his name: its words and its file, no other shut thing."""
    client, things = planted.browse(planted.own.third), planted.own
    shown = text_of(client.get(f"/zonderbeke/taken/{things.task[SHUT].number}/"))
    kinds = {(planted.words[w].kind, planted.words[w].audience) for w in seeds_in(shown) if w in planted.words}
    assert ("task", SHUT) in kinds
    assert {audience for kind, audience in kinds if kind not in {"name", "person"}} == {
        SHUT
    }  # the frame has the own function
    where = f"/zonderbeke/taken/{things.task[SHUT].number}/bewijs/{things.files[SHUT].pk}/"
    assert seeds_in(text_of(client.get(where)))
    assert client.get(f"/zonderbeke/bevindingen/{things.finding[SHUT].pk}/sluiten/").status_code == 404


@BARE
def test_the_planted_words_can_be_seen(planted: Planted) -> None:
    """The tests above can fail: who reads everything does find words of every audience and of most kinds."""
    client, found = planted.browse("fien"), set()
    for route, address in every(pages(), planted.own):
        if route.name not in SLOW:
            found |= seeds_in(text_of(client.get(url(route, address, "zonderbeke"))))
    found |= seeds_in(
        text_of(client.get(f"/zonderbeke/verslagen/{planted.own.report.year}/?deel=bijlage&onderdeel=alles"))
    )
    seen = {planted.words[w] for w in found if w in planted.words}
    assert "zonderbeke" in {
        seed.slug for seed in seen
    }  # and, over all authorities, what she reads as councillor of Lissegem
    assert all(seed.slug == "zonderbeke" or may_read(seed, "councillor", "lissegem") for seed in seen)
    kinds = {(seed.kind, seed.audience) for seed in seen}
    assert {(k, a) for k in ("task", "duty", "finding") for a in (OPEN, SHUT)} <= kinds
    assert {"clock", "person", "name", "team", "body", "mandate", "closing", "draft"} <= {k for k, _ in kinds}


def test_every_page_about_an_object_has_addresses(planted: Planted) -> None:
    for route in pages():
        assert addresses(route, planted.own), route.pattern
