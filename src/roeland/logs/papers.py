"""What leaves this room on paper: the explanation for staff, the figures of a month, the letters to a supplier and to a citizen.

Renders; writes and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from roeland.documents.render import (
    Block,
    Document,
    Heading,
    KeyValue,
    ListBlock,
    Table,
    Text,
    Tlp,
    paragraph,
    render_pdf,
)
from roeland.kernel import clock
from roeland.kernel.http import unkept
from roeland.kernel.models import Authority
from roeland.logs import explaining, letters
from roeland.logs.models import Conditions, Run, Source
from roeland.logs.queries.citizen import Look, covered
from roeland.logs.queries.figures import Month
from roeland.logs.report_words import OVER, beside, blocks_of, rules_words, run_words, shown, status_words
from roeland.ui import dates

DIGITS = 11


def spaced(number: str) -> str:
    """A national number as it stands on a card: *85.07.30-033.28*."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    if len(digits) != DIGITS:
        return number
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def answer(made: Document, name: str) -> HttpResponse:
    """The PDF as a download that no browser keeps."""
    response = HttpResponse(render_pdf(made), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return unkept(response)


def _document(
    authority: Authority, title: str, status: str, tlp: Tlp, now: datetime, blocks: Sequence[Block]
) -> Document:
    return Document(
        title=title,
        authority=authority.name,
        tlp=tlp,
        status=status,
        moment=now.replace(microsecond=0),
        blocks=tuple(blocks),
        draft=False,
    )


def explanation(authority: Authority, row: Conditions | None, now: datetime) -> Document:
    """What every worker is told."""
    title = _("Wat er gecontroleerd wordt en waarom")
    blocks: list[Block] = [Heading(title), paragraph(explaining.begins(row))]
    for section in explaining.sections(authority, row):
        blocks.append(Heading(section.title, 2))
        blocks += [paragraph(text) for text in section.texts]
        if section.items:
            blocks.append(ListBlock(tuple((Text(item),) for item in section.items)))
    blocks += [Heading(_("Wat afgesproken is"), 2), KeyValue(tuple(explaining.agreed(row)))]
    return _document(authority, title, _("Voor alle medewerkers"), Tlp.GREEN, now, blocks)


def month_report(authority: Authority, run: Run, found: Month, now: datetime) -> Document:
    """The figures of one control, without persons: the same as its page."""
    title = _("Logcontrole van %(month)s") % {"month": run_words(run)}
    pairs = [(_("Controle"), status_words(found)), (_("Regels"), rules_words(found))]
    blocks: list[Block] = [Heading(title), KeyValue(tuple(pair for pair in pairs if pair[1]))]
    if note := beside(run):
        blocks.append(paragraph(note))
    for heading, rows in blocks_of(found):
        blocks.append(Heading(heading, 2))
        blocks.append(Table(heading, (_("Wat"), _("Aantal")), tuple(rows), (1,)))
    blocks += [Heading(_("Wat dit aantoont"), 2), paragraph(shown(found)), paragraph(str(OVER))]
    return _document(authority, title, _("Cijfers zonder personen"), Tlp.AMBER, now, blocks)


def request_letter(source: Source, authority: Authority, by: str, months: Sequence[date], now: datetime) -> Document:
    """The letter that asks a supplier for the files of these months; the one who signs stands on the page, not in the properties."""
    today = clock.local(now).date()
    title = letters.subject(source, months)
    pairs = [
        (_("Aan"), ", ".join(part for part in (source.supplier, source.contact) if part)),
        (_("Datum"), dates.sentence_date(today, weekday=False)),
    ]
    told = [paragraph(words) for words in letters.paragraphs(source, authority.name, by, months)]
    blocks: list[Block] = [Heading(title), KeyValue(tuple(pair for pair in pairs if pair[1])), *told]
    return _document(authority, title, _("Vraag aan een leverancier"), Tlp.AMBER, now, blocks)


def letter(authority: Authority, found: Sequence[Look], first: date, last: date, now: datetime) -> Document:
    """Who looked at the data of one citizen, when and why: addressed with *u*, without name or number, so that nothing of it is kept."""
    title = _("Wie keek naar uw gegevens en waarom")
    period = {"first": dates.sentence_date(first, weekday=False), "last": dates.sentence_date(last, weekday=False)}
    blocks: list[Block] = [
        Heading(title),
        KeyValue(((_("Datum"), dates.sentence_date(clock.local(now).date(), weekday=False)),)),
        paragraph(_("U vroeg wie bij %(place)s uw gegevens opvroeg via de Kruispuntbank.") % {"place": authority.name}),
    ]
    if not found:
        blocks.append(
            paragraph(
                _("Van %(first)s tot en met %(last)s staat in de logbestanden geen enkele raadpleging van uw gegevens.")
                % period
            )
        )
    else:
        count = dates.plural(len(found), _("keer"), _("keer"), words=True)
        blocks.append(
            paragraph(
                _("Van %(first)s tot en met %(last)s zijn uw gegevens %(count)s geraadpleegd.")
                % {**period, "count": count}
            )
        )
        rows = tuple((dates.table_moment(one.at), one.service or "-", one.team or "-", one.why) for one in found)
        blocks.append(Table(_("Raadplegingen"), (_("Wanneer"), _("Wat"), _("Dienst"), _("Waarom")), rows, (0,)))
    blocks += [
        paragraph(covered(authority, first, last)),
        paragraph(
            _(
                "De naam van de medewerker staat er niet bij. Het bestuur gaat zelf elke maand na of raadplegingen een reden hadden."
            )
        ),
        paragraph(
            _(
                "Hebt u vragen over deze brief, dan kunt u terecht bij de functionaris voor gegevensbescherming van het bestuur."
            )
        ),
    ]
    return _document(authority, title, _("Persoonlijk, voor wie het vroeg"), Tlp.RED, now, blocks)
