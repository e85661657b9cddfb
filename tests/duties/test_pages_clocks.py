"""The pages of a statutory clock: started, stopped with proof, or not notified by the right people."""

from __future__ import annotations

from typing import Any

from roeland.duties.models import Clock
from roeland.kernel.scope import scope
from tests.world import World


def started(world: World, browse: Any) -> Clock:
    values = {"clock_id": "gdpr-33-regulator", "title": "Loonlijst", "started_at": "2026-03-02T08:00"}
    response = browse("dina").post("/zonderbeke/klokken/starten/", values)
    assert response.status_code == 302
    with scope(world.system, [world.zonderbeke]):
        return Clock.objects.get()


def test_a_clock_is_started_and_stopped_with_proof(browse: Any, world: World) -> None:
    client = browse("dina")
    row = started(world, browse)
    url = f"/zonderbeke/klokken/{row.pk}/"
    html = client.get(url).content.decode()
    assert "AVG art. 33" in html
    assert "De wet laat geen pauze toe." in html
    assert 'href="' + url + 'pauzeren/"' not in html
    assert "Loonlijst" in client.get("/zonderbeke/klokken/").content.decode()
    assert client.post(url + "stoppen/", {"proof": ""}).status_code == 422
    assert client.post(url + "stoppen/", {"proof": "GBA 2026-17"}).status_code == 302
    assert "GBA 2026-17" in client.get(url).content.decode()
    assert "staat al stil" in client.post(url + "stoppen/", {"proof": "x"}).content.decode()


def test_a_future_start_and_a_stranger_are_refused(browse: Any, world: World) -> None:
    values = {"clock_id": "gdpr-33-regulator", "title": "Loonlijst", "started_at": "2026-03-09T08:00"}
    refused = browse("dina").post("/zonderbeke/klokken/starten/", values)
    assert refused.status_code == 422
    assert "Dit tijdstip ligt nog niet achter ons." in refused.content.decode()
    row = started(world, browse)
    assert browse("emil").get(f"/zonderbeke/klokken/{row.pk}/").status_code == 404
    assert browse("chris").get("/zonderbeke/klokken/").status_code == 404
    assert browse("dina").get(f"/zonderbeke/klokken/{row.pk}/ontploffen/").status_code == 404


def test_not_notifying_goes_by_the_right_people(browse: Any, world: World) -> None:
    row = started(world, browse)
    world.employ("gita", ["dpo"])
    url = f"/zonderbeke/klokken/{row.pk}/"
    assert "Niet melden voorstellen" not in browse("gita").get(url).content.decode(), (
        "the DPO advises, the officer proposes"
    )
    assert "Niet melden voorstellen" in browse("dina").get(url).content.decode()
    assert browse("gita").post(url + "niet-melden/", {"reason": "versleuteld"}).status_code == 404
    assert browse("dina").post(url + "niet-melden/", {"reason": "versleuteld"}).status_code == 302
    assert browse("dina").get(url + "beslissen/").status_code == 404
    early = browse("bert").post(url + "beslissen/", {"notify": "niet", "reason": "eens"})
    assert "adviseert eerst" in early.content.decode()
    assert "Adviseren over niet melden" in browse("gita").get(url).content.decode()
    assert browse("gita").post(url + "adviseren/", {"agrees": "niet", "advice": "akkoord"}).status_code == 302
    assert (
        browse("bert").post(url + "beslissen/", {"notify": "niet", "reason": "sleutel bleef veilig"}).status_code == 302
    )
    with scope(world.system, [world.zonderbeke]):
        assert Clock.objects.get().decision == "not_notifying"
