"""Why a case stands in the list, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from roeland.logs.models import Case, Run, SampleItem
from roeland.scrutiny import crowd, wording
from roeland.scrutiny.reasons import UNEXPLAINED
from roeland.scrutiny.rulebook import Rulebook
from roeland.ui import dates

TIE = "band"  # every kind of tie between worker and citizen is one choice: which one it is may point at one person


ERASED = "Na de bewaartermijn is gewist wie keek, naar wie en waarom."


def sentences(case: Case, book: Rulebook) -> list[str]:
    """The reasons of a case as sentences, strongest first; of an erased one only that they are gone."""
    if case.blanked_at is not None:
        return [ERASED]
    return wording.sentences(case.reasons, book) or ["Geen enkele verklaring gevonden."]


def together(cases: Sequence[Case], book: Rulebook) -> list[str]:
    """What cases that are one question all share, without the figures of one of them."""
    seen = [set(wording.visible(case.reasons)) for case in cases]
    common = set.intersection(*seen)
    shared: dict[str, dict[str, Any]] = {}
    for reason in (reason for case in cases for reason in case.reasons):
        known = shared.setdefault(reason["flag"], {"flag": reason["flag"], "shared_by": reason.get("shared_by")})
        crowds = (known["shared_by"], reason.get("shared_by"))
        known["shared_by"] = None if None in crowds else min(crowds)
    told = [
        reason
        for flag, reason in shared.items()
        if flag in common or (flag in wording.TIES and wording.HIDDEN in common)
    ]
    bare = [reason for reason in told if reason["flag"] != UNEXPLAINED]
    first = ["Geen dossier, afspraak, integratie of vraag van de burger gevonden."] if UNEXPLAINED in common else []
    return first + wording.sentences(bare, book)


def signs(case: Case) -> list[str]:
    """The signs of a case as a filter knows them."""
    flags = [reason["flag"] for reason in case.reasons if reason["flag"] != UNEXPLAINED]
    return list(dict.fromkeys(TIE if flag in wording.TIES else flag for flag in flags))


def sign_names(cases: Iterable[Case], book: Rulebook) -> dict[str, str]:
    """The signs of these cases with their words, for the choices of a filter."""
    known = {flag.id: flag.sentence.rstrip(".") for flag in book.flags} | {TIE: "Bijzondere band"}
    return {sign: known.get(sign, sign) for case in cases for sign in signs(case)}


def when(case: Case) -> str:
    """*9 raadplegingen, 3 t.e.m. 17 okt.*; of an erased case the days are gone."""
    count = dates.plural(case.events, "raadpleging", "raadplegingen")
    if case.blanked_at is not None:
        return count
    first, last = dates.as_day(case.first_at), dates.as_day(case.last_at)
    if first == last:
        return f"{count}, {short(case.first_at)}"
    begin = str(first.day) if first.month == last.month else short(case.first_at)
    return f"{count}, {begin} t.e.m. {short(case.last_at)}"


def short(moment: object) -> str:
    """*17 okt.*"""
    return dates.list_date(moment).split(" ", 1)[1]  # type: ignore[arg-type]


def unused(run: Run) -> str:
    """Why this control did not use the watch list, as its page says it; empty when it did, or when there is none."""
    return crowd.NOTE if crowd.NOTE in run.summary.get("notes", ()) else ""


def who(case: Case | SampleItem) -> str:
    """The worker, or what his account is called when nobody is known behind it; of a drawn consultation too, and of an erased case nobody."""
    if isinstance(case, Case) and case.blanked_at is not None:
        return "Gewist geval"
    return str(case.person) if case.person else str(case.user.called)
