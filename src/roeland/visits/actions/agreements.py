"""Verbs on the cooperation agreement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import fresh, one_line
from roeland.visits import library
from roeland.visits.facts import AgreementChanged, AgreementEnded, AgreementMade
from roeland.visits.models import Agreement
from roeland.visits.rules import P

FIELDS = (
    "provider",
    "client",
    "officer",
    "decision",
    "decided_on",
    "modules_in",
    "modules_out",
    "days_per_month",
    "hours_per_day",
    "day_rate",
    "weekday",
    "week",
    "start",
    "end",
    "document",
    "note",
)
MOST_DAYS, MOST_HOURS, MOST_RATE = 31, 24, 100_000


@action(P.AGREE, AgreementMade)
def make_agreement(actor: Actor, *, authority: Authority, values: Mapping[str, Any]) -> Agreement:
    """Lay down an agreement; `values` are columns of Agreement. Raises Invalid, also when it overlaps another one."""
    row = Agreement(authority=authority, audience="visits", **_cleaned({"client": authority.name, **values}))
    _check(row)
    row.save()
    state(AgreementMade(about=row, **_told(row), modules_in=row.modules_in, modules_out=row.modules_out))
    return row


@action(P.AGREE, AgreementChanged)
def change_agreement(actor: Actor, *, agreement: Agreement, values: Mapping[str, Any]) -> Agreement:
    """Change what is named in `values`. A visit that was closed keeps the cost it had."""
    row = fresh(agreement)
    before = {name: getattr(row, name) for name in FIELDS}
    for name, value in _cleaned({**before, **values}).items():
        setattr(row, name, value)
    _check(row)
    row.save()
    changes = [name for name in FIELDS if getattr(row, name) != before[name]]
    if not changes:
        raise Refused(_("Er is niets gewijzigd."))
    state(AgreementChanged(about=row, **_told(row), changes=[_label(name) for name in changes]))
    return row


@action(P.AGREE, AgreementEnded)
def end_agreement(actor: Actor, *, agreement: Agreement, on: date, reason: str) -> Agreement:
    """End it; `on` is the last day."""
    row = fresh(agreement)
    if row.end is not None and row.end <= on:
        raise Refused(_("Deze overeenkomst is dan al afgelopen."))
    if on < row.start:
        raise Invalid({"on": [_("Het einde valt vóór het begin.")]})
    row.end = on
    row.ended_reason = one_line("reason", reason, ask="Zeg kort waarom de overeenkomst eindigt.")
    row.save(update_fields=["end", "ended_reason"])
    state(AgreementEnded(about=row, provider=row.provider, on=on, reason=row.ended_reason))
    return row


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise Invalid({"": [_("Onbekend: %(join)s.") % {"join": ", ".join(sorted(unknown))}]})
    found = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    known = library.modules()
    chosen = [key for key in found.get("modules_in", ()) if key in known]
    found["modules_in"] = [key for key in known if key in chosen]
    found["modules_out"] = [key for key in known if key not in chosen]
    return found


def _check(row: Agreement) -> None:
    errors: dict[str, list[str]] = {}
    if not row.provider:
        errors["provider"] = [_("Zeg wie de consulent ter beschikking stelt.")]
    for name, most in (("days_per_month", MOST_DAYS), ("hours_per_day", MOST_HOURS), ("day_rate", MOST_RATE)):
        value: Decimal | None = getattr(row, name)
        if value is None or not 0 <= value <= most or (name == "hours_per_day" and not value):
            errors[name] = [_("Geef een getal van 0 tot %(most)s.") % {"most": most}]
    if row.end is not None and row.end < row.start:
        errors["end"] = [_("Het einde valt vóór het begin.")]
    if not 0 <= row.weekday <= 4 or not 1 <= row.week <= 4:  # noqa: PLR2004 -- the days of a working week, weeks of a month
        errors["weekday"] = [_("Kies een werkdag en een week van 1 tot 4.")]
    if not errors and _overlaps(row):
        errors["start"] = [_("In deze periode loopt al een overeenkomst. Beëindig die eerst.")]
    if errors:
        raise Invalid(errors)
    try:
        row.clean_fields(exclude=["authority"])
    except ValidationError as wrong:
        raise Invalid({name: list(messages) for name, messages in wrong.message_dict.items()}) from wrong


def _overlaps(row: Agreement) -> bool:
    others = Agreement.objects.filter(authority_id=row.authority_id).exclude(pk=row.pk)
    last = row.end or date.max
    return any(other.start <= last and (other.end is None or other.end >= row.start) for other in others)


def _told(row: Agreement) -> dict[str, Any]:
    return {
        "provider": row.provider,
        "start": row.start,
        "end": row.end,
        "day_hundredths": int(row.days_per_month * 100),
        "rate_cents": int(row.day_rate * 100),
    }


def _label(name: str) -> str:
    return {"modules_in": "wat erin zit", "modules_out": "wat er niet in zit", "officer": "consulent"}.get(
        name,
        str(getattr(Agreement._meta.get_field(name), "verbose_name", name)),  # noqa: SLF001 -- Django's public name
    )
