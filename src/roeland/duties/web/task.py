"""One task: what is asked, why, the evidence, the verbs, and what happened."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.duties import providers, queries
from roeland.duties.actions.work import needs_review
from roeland.duties.models import Evidence, Task
from roeland.duties.queries import TaskDetail
from roeland.duties.queries.tasks import Previous
from roeland.duties.rules import P
from roeland.duties.values import CellState, EvidenceKind, TaskStatus
from roeland.duties.web.common import KINDS, STATES, label, state_of, task_or_404, task_url, today
from roeland.duties.web.duty import interval, role_name
from roeland.duties.web.forms import CommentForm, HandInForm
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.history import history
from roeland.ui import components as c
from roeland.ui import dates

# The rare ways out, in this order, quiet at the right of the form.
RARE = (
    ("postpone", gettext_noop("Uitstellen"), "uitstellen"),
    ("pass_on", gettext_noop("Doorgeven"), "doorgeven"),
    ("skip", gettext_noop("Overslaan"), "overslaan"),
)


@page(SIGNED_IN)
@require_GET
def task(request: Request, number: str) -> HttpResponse:
    """Who may see the task: who reads the plan, and who is involved in it."""
    return show(request, task_or_404(request, number))


def show(request: Request, found: Task, form: HandInForm | None = None) -> HttpResponse:
    """The page; with a refused form it answers 422."""
    detail = queries.detail(found, request.actor)
    day = today()
    form = form or HandInForm(
        labels=list(found.expected), initial={"done_on": day, "minutes_spent": found.minutes or None}
    )
    there = [row for row in detail.evidence if row.erased_at is None]
    may_erase = request.actor.holds(P.EVIDENCE_ERASE, found.authority_id)
    context = {
        "task": found,
        "detail": detail,
        "state": status_of(detail, day),
        "facts": facts(found, day),
        "chain": chain(found, day),
        "grounds": grounds(request, detail),
        "expected": [c.Expected(item.label, item.present) for item in detail.expected],
        "files": [sealed(found, row, detail, may_erase=may_erase) for row in there if row.kind == EvidenceKind.FILE],
        "others": [row for row in there if row.kind != EvidenceKind.FILE],
        "erased": [row for row in detail.evidence if row.erased_at is not None],
        "may_erase": may_erase,
        "may_remove": detail.may("attach"),
        "previous": [previous_line(row) for row in detail.previous],
        "form": form,
        "working": detail.may("hand_in"),
        "reviewed": needs_review(found),
        "rare": [
            (gettext(words), task_url(found, f"duties-task-{verb.replace('_', '-')}"), reason(detail, verb))
            for verb, words, _ in RARE
            if verb in detail.verbs
        ],
        "claimable": detail.may("claim") and found.assignee_id not in request.actor.person_ids,
        "closed_reason": "" if detail.may("hand_in") else reason(detail, "hand_in"),
        "reviewing": "accept" in detail.verbs and found.status == TaskStatus.HANDED_IN,
        "review_denied": reason(detail, "accept"),
        "comment_form": CommentForm() if detail.may("comment") else None,
        "may_find": request.actor.holds(P.FINDING_EDIT, found.authority_id),
        "history": history(request, found),
        "door": providers.door(found.source_kind, found.authority.slug, found.source_id),
        "limit_words": f"{dates.sentence_date(found.limit)}",
    }
    return render(request, "duties/task.html", context, status=422 if form.is_bound and form.errors else 200)


def reason(detail: TaskDetail, verb: str) -> str:
    """Why a verb cannot be done now; empty when it can, or when it is not the actor's."""
    decision = detail.verbs.get(verb)
    return decision.reason if isinstance(decision, Denied) else ""


def status_of(detail: TaskDetail, day: date) -> c.Status:
    """*5 dagen te laat*, *In nazicht*, *Gedaan, 3 dagen te laat*."""
    found = detail.task
    state = state_of(found, day)
    if state is c.State.DONE_LATE:
        return c.Status(
            state, _("Gedaan, %(count)s te laat") % {"count": dates.plural(detail.days_late, "dag", "dagen")}
        )
    if state in {c.State.LATE, c.State.PLANNED, c.State.TODAY}:
        return c.Status(state, dates.capital(dates.lateness(found.limit, day)))
    if state is c.State.REJECTED and found.reject_reason:
        return c.Status(state, _("Afgekeurd: %(reason)s") % {"reason": found.reject_reason})
    if state is c.State.SKIPPED and found.skip_reason:
        return c.Status(state, _("Overgeslagen: %(reason)s") % {"reason": found.skip_reason})
    return c.Status(state)


