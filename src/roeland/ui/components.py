"""The values that components show. Frozen; a room fills them, a template tag renders them."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """A state is a shape, a word and a colour; the value is also the CSS suffix."""

    LATE = "late"
    TODAY = "today"
    PLANNED = "planned"
    REVIEW = "review"
    DONE = "done"
    DONE_LATE = "done-late"
    REJECTED = "rejected"
    SKIPPED = "skipped"

    @property
    def word(self) -> str:
        """Dutch word beside the shape."""
        return _WORDS[self]

    @property
    def icon(self) -> str:
        """Name of the shape in the sprite."""
        return "s-done" if self is State.DONE_LATE else f"s-{self.value}"


_WORDS = {
    State.LATE: "Te laat",
    State.TODAY: "Vandaag",
    State.PLANNED: "Gepland",
    State.REVIEW: "In nazicht",
    State.DONE: "Gedaan",
    State.DONE_LATE: "Laat gedaan",
    State.REJECTED: "Afgekeurd",
    State.SKIPPED: "Overgeslagen",
}


class GroundKind(StrEnum):
    """Why something is asked, from firm to loose; the value is also the CSS suffix."""

    WET = "wet"
    NORM = "norm"
    KADER = "kader"
    OPDRACHT = "opdracht"
    VOORBEELD = "voorbeeld"
    VOORSTEL = "voorstel"

    @property
    def word(self) -> str:
        """Dutch word on the label."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Status:
    """A state with its own word ('5 dagen te laat')."""

    state: State
    word: str = ""

    @property
    def text(self) -> str:
        """The word shown."""
        return self.word or self.state.word


@dataclass(frozen=True, slots=True)
class Place:
    """An authority with its mark: '1' to '4', or 'all'."""

    name: str
    mark: str = "1"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground (*grondslag*) with how sure we are; `title` is the reference, `text` what it asks."""

    kind: GroundKind
    title: str = ""
    text: str = ""
    check: str = ""
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """A thing to do: an infinitive and where it leads. `post` makes it a form button; `why_not` disables it with its reason."""

    label: str
    url: str = ""
    post: bool = False
    primary: bool = False
    quiet: bool = False
    danger: bool = False
    icon: str = ""
    why_not: str = ""
    name: str = ""
    value: str = ""
    about: str = ""

    @property
    def css(self) -> str:
        """Classes of the button."""
        kind = "primary" if self.primary else "quiet" if self.quiet else "danger" if self.danger else ""
        return f"btn btn-{kind}" if kind else "btn"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of the worklist. `due_word` is coloured by the state (red when `late`), `due_date` stands under it."""

    title: str
    url: str
    state: State
    due_word: str
    due_date: str = ""
    place: Place | None = None
    ground: Ground | None = None
    reason: str = ""
    verb: Verb | None = None
    claimed_by: str = ""
    undo: Verb | None = None
    late: bool = False

    @property
    def due_css(self) -> str:
        """Colour of the due words: what is late says so in red, also while somebody looks at it."""
        return f"s-{State.LATE.value if self.late else self.state.value}"


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """A heading with its lines; `total` may be larger than what is shown; `folded` hides them behind the heading."""

    label: str
    lines: tuple[WorkLine, ...]
    total: int | None = None
    more_url: str = ""
    folded: bool = False

    @property
    def count(self) -> int:
        """The figure beside the heading."""
        return len(self.lines) if self.total is None else self.total


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the sparse front page of staff and councillors."""

    title: str
    text: str
    aside: str
    verb: Verb


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened: sentence, time, number in the logbook, proof."""

    sentence: str
    when: str
    quote: str = ""
    index: str = ""
    proof_url: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A link of the chain on top of task and measure pages."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A row of a definition list."""

    term: str
    value: object
    url: str = ""
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """An evidence file after sealing; `digest` are the first twelve hex digits in groups of four."""

    name: str
    url: str
    size: str
    sealed: str
    digest: str
    remove: Verb | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A piece of evidence that is asked, and whether it is there."""

    label: str
    present: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a filter chip or of a segmented control."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: name, chosen value, the options as links; an active one is tinted and has a way to clear it."""

    label: str
    value: str
    options: tuple[Choice, ...] = ()
    clear_url: str = ""


@dataclass(frozen=True, slots=True)
class FilterBar:
    """Search, view switch, chips and switches of one list. `hidden` keeps the rest of the query in the search form."""

    search: str | None = None
    search_label: str = "Zoeken"
    search_name: str = "zoek"
    views: tuple[Choice, ...] = ()
    chips: tuple[Chip, ...] = ()
    switches: tuple[Choice, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ResultLine:
    """*312 treffers van 1 284* and the way to wipe the filters."""

    found: int
    total: int | None = None
    clear_url: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """Who may read this page: TLP label with words beside it."""

    tlp: str
    part: str
    readers: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """Temporary access: kind (*Ter inzage*, *Onder mandaat*), by whom for whom, until when, and the way to end it. `leaves`: whether
    the reader may take along what he reads."""

    kind: str
    text: str
    until: str
    end: Verb | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A quiet way on from an empty page."""

    label: str
    url: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What is not there, why that may be right, and the first step."""

    title: str
    text: str
    first: Verb | None = None
    other: Verb | None = None
    ways: tuple[Way, ...] = ()
