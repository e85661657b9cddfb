"""What makes two rows the same consultation: their number and what they say, also beside what stood there already."""

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import store
from roeland.logs.actions.deliveries import undo_delivery
from roeland.logs.formats.values import sentence
from roeland.logs.intake import Taken
from tests.logs.intake_kit import csv, line, number, source, stored, taken
from tests.world import World

AGAIN = "zelfde nummer als een andere raadpleging maar andere inhoud, telt mee"


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.at(datetime(2026, 11, 5, 9, tzinfo=UTC)):
        yield


def figures(done: Taken) -> tuple[int, int, int]:
    return done.found.rows, done.found.duplicates, done.found.left_out


def told(done: Taken) -> list[str]:
    return [sentence(problem) for problem in done.found.problems]


def restarting(days: range, each: int = 50) -> list[str]:
    """A counter that begins at 1 every day."""
    hours = [f"{8 + place // 6:02}:{place % 6 * 10:02}" for place in range(each)]
    return [line(place, day=day, hour=hour) for day in days for place, hour in enumerate(hours, 1)]


def test_a_counter_that_begins_anew_every_day_loses_nothing(world: World) -> None:
    where = source(world)
    done = taken(world, where, csv(restarting(range(1, 7))))
    assert figures(done) == (300, 0, 0)
    assert told(done) == [f"log.csv, rij 52, kolom Nummer: {AGAIN} (250 rijen)"]
    assert len({row["event_id"] for row in stored(where)}) == 300
    more = taken(world, where, csv(restarting(range(5, 9))), "b.csv")
    assert figures(more) == (100, 100, 0)
    assert told(more) == [f"b.csv, rij 102, kolom Nummer: {AGAIN} (100 rijen)"]
    assert len(stored(where)) == 400


def test_one_reference_with_two_citizens_is_two_consultations(world: World) -> None:
    where = source(world)
    both = [line(7, citizen=number(1)), line(7, citizen=number(2)), line(7, citizen=number(2))]
    assert figures(taken(world, where, csv(both))) == (2, 1, 0)
    assert figures(taken(world, where, csv([*both, line(8)]), "b.csv")) == (1, 3, 0)


def test_the_same_file_twice_under_another_name_counts_once(world: World) -> None:
    where = source(world)
    lines = [line(place, hour=f"09:{place:02}") for place in range(1, 40)]
    assert told(taken(world, where, csv(lines))) == []
    again = taken(world, where, csv(lines, encoding="utf-8"), "kopie.csv")
    assert (figures(again), told(again)) == ((0, 39, 0), [])


def test_a_store_of_the_version_before_is_known_by_what_it_says(world: World) -> None:
    """There an event was named by its number alone: the same file does not count again, and what was lost then comes in now."""
    where = source(world)
    taken(world, where, csv([line(1), line(2)]))
    for path in store.folder(where.authority_id).rglob("consult/**/*.parquet"):
        table = pq.ParquetFile(path).read()
        older = pa.array(range(1000, 1000 + table.num_rows), pa.int64())
        pq.write_table(table.set_column(table.schema.get_field_index("event_id"), "event_id", older), path)
    done = taken(world, where, csv([line(1), line(2), line(2, hour="11:00"), line(3)]), "b.csv")
    assert figures(done) == (2, 2, 0)
    assert told(done) == [f"b.csv, rij 4, kolom Nummer: {AGAIN}"]
    assert sorted(row["ref"] for row in stored(where)) == ["1", "2", "2", "3"]
    assert {1000, 1001} < {row["event_id"] for row in stored(where)}


@pytest.mark.usefixtures("committing")
def test_a_file_is_not_taken_out_while_a_later_one_leans_on_it(world: World) -> None:
    """Half a day, then the whole day: what both hold counts with the first, and would be gone from both."""
    where, officer = source(world), world.actor("dina")
    morning, noon = ([line(place, hour=f"{hour}:{place:02}") for place in range(1, 21)] for hour in ("09", "15"))
    half = taken(world, where, csv(morning), "ochtend.csv")
    whole = taken(world, where, csv([*morning, *noon]), "dag.csv")
    assert half.delivery
    assert whole.delivery
    assert (whole.delivery.again, whole.delivery.lacking) == ({str(half.delivery.pk): 20}, [])
    with scope(officer, [world.zonderbeke]):
        with pytest.raises(Refused, match="“dag"):
            undo_delivery(officer, delivery=half.delivery, reason="Dubbel.")
        undo_delivery(officer, delivery=whole.delivery, reason="Eerst deze.")
        undo_delivery(officer, delivery=half.delivery, reason="Dubbel.")
    assert figures(taken(world, where, csv([*morning, *noon]), "dag.csv")) == (40, 0, 0)
    assert len(stored(where)) == 40
