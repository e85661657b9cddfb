"""Regels: what explains a consultation and what stands out, the versions, and a draft from first letter to use."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, pressed, said, sent
from roeland.logs import trying
from roeland.logs.actions import rules as actions
from roeland.logs.models import RuleSet
from roeland.logs.queries import rules as queries
from roeland.logs.rules import P
from roeland.logs.values import RuleState
from roeland.logs.web import rules_parts as parts
from roeland.logs.web import rules_shown as shown
from roeland.logs.web.rules_forms import TITLES, LiveForm, TextForm, change_of, form_for
from roeland.scrutiny import editing
from roeland.ui import components as c
from roeland.ui.form import Form

STATES = {
    RuleState.DRAFT: c.Status(c.State.PLANNED, _("ontwerp")),
    RuleState.LIVE: c.Status(c.State.DONE, _("in gebruik")),
    RuleState.OLD: c.Status(c.State.SKIPPED, _("vervangen")),
}


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """The rules that count, how often each explained in the last control, and every version. What cannot be used is told with its line."""
    authority = one_authority(request)
    rows = list(queries.versions(authority))
    draft = next((row for row in rows if row.state == RuleState.DRAFT), None)
    now, run = queries.current(authority), queries.last_run(authority)
    summary = run.summary if run else None
    crumb(request, _("Regels"))
    context = {
        "book": now.book,
        "live": now.row,
        "version": now.version,
        "run": run,
        "explanations": shown.explanations(now.book, summary) if now.book else [],
        "flags": shown.flags(now.book, summary) if now.book else [],
        "versions": [(row, _state(row, now)) for row in rows],
        "verbs": parts.first_verbs(request, now, draft),
        "refusal": parts.refusal(now.row) if now.row else None,
        "way_out": parts.way_out(request, now, draft),
    }
    return render(request, "logs/rules.html", context)


def _state(row: RuleSet, now: queries.Current) -> c.Status:
    if now.row and now.problem and row.pk == now.row.pk:
        return c.Status(c.State.REJECTED, _("niet meer bruikbaar"))
    return STATES[RuleState(row.state)]


def version_or_404(request: Request, pk: UUID) -> RuleSet:
    """The version in scope; absent and refused are the same 404."""
    found = queries.version(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, _("Regels %(version)s") % {"version": found.version})
    return found


@page(P.SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """One version: what it changes, what the try gave, its rules, and the next step."""
    row = version_or_404(request, pk)
    now = queries.current(row.authority)
    base = parts.base_text(row, now.row)
    book, before = queries.readable(row.text), queries.readable(base)
    draft = row.state == RuleState.DRAFT
    fresh = bool(row.tried) and row.tried["sha256"] == queries.seal(row.text)
    current = fresh and (not draft or row.tried["against"] == now.version)
    refusal = parts.refusal(row)
    edits = draft and may(request, P.RULES)
    other = parts.why_not_live(request, row) if edits and not refusal else ""
    context: dict[str, Any] = {
        "row": row,
        "state": _state(row, now),
        "facts": parts.facts(row),
        "refusal": refusal,
        "lines": shown.difference(base, row.text),
        "explanations": shown.explanations(book, None) if book else [],
        "flags": shown.flags(book, None) if book else [],
        "book": book,
        "edits": edits,
        "verbs": parts.verbs(request, row, tried=current, broken=refusal is not None, other=bool(other))
        if edits
        else [],
        "other": other,
        "current": current,
        "tried": row.tried,
    }
    if row.tried:
        context |= parts.tried(row.tried, book, before)
    return render(request, "logs/rules_version.html", context)


@page(P.RULES)
@require_POST
def draft(request: Request) -> HttpResponse:
    """Begin a draft from the rules that count, or from the shipped ones."""
    made: list[RuleSet] = []
    shipped = request.POST.get("van") == parts.SHIPPED

    def make() -> None:
        made.append(actions.draft_rules(request.actor, authority=one_authority(request), shipped=shipped))

    if pressed(request, make, ""):
        return said(
            request, _("Ontwerp gemaakt. Het telt nog niet mee."), url(request, "logs-rules-version", made[0].pk)
        )
    return redirect(url(request, "logs-rules"))


@page(P.RULES)
@require_http_methods(["GET", "POST"])
def write(request: Request, pk: UUID) -> HttpResponse:
    """Write the text itself."""
    row = version_or_404(request, pk)
    back = url(request, "logs-rules-version", row.pk)
    form = TextForm(sent(request), initial={"text": row.text, "note": row.note})
    if posted(request, form, lambda: actions.write_rules(request.actor, rules=row, **form.cleaned_data)):
        return said(request, _("Bewaard. Probeer de regels nu op de vorige maand."), back)
    return ask(
        request,
        form,
        title=_("Regels %(version)s schrijven") % {"version": row.version},
        lede=_(
            "Elke regel heeft een zin, een periode en voorbeelden. Roeland kijkt de tekst na voor ze bewaard wordt."
        ),
        submit=_("Bewaren"),
        back=back,
        template="logs/rules_write.html",
        excerpt=parts.excerpt(form, row),
    )


@page(P.RULES)
@require_http_methods(["GET", "POST"])
def rule(request: Request, pk: UUID, name: str) -> HttpResponse:
    """Change the common things of one rule without touching the text."""
    row = version_or_404(request, pk)
    book = queries.readable(row.text)
    if book is None:  # no form of one rule then: the text itself is what must be mended
        return redirect(url(request, "logs-rules-write", row.pk))
    found = form_for(book, name, sent(request), row.note)
    if found is None:
        raise Http404
    form, sentence = found
    back = url(request, "logs-rules-version", row.pk)

    def save() -> object:
        text = editing.changed(row.text, "" if name == "gevallen" else name, change_of(form))
        return actions.write_rules(request.actor, rules=row, text=text, note=form.cleaned_data["note"])

    if posted(request, form, save):
        return said(request, _("Bewaard. Probeer de regels nu op de vorige maand."), back)
    title = str(TITLES[type(form)])
    crumb(request, title, (_("Regels %(version)s") % {"version": row.version}, back))
    return ask(request, form, title=title, lede=sentence, submit=_("Bewaren"), back=back)


@page(P.RULES)
@require_POST
def try_out(request: Request, pk: UUID) -> HttpResponse:
    """Run the examples, then the month, and show what would change."""
    row = version_or_404(request, pk)

    def run() -> None:
        found = trying.outcome(row)
        month = date.fromisoformat(found["month"])
        actions.keep_try(request.actor, rules=row, month=month, outcome=found)

    pressed(request, run, _("Geprobeerd. Hieronder zie je wat er zou veranderen."))
    return redirect(f"{url(request, 'logs-rules-version', row.pk)}#proef")


@page(P.RULES)
@require_http_methods(["GET", "POST"])
def go_live(request: Request, pk: UUID) -> HttpResponse:
    """Let the draft count."""
    row = version_or_404(request, pk)
    alone = not queries.goes_live(request.actor, row, reason="")
    form = LiveForm(sent(request)) if alone else Form(sent(request))
    back = url(request, "logs-rules-version", row.pk)
    if posted(request, form, lambda: actions.go_live(request.actor, rules=row, **form.cleaned_data)):
        return said(request, _("In gebruik. De volgende controle loopt met deze regels."), back)
    return ask(
        request,
        form,
        title=_("Regels %(version)s in gebruik nemen") % {"version": row.version},
        lede=row.note,
        warning=parts.why_not_live(request, row),
        submit=_("In gebruik nemen"),
        back=back,
        fixed=_(
            "De versie, de hash van de tekst, wie ze in gebruik neemt en wat de proef gaf. Gesloten controles houden hun eigen versie."
        ),
    )


@page(P.RULES)
@require_http_methods(["GET", "POST"])
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    row = version_or_404(request, pk)
    form, words = Form(sent(request)), {"version": row.version}
    if posted(request, form, lambda: actions.drop_rules(request.actor, rules=row)):
        return said(request, _("Ontwerp verwijderd."), url(request, "logs-rules"))
    back = url(request, "logs-rules-version", row.pk)
    title = _("Ontwerp %(version)s verwijderen") % words
    lede = _("Geen enkele controle liep met dit ontwerp. Het komt niet terug.")
    return ask(request, form, title=title, lede=lede, submit=_("Verwijderen"), kind="danger", back=back)


per_authority = [
    path("logcontrole/regels/", index, name="logs-rules"),
    path("logcontrole/regels/ontwerp/", draft, name="logs-rules-draft"),
    path("logcontrole/regels/<uuid:pk>/", sheet, name="logs-rules-version"),
    path("logcontrole/regels/<uuid:pk>/schrijven/", write, name="logs-rules-write"),
    path("logcontrole/regels/<uuid:pk>/proberen/", try_out, name="logs-rules-try"),
    path("logcontrole/regels/<uuid:pk>/in-gebruik/", go_live, name="logs-rules-live"),
    path("logcontrole/regels/<uuid:pk>/verwijderen/", drop, name="logs-rules-drop"),
    path("logcontrole/regels/<uuid:pk>/regel/<slug:name>/", rule, name="logs-rules-rule"),
]
