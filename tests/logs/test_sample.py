"""The sample judged in one go: one fact that names every consultation, all or none, by who may judge each."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs import store
from roeland.logs.actions import retention
from roeland.logs.actions.runs import start_run
from roeland.logs.actions.sample import judge_many, judge_sample
from roeland.logs.models import Run, SampleItem
from roeland.logs.queries import cases, events, runs
from roeland.logs.values import Kind
from tests.logs import months
from tests.logs.months import OCTOBER, explained
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def test_one_fact_names_each_that_was_judged(world: World) -> None:
    months.ready(world, explained(), an="an")
    dina, place = world.actor("dina"), world.zonderbeke
    run = start_run(dina, authority=place, month=OCTOBER)
    with scope(dina, [place]):
        items = list(cases.sample(dina, run))
    judge_sample(dina, item=items[0], verdict="wrong", note="Ander dossier.")
    with pytest.raises(Invalid, match="Duid eerst"):
        judge_many(dina, items=[], verdict="right")
    with pytest.raises(Invalid, match="apart"):
        judge_many(dina, items=items[1:3], verdict="wrong")
    assert judge_many(dina, items=items[1:], verdict="right") == len(items) - 1
    with scope(world.system, [place]):
        entry = LedgerEntry.objects.filter(action="logs:sample:judged-together").get()
        raw = LedgerPayload.objects.get(tree=entry.tree_id, idx=entry.idx).payload
        rows = list(SampleItem.objects.filter(run=run))
    assert entry.object_id == run.pk
    assert set(json.loads(bytes(raw or b""))["judged"]) == {str(item.pk) for item in items[1:]}
    assert {row.verdict for row in rows if row.pk != items[0].pk} == {"right"}
    assert {row.decided_by_id for row in rows} == {world.person("dina").pk}


def test_all_or_none(world: World) -> None:
    months.ready(world, explained(), explained(20, "dina"), an="an", dina="dina")
    dina, place = world.actor("dina"), world.zonderbeke
    run = start_run(dina, authority=place, month=OCTOBER)
    with scope(world.system, [place]):
        items = list(SampleItem.objects.filter(run=run))
    assert any(item.person_id == world.person("dina").pk for item in items)
    with pytest.raises(Refused, match="eigen raadplegingen"):
        judge_many(dina, items=items, verdict="right")
    with scope(world.system, [place]):
        assert not SampleItem.objects.filter(run=run).exclude(verdict="").exists()


def again(world: World, rows: list[dict[str, Any]], first: int = 50_000) -> None:
    """The same consultations, or others, in one more file: under numbers of their own."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows, first):
        numbered = {"service": "RR", "ip": "10.0.0.1", "search_key": "insz", **row, "event_id": number}
        by_day.setdefault(clock.local(row["ts"]).date(), []).append(numbered)
    months.put(world.zonderbeke, Kind.CONSULT, by_day, tuple(sorted(by_day)))


def items_of(world: World, run: Run) -> list[SampleItem]:
    with scope(world.system, [world.zonderbeke]):
        return list(SampleItem.objects.filter(run=run).select_related("user", "run").order_by("at", "event"))


def drawn_by_hand(run: Run, size: int) -> set[str]:
    """As the page tells an auditor: what stayed, and the first of the others in the order of the hash, each consultation once."""
    files = store.consult_files(run.authority_id, *store.month(OCTOBER))
    told = {str(row["event_id"]): row for path in files for row in pq.ParquetFile(path).read().to_pylist()}
    verdicts = pq.ParquetFile(events.folder(run) / "verdicts.parquet").read().to_pylist()
    known = [str(row["event_id"]) for row in verdicts if row["explained_by"]]
    known.sort(key=lambda number: sha256(f"{run.summary['seed']}:{number}".encode()).hexdigest())
    found = list(run.summary["sample_kept"])
    seen = {content(told[one]) for one in found}
    for one in known:
        if len(found) < size and content(told[one]) not in seen:
            seen.add(content(told[one]))
            found.append(one)
    return set(found)


def content(row: dict[str, Any]) -> tuple[object, ...]:
    return row["user_id"], row["citizen"], row["ts"], row["service"]


@pytest.mark.parametrize("judged", [0, 20, 50])
def test_looking_again_tops_the_sample_up_and_anybody_draws_it_again(world: World, judged: int) -> None:
    months.ready(world, explained(150), an="an")
    dina = world.actor("dina")
    one = months.run(world)
    before = items_of(world, one)
    if judged:
        judge_many(dina, items=before[:judged], verdict="right")
    again(world, explained(200)[150:])
    two = months.run(world)
    now = items_of(world, two)
    assert len(now) == two.sampled == 50
    assert {item.event for item in before[:judged]} == {item.event for item in now if item.verdict}
    assert sorted(two.summary["sample_kept"]) == sorted(item.event for item in before[:judged])
    assert {item.event for item in now} == drawn_by_hand(two, 50)
    with scope(dina, [world.zonderbeke]):
        assert runs.sample_counts(two) == (50, judged, 0)


def test_a_consultation_under_two_numbers_is_judged_once(world: World) -> None:
    months.ready(world, explained(60), an="an")
    one = months.run(world)
    judge_many(world.actor("dina"), items=items_of(world, one), verdict="right")
    again(world, explained(60))
    two = months.run(world, minutes=45)
    now = items_of(world, two)
    assert len(now) == 50
    assert len({(item.user.user_id, item.citizen, item.at, item.service) for item in now}) == 50
    with scope(world.system, [world.zonderbeke]), gate.opened():
        SampleItem.objects.filter(run=two).delete()
    fresh = items_of(world, months.run(world))
    assert len({(item.user.user_id, item.citizen, item.at, item.service) for item in fresh}) == len(fresh) == 50


def test_the_page_tells_what_stayed(world: World, browse: Any) -> None:
    months.ready(world, explained(150), an="an")
    path = "/zonderbeke/logcontrole/2026-10/steekproef/"
    one = months.run(world)
    stays = items_of(world, one)[:3]
    judge_many(world.actor("dina"), items=stays, verdict="right")
    assert "opnieuw bekeken" not in browse("dina").get(path).content.decode()
    months.run(world)
    page = browse("dina").get(path).content.decode()
    assert "3 raadplegingen hadden toen al een oordeel en bleven staan" in " ".join(page.split())
    assert ", ".join(item.event for item in stays) in page
    with scope(world.system, [world.zonderbeke]):
        run = Run.objects.get()
        retention.blank(world.system, run=run)
        assert "sample_kept" not in Run.objects.get().summary
