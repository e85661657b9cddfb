"""The list of meetings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.meetings.models import Meeting
from roeland.meetings.values import MeetingStatus
from roeland.meetings.web.common import meeting_url
from roeland.ui.components import State, Status
from roeland.ui.tables import Column, Filter, Rows, Table

STATES = {
    MeetingStatus.DRAFT: State.PLANNED,
    MeetingStatus.INVITED: State.PLANNED,
    MeetingStatus.RUNNING: State.TODAY,
    MeetingStatus.CLOSED: State.REVIEW,
    MeetingStatus.APPROVED: State.DONE,
    MeetingStatus.CANCELLED: State.SKIPPED,
}


def status_of(row: Meeting) -> Status:
    """The state of a meeting with its own word."""
    status = MeetingStatus(row.status)
    return Status(STATES[status], status.label)


def _present(row: Any) -> str:
    held = row.status in (MeetingStatus.CLOSED, MeetingStatus.APPROVED, MeetingStatus.RUNNING)
    return (
        (_("%(present)s van %(expected)s") % {"present": row.present or 0, "expected": row.expected or 0})
        if held
        else ""
    )


class MeetingTable(Table[Any]):
    """A meeting a line."""

    caption = gettext_lazy("Vergaderingen")
    file_name = "vergaderingen"
    noun = (gettext_lazy("vergadering"), gettext_lazy("vergaderingen"))
    default_sort = "-datum"

    def __init__(self, request: HttpRequest, rows: Rows, bodies: tuple[tuple[str, str], ...]) -> None:
        only = getattr(request, "authority", None) is not None
        authority = Column[Any]("bestuur", _("Bestuur"), lambda row: row.authority.name, sort="authority__name")
        self.columns = (  # type: ignore[misc] # the authority is named only when there are several
            Column("orgaan", _("Vergadering"), lambda row: row.body_name, sort="body_name", link=meeting_url),
            Column("datum", _("Datum"), lambda row: row.starts_at, sort="starts_at"),
            *(() if only else (authority,)),
            Column("status", _("Status"), status_of, sort="status", plain=lambda row: status_of(row).text),
            Column("aanwezig", _("Aanwezig"), _present, numeric=True),
            Column("besluiten", _("Besluiten"), lambda row: row.decided or "", numeric=True),
        )
        self.filters = (  # type: ignore[misc]
            Filter("orgaan", _("Orgaan"), bodies, lambda found, value: found.filter(body_kind=value)),
        )
        super().__init__(request, rows)
