"""Adviezen: the register, one advice, and each step of its life."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from roeland.duties.cost_panel import cost_panel
from roeland.governance import actions, advice_paper, printing
from roeland.governance.models import Advice
from roeland.governance.queries import advice as queries
from roeland.governance.rules import P
from roeland.governance.values import PARTS, AdviceStatus
from roeland.governance.web import common, quotes
from roeland.governance.web.advice_forms import AdviceForm, AnswerForm, CloseForm, OptionForm, option_forms
from roeland.governance.web.advice_tables import AdviceTable, status_of
from roeland.governance.web.common import TaskForm
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, tried
from roeland.people.pages import here
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form


@page(P.ADVICE_SEE)
@require_GET
def register(request: Request) -> HttpResponse:
    """Every advice in sight; who is late stands first in words."""
    authorities = here(request, P.ADVICE_SEE)
    rows = [queries.line(request.actor, row) for row in queries.register([one.pk for one in authorities])]
    table = AdviceTable(request, rows, many=len(authorities) > 1)
    if export := table.export():
        return export
    writes = request.authority is not None and may(request, P.ADVICE_EDIT)
    context = {
        "table": table,
        "rows": rows,
        "lede": lede(rows),
        "new_url": url(request, "governance-advice-new") if writes else "",
        "empty": _nothing(request, writes=writes),
    }
    return render(request, "governance/advices.html", context)


def lede(rows: list[queries.AdviceLine]) -> str:
    """*Twee adviezen wachten op antwoord. Van één is de afgesproken termijn voorbij.*"""
    waiting = [row for row in rows if row.advice.status == AdviceStatus.GIVEN]
    late = sum(row.late for row in waiting)
    if not waiting:
        return _("Elk gegeven advies heeft een antwoord.") if rows else ""
    words = dates.capital(dates.plural(len(waiting), "advies wacht", "adviezen wachten", words=True))
    told = f"{words} {_('op antwoord')}."
    if late:
        told += f" {_('Van')} {dates.count_word(late)} {_('is de afgesproken termijn voorbij')}."
    return told


def _nothing(request: Request, *, writes: bool) -> c.Empty:
    first = c.Verb(_("Advies schrijven"), url(request, "governance-advice-new"), primary=True) if writes else None
    return c.Empty(
        _("Er is nog geen advies."),
        _("Een advies staat hier zodra het gegeven is, met het antwoord en wat ervan komt."),
        first,
    )


def advice_or_404(request: Request, pk: UUID) -> Advice:
    """The advice in scope; absent and refused are the same 404."""
    found = queries.one(one_authority(request), pk)
    if found is None:
        raise Http404
    shown = queries.readable(request.actor, found)
    crumb(request, found.number or (_("Ontwerp van advies") if shown else _("Advies")))
    return found


@page(P.ADVICE_SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One advice: the text for its readers, for others only that it exists and how it was answered."""
    row = advice_or_404(request, pk)
    shown = queries.readable(request.actor, row)
    context: dict[str, Any] = {
        "advice": row,
        "shown": shown,
        "title": row.title if shown else _("Advies"),
        "state": status_of(row, clock.today()),
        "facts": _facts(row, shown=shown),
        "parts": [(heading, getattr(row, name), name) for name, heading in PARTS] if shown else [],
        "verbs": _verbs(request, row) if shown else [],
    }
    if shown:
        options = queries.options_of(row)
        context["options"] = [(option, advice_paper.cost_words(option)) for option in options]
        context["tasks"] = queries.tasks_of(row)
        context |= quotes.context_of(request, row, options)
        if row.number:
            context["costs"] = cost_panel(request.actor, row.authority, queries.SOURCE, row.pk)
        context["pdf_url"] = url(request, "governance-advice-pdf", row.pk)
    return render(request, "governance/advice.html", context)