def facts(found: Task, day: date) -> list[str]:
    """The line under the title."""
    done = found.status in {TaskStatus.ACCEPTED, TaskStatus.SKIPPED}
    rows = [
        _("vervalt %(day)s") % {"day": dates.table_date(found.limit)}
        if found.limit >= day or done
        else _("verviel %(day)s") % {"day": dates.table_date(found.limit)}
    ]
    if found.done_on:
        rows.append(_("gedaan op %(day)s") % {"day": dates.table_date(found.done_on)})
    doer = found.doer or found.assignee
    verb = _("voerde uit") if found.doer else _("voert uit")
    rows.append(
        f"{doer} {verb}" if doer else _("%(who)s voert uit") % {"who": dates.capital(role_name(found.lead_role))}
    )
    if found.reviewer:
        rows.append(f"{found.reviewer} {_('zag na') if found.status == TaskStatus.ACCEPTED else _('ziet na')}")
    elif found.approve_role:
        rows.append(_("%(who)s ziet na") % {"who": dates.capital(role_name(found.approve_role))})
    return rows


def chain(found: Task, day: date) -> list[c.ChainLink]:
    """Norm to report; only what exists is a link."""
    links = []
    duty = found.duty
    if duty is not None:
        ground = label(duty.ground)
        home = reverse("duties-duty", args=[found.authority.slug, duty.pk])
        links = [
            c.ChainLink(ground.kind.word if ground else _("Grondslag"), "#waarom"),
            c.ChainLink(_("Terugkerende taak: %(interval)s") % {"interval": duty.interval_nl}, home),
        ]
    year = (found.done_on or found.original_due or day).year
    return [
        *links,
        c.ChainLink(_("Taak"), current=True),
        c.ChainLink(_("Bewijs"), "#bewijs"),
        c.ChainLink(_("Jaarverslag %(year)s") % {"year": year}),
    ]


def grounds(request: Request, detail: TaskDetail) -> list[c.Ground]:
    """Why this task: every ground with how sure we are, then where the rhythm comes from."""
    if detail.duty is None:
        return []
    rows = [c.Ground(KINDS[row.shown], row.ref, check=row.check.label) for row in detail.grounds]
    return [*rows, interval(request, detail.duty)]


def sealed(found: Task, row: Evidence, detail: TaskDetail, *, may_erase: bool = False) -> c.Sealed:
    """A file with its seal."""
    digest = " ".join(row.sha256[i : i + 4] for i in range(0, 12, 4))
    moment = f"{dates.table_date(row.uploaded_at).rsplit('/', 1)[0]} om {dates.clock_time(row.uploaded_at)}"
    remove = None
    if detail.may("attach"):
        where = task_url(found, "duties-evidence-remove", row.pk)
        remove = c.Verb(_("Verwijderen"), where, post=True, quiet=True, about=row.name)
    elif may_erase:
        remove = c.Verb(
            _("Inhoud wissen"), task_url(found, "duties-evidence-erase", row.pk), quiet=True, about=row.name
        )
    name = f"{row.name}, {row.label}" if row.label else row.name
    return c.Sealed(
        name,
        task_url(found, "duties-evidence", row.pk),
        dates.file_size(row.size),
        _("verzegeld op %(moment)s") % {"moment": moment},
        digest,
        remove,
    )


def previous_line(row: Previous) -> tuple[str, c.Status, str]:
    """(when, how it went, url) of an earlier occurrence."""
    words = {
        CellState.DONE: "op tijd",
        CellState.DONE_LATE: f"{dates.plural(row.days_late, 'dag', 'dagen')} laat",
    }.get(row.state, row.state.label)
    month = f"{dates.month_name(row.task.original_due)} {row.task.original_due.year}"
    return month, c.Status(STATES[row.state], words), row.task.number
