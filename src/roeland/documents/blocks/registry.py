"""The live blocks by name: what each asks, from which resource its data come, and who may therefore read a document with it.

A block reads in the open scope. It refuses a document whose circle of readers is wider than that of its data: what is frozen at
approval, every reader of the document reads from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from uuid import UUID

from roeland.documents.markdown import BlockError
from roeland.documents.render import Block, Paragraph, Text
from roeland.documents.values import CIRCLES
from roeland.kernel.rights import RIGHTS, Mode

__all__ = [
    "Argument",
    "Ask",
    "BlockError",
    "LiveBlock",
    "by_name",
    "every",
    "fill",
    "nothing",
    "problem",
    "register",
    "strangers",
]

FEW = 3  # roles named in a refusal


@dataclass(frozen=True)
class Argument:
    """`name="..."`: what it means, whether it must be there, and the words to choose from (id -> Dutch; empty: free text)."""

    name: str
    label: str
    required: bool = False
    choices: Callable[[], Mapping[str, str]] | None = None

    def chosen(self, value: str) -> str:
        """The id of a choice, given by id or by its Dutch word. Raises BlockError."""
        if self.choices is None:
            return value
        found = self.choices()
        wanted = value.strip().casefold()
        for key, word in found.items():
            if wanted in {key.casefold(), word.casefold()}:
                return key
        near = get_close_matches(wanted, [word.casefold() for word in found.values()], 1, 0.6)
        hint = f" Bedoel je {near[0]}?" if near else f" Kies bijvoorbeeld {next(iter(found.values()))}."
        raise BlockError(f"“{value}” is geen {self.label}.{hint}")


@dataclass(frozen=True)
class Ask:
    """What a block is asked: the authority, its checked arguments, and the document it stands in (its audience and uuid, if any)."""

    authority_id: UUID
    args: Mapping[str, str]
    audience: str = ""
    document_id: UUID | None = None


@dataclass(frozen=True)
class LiveBlock:
    """A block somebody may write as `{{ name argument="..." }}`.

    `resource` is where its data stand in roles.yaml ("" when the block itself shows only what all readers may read). Readers of the
    document need it whole, or by a mode of `enough`.
    """

    name: str
    label: str
    example: str
    fill: Callable[[Ask], tuple[Block, ...]]
    resource: str = ""
    words: str = ""  # where the data come from, in Dutch, for a refusal
    arguments: tuple[Argument, ...] = ()
    enough: frozenset[Mode] = frozenset()


_BLOCKS: dict[str, LiveBlock] = {}


def register(block: LiveBlock) -> None:
    """Make a block known; the same name again replaces it (an upper room takes the place of the empty one)."""
    _BLOCKS[block.name] = block


def every() -> list[LiveBlock]:
    """All blocks, by label."""
    return sorted(_BLOCKS.values(), key=lambda block: block.label)


def by_name(name: str) -> LiveBlock:
    """Raises BlockError with the nearest name."""
    if name in _BLOCKS:
        return _BLOCKS[name]
    near = get_close_matches(name, _BLOCKS, 1, 0.5)
    hint = f" Bedoel je “{near[0]}”?" if near else " De lijst staat onder “Blokken die je kunt gebruiken”."
    raise BlockError(f"Er is geen blok “{name}”.{hint}")


def strangers(block: LiveBlock, audience: str) -> list[str]:
    """The roles (Dutch) that read documents of this audience whole, but not the data of the block."""
    if not block.resource or not audience:
        return []
    return [
        role.nl
        for role in RIGHTS.roles.values()
        if _full(role.reads.get(audience)) and not _sees(role.reads.get(block.resource), block)
    ]


def _full(mode: Mode | None) -> bool:
    return mode is not None and mode.full


def _sees(mode: Mode | None, block: LiveBlock) -> bool:
    return mode is not None and (mode.full or mode in block.enough)


def problem(name: str, args: Mapping[str, str], audience: str = "") -> str:
    """What is wrong with a call, in Dutch; empty when nothing is."""
    try:
        _checked(name, args, audience)
    except BlockError as error:
        return str(error)
    return ""


def fill(
    authority_id: UUID, name: str, args: Mapping[str, str], *, audience: str = "", document_id: UUID | None = None
) -> tuple[Block, ...]:
    """The blocks that the records give, in the open scope. Raises BlockError: unknown, a wrong argument, or too wide a circle."""
    block, checked = _checked(name, args, audience)
    return block.fill(Ask(authority_id, checked, audience, document_id))


def _checked(name: str, args: Mapping[str, str], audience: str) -> tuple[LiveBlock, dict[str, str]]:
    block = by_name(name)
    known = {argument.name: argument for argument in block.arguments}
    for key in args:
        if key not in known:
            asked = f"Dat kent alleen: {', '.join(known)}." if known else "Dat vraagt niets."
            raise BlockError(f"Het blok “{name}” kent “{key}” niet. {asked}")
    missing = [key for key, argument in known.items() if argument.required and not args.get(key, "").strip()]
    if missing:
        raise BlockError(f'Het blok “{name}” vraagt {missing[0]}="...". Bijvoorbeeld: {block.example}')
    checked = {key: known[key].chosen(value) for key, value in args.items() if value.strip()}
    _fits(block, audience)
    return block, checked


def _fits(block: LiveBlock, audience: str) -> None:
    who = strangers(block, audience)
    if not who:
        return
    named = ", ".join(who[:FEW]) + (f" en {len(who) - FEW} andere functies" if len(who) > FEW else "")
    raise BlockError(
        f"Dit blok toont {block.words}. Wie “{CIRCLES[audience][1]}” leest, mag dat niet allemaal zien: {named}. "
        "Zet het in een document met een kleinere lezerskring."
    )


def nothing(words: str) -> tuple[Block, ...]:
    """The honest empty list: *Er zijn geen ... in Roeland.*"""
    return (Paragraph((Text(f"Er zijn geen {words} in Roeland."),)),)
