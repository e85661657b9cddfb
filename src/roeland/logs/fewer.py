"""What a newer staff list names no more: accounts that consulted in a month that is still to be controlled become unknown users there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from roeland.logs import store
from roeland.logs.models import Source
from roeland.logs.queries import conditions
from roeland.logs.queries.holders import accounted_for
from roeland.logs.queries.runs import LEFT_OUT, states
from roeland.logs.queries.sources import lists
from roeland.logs.values import Kind, RunState
from roeland.ui import dates

FEWER = "fewer"


def lines(source: Source, folder: Path) -> list[dict[str, Any]]:
    """One, as `gaps` tells what a file of consultations lacks; none where every account is named still, by another list or by Roeland itself."""
    place, known = source.authority_id, lists(source.authority)
    if source.kind != Kind.STAFF or source.pk in known["adding"]:
        return []
    after = store.named([folder / "list.parquet"]) | store.listed_users(place, **known, instead=[source.pk])
    gone = store.listed_users(place, **known) - after
    gone -= accounted_for(place, gone)
    if not gone:
        return []
    looked = len(gone & consulting(source))
    count = dates.plural(len(gone), "account van de vorige lijst ontbreekt", "accounts van de vorige lijst ontbreken")
    words = _("%(count)s, waarvan %(looked)s in een maand die nog nagekeken wordt. Een controle leest wie ontbreekt als onbekende gebruiker") % {
        "count": count,
        "looked": dates.plural(looked, "raadpleegde", "raadpleegden") if looked else _("er geen enkel raadpleegde"),
    }  # fmt: skip
    return [{"kind": FEWER, "text": words, "count": len(gone), "looked": looked}]


def consulting(source: Source, before: date = date.max) -> set[str]:
    """The accounts that consulted in months of which the control is still to come or to be closed, on days before this one."""
    done = {month for month, state in states(source.authority).items() if state in {RunState.CLOSED, LEFT_OUT}}
    begin = conditions.told(source.authority_id) or date.min
    days = [day for day in store.days(source.authority_id) if begin <= day < before and day.replace(day=1) not in done]
    files = store.consult_files(source.authority_id, min(days), max(days)) if days else []
    return store.named(path for path in files if path.parent.name.removeprefix("day=") in set(map(str, days)))
