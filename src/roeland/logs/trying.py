"""Trying a draft: the last month that was delivered, once by the rules that count and once by the draft, beside each other."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.ledger.action import Refused
from roeland.ledger.verbs import check as allow
from roeland.logs import assembling, keys
from roeland.logs.models import RuleSet
from roeland.logs.queries import conditions
from roeland.logs.queries import rules as queries
from roeland.logs.queries.rules import seal
from roeland.logs.values import alias
from roeland.scrutiny import comparing, editing, examples, rulebook, wording
from roeland.scrutiny.comparing import Pair
from roeland.scrutiny.lines import BadRules
from roeland.scrutiny.run import check
from roeland.scrutiny.values import CannotRun

SHOWN = 30  # cases that come or go, per side
MOVES = 10  # cases that stand elsewhere, the furthest first


def month_of(authority: Authority) -> date:
    """The first day of the month a draft is tried on: of the last control, or else the month before this one."""
    run = queries.last_run(authority)
    before: date = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    return run.month if run else before


def last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def outcome(rules: RuleSet) -> dict[str, Any]:
    """What `RuleSet.tried` holds: {sha256, against, beside, month, events, explained, cases, cases_only, ties, newly, lost, other, appear, vanish,
    moved, moves, lacked}. against: the version that counts; beside: the one that the month was run by, the shipped one when that of the authority cannot be used.

    Runs outside any transaction; keeps nothing of the folder. Cases are named by their alias, never by worker. Raises Refused when
    an example of a rule does not come out as it says, when the month may not be controlled, or when it cannot be run.
    """
    authority, month = rules.authority, month_of(rules.authority)
    allow(conditions.ready(authority, month))
    try:
        book = editing.checked(rules.text)
        now = queries.current(authority)
        live = rulebook.shipped() if now.problem or now.book is None else now.book
        if wrong := examples.broken(book):
            raise Refused(_said(wrong))
        if unseen := examples.unmarked(book, live):
            raise Refused(_unseen(unseen))
        key, last = keys.pseudonym_key(authority.pk), last_day(month)
        with tempfile.TemporaryDirectory() as made, assembling.folder(authority, month, last) as folder:
            first, second = Path(made) / "live", Path(made) / "draft"
            done = check(folder, first, key=key, now=clock.now(), book=live, since=clock.at_local(month))
            check(folder, second, key=key, now=clock.now(), book=book, since=clock.at_local(month))
            found = comparing.compare(first, second, wording.TIES)
    except (CannotRun, BadRules) as problem:
        raise Refused(str(problem)) from problem
    if not done.summary["events"]:
        raise Refused(_("Over die maand zijn er geen raadplegingen. Importeer ze eerst."))
    return {
        "sha256": seal(rules.text),
        "against": now.version,
        "beside": live.version,
        "month": month.isoformat(),
        "events": done.summary["events"],
        "explained": list(found.explained),
        "cases": list(found.cases),
        "newly": found.newly,
        "lost": found.lost,
        "other": found.other,
        "cases_only": [len(found.vanish), len(found.appear)],
        "ties": [_tied(found.vanish), _tied(found.appear)],
        "appear": _named(found.appear),
        "vanish": _named(found.vanish),
        "moved": len(found.moved),
        "moves": [
            {"alias": alias(one.citizen), "before": one.before, "after": one.after, "reasons": list(one.reasons)}
            for one in found.moved[:MOVES]
        ],
        "lacked": [str(kind) for kind in assembling.lacking(authority, month, last)],
    }


def _tied(pairs: tuple[Pair, ...]) -> int:
    return sum(1 for pair in pairs if wording.TIES.intersection(pair.reasons))


def _named(pairs: tuple[Pair, ...]) -> list[dict[str, Any]]:
    """Without those of a tie: a draft that only changes the weight of one would say who has it. They are counted (`cases_only`)."""
    open_ones = [pair for pair in pairs if not wording.TIES.intersection(pair.reasons)]
    return [
        {"alias": alias(pair.citizen), "score": pair.score, "events": pair.events, "reasons": list(pair.reasons)}
        for pair in open_ones[:SHOWN]
    ]


def _unseen(wrong: list[Any]) -> str:
    flag, example = wrong[0]
    words = _("%(rule)s: voorbeeld %(place)s moet dit signaal geven, en dat gebeurt niet.")
    if not example["must"]:
        words = _("%(rule)s: voorbeeld %(place)s mag dit signaal niet geven, en dat gebeurt wel.")
    return _with_way(words % {"rule": flag.id, "place": flag.examples.index(example) + 1})


def _said(wrong: list[Any]) -> str:
    rule, example = wrong[0]
    place = rule.examples.index(example) + 1
    words = _("%(rule)s: voorbeeld %(place)s moet verklaard worden, en dat gebeurt niet.")
    if not example["must"]:
        words = _("%(rule)s: voorbeeld %(place)s mag niet verklaard worden, en dat gebeurt wel.")
    return _with_way(words % {"rule": rule.id, "place": place})


def _with_way(words: str) -> str:
    """What is wrong, then what to do."""
    return f"{words} {_('Verander de regel of dat voorbeeld bij Tekst schrijven, en probeer opnieuw.')}"
