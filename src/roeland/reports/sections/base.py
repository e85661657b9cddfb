"""What a section gets (`Brief`), what it is (`Section`), and the sentences that several sections share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from roeland.documents.render import Block, FigureRef, Paragraph, Table, Text, paragraph
from roeland.kernel import clock
from roeland.kernel.rights import RIGHTS
from roeland.reports.figures import FIGURES, Material
from roeland.reports.values import Costs, FigureValue, Narrative, Part, Proof
from roeland.ui import dates

BOTH = (Part.PUBLIC, Part.ANNEX)
RESTRICTED = "met beperkte toegang"


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a report may tell: who, which year, what was counted, what the officer wrote, what it can be held against."""

    authority: str
    material: Material
    figures: Mapping[str, FigureValue]
    narrative: Narrative = field(default_factory=Narrative)
    proof: Proof | None = None
    frozen_at: datetime | None = None
    demo: bool = False
    costs: Costs | None = None

    @property
    def year(self) -> int:
        """The year of the report."""
        return self.material.period.year

    @property
    def until(self) -> str:
        """*tot 17 november* while the year runs, else nothing."""
        seen = clock.local(self.material.period.as_of).date()
        return f" tot {dates.sentence_date(seen, weekday=False, year=False)}" if seen.year == self.year else ""

    def value(self, key: str) -> int:
        """The number of a figure."""
        return self.figures[key].value

    def figure(self, key: str) -> FigureRef:
        """A figure as it reads in a sentence, leading to its origin: *131 gedaan*."""
        definition = FIGURES[key]
        words = dates.plural(self.value(key), definition.one, definition.many)
        return FigureRef(key, words.replace(" ", dates.HARD_SPACE, 1))

    def agree(self, key: str, one: str, many: str) -> str:
        """The form of a verb that goes with a figure: *is* with 1, *zijn* with any other number."""
        return one if self.value(key) == 1 else many

    @property
    def open_findings(self) -> str:
        """What comes before the figure of open findings: on the last day of the year, or now while it runs."""
        if self.until:
            return f"{self.agree('findings-open', 'staat', 'staan')} er nog "
        return f"{self.agree('findings-open', 'stond', 'stonden')} er op 31 december {self.year} nog "

    def written(self, key: str, part: Part) -> list[Block]:
        """What the officer wrote in this section, a paragraph per blank line. The annex prints both texts."""
        texts = [self.narrative.public.get(key, "")]
        if part.confidential:
            texts.append(self.narrative.annex.get(key, ""))
        return [paragraph(piece.strip()) for text in texts for piece in text.split("\n\n") if piece.strip()]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `hint` asks the officer for text (empty: nothing to write), `confidential_only` text goes to the annex."""

    key: str
    title: str
    build: Callable[[Brief, Part], list[Block]]
    parts: tuple[Part, ...] = BOTH
    hint: str = ""
    confidential_only: bool = False


def plan_sentence(brief: Brief) -> Paragraph:
    """The sentence that adds up: on the plan, done, on time, later, skipped, in review, late."""
    runs: list[Text | FigureRef] = [
        Text(f"In {brief.year} {brief.agree('tasks-due', 'stond', 'stonden')} er{brief.until} "),
        brief.figure("tasks-due"),
        Text(f" op het controleplan. Daarvan {brief.agree('tasks-done', 'is', 'zijn')} er "),
        brief.figure("tasks-done"),
        Text(": "),
        brief.figure("tasks-on-time"),
        Text(" en "),
        brief.figure("tasks-late"),
        Text(". "),
    ]
    rest = [key for key in ("tasks-skipped", "tasks-in-review") if brief.value(key)] + ["tasks-overdue"]
    runs.append(Text(f"Verder {brief.agree(rest[0], 'is', 'zijn')} er "))
    for index, key in enumerate(rest):
        if index:
            runs.append(Text(" en " if key == rest[-1] else ", "))
        runs.append(brief.figure(key))
    runs.append(Text("."))
    return Paragraph(tuple(runs))


def figure_table(brief: Brief, keys: tuple[str, ...], caption: str) -> Table:
    """Figures with the year before beside them."""
    rows = tuple(
        (brief.figures[key].title, dates.number(brief.value(key)), before(brief.figures[key].previous)) for key in keys
    )
    return Table(caption, ("Cijfer", str(brief.year), str(brief.year - 1)), rows, (1, 2))


def before(value: int | None) -> str:
    """The figure of the year before, or in words that there is none."""
    return "geen cijfer" if value is None else dates.number(value)


def role_name(role: str) -> str:
    """The Dutch name of a role, or nothing."""
    return RIGHTS.roles[role].nl if role in RIGHTS.roles else ""


def title_of(title: str, *, restricted: bool, word: str = "Taak") -> str:
    """A title as the annex may print it."""
    return f"{word} {RESTRICTED}" if restricted else title
