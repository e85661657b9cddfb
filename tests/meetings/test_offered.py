"""What other rooms put on the agenda: clocks that run, projects that wait, requests to read without an answer."""

from datetime import timedelta

from roeland.documents import actions as documents
from roeland.duties import actions as duties
from roeland.kernel import clock
from roeland.meetings.queries import draft
from roeland.people.models import Body
from roeland.projects import actions as projects
from roeland.projects.values import ProjectText
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
    asked = documents.ask_reading(world.actor("chris"), authority=place, wanted="Het technisch deel", purpose="")
    found = {one.key: one for one in draft(place, "security_service")}
    [request] = found["documents:requests"].lines
    assert asked.number in request.title
    assert "technisch" not in request.title + request.note  # what was asked and by whom stays with who answers
    projects_point = found["projects:open"]
    assert [line.title for line in projects_point.lines] == ["P-2026-01 Tweede stap"]
    assert projects_point.note == "1 wacht op goedkeuring"
    assert [line.state for line in found["duties:clocks"].lines] == ["today"]
    assert "projects:open" not in {one.key for one in draft(place, "municipal_council")}
    with clock.at(clock.now() + timedelta(days=200)):
        late = {one.key: one for one in draft(place, "security_service")}["duties:clocks"]
    assert [line.state for line in late.lines] == ["late"]
