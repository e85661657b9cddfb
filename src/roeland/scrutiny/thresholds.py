"""The thresholds that a sign asks: those that the shipped rules give it, because its SQL reads them."""

from roeland.scrutiny import rulebook
from roeland.scrutiny.lines import BadRules
from roeland.scrutiny.rulebook import Flag, Rulebook


def wrong(flag: Flag) -> str:
    """What is wrong with the thresholds of a sign, in Dutch; empty when nothing is, or when nobody knows the sign."""
    known = next((one for one in rulebook.shipped().flags if one.id == flag.id), None)
    if known is None:
        return ""
    if lost := sorted(set(known.settings) - set(flag.settings)):
        return (
            f"{flag.id}: de drempel {lost[0]} ontbreekt. In de meegeleverde regels is ze {known.settings[lost[0]]:g}."
        )
    if odd := sorted(set(flag.settings) - set(known.settings)):
        return f"{flag.id}: {odd[0]} hoort hier niet."
    return ""


def complete(book: Rulebook) -> None:
    """Raises BadRules when a sign lacks a threshold: rules of an authority that are older than the engine, say."""
    for flag in book.flags:
        if (said := wrong(flag)) and "ontbreekt" in said:
            raise BadRules(said)
