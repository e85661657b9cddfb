"""Controls: the months, starting one, its list (picture 06), closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from roeland.kernel import clock
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs import assembling, store
from roeland.logs.actions import runs as actions
from roeland.logs.library import add_months
from roeland.logs.models import Run
from roeland.logs.queries import cases, conditions, events, looks, runs, sources, staff
from roeland.logs.queries.conditions import lacking, ready
from roeland.logs.queries.rules import current
from roeland.logs.queries.staleness import stale, to_look_again
from roeland.logs.report_words import line_of, run_words, sample_of
from roeland.logs.rules import P, may_close, may_run
from roeland.logs.values import MINUTES, Kind, RunState
from roeland.logs.web import left_out
from roeland.logs.web.closing import close_words, closed_words
from roeland.logs.web.common import maybe, month_words, run_or_404, run_url, worker_only
from roeland.logs.web.control_forms import CloseForm, StartForm
from roeland.logs.web.listing import listing, state_of
from roeland.people.pages import here, places
from roeland.ui import components as c
from roeland.ui import dates


@page(P.FIGURES)
@require_GET
def index(request: Request) -> HttpResponse:
    """The controls by month: who reads the summary may see this page, and no figure under five."""
    authorities = here(request, P.FIGURES)
    rows = list(runs.listed([one.pk for one in authorities])[:60])
    marks = places(authorities) if len(authorities) > 1 else {}
    place, old = request.authority, stale(rows)
    worker = place is not None and worker_only(request, place)
    context = {
        "worker": worker,
        "rows": [
            (
                run,
                run_words(run),
                state_of(run, stale=run.pk in old),
                line_of(run, whole=request.actor.holds(P.SEE, run.authority_id)),
                _address(request, run),
                marks.get(run.authority_id),
            )
            for run in rows
        ],
        "left_out": left_out.rows(request, marks, [one.pk for one in authorities]),
        "claim": sample_of(runs.claim(place, clock.today()), whole=may(request, P.SEE)) if place else None,
        "verbs": _first_verbs(request, place, rows) if place and rows and may(request, P.RUN) else [],
        "ways": _ways(request, worker=worker) if place else [],
        "empty": c.Empty(
            _("Er is nog geen controle.")
            if request.actor.holds_anywhere(P.SEE)
            else _("Er is geen controle die jij kunt zien."),
            _("Een controle leest alle raadplegingen van een maand en toont welke een vraag waard zijn."),
            _very_first(request, place) if place and not rows and may(request, P.RUN) else None,
        ),
    }
    return render(request, "logs/index.html", context)


def _very_first(request: Request, place: Authority) -> c.Verb:
    """What comes first where nothing was ever controlled: the conditions, which every control asks."""
    if lacking(conditions.counts(place.pk)) and may(request, P.CONDITIONS):
        return c.Verb(_("Voorwaarden vastleggen"), url(request, "logs-conditions"), primary=True)
    return c.Verb(_("Controle starten"), url(request, "logs-start"), primary=True)


def _first_verbs(request: Request, place: Authority, rows: list[Run]) -> list[c.Verb]:
    """Go on with the oldest control that is not closed, and start one when there is another month for it."""
    going = next((run for run in reversed(rows) if run.state == RunState.OPEN), None)
    start = c.Verb(_("Controle starten"), url(request, "logs-start"), primary=going is None)
    if going is None:
        return [start]
    choice = runs.choice(place, clock.today())
    more = [start] if any(month not in choice.known for month in choice.months) else []
    words = _("Verder met %(month)s") % {"month": month_words(going.month)}
    return [c.Verb(words, run_url(request, going), primary=True), *more]


def _address(request: Request, run: Run) -> str:
    """The list of a control for who reads cases, its report for who reads figures: who sees the row may read that."""
    base = f"/{run.authority.slug}/logcontrole/"
    return f"{base}{run.key}/" if request.actor.holds(P.SEE, run.authority_id) else f"{base}verslagen/{run.key}/"


def _ways(request: Request, *, worker: bool) -> list[c.Way]:
    """The other parts of log control that are there for this reader."""
    parts = (
        ("logs-sources", _("Bronnen"), _("waar de logbestanden vandaan komen"), P.SEE),
        ("logs-rules", _("Regels"), _("wat een raadpleging verklaart en wat opvalt"), P.SEE),
        ("logs-standing", _("Vaste regels"), _("wat een dienst zonder dossier raadpleegt"), P.SEE),
        ("logs-reports", _("Verslagen"), _("cijfers per maand, zonder personen"), P.FIGURES),
        ("logs-openings", _("Gevallen zonder antwoord"), _("wie een mandaat kreeg om ze te openen"), P.SEE),
        ("logs-citizen", _("Wie keek naar mij en waarom"), _("de brief aan een burger die het vraagt"), P.REVEAL),
        ("logs-conditions", _("Voorwaarden"), _("wat in orde moet zijn voor je medewerkers controleert"), P.SEE),
        ("logs-about", _("Wat er gecontroleerd wordt en waarom"), _("de uitleg voor elke medewerker"), P.FIGURES),
        ("logs-own", _("Wat er over jou bijgehouden is"), _("je gevallen, vragen en gebruikersnamen"), P.FIGURES),
    )
    found = [
        (words, maybe(request, name), aside)
        for name, words, aside, code in parts
        if may(request, code) and not (worker and name == "logs-reports")
    ]
    return [*_mandates(request), *(c.Way(words, link, aside) for words, link, aside in found if link)]


def _mandates(request: Request) -> list[c.Way]:
    """The cases that the reader has a mandate for, also once he decided them: Vandaag tells only those that wait."""
    return [
        c.Way(
            _("Een geval waarvoor je een mandaat hebt"),
            url(request, "logs-opening", row.pk),
            _("tot %(day)s") % {"day": dates.sentence_moment(row.until)},
        )
        for row in staff.openings_of(request.actor, [one_authority(request).pk], clock.now())
    ]


@page(P.RUN)
@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """Choose a month that can be controlled, see what lacks and why other months are not there, start."""
    place = one_authority(request)
    choice = runs.choice(place, clock.today())
    months, known = choice.months, choice.known
    leave = url(request, "logs-leave-out") if any(month not in known for month in (*months, *choice.others)) else ""
    context: dict[str, Any] = {
        "verb": _("Controle starten"),
        "not_these": [(_span(*ends), words) for *ends, words in _stretches(choice.others)],
        "paper_url": url(request, "logs-paper"),
        "sources_url": maybe(request, "logs-sources"),
        "leave_url": leave,
    }
    if not months:
        denied = _denied(request, ready(place, clock.today()) if lacking(conditions.counts(place.pk)) else None)
        crumb(request, _("Controle starten"))
        return render(request, "logs/start.html", context | {"denied": denied, "nothing": True})
    wanted = _month(request.POST.get("month") or request.GET.get("maand", ""), months)
    again = known.get(wanted) == RunState.OPEN
    form = StartForm(
        [wanted] if again else months, sent(request), initial={"month": f"{wanted:%Y-%m}", "minutes": MINUTES}
    )
    made: list[Run] = []

    def do() -> None:
        month = _month(form.cleaned_data["month"], months)
        made.append(
            actions.start_run(request.actor, authority=place, month=month, minutes=form.cleaned_data["minutes"])
        )

    if posted(request, form, do):
        run = made[0]
        words = _("Nagekeken: %(events)s, %(cases)s een vraag waard.") % {
            "events": dates.plural(run.events, "raadpleging", "raadplegingen"),
            "cases": dates.plural(run.cases, "geval", "gevallen"),
        }
        changed = next((_("Opnieuw nagekeken. %(what)s") % {"what": one.words} for one in looks.of_run(run)), "")
        return said(request, changed or words, run_url(request, run))
    verb = _("Opnieuw nakijken") if again else _("Controle starten")
    crumb(request, verb)
    context |= {
        "form": form,
        "verb": verb,
        "month": month_words(wanted),
        "others": [month for month in months if month != wanted],
        "leave_url": f"{leave}?maand={wanted:%Y-%m}" if wanted not in known else leave,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "logs/start.html", context | _standing(request, wanted, known.get(wanted)), status=status)


def _month(text: str, months: list[date]) -> date:
    return next((month for month in months if f"{month:%Y-%m}" == text), months[0])


def _stretches(others: Mapping[date, str]) -> list[tuple[date, date, str]]:
    """(first month, last month, why): months after each other for the same reason go together."""
    found: list[tuple[date, date, str]] = []
    for month, words in others.items():  # the newest first
        if found and found[-1][2] == words and add_months(month, 1) == found[-1][0]:
            found[-1] = (month, found[-1][1], words)
        else:
            found.append((month, month, words))
    return found


def _span(first: date, last: date) -> str:
    if first == last:
        return dates.capital(month_words(first))
    words = _("%(first)s tot en met %(last)s") % {"first": month_words(first), "last": month_words(last)}
    return dates.capital(words)


def _denied(request: Request, asked: Decision | None) -> list[tuple[str, str, str]]:
    """What lacks for a control of whatever month, with the page that mends it."""
    now = current(one_authority(request))
    ruled = may_run(now.version, str(now.problem or ""))
    both = ((asked, "logs-conditions", _("Voorwaarden openen")), (ruled, "logs-rules", _("Regels openen")))
    return [(no.reason, maybe(request, name), words) for no, name, words in both if isinstance(no, Denied)]


def _standing(request: Request, month: date, state: str | None) -> dict[str, Any]:
    """What there is and what lacks for a month, before anything runs."""
    place = one_authority(request)
    absent = set(assembling.lacking(place, *store.month(month)))
    last, late = runs.last_days(place), sources.late_kinds(place, month)
    return {
        "denied": _denied(request, ready(place, month)),
        "kinds": [(kind.label, kind in absent, last.get(kind), kind in late) for kind in Kind],
        "missing": events.days_without(place, month),
        "again": state == RunState.OPEN,
    }


@page(P.SEE)
@require_GET
def show(request: Request, month: date) -> HttpResponse:
    """The list of a control: four figures, and what asks a decision, the heaviest first."""
    run = run_or_404(request, month)
    crumb(request, dates.capital(run_words(run)))
    return render(request, "logs/run.html", listing(request, run))


@page(P.RUN)
@require_http_methods(["GET", "POST"])
def close(request: Request, month: date) -> HttpResponse:
    """Close a control with its conclusion."""
    run = run_or_404(request, month)
    form = CloseForm(sent(request), initial={"spent": run.summary.get("minutes_estimated", run.minutes)})

    def do() -> None:
        actions.close_run(request.actor, run=run, **form.cleaned_data)

    if posted(request, form, do):
        return said(request, closed_words(run), run_url(request, run))
    counts = cases.counts(request.actor, run)
    waits = cases.sample_to_do(request.actor, run)
    decision = may_close(run.state, cases=counts["beslissen"], sample=waits, stale=to_look_again(run))
    crumb(request, _("Afsluiten"))
    words = {"month": month_words(run.month)}
    return ask(
        request,
        form,
        title=_("Controle van %(month)s afsluiten?") % words,
        lede=close_words(run, counts),
        fixed=_(
            "De cijfers en je besluit liggen dan vast. Over gevallen die nog open staan, kun je later nog beslissen."
        ),
        warning=decision.reason if isinstance(decision, Denied) else "",
        submit=_("Controle afsluiten"),
        back=run_url(request, run),
        away=_("Nog niet"),
    )


own = [path("logcontrole/", index, name="logs-index-all")]
per_authority = [
    path("logcontrole/", index, name="logs-index"),
    path("logcontrole/starten/", start, name="logs-start"),
    path("logcontrole/<month:month>/", show, name="logs-run"),
    path("logcontrole/<month:month>/afsluiten/", close, name="logs-close"),
]