def _facts(row: Advice, *, shown: bool) -> list[c.Definition]:
    found = [c.Definition(_("Aan"), row.addressee)]
    if row.solicited:
        found.append(c.Definition(_("Aanleiding"), _("op vraag")))
        if shown and row.asked_by:
            found.append(c.Definition(_("Gevraagd door"), row.asked_by))
    else:
        found.append(c.Definition(_("Aanleiding"), _("eigen initiatief")))
    if row.given_on and row.due:
        found.append(c.Definition(_("Gegeven op"), dates.table_date(row.given_on)))
        found.append(c.Definition(_("Antwoord afgesproken tegen"), dates.table_date(row.due)))
    if row.answered_on:
        found.append(c.Definition(_("Beantwoord op"), dates.table_date(row.answered_on)))
    return found


def _verbs(request: Request, row: Advice) -> list[c.Verb]:
    """What this actor can do now, the next step first."""
    writes, place = may(request, P.ADVICE_EDIT), row.authority_id
    answers = request.actor.holds(P.ADVICE_ANSWER, place) or row.grants(request.actor, P.ADVICE_ANSWER)

    def verb(label: str, name: str, *, primary: bool = False) -> c.Verb:
        return c.Verb(label, url(request, name, row.pk), primary=primary)

    found: list[c.Verb] = []
    if row.status == AdviceStatus.DRAFT and writes:
        found.append(verb(_("Advies geven"), "governance-advice-give", primary=True))
        found.append(verb(_("Verder schrijven"), "governance-advice-write"))
    if row.status == AdviceStatus.GIVEN and answers:
        found.append(verb(_("Antwoorden"), "governance-advice-answer", primary=True))
    if row.status == AdviceStatus.ANSWERED and writes:
        if row.answer != "refused":
            found.append(verb(_("Taak maken"), "governance-advice-follow", primary=True))
        found.append(verb(_("Afsluiten"), "governance-advice-close", primary=row.answer == "refused"))
    return found


