"""What the story tells of documents, meetings, advice, visits and projects fits the rooms it is told in."""

import pytest

from roeland.cli.demonstration import story
from roeland.cli.demonstration.town import Town, load
from roeland.documents.terms import terms
from roeland.duties.catalogue import catalogue
from roeland.governance.values import FILE_ROLES
from roeland.packs.values import groups, packs
from roeland.projects import library
from roeland.visits.library import modules

GIVEN = {"bestuur"}  # filled by Roeland itself
ROOMS = ("papers", "rounds", "sittings", "counsel", "visits", "portfolio")


@pytest.fixture(params=["zonderbeke", "lissegem"])
def town(request: pytest.FixtureRequest) -> Town:
    return load(request.param)


def test_every_place_of_every_template_has_its_answer(town: Town) -> None:
    """Else a text could not be laid before anybody."""
    told = story.rooms("papers", town.slug)
    asked = {question.id for sheet in groups().values() for question in sheet.questions}
    said = {key for sheet in told["answers"]["sheets"].values() for key in sheet}
    assert said <= asked
    for row in told["documents"]:
        assert set(packs()[row["template"]].keys) <= said | GIVEN, row["key"]


def test_who_plays_a_part_is_in_the_cast(town: Town) -> None:
    keys = {player.key for player in town.cast}

    def named(value: object) -> set[str]:
        if isinstance(value, dict):
            words = ("who", "by", "leader", "sponsor", "scribe", "owner")
            found = {str(value[word]) for word in words if word in value}
            return found.union(*(named(part) for part in value.values()))
        return set().union(*(named(part) for part in value)) if isinstance(value, list) else set()

    for room in ROOMS:
        found = named(dict(story.rooms(room, town.slug)))
        assert found - {"all", "team"} <= keys, room


def test_versions_follow_each_other(town: Town) -> None:
    for row in story.rooms("papers", town.slug)["documents"]:
        for version in (row, *row.get("versions", ())):
            days = [version[name] for name in ("submitted", "approved", "published") if name in version]
            fixed = [day for day in days if not isinstance(day, int)]
            assert fixed == sorted(fixed), row["key"]


def test_the_words_of_the_story_are_those_of_the_rooms(town: Town) -> None:
    papers, visits, portfolio, counsel = (
        story.rooms(room, town.slug) for room in ("papers", "visits", "portfolio", "counsel")
    )
    assert all(terms().ground(row["ground"]) for row in papers["requests"] if "ground" in row)
    assert set(visits["agreement"]["modules_in"]) <= set(modules())
    questions = {question.id for question in library.intake().questions}
    assert all(set(row["yes"]) <= questions for row in portfolio["projects"])
    assert {row["role"] for row in counsel["files"]} <= set(FILE_ROLES)
    assert story.rooms("sittings", town.slug)["duty"] in catalogue()


def test_lists_leave_somebody_who_did_not_sign(town: Town) -> None:
    for row in story.rooms("rounds", town.slug)["rounds"]:
        left = 1.0
        for one in row["lists"]:
            left *= 1 - one["share"] / 100
        assert 0 < left < 1
