"""The sample judged in one go: one fact that names every consultation, all or none, by who may judge each."""

import json

import pytest

from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs.actions.runs import start_run
from roeland.logs.actions.sample import judge_many, judge_sample
from roeland.logs.models import SampleItem
from roeland.logs.queries import cases
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
