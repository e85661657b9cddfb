"""Words of a text, and which words of the vocabulary a searched word means. Pure.

Three ways of meaning, best first: the word itself (codes whole), a part of a compound (or its plain plural), a typing error away.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST_WORD = 60
MOST_WORDS = 8  # of one search
MOST_MEANT = 80  # words of the vocabulary that one searched word may mean
TITLE, HEADING = 12, 4  # what a word weighs there, against 1 in the text (2 and 3 when it comes back often)
EXACT, PART, TYPO = 6, 2, 1

_TOKEN = re.compile(r"[^\W_]+(?:[._/’'-][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
STOP = frozenset(
    """aan af al als bij dan dat de der des deze die dit doe doet door dus een en er ge geen had heb heeft het hij hoe hun iets ik in is
    ja je jij jou jouw kan kun kunt maar me mee meer men met mij mijn moet mogen na naar niet nog nu of om omdat onder ons onze ook op
    over te tegen tot uit van veel voor want waar was wat we wel werd wie wij word worden wordt zal ze zeer zelf zich zij zijn zo zodat
    zonder zou""".split()
)


def fold(text: str) -> str:
    """Without case and accents: `Privé` and `prive` are one word."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("’", "'")


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Every token with where it starts and ends in `text`: the word or code whole, then its pieces, then the pieces as one word.

    `ID.AM-5` gives `id.am-5`, `id`, `am`, `5`, `idam5`; `back-up` gives also `backup`.
    """
    for match in _TOKEN.finditer(text):
        whole = fold(match.group())
        if len(whole) > LONGEST_WORD:
            continue
        yield whole, match.start(), match.end()
        pieces = _PIECE.findall(whole)
        if len(pieces) > 1:
            for piece in pieces:
                yield piece, match.start(), match.end()
            yield "".join(pieces), match.start(), match.end()


def weights(title: str, number: str, text: str) -> dict[str, int]:
    """What each word of a document weighs: where it stands counts more than how often."""
    found: Counter[str] = Counter()
    for line in text.splitlines():
        heading = line.startswith("#")
        for word, _start, _end in tokens(line):
            if word not in STOP:
                found[word] += HEADING if heading else 1
    grown = {
        word: 1 if count == 1 else 2 if count < HEADING else 3 if count < TITLE else 5 for word, count in found.items()
    }
    for word, _start, _end in tokens(f"{title} {number}"):
        if word not in STOP:
            grown[word] = TITLE
    return grown


@dataclass
class Vocabulary:
    """All words with their numbers, in the order of numbering."""

    words: list[str] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    by_word: dict[str, int] = field(default_factory=dict)

    def add(self, rows: Sequence[tuple[int, str]]) -> None:
        """Learn new words."""
        for number, word in rows:
            self.ids.append(number)
            self.words.append(word)
            self.by_word[word] = number

    @property
    def last(self) -> tuple[int, str] | None:
        """The newest word: when the table has another one, this vocabulary is behind."""
        return (self.ids[-1], self.words[-1]) if self.ids else None


@dataclass(frozen=True)
class Meant:
    """What one searched word means: numbers of words per way of meaning, and those words themselves."""

    exact: frozenset[int]
    part: frozenset[int]
    typo: frozenset[int]
    words: frozenset[str]

    @property
    def ids(self) -> frozenset[int]:
        """All of them."""
        return self.exact | self.part | self.typo


def searched(text: str) -> list[str]:
    """The words of a search, at most eight; stop words only when there is nothing else."""
    found = list(dict.fromkeys(fold(match.group()) for match in _TOKEN.finditer(text)))
    return ([word for word in found if word not in STOP] or found)[:MOST_WORDS]


def _stem(word: str) -> str:
    """A word without the ending of its plural or inflection, when enough of it stays."""
    for ending in ("en", "s", "e", "n"):
        if word.endswith(ending) and len(word) - len(ending) >= 5:  # noqa: PLR2004 -- shorter stems stand in too many words
            return word[: -len(ending)]
    return word


def _errors_forgiven(word: str) -> int:
    return 0 if len(word) < 4 or any(letter.isdigit() for letter in word) else 1 if len(word) < 8 else 2  # noqa: PLR2004


def meaning(word: str, vocabulary: Vocabulary) -> Meant:
    """What `word` (folded) means. Cost: one pass over the vocabulary, a second one only when the first finds nothing."""
    exact = {vocabulary.by_word[word]} if word in vocabulary.by_word else set()
    pieces = _PIECE.findall(word)
    if not exact and len(pieces) > 1 and "".join(pieces) in vocabulary.by_word:
        exact = {vocabulary.by_word["".join(pieces)]}
    part: dict[int, str] = {}
    stem = _stem(word)
    if len(stem) >= 4 and len(pieces) == 1:  # noqa: PLR2004 -- three letters stand in half of all words
        hits = [(i, w) for i, w in zip(vocabulary.ids, vocabulary.words, strict=True) if stem in w]
        hits.sort(key=lambda hit: (not hit[1].startswith(stem), len(hit[1])))
        part = {number: found for number, found in hits[:MOST_MEANT] if number not in exact}
    typo: dict[int, str] = {}
    most = _errors_forgiven(word)
    if not exact and not part and most:
        near = process.extract(word, vocabulary.words, scorer=OSA.distance, score_cutoff=most, limit=12)
        typo = {vocabulary.ids[index]: found for found, _distance, index in near}
    words = {word, *part.values(), *typo.values()}
    return Meant(frozenset(exact), frozenset(part), frozenset(typo), frozenset(words))


@dataclass(frozen=True)
class Piece:
    """A run of a snippet; `hit` runs are marked."""

    text: str
    hit: bool = False


def snippet(text: str, words: frozenset[str], around: int = 110) -> tuple[Piece, ...]:
    """A few lines around the first hit, with every hit marked; the beginning when there is none."""
    marks: list[tuple[int, int]] = []
    low = text.casefold()
    known = [place for place in (low.find(word) for word in words) if place >= 0]
    skip = max(0, min(known) - LONGEST_WORD) if known else 0  # the token itself may begin a little earlier
    skip = text.rfind(" ", 0, skip) + 1
    for word, start, end in tokens(text[skip : skip + 200_000]) if words else ():
        if word in words and (not marks or start + skip >= marks[-1][1]):
            marks.append((start + skip, end + skip))
        if marks and start + skip > marks[0][0] + 3 * around:
            break
    first = marks[0][0] if marks else 0
    begin = max(0, first - around)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    finish = min(len(text), first + 2 * around)
    runs: list[Piece] = [Piece("… ")] if begin else []
    at = begin
    for start, end in marks:
        if end > finish:
            break
        runs += [Piece(text[at:start]), Piece(text[start:end], hit=True)]
        at = end
    runs.append(Piece(text[at:finish] + (" …" if finish < len(text) else "")))
    return tuple(Piece(" ".join(run.text.split("\n")), run.hit) for run in runs if run.text)
