"""Verbs on sources: their sheet, how their files are read, their end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import fresh
from roeland.logs.actions.texts import checked, line
from roeland.logs.facts.intake import SourceChanged, SourceEnded, SourceMade, SourceMapped
from roeland.logs.formats.mapping import BadMapping, parse
from roeland.logs.library import templates
from roeland.logs.models import Source
from roeland.logs.rules import AUDIENCE, P
from roeland.logs.values import MOST_QUIET, QUIET, Format, Kind
from roeland.people.models import Person

SHEET = ("name", "supplier", "contract_clause", "contact", "due_day", "quiet_days", "owner", "folder")
LAST_DAY = 28
FOLDER = set("abcdefghijklmnopqrstuvwxyz0123456789-_")


@action(P.SOURCES, SourceMade)
def make_source(
    actor: Actor,
    *,
    authority: Authority,
    name: str,
    kind: str,
    format: str,  # noqa: A002 -- the word of the table
    supplier: str = "",
    contract_clause: str = "",
    contact: str = "",
    due_day: int | None = None,
    quiet_days: int = QUIET,
    owner: Person | None = None,
    folder: str = "",
    template: str = "",
    mapping: Mapping[str, Any] | None = None,
) -> Source:
    """Make a source with its sheet. `template` fills the mapping; `mapping` goes before it. Raises Invalid."""
    if kind not in set(Kind):
        raise Invalid({"kind": [_("Kies wat deze bron levert.")]})
    if format not in set(Format):
        raise Invalid({"format": [_("Kies de soort bestand.")]})
    row = Source(authority=authority, audience=AUDIENCE, kind=kind, format=format, made_at=clock.now())
    _sheet(row, name, supplier, contract_clause, contact, due_day, quiet_days, owner, folder)
    known = templates().get(template)
    if template and (known is None or known.kind != kind or known.format != format):
        raise Invalid({"template": [_("Dit sjabloon hoort niet bij deze soort.")]})
    row.template = template
    given = mapping or (known.mapping if known else {})
    if given:
        row.mapping = _mapping(row, given)
    row.save()
    state(
        SourceMade(
            about=row,
            title=row.name,
            kind=Kind(kind).label,
            supplier=row.supplier,
            due_day=row.due_day,
            quiet_days=row.quiet_days,
        )
    )
    return row


@action(P.SOURCES, SourceChanged)
def change_source(
    actor: Actor,
    *,
    source: Source,
    name: str,
    supplier: str = "",
    contract_clause: str = "",
    contact: str = "",
    due_day: int | None = None,
    quiet_days: int = QUIET,
    owner: Person | None = None,
    folder: str = "",
) -> Source:
    """Change the sheet of a source. Raises Invalid; Refused when it ended."""
    row = _running(source)
    before = {field: getattr(row, field) for field in SHEET}
    _sheet(row, name, supplier, contract_clause, contact, due_day, quiet_days, owner, folder)
    row.save()
    changes = [field for field in SHEET if before[field] != getattr(row, field)]
    state(SourceChanged(about=row, title=row.name, changes=changes))
    return row


@action(P.SOURCES, SourceMapped)
def map_source(actor: Actor, *, source: Source, mapping: Mapping[str, Any], format: str = "") -> Source:  # noqa: A002
    """Say how the files of a source are read from now on (`formats.mapping`). What was imported before stays. Raises Invalid."""
    row = _running(source)
    if format and format not in set(Format):
        raise Invalid({"format": [_("Kies de soort bestand.")]})
    row.format = format or row.format
    row.mapping = _mapping(row, mapping)
    row.save(update_fields=["format", "mapping"])
    fields, zone = sorted(row.mapping["fields"]), row.mapping["zone"]
    state(SourceMapped(about=row, title=row.name, format=row.format, fields=fields, zone=zone))
    return row


@action(P.SOURCES, SourceEnded)
def end_source(actor: Actor, *, source: Source, reason: str) -> Source:
    """End a source: nothing is expected of it any more. What it delivered stays; its list counts until another source of
    its kind delivers one. Raises Invalid, Refused."""
    row = _running(source)
    why = line("reason", reason, ask=_("Zeg kort waarom deze bron stopt."), longest=300)
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    state(SourceEnded(about=row, title=row.name, reason=why))
    return row


def _running(source: Source) -> Source:
    row = fresh(source)
    if row.ended_on is not None:
        raise Refused(_("Deze bron is beëindigd."))
    return row


def _mapping(row: Source, mapping: Mapping[str, Any]) -> dict[str, Any]:
    try:
        found = parse(Kind(row.kind), Format(row.format), mapping).data()
    except BadMapping as error:
        raise Invalid(error.errors) from error
    checked("fields", json.dumps(found["fields"], ensure_ascii=False))
    return found


def _sheet(
    row: Source,
    name: str,
    supplier: str,
    contract_clause: str,
    contact: str,
    due_day: int | None,
    quiet_days: int,
    owner: Person | None,
    folder: str,
) -> None:
    row.name = line("name", name, ask=_("Geef de bron een naam."), longest=120)
    if Source.objects.filter(authority=row.authority_id, name=row.name).exclude(pk=row.pk).exists():
        raise Invalid({"name": [_("Er is al een bron met deze naam.")]})
    row.supplier = line("supplier", supplier, longest=120)
    row.contract_clause = line("contract_clause", contract_clause, longest=200)
    row.contact = line("contact", contact, longest=200)
    if row.contact:
        try:
            validate_email(row.contact)
        except ValidationError:
            raise Invalid({"contact": [_("Dit is geen e-mailadres.")]}) from None
    if due_day is not None and not 1 <= due_day <= LAST_DAY:
        raise Invalid({"due_day": [_("Kies een dag van 1 tot 28.")]})
    if not 1 <= quiet_days <= MOST_QUIET:
        raise Invalid({"quiet_days": [_("Kies 1 tot %(most)s werkdagen.") % {"most": MOST_QUIET}]})
    row.due_day, row.quiet_days, row.owner = due_day, quiet_days, owner
    row.folder = line("folder", folder, longest=80).lower()
    if not set(row.folder) <= FOLDER:
        raise Invalid({"folder": [_("Gebruik enkel letters, cijfers en streepjes in de naam van de map.")]})
    if row.folder and Source.objects.filter(authority=row.authority_id, folder=row.folder).exclude(pk=row.pk).exists():
        raise Invalid({"folder": [_("Een andere bron gebruikt deze map al.")]})
