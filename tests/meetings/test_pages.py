"""The pages: running a meeting with and without script, two writers, the wall, councillors, a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.duties import actions as duties
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.meetings import actions
from roeland.meetings.models import Attendance, Decision, Meeting, Point
from roeland.meetings.queries.gap import Standing
from roeland.meetings.queries.today import _line
from roeland.meetings.queries.today import words as gap_words
from roeland.meetings.values import Gap
from roeland.people.actions import add_body
from roeland.people.models import Body
from tests.meetings.conftest import MONDAY, convened, held, running
from tests.world import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browse(world: World) -> Callable[[str], Client]:
    def found(name: str) -> Client:
        client = Client()
        client.force_login(world.accounts[name], backend=BACKEND)
        return client

    return found


def address(meeting: Meeting, rest: str = "") -> str:
    return f"/zonderbeke/vergaderingen/{meeting.pk}/{rest}"


def last_point(world: World, meeting: Meeting) -> Point:
    with scope(world.system, [world.zonderbeke]):
        found: Point = Point.objects.filter(meeting=meeting).order_by("-position")[0]
        return found


def test_convening_on_the_page_drafts_the_agenda(world: World, service: Body, browse: Callable[[str], Client]) -> None:
    dina = browse("dina")
    faulty = dina.post("/zonderbeke/vergaderingen/bijeenroepen/", {"body": str(service.pk), "kind": "ordinary"})
    assert faulty.status_code == 422
    values = {"body": str(service.pk), "kind": "ordinary", "starts_at": "2026-03-12T14:00", "place": "Raadzaal"}
    made = dina.post("/zonderbeke/vergaderingen/bijeenroepen/", values, follow=True)
    assert "Varia" in made.content.decode()
    assert "Informatieveiligheidsdienst, 12 maart 2026" in made.content.decode()
    assert browse("an").get("/zonderbeke/vergaderingen/bijeenroepen/").status_code == 404
    with scope(world.system, [world.zonderbeke]):
        meeting = Meeting.objects.get()
    assert browse("an").get(address(meeting)).status_code == 404  # nobody was invited yet
    dina.post(address(meeting, "uitnodigen/"))
    assert browse("an").get(address(meeting)).status_code == 200


def test_two_writers_see_both_texts_with_and_without_script(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    meeting = running(world, service)
    point = last_point(world, meeting)
    where = address(meeting, f"punten/{point.pk}/verslag/")
    script: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
    first = browse("an").post(where, {"text": "An was eerst.", "revision": "0"}, **script)
    assert "Bewaard om" in first.content.decode()
    assert 'value="1"' in first.content.decode()
    plain = browse("bert").post(where, {"text": "Bert schreef ook.", "revision": "0"})
    assert plain.status_code == 409
    for words in ("An was eerst.", "Bert schreef ook.", "niets is weg"):
        assert words in plain.content.decode()
    shown = browse("bert").post(where, {"text": "Bert schreef ook.", "revision": "0"}, **script)
    assert shown["HX-Retarget"] == "#schrijven"
    assert "An was eerst." in shown.content.decode()
    both = browse("bert").post(where, {"text": "Samen.", "revision": "1"}, follow=True)
    assert "Samen." in both.content.decode()


def test_a_decision_on_the_page_is_a_task_with_its_state(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    meeting = running(world, service)
    point, dina = last_point(world, meeting), browse("dina")
    where = address(meeting, f"punten/{point.pk}/besluit/")
    half = dina.post(where, {"text": "Lijst vragen", "person": str(world.person("an").pk)})
    assert half.status_code == 422
    assert "Kies ook tegen wanneer." in half.content.decode()
    done = dina.post(
        where, {"text": "Lijst vragen", "person": str(world.person("an").pk), "due": "2026-03-20"}, follow=True
    )
    with scope(world.system, [world.zonderbeke]):
        number = Decision.objects.select_related("task").get().task.number
    assert f"/zonderbeke/taken/{number}/" in done.content.decode()
    assert browse("an").post(where, {"text": "x"}).status_code == 404


def test_ticks_note_who_is_there(world: World, service: Body, browse: Callable[[str], Client]) -> None:
    meeting = running(world, service)
    with scope(world.system, [world.zonderbeke]):
        rows = {row.person.given_name: row for row in Attendance.objects.select_related("person")}
    ticked = [str(rows["Dina"].pk), str(rows["An"].pk)]
    page = browse("dina").post(address(meeting, "aanwezig/"), {"aanwezig": ticked}, follow=True)
    assert "2 van 3" in page.content.decode()


def test_the_wall_shows_this_meeting_and_nothing_else(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    meeting = running(world, service)
    page = browse("dina").get(address(meeting, "scherm/")).content.decode()
    assert "Zonderbeke" in page
    assert "Lissegem" not in page
    assert "Hoofdmenu" not in page
    assert "<textarea" not in page


def test_the_report_prints_and_stays_the_same_once_approved(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    former = held(world, service, MONDAY - timedelta(days=100))
    later = running(world, service)
    dina = browse("dina")
    dina.post(f"{address(former, 'goedkeuren/')}?in={later.pk}")
    first = dina.get(address(former, "verslag.pdf"))
    assert first["Content-Disposition"].startswith("attachment")
    assert first.content.startswith(b"%PDF")
    with clock.at(MONDAY + timedelta(days=30)):
        assert dina.get(address(former, "verslag.pdf")).content == first.content


def test_a_body_that_has_not_met_stands_on_the_front_page_of_members_director_and_chair(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    world.employ("gust", ["chair"])
    duties.adopt(
        world.actor("dina"), authority=world.zonderbeke, catalogue_id="meet-security-service", start=date(2026, 7, 1)
    )
    held(world, service, MONDAY - timedelta(days=184))
    words = "184 van ten hoogste 184 dagen"
    assert words not in browse("bert").get("/zonderbeke/").content.decode()
    with clock.at(MONDAY + timedelta(days=1)):
        for name in ("an", "bert", "gust"):
            assert "185 van ten hoogste 184 dagen" in browse(name).get("/zonderbeke/").content.decode(), name
        assert "ten hoogste 184 dagen" not in browse("chris").get("/zonderbeke/").content.decode()


def test_a_councillor_reads_an_item_only_while_it_lies_before_the_council(
    world: World, browse: Callable[[str], Client]
) -> None:
    bert = world.actor("bert")
    add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Gemeenteraad")
    item = actions.make_item(
        bert,
        authority=world.zonderbeke,
        body_kind="municipal_council",
        title="Jaarverslag 2025",
        session_at=datetime(2026, 3, 6, 19, tzinfo=UTC),
        draft_decision="De raad neemt kennis.",
    )
    where = f"/zonderbeke/vergaderingen/raad/{item.pk}/"
    chris = browse("chris")
    assert chris.get(where).status_code == 404
    late = browse("bert").get(where).content.decode()
    assert "4 dagen te laat" in late  # papers leave eight days before: the term comes from data
    assert "Decreet lokaal bestuur art. 20" in late
    browse("bert").post(f"{where}versturen/")
    assert "De raad neemt kennis." in chris.get(where).content.decode()
    assert "Jaarverslag 2025" in chris.get("/zonderbeke/vergaderingen/").content.decode()
    with clock.at(datetime(2026, 3, 7, 8, tzinfo=UTC)):
        assert chris.get(where).status_code == 404
        assert "Jaarverslag 2025" not in chris.get("/zonderbeke/vergaderingen/").content.decode()


def test_the_list_costs_a_fixed_number_of_statements(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    dina, costs = browse("dina"), []
    for day in range(3):
        convened(world, service, starts_at=MONDAY + timedelta(days=20 + day))
        if day != 1:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert dina.get("/zonderbeke/vergaderingen/").status_code == 200
            costs.append([query["sql"] for query in asked if "django_session" not in query["sql"]])
    assert len(costs[0]) == len(costs[1])
    assert len([one for one in costs[0] if "meetings_" in one or "duties_duty" in one]) <= 15


def test_a_decision_asks_who_and_only_putting_it_down_is_a_choice(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    meeting = running(world, service)
    point, dina = last_point(world, meeting), browse("dina")
    page = dina.get(address(meeting)).content.decode()
    members, others = page.index("Leden van het orgaan"), page.index("Andere personen")
    assert page.index("Kies wie dit doet") < members < page.index("Peeters An") < others < page.index("Wouters Chris")
    where = address(meeting, f"punten/{point.pk}/besluit/")
    silent = dina.post(where, {"text": "Lijst vragen"})
    assert (silent.status_code, "Kies wie dit doet, of kies" in silent.content.decode()) == (422, True)
    assert dina.post(where, {"text": "Akte genomen", "person": "vastleggen", "due": "2026-03-20"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        row = Decision.objects.get()
    assert (row.text, row.task_id, row.due) == ("Akte genomen", None, None)


def test_beginning_before_its_day_asks_once_more(world: World, service: Body, browse: Callable[[str], Client]) -> None:
    meeting, dina = convened(world, service), browse("dina")
    assert "Uit te nodigen" in dina.get(address(meeting)).content.decode()
    dina.post(address(meeting, "uitnodigen/"))
    invited = dina.get(address(meeting)).content.decode()
    assert "3 uitgenodigd" in invited
    assert "Uit te nodigen" not in invited
    with pytest.raises(Refused, match="pas op 12/03/2026"):
        actions.begin(world.actor("dina"), meeting=meeting)
    asked = dina.post(address(meeting, "beginnen/"))
    assert "pas op donderdag 12 maart" in asked.content.decode()
    with scope(world.system, [world.zonderbeke]):
        assert Meeting.objects.get().status == "invited"
    dina.post(address(meeting, "beginnen/"), {"early": "True"})
    with scope(world.system, [world.zonderbeke]):
        assert Meeting.objects.get().status == "running"


def test_notes_before_the_start_are_those_after_it(
    world: World, service: Body, browse: Callable[[str], Client]
) -> None:
    """What became late since the agenda was drafted is counted on the page, not only from the start."""
    dina = world.actor("dina")

    def task(title: str) -> None:
        duties.make_task(
            dina, authority=world.zonderbeke, title=title, due=date(2026, 3, 4), person=world.person("an"), minutes=0
        )

    task("Hersteltest")
    with clock.at(MONDAY + timedelta(days=3)):
        meeting = convened(world, service)
        task_page = browse("dina").get(address(meeting)).content.decode()
        assert "1 taak" in task_page
    task("Rondgang")
    with clock.at(MONDAY + timedelta(days=4)):
        before = browse("dina").get(address(meeting)).content.decode()
        assert "2 taken" in before
        actions.begin(dina, meeting=meeting, early=True)
        assert "2 taken" in browse("dina").get(address(meeting)).content.decode()


def test_a_body_that_never_met_says_so_once(world: World, service: Body, browse: Callable[[str], Client]) -> None:
    gap = Gap(None, date(2024, 10, 15), 184)
    one = Standing(
        world.zonderbeke.pk, "security_service", "De dienst", gap, None, frozenset(), None, "", world.zonderbeke.pk
    )
    assert gap_words(one) == "Er was er nog geen. De eerste moest er zijn tegen 15 oktober 2024."
    line = _line(one, "zonderbeke")
    assert line.title == "Vergadering De dienst: nog nooit gehouden"
    assert "te laat" not in line.title
