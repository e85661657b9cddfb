"""Rules that somebody writes himself: stricter than `rulebook.parse`, since their ids and thresholds reach the engine, and small changes in place."""

import math
import re
from dataclasses import dataclass

import yaml

from roeland.scrutiny import lines, rulebook, shapes, thresholds
from roeland.scrutiny.lines import BadRules
from roeland.scrutiny.rulebook import Explanation, Flag, Rulebook

LONGEST = 150_000  # characters of all rules together; those that are shipped have half of it
SENTENCE = 200
MOST_RULES = 100  # explanations: a code is one byte
MOST_EXAMPLES = 400
MOST_DAYS = 366
MOST_POINTS = 1000
ID = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")
SERVICE = re.compile(r"[^\W_][\w .:/-]{0,79}")


@dataclass(frozen=True)
class Change:
    """What the small form may change in one rule; None leaves it. Slack in days; `services` empty means all."""

    before: float | None = None
    after: float | None = None
    strength: int | None = None
    services: tuple[str, ...] | None = None
    weight: float | None = None
    cap: int | None = None
    minimum: float | None = None


def usable(text: str) -> Rulebook:
    """The rules in a text that counts already, when the engine as it is now can run by them. Raises BadRules.

    Less strict than `checked`: what was once taken into use is refused only for what the engine would stumble over, as a sign or threshold
    that is newer than the text.
    """
    book = rulebook.parse(text)
    for number, flag in enumerate(book.flags):
        if said := thresholds.lost(flag):
            raise BadRules(said, lines.read(text).line("flags", number))
    if said := _lost(book):
        raise BadRules(said, lines.read(text).line("flags"))
    return book


def checked(text: str) -> Rulebook:
    """The rules in a text, when the engine can do all that they ask. Raises BadRules."""
    if len(text) > LONGEST:
        raise BadRules(f"de regels zijn te lang: hoogstens {LONGEST} tekens.")
    book = rulebook.parse(text)
    written = lines.read(text)
    for number, item in enumerate(written.data["explanations"]):
        found = [rule for rule in book.explanations if rule.id == item["id"]]
        if said := (_explanation(found[0]) or shapes.of_explanation(found[0])) if found else _named(item["id"]):
            raise BadRules(said, written.line("explanations", number))
    for number, flag in enumerate(book.flags):
        if said := _flag(flag):
            raise BadRules(said, written.line("flags", number))
    for flag in book.flags:
        if said := shapes.of_flag(flag):
            raise BadRules(said, written.line("flag_examples", flag.id))
    if said := _lost(book):
        raise BadRules(said, written.line("flags"))
    if said := _whole(book):
        raise BadRules(said, written.line("cases"))
    return book


def _lost(book: Rulebook) -> str:
    lost = next((flag.id for flag in rulebook.shipped().flags if not book.knows(flag.id)), "")
    return f"{lost}: dit signaal ontbreekt. Zet zijn gewicht op 0 om het uit te zetten." if lost else ""


def _named(name: object) -> str:
    if not isinstance(name, str) or not ID.fullmatch(name):
        return f"{str(name)[:40]}: een naam bestaat uit kleine letters, cijfers en koppeltekens, hoogstens 40."
    return ""


def _sentence(rule: Explanation | Flag) -> str:
    if not isinstance(rule.sentence, str) or not rule.sentence.strip() or len(rule.sentence) > SENTENCE:
        return f"{rule.id}: de zin is leeg, of langer dan {SENTENCE} tekens."
    return ""


def _explanation(rule: Explanation) -> str:
    if said := _named(rule.id) or _sentence(rule):
        return said
    if not (_within(rule.before, MOST_DAYS) and _within(rule.after, MOST_DAYS)):
        return f"{rule.id}: de dagen voor en na liggen tussen 0 en {MOST_DAYS}."
    if not rule.starts or not rule.ends or not rule.keys:
        return f"{rule.id}: geef minstens één sleutel, één begin en één einde."
    if any(not isinstance(one, str) or not SERVICE.fullmatch(one) or one != one.lower() for one in rule.services):
        return f"{rule.id}: een dienst is een deel van een naam, in kleine letters en zonder bijzondere tekens."
    return ""


def _flag(flag: Flag) -> str:
    if said := _named(flag.id) or _sentence(flag):
        return said
    known = next((one for one in rulebook.shipped().flags if one.id == flag.id), None)
    if known is None:
        return f"{flag.id}: dit signaal bestaat niet. Roeland kent er {len(rulebook.shipped().flags)}; een nieuw vraagt een nieuwe versie van Roeland."
    if said := thresholds.wrong(flag):
        return said
    if not all(_within(value, 100_000) for value in flag.settings.values()):
        return f"{flag.id}: een drempel is een getal van 0 of meer."
    if not (_within(flag.weight, MOST_POINTS) and _within(flag.cap, MOST_POINTS)):
        return f"{flag.id}: gewicht en hoogste aantal liggen tussen 0 en {MOST_POINTS}."
    return ""


def _whole(book: Rulebook) -> str:
    if not book.explanations:
        return "er is geen enkele verklaring."
    if len(book.explanations) > MOST_RULES:
        return f"er zijn te veel verklaringen: hoogstens {MOST_RULES}."
    named: list[Explanation | Flag] = [*book.explanations, *book.flags]
    if sum(len(rule.examples) for rule in named) > MOST_EXAMPLES:
        return f"er zijn te veel voorbeelden: hoogstens {MOST_EXAMPLES}."
    if not (
        _within(book.base, MOST_POINTS) and _within(book.base_cap, MOST_POINTS) and 0 < book.minimum <= MOST_POINTS
    ):
        return f"base en base_cap liggen tussen 0 en {MOST_POINTS}, minimum is groter dan 0."
    return "" if 0 <= book.handover_days <= MOST_DAYS else f"handover_days ligt tussen 0 en {MOST_DAYS}."


def _within(value: float, most: float) -> bool:
    return math.isfinite(value) and 0 <= value <= most


def changed(text: str, rule: str, wanted: Change) -> str:
    """The text with some values of one rule replaced where they stand; comments and order stay. `rule` empty: of the cases.

    Raises BadRules when the text cannot be read or holds no such rule.
    """
    written = lines.read(text)
    paths: dict[str, tuple[str | int, ...]] = {}
    if not rule:
        paths["minimum"] = ("cases", "minimum")
    for heading, names in (("explanations", ("strength", "services")), ("flags", ("weight", "cap"))):
        for number, item in enumerate(written.data[heading]):
            if item["id"] == rule:
                paths |= {name: (heading, number, name) for name in names}
                if heading == "explanations":
                    paths |= {name: (heading, number, "period", name) for name in ("before", "after")}
    if not paths:
        raise BadRules(f"{rule}: deze regel bestaat niet.")
    spots = []
    for name, path in paths.items():
        value, node = getattr(wanted, name), written.at(*path)
        if value is not None and node is not None:
            spots.append((node.start_mark.index, node.end_mark.index, _written(name, value)))
    for start, end, words in sorted(spots, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _written(name: str, value: float | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        plain = yaml.safe_dump(list(value), default_flow_style=True, allow_unicode=True, width=10_000)
        return plain.strip() if value else "all"
    return f"{value:g}" if name not in {"strength", "cap"} else str(int(value))


def renamed(text: str, version: str) -> str:
    """The text under another version, which stands on the line that begins with `version:`."""
    return re.sub(r"(?m)^version:.*$", f'version: "{version}"', text, count=1)
