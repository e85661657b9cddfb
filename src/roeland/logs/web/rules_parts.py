"""Parts of the pages of rules: what a version is, why it cannot be used, what comes next, what a try gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, may, url
from roeland.logs.models import RuleSet
from roeland.logs.queries import rules as queries
from roeland.logs.queries.rules import seal
from roeland.logs.rules import P
from roeland.logs.values import RuleState
from roeland.logs.web import rules_shown as shown
from roeland.scrutiny import rulebook
from roeland.scrutiny.rulebook import Rulebook
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form

SHIPPED = "roeland"  # value of the button that begins a draft from the shipped rules


@dataclass(frozen=True)
class Refusal:
    """Why a version cannot be used: what the page says, the error with its line and rule, and the lines round it."""

    title: str
    problem: str
    then: str
    excerpt: list[shown.TextLine]


def refusal(row: RuleSet) -> Refusal | None:
    """What keeps a version from being used: of a past one only that it cannot be read any more. None when nothing does."""
    problem = queries.problem_of(row.text, draft=row.state == RuleState.DRAFT)
    if problem is None or (row.state == RuleState.OLD and queries.readable(row.text)):
        return None
    title, then = {
        RuleState.DRAFT: (_("Dit ontwerp klopt nog niet"), _("Verbeter de tekst. Dan kun je ze proberen.")),
        RuleState.LIVE: (
            _("Roeland kan versie %(version)s niet meer gebruiken"),
            _("Er begint geen controle tot een nieuwe versie in gebruik is. Wat afgesloten is, blijft te lezen."),
        ),
        RuleState.OLD: (
            _("Roeland kan versie %(version)s niet meer lezen"),
            _("Controles die ermee liepen, tonen de zinnen van nu."),
        ),
    }[RuleState(row.state)]
    lines = shown.excerpt(row.text, problem.line) if problem.line else []
    return Refusal(title % {"version": row.version}, str(problem), then, lines)


def way_out(request: Request, now: queries.Current, draft: RuleSet | None) -> str:
    """What the reader can do about rules that cannot be used; empty when they can, or when he may not."""
    if now.problem is None or not may(request, P.RULES):
        return ""
    if draft:
        return _("Er is al een ontwerp. Verbeter dat, probeer het en laat het in gebruik nemen.")
    return _("Maak een ontwerp van deze tekst en verbeter ze, of vertrek van de regels die bij Roeland horen.")


def first_verbs(request: Request, now: queries.Current, draft: RuleSet | None) -> list[c.Verb]:
    """Open the draft, or begin one: from what counts, or where that is a version of their own also from what is shipped."""
    if draft:
        return [c.Verb(_("Ontwerp openen"), url(request, "logs-rules-version", draft.pk), primary=True)]
    if not may(request, P.RULES):
        return []
    where = url(request, "logs-rules-draft")
    begin = c.Verb(_("Ontwerp maken"), where, post=True, primary=True)
    if now.row is None:
        return [begin]
    return [begin, c.Verb(_("Ontwerp van de regels van Roeland"), where, post=True, name="van", value=SHIPPED)]


def base_text(row: RuleSet, live: RuleSet | None) -> str:
    """What a draft is compared with: the rules that count; a version in use or past: what it was copied from."""
    if row.state == RuleState.DRAFT:
        return live.text if live else queries.shipped_text()
    before = queries.versions(row.authority).filter(version=row.based_on).first()
    return before.text if before else queries.shipped_text()


def facts(row: RuleSet) -> list[c.Definition]:
    found = [
        c.Definition(_("Versie"), row.version, mono=True),
        c.Definition(_("Naar versie"), row.based_on, mono=True),
        c.Definition(_("Geschreven door"), str(row.made_by or _("Roeland"))),
        c.Definition(_("Geschreven op"), dates.table_date(row.made_at)),
    ]
    if row.live_at:
        found.append(c.Definition(_("In gebruik sinds"), dates.table_date(row.live_at)))
        found.append(c.Definition(_("In gebruik genomen door"), str(row.live_by or _("Roeland"))))
    if row.live_reason:
        found.append(c.Definition(_("Alleen, omdat"), row.live_reason))
    return [*found, c.Definition(_("SHA-256 van de tekst"), seal(row.text)[:12], mono=True)]


def why_not_live(request: Request, row: RuleSet) -> str:
    """Why the reader does not take a draft into use, whatever he says, and who does; empty when he may."""
    decision = queries.goes_live(request.actor, row, reason="-")
    return decision.reason if isinstance(decision, Denied) else ""


def verbs(request: Request, row: RuleSet, *, tried: bool, broken: bool, other: bool) -> list[c.Verb]:
    """The next step first: mend, try, then take into use, unless another one does that."""
    why = "" if tried else _("eerst proberen")
    write = c.Verb(_("Tekst schrijven"), url(request, "logs-rules-write", row.pk), primary=broken)
    drop = c.Verb(_("Verwijderen"), url(request, "logs-rules-drop", row.pk), quiet=True)
    if broken:
        return [write, drop]
    live = c.Verb(_("In gebruik nemen"), url(request, "logs-rules-live", row.pk), primary=tried, why_not=why)
    return [
        *([] if other else [live]),
        c.Verb(_("Proberen op de vorige maand"), url(request, "logs-rules-try", row.pk), post=True, primary=not tried),
        write,
        drop,
    ]


def tried(tried: dict[str, Any], readable: Rulebook | None, base: Rulebook | None) -> dict[str, Any]:
    """What a try gave, in the words of both texts; of the shipped one where a text cannot be read."""
    before, after = tried["explained"]
    draft, old = readable or rulebook.shipped(), base or rulebook.shipped()
    beside = tried.get("beside", tried["against"])
    return {
        "beside": beside,
        "stand_in": tried["against"] if beside != tried["against"] else "",
        "tried_month": date.fromisoformat(tried["month"]),
        "tried_lines": shown.tried_rules(tried, draft, old),
        "appear": shown.tried_cases(tried["appear"], draft, old),
        "vanish": shown.tried_cases(tried["vanish"], draft, old),
        "appear_total": tried["cases_only"][1],
        "vanish_total": tried["cases_only"][0],
        "vanish_ties": tried["ties"][0],
        "appear_ties": tried["ties"][1],
        "moved": tried.get("moved", 0),
        "moves": shown.tried_moves(tried.get("moves", []), draft, old),
        "cases_before": tried["cases"][0],
        "cases_after": tried["cases"][1],
        "explained_before": before,
        "explained_after": after,
        "newly": sum(tried["newly"].values()),
        "lost": sum(tried["lost"].values()),
    }


def excerpt(form: Form, row: RuleSet) -> list[shown.TextLine]:
    """The lines round an error in the text, since a text field shows no numbers: of what was sent, or of what stands there."""
    if form.is_bound and not form.errors.get("text"):
        return []
    text = form.data.get("text", "") if form.is_bound else row.text
    problem = queries.problem_of(text, draft=True)
    return shown.excerpt(text, problem.line) if problem and problem.line else []
