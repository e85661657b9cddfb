"""Doelstellingen: what is followed, how the figures go, and each verb on them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from roeland.governance import actions
from roeland.governance.models import Objective
from roeland.governance.queries import objectives as queries
from roeland.governance.queries.objectives import Aim, Followed
from roeland.governance.rules import P
from roeland.governance.values import Direction, ObjectiveStatus
from roeland.governance.web import common
from roeland.governance.web.objective_forms import CloseForm, IndicatorForm, MeasureForm, ObjectiveForm
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, said, tried
from roeland.people.pages import here
from roeland.ui import charts, dates
from roeland.ui import components as c
from roeland.ui.form import Form
from roeland.ui.spark import spark


def figure(value: Decimal, unit: str) -> str:
    """*97,6 %*"""
    whole = value == value.to_integral_value()
    shown = dates.number(int(value) if whole else value.normalize())
    return f"{shown}{dates.HARD_SPACE}{unit}" if unit else shown


def state_of(aim: Aim, today: date) -> c.Status:
    """How an objective stands."""
    status = aim.objective.status
    if status == ObjectiveStatus.REACHED:
        return c.Status(c.State.DONE, _("bereikt"))
    if status == ObjectiveStatus.DROPPED:
        return c.Status(c.State.SKIPPED, _("niet verder nagestreefd"))
    if aim.late(today):
        return c.Status(c.State.LATE, dates.lateness(aim.objective.due, today))
    return c.Status(
        c.State.PLANNED,
        _("loopt tot %(due)s %(year)s") % {"due": dates.list_date(aim.objective.due), "year": aim.objective.due.year},
    )


def trend(one: Followed) -> str:
    """*97 %, streefwaarde 95 %, beter dan vorige keer (94 %)*"""
    row, last = one.indicator, one.last
    if last is None:
        return _("nog niet gemeten")
    words = figure(last.value, row.unit)
    if row.target is not None:
        words += f", {_('streefwaarde')} {figure(row.target, row.unit)}"
    if one.before is not None:
        words += f", {_direction(one)} ({figure(one.before.value, row.unit)})"
    return words


def _direction(one: Followed) -> str:
    assert one.last is not None
    assert one.before is not None
    gain = one.last.value - one.before.value
    if not gain:
        return _("gelijk aan vorige keer")
    better = (gain > 0) == (one.indicator.direction == Direction.UP)
    return _("beter dan vorige keer") if better else _("minder goed dan vorige keer")


def at_target(one: Followed) -> c.Status | None:
    """Whether the newest figure is where it should be."""
    if one.at_target is None:
        return None
    return (
        c.Status(c.State.DONE, _("op streefwaarde"))
        if one.at_target
        else c.Status(c.State.TODAY, _("nog niet op streefwaarde"))
    )


def chart(one: Followed) -> charts.LineChart | None:
    """The figures over time, the target as the dashed comparison; None until there are two."""
    if len(one.measurements) < 2:  # noqa: PLR2004 -- a line has two ends
        return None
    row = one.indicator
    values = tuple(float(m.value) for m in one.measurements)
    lines = [charts.Line(_("gemeten"), values)]
    if row.target is not None:
        lines.append(charts.Line(_("doel"), (float(row.target),) * len(values), compare=True))
    labels = tuple(dates.table_date(m.day) for m in one.measurements)
    return charts.LineChart(
        row.title, f"{row.title}: {trend(one)}.", labels, tuple(lines), row.unit, low=0 if min(values) >= 0 else None
    )


def _spark(one: Followed) -> SafeString:
    goal = one.indicator.target
    return spark([float(m.value) for m in one.measurements], None if goal is None else float(goal))


@page(P.OBJECTIVE_SEE)
@require_GET
def aims(request: Request) -> HttpResponse:
    """Every objective with its figures of now."""
    authorities = here(request, P.OBJECTIVE_SEE)
    today = clock.today()
    found = queries.aims([one.pk for one in authorities])
    writes = request.authority is not None and may(request, P.OBJECTIVE_EDIT)
    new_url = url(request, "governance-objective-new") if writes else ""
    first = c.Verb(_("Doelstelling toevoegen"), new_url, primary=True) if writes else None
    context = {
        "rows": [
            (one, state_of(one, today), [(f, trend(f), at_target(f), _spark(f)) for f in one.followed]) for one in found
        ],
        "places": common.places(authorities),
        "lede": lede(found, today),
        "new_url": new_url,
        "empty": c.Empty(
            _("Er is nog geen doelstelling."),
            _("Een doelstelling zegt wat je wil bereiken en tegen wanneer. Een indicator toont of het lukt."),
            first,
        ),
    }
    return render(request, "governance/objectives.html", context)


def lede(found: list[Aim], today: date) -> str:
    """*Drie doelstellingen lopen, één is over tijd.*"""
    running = [one for one in found if one.objective.status == ObjectiveStatus.RUNNING]
    if not running:
        return ""
    late = sum(one.late(today) for one in running)
    words = dates.capital(dates.plural(len(running), "doelstelling loopt", "doelstellingen lopen", words=True))
    return f"{words}, {dates.count_word(late)} {_('over tijd')}." if late else f"{words}."


def aim_or_404(request: Request, pk: UUID) -> Aim:
    """The objective in scope; absent and refused are the same 404."""
    found = queries.aim(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.objective.title)
    return found


@page(P.OBJECTIVE_SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One objective, its indicators as lines with their tables."""
    aim = aim_or_404(request, pk)
    row = aim.objective
    writes = may(request, P.OBJECTIVE_EDIT) and row.status == ObjectiveStatus.RUNNING
    context = {
        "row": row,
        "state": state_of(aim, clock.today()),
        "followed": [
            (one, trend(one), at_target(one), chart(one), _measure_url(request, one) if writes else "")
            for one in aim.followed
        ],
        "facts": _facts(row),
        "verbs": _verbs(request, row) if writes else [],
        "add_url": url(request, "governance-indicator-new", row.pk) if writes else "",
    }
    return render(request, "governance/objective.html", context)


