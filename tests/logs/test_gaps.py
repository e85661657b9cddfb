"""What a file lacks, seen beside the files before it, and without what Roeland left out itself."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from roeland.kernel import clock
from roeland.logs.values import BESIDE
from tests.logs.intake_kit import csv, line, source, taken
from tests.world import World

FIRST, SECOND = (1, 2, 5, 6, 7, 8, 9), (12, 13, 14, 15, 16, 19, 20)  # working days of October


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 10, 9, tzinfo=UTC)):
        yield


def work(days: Iterable[int], start: int = 1, each: int = 40) -> list[str]:
    """Forty consultations a working day from eight to five, numbered on."""
    places = [(day, place) for day in days for place in range(each)]
    return [
        line(start + number, day=day, hour=f"{8 + place * 9 // each:02}:{place * 540 // each % 60:02}")
        for number, (day, place) in enumerate(places)
    ]


def told(world: World, where: Any, lines: list[str], name: str = "log.csv") -> dict[str, dict[str, Any]]:
    """What it lacks; that a second source delivers the same is told beside it, see `test_overlap`."""
    found = taken(world, where, csv(lines), name).found.gaps
    return {one["kind"]: one for one in found if one["kind"] not in BESIDE}


def test_numbers_between_two_files_are_missed_too(world: World) -> None:
    where = source(world)
    assert told(world, where, work(FIRST)) == {}
    jump = told(world, where, work(SECOND, start=1281), "b.csv")["jumps"]
    assert jump["count"] == 1000
    assert (
        jump["text"]
        .replace("\u00a0", " ")
        .endswith("1 000 raadplegingen over, tussen 9/10/2026, 16:46 en 12/10/2026, 08:00")
    )
    assert told(world, where, work((21,), start=1561), "c.csv") == {}


def test_a_file_that_comes_between_others_is_seen_beside_both(world: World) -> None:
    where = source(world)
    taken(world, where, csv(work((9,), start=1)))
    taken(world, where, csv(work((14,), start=81)), "later.csv")
    gaps = told(world, where, work((12, 13), start=41, each=15), "tussen.csv")
    assert (set(gaps), gaps["jumps"]["count"]) == ({"jumps"}, 10)


def test_another_numbering_is_no_gap(world: World) -> None:
    where = source(world)
    taken(world, where, csv(work(FIRST)))
    assert told(world, where, work(SECOND, start=2_027_000_001), "jaar.csv") == {}
    assert told(world, where, work((21, 22), start=1), "opnieuw.csv") == {}


@pytest.mark.parametrize("head", ["W", "KSZ-/", "l'an "])
def test_a_counter_behind_letters_is_one_too(world: World, head: str) -> None:
    """The number of *W-00123* goes on like any other, within a file and between two; a row that was left out is no gap."""
    where = source(world)
    lines = [
        f"{head}{one.split(';', 1)[0]:0>7};{one.split(';', 1)[1]}" for one in [*work(FIRST), *work(SECOND, start=1281)]
    ]
    lines[50] = f"{head}0000051;01/10/2026;09:00;an;85073001799;Rijksregister"
    assert told(world, where, lines[:280]) == {}
    assert told(world, where, lines[280:], "b.csv")["jumps"]["count"] == 1000
    gaps = told(
        world, source(world, name="tweede"), [one for place, one in enumerate(lines[:280]) if place not in (120, 121)]
    )
    assert gaps["jumps"]["count"] == 2


def test_a_counter_that_begins_anew_every_day_has_no_gaps(world: World) -> None:
    assert told(world, source(world), [one for day in FIRST for one in work((day,))]) == {}


def test_a_counter_of_which_most_lacks_is_told(world: World) -> None:
    lines = [one for place, one in enumerate(work(FIRST)) if place % 5 < 2]
    gaps = told(world, source(world), lines)
    assert gaps["sparse"]["text"].replace("\u00a0", " ") == (
        "De nummers lopen op met de tijd, maar 59,6 % ervan ontbreekt. Vraag na of de leverancier ze met andere klanten deelt"
    )
    shuffled = [line(place * 37 % 1009, hour=f"{8 + place // 30:02}:{place % 30 * 2:02}") for place in range(250)]
    assert "sparse" not in told(world, source(world, name="willekeurig"), shuffled)


def test_a_row_that_roeland_left_out_is_no_gap(world: World) -> None:
    lines = work(FIRST)
    for place in (50, 51, 100):
        lines[place] = line(place + 1, citizen="85073001799")
    assert told(world, source(world), lines) == {}
    lines[200] = "geen rij"  # its number is not read
    assert told(world, source(world, name="tweede"), lines) == {}
    gaps = told(world, source(world, name="derde"), [one for one in lines if not one.startswith(("120;", "121;"))])
    assert gaps["jumps"]["count"] == 3


def test_a_day_of_which_a_part_came_before_is_whole(world: World) -> None:
    where, lines = source(world), work(FIRST, each=60)
    taken(world, where, csv(lines[:90]))
    assert told(world, where, lines, "heel.csv") == {}
    other = source(world, name="avond")
    cut = [one for one in lines if not (";06/10/2026;" in one and one.split(";")[2] >= "12:00")]
    assert told(world, other, cut)["half"]["days"] == ["2026-10-06"]
    assert told(world, other, lines, "heel.csv") == {}
