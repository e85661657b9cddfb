"""A month that nobody will control is left out with a reason: told everywhere, asked nowhere, taken back when one likes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.duties.models import Task
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.logs.actions.left_out import leave_out, take_back
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import enter_paper_run, start_run
from roeland.logs.models import LeftOut
from roeland.logs.queries.left_out import to_leave
from roeland.logs.queries.runs import months_on_paper
from roeland.people.actions import create_token
from roeland.reports.queries.rooms import of_year
from roeland.reports.values import Period
from tests.logs import months
from tests.logs.months import OCTOBER
from tests.logs.staff_kit import entries
from tests.logs.test_months_to_begin import NOVEMBER, NOW, delivered, told
from tests.world import World

BASE = "/zonderbeke/logcontrole/"
WHY = "De leverancier gaf enkel een half bestand."


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with clock.at(NOW):
        yield


def left(world: World, month: date = OCTOBER, who: str = "dina") -> LeftOut:
    return leave_out(world.actor(who), authority=world.zonderbeke, month=month, reason=WHY)


def test_vandaag_asks_it_no_more_until_it_is_taken_back(world: World) -> None:
    delivered(world, OCTOBER)
    assert [title for title, *_rest in told(world)] == ["Logcontrole van oktober 2026 starten"]
    row = left(world, OCTOBER.replace(day=17))
    assert (row.month, row.reason, entries("logs:month:left-out")) == (OCTOBER, WHY, 1)
    assert told(world) == []
    with scope(world.actor("dina"), [world.zonderbeke]):
        take_back(world.actor("dina"), left_out=row)
        assert entries("logs:month:taken-back") == 1
        with pytest.raises(Refused, match="al teruggenomen"):
            take_back(world.actor("dina"), left_out=row)
    assert len(told(world)) == 1
    assert left(world).pk != row.pk, "and again"


def test_the_other_months_are_asked_still(world: World) -> None:
    delivered(world, OCTOBER, NOVEMBER)
    left(world)
    assert [title for title, *_rest in told(world)] == ["Logcontrole van november 2026 starten"]


def test_what_is_controlled_running_or_not_over_is_not_left_out(world: World) -> None:
    delivered(world, OCTOBER)
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    for month, words in ((OCTOBER, "al een controle"), (date(2026, 12, 1), "nog niet voorbij")):
        with pytest.raises(Refused, match=words):
            left(world, month)
    left(world, NOVEMBER)
    with pytest.raises(Refused, match="staat al als niet nagekeken"):
        left(world, NOVEMBER)
    with pytest.raises(Invalid):
        leave_out(world.actor("dina"), authority=world.zonderbeke, month=date(2026, 9, 1), reason=" ")
    for name in ("bert", "an", "sofie"):
        with pytest.raises(NotAllowed):
            left(world, date(2026, 9, 1), name)


def test_no_control_of_it_begins_by_file_or_paper(world: World) -> None:
    delivered(world, OCTOBER)
    dina, place = world.actor("dina"), world.zonderbeke
    row = left(world)
    left(world, date(2026, 9, 1))
    words = "staat als niet nagekeken: De leverancier gaf enkel een half bestand. Neem dat eerst terug"
    with pytest.raises(Refused, match=words):
        start_run(dina, authority=place, month=OCTOBER)
    line = OnPaper(world.person("an"), months.moment(date(2026, 9, 3), 10), "RR", right=True, note="")
    with pytest.raises(Refused, match=words):
        enter_paper_run(dina, authority=place, month=date(2026, 9, 1), lines=[line])
    with scope(dina, [place]):
        assert date(2026, 9, 1) not in months_on_paper(place, clock.today())
        take_back(dina, left_out=row)
    assert start_run(dina, authority=place, month=OCTOBER).events > 0


def test_it_meets_no_duty(world: World) -> None:
    delivered(world, OCTOBER)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        task = months.monthly_task(world.zonderbeke)
    left(world)
    with scope(world.system, [world.zonderbeke]):
        assert Task.objects.get(pk=task.pk).status == task.status == "open"


def test_the_annual_report_knows_it_as_it_stood(world: World) -> None:
    row = left(world)
    with clock.at(NOW + timedelta(days=40)), scope(world.actor("dina"), [world.zonderbeke]):
        take_back(world.actor("dina"), left_out=row)
    stood = {
        days: [
            (one.month, one.reason)
            for one in of_year(world.zonderbeke, Period(year=2026, as_of=NOW + timedelta(days=days))).left_out
        ]
        for days in (-1, 0, 30, 50)
    }
    assert stood == {-1: [], 0: [(OCTOBER, WHY)], 30: [(OCTOBER, WHY)], 50: []}
    assert of_year(world.zonderbeke, Period(year=2025, as_of=datetime(2027, 1, 1, tzinfo=UTC))).left_out == ()


def test_the_pages_lead_there_and_back(world: World, browse: Any) -> None:
    delivered(world, OCTOBER)
    dina = browse("dina")
    where = f"{BASE}niet-nakijken/"
    start = dina.get(f"{BASE}starten/?maand=2026-10").content.decode()
    assert f'href="{where}?maand=2026-10"' in start
    asked = dina.get(f"{where}?maand=2026-10").content.decode()
    assert "De terugkerende taak van die maand is er niet mee gedaan." in asked
    assert '<option value="2026-10" selected>' in asked
    assert dina.post(where, {"month": "2026-10", "reason": ""}).status_code == 422
    page = dina.post(where, {"month": "2026-10", "reason": WHY}, follow=True).content.decode()
    assert "De maand staat als niet nagekeken." in page
    assert WHY in page
    assert "Toch nakijken" in page
    assert f'href="{BASE}starten/"' in page, "without any control yet one can start"
    everywhere = dina.get("/logcontrole/").content.decode()
    assert WHY in everywhere
    assert "Toch nakijken" not in everywhere
    reader = browse("bert").get(BASE).content.decode()
    assert WHY in reader, "who reads figures reads it"
    assert "Toch nakijken" not in reader
    world.employ("nele", ["staff"])
    assert WHY not in browse("nele").get(BASE).content.decode(), "a worker reads what is about himself"
    start = dina.get(f"{BASE}starten/").content.decode()
    assert '<option value="2026-10"' not in start
    assert 'Oktober 2026<span class="muted">staat als niet nagekeken' in start
    with scope(world.system, [world.zonderbeke]):
        back = f"{where}{LeftOut.objects.get().pk}/terug/"
    assert "Oktober 2026 kan weer nagekeken worden." in dina.post(back, follow=True).content.decode()
    assert dina.post(back).status_code == 404
    with scope(world.system, [world.zonderbeke]):
        rest = to_leave(world.zonderbeke)
    for month in rest:
        left(world, month)
    assert "Elke maand die voorbij is, heeft al een controle" in dina.get(where).content.decode()
    assert dina.post(where, {"month": "2026-10", "reason": WHY}).status_code == 422
    with scope(world.actor("dina"), [world.zonderbeke]):
        take_back(world.actor("dina"), left_out=LeftOut.objects.get(month=OCTOBER, withdrawn_at=None))
    assert '<option value="2026-10"' in dina.get(f"{BASE}starten/").content.decode()


def test_the_api_does_the_same(world: World) -> None:
    months.people(world)
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    client, where = Client(), "/api/v1/authorities/zonderbeke/log-months-left-out"
    given: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}, "content_type": "application/json"}
    made = client.post(where, {"month": "2026-10-09", "reason": WHY}, **given)
    assert (made.status_code, made.json()["month"]) == (201, "2026-10-01"), made.content
    assert [one["reason"] for one in client.get(where, **given).json()["items"]] == [WHY]
    back = client.post(f"{where}/{made.json()['id']}/take-back", **given)
    assert back.status_code == 200
    assert back.json()["withdrawn_at"]
    assert client.get(where, **given).json()["items"] == []
