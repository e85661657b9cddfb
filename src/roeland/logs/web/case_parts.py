"""What the page of one case shows, for who decides it and for who reads it by mandate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, may, url
from roeland.ledger.history import history
from roeland.logs.effort import data
from roeland.logs.models import Case, Question, Run, Standing
from roeland.logs.queries import cases, events, runs, sources, standing
from roeland.logs.queries.rules import used
from roeland.logs.queries.staff import mandates_of
from roeland.logs.queries.wording import sentences, who
from roeland.logs.questions import statements
from roeland.logs.rules import Judge, P, may_hand_over, may_judge, may_reopen, may_reveal, may_still, may_withdraw
from roeland.logs.values import DECIDED, CaseState, Kind
from roeland.logs.web import drawing
from roeland.logs.web.common import maybe, month_words, run_url
from roeland.logs.web.control_forms import DECISIONS
from roeland.people.queries import working_week
from roeland.people.rules import P as People
from roeland.scrutiny.rulebook import Rulebook
from roeland.ui import components as c
from roeland.ui import dates

OWN_TABLES = {"registrations": _("vastgelegd bij een vorige controle"), "standing": _("vaste regels van de dienst")}


@dataclass(frozen=True)
class Checked:
    """An explanation with its source (and the last day of that), what came of it, and whether its source was there at all."""

    sentence: str
    source: str
    outcome: str
    found: bool
    lacks: bool


def why_not(case: Case, by: Judge) -> str:
    """Why the reader does not decide this case; empty when he does."""
    if isinstance(over := may_still(over=case.blanked_at is not None), Denied):
        return over.reason
    decision = may_judge(case.state, by)
    return decision.reason if isinstance(decision, Denied) else ""


def fixed(case: Case, by: Judge) -> str:
    """Why the reader does not open this case again; empty when he may."""
    if isinstance(over := may_still(over=case.blanked_at is not None), Denied):
        return over.reason
    decision = may_reopen(case.state, case.run.state, by)
    return decision.reason if isinstance(decision, Denied) else ""


def judges(case: Case, by: Judge) -> bool:
    """Whether the reader decides this case."""
    return not why_not(case, by)


def decisions(request: Request, case: Case) -> list[tuple[str, str, str, str, c.Verb | None]]:
    """(value, words, consequence, why not, the page that mends it) of the three choices."""
    asking, way, why = _asking(request, case)
    again = _("Vraag nog iets aan de medewerker")
    return [
        (
            value,
            again if value == "ask" and case.state == CaseState.ANSWERED else str(words),
            *((asking, why, way) if value == "ask" else (str(text), "", None)),
        )
        for value, words, text in DECISIONS
    ]


def _asking(request: Request, case: Case) -> tuple[str, c.Verb | None, str]:
    """What asking leads to, the page where one mends what stands in its way, and why it cannot be done; for who may open that page."""
    person, why = case.person, getattr(cases.askable(case), "reason", "")
    if person is None:
        if cases.tied_since(case):
            again = f"{url(request, 'logs-start')}?maand={case.run.month:%Y-%m}"
            return "", c.Verb(_("Opnieuw nakijken"), again) if may(request, P.RUN) else None, why
        ties = may(request, P.SOURCES)
        return "", c.Verb(_("Gebruiker koppelen"), url(request, "logs-user", case.user_id)) if ties else None, why
    name, days = person.given_name, data()["answer_working_days"]
    if not why and not cases.waits_for_account(case):
        words = _(
            "%(name)s krijgt een mail en antwoordt op een eigen pagina. Bij geen antwoord na %(days)s werkdagen beslist iemand met een mandaat, meestal de algemeen directeur."
        )
        return words % {"name": name, "days": days}, None, ""
    invites = may(request, People.PERSON_EDIT)
    words = _("%(name)s kan zich nog niet aanmelden. De vraag vertrekt en de %(days)s werkdagen lopen zodra dat kan.")
    if not invites:
        words += " " + _("Vraag de personeelsdienst om een uitnodiging.")
    link = c.Verb(
        _("%(name)s uitnodigen") % {"name": name}
        if invites and not why
        else _("%(name)s bij Personen") % {"name": name},
        url(request, "people-person", person.pk),
    )
    runs_already = case.state == CaseState.ASKED and not cases.waits_for_account(case)  # nothing to mend there
    return (
        words % {"name": name, "days": days},
        None if runs_already or not may(request, People.PERSON_SEE) else link,
        why,
    )


def is_list(case: Case) -> bool:
    """Whether a case stands for a list that somebody worked through, which is over."""
    return any(reason["flag"] == "list" for reason in case.reasons)


def whole_words(case: Case, all_of: list[events.Event]) -> str:
    """What each way to justify explains, of a case that stands for many citizens; empty for another one."""
    if not all_of:
        return ""
    first, last = (dates.sentence_date(clock.local(one.at).date(), weekday=False) for one in (all_of[0], all_of[-1]))
    span = _("op %(day)s") % {"day": first}
    if first != last:
        span = _("van %(first)s tot en met %(last)s") % {"first": first, "last": last}
    said = {"count": dates.plural(len(all_of), "raadpleging", "raadplegingen"), "span": span}
    words = (
        _("Dit geval staat voor %(count)s %(span)s. Een reden voor deze burger verklaart enkel die ene burger.") % said
    )
    if not case.team:
        return words
    if is_list(case):
        more = _(
            "Een vaste regel voor die dagen verklaart ze allemaal. Hij geldt voor heel de dienst, dus neem niet meer dagen dan nodig."
        )
    else:
        more = _("Een vaste regel verklaart ze allemaal, ook die van volgende maanden. Hij geldt voor heel de dienst.")
    return f"{words} {more}"


def around(request: Request, run: Run, rank: int) -> tuple[str, str]:
    """Where the lines before and after this rank are decided, among what asks a decision of the reader: a case, or alike ones together."""
    rows = cases.seen(request.actor, [run.authority_id]).filter(cases.view(request.actor, "beslissen"), run=run)
    found = cases.lines(rows.order_by("rank"))
    before = [one for one in found if one.first.rank < rank and all(case.rank != rank for case in one.cases)]
    after = [one for one in found if one.first.rank > rank]
    return (
        line_url(request, run, before[-1]) if before else "",
        line_url(request, run, after[0]) if after else "",
    )


def following(request: Request, run: Run, rank: int) -> str:
    """Where a decision leads: to what asks the next one, after this rank or from the top; to the list when nothing does."""
    before, after = around(request, run, rank)
    return after or (around(request, run, 0)[1] if before else "") or run_url(request, run)


def line_url(request: Request, run: Run, one: cases.Line) -> str:
    """The page that decides a line of the list."""
    if one.many:
        return f"{url(request, 'logs-together', run.month)}?{urlencode({'gelijk': one.first.alike})}"
    return url(request, "logs-case", one.first.pk)


def may_hand(case: Case, by: Judge) -> bool:
    """Whether the reader may give this case to somebody else."""
    return judges(case, by) and bool(may_hand_over(by))


def reveals(request: Request, case: Case) -> bool:
    """Whether the reader has the right to an identity here: by his role, or as reviewer of this case, by a mandate too."""
    return request.actor.holds(P.REVEAL, case.authority_id) or case.grants(request.actor, P.REVEAL)


def may_show(request: Request, case: Case, by: Judge) -> bool:
    """Whether the page offers the identity: to who has the right and judges this case."""
    return reveals(request, case) and bool(may_reveal(by, blanked=case.blanked_at is not None))


def context_of(
    request: Request, case: Case, happened: list[events.Event], by: Judge, asked: list[Question]
) -> dict[str, Any]:
    """What the page of a case shows, whoever reads it; `by`: how he stands to it."""
    book = used(case.run)
    words = {rule.id: rule.sentence for rule in book.explanations}
    chart = drawing.chart(happened, case.run.month, working_week(case.authority), words) if happened else None
    looked = checked(case, book, happened) if case.blanked_at is None else []
    first, last = clock.local(case.first_at).date(), clock.local(case.last_at).date()
    span = dates.sentence_date(last, weekday=False)
    if first != last:
        begin = str(first.day) if first.month == last.month else dates.sentence_date(first, weekday=False, year=False)
        span = _("van %(first)s tot en met %(last)s") % {"first": begin, "last": span}
    return {
        "case": case,
        "run_url": run_url(request, case.run) if may(request, P.SEE) else "",
        "month": month_words(case.run.month),
        "title": title(case),
        "span": span,
        "reasons": sentences(case, book),
        "hands": cases.hands(case),
        "chart": chart,
        "checked": by_source([one for one in looked if not one.lacks]),
        "lacking": [one for one in looked if one.lacks],
        "questions": asked,
        "undelivered": cases.undelivered(case, asked),
        "statements": statements(),
        "decided": case.state in DECIDED,
        "state": c.Status(
            c.State.DONE if case.state in DECIDED else c.State.REVIEW, dates.capital(case.get_state_display())
        ),
        "rules": [(_rule(one), _rule_url(request, one.row)) for one in standing.of_case(case)],
        "reopen_url": "" if fixed(case, by) else url(request, "logs-reopen", case.pk),
        "why_fixed": fixed(case, by),
        "history": history(request, case, also=mandates_of(case)),
        "hand_url": url(request, "logs-hand-over", case.pk) if may_hand(case, by) else "",
        "reveal_url": maybe(request, "logs-reveal", case.pk) if may_show(request, case, by) else "",
    }


def _rule(one: standing.Rule) -> str:
    """*sociale dienst raadpleegt RR zonder dossier, van 1 januari tot en met 31 december 2026*"""
    days = [dates.sentence_date(day, weekday=False) for day in (one.row.start, one.row.end)]
    words = {"team": one.team, "service": one.row.service, "start": days[0], "end": days[1]}
    told = _("%(team)s raadpleegt %(service)s zonder dossier, van %(start)s tot en met %(end)s") % words
    if one.row.withdrawn_at:
        told += _(", ingetrokken op %(day)s") % {"day": dates.sentence_date(one.row.withdrawn_at, weekday=False)}
    return told


def _rule_url(request: Request, row: Standing) -> str:
    """Where the rule stands in the list, for who reads that; else, by a mandate, where it is withdrawn. A rule that was withdrawn has neither."""
    if row.withdrawn_at:
        return ""
    if may(request, P.SEE):
        return url(request, "logs-standing") + f"#regel-{row.pk}"
    offered = may_withdraw(standing.state_of(request.actor, row))
    return url(request, "logs-standing-withdraw", row.pk) if offered else ""


def title(case: Case) -> str:
    """*Tom Vercruysse raadpleegde negen keer gegevens van dezelfde burger*"""
    if case.blanked_at is not None:
        return who(case)
    if case.events == 1:
        return _("%(who)s raadpleegde één keer gegevens van een burger") % {"who": who(case)}
    words = {"who": who(case), "times": dates.count_word(case.events)}
    return _("%(who)s raadpleegde %(times)s keer gegevens van dezelfde burger") % words


def checked(case: Case, book: Rulebook, happened: list[events.Event]) -> list[Checked]:
    """What was looked at per explanation, and where the file of that month is late. Six statements, and the marks of the store."""
    found = Counter(event.explained_by for event in happened if event.same)
    lacking = case.run.summary.get("unavailable_explanations", {})
    last, late = runs.last_days(case.authority), sources.late_kinds(case.authority, case.run.month)
    rows = []
    for rule in book.explanations:
        kind = Kind(rule.table) if rule.table in {one.value for one in Kind} else None
        source = kind.label if kind else OWN_TABLES.get(rule.table, rule.table)
        if kind in last:
            source = _("%(source)s, tot en met %(day)s") % {"source": source, "day": dates.table_date(last[kind])}
        count = found.get(rule.id, 0)
        outcome = _("bestand is te laat") if kind in late else _("niet gevonden")
        if rule.id in lacking:
            outcome = _("bron ontbreekt") if kind else _("nog niets vastgelegd")
        elif count:
            outcome = _("verklaart %(count)s") % {"count": dates.plural(count, "raadpleging", "raadplegingen")}
        rows.append(Checked(rule.sentence, source, outcome, bool(count), rule.id in lacking))
    return rows


def by_source(looked: list[Checked]) -> list[list[Checked]]:
    """A line for each explanation that was found, and then one for all of a source that were not: who reads it wants to know where was looked."""
    rest: dict[str, list[Checked]] = {}
    for one in looked:
        if not one.found:
            rest.setdefault(one.source, []).append(one)
    return [*([one] for one in looked if one.found), *rest.values()]
