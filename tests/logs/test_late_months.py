"""Late files by month: each month without a file has a task of its own, that closes for no other reason than that month."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.api.logs_sources import _source
from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs.actions.deliveries import undo_delivery
from roeland.logs.actions.sources import change_source, end_source
from roeland.logs.jobs.intake import notice_late
from roeland.logs.models import Delivery, Source
from roeland.logs.queries.coverage import covered
from roeland.logs.queries.sources import standings
from roeland.people.actions import create_token
from tests.logs.intake_kit import csv, number, source, taken
from tests.world import World, log_in

MADE = datetime(2026, 9, 25, 9, tzinfo=UTC)  # after the day of August: September is the first month that is asked
NOVEMBER, DECEMBER = datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 12, 10, 9, tzinfo=UTC)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOVEMBER):
        yield


def lines(month: date, days: range = range(1, 32)) -> bytes:
    """A file with one consultation on each working day among these days of a month."""
    there = [month + timedelta(days=day - 1) for day in days]
    rows = [
        f"{day:%y%m%d};{day:%d/%m/%Y};09:00;an;{number(day.day)};Rijksregister"
        for day in there
        if day.month == month.month and day.isoweekday() < 6
    ]
    return csv(rows)


def begun(world: World, **more: Any) -> Source:
    with clock.at(MADE):
        return source(world, due_day=5, **more)


def told(world: World) -> list[tuple[date | None, str]]:
    """(month, status) of each task about a late file, in the order in which they were made."""
    with scope(world.system, [world.zonderbeke]):
        rows = Task.objects.filter(source_kind="logs.source").order_by("number")
        return [(row.key, row.status) for row in rows]


def months(world: World) -> list[date]:
    with scope(world.system, [world.zonderbeke]):
        return [month for month, _since in standings(world.zonderbeke, clock.today())[0].late_months]


def test_each_month_without_a_file_is_a_task(world: World) -> None:
    begun(world)
    assert notice_late() == 2
    assert told(world) == [(SEPTEMBER, "planned"), (OCTOBER, "planned")]
    with scope(world.system, [world.zonderbeke]):
        assert [row.title for row in Task.objects.filter(source_kind="logs.source").order_by("number")] == [
            "Bestand van september 2026 ontbreekt: Rijksregister",
            "Bestand van oktober 2026 ontbreekt: Rijksregister",
        ]
    assert notice_late() == 0
    with clock.at(DECEMBER):
        assert notice_late() == 1
        assert months(world) == [SEPTEMBER, OCTOBER, date(2026, 11, 1)]


def test_the_next_due_day_closes_nothing(world: World) -> None:
    where = begun(world)
    taken(world, where, lines(SEPTEMBER))
    assert told(world) == []  # who imports older files first gets no task in between
    assert notice_late() == 1
    with clock.at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        assert notice_late() == 0
    with clock.at(datetime(2026, 12, 7, 9, tzinfo=UTC)):  # the very day of November
        taken(world, where, lines(date(2026, 11, 1)))
        assert notice_late() == 0
    assert told(world) == [(OCTOBER, "planned")]


def test_a_file_of_one_month_closes_that_month_only(world: World) -> None:
    where = begun(world)
    notice_late()
    taken(world, where, lines(OCTOBER))
    assert told(world) == [(SEPTEMBER, "planned"), (OCTOBER, "accepted")]
    taken(world, where, lines(SEPTEMBER), "sept.csv")
    assert told(world) == [(SEPTEMBER, "accepted"), (OCTOBER, "accepted")]
    assert months(world) == []


@pytest.mark.parametrize("half", [range(1, 16), range(16, 32), range(8, 32), range(1, 24)])
def test_a_part_of_the_month_closes_nothing(world: World, half: range) -> None:
    where = begun(world)
    notice_late()
    taken(world, where, lines(OCTOBER, half))
    assert told(world)[1] == (OCTOBER, "planned")
    rest = range(1, half.start) if half.start > 1 else range(half.stop, 32)
    taken(world, where, lines(OCTOBER, rest), "rest.csv")
    assert told(world)[1] == (OCTOBER, "accepted")


def test_moving_the_day_closes_nothing(world: World) -> None:
    where = begun(world)
    notice_late()
    for day in (20, 5):
        change_source(world.actor("dina"), source=where, name=where.name, due_day=day)
        assert notice_late() == 0
        assert told(world) == [(SEPTEMBER, "planned"), (OCTOBER, "planned")]


def test_a_file_that_is_taken_out_brings_its_task_back(world: World) -> None:
    where = begun(world)
    notice_late()
    taken(world, where, lines(OCTOBER))
    dina = Client()
    log_in(dina, world.accounts["dina"])
    with scope(world.system, [world.zonderbeke]):
        row = Delivery.objects.get()
    assert dina.post(f"/zonderbeke/logcontrole/bestanden/{row.pk}/weghalen/", {"reason": "Fout."}).status_code == 302
    assert told(world) == [(SEPTEMBER, "planned"), (OCTOBER, "accepted"), (OCTOBER, "planned")]
    assert notice_late() == 0


def test_the_job_sees_too_that_a_file_was_taken_out(world: World) -> None:
    where = begun(world)
    taken(world, where, lines(SEPTEMBER))
    done = taken(world, where, lines(OCTOBER), "okt.csv")
    assert notice_late() == 0
    assert done.delivery is not None
    undo_delivery(world.actor("dina"), delivery=done.delivery, reason="Fout.")
    assert notice_late() == 1
    assert told(world) == [(OCTOBER, "planned")]


def test_a_source_that_stops_withdraws_its_tasks(world: World) -> None:
    where = begun(world)
    notice_late()
    taken(world, where, lines(OCTOBER, range(8, 32)))
    row = end_source(world.actor("dina"), source=where, reason="Nieuw pakket.")
    assert notice_late() == 2
    assert told(world) == [(SEPTEMBER, "skipped"), (OCTOBER, "skipped")]
    assert notice_late() == 0
    assert row.ended_on is not None


def test_a_source_without_a_day_withdraws_and_a_new_day_asks_again(world: World) -> None:
    where = begun(world)
    notice_late()
    row = change_source(world.actor("dina"), source=where, name=where.name, due_day=None)
    assert notice_late() == 2
    change_source(world.actor("dina"), source=row, name=row.name, due_day=5)
    assert notice_late() == 2
    assert [status for _month, status in told(world)] == ["skipped", "skipped", "planned", "planned"]


def test_what_a_person_closed_stays_closed_and_is_late_no_more(world: World) -> None:
    begun(world)
    notice_late()
    with scope(world.system, [world.zonderbeke]):
        first, second = Task.objects.filter(source_kind="logs.source").order_by("number")
    dina = world.actor("dina")
    duties.skip(dina, task=first, reason="De leverancier heeft het niet meer.")
    assert (notice_late(), months(world)) == (0, [OCTOBER])
    duties.hand_in(dina, task=second, note="Op papier nagekeken.")
    assert (notice_late(), months(world)) == (0, [])
    assert [status for _month, status in told(world)] == ["skipped", "accepted"]


def test_a_task_of_an_earlier_build_makes_way_for_those_by_month(world: World) -> None:
    where = begun(world)
    with scope(world.system, [world.zonderbeke]):
        duties.make_task(
            world.system, authority=world.zonderbeke, title="Bestand ontbreekt", due=date(2026, 11, 12), lead_role="security_officer",
            audience="ksz_log", source_kind="logs.source", source_id=where.pk,
        )  # fmt: skip
    assert notice_late() == 3
    assert told(world) == [(None, "skipped"), (SEPTEMBER, "planned"), (OCTOBER, "planned")]


def test_no_more_than_a_year_back_is_asked(world: World) -> None:
    begun(world)
    with clock.at(datetime(2029, 3, 10, 9, tzinfo=UTC)):
        assert notice_late() == 12
        assert told(world)[0][0] == date(2028, 3, 1)


def test_a_stray_line_of_another_month_covers_nothing(world: World) -> None:
    where = begun(world)
    notice_late()
    stray = b"990101;01/09/2026;09:00;an;" + number(5).encode() + b";Rijksregister\r\n"
    taken(world, where, lines(OCTOBER) + stray)
    assert told(world) == [(SEPTEMBER, "planned"), (OCTOBER, "accepted")]


def test_the_pages_name_the_months_and_the_letter_asks_them(world: World) -> None:
    where = begun(world, contact="x@leverancier.example")
    dina = Client()
    log_in(dina, world.accounts["dina"])
    with scope(world.system, [world.zonderbeke]):
        shown = _source(where, standings(world.zonderbeke, clock.today())[0])
    assert (shown.late_months, shown.late_since) == ([SEPTEMBER, OCTOBER], date(2026, 10, 5))
    page = dina.get(f"/zonderbeke/logcontrole/bronnen/{where.pk}/").content.decode()
    assert "september 2026 (op maandag 5 oktober 2026) en oktober 2026 (op donderdag 5 november 2026)" in page
    listed = dina.get("/zonderbeke/logcontrole/bronnen/").content.decode()
    assert "twee bestanden zijn te laat" in listed
    letter = dina.get(f"/zonderbeke/logcontrole/bronnen/{where.pk}/brief/?vorm=txt").content.decode()
    assert "voor september 2026 en oktober 2026" in letter
    taken(world, where, lines(SEPTEMBER))
    letter = dina.get(f"/zonderbeke/logcontrole/bronnen/{where.pk}/brief/?vorm=txt").content.decode()
    assert "voor oktober 2026." in letter


def listing(files: list[datetime], *, adds: bool) -> set[date]:
    """Which of August to October are covered by lists that came at these moments."""
    rows = [Delivery(received_at=at) for at in files]
    kind = "appointments" if adds else "staff"
    row = Source(kind=kind, mapping={"adds": adds})
    return {month for month in (date(2026, 8, 1), SEPTEMBER, OCTOBER) if covered(row, rows, frozenset(), month)}


def test_a_whole_list_covers_what_ended_before_it_came() -> None:
    assert listing([], adds=False) == set()
    assert listing([datetime(2026, 10, 3, 9, tzinfo=UTC)], adds=False) == {date(2026, 8, 1), SEPTEMBER}


def test_of_lists_that_add_to_each_other_each_covers_one_month() -> None:
    october, november = datetime(2026, 10, 3, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert listing([october], adds=True) == {SEPTEMBER}
    assert listing([november], adds=True) == {OCTOBER}
    assert listing([november, november + timedelta(days=3)], adds=True) == {SEPTEMBER, OCTOBER}


def test_holidays_and_closing_days_are_no_hole() -> None:
    december = date(2026, 12, 1)
    there = frozenset(december + timedelta(days=step) for step in range(23))
    row = Source(kind="consult", mapping={})
    closed = frozenset(december + timedelta(days=step) for step in range(23, 31))
    assert not covered(row, [], there - {date(2026, 12, 21), date(2026, 12, 22), date(2026, 12, 23)}, december)
    assert covered(row, [], there, december, closed)
    assert not covered(row, [], frozenset(), december, closed)


def test_a_source_with_quiet_weeks_says_how_long_they_are(world: World) -> None:
    where = begun(world)
    notice_late()
    taken(world, where, b"".join([lines(OCTOBER, range(1, 12)), lines(OCTOBER, range(24, 32)).partition(b"\n")[2]]))
    assert told(world)[1] == (OCTOBER, "planned")
    assert len([day for day in range(12, 24) if (OCTOBER + timedelta(days=day - 1)).weekday() < 5]) == 10
    dina, page = Client(), f"/zonderbeke/logcontrole/bronnen/{where.pk}/"
    log_in(dina, world.accounts["dina"])
    assert "5 werkdagen zonder raadplegingen" in dina.get(page).content.decode()
    sheet = {"name": where.name, "due_day": "5", "supplier": "", "contract_clause": "", "contact": "", "folder": ""}
    for wrong in ("0", "24"):
        assert dina.post(f"{page}aanpassen/", {**sheet, "quiet_days": wrong}).status_code == 422
    assert dina.post(f"{page}aanpassen/", {**sheet, "quiet_days": "10"}).status_code == 302
    assert told(world)[1] == (OCTOBER, "planned"), "ten of them is what it says"
    assert dina.post(f"{page}aanpassen/", {**sheet, "quiet_days": "11"}).status_code == 302
    assert told(world)[1] == (OCTOBER, "accepted")
    assert "11 werkdagen zonder raadplegingen" in dina.get(page).content.decode()
    assert months(world) == [SEPTEMBER]
    assert dina.post(f"{page}aanpassen/", sheet).status_code == 302
    assert "5 werkdagen zonder raadplegingen" in dina.get(page).content.decode(), "the usual"


def test_the_api_asks_and_tells_the_quiet_days(world: World) -> None:
    where = begun(world)
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    here, headers = f"/api/v1/authorities/zonderbeke/log-sources/{where.pk}", {"Authorization": f"Bearer {token}"}
    assert Client().get(here, headers=headers).json()["quiet_days"] == 5
    for days, status in ((0, 422), (24, 422), (23, 200)):
        done = Client().post(
            f"{here}/sheet", {"name": "KSZ", "quiet_days": days}, content_type="application/json", headers=headers
        )
        assert done.status_code == status
    assert done.json()["quiet_days"] == 23


def test_one_consultation_is_enough_where_the_sheet_says_so_and_none_is_not() -> None:
    row = Source(kind="consult", mapping={}, quiet_days=23)
    assert covered(row, [], {date(2026, 12, 1)}, date(2026, 12, 1))
    assert not covered(row, [], set(), date(2026, 12, 1))
    assert not covered(Source(kind="consult", mapping={}, quiet_days=1), [], {date(2026, 12, 1)}, date(2026, 12, 1))
