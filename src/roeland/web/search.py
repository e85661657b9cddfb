"""*Zoek of ga naar*: pages of the navigation, persons and tasks. Finds only what the person may open."""

from dataclasses import dataclass

from django.http import HttpRequest

from roeland.kernel.actor import Actor
from roeland.ui.shell import Shell
from roeland.web.shell import shell_of
from roeland.web.wiring import FINDERS


@dataclass(frozen=True)
class Found:
    label: str
    url: str
    sub: str = ""


@dataclass(frozen=True)
class FoundGroup:
    label: str
    items: tuple[Found, ...]


def find(request: HttpRequest, wanted: str) -> list[FoundGroup]:
    """Groups with at least one hit; each room's finder costs one statement."""
    shell = shell_of(request)
    groups = [FoundGroup("Pagina’s", _pages(shell, wanted))] if shell else []
    actor: Actor = request.actor  # type: ignore[attr-defined]
    for label, finder in FINDERS:
        groups.append(FoundGroup(label, tuple(Found(*hit) for hit in finder(actor, wanted))))
    return [g for g in groups if g.items]


def _pages(shell: Shell, wanted: str) -> tuple[Found, ...]:
    low = wanted.casefold()
    return tuple(
        Found(item.label, item.url, group.label)
        for group in shell.navigation
        for top in group.items
        for item in (top, *top.below)
        if low in item.label.casefold()
    )
