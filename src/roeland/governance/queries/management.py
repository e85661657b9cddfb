"""What the management report says: figures of the whole authority, sentences that rooms offer, and what somebody wrote.

Only figures and sentences are frozen: lines with titles are shown while drafting, to who may read them.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from roeland.duties.models import Clock, Finding
from roeland.duties.queries import year_of
from roeland.duties.queries.year import UNIT, Summary, Year, summarise
from roeland.duties.values import FindingStatus, Severity
from roeland.governance.models import ManagementReport, ManagementText
from roeland.governance.queries import advice
from roeland.governance.queries.objectives import Followed, aims
from roeland.governance.values import ROOM_SECTIONS, SECTIONS, ReportSection, ReportStatus, Source
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import TOPICS, Topic
from roeland.kernel.scope import current_scope, scope
from roeland.ui import dates

Figures = list[tuple[str, str]]


def reports(authority_ids: list[UUID] | None = None) -> "QuerySet[ManagementReport]":
    """Reports in sight, newest period first."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    found: QuerySet[ManagementReport] = ManagementReport.objects.filter(authority_id__in=ids)
    return found.select_related("authority", "frozen_by").order_by("-last", "-begun_at")


def report(authority: Authority, pk: UUID) -> ManagementReport | None:
    """One report, when the actor in scope may see it."""
    rows = ManagementReport.objects.filter(authority=authority, pk=pk).select_related("authority", "frozen_by")
    found: ManagementReport | None = rows.first()
    return found


def texts(row: ManagementReport) -> dict[str, str]:
    """What was written, by section."""
    return dict(ManagementText.objects.filter(report=row).values_list("section", "text"))


def topics(actor: Actor, row: ManagementReport) -> list[Topic]:
    """What rooms offer for the period, in the scope of the reader."""
    return sorted(TOPICS.collect(actor, row.authority_id, row.first, row.last), key=lambda topic: topic.order)


def sections(row: ManagementReport, offered: Iterable[Topic]) -> list[ReportSection]:
    """The report as it is now: the fixed sections, then what else rooms offer. Frozen, what was frozen."""
    if row.frozen:
        return [from_data(data) for data in row.sections]
    written, by_key = texts(row), {topic.key: topic for topic in offered}
    found = []
    for key, title, absent in SECTIONS:
        topic = next((by_key.pop(name) for name in ROOM_SECTIONS.get(key, ()) if name in by_key), None)
        sentences = [topic.sentence] if topic else [absent] if absent else []
        figures, told = _OWN[key](row) if key in _OWN else ([], [])
        found.append(ReportSection(key, title, tuple(sentences + told), tuple(figures), written.get(key, "")))
    for topic in by_key.values():
        found.append(ReportSection(topic.key, topic.title, (topic.sentence,), (), written.get(topic.key, "")))
    return found


def to_data(section: ReportSection) -> dict[str, Any]:
    """A section as JSON."""
    return {
        "key": section.key,
        "title": section.title,
        "sentences": list(section.sentences),
        "figures": [list(pair) for pair in section.figures],
        "text": section.text,
    }


def from_data(data: dict[str, Any]) -> ReportSection:
    """A section out of JSON."""
    figures = tuple((str(name), str(value)) for name, value in data["figures"])
    return ReportSection(data["key"], data["title"], tuple(data["sentences"]), figures, data["text"])


def _whole(row: ManagementReport) -> Any:
    return scope(Actor.system("managementverslag", [row.authority_id]), [row.authority_id])


def in_period(year: Year, first: date, last: date) -> Summary:
    """The figures of a part of a year, in the units of the control plan."""
    states = [moment.state for moment in year.loose if first <= moment.on <= last]
    for line in year.rows:
        cells = [cell for cell in line.cells if cell]
        if line.monthly:
            states += [cell.state for cell in cells if any(first <= m.on <= last for m in cell.moments)]
        else:
            states += [m.state for cell in cells for m in cell.moments if first <= m.on <= last]
    return summarise(states)


