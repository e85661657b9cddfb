"""What the pages show of a report: the sheet with its contents, the origin of a figure, the records behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from roeland.documents.render import Document, Heading, document_from_data, render_html
from roeland.kernel.http import Request, may, one_authority
from roeland.ledger.rules import LOG_READ
from roeland.reports import layout, sections
from roeland.reports.figures import FIGURES
from roeland.reports.models import Report
from roeland.reports.queries import figures, plan, proof, reports, rooms
from roeland.reports.rules import P
from roeland.reports.values import FigureValue, Narrative, Part
from roeland.reports.web.common import address
from roeland.ui import dates
from roeland.ui.components import Banner, Choice, Definition, State

ALL = "alles"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: section, its state, what it still asks, where to write its text."""

    title: str
    url: str
    state: State
    aside: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a figure counted, as the reader may open it."""

    title: str
    day: date
    number: str = ""
    url: str = ""


def look(request: Request, report: Report, part: Part) -> tuple[Document, tuple[FigureValue, ...]]:
    """The document of a part and the figures: as frozen, or counted now for who prepares the report.

    What this reader may not see gives the same 404 as what is not there.
    """
    if report.frozen:
        row = reports.part(report, part)
        if row is None:
            raise Http404
        return document_from_data(row.document), figures.frozen(report)
    if not may(request, P.PREPARE) or (part.confidential and not may(request, P.ANNEX)):
        raise Http404
    brief = reports.brief(report.authority, report.year, report=report)
    return layout.document(brief, part), tuple(brief.figures.values())


def values(request: Request, report: Report) -> tuple[FigureValue, ...]:
    """The figures of the report alone."""
    return figures.frozen(report) if report.frozen else look(request, report, Part.PUBLIC)[1]


def sheet(request: Request, report: Report, part: Part) -> dict[str, Any]:
    """Everything on the page of a report."""
    whole, counted = look(request, report, part)
    anchors = [block for block in whole.blocks if isinstance(block, Heading) and block.level == 1]
    section = _section(request, [block.anchor for block in anchors])
    chosen = request.GET.get("cijfer", "") if request.GET.get("cijfer", "") in FIGURES else ""
    prepares = may(request, P.PREPARE) and not report.frozen

    def link(key: str) -> str:
        return (
            address(request, "reports-report", report.year, deel=part.slug, onderdeel=section, cijfer=key) + "#herkomst"
        )

    def to_section(anchor: str) -> str:
        return address(request, "reports-report", report.year, deel=part.slug, onderdeel=anchor)

    found = next((value for value in counted if value.key == chosen), None)
    narrative = reports.texts(report) if prepares else Narrative()
    request.crumb = _("Jaarverslag %(year)s") % {"year": report.year}
    return {
        "report": report,
        "part": part,
        "prepares": prepares,
        "sheet": render_html(whole, link=link, current=chosen, section="" if section == ALL else section),
        "entries": _entries(anchors, section, narrative if prepares else None, to_section),
        "views": _views(request, report, part),
        "banner": Banner("TLP:AMBER+STRICT", part.label, whole.tlp.words) if part.confidential else None,
        "value": found,
        "words": _words(found) if found else "",
        "origin": origin(request, report, found) if found else [],
        "records_url": address(request, "reports-figure", report.year, chosen) if found else "",
        "pdf_url": address(request, "reports-pdf", report.year, part.slug),
        "word_url": address(request, "reports-docx", report.year, part.slug),
        "proof_url": address(request, "reports-proof", report.year) if report.frozen else "",
        "verifier_url": address(request, "reports-verifier"),
        "freeze_url": address(request, "reports-freeze", report.year) if prepares and may(request, P.FREEZE) else "",
        "offer_url": address(request, "reports-offer", report.year) if report.frozen and may(request, P.OFFER) else "",
        "entry_url": _entry_url(request, report),
        "write": _write(request, report, section, narrative) if prepares else None,
    }


def origin(request: Request, report: Report, value: FigureValue) -> list[Definition]:
    """Where a figure comes from, as definitions."""
    rows = []
    if value.counted_at is not None:
        rows.append(Definition(_("Geteld op"), dates.table_moment(value.counted_at)))
    rows.append(Definition(_("Eenheid"), value.unit))
    rows.append(
        Definition(
            _("Gegevens"),
            dates.plural(len(value.ids), _("gegeven tonen"), _("gegevens tonen")),
            address(request, "reports-figure", report.year, value.key),
        )
    )
    rows.append(
        Definition(
            _("In %(year)s") % {"year": report.year - 1},
            _("geen cijfer") if value.previous is None else dates.number(value.previous),
        )
    )
    rows.append(
        Definition(
            _("Vraag"), _("%(query)s, versie %(version)s") % {"query": value.query, "version": value.version}, mono=True
        )
    )
    if report.frozen and report.tree_size:
        rows.append(
            Definition(
                _("Logboekregels"), _("0 tot %(number)s") % {"number": dates.number(report.tree_size - 1)}, mono=True
            )
        )
        rows.append(
            Definition(_("IJkpunt"), f"{dates.number(report.tree_size)}, {_grouped(report.root[:12])}", mono=True)
        )
    return rows


def records(request: Request, value: FigureValue) -> list[Record]:
    """Of the records behind a figure those that the reader may see."""
    slug = one_authority(request).slug
    if value.key.startswith("findings-"):
        return [Record(finding.title, finding.opened_on) for finding in plan.visible_findings(list(value.ids))]
    elsewhere = [Record(title, day) for title, day in rooms.visible(value.key, list(value.ids))]
    return elsewhere or [
        Record(task.title, task.original_due, task.number, _task_url(slug, task.number))
        for task in plan.visible_tasks(list(value.ids))
    ]


def _entry_url(request: Request, report: Report) -> str:
    """Where the logbook shows the freeze, for who may read the logbook."""
    number = proof.entry_of(report) if may(request, LOG_READ) else None
    return "" if number is None else address(request, "ledger-entry", number)


def _task_url(slug: str, number: str) -> str:
    try:
        return reverse("duties-task", args=[slug, number])
    except NoReverseMatch:
        return ""


def _section(request: Request, anchors: list[str]) -> str:
    asked = request.GET.get("onderdeel", "")
    return asked if asked == ALL or asked in anchors else (anchors[0] if anchors else ALL)


def _entries(
    anchors: list[Heading], current: str, narrative: Narrative | None, url: Callable[[str], str]
) -> list[Entry]:
    found = []
    for heading in anchors:
        state, aside = _progress(heading.anchor, narrative)
        found.append(Entry(heading.text, url(heading.anchor), state, aside, heading.anchor == current))
    return [*found, Entry(_("Alles samen"), url(ALL), State.DONE, "", current == ALL)]


def _progress(key: str, narrative: Narrative | None) -> tuple[State, str]:
    section = next((item for item in sections.SECTIONS if item.key == key), None)
    if narrative is None or section is None or not section.hint:
        return State.DONE, ""
    written = (narrative.annex if section.confidential_only else narrative.public).get(key)
    return (State.DONE, "") if written else (State.PLANNED, _("tekst nog te schrijven"))


def _write(request: Request, report: Report, section: str, narrative: Narrative) -> dict[str, str] | None:
    found = next((item for item in sections.SECTIONS if item.key == section and item.hint), None)
    if found is None:
        return None
    written = narrative.public.get(section) or narrative.annex.get(section)
    label = _("Tekst aanpassen") if written else _("Tekst schrijven")
    return {"url": address(request, "reports-text", report.year, section), "label": label, "hint": found.hint}


def _views(request: Request, report: Report, current: Part) -> list[Choice]:
    drafts = {part for part in Part if not part.confidential or may(request, P.ANNEX)}
    seen = set(reports.parts(report)) if report.frozen else drafts
    return [
        Choice(part.label, address(request, "reports-report", report.year, deel=part.slug), part is current)
        for part in Part
        if part in seen
    ]


def _words(value: FigureValue) -> str:
    definition = FIGURES[value.key]
    return dates.plural(value.value, definition.one, definition.many)


def _grouped(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
