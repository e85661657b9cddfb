"""The thresholds that a sign asks: those that the shipped rules give it, because its SQL reads them."""

from roeland.scrutiny import rulebook
from roeland.scrutiny.lines import BadRules
from roeland.scrutiny.rulebook import Flag, Rulebook


def wrong(flag: Flag) -> str:
    """What is wrong with the thresholds of a sign, in Dutch; empty when nothing is, or when nobody knows the sign."""
    if said := lost(flag):
        return said
    asked = _asked(flag)
    odd = [] if asked is None else sorted(set(flag.settings) - set(asked))
    return f"{flag.id}: {odd[0]} hoort hier niet." if odd else ""


def lost(flag: Flag) -> str:
    """The first threshold that a sign lacks, in Dutch; empty when it has them all."""
    asked = _asked(flag) or {}
    name = next(iter(sorted(set(asked) - set(flag.settings))), "")
    return f"{flag.id}: de drempel {name} ontbreekt. In de meegeleverde regels is ze {asked[name]:g}." if name else ""


def _asked(flag: Flag) -> dict[str, float] | None:
    return next((one.settings for one in rulebook.shipped().flags if one.id == flag.id), None)


def complete(book: Rulebook) -> None:
    """Raises BadRules when a sign lacks a threshold: rules of an authority that are older than the engine, say."""
    for flag in book.flags:
        if said := lost(flag):
            raise BadRules(said)
