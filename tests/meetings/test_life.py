"""From convening to approved minutes: agenda out of what is open, minutes by two people, decisions that become tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.offers import AGENDA, AgendaPoint
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.meetings import actions
from roeland.meetings.models import Attendance, CouncilItem, Decision, Meeting, Point, PointText
from roeland.meetings.queries import decision_lines, draft, held_in_year, lines_of
from roeland.meetings.values import MeetingStatus, Presence
from roeland.people.models import Body
from tests.meetings.conftest import AFTERNOON, MONDAY, convened, held, running
from tests.world import World


def points(world: World, meeting: Meeting) -> list[Point]:
    with scope(world.system, [world.zonderbeke]):
        return list(Point.objects.filter(meeting=meeting).order_by("position"))


def test_agenda_holds_what_is_open_and_says_no_more_than_a_member_may_know(world: World, service: Body) -> None:
    dina = world.actor("dina")
    late: dict[str, Any] = {"authority": world.zonderbeke, "due": date(2026, 2, 1), "person": world.person("an")}
    duties.make_task(dina, title="Hersteltest van back-ups", **late)
    duties.make_task(world.system, title="Onderzoek naar een collega", audience="forensic", **late)
    with scope(dina, [world.zonderbeke]):
        found = draft(world.zonderbeke, "security_service")
    told = {point.key: [line.title for line in point.lines] for point in found}
    assert told == {"checks": ["Hersteltest van back-ups"], "varia": []}


def test_points_of_other_rooms_come_through_the_table(
    world: World, service: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def offer(*arguments: object) -> list[AgendaPoint]:
        asked.append(arguments[2])
        return [AgendaPoint(key="incidents", title="Incidenten", note="1 open, 3 gesloten", order=40)]

    monkeypatch.setattr(AGENDA, "providers", {"test": offer})
    meeting = convened(world, service)
    assert [(row.title, row.note) for row in points(world, meeting)] == [
        ("Incidenten", "1 open, 3 gesloten"),
        ("Varia", ""),
    ]
    assert asked == ["security_service"]


def test_only_who_may_convenes_and_a_body_without_members_cannot(world: World, service: Body) -> None:
    for name in ("an", "chris", "emil"):
        with pytest.raises(NotAllowed):
            convened(world, service, by=name)
    with pytest.raises(Invalid):  # the right is asked on the audience, which is the body's
        actions.convene(
            world.actor("dina"), body=service, audience="council_items", starts_at=AFTERNOON, place="Raadzaal"
        )
    assert convened(world, service, by="bert").status == MeetingStatus.DRAFT


def test_two_writers_on_one_point_lose_nothing(world: World, service: Body) -> None:
    meeting = running(world, service)
    point = points(world, meeting)[-1]
    first = actions.write_minutes(world.actor("an"), point=point, text="An licht toe.", revision=0)
    second = actions.write_minutes(world.actor("bert"), point=point, text="Bert vraagt na.", revision=0)
    assert not first.clash
    assert second.clash
    assert (second.point.text, second.beside) == ("An licht toe.", "Bert vraagt na.")
    both = "An licht toe.\n\nBert vraagt na."
    assert not actions.write_minutes(world.actor("bert"), point=point, text=both, revision=1).clash
    with scope(world.system, [world.zonderbeke]):
        assert {row.text for row in PointText.objects.all()} == {"An licht toe.", "Bert vraagt na.", both}


def test_who_is_not_invited_neither_reads_nor_writes(world: World, service: Body) -> None:
    meeting = running(world, service)
    point = points(world, meeting)[-1]
    for name in ("chris", "emil"):
        with scope(world.actor(name), [world.zonderbeke]):
            assert not Meeting.objects.exists()
            assert not Point.objects.exists()
            assert not Attendance.objects.exists()
        with pytest.raises(NotAllowed):
            actions.write_minutes(world.actor(name), point=point, text="x", revision=0)
    with pytest.raises(NotAllowed):  # a member writes along, but does not run the meeting
        actions.decide(world.actor("an"), point=point, text="Iets")


def test_a_decision_is_a_task_until_its_evidence(world: World, service: Body) -> None:
    meeting = running(world, service)
    point = points(world, meeting)[-1]
    dina, an = world.actor("dina"), world.actor("an")
    with pytest.raises(Invalid):
        actions.decide(dina, point=point, text="Lijst vragen", person=world.person("an"))
    made = actions.decide(
        dina, point=point, text="Lijst vragen", person=world.person("an"), due=MONDAY.date() + timedelta(days=9)
    )
    assert made.task is not None
    assert (made.task.restricted, made.task.audience) == (True, "minutes_service")
    actions.close_meeting(dina, meeting=meeting)
    with scope(dina, [world.zonderbeke]):
        assert [point.note for point in draft(world.zonderbeke, "security_service") if point.key == "decisions"] == [
            "0 van 1 uitgevoerd"
        ]
    duties.hand_in(an, task=made.task, note="gevraagd en gekregen")
    with scope(dina, [world.zonderbeke]):
        line = decision_lines(Decision.objects.select_related("person"), clock.today())[0]
        assert line.done
        assert line.number == made.task.number
        assert [(row.decisions, row.tasks, row.done) for row in held_in_year(world.zonderbeke, 2026)] == [(1, 1, 1)]


def test_minutes_are_approved_later_with_their_corrections_and_then_fixed(world: World, service: Body) -> None:
    dina = world.actor("dina")
    former = held(world, service, MONDAY - timedelta(days=180))
    actions.note_correction(world.actor("an"), meeting=former, text="Ik was er pas om drie uur.")
    meeting = running(world, service)
    assert points(world, meeting)[0].title == "Verslag van 3 september"
    with pytest.raises(Refused):
        actions.approve_minutes(dina, meeting=former, within=former)
    done = actions.approve_minutes(dina, meeting=former, within=meeting)
    assert done.status == MeetingStatus.APPROVED
    assert len(done.sha256) == 64
    assert "Ik was er pas om drie uur." in str(done.content)
    for verb in (
        lambda: actions.note_correction(dina, meeting=done, text="te laat"),
        lambda: actions.approve_minutes(dina, meeting=done),
        lambda: actions.add_point(dina, meeting=done, title="Nog iets"),
        lambda: actions.write_minutes(dina, point=points(world, done)[0], text="anders", revision=0),
    ):
        with pytest.raises(Refused):
            verb()


def test_lines_stay_as_they_were_when_the_meeting_closed(world: World, service: Body) -> None:
    dina = world.actor("dina")
    task = duties.make_task(
        dina, authority=world.zonderbeke, title="Hersteltest", due=date(2026, 2, 1), person=world.person("an")
    )
    meeting = running(world, service)
    actions.close_meeting(dina, meeting=meeting)
    duties.hand_in(world.actor("an"), task=task, note="gedaan")
    with scope(dina, [world.zonderbeke]):
        row = Meeting.objects.select_related("authority").get(pk=meeting.pk)
        point = Point.objects.get(meeting=row, key="checks")
        assert [line.title for line in lines_of(point, row)] == ["Hersteltest"]
        assert not [one for one in draft(world.zonderbeke, "security_service") if one.key == "checks"]


def test_attendance_counts_and_who_was_not_noted_was_absent(world: World, service: Body) -> None:
    dina = world.actor("dina")
    meeting = running(world, service)
    with scope(dina, [world.zonderbeke]):
        rows = {row.person.given_name: row for row in Attendance.objects.select_related("person")}
    actions.note_presence(dina, attendance=rows["Dina"], presence=Presence.PRESENT)
    actions.note_presence(dina, attendance=rows["Bert"], presence=Presence.EXCUSED, replaced_by=world.person("fien"))
    actions.close_meeting(dina, meeting=meeting)
    with scope(dina, [world.zonderbeke]):
        assert [(row.present, row.expected) for row in held_in_year(world.zonderbeke, 2026)] == [(1, 3)]
        bert = Attendance.objects.select_related("replaced_by").get(pk=rows["Bert"].pk)
        assert bert.words == "verontschuldigd, vervangen door Fien Mertens (waarnemend)"


def test_councillors_read_an_item_from_the_sending_until_the_session_is_over(world: World) -> None:
    from roeland.people.actions import add_body

    bert, chris, place = world.actor("bert"), world.actor("chris"), [world.zonderbeke]
    add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Gemeenteraad")
    item = actions.make_item(
        bert,
        authority=world.zonderbeke,
        body_kind="municipal_council",
        title="Kennisname van het jaarverslag",
        session_at=datetime(2026, 3, 20, 19, tzinfo=UTC),
        draft_decision="De raad neemt kennis.",
    )

    def seen() -> int:
        with scope(world.actor("chris"), place):
            return CouncilItem.objects.count()

    assert seen() == 0
    sent = actions.send_item(bert, item=item)
    assert seen() == 1
    assert chris.person_ids
    with clock.at(datetime(2026, 3, 20, 21, tzinfo=UTC)):
        actions.settle_item(bert, item=sent, outcome="Goedgekeurd.")
        assert seen() == 0


def test_a_task_of_a_decision_never_names_it_in_mail(world: World, service: Body) -> None:
    meeting = running(world, service)
    made = actions.decide(
        world.actor("dina"),
        point=points(world, meeting)[-1],
        text="Iemand aanspreken",
        person=world.person("an"),
        due=date(2026, 3, 3),
    )
    with scope(world.system, [world.zonderbeke]):
        assert Task.objects.get(pk=made.task_id).restricted
