"""`roeland demo --large`: the twelve authorities fit the stories they are like; a cut-down one is really built."""

from datetime import date
from pathlib import Path

import pytest

from roeland.cli.demonstration import large, logins, roster, story
from roeland.cli.demonstration.builder import FIRST_DAY
from roeland.cli.demonstration.stage import Stage
from roeland.cli.demonstration.town import Town, towns
from roeland.duties.catalogue import catalogue
from roeland.packs.values import packs
from roeland.people.actions.settings import valid_kbo
from tests.demonstration.test_building import ask, roeland, sizes

TODAY = date(2026, 11, 21)
MORE = large.towns(TODAY)
ROOMS = ("papers", "rounds", "sittings", "counsel", "visits", "portfolio", "story")


def test_twelve_authorities_differ_in_name_number_and_people() -> None:
    every = [*towns(), *MORE]
    assert len(MORE) == 12
    assert len({town.slug for town in every}) == len({town.name for town in every}) == len(every)
    numbers = [kbo for town in every for kbo in town.kbo]
    assert len(set(numbers)) == len(numbers)
    assert all(valid_kbo(number.replace(".", "")) for number in numbers)
    assert len({town.of("dina").email for town in every}) == 1
    others = [player.name for town in every for player in town.cast if player.key not in {"dina", "sofie"}]
    assert len(set(others)) > 0.9 * len(others)


def test_the_same_day_gives_the_same_authorities() -> None:
    assert large.towns(TODAY) == MORE
    assert large.towns(TODAY, 2) == MORE[:2]


def test_only_the_shared_two_log_in_and_their_authorities_are_counted() -> None:
    lines = logins.make([*towns(), *MORE])
    assert len(lines) == 12
    shared = [line for line in lines if len(line["marks"]) > len(towns())]
    assert len(shared) == 2
    assert all(line["role"].endswith("van 14 besturen") for line in shared)


@pytest.mark.parametrize("town", MORE, ids=lambda town: town.slug)
def test_a_story_is_retold_with_its_own_names_and_more(town: Town) -> None:
    stage = Stage(town, FIRST_DAY, TODAY)
    told = {room: stage.tell(room) for room in ROOMS}
    old = next(one for one in towns() if one.slug == town.like)
    strangers = {player.name for player in old.cast} - {player.name for player in town.cast}
    words = str(told)
    assert old.name not in words
    assert not [name for name in strangers if name in words]
    assert len(told["story"]["tasks"]) > len(story.of(town.like)["tasks"]) + 20
    documents = told["papers"]["documents"]
    assert len({row["key"] for row in documents}) == len(documents) > len(story.rooms("papers", town.like)["documents"])
    assert all(not packs()[row["template"]].approve_body or row["decision"] for row in town.more["papers"]["documents"])
    assert {row["document"] for row in told["rounds"]["rounds"]} <= {row["key"] for row in documents}
    assert set(town.extras) <= set(catalogue())
    assert len(town.extras) > len(old.extras)
    assert len(roster.make(town, FIRST_DAY, TODAY).first) == town.size


def test_nothing_more_lies_on_the_day_of_building_or_later() -> None:
    for town in large.towns(date(2026, 7, 15)):
        for rows in (one for lists in town.more.values() for one in lists.values()):
            for row in rows:
                days = [value for name, value in row.items() if isinstance(value, date) and name != "due"]
                assert max(days) < date(2026, 7, 15), row


def test_a_cut_down_one_is_built_once_and_never_over_something_else(tmp_path: Path) -> None:
    command = ("demo", "--large", "--small", "--no-serve", "--today", "2026-11-21")
    done = roeland(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert "2 besturen" in done.stdout
    before = sizes(tmp_path)
    assert {str(origin).split("/")[2] for origin, _size in before} == {"installatie", "lissegem", "dorrezele"}
    people = ask(tmp_path, "SELECT count(DISTINCT account_id), count(*) FROM people_person WHERE family_name = 'Claes'")
    assert people == [(1, 2)]
    again = roeland(tmp_path, *command)
    assert "staat er al" in again.stdout
    assert sizes(tmp_path) == before
    mark = tmp_path / "demonstratie.json"
    mark.write_text(mark.read_text().replace("true", "false"))
    refused = roeland(tmp_path, *command)
    assert refused.returncode == 1
    assert "gewone demonstratie" in refused.stderr
    assert sizes(tmp_path) == before
