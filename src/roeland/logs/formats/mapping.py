"""How a source is read: which column or path is which field, constants, the zone of times without one, forms of dates. Kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from roeland.logs.formats.moments import FORMS
from roeland.logs.formats.values import Unreadable
from roeland.logs.library import field_words
from roeland.logs.values import Format, Kind

ENCODINGS = ("auto", "utf-8", "cp1252")
SEPARATORS = ("auto", ";", ",", "\t", "|")
DECIMALS = (",", ".")
BRUSSELS = "Europe/Brussels"
LONGEST = 120
CONSULT_EXTRA = ("purpose", "action", "dossier_ref", "stated_reason", "n_persons", "outcome")
PERSON_FIELDS = ("person_number", "person_email")  # of a staff list: to tie a user to a person; in no file of the store


class BadMapping(Exception):
    """A mapping that cannot be used: per field what is wrong, in Dutch."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(text for texts in errors.values() for text in texts))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Part:
    """Where one field comes from: one or more columns (joined by a space: date and time apart), or a constant."""

    columns: tuple[str, ...] = ()
    constant: str = ""

    def data(self) -> dict[str, Any]:
        return {"from": list(self.columns)} if self.columns else {"constant": self.constant}


@dataclass(frozen=True)
class Reading:
    """A mapping, checked. `adds`: each file adds to the ones before it (False: each is the whole list)."""

    kind: Kind
    format: Format
    fields: dict[str, Part]
    encoding: str = "auto"
    separator: str = "auto"
    zone: str = BRUSSELS
    dates: str = "auto"
    decimal: str = ","
    adds: bool = False
    forms: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        """Every column or path that is read."""
        return {column for part in self.fields.values() for column in part.columns}

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def stored(self) -> dict[str, Any]:
        """As a delivery keeps what it was read with."""
        return {**self.data(), "format": self.format.value}

    def data(self) -> dict[str, Any]:
        """As a source keeps it."""
        return {
            "fields": {name: part.data() for name, part in self.fields.items()},
            "encoding": self.encoding,
            "separator": self.separator,
            "zone": self.zone,
            "dates": self.dates,
            "decimal": self.decimal,
            "adds": self.adds,
        }


def fields_of(kind: Kind) -> dict[str, bool]:
    """The fields that a file of this kind may have, and whether each must be there. An event without a number gets one."""
    layout = kind.layout
    found = {name: name in layout.needed and name != "event_id" for name in layout.columns}
    if kind is Kind.CONSULT:
        found |= dict.fromkeys((name for name in CONSULT_EXTRA if name not in found), False)
    if kind is Kind.STAFF:
        found |= dict.fromkeys(PERSON_FIELDS, False)
    return found


def parse(kind: Kind, form: Format, data: Mapping[str, Any]) -> Reading:
    """The mapping behind JSON. Raises BadMapping."""
    errors: dict[str, list[str]] = {}
    known = fields_of(kind)
    given = data.get("fields")
    parts: dict[str, Part] = {}
    for name, raw in (given if isinstance(given, Mapping) else {}).items():
        if name not in known:
            errors.setdefault("fields", []).append(
                _("Het veld “%(name)s” bestaat niet voor %(kind)s.") % {"name": str(name)[:40], "kind": kind.label}
            )
            continue
        part = _part(raw)
        if part is None:
            errors.setdefault("fields", []).append(
                _("Zeg voor het veld “%(name)s” uit welke kolom het komt, of een vaste waarde.") % {"name": name}
            )
        elif part.columns or part.constant:
            parts[name] = part
    errors |= {"fields": errors.get("fields", []) + lacking} if (lacking := _lacking(known, parts)) else {}
    chosen: dict[str, Any] = {
        "encoding": _one(data, "encoding", ENCODINGS, errors),
        "separator": _one(data, "separator", SEPARATORS, errors),
        "dates": _one(data, "dates", FORMS, errors),
        "decimal": _one(data, "decimal", DECIMALS, errors),
    }
    zone = str(data.get("zone") or BRUSSELS)
    if zone not in available_timezones():
        errors["zone"] = [_("Kies een tijdzone zoals Europe/Brussels of UTC.")]
    if errors:
        raise BadMapping(errors)
    return Reading(kind, form, parts, zone=zone, adds=bool(data.get("adds", kind in ADDING)), **chosen)


ADDING = frozenset({Kind.CONSULT, Kind.APPOINTMENTS, Kind.TICKETS})  # kinds whose files usually add to each other


def _part(raw: Any) -> Part | None:
    if isinstance(raw, str):
        raw = {"from": raw}
    if not isinstance(raw, Mapping) or not set(raw) <= {"from", "constant"}:
        return None
    origin, constant = raw.get("from") or [], raw.get("constant", "")
    columns = [origin] if isinstance(origin, str) else origin
    if not isinstance(columns, list | tuple) or not all(isinstance(one, str) for one in columns):
        return None
    return Part(tuple(one.strip()[:LONGEST] for one in columns if one.strip()), str(constant).strip()[:LONGEST])


def _lacking(known: Mapping[str, bool], parts: Mapping[str, Part]) -> list[str]:
    return [
        _("Het veld “%(name)s” ontbreekt: zonder dat kan Roeland het bestand niet gebruiken.")
        % {"name": field_words().get(name, name)}
        for name, needed in known.items()
        if needed and name not in parts
    ]


def _one(data: Mapping[str, Any], name: str, choices: tuple[str, ...], errors: dict[str, list[str]]) -> str:
    value = data.get(name) or choices[0]
    if value not in choices:
        errors[name] = [_("Kies een van: %(choices)s.") % {"choices": ", ".join(choices)}]
        return choices[0]
    return str(value)


def reading(kind: Kind, form: Format, data: Mapping[str, Any]) -> Reading:
    """The mapping of a source that was saved. Raises Unreadable when there is none yet."""
    try:
        return parse(kind, form, data)
    except BadMapping as error:
        raise Unreadable(f"kan nog niet gelezen worden, zeg eerst hoe: {error}") from None
