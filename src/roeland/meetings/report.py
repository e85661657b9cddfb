"""The report of a meeting as document model: agenda before it is held, minutes in draft, approved minutes. Reads in the open scope."""

from __future__ import annotations

from roeland.documents.render import Block, Document, Heading, KeyValue, ListBlock, Notice, Table, Text, Tlp, paragraph
from roeland.kernel import clock
from roeland.meetings.models import Attendance, Decision, Meeting, Point
from roeland.meetings.queries import attendances, corrections, decision_lines, lines_of, papers, points
from roeland.meetings.values import HELD, MeetingStatus
from roeland.ui import dates

TLP = {"council_items": Tlp.GREEN, "meetings_committee": Tlp.RED}  # what is not here stays with the authority itself


def document(meeting: Meeting) -> Document:
    """The report as it stands now; the same rows always give the same document."""
    held = meeting.status in HELD or meeting.status == MeetingStatus.RUNNING
    name = "Verslag" if held else "Agenda"
    return Document(
        title=f"{name}: {meeting}",
        authority=meeting.authority.name,
        tlp=TLP.get(meeting.audience, Tlp.AMBER_STRICT),
        status=_status(meeting),
        moment=meeting.approved_at or meeting.closed_at or meeting.opened_at or meeting.made_at,
        blocks=(
            Heading(f"{name} {meeting.body_name}", 1, "vergadering"),
            KeyValue(_facts(meeting)),
            *_people(attendances(meeting)),
            *_points(meeting),
            *_papers(meeting),
            *_remarks(meeting),
        ),
        draft=meeting.status != MeetingStatus.APPROVED,
    )


def _status(meeting: Meeting) -> str:
    if meeting.status == MeetingStatus.APPROVED and meeting.approved_at:
        return f"goedgekeurd op {dates.table_date(meeting.approved_at)}"
    return "ontwerp"


def _facts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    begin = meeting.opened_at or meeting.starts_at
    found = [("Datum", dates.sentence_date(meeting.starts_at)), ("Begin", dates.clock_time(begin))]
    if meeting.closed_at:
        found.append(("Einde", dates.clock_time(meeting.closed_at)))
    if meeting.place:
        found.append(("Plaats", meeting.place))
    elif meeting.online_url:
        found.append(("Plaats", "online"))
    if meeting.approved_in:
        found.append(("Goedgekeurd in de vergadering van", dates.sentence_date(meeting.approved_in.starts_at)))
    return tuple(found)


def _people(rows: list[Attendance]) -> list[Block]:
    if not rows:
        return []
    lines = tuple((str(row.person), row.label, _presence(row)) for row in rows)
    return [Heading("Aanwezigheid", 2, "aanwezig"), Table("Wie uitgenodigd was", ("Naam", "Rol", "Aanwezig"), lines)]


def _presence(row: Attendance) -> str:
    words = str(row.get_presence_display())
    if row.from_time:
        words += f", vanaf {row.from_time:%H:%M}"
    return f"{words}, vervangen door {row.replaced_by} (waarnemend)" if row.replaced_by else words


def _points(meeting: Meeting) -> list[Block]:
    rows = points(meeting)
    decided: dict[object, list[Decision]] = {}
    for row in Decision.objects.filter(meeting=meeting).select_related("person").order_by("number"):
        decided.setdefault(row.point_id, []).append(row)
    blocks: list[Block] = []
    for number, point in enumerate(rows, start=1):
        blocks += _point(number, point, meeting, decided.get(point.pk, []))
    return blocks


def _point(number: int, point: Point, meeting: Meeting, decided: list[Decision]) -> list[Block]:
    blocks: list[Block] = [Heading(f"{number}. {point.title}", 2, f"punt-{number}")]
    lines = lines_of(point, meeting)
    if lines:
        items = tuple((Text(f"{line.title}, {line.note}" if line.note else line.title),) for line in lines)
        blocks.append(ListBlock(items))
    blocks += [paragraph(part.strip()) for part in point.text.split("\n\n") if part.strip()]
    if decided:
        found = decision_lines(decided, clock.today())
        rows = tuple(
            (
                str(row.decision.number),
                row.decision.text,
                str(row.decision.person or ""),
                dates.table_date(row.decision.due) if row.decision.due else "",
            )
            for row in found
        )
        blocks.append(Table("Besluiten bij dit punt", ("Nr.", "Besluit", "Wie", "Tegen"), rows))
    return blocks


def _papers(meeting: Meeting) -> list[Block]:
    found = papers(meeting)
    if not found:
        return []
    return [Heading("Stukken", 2, "stukken"), ListBlock(tuple((Text(row.title),) for row in found))]


def _remarks(meeting: Meeting) -> list[Block]:
    found = corrections(meeting)
    if not found:
        return []
    blocks: list[Block] = [Heading("Opmerkingen bij dit verslag", 2, "opmerkingen")]
    for row in found:
        blocks.append(Notice(f"{row.person or 'Roeland'}, {dates.table_date(row.at)}: {row.text}"))
    return blocks