def _measure_url(request: Request, one: Followed) -> str:
    return "" if one.indicator.automatic else url(request, "governance-indicator-measure", one.indicator.pk)


def _facts(row: Objective) -> list[c.Definition]:
    found = [
        c.Definition(_("Bereikt als"), row.target),
        c.Definition(_("Tegen"), dates.table_date(row.due)),
        c.Definition(_("Opgevolgd door"), str(row.owner) if row.owner else _("nog niemand")),
        c.Definition(_("Gesteld op"), dates.table_date(row.set_on)),
    ]
    if row.closed_on:
        found.append(c.Definition(_("Afgesloten op"), dates.table_date(row.closed_on)))
    return found


def _verbs(request: Request, row: Objective) -> list[c.Verb]:
    return [
        c.Verb(_("Wijzigen"), url(request, "governance-objective-change", row.pk)),
        c.Verb(_("Afsluiten"), url(request, "governance-objective-close", row.pk)),
    ]


def _asked(
    request: Request, form: Form, do: Callable[[], object], done: str, where: str, **words: object
) -> HttpResponse:
    """Ask, try, go on: every page of one question."""
    if request.method == "POST" and form.is_valid() and tried(form, do):
        return said(request, done, where)
    return ask(request, form, back=where, **words)


@page(P.OBJECTIVE_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Set an objective."""
    authority = one_authority(request)
    form = ObjectiveForm(authority, request.POST or None)
    crumb(request, _("Nieuwe doelstelling"))
    return _asked(
        request,
        form,
        lambda: actions.set_objective(request.actor, authority=authority, **form.cleaned_data),
        _("Doelstelling toegevoegd. Zet er nu een indicator bij."),
        url(request, "governance-objectives"),
        title=_("Doelstelling toevoegen"),
        submit=_("Toevoegen"),
    )


@page(P.OBJECTIVE_EDIT)
@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """Word it otherwise."""
    row = aim_or_404(request, pk).objective
    values = {name: getattr(row, name) for name in ("title", "target", "due", "serves", "owner")}
    form = ObjectiveForm(one_authority(request), request.POST or None, initial=values)
    return _asked(
        request,
        form,
        lambda: actions.change_objective(request.actor, objective=row, **form.cleaned_data),
        _("Aangepast."),
        url(request, "governance-objective", row.pk),
        title=_("Doelstelling wijzigen"),
        submit=_("Bewaren"),
    )


@page(P.OBJECTIVE_EDIT)
@require_http_methods(["GET", "POST"])
def close(request: Request, pk: UUID) -> HttpResponse:
    """Reached or dropped."""
    row = aim_or_404(request, pk).objective
    form = CloseForm(request.POST or None)
    return _asked(
        request,
        form,
        lambda: actions.close_objective(request.actor, objective=row, **form.cleaned_data),
        _("Afgesloten. Er wordt niet meer gemeten."),
        url(request, "governance-objective", row.pk),
        title=_("Deze doelstelling afsluiten?"),
        lede=row.target,
        submit=_("Afsluiten"),
        away=_("Laten lopen"),
    )


@page(P.OBJECTIVE_EDIT)
@require_http_methods(["GET", "POST"])
def indicator(request: Request, pk: UUID) -> HttpResponse:
    """Put an indicator beside it."""
    row = aim_or_404(request, pk).objective
    form = IndicatorForm(request.POST or None)
    return _asked(
        request,
        form,
        lambda: actions.add_indicator(request.actor, objective=row, **form.cleaned_data),
        _("Indicator toegevoegd. Wat uit het controleplan komt, meet Roeland elke maand."),
        url(request, "governance-objective", row.pk),
        title=_("Indicator toevoegen"),
        lede=row.title,
        submit=_("Toevoegen"),
    )


@page(P.OBJECTIVE_EDIT)
@require_http_methods(["GET", "POST"])
def measure(request: Request, pk: UUID) -> HttpResponse:
    """Note a figure."""
    row = queries.indicator(one_authority(request), pk)
    if row is None:
        raise Http404
    crumb(request, row.title)
    form = MeasureForm(request.POST or None, initial={"day": clock.today()})
    form.fields["value"].label = f"Waarde, in {row.unit}" if row.unit else "Waarde"
    return _asked(
        request,
        form,
        lambda: actions.measure(request.actor, indicator=row, **form.cleaned_data),
        _("Meting bewaard."),
        url(request, "governance-objective", row.objective_id),
        title=_("Meting noteren"),
        lede=row.title,
        submit=_("Meting bewaren"),
    )
