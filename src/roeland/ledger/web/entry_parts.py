"""What the page of one entry shows, as terms and values."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.ledger.entries import Body
from roeland.ledger.queries import Told
from roeland.ui import dates
from roeland.ui.components import Definition

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
        Definition("Wanneer", dates.sentence_moment(told.time)),
        Definition("Wie", told.who, url=f"{log}?wie={told.actor_id}"),
        Definition("Rol", role_names(body.role)),
        Definition("Handeling", told.action, url=f"{log}?wat={told.action}"),
        Definition("Onderwerp", f"{told.object_type} {told.object_id}", url=f"{log}?onderwerp={told.object_id}"),
        Definition("Zichtbaar voor wie dit leest", RIGHTS.resources.get(body.audience, body.audience)),
    ]
    if body.prev is not None:
        earlier = reverse("ledger-entry", args=[authority.slug, body.prev])
        rows.append(Definition("Vorige regel over dit onderwerp", str(body.prev), url=earlier))
    return rows


def text_rows(payload: Mapping[str, Any] | None) -> list[Definition]:
    """The fields of the text beside the entry; empty when it is erased."""
    return [Definition(name.replace("_", " "), _shown(value)) for name, value in (payload or {}).items()]


def _shown(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(_shown(item)) for item in value) or "geen"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) or "geen"
    return "geen" if value is None or value == "" else value
