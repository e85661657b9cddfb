"""What the list of a control shows: figures, views, filters, lines, and the words of closing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.kernel.http import Request, may, url
from roeland.logs import overlap, store
from roeland.logs.actions.openings import note_look
from roeland.logs.models import Run
from roeland.logs.queries import after_closing, cases, looks, runs, sources
from roeland.logs.queries.rules import Used, used_by
from roeland.logs.queries.staleness import to_look_again
from roeland.logs.queries.wording import sentences, sign_names, together, unused, when, who
from roeland.logs.report_words import beside, run_words
from roeland.logs.rules import P
from roeland.logs.values import DECIDED, CaseState, RunState, Scope
from roeland.logs.web.common import run_url
from roeland.logs.web.listing_bar import Chosen, bar
from roeland.logs.web.listing_words import came_after, closed, lede, nothing, wait
from roeland.people.queries import gets_in
from roeland.scrutiny.rulebook import Rulebook
from roeland.scrutiny.wording import visible
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.paging import Paging

SIZES = (25,)
GONE = gettext_lazy("versie {version} is niet meer te lezen: je leest de zinnen van nu")
REASONS = 4  # of a line, the strongest; the page of the case has them all


def state_of(run: Run, *, stale: bool) -> c.Status:
    """*Loopt*, *Opnieuw na te kijken*, *Afgesloten, beperkte controle*."""
    if run.state == RunState.CLOSED:
        return c.Status(c.State.DONE, _("Afgesloten, %(scope)s") % {"scope": Scope(run.scope).label})
    return c.Status(c.State.LATE, _("Opnieuw na te kijken")) if stale else c.Status(c.State.TODAY, _("Loopt"))


def listing(request: Request, run: Run) -> dict[str, Any]:
    """The context of picture 06."""
    actor, rules = request.actor, used_by([run])[run.pk]
    book = rules.book
    counts = cases.counts(actor, run)
    drawn, checked, wrong, to_do = cases.sample_stand(actor, run)
    chosen = Chosen.of(request, run, counts)
    shown = chosen.view
    seen = cases.seen(actor, [run.authority_id]).filter(cases.view(actor, shown), run=run)
    rows = list(seen.annotate(repeated=cases.repeated(run), held=cases.held_up()).order_by("rank"))
    kept = [case for case in rows if chosen.fits(case)]
    groups = shown in {"beslissen", "niet-bekeken"}
    found = cases.lines(kept) if groups else [cases.Line((case,)) for case in kept]
    paging = Paging.of(request.GET, len(found), SIZES)
    page = found[paging.offset : paging.offset + paging.size]
    note_look(actor, *(case for one in page for case in one.cases))
    left = cases.minutes_left(actor, run, to_do) if run.state == RunState.OPEN else 0
    closing, stale = run.state == RunState.OPEN and may(request, P.RUN), to_look_again(run)
    return {
        "run": run,
        "month": run_words(run),
        "lede": lede(run, counts, left),
        "closed_words": closed(run),
        "figures": figures(run, counts["niet-bekeken"], (checked, wrong), runs.claim(run.authority, run.month), rules),
        "after": came_after(after_closing.counted([run])[run.pk]),
        "overlaps": overlaps(run),
        "looks": looks.of_run(run),
        "bar": bar(request, counts, drawn, chosen, rows, sign_names(rows, book)),
        "lines": [
            line(request, run, one, book, first=number == 0 and shown == "beslissen") for number, one in enumerate(page)
        ],
        "bulk": shown == "beslissen" and run.cases > 1 and len(page) > 0,
        "together_url": url(request, "logs-together", run.month),
        "paging": paging,
        "shown_words": shown_words(paging, sum(len(one.cases) for one in page)),
        "page_links": [
            (words, f"?{urlencode({**request.GET.dict(), 'pagina': number})}" if number else "", number == paging.page)
            for number, words in paging.shown
        ],
        "nothing": nothing(
            run,
            shown,
            filtered=chosen.filtered,
            sample=to_do,
            others=counts["anderen"],
            asked=counts["gevraagd"],
        ),
        "next": c.Verb(_("Steekproef bekijken"), url(request, "logs-sample", run.key), primary=True)
        if to_do and closing and not counts["beslissen"]
        else None,
        "close_url": url(request, "logs-close", run.key) if closing else "",
        "close_wait": _("kijk eerst opnieuw na") if stale else wait(counts["beslissen"], to_do),
        "report": report_of(request, run),
        "stale": stale,
        "again_url": f"{url(request, 'logs-start')}?maand={run.month:%Y-%m}" if closing and not run.by_hand else "",
        "beside": noted(request, run),
        "own": counts["own"],
        "unused": unused(run),
        "other": runs.other_judge(actor, run.authority),
        "clear_url": run_url(request, run),
    }


def report_of(request: Request, run: Run) -> list[c.Verb]:
    """The report of a closed control, as a page and as PDF."""
    if run.state != RunState.CLOSED or not may(request, P.FIGURES):
        return []
    pages = ((_("Verslag van de maand"), "logs-report"), (_("Als PDF"), "logs-report-paper"))
    return [c.Verb(words, url(request, name, run.key)) for words, name in pages]


def noted(request: Request, run: Run) -> tuple[str, c.Verb | None]:
    """The other control of the same month and which of both counts; or that the file of a month from paper is there now."""
    if words := beside(run):
        shown = _("Controle van het logbestand bekijken") if run.by_hand else _("Steekproef op papier bekijken")
        return words, c.Verb(shown, url(request, "logs-run", run.other_key))
    waits = run.by_hand and run.state == RunState.CLOSED
    if not waits or not store.consult_files(run.authority_id, *store.month(run.month)):
        return "", None
    start = f"{url(request, 'logs-start')}?maand={run.month:%Y-%m}"
    words = _(
        "Het logbestand van deze maand is er nu. Controleer het ook: deze steekproef blijft als bewijs, en in de cijfers en het jaarverslag telt dan de controle van het logbestand."
    )
    return words, c.Verb(_("Controle starten"), start) if may(request, P.RUN) else None


def overlaps(run: Run) -> list[str]:
    """What two sources delivered both."""
    found = [overlap.of_data(one) for one in run.summary.get("overlaps", ())]
    return [text for _one, text in sources.worded(run.authority, found)]


def shown_words(paging: Paging, count: int) -> str:
    """*8 gevallen*, or *regel 1 tot 25 van 31* when there are more pages."""
    if paging.last == 1:
        return dates.plural(count, "geval", "gevallen")
    return _("regel %(words)s") % {"words": paging.words}


def figures(
    run: Run, left: int, sample: tuple[int, int], claim: runs.Claim, by: Used
) -> list[tuple[str, str, str, str]]:
    """(figure, beside it, what it counts, aside); `left`: cases that nobody looked at, now."""
    missing = len(run.summary.get("missing_days", ()))
    days = (
        _("geen dag ontbreekt")
        if not missing
        else _("%(days)s zonder gegevens") % {"days": dates.plural(missing, "dag", "dagen")}
    )
    whole = format_html('<span class="nowrap">{}</span>', run.rules_version)  # a version breaks at its hyphens
    rules = format_html(_("door {count} regels, versie {version}"), count=len(by.book.explanations), version=whole)
    rules = rules if by.there else format_html(str(GONE), version=whole)
    if run.by_decision:
        more = _(", nog %(count)s door de verantwoordelijke") % {"count": dates.number(run.by_decision)}
        rules = format_html("{}{}", rules, more)
    pairs = _("%(cases)s in de lijst") % {"cases": dates.plural(run.cases, "geval", "gevallen")}
    pairs += _(", %(cut)s niet bekeken") % {"cut": left} if left else ""
    checked, wrong = sample
    sure = _("95 %% zeker: minder dan 1 op %(count)s, over twaalf maanden") % {"count": dates.number(claim.one_in)}
    if run.by_hand:
        return [(dates.number(run.events), "", _("raadplegingen op papier"), _("beperkte controle")),
                (dates.number(wrong), _("van %(all)s fout") % {"all": checked}, _("steekproef"), "")]  # fmt: skip
    drawn = (
        dates.number(wrong),
        _("van %(all)s fout") % {"all": dates.number(checked)},
        _("steekproef"),
        sure if claim.one_in else _("%(count)s getrokken") % {"count": run.sampled},
    )
    if not checked:
        drawn = (dates.number(run.sampled), "", _("steekproef"), _("nog niets nagekeken"))
    return [
        (dates.number(run.events), "", _("raadplegingen"), days),
        (dates.percent(run.explained, run.events) if run.events else "-", "", _("verklaard"), rules),
        (dates.number(run.unexplained), "", _("niet verklaard"), pairs),
        drawn,
    ]


def numbers(found: Sequence[int]) -> str:
    """*5-16* where the numbers of alike cases follow each other; else that of the heaviest, which is where the line stands."""
    first, last = found[0], found[-1]
    return f"{first}-{last}" if 1 < len(found) == last - first + 1 else str(first)


def line(request: Request, run: Run, one: cases.Line, book: Rulebook, *, first: bool) -> dict[str, Any]:
    """One line of the list."""
    case = one.first
    fresh = run.summary.get("new", ())
    both = f"{url(request, 'logs-together', run.month)}?{urlencode({'gelijk': case.alike})}"
    reasons = together(one.cases, book) if one.many else sentences(case, book)
    most = 1 if case.note else REASONS  # what was decided, and why, counts more there
    return {
        "number": numbers([case.number for case in one.cases]),
        "title": title(one),
        "team": case.team,
        "url": both if one.many else url(request, "logs-case", case.pk),
        "reasons": reasons[:most],
        "more": len(reasons[most:]),
        "alias": "" if one.many else case.alias,
        "figures": _counted(one) if one.many else [when(case)],
        "before": one.before,
        "fresh": any(str(each.pk) in fresh and each.state not in DECIDED for each in one.cases),
        "label": _("Samen bekijken") if one.many else _("Bekijken"),
        "kind": "primary" if first else "",
        "name": "gelijk" if one.many else "geval",
        "value": case.alike if one.many else str(case.pk),
        "state": _state(one),
        "by": str(case.reviewer) if case.reviewer_id and case.reviewer_id not in request.actor.person_ids else "",
        "note": case.note,
    }


def title(one: cases.Line) -> str:
    """*Tom Vercruysse*; of more cases *Account balie-bz-03, 5 gevallen*, and *gelijke* where their reasons are the same, which
    cases of more than one worker always have."""
    names = {who(case) for case in one.cases}
    same = len({tuple(visible(case.reasons)) for case in one.cases}) == 1
    words = _("%(count)s gelijke gevallen") if same else _("%(count)s gevallen")
    alike = words % {"count": dates.number(len(one.cases))}
    if len(names) > 1:
        return alike
    return f"{names.pop()}, {alike}" if one.many else names.pop()


def _counted(one: cases.Line) -> list[str]:
    """*5 medewerkers*, *12 burgers*; one worker stands in the title."""
    found = [dates.plural(one.citizens, "burger", "burgers")]
    return (
        [dates.plural(one.workers, "medewerker", "medewerkers"), *found]
        if len({who(case) for case in one.cases}) > 1
        else found
    )


def _state(one: cases.Line) -> str:
    """*gevraagd, kan nog niet antwoorden*; nothing of what is open."""
    case = one.first
    if case.state == CaseState.ASKED and case.person and not gets_in(case.person):
        return _("gevraagd, kan niet antwoorden")
    if case.state == CaseState.ASKED and getattr(case, "held", False):
        return _("gevraagd, afwezig tot nader bericht")
    return case.get_state_display() if case.state != CaseState.OPEN else ""
