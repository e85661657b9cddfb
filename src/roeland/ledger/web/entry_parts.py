"""What the page of one entry shows, as terms and values."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.shipped import parsed
from roeland.ledger import queries
from roeland.ledger.entries import Body
from roeland.ledger.queries import Told
from roeland.ui import dates
from roeland.ui.components import Definition

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
YEARS = frozenset({"year"})
SYSTEM_ROLES = {
    "system": "Roeland zelf",
    "os": "beheerder van de server",
    "account": "eigen account",
    "none": "zonder rol",
}


def role_names(text: str) -> str:
    """The roles of an entry in Dutch; several stand apart by a full stop."""
    names = [RIGHTS.roles[r].nl if r in RIGHTS.roles else SYSTEM_ROLES.get(r, r) for r in text.split(".")]
    return ", ".join(names)


def definitions(told: Told, body: Body, authority: Authority) -> list[Definition]:
    """Who, what, when, about what."""
    log = reverse("ledger-log", args=[authority.slug])
    rows = [
        Definition(_("Wanneer"), dates.sentence_moment(told.time)),
        Definition(_("Wie"), told.who, url=f"{log}?wie={told.actor_id}"),
        Definition(_("Rol"), role_names(body.role)),
        Definition(_("Handeling"), queries.general(told.action), url=f"{log}?wat={told.action}"),
        Definition(_("Onderwerp"), f"{told.object_type} {told.object_id}", url=f"{log}?onderwerp={told.object_id}"),
        Definition(_("Zichtbaar voor lezers van"), RIGHTS.resources.get(body.audience, body.audience)),
    ]
    if body.prev is not None:
        earlier = reverse("ledger-entry", args=[authority.slug, body.prev])
        rows.append(Definition(_("Vorige regel over dit onderwerp"), str(body.prev), url=earlier))
    return rows


def text_rows(payload: Mapping[str, Any] | None) -> list[Definition]:
    """The fields of the text beside the entry; empty when it is erased."""
    return [Definition(label(name), _shown(value, name)) for name, value in (payload or {}).items()]


@cache
def labels() -> dict[str, str]:
    """What the fields of facts are called (`data/fields.yaml`)."""
    file = Path(__file__).parents[1] / "data" / "fields.yaml"
    found: dict[str, str] = parsed(file.read_text(encoding="utf-8"))
    return found


def label(field: str) -> str:
    """What a field of a fact is called in Dutch."""
    return labels().get(field, field.replace("_", " "))


def _shown(value: object, field: str = "") -> object:
    shown: object = value
    if field in YEARS and isinstance(value, int):
        shown = str(value)  # a year is a name, not a quantity
    elif isinstance(value, list):
        shown = ", ".join(str(_shown(item)) for item in value) or "geen"
    elif isinstance(value, dict):
        shown = ", ".join(f"{label(key)}: {_shown(item, key)}" for key, item in value.items()) or "geen"
    elif isinstance(value, str) and DAY.fullmatch(value):
        shown = dates.table_date(date.fromisoformat(value))
    elif isinstance(value, str) and MOMENT.fullmatch(value):
        shown = dates.table_moment(datetime.fromisoformat(value))
    return "geen" if value is None or value == "" else shown
