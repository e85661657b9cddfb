"""Importing: once, by who may, by a mapping, and never half done."""

import fcntl
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.logs import assembling, intake, leftovers, store
from roeland.logs.actions.sources import end_source, map_source
from roeland.logs.models import Delivery, LogUser
from roeland.logs.values import Kind
from tests.logs.intake_kit import FIELDS, csv, line, source, stored, taken
from tests.world import World

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(NOW):
        yield


def test_the_same_event_counts_once_and_the_same_file_is_refused(world: World) -> None:
    where = source(world)
    morning = [line(number, hour="09:00") for number in range(1, 6)]
    assert taken(world, where, csv(morning)).found.rows == 5
    again = taken(world, where, csv([*morning[2:], line(6), line(6)]), "tweede.csv")
    assert (again.found.rows, again.found.duplicates) == (1, 4)
    assert len(stored(where)) == 6
    with pytest.raises(Refused, match=r"tweede.csv: dit bestand is al geïmporteerd op 05/11/2026"):
        taken(world, where, csv([*morning[2:], line(6), line(6)]), "tweede.csv")


@pytest.mark.usefixtures("committing")
def test_two_files_of_one_source_at_one_moment_count_what_they_share_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits until what the first brought stands there, from before it is read until it counts."""
    where, other = source(world), source(world, name="Andere")
    held: list[str] = []

    def during(moment: str, call: Any) -> Any:
        def called(*given: Any, **named: Any) -> Any:
            path = store.folder(where.authority_id) / "locks" / str(where.pk)
            with path.open("w") as second, pytest.raises(BlockingIOError):
                fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with store.alone(where.authority_id, other.pk):  # another source waits for nothing
                held.append(moment)
            return call(*given, **named)

        return called

    monkeypatch.setattr(intake.staging, "Writer", during("read", intake.staging.Writer))
    monkeypatch.setattr(intake.store, "count", during("counts", intake.store.count))
    assert taken(world, where, csv([line(1), line(2)])).found.rows == 2
    assert held == ["read", "counts"]
    with store.alone(where.authority_id, where.pk):
        held.append("free")


def test_events_without_a_number_of_their_own_are_told_apart_by_what_they_say(world: World) -> None:
    fields = {name: part for name, part in FIELDS.items() if name != "event_id"}
    where = source(world, mapping={"fields": fields})
    half = csv([line(1), line(1), line(2)])
    assert taken(world, where, half).found.rows == 3  # twice the same look in one file is two looks
    assert taken(world, where, csv([line(1), line(1), line(2), line(3)]), "b.csv").found.duplicates == 3


def test_a_test_import_keeps_nothing(world: World) -> None:
    where = source(world)
    before = {path for path in store.root(world.zonderbeke.pk).rglob("*") if path.is_file()}
    with scope(world.actor("dina"), [world.zonderbeke]):
        tried = intake.try_out(
            world.actor("dina"), where, BytesIO(csv([line(1), line(2, citizen="1234567890")])), "log.csv"
        )
        assert Delivery.objects.count() == 0
        assert LogUser.objects.count() == 0
    assert (tried.found.rows, tried.found.left_out, len(tried.first_rows)) == (1, 1, 1)
    assert {path for path in store.root(world.zonderbeke.pk).rglob("*") if path.is_file()} == before


def test_only_who_keeps_sources_imports_and_not_in_another_authority(world: World) -> None:
    where = source(world)
    for name in ("bert", "chris", "emil", "an"):
        with pytest.raises(NotAllowed):
            intake.take(world.actor(name), where, BytesIO(csv([line(1)])), "x.csv", how="upload")
    assert stored(where) == []


def test_a_killed_import_leaves_the_last_good_state_and_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the verb: nothing counts. Killed after it, before the mark: the next tidying finishes it."""
    where, place = source(world), world.zonderbeke.pk
    taken(world, where, csv([line(1)]), "een.csv")
    kept = store.count

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake.store, "place", killed)
    with pytest.raises(KeyboardInterrupt):
        taken(world, where, csv([line(2)]), "twee.csv")
    monkeypatch.undo()
    assert len(stored(where)) == 1
    monkeypatch.setattr(intake, "_Import", _Stopped)
    with pytest.raises(KeyboardInterrupt):
        taken(world, where, csv([line(3)]), "drie.csv")
    monkeypatch.undo()
    assert store.count is kept
    assert len(stored(where)) == 1
    with scope(world.system, [world.zonderbeke]), clock.at(datetime.now(UTC) + timedelta(hours=3)):
        assert leftovers.tidy(world.zonderbeke) >= 1
        assert Delivery.objects.filter(state="read").count() == 2
    assert len(stored(where)) == 2
    assert store.pending(place) == []


