"""What time does: invitations with their calendar file, and the recurring task that a held meeting closes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core import mail
from icalendar import Calendar

from roeland.duties import actions as duties
from roeland.duties.models import Evidence, Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.outbox import drain
from roeland.meetings import actions
from roeland.meetings.handlers import HANDLERS
from roeland.meetings.jobs import send_invitations
from roeland.meetings.models import Meeting
from roeland.meetings.queries import held_in_year
from roeland.people.models import Body
from tests.meetings.conftest import AFTERNOON, MONDAY, convened, held
from tests.world import World


def calendars() -> list[Any]:
    """The calendar file of every mail that left, and empty the box."""
    found = []
    for message in mail.outbox:
        part: Any = message.attachments[0]
        found.append((message, Calendar.from_ical(part.get_payload(decode=True))))
    mail.outbox.clear()
    return found


def test_invitations_leave_once_and_again_after_a_change(world: World, service: Body) -> None:
    dina = world.actor("dina")
    meeting = convened(world, service)
    actions.add_point(dina, meeting=meeting, title="Gevoelig punt")
    assert send_invitations() == 0  # nobody was invited yet
    actions.announce(dina, meeting=meeting)
    assert (send_invitations(), send_invitations()) == (3, 0)
    sent = calendars()
    assert {message.to[0] for message, _ in sent} == {f"{name}@example.be" for name in ("an", "bert", "dina")}
    event = sent[0][1].walk("vevent")[0]
    assert (str(sent[0][1]["method"]), int(event["sequence"])) == ("REQUEST", 0)
    assert event["dtstart"].dt == AFTERNOON
    for message, file in sent:
        assert "Gevoelig punt" not in message.body + file.to_ical().decode()
        assert f"/zonderbeke/vergaderingen/{meeting.pk}/" in message.body
    actions.change_meeting(
        dina, meeting=meeting, starts_at=AFTERNOON + timedelta(hours=1), minutes=60, place="Kleine raadzaal"
    )
    assert send_invitations() == 3
    message, changed = calendars()[0]
    again = changed.walk("vevent")[0]
    assert (str(again["uid"]), int(again["sequence"])) == (str(event["uid"]), 1)
    assert message.subject.startswith("Gewijzigd: ")
    actions.cancel(dina, meeting=meeting, reason="ziekte")
    assert send_invitations() == 3
    cancelled = calendars()[0][1]
    assert (str(cancelled["method"]), str(cancelled.walk("vevent")[0]["status"])) == ("CANCEL", "CANCELLED")
    assert int(cancelled.walk("vevent")[0]["sequence"]) == 2


def test_a_discreet_meeting_names_neither_body_nor_place(world: World) -> None:
    from roeland.people.actions import add_body, join_body

    bert = world.actor("bert")
    body = add_body(bert, authority=world.zonderbeke, kind="special_committee", name="Bijzonder comité")
    join_body(bert, body=body, person=world.person("chris"), start=date(2025, 1, 1))
    meeting = convened(world, body, by="bert", place="Zaaltje achteraan")
    actions.announce(bert, meeting=meeting)
    assert send_invitations() == 1
    message, file = calendars()[0]
    everything = message.subject + message.body + file.to_ical().decode()
    assert "Vergadering in Roeland" in everything
    assert "comité" not in everything
    assert "Zaaltje" not in everything


def test_a_held_meeting_closes_the_recurring_task_with_itself_as_evidence(world: World, service: Body) -> None:
    dina = world.actor("dina")
    duty = duties.adopt(dina, authority=world.zonderbeke, catalogue_id="meet-security-service", start=date(2026, 3, 16))
    task = duties.plan_task(world.system, duty=duty, key=date(2026, 3, 16))
    meeting = held(world, service, MONDAY - timedelta(hours=3))
    drain(HANDLERS)
    drain(HANDLERS)
    with scope(world.system, [world.zonderbeke]):
        assert Task.objects.get(pk=task.pk).status == "accepted"
        assert [(row.link_kind, row.link_id) for row in Evidence.objects.all()] == [("meetings.meeting", meeting.pk)]
        assert Meeting.objects.get(pk=meeting.pk).closed_at is not None
        assert [row.on for row in held_in_year(world.zonderbeke, 2026)] == [clock.local(meeting.starts_at).date()]


def test_an_extra_meeting_closes_no_later_half_year(world: World, service: Body) -> None:
    dina = world.actor("dina")
    duty = duties.adopt(dina, authority=world.zonderbeke, catalogue_id="meet-security-service", start=date(2026, 3, 16))
    for key in (date(2026, 3, 16), date(2026, 9, 16)):
        duties.plan_task(world.system, duty=duty, key=key)
    held(world, service, MONDAY - timedelta(days=3))
    held(world, service, MONDAY - timedelta(hours=3))
    drain(HANDLERS)
    with scope(world.system, [world.zonderbeke]):
        assert [row.status == "accepted" for row in Task.objects.order_by("key")] == [True, False]
