"""Who may do what with a meeting, and when its life lets it be done. Pure: no database."""

from __future__ import annotations

from datetime import date

from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _
from roeland.meetings.values import AUDIENCES, COMING, COUNCIL, OPEN, ItemStatus, MeetingStatus


def _on(code: str, mode: Mode) -> Permission:
    """A permission that is asked on the audience of the meeting itself."""
    return Permission(f"meetings:{code}", "meetings", mode, family=AUDIENCES)


class P:
    """Permissions of this room. Chair and scribe hold RUN and APPROVE on their own meeting, whoever is invited holds WRITE
    and CORRECT (`Meeting.grants`). Pages of one meeting are open to whoever sees it."""

    CONVENE = _on("meeting:convene", Mode.EDIT)
    RUN = _on("meeting:run", Mode.EDIT)
    WRITE = _on("minutes:write", Mode.EDIT)
    APPROVE = _on("minutes:approve", Mode.EDIT)
    CORRECT = _on("minutes:correct", Mode.EDIT)
    ITEM_SEE = Permission("meetings:item:see", COUNCIL, Mode.MEETING)
    ITEM_EDIT = Permission("meetings:item:edit", COUNCIL, Mode.EDIT)


def may_prepare(status: str) -> Decision:
    """Change date, place and invitation: until it begins."""
    return ALLOWED if status in COMING else Denied(_("Deze vergadering is al begonnen of afgelast."))


def may_change(status: str) -> Decision:
    """Agenda, minutes, attendance, decisions: until it closes."""
    if status in OPEN:
        return ALLOWED
    return Denied(_("Deze vergadering is gesloten. Noteer een opmerking bij het verslag."))


def may_begin(status: str, day: date, today: date, *, early: bool) -> Decision:
    """Begin: once, and before its day only when that was meant (`early`)."""
    if today < day and not early:
        return Denied(
            _("Deze vergadering is pas op %(day)s. Bevestig dat jullie vroeger beginnen.")
            % {"day": f"{day.day}/{day.month:02}/{day.year}"}
        )
    return may_prepare(status)


def may_write(status: str) -> Decision:
    """Minutes are written while it runs."""
    if status == MeetingStatus.RUNNING:
        return ALLOWED
    return Denied(_("Het verslag schrijf je tijdens de vergadering."))


def may_close(status: str) -> Decision:
    """Close: while it runs."""
    return ALLOWED if status == MeetingStatus.RUNNING else Denied(_("Deze vergadering is niet bezig."))


def may_approve(status: str) -> Decision:
    """Approve: minutes in draft, once."""
    return ALLOWED if status == MeetingStatus.CLOSED else Denied(_("Er is geen verslag in ontwerp."))


def may_correct(status: str) -> Decision:
    """Note a correction: minutes in draft."""
    if status == MeetingStatus.CLOSED:
        return ALLOWED
    return Denied(_("Een opmerking noteer je tussen het sluiten en de goedkeuring."))


def may_edit_item(status: str) -> Decision:
    """Change an item for the council: until it was sent."""
    return ALLOWED if status == ItemStatus.DRAFT else Denied(_("De stukken van dit punt zijn al verstuurd."))


def may_send_item(status: str, session: date, today: date) -> Decision:
    """Send the papers: once, before the session."""
    if status != ItemStatus.DRAFT:
        return Denied(_("De stukken van dit punt zijn al verstuurd."))
    return ALLOWED if session >= today else Denied(_("De zitting ligt al achter ons."))
