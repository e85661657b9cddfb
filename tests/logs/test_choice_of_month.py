"""*Controle starten* offers the months of which the verb takes one, and says of the others why not."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs.actions.left_out import leave_out
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import enter_paper_run, start_run
from roeland.logs.models import Conditions, Run
from roeland.logs.queries.terms import months_before
from roeland.logs.values import Kind, RunState
from tests.logs import months
from tests.world import World

START = "/zonderbeke/logcontrole/starten/"
OFFERED = "2026-10"


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with clock.at(datetime(2026, 12, 9, 9, tzinfo=UTC)):
        yield


def file_of(world: World, month: int) -> None:
    day = date(2026, month, 6)
    row = {"event_id": month, "user_id": "an", "citizen": 51, "ts": months.moment(day, 10), "service": "RR"}
    months.put(world.zonderbeke, Kind.CONSULT, {day: [row]}, (day,))


def year(world: World) -> None:
    """March before the first day, May past the term, June left out, July on paper, October to control, November closed; else no file."""
    months.people(world)
    dina, place = world.actor("dina"), world.zonderbeke
    with gate.opened(), scope(world.system, [place]):
        Conditions.objects.update(valid_from=date(2026, 4, 1), retention_months=6)
    leave_out(dina, authority=place, month=date(2026, 6, 1), reason="Er kwam een half bestand.")
    line = OnPaper(None, clock.at_local(date(2026, 7, 6), 10), "RR", right=True, note="", user="loket")
    enter_paper_run(dina, authority=place, month=date(2026, 7, 1), lines=[line])
    for month in (3, 5, 6, 7, 10, 11):
        file_of(world, month)
    done = start_run(dina, authority=place, month=date(2026, 11, 1))
    with gate.opened(), scope(world.system, [place]):
        Run.objects.filter(pk=done.pk).update(state=RunState.CLOSED)


def told(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<span>([^<]+)<span class="muted">([^<]+)</span>', page.split("Niet te controleren")[1])


def test_exactly_the_months_that_the_verb_takes_are_offered(world: World, browse: Any) -> None:
    year(world)
    answer = browse("dina").get(START)
    assert [value for value, _words in answer.context["form"].fields["month"].choices] == [OFFERED]
    first = "voor 1 april 2026, de eerste dag die gecontroleerd wordt"
    assert told(answer.content.decode()) == [
        ("Augustus 2026 tot en met september 2026", "er is geen logbestand"),
        ("Juli 2026", "sluit eerst de steekproef op papier af"),
        ("Juni 2026", "staat als niet nagekeken"),
        ("April 2026 tot en met mei 2026", "de bewaartermijn is voorbij"),
        ("Juni 2025 tot en met maart 2026", first),
    ]
    for month in months_before(clock.today()):
        try:
            start_run(world.actor("dina"), authority=world.zonderbeke, month=month)
        except Refused:
            assert f"{month:%Y-%m}" != OFFERED
        else:
            assert f"{month:%Y-%m}" == OFFERED
    assert browse("dina").get(START).context["again"], "a control that runs is looked at again"


def test_without_any_the_page_says_so_and_leads_on(world: World, browse: Any) -> None:
    months.people(world)
    for data in (None, {"month": "2026-10", "minutes": 45}):
        answer = browse("dina").post(START, data) if data else browse("dina").get(START)
        page = answer.content.decode()
        assert "Er is nu geen maand om te controleren" in page
        assert told(page) == [("Juni 2025 tot en met november 2026", "er is geen logbestand")]
        assert '<button class="btn btn-primary' not in page.split("<h1>")[1]
        for link in ("op-papier/", "niet-nakijken/", "bronnen/"):
            assert f'href="/zonderbeke/logcontrole/{link}"' in page, link
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(dpia_on=None)
    assert "Dit ontbreekt nog: de effectbeoordeling (DPIA)" in browse("dina").get(START).content.decode()
