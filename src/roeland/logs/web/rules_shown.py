"""Rules in words: what an explanation looks at, when a sign is given, how two texts differ, what a try gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.logs.values import KIND_WORDS, Kind
from roeland.scrutiny import wording
from roeland.scrutiny.rulebook import Explanation, Flag, Rulebook
from roeland.ui import dates

AROUND = 2  # lines of context round a change
KEYS = {
    "citizen": "burger",
    "user": "medewerker",
    "team": "dienst",
    "former_team": "vorige of volgende dienst",
    "service": "raadpleging",
    "reference": "opgegeven dossier",
}
OWN = {
    "registrations": gettext_lazy("wat achteraf vastgelegd is"),
    "standing": gettext_lazy("vaste regels"),
}


@dataclass(frozen=True)
class ExplanationLine:
    """One explanation as the page shows it. `times` in the last control; None when there was none."""

    id: str
    sentence: str
    source: str
    ties: str
    period: str
    services: str
    strength: int
    times: int | None


@dataclass(frozen=True)
class FlagLine:
    """One sign as the page shows it."""

    id: str
    sentence: str
    when: str
    weight: str
    cap: int
    times: int | None
    tie: bool = False  # how often is not told: with few cases it would say which of them is on the watch list


def explanations(book: Rulebook, summary: Mapping[str, Any] | None) -> list[ExplanationLine]:
    """Strongest first. `summary` is that of a control, with how often each explained; what nobody decided yet explained nothing."""
    read = summary.get("read", summary) if summary else None  # its own decisions too
    none = {table: 0 for table in OWN if read is not None}
    return [
        _explanation(rule, _times(read, "explanations", rule.id, none.get(rule.table))) for rule in book.explanations
    ]


def flags(book: Rulebook, summary: Mapping[str, Any] | None) -> list[FlagLine]:
    """Heaviest first."""
    ranked = sorted(book.flags, key=lambda flag: (-flag.weight, flag.id))
    return [_flag(flag, _times(summary, "flags", flag.id)) for flag in ranked]


def _times(summary: Mapping[str, Any] | None, name: str, rule: str, without: int | None = None) -> int | None:
    found: int | None = (summary or {}).get(name, {}).get(rule, without)
    return found


def _explanation(rule: Explanation, times: int | None) -> ExplanationLine:
    ties = dict.fromkeys(KEYS.get(key, key) for key in rule.keys.values())
    return ExplanationLine(
        rule.id,
        rule.sentence,
        str(OWN.get(rule.table) or KIND_WORDS[Kind(rule.table)]),
        ", ".join(ties),
        slack(rule.before, rule.after),
        _services(rule),
        rule.strength,
        times,
    )


def _services(rule: Explanation) -> str:
    parts = [f"“{one}”" for one in rule.services]
    named = _(" of ").join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
    services = _("met %(parts)s in de naam") % {"parts": named} if named else _("alle")
    if rule.houses:
        return _("%(services)s, vanaf %(houses)s huizen") % {
            "services": services,
            "houses": dates.count_word(rule.houses),
        }
    if rule.minutes:
        return _("%(services)s, binnen %(minutes)s") % {
            "services": services,
            "minutes": dates.plural(rule.minutes, "minuut", "minuten"),
        }
    if rule.beyond_chance:
        return _("%(services)s, als het veel vaker klopt dan toeval") % {"services": services}
    return services


def slack(before: float, after: float) -> str:
    """*van 7 dagen ervoor tot 14 dagen erna*."""
    if not before and not after:
        return _("enkel in de periode zelf")
    if before == after:
        return _("tot %(days)s ervoor en erna") % {"days": days(before)}
    parts = [_("%(days)s ervoor") % {"days": days(before)}] if before else []
    parts += [_("%(days)s erna") % {"days": days(after)}] if after else []
    return _("tot %(parts)s") % {"parts": dates.join_nl(parts)}


def days(value: float) -> str:
    """*7 dagen*, *8 uur*."""
    if value < 1:
        return _("%(hours)s uur") % {"hours": round(value * 24)}
    return dates.plural(round(value), _("dag"), _("dagen"))


def _flag(flag: Flag, times: int | None) -> FlagLine:
    when = _("altijd") if flag.always else _("als niets ze verklaart")
    if flag.loose:
        when = _("als niets of enkel een zwakke regel ze verklaart")
    tie = flag.id in wording.TIES
    weight = f"{flag.weight:g}".replace(".", ",")
    return FlagLine(flag.id, flag.sentence, when, weight, flag.cap, None if tie else times, tie)


@dataclass(frozen=True)
class TextLine:
    """A line of the difference: `kind` same, added or removed, its numbers in the old and the new text; a gap has no text."""

    kind: str
    text: str
    old: int | None = None
    new: int | None = None


def difference(old: str, new: str) -> list[TextLine]:
    """The changed lines with a little round them; empty when the texts are the same."""
    before, after = old.splitlines(), new.splitlines()
    found: list[TextLine] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        found += [TextLine("gap", "")] if found else []
        for tag, low, high, start, stop in group:
            if tag == "equal":
                found += [TextLine("same", before[low + n], low + n + 1, start + n + 1) for n in range(high - low)]
                continue
            found += [TextLine("removed", before[n], n + 1) for n in range(low, high)]
            found += [TextLine("added", after[n], None, n + 1) for n in range(start, stop)]
    return found


def excerpt(text: str, line: int) -> list[TextLine]:
    """The lines round the one that an error names; that one is of kind `removed`, so that it is marked."""
    lines = text.splitlines()
    low, high = max(0, line - 1 - AROUND), min(len(lines), line + AROUND)
    return [TextLine("removed" if n + 1 == line else "same", lines[n], None, n + 1) for n in range(low, high)]


@dataclass(frozen=True)
class TriedLine:
    """How many consultations one rule explains more or less."""

    sentence: str
    newly: int
    lost: int


@dataclass(frozen=True)
class CaseLine:
    """A case that appears or vanishes, without the worker."""

    alias: str
    events: int
    score: float
    reasons: list[str]


@dataclass(frozen=True)
class MoveLine:
    """A case that another stands before or behind now, without the worker."""

    alias: str
    before: int
    after: int
    reasons: list[str]


def tried_rules(tried: Mapping[str, Any], draft: Rulebook, live: Rulebook) -> list[TriedLine]:
    """Per rule what changes, the largest first. A rule that is gone has its sentence from the text before."""
    sentences = {rule.id: rule.sentence for book in (live, draft) for rule in book.explanations}
    names = {*tried["newly"], *tried["lost"]}
    found = [
        TriedLine(sentences.get(name, name), tried["newly"].get(name, 0), tried["lost"].get(name, 0)) for name in names
    ]
    return sorted(found, key=lambda line: (-line.newly - line.lost, line.sentence))


def tried_moves(rows: list[Mapping[str, Any]], draft: Rulebook, live: Rulebook) -> list[MoveLine]:
    """The cases that stand elsewhere, with the sentences of their signs."""
    said = sentences_of(draft, live)
    return [
        MoveLine(row["alias"], row["before"], row["after"], [said.get(flag, flag) for flag in row["reasons"]])
        for row in rows
    ]


def sentences_of(draft: Rulebook, live: Rulebook) -> dict[str, str]:
    """The sentences of the signs of both texts."""
    return {flag.id: flag.sentence for book in (live, draft) for flag in book.flags}


def tried_cases(rows: list[Mapping[str, Any]], draft: Rulebook, live: Rulebook) -> list[CaseLine]:
    """The cases of one side with the sentences of their signs."""
    said = sentences_of(draft, live)
    return [
        CaseLine(row["alias"], row["events"], row["score"], [said.get(flag, flag) for flag in row["reasons"]])
        for row in rows
    ]