@page(P.ADVICE_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin an advice."""
    authority = one_authority(request)
    crumb(request, _("Nieuw advies"))
    form, options = AdviceForm(request.POST or None), option_forms(request.POST or None, [])

    def do() -> Advice:
        return actions.draft(request.actor, authority=authority, wording=form.wording(_options(options)))

    return _written(request, form, options, do, url(request, "governance-advices"))


@page(P.ADVICE_EDIT)
@require_http_methods(["GET", "POST"])
def write(request: Request, pk: UUID) -> HttpResponse:
    """Write on a draft."""
    row = advice_or_404(request, pk)
    back = url(request, "governance-advice", row.pk)
    if row.status != AdviceStatus.DRAFT:
        return said(request, _("Dit advies is gegeven. Aan de tekst verandert niets meer."), back)
    form = AdviceForm(request.POST or None, initial=AdviceForm.of(row))
    options = option_forms(request.POST or None, queries.options_of(row))

    def do() -> Advice:
        return actions.change(request.actor, advice=row, wording=form.wording(_options(options)))

    return _written(request, form, options, do, back)


def _options(found: list[OptionForm]) -> Any:
    return tuple(option for option in (form.option for form in found) if option)


def _written(
    request: Request, form: AdviceForm, options: list[OptionForm], do: Callable[[], Advice], back: str
) -> HttpResponse:
    made: list[Advice] = []
    whole = request.method == "POST" and form.is_valid() and all(option.is_valid() for option in options)
    if whole and tried(form, lambda: made.append(do())):
        where = url(request, "governance-advice", made[0].pk)
        return said(request, _("Bewaard als ontwerp. Alleen wie adviezen schrijft, leest het nu."), where)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "options": list(enumerate(options, start=1)), "back": back}
    return render(request, "governance/advice_write.html", context, status=status)


@page(P.ADVICE_EDIT)
@require_http_methods(["GET", "POST"])
def give(request: Request, pk: UUID) -> HttpResponse:
    """Ask once, then number, print and seal."""
    row = advice_or_404(request, pk)
    back = url(request, "governance-advice", row.pk)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and tried_valid(form, lambda: actions.give(request.actor, advice=row)):
        return said(request, _("Gegeven en verzegeld. De termijn voor een antwoord loopt."), back)
    days = ngettext("%(n)s dag", "%(n)s dagen", row.answer_days) % {"n": row.answer_days}
    return ask(
        request,
        form,
        title=_("Dit advies geven?"),
        lede=_(
            "“%(title)s” gaat naar: %(to)s. Daarna verandert er niets meer aan de tekst. Een antwoord is afgesproken binnen %(days)s."
        )
        % {"title": row.title, "to": row.addressee, "days": days},
        submit=_("Advies geven"),
        away=_("Nog niet"),
        back=back,
    )


def tried_valid(form: Form, do: Callable[[], object]) -> bool:
    """A form without fields that is posted, then the verb."""
    return form.is_valid() and tried(form, do)


@page(P.ADVICE_SEE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Accept, accept in part or not follow, with the reason."""
    row = advice_or_404(request, pk)
    if not (request.actor.holds(P.ADVICE_ANSWER, row.authority_id) or row.grants(request.actor, P.ADVICE_ANSWER)):
        raise Http404
    back = url(request, "governance-advice", row.pk)
    initial = {"on": clock.today(), "option": row.preferred}
    form = AnswerForm(request.POST or None, row, queries.options_of(row), initial=initial)
    if posted(request, form, lambda: actions.answer(request.actor, advice=row, **form.cleaned_data)):
        return said(request, _("Antwoord bewaard. Wie het advies gaf, ziet het op Vandaag."), back)
    return ask(
        request,
        form,
        title=_("Antwoorden op %(number)s") % {"number": row.number or _("dit advies")},
        lede=row.recommendation[:400] if row.status != AdviceStatus.DRAFT else "",
        submit=_("Antwoord bewaren"),
        away=_("Nog niet"),
        back=back,
    )


@page(P.ADVICE_EDIT)
@require_http_methods(["GET", "POST"])
def follow(request: Request, pk: UUID) -> HttpResponse:
    """Make a task of an accepted advice."""
    row = advice_or_404(request, pk)
    back = url(request, "governance-advice", row.pk)
    form = TaskForm(one_authority(request), request.POST or None, initial={"title": row.title})
    if posted(request, form, lambda: actions.follow_up(request.actor, advice=row, **form.cleaned_data)):
        return said(request, _("Taak gemaakt. Ze staat op de lijst van wie ze doet."), back)
    return ask(
        request,
        form,
        title=_("Taak maken van %(number)s") % {"number": row.number or _("dit advies")},
        lede=_("De taak verwijst naar het advies. Wie ze doet en wie adviezen leest, ziet ze."),
        submit=_("Taak maken"),
        back=back,
    )


@page(P.ADVICE_EDIT)
@require_http_methods(["GET", "POST"])
def close(request: Request, pk: UUID) -> HttpResponse:
    """Say what came of it, and close."""
    row = advice_or_404(request, pk)
    back = url(request, "governance-advice", row.pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and tried_valid(
        form, lambda: actions.close(request.actor, advice=row, note=form.cleaned_data["note"])
    ):
        return said(request, _("Afgesloten. Advies en antwoord blijven in het register staan."), back)
    return ask(
        request,
        form,
        title=_("Dit advies afsluiten?"),
        lede=row.title,
        submit=_("Afsluiten"),
        away=_("Open laten"),
        back=back,
    )


@page(P.ADVICE_SEE)
@require_GET
def paper(request: Request, pk: UUID) -> HttpResponse:
    """The sealed PDF, byte for byte; of a draft a print that says so."""
    row = advice_or_404(request, pk)
    if not queries.readable(request.actor, row):
        raise Http404
    if row.sha256:
        return common.pdf(row.sha256, f"{one_authority(request).slug}-{row.number}.pdf")
    made = printing.draft_bytes(advice_paper.paper(row, queries.options_of(row), clock.now()))
    return common.download(made, f"{one_authority(request).slug}-ontwerp-advies.pdf", "application/pdf")
