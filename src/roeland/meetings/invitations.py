"""The mail and the calendar file of a meeting (RFC 5545 and 5546). A mail names no point of the agenda, and papers only by their address:
what is restricted never travels by mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from roeland.documents.values import OPEN_AUDIENCES
from roeland.meetings.models import Attendance, Meeting, Paper
from roeland.meetings.values import MeetingStatus
from roeland.ui import dates

PRODUCT = "-//Roeland//Vergaderingen//NL"


def calendar(meeting: Meeting, address: str, now: datetime) -> bytes:
    """The calendar file: REQUEST, or CANCEL once the meeting is called off. The UID never changes, SEQUENCE grows with each change."""
    cancelled = meeting.status == MeetingStatus.CANCELLED
    event = Event()
    event.add("uid", f"vergadering-{meeting.pk}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", name(meeting))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("url", link(meeting))
    event.add("description", f"Agenda en stukken: {link(meeting)}")
    where = place(meeting)
    if where:
        event.add("location", where)
    organizer = vCalAddress(f"MAILTO:{_sender()}")
    organizer.params["cn"] = vText(_("Roeland"))
    event["organizer"] = organizer
    attendee = vCalAddress(f"MAILTO:{address}")
    attendee.params["rsvp"] = vText("TRUE")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    event.add("attendee", attendee, encode=False)
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "CANCEL" if cancelled else "REQUEST")
    found.add_component(event)
    content: bytes = found.to_ical()
    return content


def name(meeting: Meeting) -> str:
    """What the mail calls the meeting: the body, or nothing but that it is one."""
    return (
        _("Vergadering in Roeland")
        if meeting.discreet
        else (_("Vergadering %(body_name)s") % {"body_name": meeting.body_name})
    )


def place(meeting: Meeting) -> str:
    """Where it is; a discreet one says so in Roeland only."""
    return "" if meeting.discreet else meeting.place or meeting.online_url


def link(meeting: Meeting) -> str:
    """The page of the meeting."""
    return f"{_base()}/{meeting.authority.slug}/vergaderingen/{meeting.pk}/"


def what(meeting: Meeting) -> str:
    """What the mail is: invitation, change, cancellation."""
    if meeting.status == MeetingStatus.CANCELLED:
        return "afgelast"
    return "gewijzigd" if meeting.sequence else "uitnodiging"


def message(
    row: Attendance, papers: Sequence[Paper], now: datetime, secrets: Mapping[UUID, str] | None = None
) -> EmailMessage:
    """The mail to one person, with the calendar file as alternative and as attachment. `row` comes with meeting and person.

    `secrets`: paper -> the secret of a one-time link that opens it without logging in.
    """
    meeting = row.meeting
    kind = what(meeting)
    ahead = {"afgelast": "Afgelast: ", "gewijzigd": "Gewijzigd: ", "uitnodiging": ""}[kind]
    subject = f"{ahead}{name(meeting)}, {dates.list_moment(meeting.starts_at)}"
    content = calendar(meeting, address(row), now)
    mail = EmailMessage(subject=subject, body=_body(row, papers, secrets or {}), to=[address(row)])
    mail.attach(_invite(content, "CANCEL" if kind == "afgelast" else "REQUEST"))
    return mail


def _invite(content: bytes, method: str) -> MIMEBase:
    """The part by which a mail program offers *accept* and *decline*."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="vergadering.ics")
    return part


def _body(row: Attendance, papers: Sequence[Paper], secrets: Mapping[UUID, str]) -> str:
    meeting = row.meeting
    when = _("%(sentence_date)s, van %(clock_time)s tot ") % {
        "sentence_date": dates.sentence_date(meeting.starts_at),
        "clock_time": dates.clock_time(meeting.starts_at),
    }
    lines = [(_("Dag %(given_name)s") % {"given_name": row.person.given_name}), ""]
    if meeting.status == MeetingStatus.CANCELLED:
        lines.append(
            _("%(name)s van %(sentence_date)s gaat niet door.")
            % {"name": name(meeting), "sentence_date": dates.sentence_date(meeting.starts_at)}
        )
        return "\n".join([*lines, "", (_("Meer lees je in Roeland: %(link)s") % {"link": link(meeting)}), ""])
    lines += [name(meeting), f"{when}{dates.clock_time(meeting.ends_at)}"]
    if place(meeting):
        lines.append(place(meeting))
    lines += ["", f"Agenda: {link(meeting)}"]
    if papers:
        lines += ["", _("Stukken, leesbaar tot de vergadering sluit:")]
        lines += [f"- {_title(meeting, paper)}: {_paper_link(meeting, paper, secrets)}" for paper in papers]
        if secrets:
            alone = len(secrets) == len(papers)
            lines += [
                "",
                _("Een stuk met een link opent zonder aanmelden, één keer. Geef de link niet door.")
                if alone
                else _(
                    "Een adres met “link” erin opent zonder aanmelden, één keer. Geef het niet door. Voor de andere stukken meld je je aan."
                ),
            ]
    return "\n".join([*lines, ""])


def _title(meeting: Meeting, paper: Paper) -> str:
    document = paper.document
    known = document is not None and document.audience in OPEN_AUDIENCES and not meeting.discreet
    return paper.title if known else _("Stuk in Roeland")


def _paper_link(meeting: Meeting, paper: Paper, secrets: Mapping[UUID, str]) -> str:
    if secret := secrets.get(paper.pk):
        return f"{_base()}/link/stuk/{secret}/"
    return f"{_base()}/{meeting.authority.slug}/vergaderingen/{meeting.pk}/stukken/{paper.pk}/"


def address(row: Attendance) -> str:
    """Where a person's mail goes: the account, else the address of the person."""
    person = row.person
    return person.account.email if person.account else person.email


def _base() -> str:
    found: str = settings.CONFIG.base_url.rstrip("/")
    return found


def _sender() -> str:
    found: str = settings.DEFAULT_FROM_EMAIL
    return found.rpartition("<")[2].rstrip(">") or found