class _Stopped(intake._Import):
    """A process that dies between the verb and the mark."""

    def _keep(self, found: intake.Found, mark: store.Mark, made: Path) -> intake.Taken:
        store.place(self.source.authority_id, mark, made)
        intake.record_delivery(self.actor, source=self.source, found=found)
        raise KeyboardInterrupt


def test_a_mapping_is_checked_and_can_change(world: World) -> None:
    from roeland.ledger.action import Invalid

    where, dina = source(world), world.actor("dina")
    with pytest.raises(Invalid, match="Het veld “burger"):
        map_source(dina, source=where, mapping={"fields": {"ts": "t", "user_id": "u"}})
    with pytest.raises(Invalid, match="bestaat niet"):
        map_source(dina, source=where, mapping={"fields": {**FIELDS, "gender": "g"}})
    map_source(dina, source=where, mapping={"fields": FIELDS, "zone": "UTC", "dates": "mdy"})
    with scope(dina, [world.zonderbeke]):
        where.refresh_from_db()
    assert taken(world, where, csv([line(1).replace("01/10/2026", "10/03/2026")])).found.first == date(2026, 10, 3)


def test_lists_replace_each_other_unless_they_add(world: World) -> None:
    fields = {"user_id": "Gebruiker", "team": "Dienst", "from_ts": "Van"}
    staff = source(world, name="Personeel", kind="staff", mapping={"fields": fields})
    for name, rows in (
        ("een.csv", ["an;Burgerzaken;01/01/2025"]),
        ("twee.csv", ["bo;OCMW;01/01/2025", "an;OCMW;01/06/2026"]),
    ):
        taken(world, staff, csv(rows, head="Gebruiker;Dienst;Van"), name)
    found = store.dimension_files(world.zonderbeke.pk, Kind.STAFF)
    assert len(found) == 1
    assert pq.read_metadata(found[0]).num_rows == 2
    assert len(store.dimension_files(world.zonderbeke.pk, Kind.STAFF, adding=[staff.pk])) == 2
    assert Kind.STAFF not in assembling.lacking(world.zonderbeke, *OCTOBER)


def test_the_list_of_an_ended_source_counts_until_another_delivers_one(world: World) -> None:
    """Else who moved or left by the new list would be in his old service for ever by the one that nobody mends any more."""
    dina, fields = world.actor("dina"), {"user_id": "Gebruiker", "team": "Dienst", "from_ts": "Van"}
    old, new, more = (
        source(world, name=name, kind="staff", mapping={"fields": fields, "adds": name == "Los"})
        for name in ("Oud", "Nieuw", "Los")
    )

    def teams() -> set[str]:
        with assembling.folder(world.zonderbeke, *OCTOBER) as made:
            return {row["team"] for path in (made / "staff").glob("*") for row in pq.read_table(path).to_pylist()}

    for where in (old, more):
        taken(world, where, csv([f"an;{where.name};01/01/2025"], head="Gebruiker;Dienst;Van"))
        end_source(dina, source=where, reason="Andere leverancier.")
    assert teams() == {"Oud", "Los"}
    taken(world, new, csv(["an;Nieuw;01/01/2025"], head="Gebruiker;Dienst;Van"))
    assert teams() == {"Nieuw", "Los"}, "what files add to each other is of its days"


def test_of_two_lists_of_one_moment_the_one_that_came_last_counts(world: World) -> None:
    """Each has a number of its own beside the moment, whatever was taken out in between."""
    fields = {"user_id": "Gebruiker", "team": "Dienst", "from_ts": "Van"}
    staff = source(world, name="Personeel", kind="staff", mapping={"fields": fields})
    ids = []
    for number in range(3):
        ids.append(
            taken(
                world, staff, csv([f"an;Dienst {number};01/01/2025"], head="Gebruiker;Dienst;Van"), f"{number}.csv"
            ).found.id
        )
        if number == 1:
            store.forget(world.zonderbeke.pk, ids[0])
    moments = {mark.at for mark in store.marks(world.zonderbeke.pk)}
    assert len(moments) == 2
    [newest] = store.dimension_files(world.zonderbeke.pk, Kind.STAFF)
    assert newest.stem == str(ids[2])
    both = store.dimension_files(world.zonderbeke.pk, Kind.STAFF, adding=[staff.pk])
    assert [path.stem for path in both] == [str(one) for one in ids[1:]], "in the order in which they came"