def _level(row: ManagementReport) -> tuple[Figures, list[str]]:
    with _whole(row):
        summary = in_period(year_of(row.authority, row.first.year), row.first, row.last)
    share = dates.percent(summary.on_time, summary.due) if summary.due else _("nog niets vervallen")
    figures = [
        (_("Op tijd gedaan"), share),
        (_("Vervallen in de periode"), dates.number(summary.due)),
        (_("Laat gedaan"), dates.number(summary.late)),
        (_("Te laat of afgekeurd"), dates.number(summary.overdue + summary.rejected)),
        (_("Overgeslagen"), dates.number(summary.skipped)),
    ]
    with _whole(row):
        for aim in aims([row.authority_id], running_only=True):
            figures += [
                (f"{aim.objective.title}: {one.indicator.title}", _figure(one))
                for one in aim.followed
                if one.last is not None and (one.indicator.source != Source.ON_TIME or one.indicator.target is not None)
            ]
    return figures, [_("Geteld in %(unit)s.") % {"unit": UNIT}]


def _figure(one: Followed) -> str:
    """*9 %, streefwaarde 8 %*"""
    words = _amount(one.last.value if one.last else Decimal(0), one.indicator.unit)
    aim = one.indicator.target
    return words if aim is None else f"{words}, {_('streefwaarde')} {_amount(aim, one.indicator.unit)}"


def _amount(value: Decimal, unit: str) -> str:
    whole = value == value.to_integral_value()
    return f"{dates.number(int(value) if whole else value.normalize())} {unit}".strip()


def _incidents(row: ManagementReport) -> tuple[Figures, list[str]]:
    with _whole(row):
        rows = list(
            Clock.objects.filter(authority_id=row.authority_id, started_at__gte=_start(row), started_at__lt=_end(row))
        )
    now = clock.now()
    passed = sum(one.passed(now) for one in rows)
    if not rows:
        return [], [_("In deze periode begon geen wettelijke klok.")]
    return [(_("Wettelijke klokken begonnen"), dates.number(len(rows))), (_("Verstreken"), dates.number(passed))], []


def _start(row: ManagementReport) -> Any:
    return clock.at_local(row.first)


def _end(row: ManagementReport) -> Any:
    return clock.at_local(date.fromordinal(row.last.toordinal() + 1))


def _checks(row: ManagementReport) -> tuple[Figures, list[str]]:
    with _whole(row):
        rows = Finding.objects.filter(authority_id=row.authority_id)
        counts = rows.aggregate(
            opened=Count("pk", filter=Q(opened_on__range=(row.first, row.last))),
            closed=Count("pk", filter=Q(closed_on__range=(row.first, row.last))),
            still=Count("pk", filter=Q(status=FindingStatus.OPEN)),
            heavy=Count("pk", filter=Q(status=FindingStatus.OPEN, severity=Severity.HIGH)),
        )
    names = (
        ("opened", _("Nieuwe bevindingen")),
        ("closed", _("Opgeloste bevindingen")),
        ("still", _("Nog open")),
        ("heavy", _("Daarvan zwaar")),
    )
    return [(words, dates.number(counts[name])) for name, words in names], []


def _decisions(row: ManagementReport) -> tuple[Figures, list[str]]:
    with _whole(row):
        waiting = advice.waiting([row.authority_id], clock.today())
    figures = [
        (f"{_('Antwoord op')} {one.number}", f"{one.addressee}, {_('tegen')} {dates.table_date(one.due)}")
        for one in waiting
        if one.due
    ]
    return figures, [] if figures else [_("Er wacht geen advies op een beslissing.")]


_OWN = {"level": _level, "incidents": _incidents, "checks": _checks, "decisions": _decisions}


def frozen(authority: Authority) -> "QuerySet[ManagementReport]":
    """Frozen reports of an authority, newest first."""
    return reports([authority.pk]).filter(status=ReportStatus.FROZEN)
