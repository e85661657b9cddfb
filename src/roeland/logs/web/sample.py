"""The sample of a control: explained consultations drawn at random, each judged once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, posted, pressed, said, sent
from roeland.logs.actions.sample import judge_many, judge_sample
from roeland.logs.models import Run, SampleItem
from roeland.logs.queries import cases, runs
from roeland.logs.queries.judging import about, judge
from roeland.logs.queries.rules import used
from roeland.logs.queries.wording import who
from roeland.logs.report_words import run_words
from roeland.logs.rules import P, may_judge
from roeland.logs.values import GONE, PAPER, RunState
from roeland.logs.web.common import run_or_404, run_url
from roeland.logs.web.control_forms import VerdictForm
from roeland.ui import dates


def judges(request: Request, item: SampleItem) -> bool:
    """Whether the reader judges this one."""
    open_still = item.run.state == RunState.OPEN and item.user.user_id != GONE
    return open_still and bool(may_judge("", judge(request.actor, item)))


@page(P.SEE)
@require_GET
def show(request: Request, month: date) -> HttpResponse:
    """What was drawn, and how each was judged."""
    run = run_or_404(request, month)
    words = explanations(run)
    rows = sorted(cases.sample(request.actor, run), key=lambda item: bool(item.verdict))  # what waits comes first
    drawn, checked, wrong = runs.sample_counts(run)
    crumb(request, _("Steekproef"))
    context = {
        "run": run,
        "gone": GONE,
        "month": run_words(run),
        "rows": [
            (
                item,
                who(item),
                words.get(item.explained_by, item.explained_by),
                judges(request, item),
                url(request, "logs-verdict", item.pk),
            )
            for item in rows
        ],
        "to_do": sum(1 for item in rows if not item.verdict and judges(request, item)),
        "hidden": drawn - len(rows),
        "lede": lede(drawn, checked, wrong, by_hand=run.by_hand),
        "caption": _("Raadplegingen die op papier nagekeken zijn")
        if run.by_hand
        else _("Verklaarde raadplegingen, door het toeval gekozen"),
        "claim": runs.claim(run.authority, run.month),
        "seed": run.summary.get("seed", ""),
        "kept": run.summary.get("sample_kept", []),
        "seal": run.summary.get("verdicts_sha256", ""),
        "right_url": url(request, "logs-sample-right", run.key),
        "run_url": run_url(request, run),
    }
    return render(request, "logs/sample.html", context)


def explanations(run: Run) -> dict[str, str]:
    """What explains a drawn consultation, in words."""
    return {rule.id: rule.sentence for rule in used(run).explanations} | {PAPER: _("Nagekeken op papier.")}


def lede(drawn: int, checked: int, wrong: int, *, by_hand: bool) -> str:
    """*40 verklaarde raadplegingen, door het toeval gekozen. 25 nagekeken, geen fout.* On paper nothing was drawn by chance."""
    faults = _("geen fout") if not wrong else dates.plural(wrong, "fout", "fouten")
    if by_hand:
        count = dates.plural(drawn, "raadpleging", "raadplegingen")
        return _("%(count)s op papier nagekeken, %(wrong)s.") % {"count": count, "wrong": faults}
    words = {
        "drawn": dates.plural(drawn, "verklaarde raadpleging", "verklaarde raadplegingen"),
        "checked": dates.number(checked),
        "wrong": faults,
    }
    return _("%(drawn)s, door het toeval gekozen. %(checked)s nagekeken, %(wrong)s.") % words


@page(P.SEE)
@require_POST
def right(request: Request, month: date) -> HttpResponse:
    """The ticked ones are right."""
    run = run_or_404(request, month)
    wanted = set(request.POST.getlist("raadpleging"))
    items = [item for item in cases.sample(request.actor, run) if str(item.pk) in wanted]
    done = _("%(count)s beoordeeld als juist.") % {"count": dates.plural(len(items), "raadpleging", "raadplegingen")}
    pressed(request, lambda: judge_many(request.actor, items=items, verdict="right"), done)
    return redirect(_then(request, run))


def _then(request: Request, run: Run) -> str:
    """The rest of the sample; when that is judged, the list of the control, where it is closed."""
    left = cases.sample_to_do(request.actor, run)
    return url(request, "logs-sample", run.key) if left or not may(request, P.SEE) else run_url(request, run)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def verdict(request: Request, pk: UUID) -> HttpResponse:
    """Judge one, with a word of what is wrong."""
    rows = SampleItem.objects.filter(authority=one_authority(request), pk=pk).exclude(about(request.actor, SampleItem))
    item = rows.select_related("run", "user", "person", "authority").first()
    if item is None or not judges(request, item):
        raise Http404
    form = VerdictForm(sent(request), initial={"verdict": item.verdict, "note": item.note})
    back, again = url(request, "logs-sample", item.run.key), bool(item.verdict)
    if posted(request, form, lambda: judge_sample(request.actor, item=item, **form.cleaned_data)):
        return said(request, _("Bewaard."), back if again else _then(request, item.run))
    crumb(request, _("Beoordelen"), (_("Steekproef, %(month)s") % {"month": run_words(item.run)}, back))
    return ask(
        request,
        form,
        title=_("Klopt deze verklaring?"),
        quote=explanations(item.run).get(item.explained_by, item.explained_by),
        facts=[
            who(item),
            *([_("burger %(alias)s") % {"alias": item.alias}] if item.alias else []),
            ", ".join(part for part in (dates.sentence_moment(item.at), item.service) if part),
        ],
        submit=_("Oordeel bewaren"),
        back=back,
    )


per_authority = [
    path("logcontrole/<month:month>/steekproef/", show, name="logs-sample"),
    path("logcontrole/<month:month>/steekproef/juist/", right, name="logs-sample-right"),
    path("logcontrole/steekproef/<uuid:pk>/", verdict, name="logs-verdict"),
]
