"""The people and the history that are invented: always the same, whole, and never later than the day before building."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from roeland.cli.demonstration import evidence, lists, logins, roster, story
from roeland.cli.demonstration.builder import FIRST_DAY, small
from roeland.cli.demonstration.story import Fate
from roeland.cli.demonstration.town import Town, load, mail, towns
from roeland.duties.catalogue import catalogue
from roeland.duties.recurrence import Recurrence
from roeland.kernel.rights import RIGHTS
from roeland.people.actions.settings import valid_kbo
from roeland.people.importers import planner
from roeland.people.importers.plan import Deed, Known, Subject

TODAY = date(2026, 11, 21)
ROLES = {role.id: (role.nl, *role.aliases) for role in RIGHTS.roles.values()}


@pytest.fixture(params=["zonderbeke", "lissegem"])
def town(request: pytest.FixtureRequest) -> Town:
    return load(request.param)


def test_the_same_days_give_the_same_people(town: Town) -> None:
    assert roster.make(town, FIRST_DAY, TODAY) == roster.make(town, FIRST_DAY, TODAY)


def test_the_list_of_the_first_day_is_read_without_a_fault(town: Town) -> None:
    people = roster.make(town, FIRST_DAY, TODAY)
    known = Known(today=FIRST_DAY, roles=ROLES)
    plan = planner.make(*lists.persons(town, "personeel", people.first), known)
    assert plan.problems == ()
    assert plan.count(Subject.PERSON, Deed.CREATE) == town.size == {"zonderbeke": 420, "lissegem": 160}[town.slug]
    assert len({member.email for member in people.first}) == town.size


def test_as_many_come_as_leave(town: Town) -> None:
    people = roster.make(town, FIRST_DAY, TODAY)
    assert people.changes
    for change in people.changes:
        assert len(change.came) == len(change.left) == town.turnover
        assert all(member.left == change.day - timedelta(days=1) for member in change.left)
        assert not {m.number for m in change.left} & {p.number for p in people.first if p.roles}


def test_zonderbeke_sends_what_excel_in_flanders_writes() -> None:
    town = load("zonderbeke")
    _name, data = lists.persons(town, "personeel", roster.make(town, FIRST_DAY, TODAY).first)
    rows = list(csv.reader(io.StringIO(data.decode("cp1252")), delimiter=";"))
    assert rows[0][1:3] == ["Naam", "Voornaam"]
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


def test_the_parts_fit_the_catalogue_and_the_roles(town: Town) -> None:
    keys = {player.key for player in town.cast}
    told = story.of(town.slug)
    assert {*town.extras, *town.declined, *told["anchors"], *told["fates"], *told["who"], *told["grounds"]} <= set(
        catalogue()
    )
    assert {role for player in town.cast for role in player.roles} <= set(RIGHTS.roles)
    assert {key for stand in town.stands for key in (stand.first, stand.second)} <= keys
    assert {key for seat in town.seats for key in (seat.chair, *seat.members)} <= keys
    assert {player.team for player in town.cast} <= {service.name for service in town.services}
    assert all(valid_kbo(number.replace(".", "")) for number in town.kbo)


def test_ten_roles_have_a_log_in() -> None:
    weightiest = {player.roles[0] for town in towns() for player in town.cast if player.login}
    assert weightiest == {
        "security_officer", "general_director", "ict_head", "ict_staff", "dpo", "chair", "councillor", "bcsd_member", "hr", "staff",
    }  # fmt: skip
    lines = logins.make(towns())
    assert len(lines) == len({line["email"] for line in lines}) == 12
    assert len({line["password"] for line in lines}) == 12


@pytest.mark.parametrize("today", [TODAY, date(2026, 3, 1), date(2025, 12, 25)])
def test_nothing_happens_on_the_day_of_building_or_later(town: Town, today: date) -> None:
    fates: Counter[Fate] = Counter()
    for duty in catalogue().values():
        if not duty.rule or duty.signal:
            continue
        rhythm = Recurrence(duty.rule, date(2025, 2, 3), duty.statutory)
        for occurrence in rhythm.between(date(2025, 2, 3), today + timedelta(days=60)):
            course = story.course(town.slug, duty.id, occurrence.due, today, frozenset())
            fates[course.fate] += 1
            days = [course.handed_in, course.rejected, course.again, course.reviewed, course.skipped]
            assert [day for day in days if day and day >= today] == []
            happened = [day for day in days[:4] if day]
            assert happened == sorted(happened)
            if occurrence.due < today and course.fate is Fate.LEFT:
                assert duty.id in story.of(town.slug)["fates"]
    assert {Fate.ON_TIME, Fate.LATE, Fate.SKIPPED, Fate.REJECTED, Fate.LEFT} <= set(fates)
    assert fates[Fate.ON_TIME] > 5 * fates[Fate.LATE] > 0


def test_an_anchor_falls_due_on_its_day() -> None:
    offered = catalogue()["backup-restore-test"]
    start = story.anchored_start(offered, -5, date(2025, 1, 8), TODAY)
    keys = [occurrence.key for occurrence in Recurrence(offered.rule, start).between(start, TODAY + timedelta(days=90))]
    assert start > date(2025, 1, 8)
    assert date(2026, 11, 16) in keys


def test_evidence_is_real_and_says_that_it_is_invented() -> None:
    made = evidence.pieces("Zonderbeke", "policy-review", "Herziening (beleid) één", ["besluit"], date(2025, 3, 3))
    text = PdfReader(io.BytesIO(made[0].content)).pages[0].extract_text()
    assert "Herziening (beleid) één" in text
    assert "Demonstratie" in text
    assert made == evidence.pieces(
        "Zonderbeke", "policy-review", "Herziening (beleid) één", ["besluit"], date(2025, 3, 3)
    )


def test_addresses_hold_plain_letters_only() -> None:
    assert mail("Benoît", "D'Haene De Ré", "zonderbeke.example") == "benoit.dhaenedere@zonderbeke.example"


def test_a_small_town_keeps_its_cast(town: Town) -> None:
    people = roster.make(small(town), TODAY - timedelta(days=92), TODAY)
    assert len(people.first) == small(town).size
    assert {player.given for player in town.cast} <= {member.given for member in people.first}
