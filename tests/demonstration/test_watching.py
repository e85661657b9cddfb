"""The consultations of the demonstration: nobody's numbers, the same every time, and enough to ask about."""

from collections import Counter
from datetime import date

import pytest

from roeland.cli.demonstration import logfiles, planted, roster
from roeland.cli.demonstration.builder import small
from roeland.cli.demonstration.consultations import CITIZENS, HOUSE, WATCHED, World, end, number, ordinary
from roeland.cli.demonstration.town import load
from roeland.scrutiny.numbers import is_national

TODAY, OCTOBER = date(2026, 11, 17), date(2026, 10, 1)


def world(slug: str = "zonderbeke", *, less: bool = False) -> World:
    town = small(load(slug)) if less else load(slug)
    return World(town, roster.make(town, date(2025, 1, 2), TODAY), 420)


def test_numbers_pass_the_checksum_and_are_of_a_day_that_never_was() -> None:
    found = [number(index) for index in range(CITIZENS)]
    assert len(set(found)) == CITIZENS
    assert all(is_national(one) for one in found)
    for one in found[:40]:
        with pytest.raises(ValueError, match="day"):
            date(1900 + int(one[:2]), int(one[2:4]), int(one[4:6]))


@pytest.mark.parametrize(
    ("slug", "less"), [("zonderbeke", False), ("zonderbeke", True), ("lissegem", False), ("lissegem", True)]
)
def test_a_month_is_the_same_twice_and_lies_within_its_days(slug: str, less: bool) -> None:
    one, other = world(slug, less=less), world(slug, less=less)
    lines = [*ordinary(one, OCTOBER), *planted.planted(one, OCTOBER, last=True)]
    assert lines == [*ordinary(other, OCTOBER), *planted.planted(other, OCTOBER, last=True)]
    assert all(OCTOBER <= line.at.date() <= end(OCTOBER) for line in lines)
    assert 300 < len(lines) < 800
    assert all(0 <= line.citizen < CITIZENS for line in lines)
    assert logfiles.consult_file(lines, 1) == logfiles.consult_file(lines, 1)


def test_who_left_consults_nothing_and_who_consults_is_in_the_staff_list() -> None:
    here = world()
    workers = {worker.user: worker for worker in here.workers}
    for line in ordinary(here, OCTOBER):
        assert workers[line.user].there(line.at.date())
    staff = logfiles.staff_file(here, lambda _one: True).decode("cp1252")
    assert {row.split(";")[0] for row in staff.splitlines()[1:]} >= set(workers)


def test_every_working_day_and_every_weekend_day_has_some() -> None:
    here = world()
    per_day = Counter(line.at.date() for line in ordinary(here, OCTOBER))
    assert len(per_day) == 31


def test_the_last_month_holds_every_kind_and_others_a_few() -> None:
    here = world()
    last, usual = (planted.planted(here, OCTOBER, last=flag) for flag in (True, False))
    pairs = {(line.user, line.citizen) for line in last}
    assert 25 < len(pairs) < 60
    assert 0 < len({(line.user, line.citizen) for line in usual}) < len(pairs)


def test_who_moved_lives_where_the_addresses_say_and_a_former_household_is_looked_at_once() -> None:
    here = world()
    rows = [row.split(";") for row in logfiles.households_file(here).decode("cp1252").splitlines()[1:]]
    assert 60 < len(rows) < 200
    now = {citizen: (house, begun) for house, citizen, begun, ended in rows if not ended}
    addresses = {
        row.split(";")[0]: row.split(";")[1] for row in logfiles.citizens_file(here).decode("cp1252").splitlines()
    }
    assert len(now) == len(rows) // 2
    assert all(addresses[citizen] == house for citizen, (house, _begun) in now.items())
    home = {worker.user: worker.home for worker in here.workers}
    apart = {(user, other) for user, other in here.parted.items()}
    assert apart
    assert all(home[user] // HOUSE != other // HOUSE for user, other in apart)
    looked = {(line.user, line.citizen) for line in planted.planted(here, OCTOBER, last=True)} & apart
    assert len(looked) == 1


def test_the_watch_list_is_numbers_alone() -> None:
    titles, *rows = logfiles.watch_file().decode("cp1252").splitlines()
    assert titles == "Rijksregisternummer"
    assert len(rows) == len(WATCHED)
    assert all(is_national(row) for row in rows)
    assert "Bewaarde lijst" not in logfiles.citizens_file(world()).decode("cp1252")
