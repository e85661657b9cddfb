"""The tables of the web door: what a room offers to the pages of others. An absent room leaves its place empty."""

from collections.abc import Callable, Iterable

from roeland.kernel.actor import Actor

# How many things wait for this person (the count beside Vandaag). One statement.
WAITING: Callable[[Actor], int] | None = None

# (group, finder(actor, wanted) -> (label, url, second line)): what *Zoek of ga naar* finds. At most ten hits each.
FINDERS: tuple[tuple[str, Callable[[Actor, str], Iterable[tuple[str, str, str]]]], ...] = ()
