"""The rules of an authority: a draft is begun, written, tried on a month, and taken into use by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.texts import checked, line
from roeland.logs.facts.rules import RulesDrafted, RulesDropped, RulesLive, RulesTried, RulesWritten
from roeland.logs.models import RuleSet
from roeland.logs.queries import rules as queries
from roeland.logs.rules import AUDIENCE, P
from roeland.logs.values import RuleState
from roeland.people.actors import me
from roeland.scrutiny import editing
from roeland.scrutiny.lines import BadRules

NOTE = 300


@action(P.RULES, RulesDrafted)
def draft_rules(actor: Actor, *, authority: Authority, shipped: bool = False) -> RuleSet:
    """Begin a draft: a copy of the rules that count, also when they cannot be used any more, or of the shipped ones; under a version of its own.

    Refused while another one is open.
    """
    if RuleSet.objects.filter(authority=authority, state=RuleState.DRAFT).exists():
        raise Refused(_("Er is al een ontwerp. Neem dat in gebruik of verwijder het eerst."))
    base = None if shipped else queries.live_row(authority)
    source = base.text if base else queries.shipped_text()
    version = queries.next_version(authority)
    row = RuleSet(authority=authority, audience=AUDIENCE, version=version, text=editing.renamed(source, version))
    row.based_on = base.version if base else queries.shipped_version()
    row.made_by, row.made_at = me(actor, authority), clock.now()
    row.save()
    state(RulesDrafted(about=row, version=version, based_on=row.based_on, sha256=queries.seal(row.text)))
    return row


@action(P.RULES, RulesWritten)
def write_rules(actor: Actor, *, rules: RuleSet, text: str, note: str) -> RuleSet:
    """Replace the text of a draft; who wrote last is its maker. Raises Invalid with the line when the rules do not hold together, and when
    they hold a national number."""
    row = _draft(rules)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip() + "\n"
    for words in text.splitlines():
        checked("text", words)
    try:
        book = editing.checked(text)
    except BadRules as problem:
        raise Invalid({"text": [str(problem)]}) from problem
    if book.version != row.version:
        raise Invalid({"text": [_("Laat de versie staan: %(version)s.") % {"version": row.version}]})
    row.text, row.note = text, line("note", note, ask=_("Schrijf in één zin wat er anders is."), longest=NOTE)
    row.made_by, row.made_at = me(actor, row.authority), clock.now()
    row.save(update_fields=["text", "note", "made_by", "made_at"])
    state(RulesWritten(about=row, version=row.version, note=row.note, sha256=queries.seal(text)))
    return row


@action(P.RULES, RulesTried)
def keep_try(actor: Actor, *, rules: RuleSet, month: date, outcome: Mapping[str, Any]) -> RuleSet:
    """Keep what trying gave (`logs.trying.outcome`), with the hash of the text it was tried with. Refused when that text changed meanwhile."""
    row = _draft(rules)
    if outcome["sha256"] != queries.seal(row.text):
        raise Refused(_("De tekst veranderde tijdens het proberen. Probeer opnieuw."))
    row.tried, row.tried_at = dict(outcome), clock.now()
    row.save(update_fields=["tried", "tried_at"])
    newly, lost = sum(outcome["newly"].values()), sum(outcome["lost"].values())
    state(
        RulesTried(
            about=row,
            version=row.version,
            month=month,
            sha256=outcome["sha256"],
            newly_explained=newly,
            no_longer_explained=lost,
        )
    )
    return row


@action(P.RULES, RulesLive)
def go_live(actor: Actor, *, rules: RuleSet, reason: str = "") -> RuleSet:
    """Let a draft count from now on. Refused unless exactly this text was tried against the rules that count now, and somebody else than its
    maker does it; where nobody else may, the maker says why he does it alone. A text that the engine of now refuses is not taken into use."""
    row = _draft(rules)
    now = queries.live_version(row.authority)
    if not queries.was_tried(row.text, row.tried, now):
        raise Refused(_("Probeer eerst precies deze tekst op een maand, naast de regels die nu gelden."))
    reason = line("reason", reason, longest=NOTE)
    check(queries.goes_live(actor, row, reason=reason))
    for old in RuleSet.objects.filter(authority=row.authority, state=RuleState.LIVE):
        old.state = RuleState.OLD
        old.save(update_fields=["state"])
    row.state, row.live_at, row.live_by, row.live_reason = RuleState.LIVE, clock.now(), me(actor, row.authority), reason
    row.save(update_fields=["state", "live_at", "live_by", "live_reason"])
    state(RulesLive(about=row, version=row.version, replaces=now, sha256=queries.seal(row.text), reason=reason))
    return row


@action(P.RULES, RulesDropped)
def drop_rules(actor: Actor, *, rules: RuleSet) -> None:
    """Throw a draft away; no control ever ran by it."""
    row = _draft(rules)
    state(RulesDropped(about=row, version=row.version))
    row.delete()


def _draft(rules: RuleSet) -> RuleSet:
    row = fresh(rules, "authority")
    if row.state != RuleState.DRAFT:
        raise Refused(_("Deze versie is geen ontwerp meer. Begin een nieuw ontwerp."))
    return row
