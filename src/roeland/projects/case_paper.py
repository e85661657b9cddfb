"""The business case as a paper of one page."""

from datetime import datetime

from django.utils.translation import gettext as _

from roeland.documents.render import Block, Document, Heading, KeyValue, Table, Tlp, paragraph
from roeland.projects import words
from roeland.projects.models import Project
from roeland.projects.queries.money import CaseSums
from roeland.projects.queries.portfolio import ProjectLine
from roeland.ui import dates

LONGEST = 600  # letters of a text on the one page; the whole stands on its page in Roeland


def paper(line: ProjectLine, sums: CaseSums, moment: datetime) -> Document:
    """What it avoids, costs and returns, in sentences and two tables."""
    row = line.project
    blocks: list[Block] = [
        Heading(_("Businesscase %(project)s") % {"project": str(row)}),
        paragraph(" ".join(words.sentences(sums))),
        KeyValue(_facts(row, line)),
        Heading(_("Wat er zonder dit project misloopt"), 2),
        paragraph(f"{_cut(sums.case.what)} {words.assumptions(sums)}"),
        Table(
            _("Drie ramingen"),
            ("", _("Laag"), _("Waarschijnlijk"), _("Hoog")),
            tuple(words.scenarios(sums)),
            numeric=(1, 2, 3),
        ),
        Table(
            _("Kost per jaar, in euro"),
            (_("Jaar"), _("Eenmalig"), _("Elk jaar"), _("Eigen werk"), _("Samen")),
            tuple(
                (str(y.year), *(words.bare(value) for value in (y.once, y.yearly, y.work, y.total))) for y in sums.costs
            ),
            numeric=(1, 2, 3, 4),
        ),
    ]
    if sums.case.source:
        blocks.append(paragraph(_("Waar de cijfers vandaan komen: %(source)s") % {"source": _cut(sums.case.source)}))
    return Document(
        title=_("Businesscase %(project)s") % {"project": str(row)},
        authority=row.authority.name,
        tlp=Tlp.AMBER_STRICT,
        status=row.get_status_display(),
        moment=moment.replace(microsecond=0),
        blocks=tuple(blocks),
    )


def _facts(row: Project, line: ProjectLine) -> tuple[tuple[str, str], ...]:
    found = [(_("Status"), str(row.get_status_display())), (_("Opdrachtgever"), str(row.sponsor or _("nog niemand")))]
    if row.planned_start and row.planned_end:
        span = f"{dates.table_date(row.planned_start)} {_('tot')} {dates.table_date(row.planned_end)}"
        found.append((_("Gepland"), span))
    if line.days_planned:
        found.append((_("Werk"), words.person_days(line.days_planned)))
    return tuple(found)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST].rsplit(' ', 1)[0]} …"
