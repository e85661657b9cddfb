"""Verbs on the conditions. A change is a new row: what counted when stays readable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import IO

from django.utils.translation import gettext as _

from roeland.duties import erasing
from roeland.duties.evidence_store import RefusedFileError
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, action, state
from roeland.logs.actions.texts import line
from roeland.logs.facts.staff import AdviceStated, ConditionsStated
from roeland.logs.models import Conditions
from roeland.logs.queries.conditions import counts, lacking, told
from roeland.logs.rules import AUDIENCE, P
from roeland.scrutiny.numbers import without_numbers

LONGEST_TERM = 120  # months
PAPER = ("paper_name", "paper_sha256", "paper_type", "paper_size")
ADVICE = ("dpo_advice_on", "dpo_advice", "dpo_himself")
DPO = "dpo"
Errors = dict[str, list[str]]


@action(P.CONDITIONS, ConditionsStated)
def state_conditions(
    actor: Actor,
    *,
    authority: Authority,
    consulted_on: date | None = None,
    consulted_body: str = "",
    work_rules: str = "",
    register_entry: str = "",
    dpia_on: date | None = None,
    retention_months: int | None = None,
    valid_from: date | None = None,
    paper: IO[bytes] | None = None,
    paper_name: str = "",
) -> Conditions:
    """State everything but the DPO's advice, as it is known now: what is empty lacks. Without `paper` the former one stays.

    Raises Invalid: a day that has to come, a term out of bounds, a first day that does not lie after the consultation, the DPIA and the advice, or
    before a first day that staff were told of. `retention_months` is 1 to 120.
    """
    before = counts(authority.pk)
    row = Conditions(
        authority=authority,
        audience=AUDIENCE,
        consulted_on=consulted_on,
        consulted_body=line("consulted_body", consulted_body or "BOC", longest=80),
        work_rules=line("work_rules", work_rules, longest=120),
        register_entry=line("register_entry", register_entry, longest=120),
        dpia_on=dpia_on,
        retention_months=retention_months,
        valid_from=valid_from,
        **_kept(before, PAPER + ADVICE),
    )
    _check(row)
    if paper is not None:
        _seal(row, paper, paper_name)
    _save(actor, row, before)
    state(
        ConditionsStated(
            about=row,
            consulted_on=row.consulted_on,
            work_rules=row.work_rules,
            register_entry=row.register_entry,
            dpia_on=row.dpia_on,
            retention_months=row.retention_months,
            valid_from=row.valid_from,
            file_sha256=row.paper_sha256,
            lacking=len(lacking(row)),
        )
    )
    return row


@action(P.ADVISE, AdviceStated)
def advise(actor: Actor, *, authority: Authority, advised_on: date, advice: str) -> Conditions:
    """State the DPO's advice. Who is DPO gives his own; anybody else takes it over and writes in `advice` where it stands.

    Raises Invalid: no advice, a day that has to come or that lies before the DPIA.
    """
    before = counts(authority.pk)
    row = Conditions(authority=authority, audience=AUDIENCE, **_kept(before, _others()))
    row.dpo_himself = DPO in actor.rights_in(authority.pk).roles
    ask = _("Schrijf wat je adviseert.") if row.dpo_himself else _("Schrijf wat de DPO adviseerde en waar dat staat.")
    row.dpo_advice = line("advice", advice, ask=ask)
    row.dpo_advice_on = advised_on
    errors: Errors = {}
    if advised_on > clock.today():
        errors["advised_on"] = [_("Die dag moet nog komen.")]
    elif row.dpia_on and advised_on < row.dpia_on:
        errors["advised_on"] = [_("Het advies gaat over de effectbeoordeling, dus het is niet ouder.")]
    if errors:
        raise Invalid(errors)
    if row.valid_from and row.valid_from <= advised_on and row.valid_from != told(authority.pk):
        row.valid_from = None  # nobody was told of it yet: the first day lies after the advice, so it is asked again
    _save(actor, row, before)
    state(AdviceStated(about=row, advised_on=advised_on, himself=row.dpo_himself))
    return row


def _others() -> tuple[str, ...]:
    own = {"id", "authority", "audience", "stated_by", "stated_at"}
    return tuple(field.name for field in Conditions._meta.concrete_fields if field.name not in own)  # noqa: SLF001


def _kept(before: Conditions | None, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(before, name) for name in names} if before else {}


def _check(row: Conditions) -> None:
    today = clock.today()
    errors: Errors = {
        name: [_("Die dag moet nog komen.")]
        for name in ("consulted_on", "dpia_on")
        if (day := getattr(row, name)) is not None and day > today
    }
    if row.retention_months is not None and not 0 < row.retention_months <= LONGEST_TERM:
        errors["retention_months"] = [_("Kies 1 tot %(most)s maanden.") % {"most": LONGEST_TERM}]
    if why := _too_early(row):
        errors["valid_from"] = [why]
    if errors:
        raise Invalid(errors)


def _too_early(row: Conditions) -> str:
    """Why no consultation of that first day may be looked at; empty when it may. A day that was told stays when the rest is renewed,
    and is not forgotten while something lacks."""
    known = told(row.authority_id)
    if row.valid_from is None or row.valid_from == known:
        return ""
    if known and row.valid_from < known:
        return _("Het personeel weet dat de controle later begint. Vroeger beginnen kan niet meer.")
    days = [day for day in (row.consulted_on, row.dpia_on, row.dpo_advice_on) if day]
    if days and row.valid_from <= max(days):
        return _(
            "Neem een dag na het overleg, de effectbeoordeling en het advies: over vroegere raadplegingen gaat geen controle."
        )
    return ""


def _seal(row: Conditions, paper: IO[bytes], name: str) -> None:
    try:
        sealed = erasing.seal(paper, name or "overleg.pdf")
    except RefusedFileError as error:
        raise Invalid({"paper": [str(error)]}) from error
    row.paper_name, row.paper_sha256 = without_numbers(sealed.name), sealed.sha256
    row.paper_type, row.paper_size = sealed.media_type, sealed.size


def _save(actor: Actor, row: Conditions, before: Conditions | None) -> None:
    """Keep the row after the one before, also when both were stated at the same moment."""
    row.stated_by_id = actor.person_in(row.authority_id)
    row.stated_at = max(clock.now(), before.stated_at + timedelta(microseconds=1)) if before else clock.now()
    row.save(force_insert=True)
