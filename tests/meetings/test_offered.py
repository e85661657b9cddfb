"""What other rooms put on the agenda: clocks that run, projects that wait, requests to read without an answer."""

from datetime import date, timedelta

import pytest

from roeland.documents import actions as documents
from roeland.documents.reader_offers import requests_agenda
from roeland.duties import actions as duties
from roeland.duties.catalogue import clocks
from roeland.kernel import clock
from roeland.kernel.offers import AGENDA, AgendaPoint, Line
from roeland.kernel.scope import scope
from roeland.meetings import actions as meetings
from roeland.meetings.bodies import kinds, member_eyes
from roeland.meetings.queries import draft, lines_of
from roeland.people.models import Body
from roeland.projects import actions as projects
from roeland.projects.values import ProjectText
from tests.meetings.conftest import convened
from tests.meetings.test_life import points
from tests.projects.test_projects import intake_of, write_plan
from tests.world import World


def test_open_matters_of_other_rooms(world: World, service: Body) -> None:
    dina, place = world.actor("dina"), world.zonderbeke
    assert not {"duties:clocks", "projects:open"} & {one.key for one in draft(place, "security_service")}
    duties.start_clock(dina, authority=place, clock_id="gdpr-12-request", title="Verloren map", started_at=clock.now())
    row = projects.propose(dina, authority=place, wording=ProjectText("Tweede stap"))
    intake_of(world, row)
    write_plan(world, row)
    projects.present(dina, project=row)
    found = {one.key: one for one in draft(place, "security_service")}
    projects_point = found["projects:open"]
    assert [line.title for line in projects_point.lines] == ["P-2026-01 Tweede stap"]
    assert projects_point.note == "1 wacht op goedkeuring"
    [running] = found["duties:clocks"].lines
    assert running.state == "today"
    assert "Verloren map" not in running.title + running.note  # written by hand: it may name somebody
    assert running.title == clocks()["gdpr-12-request"].title
    assert "projects:open" not in {one.key for one in draft(place, "municipal_council")}
    with clock.at(clock.now() + timedelta(days=200)):
        late = {one.key: one for one in draft(place, "security_service")}["duties:clocks"]
    assert [line.state for line in late.lines] == ["late"]


def test_an_agenda_shows_no_request_that_its_members_may_not_read(world: World, service: Body) -> None:
    """Neither its number nor that there is one. Who answers requests would see it, by number alone."""
    place = world.zonderbeke
    asked = documents.ask_reading(world.actor("chris"), authority=place, wanted="Het technisch deel", purpose="")
    for kind in kinds():
        with scope(world.actor("dina"), [place]):
            told = draft(place, kind)
        assert asked.number not in str(told), kind
        assert "inzage" not in str(told), kind
    for actor, shown in ((world.actor("dina"), 1), (member_eyes("security_service", place.pk), 0)):
        with scope(actor, [place]):
            points = requests_agenda(actor, place.pk, "security_service", None)
        assert len(points) == shown
        assert all("technisch" not in str(point) for point in points)


def test_no_agenda_shows_a_clock_that_its_members_may_not_read(world: World, service: Body) -> None:
    """A breach is for officer, DPO and director: the service reads that it exists nowhere."""
    dina, place = world.actor("dina"), world.zonderbeke
    duties.start_clock(
        dina, authority=place, clock_id="gdpr-33-regulator", title="Verloren map", started_at=clock.now()
    )
    for kind in kinds():
        with scope(dina, [place]):
            assert "duties:clocks" not in {one.key for one in draft(place, kind)}, kind


def test_what_belongs_together_is_one_point(world: World, service: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    """Late tasks and findings are one, texts of every room are one; their lines and figures stay."""
    dina, place = world.actor("dina"), world.zonderbeke
    duties.make_task(dina, authority=place, title="Hersteltest", due=date(2026, 2, 1), person=world.person("an"))
    duties.open_finding(dina, authority=place, title="Sleutel kwijt", severity="low")

    def offer(*_: object) -> list[AgendaPoint]:
        lines = (Line(title="AF-1"), Line(title="AF-2"))
        return [
            AgendaPoint(key="x:deviations", title="Afwijkingen", lines=lines, order=61, part="texts"),
            AgendaPoint(
                key="x:papers", title="Documenten", note="1 goed te keuren", lines=(Line(title="D"),), part="texts"
            ),
        ]

    monkeypatch.setattr(AGENDA, "providers", {"test": offer})
    meeting = convened(world, service)
    rows = points(world, meeting)
    assert [(row.key, row.title, row.note) for row in rows] == [
        ("checks", "Controles en bevindingen", "achterstallige controles: 1 taak; bevindingen: 1 open"),
        ("texts", "Documenten en afwijkingen", "documenten: 1 goed te keuren; afwijkingen: 2"),
        ("varia", "Varia", ""),
    ]
    with scope(dina, [place]):
        assert [line.title for line in lines_of(rows[0], meeting)] == ["Hersteltest", "Sleutel kwijt"]
        assert [line.title for line in lines_of(rows[1], meeting)] == ["D", "AF-1", "AF-2"]


def test_what_became_open_comes_before_varia(world: World, service: Body) -> None:
    dina, place = world.actor("dina"), world.zonderbeke
    meeting = convened(world, service)
    duties.make_task(dina, authority=place, title="Hersteltest", due=date(2026, 2, 1), person=world.person("an"))
    assert meetings.refresh_agenda(dina, meeting=meeting) == 1
    assert meetings.refresh_agenda(dina, meeting=meeting) == 0
    assert [row.key for row in points(world, meeting)] == ["checks", "varia"]
