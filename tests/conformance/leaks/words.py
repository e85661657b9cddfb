"""The words of the leak matrix: where each was planted, and which role may read it, from the modes of roles.yaml and by hand.

No predicate of a model and no rule of the program is asked: those are what is tested.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from roeland.documents.models import Attachment, Deviation, Document, Version
from roeland.kernel.rights import RIGHTS, Mode
from tests.conformance import things
from tests.conformance.things import Seed, Things
from tests.world import World

SEED = re.compile(r"(?:Lek|Zaad)[a-z]+q")
STATES = ("draft", "review", "published", "withdrawn")
OPENERS = {"security_officer", "deputy_security_officer", "general_director"}  # see appointments where they read
BY_GRACE = {"title", "text", "content", "decision", "changes"}  # what a reader of one document for a while reads

Key = tuple[str, str, str]  # (slug, audience, state) of a document


@dataclass(frozen=True)
class Word:
    """Where a word stands: authority, circle, state and part of a document; `open` says that readers may read it, else only who edits."""

    slug: str
    audience: str
    state: str
    part: str
    open: bool


@dataclass
class Sown:
    """The documents of two authorities by key, and one of everything else (`own`, `other`), each text with a word of its own."""

    world: World
    own: Things
    other: Things
    words: dict[str, Word] = field(default_factory=dict)
    papers: dict[Key, Document] = field(default_factory=dict)
    versions: dict[Key, Version] = field(default_factory=dict)
    files: dict[Key, Attachment] = field(default_factory=dict)
    made: dict[Key, dict[str, Any]] = field(
        default_factory=dict
    )  # the parts of a document, as `documents_addresses` names them
    rows: dict[tuple[str, str], Deviation] = field(default_factory=dict)
    made_by_verbs: list[str] = field(default_factory=list)  # addresses of what verbs of other rooms made of all this

    def word(self, key: Key, part: str, *, shown: bool = False) -> str:
        """A new word, remembered with where it stands."""
        text = "Lek" + re.sub(r"[^a-z]", "", f"{key[0][:3]}{key[1]}{key[2]}{part}") + "q"
        assert self.words.setdefault(text, Word(*key, part, shown)) == Word(*key, part, shown)
        return text

    @property
    def seeds(self) -> dict[str, Seed]:
        return self.own.words | self.other.words

    def slug_of(self, text: str) -> str:
        """The authority of a word."""
        return self.words[text].slug if text in self.words else self.seeds[text].slug

    def leaked(self, text: str, role: str, extra: frozenset[tuple[str, str]] = frozenset()) -> set[str]:
        """The words in an answer that somebody with this role in Zonderbeke may not read."""
        found, seeds = set(SEED.findall(text)), self.seeds
        shut = {w for w in found if w in self.words and not may_read(self.words[w], role, extra)}
        return shut | {w for w in found if w in seeds and not things.may_read(seeds[w], role, "zonderbeke")}

    def seen(self, text: str) -> set[str]:
        """The words of documents in an answer."""
        return {word for word in SEED.findall(text) if word in self.words}


def may_read(word: Word, role: str, extra: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether somebody with this role in Zonderbeke may read this word; `extra` are (audience, state) opened to him for a while."""
    if word.slug != "zonderbeke":
        return False
    modes = RIGHTS.of([role]).modes.get(word.audience, frozenset())
    edits, full = bool(modes & {Mode.OWN, Mode.EDIT}), bool(modes & {Mode.OWN, Mode.EDIT, Mode.READ})
    if word.part == "inspection":
        return edits or (full and role in OPENERS)
    if word.part == "task":  # a task has the circle of its document: who reads the circle sees it on the worklist
        return full
    if (word.audience, word.state) in extra and word.part in BY_GRACE:
        return word.open
    return edits or (full and word.open)
