"""The way through log control: a decision leads to the next line, and each reader reads what is true for him."""

from typing import Any

import pytest

from roeland.kernel.offers import Line
from roeland.kernel.scope import scope
from roeland.logs import offers
from roeland.logs.actions.cases import justify
from roeland.logs.actions.runs import close_run, start_run
from roeland.logs.actions.sample import judge_many
from roeland.logs.effort import left
from roeland.logs.models import Case
from roeland.logs.queries import cases
from roeland.ui import dates
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


def on_vandaag(world: World) -> Line:
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        [found] = [one for one in offers.today(dina, [world.zonderbeke.pk]) if "oktober 2026" in one.title]
    return found


def test_vandaag_and_the_page_of_the_month_say_the_same_minutes(world: World, browse: Any) -> None:
    rows = [row for number in range(4) for row in strange(f"u{number}", 500 + number)]
    months.ready(world, explained(), rows, strange("an", 51, 12), an="an")
    dina, actor = browse("dina"), world.actor("dina")
    run = start_run(actor, authority=world.zonderbeke, month=OCTOBER)
    found = listed(world)
    lines = {case.alike or str(case.pk) for case in found}
    drawn = run.sampled
    line = on_vandaag(world)
    assert line.title == f"Logcontrole van oktober 2026: {len(found)} gevallen beslissen"
    assert line.note == f"{dates.plural(len(lines), 'beslissing', 'beslissingen')}: gelijke gevallen samen."
    assert line.minutes == left([case.alike or str(case.pk) for case in found], drawn) < left(range(len(found)), drawn)
    assert f"Je hebt er nog ongeveer {dates.minutes(line.minutes)} werk aan." in dina.get(LIST).content.decode()
    for case in found:
        justify(actor, case=case, reason="Huisbezoek.")
    line = on_vandaag(world)
    assert (line.title.split(": ")[1], line.minutes) == (
        f"{drawn} raadplegingen uit de steekproef bekijken",
        left([], drawn),
    )
    assert f"nog ongeveer {dates.minutes(line.minutes)} werk" in dina.get(LIST).content.decode()
    months.judge_all(world, run)
    assert on_vandaag(world).minutes == 0
    assert "nog ongeveer" not in dina.get(LIST).content.decode()
