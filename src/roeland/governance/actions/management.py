"""The management report: begun, written, frozen once."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from roeland.documents.render import Block, Document, Heading, KeyValue, paragraph
from roeland.governance import printing
from roeland.governance.facts.management import ManagementReportBegun, ManagementReportFrozen, ManagementReportWritten
from roeland.governance.models import ManagementReport, ManagementText
from roeland.governance.queries import management
from roeland.governance.rules import P, may_rewrite
from roeland.governance.values import ReportSection, ReportStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check, fresh, long_text
from roeland.people.actors import me
from roeland.ui import dates

LONGEST = 6000


@action(P.REPORT_WRITE, ManagementReportBegun)
def begin_report(actor: Actor, *, authority: Authority, title: str, first: date, last: date) -> ManagementReport:
    """Begin a report over a period that has begun and lies within one calendar year."""
    errors: dict[str, list[str]] = {}
    if first > clock.today():
        errors["first"] = [_("Kies een periode die begonnen is.")]
    if last < first or last.year != first.year:
        errors["last"] = [_("De periode eindigt na haar begin, in hetzelfde jaar.")]
    if errors:
        raise Invalid(errors)
    row = ManagementReport(
        authority=authority,
        audience="reports",
        title=long_text("title", title, ask="Geef het verslag een titel.", longest=200),
        first=first,
        last=last,
        status=ReportStatus.DRAFT,
        begun_at=clock.now(),
    )
    row.save()
    state(ManagementReportBegun(about=row, first=first, last=last))
    return row


@action(P.REPORT_WRITE, ManagementReportWritten)
def write_report(actor: Actor, *, report: ManagementReport, section: str, words: str) -> ManagementText:
    """Write the text of a section; an empty one takes it away. Refused once frozen."""
    row = fresh(report)
    check(may_rewrite(row.status))
    known = {one.key: one.title for one in management.sections(row, management.topics(actor, row))}
    if section not in known:
        raise Invalid({"section": [_("Dit deel staat niet in het verslag.")]})
    kept = ManagementText.objects.filter(report=row, section=section).first() or ManagementText(
        authority_id=row.authority_id, audience=row.audience, report=row, section=section
    )
    kept.text = long_text("words", words, longest=LONGEST)
    kept.save()
    state(ManagementReportWritten(about=row, section=known[section]))
    return kept


@action(P.REPORT_FREEZE, ManagementReportFrozen)
def freeze_report(actor: Actor, *, report: ManagementReport) -> ManagementReport:
    """Freeze a report: figures and sentences of now, what was written, printed and sealed. Refused the second time."""
    row = fresh(report)
    check(may_rewrite(row.status))
    found = management.sections(row, management.topics(actor, row))
    moment = clock.now().replace(microsecond=0)
    kept = printing.keep(paper(row, found, moment, draft=False))
    row.sections = [management.to_data(section) for section in found]
    row.sha256, row.size, row.pages = kept.sha256, kept.size, kept.pages
    row.status, row.frozen_at, row.frozen_by = ReportStatus.FROZEN, moment, me(actor, row.authority)
    row.save()
    state(ManagementReportFrozen(about=row, title=row.title, sha256=row.sha256))
    return row


def paper(row: ManagementReport, found: list[ReportSection], when: datetime, *, draft: bool) -> Document:
    """The report in the house style, as of an aware moment."""
    blocks: list[Block] = []
    for section in found:
        blocks.append(Heading(section.title, 1))
        blocks += [paragraph(part.strip()) for part in section.text.split("\n\n") if part.strip()]
        blocks += [paragraph(sentence) for sentence in section.sentences]
        if section.figures:
            blocks.append(KeyValue(section.figures))
    period = (
        f"{dates.sentence_date(row.first, weekday=False)} tot en met {dates.sentence_date(row.last, weekday=False)}"
    )
    status = "ontwerp" if draft else f"bevroren op {dates.table_moment(when)}"
    return printing.document(
        row.title,
        row.authority.name,
        period,
        status,
        when,
        (("Periode", period), ("Stand", status)),
        blocks,
        draft=draft,
    )
