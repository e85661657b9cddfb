"""What time does: invitations with their calendar file, and the recurring task that a held meeting closes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.core import mail
from django.test import Client
from icalendar import Calendar

from roeland.documents import actions as documents
from roeland.duties import actions as duties
from roeland.duties.models import Evidence, Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.ledger.outbox import drain
from roeland.meetings import actions
from roeland.meetings.handlers import HANDLERS
from roeland.meetings.jobs import send_invitations
from roeland.meetings.models import Meeting
from roeland.meetings.queries import held_in_year
from roeland.people.actions import add_body, join_body
from roeland.people.models import Body
from tests.documents.conftest import made, published
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


def test_two_taps_from_the_mail_to_an_open_paper_and_none_to_a_closed_one(world: World) -> None:
    bert, chris = world.actor("bert"), world.person("chris")
    body = add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Gemeenteraad")
    for person in (chris, world.person("an")):
        join_body(bert, body=body, person=person, start=date(2025, 1, 1))
    open_one, closed = made(world, "Wachtwoordbeleid"), made(world, "Jaarverslag", "annual_report", kind="report")
    meeting = convened(world, body, by="bert")
    for document in (open_one, closed):
        published(world, document)
        actions.add_paper(bert, meeting=meeting, document=document)
    actions.announce(bert, meeting=meeting)
    assert send_invitations() == 2
    by_name = {message.to[0].partition("@")[0]: message.body for message, _ in calendars()}
    links = re.findall(r"https?://\S+?(/link/stuk/\w+/)", by_name["chris"])
    assert len(links) == 1  # the closed one asks a log-in, and is not named
    assert "Jaarverslag" not in by_name["chris"]
    assert "/link/stuk/" not in by_name["an"]  # staff have an account of the authority
    phone = Client()
    first = phone.get(links[0]).content.decode()  # tap one: the link in the mail
    assert "Iedereen sluit zijn scherm af" not in first
    second = phone.post(links[0])  # tap two: the button
    assert "Iedereen sluit zijn scherm af" in second.content.decode()
    assert second["Cache-Control"] == "no-store"
    assert "sessionid" not in phone.cookies
    assert (phone.get(links[0]).status_code, phone.post(links[0]).status_code) == (410, 410)  # once
    with scope(world.system, [world.zonderbeke]):
        assert LedgerEntry.objects.filter(action="meetings:paper:link-opened").count() == 1
    closed_url = re.findall(r"https?://[^/\s]+(/zonderbeke/vergaderingen/\S+/stukken/\S+/)", by_name["chris"])[0]
    assert phone.get(closed_url)["Location"].startswith("/account/login/")


def test_a_link_ends_with_the_meeting_and_with_other_readers(world: World) -> None:
    bert = world.actor("bert")
    body = add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Gemeenteraad")
    join_body(bert, body=body, person=world.person("chris"), start=date(2025, 1, 1))
    document = made(world)
    published(world, document)
    meeting = convened(world, body, by="bert")
    actions.add_paper(bert, meeting=meeting, document=document)
    actions.announce(bert, meeting=meeting)
    send_invitations()
    where = re.findall(r"https?://\S+?(/link/stuk/\w+/)", calendars()[0][0].body)[0]
    with clock.at(meeting.ends_at + timedelta(minutes=1)):
        assert Client().get(where).status_code == 410
    documents.change_readers(world.actor("dina"), document=document, audience="plan_general")
    assert Client().post(where).status_code == 410
