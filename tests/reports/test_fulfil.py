"""A report closes the tasks that ask for it, by itself and once."""

from datetime import date

import pytest

from roeland.duties import actions as duties
from roeland.duties import providers
from roeland.duties.models import Evidence, Task
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid
from roeland.ledger.outbox import drain
from roeland.reports import actions
from roeland.reports.handlers import HANDLERS
from tests.reports.history import at, freeze, live
from tests.world import World

pytestmark = pytest.mark.django_db


def adopt(world: World, catalogue_id: str) -> None:
    with at(2025, 12, 1):
        duties.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id=catalogue_id)


def tasks(world: World, catalogue_id: str) -> list[tuple[date | None, str, date | None, object]]:
    with scope(world.system, [world.zonderbeke]):
        rows = Task.objects.filter(duty__catalogue_id=catalogue_id).order_by("key")
        return [(row.key, row.status, row.done_on, row.doer_id) for row in rows]


def test_a_report_closes_the_tasks_of_its_year(world: World) -> None:
    live(world)
    for catalogue_id in ("annual-report-council", "org-control-input"):
        adopt(world, catalogue_id)
    dina = world.person("dina").pk
    report = freeze(world)
    with at(2026, 1, 16):
        drain(HANDLERS)
    assert tasks(world, "annual-report-council") == []
    (control,) = tasks(world, "org-control-input")
    assert control == (date(2026, 5, 15), "accepted", date(2026, 1, 15), dina)
    with at(2026, 3, 2):
        actions.offer(world.actor("dina"), report=report, since=date(2026, 3, 2), until=date(2026, 3, 20))
        drain(HANDLERS)
        actions.offer(world.actor("dina"), report=report, since=date(2026, 3, 2), until=date(2026, 3, 21))
        assert drain(HANDLERS) == 1
    (council,) = tasks(world, "annual-report-council")
    assert council == (date(2026, 3, 31), "accepted", date(2026, 3, 2), dina)
    with scope(world.system, [world.zonderbeke]):
        shown = set(Evidence.objects.values_list("link_kind", "link_id", "link_title"))
    assert shown == {("reports.report", report.pk, "Jaarverslag 2025")}


def test_without_the_duty_nothing_happens(world: World) -> None:
    live(world)
    freeze(world)
    with at(2026, 1, 16):
        assert drain(HANDLERS) == 1
    assert tasks(world, "org-control-input") == []


def test_a_draft_is_evidence_of_nothing(world: World) -> None:
    adopt(world, "org-control-input")
    with at(2026, 4, 20):
        report = actions.start(world.actor("dina"), authority=world.zonderbeke, year=2025)
        with scope(world.system, [world.zonderbeke]):
            assert providers.find("reports.report", world.zonderbeke.pk, report.pk) is None
            assert providers.KINDS["reports.report"].search(world.zonderbeke.pk, "jaar") == []
            duty = Task._meta.get_field("duty").related_model.objects.get(catalogue_id="org-control-input")
        task = duties.plan_task(world.system, duty=duty, key=date(2026, 5, 15))
        with pytest.raises(Invalid):
            duties.fulfil(
                world.actor("dina"), task=task, kind="reports.report", record_id=report.pk, on=date(2026, 4, 20)
            )
