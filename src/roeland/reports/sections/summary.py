"""Summary: the five figures with the year before beside them, and what the officer makes of them."""

from roeland.documents.render import Block, paragraph
from roeland.reports.figures import FIGURES, UNIT_TASKS
from roeland.reports.sections.base import Brief, Section, figure_table, plan_sentence
from roeland.reports.values import Part

HEADLINES = tuple(key for key, figure in FIGURES.items() if figure.headline)


def build(brief: Brief, part: Part) -> list[Block]:
    """Sentence, table of five, unit under it, text of the officer."""
    return [
        plan_sentence(brief),
        figure_table(brief, HEADLINES, "Vijf cijfers, met het jaar ervoor"),
        paragraph(f"Eenheid: {UNIT_TASKS}."),
        *brief.written("samenvatting", part),
    ]


SECTION = Section(
    "samenvatting",
    "Samenvatting",
    build,
    hint="Wat onthoudt de raad van dit jaar? Twee of drie zinnen, zonder namen van personen of systemen.",
)
