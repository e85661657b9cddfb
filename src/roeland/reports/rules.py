"""Permissions and state rules of reports. Pure."""

import re
from collections.abc import Iterable, Mapping

from roeland.kernel.actor import Actor
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.texts import _

NAME_LENGTH = 3  # shorter names are ordinary words too often


class P:
    """What pages and verbs of this room ask."""

    LIST = Permission("reports:report:list", resource="annual_report", mode=Mode.MEETING)
    READ = Permission("reports:part:read", resource="annual_report", mode=Mode.MEETING)
    ANNEX = Permission("reports:annex:read", resource="reports", mode=Mode.READ)
    PREPARE = Permission("reports:report:prepare", resource="annual_report", mode=Mode.EDIT)
    FREEZE = Permission("reports:report:freeze", resource="annual_report", mode=Mode.EDIT, may="freeze")
    OFFER = Permission("reports:report:offer", resource="annual_report", mode=Mode.EDIT, may="freeze")
    PRINT = Permission("reports:report:print", resource="annual_report", mode=Mode.EDIT)


def may_change(_actor: Actor, *, report: object, **_rest: object) -> Decision:
    """A frozen report never changes."""
    if getattr(report, "frozen", False):
        return Denied(_("Dit verslag is bevroren. Daaraan verandert niets meer."))
    return ALLOWED


def may_offer(_actor: Actor, *, report: object, **_rest: object) -> Decision:
    """Only what is frozen goes to the council."""
    if not getattr(report, "frozen", False):
        return Denied(_("Bevries eerst de cijfers. Daarna kan het verslag naar de raad."))
    return ALLOWED


def names_in(texts: Mapping[str, str], names: Iterable[str], titles: Iterable[str] = ()) -> dict[str, list[str]]:
    """Per section the names and titles that its text holds as whole words; sections without any are left out.

    Titles of findings and tasks are found in any case; names of people only as written, since many are ordinary words too.
    """
    wanted = [(name, 0) for name in _sought(names)] + [(title, re.IGNORECASE) for title in _sought(titles)]
    found: dict[str, list[str]] = {}
    for section, text in texts.items():
        hits = [name for name, flags in wanted if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags)]
        if hits:
            found[section] = list(dict.fromkeys(hits))
    return found


def _sought(names: Iterable[str]) -> list[str]:
    kept = {name.strip() for name in names if len(name.strip()) >= NAME_LENGTH}
    return sorted(kept, key=lambda name: (-len(name), name))
