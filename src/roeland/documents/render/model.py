"""The document model: frozen, plain, the same for PDF and screen.

Every string is literal text: no markup language is read in any of them. Invariants are checked when a part is made,
so that a document that exists can be rendered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_LEVEL = 4


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def safe_url(url: str) -> bool:
    """Whether a link may lead there: http(s), mailto, or relative; nothing that runs, nothing that hides its host."""
    if any(ord(char) <= 32 or char == "\\" for char in url) or url.startswith("//"):  # noqa: PLR2004 -- control characters and space
        return False
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[0].lower() in {"http:", "https:", "mailto:"}


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0 labels; `words` says the same to whoever does not know the label."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def words(self) -> str:
        """Dutch words that stand beside the label."""
        return _TLP_WORDS[self]

    @property
    def colour(self) -> str:
        """The colour that TLP 2.0 prescribes for the label, on black."""
        return _TLP_COLOURS[self]


_TLP_WORDS = {
    Tlp.CLEAR: "vrij te delen",
    Tlp.GREEN: "binnen de gemeenschap",
    Tlp.AMBER: "eigen bestuur en wie het daar nodig heeft",
    Tlp.AMBER_STRICT: "enkel eigen bestuur",
    Tlp.RED: "enkel de aangesproken personen",
}
_TLP_COLOURS = {
    Tlp.CLEAR: "#ffffff",
    Tlp.GREEN: "#33ff00",
    Tlp.AMBER: "#ffc000",
    Tlp.AMBER_STRICT: "#ffc000",
    Tlp.RED: "#ff2b2b",
}


class Tone(StrEnum):
    """Meaning of a notice; the word in front of the text says it too, so that colour is never alone."""

    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of literal text. `url` makes it a link: http, https, mailto, or an address within Roeland (relative)."""

    text: str
    strong: bool = False
    mono: bool = False
    emphasis: bool = False
    url: str = ""

    def __post_init__(self) -> None:
        if self.url and not safe_url(self.url):
            raise ValueError("a link leads to http, https, mailto or a page of Roeland")


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure in the text that can be traced: `key` names it, `text` is how it reads ("131 gedaan")."""

    key: str
    text: str


Run = Text | FigureRef


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1..4, `anchor` a slug to jump to on screen."""

    text: str
    level: int = 1
    anchor: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= MAX_LEVEL:
            raise ValueError(f"heading level {self.level} is not 1..{MAX_LEVEL}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs; a line feed in a run is a line break."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with a header row that repeats on each page.

    `rows` hold as many cells as `header`; columns in `numeric` stand right; `kind` says what the caption counts as.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.header:
            raise ValueError("a table needs a header")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"table “{self.caption}”: a row has another number of cells than the header")
        if any(not 0 <= column < len(self.header) for column in self.numeric):
            raise ValueError(f"table “{self.caption}”: numeric column out of range")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: own SVG in plain colours, a text alternative that tells the same, and the table of the data behind it.

    `screen` is the same chart for the page, where classes colour it after the theme; without it the page shows `svg`.
    `legend` pairs a role of the palette with its word.
    """

    svg: str
    alt: str
    caption: str
    data: Table
    screen: str = ""
    legend: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"figure “{self.caption}” has no text alternative")


@dataclass(frozen=True, slots=True)
class Notice:
    """One or two sentences set apart."""

    text: str
    tone: Tone = Tone.INFO


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of paragraphs, numbered when the order counts. `under` is empty, or holds per item the list that stands under it."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = False
    under: tuple[ListBlock | None, ...] = ()

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("a list needs an item")
        if self.under and len(self.under) != len(self.items):
            raise ValueError("a list under a list belongs to one of its items")


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are copied letter by letter: a command, a setting."""

    text: str


@dataclass(frozen=True, slots=True)
class KeyValue:
    """Pairs of a name and what it is; `mono` for hashes and keys."""

    pairs: tuple[tuple[str, str], ...]
    mono: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page; on screen a rule."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Table of contents of the PDF; on screen nothing, the page has its own."""

    title: str = "Inhoud"


@dataclass(frozen=True, slots=True)
class CoverPage:
    """First page: title, under it one sentence, then facts."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationBlock:
    """What a third party needs: key and checkpoint exactly as the ledger signed it, and the steps to take."""

    key: str
    checkpoint: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign above, with function and name."""

    function: str
    name: str = ""


Block = (
    Heading
    | Paragraph
    | Table
    | Figure
    | Notice
    | ListBlock
    | Code
    | KeyValue
    | PageBreak
    | Contents
    | CoverPage
    | VerificationBlock
    | Signature
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF (PDF/A-3): name, MIME type, what it is, content (text, or bytes as they are)."""

    name: str
    mime: str
    description: str
    content: str | bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `status` stands in the foot of each page (*ontwerp*, or when it was frozen); `moment` (aware) is the only time the
    file knows, so that the same document always gives the same bytes.
    """

    title: str
    authority: str
    tlp: Tlp
    status: str
    moment: datetime
    blocks: tuple[Block, ...]
    draft: bool = True
    attachments: tuple[Attachment, ...] = ()
    language: str = "nl-BE"  # BCP 47

    def __post_init__(self) -> None:
        if self.moment.tzinfo is None:
            raise ValueError("the moment of a document must be aware")
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise ValueError(f"heading “{block.text}” skips a level")
                level = block.level


def paragraph(*runs: Run | str) -> Paragraph:
    """A paragraph out of runs and plain strings."""
    return Paragraph(tuple(Text(run) if isinstance(run, str) else run for run in runs))
