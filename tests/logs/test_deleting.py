"""A verb that deletes files deletes them after its transaction: broken before, rows and files stay; killed after, a job deletes."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import intake, keys, leftovers, store, vault
from roeland.logs.actions import deliveries, retention, runs
from roeland.logs.jobs import retention as job
from roeland.logs.models import Case, Delivery, Run
from roeland.logs.queries import events, looks, rules
from roeland.logs.values import DeliveryState
from tests.logs import months
from tests.logs.intake_kit import csv, line, source, stored, taken
from tests.world import World

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
LATER = datetime(2030, 1, 5, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


class Broken(Exception):
    """Something that goes wrong at the very end of a verb."""


def files(world: World, data_folder: Path) -> dict[str, bytes]:
    """Every file and key of log control, with what it holds."""
    tops = (store.root(world.zonderbeke.pk), keys.folder(world.zonderbeke.pk))
    return {str(path): path.read_bytes() for top in tops for path in top.rglob("*") if path.is_file()}


Verb = Callable[[Actor, Delivery], object]
VERBS: dict[str, Verb] = {
    "undo": lambda actor, row: deliveries.undo_delivery(actor, delivery=row, reason="verkeerd"),
    "blank": lambda actor, row: deliveries.blank_delivery(actor, delivery=row),
    "key": lambda actor, row: deliveries.destroy_key(actor, authority=row.authority, key_id="vault-2026"),
    "forget": lambda actor, row: deliveries.forget_consultations(
        actor, authority=row.authority, before=date(2027, 1, 1)
    ),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_broken_verb_leaves_rows_and_files(
    world: World, name: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(world, source(world), csv([line(1)]))
    actor = world.actor("dina") if name == "undo" else world.system
    before = files(world, data_folder)

    def broken(*_: object) -> None:
        raise Broken

    with scope(world.system, [world.zonderbeke]), clock.at(LATER):
        row = Delivery.objects.select_related("authority").get()
        monkeypatch.setattr(deliveries, "state", broken)
        with pytest.raises(Broken):
            VERBS[name](actor, row)
        monkeypatch.undo()
        assert Delivery.objects.get().state == DeliveryState.READ
    assert files(world, data_folder) == before
    assert len(before) >= 4


@pytest.mark.parametrize("name", VERBS)
def test_the_verb_deletes_after_its_transaction(world: World, name: str, data_folder: Path) -> None:
    """The same four, not broken: what they should take away is gone."""
    where = source(world)
    done = taken(world, where, csv([line(1)]))
    place = world.zonderbeke.pk
    with scope(world.system, [world.zonderbeke]), clock.at(LATER):
        row = Delivery.objects.select_related("authority").get()
        VERBS[name](world.actor("dina") if name == "undo" else world.system, row)
    there = (
        vault.path(place, done.found.id).exists(),
        bool(stored(where)),
        (keys.folder(place) / "vault-2026.key").exists(),
    )
    assert (
        there
        == {
            "undo": (False, False, True),
            "blank": (False, True, True),
            "key": (True, True, False),
            "forget": (True, False, True),
        }[name]
    )


def test_what_was_killed_after_the_verb_is_deleted_by_the_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    where, place = source(world), world.zonderbeke.pk
    gone, blank = (taken(world, where, csv([line(number)]), f"{number}.csv") for number in (1, 2))
    monkeypatch.setattr(deliveries.store, "forget", lambda *_: None)
    monkeypatch.setattr(deliveries.vault, "blank", lambda *_: None)
    with scope(world.system, [world.zonderbeke]), clock.at(LATER):
        deliveries.undo_delivery(world.actor("dina"), delivery=Delivery.objects.get(pk=gone.found.id), reason="weg")
        deliveries.blank_delivery(world.system, delivery=Delivery.objects.get(pk=blank.found.id))
        monkeypatch.undo()
        assert len(stored(where)) == 2
        assert leftovers.tidy(world.zonderbeke) == 3
        assert leftovers.tidy(world.zonderbeke) == 0
    assert len(stored(where)) == 1
    assert not any(vault.path(place, one.found.id).exists() for one in (gone, blank))


def test_an_import_that_was_recorded_loses_nothing_when_it_breaks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = source(world)
    kept = intake.record_delivery

    def late(*args: Any, **more: Any) -> None:
        kept(*args, **more)
        raise KeyboardInterrupt  # the process ends between the commit and what comes after it

    monkeypatch.setattr(intake, "record_delivery", late)
    with pytest.raises(KeyboardInterrupt):
        taken(world, where, csv([line(1)]))
    monkeypatch.undo()
    with scope(world.system, [world.zonderbeke]):
        assert vault.path(world.zonderbeke.pk, Delivery.objects.get().pk).exists()
        with clock.at(datetime.now(UTC) + timedelta(hours=3)):
            leftovers.tidy(world.zonderbeke)
    assert len(stored(where)) == 1


def test_looking_again_keeps_the_good_files_until_the_rows_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(months.NOW):
        months.ready(world)
        dina, place = world.actor("dina"), world.zonderbeke
        first = runs.start_run(dina, authority=place, month=months.OCTOBER)

        def broken(*_: object, **__: object) -> None:
            raise Broken

        monkeypatch.setattr(runs, "state", broken)
        with pytest.raises(Broken):
            runs.start_run(dina, authority=place, month=months.OCTOBER)
        monkeypatch.undo()
        assert [path.name for path in months.files_of(first)] == [first.summary["files"]]
        kept = runs.keep_run

        def late(*args: Any, **more: Any) -> None:
            kept(*args, **more)
            raise KeyboardInterrupt

        monkeypatch.setattr(runs, "keep_run", late)
        with pytest.raises(KeyboardInterrupt):
            runs.start_run(dina, authority=place, month=months.OCTOBER)
        monkeypatch.undo()
        with scope(dina, [place]):
            again = Run.objects.get()
        assert again.summary["files"] != first.summary["files"]
        assert (events.folder(again) / "verdicts.parquet").exists()


@pytest.mark.parametrize("when", ["while the engine runs", "before its rows change"])
def test_of_two_who_look_again_at_once_one_does(world: World, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """The slower one would take away what the faster one was told, and say what changed beside files that are gone."""
    with clock.at(months.NOW):
        months.ready(world)
        dina, place = world.actor("dina"), world.zonderbeke
        runs.start_run(dina, authority=place, month=months.OCTOBER)
        name, of = ("compared", looks) if when.startswith("while") else ("keep_run", runs)
        slow = getattr(of, name)

        def overtaken(*args: Any, **more: Any) -> Any:
            monkeypatch.undo()
            runs.forget_attempts(runs.start_run(world.actor("karel"), authority=place, month=months.OCTOBER))
            return slow(*args, **more)

        monkeypatch.setattr(of, name, overtaken)
        with pytest.raises(Refused, match="Iemand anders keek deze maand net opnieuw na"):
            runs.start_run(dina, authority=place, month=months.OCTOBER)
        with scope(dina, [place]):
            run = Run.objects.get()
        assert run.started_by_id == world.person("karel").pk
        assert [path.name for path in months.files_of(run)] == [run.summary["files"]]
        assert len(run.summary["looks"]) == 1


def test_what_a_killed_control_left_goes_away(world: World) -> None:
    with clock.at(months.NOW):
        months.ready(world)
        run = runs.start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)
    good, top = events.folder(run), store.root(world.zonderbeke.pk) / "runs"
    (top / ".in-abc" / "consult").mkdir(parents=True)
    shutil.copytree(good, good.with_name("0123456789abcdef"))
    shutil.copytree(good, top / "00000000-0000-0000-0000-000000000001" / "fedcba9876543210")
    with scope(world.system, [world.zonderbeke]):
        with clock.at(datetime.now(UTC)):
            assert leftovers.tidy(world.zonderbeke) == 0  # somebody may be at it
        with clock.at(datetime.now(UTC) + timedelta(hours=3)):
            assert leftovers.tidy(world.zonderbeke) >= 3
    assert [path.name for path in top.iterdir()] == [str(run.pk)]
    assert [path.name for path in good.parent.iterdir()] == [good.name]


def test_retention_that_breaks_goes_on_the_next_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken in the verb: rows and files stay. Broken between the rows and the texts: both go the next time."""
    with clock.at(months.NOW):
        months.ready(world)
        run = runs.start_run(world.actor("dina"), authority=world.zonderbeke, month=months.OCTOBER)

    def broken(*_: object, **__: object) -> None:
        raise Broken

    with clock.at(LATER):
        monkeypatch.setattr(retention, "state", broken)
        assert job.forget() == 0
        monkeypatch.undo()
        assert (events.folder(run) / "cases.csv").exists()
        with scope(world.system, [world.zonderbeke]):
            assert Case.objects.filter(run=run, blanked_at=None).exists()
        monkeypatch.setattr(job, "_drop_files", broken)
        assert job.forget() == 0
        monkeypatch.undo()
        assert (events.folder(run) / "cases.csv").exists()
        assert job.forget() == 0
    assert [path.name for path in events.folder(run).iterdir()] == [rules.RULES]
