"""The doer's verbs behind their own small pages, and making a one-off task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from roeland.duties import actions
from roeland.duties.models import Task
from roeland.duties.rules import P
from roeland.duties.web import undoing
from roeland.duties.web.common import task_or_404, task_url, today, verb_or_404
from roeland.duties.web.forms import CommentForm, MakeTaskForm, PassOnForm, PostponeForm, ReasonForm
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.people.pages import persons_of
from roeland.ui import dates
from roeland.ui.form import Form
from roeland.ui.undo import Undo

BACK = gettext_noop("Terug naar de taak")


def _question(  # noqa: PLR0917 -- the parts of one small page
    request: Request,
    found: Task,
    form: Form,
    verb: str,
    do: Callable[[], object],
    done: Callable[[], str],
    undo: Callable[[], Undo | None] = lambda: None,
    **words: object,
) -> HttpResponse:
    """The page of one verb: denied ones say why, the others ask what they need."""
    refused = verb_or_404(request, found, verb)
    if request.method == "POST" and form.is_valid() and tried(form, do):
        return said(request, done(), task_url(found), undo())
    return ask(request, form, warning=refused, away=_(BACK), back=task_url(found), **words)


@page(SIGNED_IN)
@require_POST
def claim(request: Request, number: str) -> HttpResponse:
    """Take a task up."""
    found = task_or_404(request, number)
    verb_or_404(request, found, "claim")
    pressed(request, lambda: actions.claim(request.actor, task=found), _("Opgenomen. De taak staat op jouw naam."))
    return redirect(task_url(found))


@page(SIGNED_IN)
def pass_on(request: Request, number: str) -> HttpResponse:
    """Give a task to somebody else."""
    found = task_or_404(request, number)
    form = PassOnForm(request.POST or None, persons=persons_of(found.authority, today()))
    return _question(
        request,
        found,
        form,
        "pass_on",
        lambda: actions.pass_on(request.actor, task=found, **form.cleaned_data),
        lambda: _("Doorgegeven aan %(person)s.") % {"person": form.cleaned_data["person"]},
        title=_("“%(title)s” doorgeven") % {"title": found.title},
        submit=_("Doorgeven"),
    )


@page(SIGNED_IN)
def postpone(request: Request, number: str) -> HttpResponse:
    """Move this one task; the rule stays."""
    found = task_or_404(request, number)
    form, before = PostponeForm(request.POST or None), found.due
    return _question(
        request,
        found,
        form,
        "postpone",
        lambda: actions.postpone(request.actor, task=found, **form.cleaned_data),
        lambda: _postponed(form.cleaned_data),
        lambda: undoing.of_postpone(found, before, form.cleaned_data["reason"]),
        title=_("“%(title)s” uitstellen") % {"title": found.title},
        lede=_("Alleen deze keer. De regel en de volgende data blijven staan."),
        submit=_("Uitstellen"),
    )


def _postponed(data: dict[str, Any]) -> str:
    day = dates.sentence_date(data["due"])
    if data["reason"] == undoing.UNDONE:
        return _("Ongedaan gemaakt. De taak vervalt weer op %(day)s.") % {"day": day}
    return _("Uitgesteld tot %(day)s.") % {"day": day}


@page(SIGNED_IN)
def skip(request: Request, number: str) -> HttpResponse:
    """Leave this one undone."""
    found = task_or_404(request, number)
    form = ReasonForm(request.POST or None)
    return _question(
        request,
        found,
        form,
        "skip",
        lambda: actions.skip(request.actor, task=found, **form.cleaned_data),
        lambda: _("Overgeslagen. Het jaarverslag telt deze keer met haar reden."),
        lambda: undoing.of_skip(request, found),
        title=_("“%(title)s” overslaan?") % {"title": found.title},
        lede=_("Het jaarverslag telt wat overgeslagen is, met de reden."),
        submit=_("Overslaan"),
    )


@page(SIGNED_IN)
@require_POST
def withdraw(request: Request, number: str) -> HttpResponse:
    """Take back what was handed in."""
    found = task_or_404(request, number)
    verb_or_404(request, found, "withdraw")
    pressed(request, lambda: actions.withdraw(request.actor, task=found), _("Teruggenomen. Je kan verder aanvullen."))
    return redirect(task_url(found))


@page(SIGNED_IN)
def comment(request: Request, number: str) -> HttpResponse:
    """Write a remark."""
    found = task_or_404(request, number)
    form = CommentForm(request.POST or None)
    return _question(
        request,
        found,
        form,
        "comment",
        lambda: actions.comment(request.actor, task=found, **form.cleaned_data),
        lambda: _("Opmerking geplaatst."),
        title=_("Opmerking bij “%(title)s”") % {"title": found.title},
        submit=_("Opmerking plaatsen"),
    )


@page(P.TASK_MAKE)
def make(request: Request) -> HttpResponse:
    """A task that does not come back."""
    authority = one_authority(request)
    form = MakeTaskForm(request.POST or None, persons=persons_of(authority, today()))
    request.crumb = _("Nieuwe taak")
    if request.method == "POST" and form.is_valid():
        made: list[Task] = []
        if tried(form, lambda: made.append(actions.make_task(request.actor, authority=authority, **form.cleaned_data))):
            return said(
                request,
                _("Taak %(number)s gemaakt.") % {"number": made[0].number},
                url(request, "duties-task", made[0].number),
            )
    return ask(
        request,
        form,
        title=_("Eenmalige taak maken"),
        lede=_("Voor wat niet terugkomt. Een taak zonder naam komt bij wie de rol heeft."),
        submit=_("Taak maken"),
        away=_("Terug naar het controleplan"),
        back=url(request, "duties-plan"),
    )
