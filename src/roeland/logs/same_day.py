"""A staff list in which nearly everybody begins on one day, mostly that of the export: what they did before has no service, so nothing explains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.logs import store
from roeland.logs.fewer import consulting
from roeland.logs.models import Source
from roeland.logs.queries.sources import lists
from roeland.logs.values import Kind
from roeland.ui import dates

SAME_DAY = "same-day"
FEWEST = 5  # accounts: of fewer one day says nothing
NEARLY = 0.9  # of the accounts
FRESH = timedelta(days=31)  # a day that lately, when no consultation is there yet to tell


def lines(source: Source, folder: Path) -> list[dict[str, Any]]:
    """One, as `gaps` tells what a file of consultations lacks; none for a day that cuts nothing off, or where another list knows them longer."""
    if source.kind != Kind.STAFF:
        return []
    first = _first([folder / "list.parquet"])
    day, _many = (Counter(first.values()).most_common(1) or [(date.min, 0)])[0]
    begun = {user for user, one in first.items() if one == day}
    if len(first) < FEWEST or len(begun) < NEARLY * len(first):
        return []
    known = lists(source.authority)
    beside = [] if source.pk in known["adding"] else [source.pk]
    others = _first(store.dimension_files(source.authority_id, Kind.STAFF, **known, instead=beside))
    looked = sum(others.get(user, day) >= day for user in begun & consulting(source, before=day))
    if not looked and day < clock.today() - FRESH:
        return []
    return [
        {"kind": SAME_DAY, "text": _words(day, len(begun), len(first), looked), "count": len(begun), "looked": looked}
    ]


def _words(day: date, begun: int, every: int, looked: int) -> str:
    words = {
        "begun": _("Alle %(every)s accounts") % {"every": dates.number(every)}
        if begun == every
        else _("%(begun)s van de %(every)s accounts") % {"begun": dates.number(begun), "every": dates.number(every)},
        "day": dates.sentence_date(day, weekday=False),
        "looked": dates.plural(looked, "raadpleegde", "raadpleegden"),
        "example": dates.table_date(clock.today().replace(month=1, day=1) - timedelta(days=365)),
    }
    first = _("%(begun)s beginnen op %(day)s, wellicht de dag waarop de lijst gemaakt is") % words
    if looked:
        first += _(", en %(looked)s al eerder, in een maand die nog nagekeken wordt") % words
    then = _("Een controle leest dat zij voor die dag in geen enkele dienst waren, en vindt dan minder redenen.")
    ask = _(
        "Vraag een lijst met de dag waarop elke dienst echt begon. Kan dat niet, zeg dan dat het bestand anders gelezen wordt, met een vaste vroegere dag bij “Van”, bijvoorbeeld =%(example)s"
    )
    return f"{first}. {then} {ask % words}"


def _first(paths: Iterable[Path]) -> dict[str, date]:
    """Account -> the first day of which lists say where it works."""
    found: dict[str, date] = {}
    for path in paths:
        table = pq.read_table(path, columns=["user_id", "from_ts"])
        for user, at in zip(table["user_id"].to_pylist(), table["from_ts"].to_pylist(), strict=True):
            day = clock.local(at).date()
            found[user] = min(day, found.get(user, day))
    return found
