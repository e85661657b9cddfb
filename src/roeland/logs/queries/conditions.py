"""What has to be in order before named staff are controlled: the row that counts, what lacks in it, and from which month on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.kernel.actor import Actor
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs.models import Conditions
from roeland.ui import dates


@dataclass(frozen=True)
class Check:
    """One line of the checklist. `lacks` says in Dutch what is missing; empty when it is in order."""

    key: str
    title: str
    stands: str
    lacks: str = ""


def history(authority_id: UUID) -> QuerySet[Conditions]:
    """Every row of an authority in sight, newest first: what counted when."""
    rows: QuerySet[Conditions] = Conditions.objects.filter(authority=authority_id).select_related("stated_by")
    return rows


def newest(authority_id: UUID) -> Conditions | None:
    """The row that counts, for who may read it."""
    return history(authority_id).first()


def counts(authority_id: UUID) -> Conditions | None:
    """The row that counts now, whoever asks: staff are told what stands in it. None when nothing was stated."""
    with scope(Actor.system("conditions", [authority_id]), [authority_id]):
        found: Conditions | None = Conditions.objects.filter(authority=authority_id).first()
    return found


def told(authority_id: UUID) -> date | None:
    """The latest first day that staff were told of: of every row that was complete, also when something lacks now. None before that."""
    with scope(Actor.system("conditions", [authority_id]), [authority_id]):
        rows = list(Conditions.objects.filter(authority=authority_id))
    return max((row.valid_from for row in rows if row.valid_from and not lacking(row)), default=None)


def checklist(row: Conditions | None) -> list[Check]:
    """The conditions one by one, with what lacks. Pure."""
    row = row or Conditions()
    paper = f"{row.consulted_body}, {_day(row.consulted_on)}" if row.consulted_on else ""
    stale = bool(row.dpia_on and row.dpo_advice_on and row.dpo_advice_on < row.dpia_on)
    months = row.retention_months
    return [
        Check(
            "consulted",
            _("Overleg met de vakbonden"),
            paper,
            "" if row.consulted_on else _("de datum van het overleg met de vakbonden (BOC of HOC)"),
        ),
        Check(
            "paper",
            _("Stuk van dat overleg"),
            row.paper_name,
            "" if row.paper_sha256 else _("het stuk van het overleg met de vakbonden"),
        ),
        Check(
            "work_rules",
            _("Arbeidsreglement"),
            row.work_rules,
            "" if row.work_rules else _("de versie van het arbeidsreglement"),
        ),
        Check(
            "register_entry",
            _("Register van verwerkingen"),
            row.register_entry,
            "" if row.register_entry else _("het nummer in het register van verwerkingen"),
        ),
        Check(
            "dpia",
            _("Effectbeoordeling (DPIA)"),
            _day(row.dpia_on),
            "" if row.dpia_on else _("de effectbeoordeling (DPIA)"),
        ),
        Check("dpo", _("Advies van de DPO"), _advice(row), _advice_lacks(row, stale=stale)),
        Check(
            "retention",
            _("Bewaartermijn van gevallen"),
            dates.plural(months, _("maand"), _("maanden")) if months else "",
            "" if months else _("de bewaartermijn"),
        ),
        Check(
            "valid_from",
            _("Eerste dag die gecontroleerd wordt"),
            _day(row.valid_from),
            "" if row.valid_from else _("de dag vanaf wanneer raadplegingen gecontroleerd worden"),
        ),
    ]


def lacking(row: Conditions | None) -> list[str]:
    """What lacks, in words that follow *ontbreekt*. Empty when everything is in order. Pure."""
    return [check.lacks for check in checklist(row) if check.lacks]


def ready(authority: Authority, month: date) -> Decision:
    """Whether the consultations of a month (any day of it) may be controlled on named staff.

    Denied with what lacks, or when the month begins before the day that staff were told of: nothing about earlier dates. A month that
    begins before that day is denied as a whole. One statement; reads past the scope, since it gives a decision only.
    """
    row = counts(authority.pk)
    missing = lacking(row)
    if row is None or missing:
        return Denied(
            _("Deze controle kan nog niet beginnen. Dit ontbreekt nog: %(what)s.") % {"what": dates.join_nl(missing)}
        )
    if row.valid_from is None or month.replace(day=1) < row.valid_from:
        return Denied(
            _("Deze maand begint voor %(day)s. Over vroegere raadplegingen is het personeel niet ingelicht.")
            % {"day": _day(row.valid_from)}
        )
    return ALLOWED


def _day(value: date | None) -> str:
    return dates.sentence_date(value, weekday=False) if value else ""


def _advice(row: Conditions) -> str:
    if not row.dpo_advice_on:
        return ""
    words = _("%(day)s, door de DPO zelf") if row.dpo_himself else _("%(day)s, overgenomen door de consulent")
    return words % {"day": _day(row.dpo_advice_on)}


def _advice_lacks(row: Conditions, *, stale: bool) -> str:
    if not row.dpo_advice_on or not row.dpo_advice:
        return _("het advies van de DPO")
    return _("een advies van de DPO over de nieuwe effectbeoordeling") if stale else ""
