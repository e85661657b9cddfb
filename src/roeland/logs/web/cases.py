"""One case (picture 06b): why it stands there, the consultations of the month, what was looked at, the decision; handing over; many at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import Invalid
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs.actions import cases as actions
from roeland.logs.actions.openings import note_look
from roeland.logs.models import Case
from roeland.logs.queries import cases, events, runs
from roeland.logs.queries.judging import judge, persons_of
from roeland.logs.queries.rules import used
from roeland.logs.queries.wording import sentences, when, who
from roeland.logs.questions import statements
from roeland.logs.rules import P
from roeland.logs.values import CaseState
from roeland.logs.web.case_parts import (
    around,
    context_of,
    decisions,
    following,
    is_list,
    judges,
    may_hand,
    whole_words,
    why_not,
)
from roeland.logs.web.common import month_crumb, month_words, run_or_404, run_url
from roeland.logs.web.control_forms import DecisionForm, HandOverForm, TogetherForm
from roeland.logs.web.openings import case_crumb, case_or_404, opening_url
from roeland.people.models import Person
from roeland.ui import dates

MOST = 200  # cases that are decided in one go


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def show(request: Request, pk: UUID) -> HttpResponse:
    """The page of one case; its form decides it."""
    case = case_or_404(request, pk)
    happened = events.of_user_month(case)
    all_of = events.stands_for(case, happened)
    services = sorted({event.service for event in all_of or happened if event.service and (all_of or event.same)})
    asked = cases.questions(case)
    by = judge(request.actor, case, asked)
    mine = judges(case, by)
    if request.method == "POST" and not mine:
        messages.error(request, why_not(case, by))
        return redirect(url(request, "logs-case", case.pk))
    form = (
        DecisionForm(case, services, sent(request), initial=_initial(case, all_of), whole=whole_words(case, all_of))
        if mine
        else None
    )
    if form is not None and posted(request, form, lambda: decide(request, case, form.cleaned_data)):
        done = {"justified": _("Vastgelegd als verantwoord."), "ask": _("De vraag is verstuurd.")}
        words = done.get(
            form.cleaned_data["decision"],
            _("Het staat als incident in het logboek. Verwittig zelf wie incidenten opvolgt."),
        )
        if form.cleaned_data["decision"] == "ask" and cases.waits_for_account(case):
            words = _("De vraag staat klaar. Ze vertrekt zodra %(name)s zich kan aanmelden.") % {"name": case.person}
        then = following(request, case.run, case.rank) if may(request, P.SEE) else url(request, "logs-case", case.pk)
        return said(
            request, words, then
        )  # by a mandate there is no list: the case itself tells what was decided, and how to undo it
    crumb(request, _("Geval %(number)s") % {"number": case.number}, month_crumb(request, case.run))
    context = context_of(request, case, happened, by, asked) | {
        "form": form,
        "decisions": decisions(request, case) if form else (),
        "neighbours": around(request, case.run, case.rank),
        "opening_url": opening_url(request, case) if by.silent else "",
    }
    return render(request, "logs/case.html", context, status=422 if form is not None and form.errors else 200)


def _initial(case: Case, all_of: list[events.Event]) -> dict[str, Any]:
    first = "ask" if case.state == CaseState.OPEN and cases.askable(case) else "justified"
    day = clock.local(case.first_at).date()
    begun = {
        "decision": first,
        "start": day.replace(month=1, day=1),
        "end": day.replace(month=12, day=31),
        "how": "user",
    }
    if case.state == CaseState.ANSWERED:  # what was asked has its answer: a next question is another one
        begun["text"] = ""
    if not all_of or not case.team:
        return begun
    begun |= {"how": "standing", "service": Counter(event.service for event in all_of).most_common(1)[0][0]}
    if is_list(case):  # it is over; a program goes on
        begun |= {"start": clock.local(all_of[0].at).date(), "end": clock.local(all_of[-1].at).date()}
    return begun


def decide(request: Request, case: Case, said_so: dict[str, Any]) -> None:
    """The verb behind a choice; its errors go to the field that the form calls so."""
    actor = request.actor
    if said_so["decision"] == "ask":
        actions.ask_worker(actor, case=case, text=said_so["text"])
    elif said_so["decision"] == "incident":
        try:
            actions.make_incident(actor, case=case, reason=said_so["incident"])
        except Invalid as error:
            raise Invalid({"incident": error.errors["reason"]}) from error
    else:
        rule = None
        if said_so["how"] == "standing":
            if not (said_so["start"] and said_so["end"]):
                raise Invalid({"start" if not said_so["start"] else "end": [_("Vul de dag in.")]})
            rule = actions.StandingRule(said_so["service"], said_so["start"], said_so["end"])
        actions.justify(actor, case=case, reason=said_so["reason"], how=said_so["how"] or "user", standing=rule)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def hand_over(request: Request, pk: UUID) -> HttpResponse:
    """Give a case to somebody else."""
    case = case_or_404(request, pk)
    if not may_hand(case, judge(request.actor, case)):
        raise Http404
    others = [
        one
        for one in runs.reviewers(case.authority, clock.today())[1]
        if one not in {*persons_of(case), *request.actor.person_ids}
    ]
    form = HandOverForm(sent(request))
    form.fields["to"].queryset = Person.objects.filter(pk__in=others)  # type: ignore[attr-defined]
    back = url(request, "logs-case", case.pk)
    if posted(request, form, lambda: actions.hand_over(request.actor, case=case, to=form.cleaned_data["to"])):
        return said(
            request, _("Doorgegeven aan %(name)s.") % {"name": form.cleaned_data["to"]}, run_url(request, case.run)
        )
    crumb(request, case_crumb(case))
    return ask(
        request,
        form,
        title=_("Dit geval doorgeven?"),
        lede=_(
            "Ken je de medewerker of de burger, of twijfel je of je het geval onbevangen bekijkt? Laat iemand anders beslissen."
        ),
        warning=""
        if others
        else _("Er is niemand aan wie je dit kunt doorgeven. Duid eerst een adjunct of een DPO aan."),
        submit=_("Geval doorgeven"),
        back=back,
    )


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def together(request: Request, month: date) -> HttpResponse:
    """One decision about the cases that were ticked, or about a group of alike ones."""
    run = run_or_404(request, month)
    found = chosen(request, run.pk, month)
    if not found:
        return said(request, _("Duid eerst gevallen aan."), run_url(request, run))
    note_look(request.actor, *found)
    asks = all(cases.reachable(case) for case in found)
    form = TogetherForm(sent(request), asks=asks, waiting=sum(map(cases.waits_for_account, found)))

    meant = ticked(request, found)

    def do() -> None:
        for_all(request, meant, form.cleaned_data)

    if posted(request, form, do):
        asking = form.cleaned_data["decision"] == "ask"
        done = _("Vraag verstuurd over %(cases)s.") if asking else _("Beslist over %(cases)s.")
        words = done % {"cases": dates.plural(len(meant), "geval", "gevallen")}
        return said(request, words, following(request, run, found[0].rank))
    book = used(run)
    crumb(request, _("Samen bekijken"))
    reasons = [sentences(case, book) for case in found]
    shared = [words for words in reasons[0] if all(words in others for others in reasons)] if len(found) > 1 else []
    context = {
        "run": run,
        "month": month_words(run.month),
        "shared": shared,
        "rows": [
            (
                case,
                who(case),
                when(case),
                [one for one in words if one not in shared],
                url(request, "logs-case", case.pk),
                case in meant,
            )
            for case, words in zip(found, reasons, strict=True)
        ],
        "form": form,
        "back": run_url(request, run),
        "statements": statements() if asks else (),
    }
    return render(request, "logs/together.html", context, status=422 if form.is_bound and form.errors else 200)


def chosen(request: Request, run_id: UUID, month: date) -> list[Case]:
    """The cases that were ticked, belong to a ticked group or stood on the page that was sent, as far as the reader decides them."""
    picked = request.POST if request.method == "POST" else request.GET
    ids = {
        UUID(value) for value in [*picked.getlist("geval"), *picked.getlist("bekeken")][: 2 * MOST] if _is_uuid(value)
    }
    groups = {value for value in picked.getlist("gelijk") if value}
    rows = cases.seen(request.actor, [one_authority(request).pk])
    rows = rows.filter(cases.view(request.actor, "beslissen"), run=run_id, run__month=month).order_by("rank")
    return [case for case in rows[:2000] if case.pk in ids or (case.alike and case.alike in groups)][:MOST]


def ticked(request: Request, found: list[Case]) -> list[Case]:
    """The cases on the page that the decision is about: all of them, until somebody unticks one."""
    if request.method != "POST":
        return found
    ids = set(request.POST.getlist("geval"))
    return [case for case in found if str(case.pk) in ids]


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def for_all(request: Request, found: list[Case], choice: dict[str, Any]) -> None:
    """The same verb for every case; a text that a verb refuses is told beside the text."""
    actor, words = request.actor, choice["words"]
    verbs: dict[str, Any] = {
        "justified": lambda case: actions.justify(actor, case=case, reason=words),
        "ask": lambda case: actions.ask_worker(actor, case=case, text=words),
        "incident": lambda case: actions.make_incident(actor, case=case, reason=words),
    }
    try:
        actions.together(found, verbs[choice["decision"]])
    except Invalid as error:
        raise Invalid({"words": [text for texts in error.errors.values() for text in texts]}) from error


per_authority = [
    path("logcontrole/geval/<uuid:pk>/", show, name="logs-case"),
    path("logcontrole/geval/<uuid:pk>/doorgeven/", hand_over, name="logs-hand-over"),
    path("logcontrole/<month:month>/samen/", together, name="logs-together"),
]
