"""Syslog: RFC 5424 with structured data, RFC 3164, the files of rsyslog (a time with its zone first) and plain lines with key=value.

Fields: `timestamp`, `host`, `app`, `procid`, `msgid`, `message`; parameters of structured data as `<id>.<name>` and as `<name>`; pairs in
the message as `<key>`.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from roeland.logs.formats.asked import Asked
from roeland.logs.formats.opening import Lines
from roeland.logs.formats.values import Faults, Record, Records

FRAME = re.compile(r"^\d{1,7} (?=<)")  # octet counting of RFC 6587
NEW = re.compile(r"^<(\d{1,3})>1 (\S+) (\S+) (\S+) (\S+) (\S+) ?")
OLD = re.compile(
    r"^<(\d{1,3})>([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\S+) ([^\s:\[]{1,64})(?:\[([^\]]{0,32})\])?:? ?"
)
BARE = re.compile(r"^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\S+) ([^\s:\[]{1,64})(?:\[([^\]]{0,32})\])?:? ?")
ISO = re.compile(r"^(?:<\d{1,3}>)?(\d{4}-\d\d-\d\dT\S{8,24}) (\S+) ([^\s:\[]{1,64})(?:\[([^\]]{0,32})\])?:? ?")
PAIR = re.compile(r"([A-Za-z_][\w.\-]{0,63})=(?:\"((?:[^\"\\]|\\.)*)\"|([^\s\"]\S*)?)")
PARAMETER = re.compile(r" ([^\s=\]\"]{1,32})=\"((?:[^\"\\\]]|\\.)*)\"")
ELEMENT = re.compile(r"\[([^\s=\]\"]{1,32})((?: [^\s=\]\"]{1,32}=\"(?:[^\"\\\]]|\\.)*\")*)\]")
MONTHS = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True))
NIL = "-"


def read(lines: Lines, faults: Faults, wanted: set[str], now: datetime) -> Records:
    """Records with the wanted fields. `now` gives the year that RFC 3164 leaves out: the last one that is not ahead of it."""
    asked = Asked(wanted)
    for row, text in lines:
        if not text.strip():
            continue
        found = parse(text, now)
        if found is None:
            faults.add(row, "geen syslog-regel, rij overgeslagen")
            continue
        asked.see(row, wanted & found.keys(), [name for name in found if name != "message"] if asked.learns else ())
        yield Record(row, {name: found.get(name) for name in wanted})
    asked.tell(faults)


def parse(text: str, now: datetime) -> dict[str, Any] | None:
    """The fields of a line, or None when it is no syslog."""
    text = FRAME.sub("", text.strip(), count=1)
    if found := NEW.match(text):
        _pri, stamp, host, app, process, message_id = found.groups()
        fields = {"timestamp": stamp, "host": host, "app": app, "procid": process, "msgid": message_id}
        fields = {name: value for name, value in fields.items() if value != NIL}
        rest = _structured(text[found.end() :], fields)
        return None if rest is None else _pairs(rest, fields)
    if found := ISO.match(text):
        fields = dict(zip(("timestamp", "host", "app", "procid"), (part or "" for part in found.groups()), strict=True))
        return _pairs(text[found.end() :], fields)
    old, at = OLD.match(text), 2
    if old is None:
        old, at = BARE.match(text), 1
    if old is None:
        return None
    stamp = dated(old.group(at), old.group(at + 1), old.group(at + 2), now)
    if not stamp:
        return None
    fields = {
        "timestamp": stamp,
        "host": old.group(at + 3),
        "app": old.group(at + 4),
        "procid": old.group(at + 5) or "",
    }
    return _pairs(text[old.end() :], fields)


def _structured(text: str, fields: dict[str, Any]) -> str | None:
    """Read the structured data; what comes after it, or None when it is broken."""
    if text.startswith(NIL):
        return text[1:]
    place = 0
    while found := ELEMENT.match(text, place):
        for name, value in PARAMETER.findall(found.group(2)):
            plain = re.sub(r"\\([\"\\\]])", r"\1", value)
            fields[f"{found.group(1)}.{name}"] = plain
            fields.setdefault(name, plain)
        place = found.end()
    return text[place:] if place else None


def _pairs(message: str, fields: dict[str, Any]) -> dict[str, Any]:
    fields["message"] = message.strip().removeprefix("\ufeff")
    for name, quoted, bare in PAIR.findall(fields["message"]):
        fields.setdefault(name, re.sub(r"\\(.)", r"\1", quoted) if quoted else bare)
    return fields


def dated(month: str, day: str, clock: str, now: datetime) -> str:
    """An ISO time with the year that fits; empty for a day that does not exist."""
    for year in (now.year, now.year - 1):
        try:
            found = datetime.fromisoformat(f"{year}-{MONTHS.get(month, 0):02}-{int(day):02}T{clock}")
        except ValueError:
            continue
        if (found - now.replace(tzinfo=None)).days < 1:
            return found.isoformat()
    return ""
