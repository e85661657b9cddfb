"""One terugkerende taak: what, why, when next, and what became of it."""

from __future__ import annotations

from itertools import islice
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.duties import queries
from roeland.duties.cost_panel import cost_panel
from roeland.duties.models import Duty
from roeland.duties.rules import P, may_adapt, may_report
from roeland.duties.values import DutyStatus, GroundKind
from roeland.duties.web.common import KINDS, label, state_of, task_url, today
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.kernel.rights import RIGHTS
from roeland.ledger.history import history
from roeland.people.queries.settings import closing_days
from roeland.ui import components as c
from roeland.ui import dates

COMING = 4
BEFORE = 6


def duty_or_404(request: Request, pk: UUID) -> Duty:
    """The duty of this authority in scope; absent and refused are the same 404."""
    found = queries.duty_by_id(pk)
    if found is None or found.authority_id != one_authority(request).pk:
        raise Http404
    request.crumb = found.title
    return found


def may_report_on(request: Request, found: Duty) -> bool:
    """Whether this reader reports a failed check of this duty: it is a signal that runs, and his or the officer's."""
    runs = may_report(found.status, signal=found.signal, busy=False)
    return bool(runs) and (may(request, P.SIGNAL_REPORT) or found.grants(request.actor, P.SIGNAL_REPORT))


@page(SIGNED_IN)
@require_GET
def duty(request: Request, pk: UUID) -> HttpResponse:
    """Who may see the duty: who reads the plan, and who leads or approves it."""
    found = duty_or_404(request, pk)
    day = today()
    before = queries.tasks().filter(duty=found).order_by("-original_due", "-number")[:BEFORE]
    decides = may(request, P.PLAN_DECIDE) and bool(may_adapt(found.status))
    context = {
        "duty": found,
        "state": _state(found),
        "facts": facts(found),
        "chain": chain(found),
        "grounds": [ground_of(request, found, index) for index in range(len(found.ground_list))],
        "interval": interval(request, found),
        "coming": coming(found),
        "before": [(row, state_of(row, day), task_url(row)) for row in before],
        "decides": decides,
        "may_link": decides and any(ground.kind == GroundKind.SEED for ground in found.ground_list),
        "adapt_url": url(request, "duties-duty-adapt", found.pk),
        "link_url": url(request, "duties-duty-link", found.pk),
        "stop_url": url(request, "duties-duty-stop", found.pk),
        "signal_url": url(request, "duties-duty-signal", found.pk) if may_report_on(request, found) else "",
        "costs": cost_panel(request.actor, found.authority, "duties.duty", found.pk),
        "history": history(request, found),
    }
    return render(request, "duties/duty.html", context)


def _state(found: Duty) -> c.Status:
    state = {
        DutyStatus.ACTIVE: c.State.DONE,
        DutyStatus.WAITING: c.State.TODAY,
        DutyStatus.DECLINED: c.State.SKIPPED,
        DutyStatus.STOPPED: c.State.SKIPPED,
    }[DutyStatus(found.status)]
    return c.Status(state, dates.capital(found.get_status_display()))


def role_name(role: str) -> str:
    """What a role is called."""
    return RIGHTS.roles[role].nl if role in RIGHTS.roles else role


def facts(found: Duty) -> list[c.Definition]:
    """What is agreed about a duty."""
    rows = [
        c.Definition(_("Ritme"), _("bij gebeurtenis") if not found.rule and not found.signal else found.interval_nl),
        c.Definition(_("Wie voert uit"), str(found.lead_person or role_name(found.lead_role))),
        c.Definition(_("Wie ziet na"), role_name(found.approve_role) if found.approve_role else _("niemand apart")),
        c.Definition(_("Duur"), _("%(minutes)s per keer") % {"minutes": dates.minutes(found.minutes)}),
    ]
    if found.max_gap_days:
        rows.append(c.Definition(_("Langste tussentijd"), _("%(days)s dagen") % {"days": found.max_gap_days}))
    if found.evidence:
        rows.append(c.Definition(_("Bewijs"), ", ".join(found.evidence)))
    if found.adopted_on:
        rows.append(c.Definition(_("Overgenomen op"), found.adopted_on))
    return rows


def coming(found: Duty) -> list[tuple[str, str]]:
    """The next due dates: (date in a sentence, how far off)."""
    rhythm = found.recurrence(frozenset(closing_days(found.authority)))
    if found.status != DutyStatus.ACTIVE or rhythm is None:
        return []
    day = today()
    return [
        (dates.sentence_date(row.due), dates.lateness(row.due, day)) for row in islice(rhythm.from_day(day), COMING)
    ]


def ground_of(request: Request, found: Duty, index: int) -> c.Ground:
    """One ground with how sure we are; an example can be linked to the authority's own decision."""
    row = found.ground_list[index]
    example = row.shown == GroundKind.SEED and may(request, P.PLAN_DECIDE)
    return c.Ground(
        KINDS[row.shown],
        row.ref,
        check=row.check.label,
        url=url(request, "duties-duty-link", found.pk) if example else "",
        url_label=_("Eigen opdracht koppelen") if example else "",
    )


def interval(request: Request, found: Duty) -> c.Ground:
    """Who asks the interval. A rhythm that no rule asks is a proposal, however strong the duty's own ground is."""
    asked = found.interval_ground
    adapt = url(request, "duties-duty-adapt", found.pk) if may(request, P.PLAN_DECIDE) and not found.statutory else ""
    title = dates.capital(found.interval_nl if found.rule or found.signal else _("bij gebeurtenis"))
    if asked is not None:
        text = (
            _("Wettelijke datum. Die schuift nooit op.") if found.statutory else _("Deze bron vraagt het ritme zelf.")
        )
        return c.Ground(KINDS[asked.shown], title, text, asked.ref, adapt, _("Interval aanpassen") if adapt else "")
    name, day = one_authority(request).name, found.adopted_on
    taken = _(", %(name)s nam het over op %(day)s") % {"name": name, "day": dates.table_date(day)} if day else ""
    text = _("Geen regel vraagt dit ritme. Roeland stelde het voor%(taken)s.") % {"taken": taken}
    if not found.catalogue_id:
        text = _("Geen regel vraagt dit ritme. %(name)s koos het zelf.") % {"name": name}
    return c.Ground(c.GroundKind.VOORSTEL, title, text, url=adapt, url_label=_("Interval aanpassen") if adapt else "")


def chain(found: Duty) -> list[c.ChainLink]:
    """Norm to report, from the duty."""
    ground = label(found.ground)
    return [
        c.ChainLink(ground.kind.word if ground else _("Grondslag"), "#waarom"),
        c.ChainLink(_("Terugkerende taak"), current=True),
        c.ChainLink(_("Taken"), "#vorige"),
        c.ChainLink(_("Bewijs")),
        c.ChainLink(_("Jaarverslag %(year)s") % {"year": today().year}),
    ]
