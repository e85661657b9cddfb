"""The way through log control: a decision leads to the next line, and each reader reads what is true for him."""

from typing import Any

import pytest

from roeland.kernel.scope import scope
from roeland.logs.actions.cases import justify
from roeland.logs.actions.runs import close_run, start_run
from roeland.logs.actions.sample import judge_many
from roeland.logs.models import Case
from roeland.logs.queries import cases
from tests.logs import months
from tests.logs.months import OCTOBER, explained, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

BASE = "/zonderbeke/logcontrole/"
LIST = f"{BASE}2026-10/"


def listed(world: World) -> list[Case]:
    """Cases of the officer in the order of the list."""
    with scope(world.system, [world.zonderbeke]):
        return list(Case.objects.select_related("run", "authority").order_by("rank"))


def test_a_decision_leads_to_the_next_line_and_back_to_the_list_at_the_end(world: World, browse: Any) -> None:
    rows = [row for number in range(4) for row in strange(f"u{number}", 500 + number)]
    months.ready(world, explained(), rows, strange("an", 51, 12), an="an")
    dina = browse("dina")
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    found = listed(world)
    alike = [case for case in found if case.alike]
    assert len(alike) > 1, "some are decided together"
    page = dina.get(f"{BASE}geval/{found[0].pk}/" if not found[0].alike else f"{LIST}samen/?gelijk={found[0].alike}")
    seen, steps = 0, 0
    while True:
        here = page.request["PATH_INFO"]
        steps += 1
        if here == LIST:
            break
        if "/samen/" in here:
            ids = [str(case.pk) for case, *_rest in page.context["rows"]]
            sent = {"geval": ids, "decision": "justified", "words": "Loket."}
            page = dina.post(f"{LIST}samen/", sent, follow=True)
            seen += len(ids)
        else:
            page = dina.post(here, {"decision": "justified", "reason": "Loket.", "how": "user"}, follow=True)
            seen += 1
    assert seen == len(found)
    assert steps < seen + 1, "alike cases take one step"
    assert "Nu nog de steekproef" in page.content.decode()


def test_who_decides_nothing_is_not_told_that_all_is_decided(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    run, dina = start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER), world.actor("dina")
    text = browse("sofie").get(LIST).content.decode()
    assert "Eén geval ligt bij iemand anders." in text or "1 geval ligt bij iemand anders." in text
    assert "Alles is beslist" not in text
    bert = browse("bert")
    assert f"{BASE}verslagen/2026-10/" in bert.get(BASE).content.decode(), "its report says that it runs"
    assert f'{BASE}2026-10/"' not in bert.get(BASE).content.decode()
    justify(dina, case=listed(world)[0], reason="Huisbezoek.")
    with scope(dina, [world.zonderbeke]):
        judge_many(dina, items=list(cases.sample(dina, run)), verdict="right")
    close_run(dina, run=run, conclusion="Klaar.", spent=30)
    assert f"{BASE}verslagen/2026-10/" in bert.get(BASE).content.decode()
    assert bert.get(f"{BASE}verslagen/2026-10/").status_code == 200
    world.employ("nele", ["staff"])
    worker = browse("nele").get(BASE).content.decode()
    assert "Wat er over jou bijgehouden is" in worker
    assert "kunt zien" not in worker
    assert f"{BASE}verslagen/" not in worker
