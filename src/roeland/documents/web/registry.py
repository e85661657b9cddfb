"""What others put on the reading page of a document: the access bar, panels in the rail, buttons. Filled where they are defined
(this room) or wired by the doors (upper rooms)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roeland.documents.models import Document, Version
from roeland.kernel.http import Request
from roeland.ui.components import Access, Verb


@dataclass(frozen=True)
class Panel:
    """A section of the rail: a heading and a template with its context (`panel` in the template is the context itself)."""

    title: str
    template: str
    context: dict[str, object]


@dataclass(frozen=True)
class Aside:
    """A line beside a paragraph, and where it leads."""

    text: str
    url: str


AccessProvider = Callable[[Request, Document, Version], Access | None]
PanelProvider = Callable[[Request, Document, Version], list[Panel]]
VerbProvider = Callable[[Request, Document, Version], list[Verb]]

ACCESS: dict[str, AccessProvider] = {}  # the first that gives something is shown
PANELS: dict[str, PanelProvider] = {}
VERBS: dict[str, VerbProvider] = {}  # quiet buttons in the rail: downloads, read and accept
MARGIN: dict[str, Callable[[Request, Document, Version], dict[str, list[Aside]]]] = {}  # anchor -> lines beside it
LIST_VERBS: dict[str, Callable[[Request], list[Verb]]] = {}  # beside the title of the list


def access(request: Request, document: Document, version: Version) -> Access | None:
    """By what temporary right this reader reads, if by one."""
    for provide in ACCESS.values():
        found = provide(request, document, version)
        if found is not None:
            return found
    return None


def shut(request: Request, document: Document, version: Version) -> bool:
    """Whether this reader reads here and takes nothing along."""
    found = access(request, document, version)
    return found is not None and not found.leaves


def panels(request: Request, document: Document, version: Version) -> list[Panel]:
    """The panels of everybody, in the order of wiring."""
    return [panel for provide in PANELS.values() for panel in provide(request, document, version)]


def verbs(request: Request, document: Document, version: Version) -> list[Verb]:
    """The buttons of everybody, in the order of wiring."""
    return [verb for provide in VERBS.values() for verb in provide(request, document, version)]


def margin(request: Request, document: Document, version: Version) -> dict[str, list[Aside]]:
    """Anchor -> the lines of everybody beside that paragraph."""
    found: dict[str, list[Aside]] = {}
    for provide in MARGIN.values():
        for anchor, lines in provide(request, document, version).items():
            found.setdefault(anchor, []).extend(lines)
    return found
