"""What looking again at a control changed: counts, kept in its summary and said in Dutch. No worker, no citizen."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import duckdb
from django.utils.translation import gettext as _

from roeland.logs.models import Run
from roeland.scrutiny.writing import VERDICTS
from roeland.ui import dates


@dataclass(frozen=True)
class Kept:
    """What came and went of the rows: new cases, cases that nobody touched, drawn consultations. `named`: ids of the new ones that hold no tie.
    Marked as new beside a list of citizens that just came, a tie would say who stands on it (`trying` names none either)."""

    new: int
    named: tuple[UUID, ...]
    gone: int
    drawn: int
    undrawn: int


@dataclass(frozen=True)
class Look:
    """Beside the time before: cases that are new and that went, consultations that came and went, that are explained now and no more,
    drawn consultations that came and went. `rules`: the version of before, where another one counts now."""

    at: datetime
    new: int = 0
    gone: int = 0
    added: int = 0
    removed: int = 0
    newly: int = 0
    lost: int = 0
    drawn: int = 0
    undrawn: int = 0
    rules: str = ""

    @classmethod
    def of(cls, rows: Kept, counts: Mapping[str, int], at: datetime, *, rules: str) -> Self:
        """From what the rows and the files say."""
        return cls(at, rows.new, rows.gone, drawn=rows.drawn, undrawn=rows.undrawn, rules=rules, **counts)

    def data(self) -> dict[str, Any]:
        """As `Run.summary` holds it."""
        return asdict(self) | {"at": self.at.isoformat()}

    def stated(self) -> dict[str, int]:
        """As the fact tells it."""
        return {
            "new_cases": self.new,
            "gone_cases": self.gone,
            "newly_explained": self.newly,
            "no_longer_explained": self.lost,
        }

    @property
    def words(self) -> str:
        """*2 gevallen kwamen erbij en 1 geval viel weg. 12 raadplegingen zijn nu verklaard.*"""
        parts = [
            _parts((self.new, _came(self.new, *CASES)), (self.gone, _went(self.gone, *CASES))),
            _parts((self.added, _came(self.added, *LOOKS)), (self.removed, _went(self.removed, *LOOKS))),
            _parts(
                (self.newly, _are(self.newly, _("nu verklaard"))),
                (self.lost, _are(self.lost, _("niet meer verklaard"))),
            ),
            _parts((self.drawn, _drawn(self.drawn)), (self.undrawn, _undrawn(self.undrawn))),
            _("De controle las de regels in een andere versie dan %(version)s.") % {"version": self.rules}
            if self.rules
            else "",
        ]
        return " ".join(part for part in parts if part) or _("Er veranderde niets.")


CASES, LOOKS = ("geval", "gevallen"), ("raadpleging", "raadplegingen")


def _parts(*found: tuple[int, str]) -> str:
    said = [words for count, words in found if count]
    return dates.capital(dates.join_nl(said)) + "." if said else ""


def _came(count: int, one: str, many: str) -> str:
    return _("%(what)s %(came)s erbij") % {
        "what": dates.plural(count, one, many),
        "came": "kwam" if count == 1 else "kwamen",
    }


def _went(count: int, one: str, many: str) -> str:
    return _("%(what)s %(went)s weg") % {
        "what": dates.plural(count, one, many),
        "went": "viel" if count == 1 else "vielen",
    }


def _are(count: int, how: str) -> str:
    return f"{dates.plural(count, *LOOKS)} {'is' if count == 1 else 'zijn'} {how}"


def _drawn(count: int) -> str:
    return _("de steekproef is aangevuld met %(what)s") % {"what": dates.plural(count, *LOOKS)}


def _undrawn(count: int) -> str:
    words = _("%(what)s zonder oordeel viel eruit") if count == 1 else _("%(what)s zonder oordeel vielen eruit")
    return words % {"what": dates.plural(count, *LOOKS)}


def of_run(run: Run) -> list[Look]:
    """What each looking again changed, the newest first."""
    found = [Look(**one | {"at": datetime.fromisoformat(one["at"])}) for one in run.summary.get("looks", ())]
    return found[::-1]


def compared(before: Path, after: Path) -> dict[str, int]:
    """How many consultations came and went, are explained now and no more, from the verdicts of two times; nothing without the first."""
    names = ("added", "removed", "newly", "lost")
    if not (before / VERDICTS).is_file():
        return {}
    with closing(duckdb.connect(config={"threads": 2})) as con:
        con.execute("SET temp_directory = ''")
        [row] = con.execute(
            "SELECT count(*) FILTER (o.event_id IS NULL), count(*) FILTER (n.event_id IS NULL), "
            "count(*) FILTER (o.event_id IS NOT NULL AND o.explained_by IS NULL AND n.explained_by IS NOT NULL), "
            "count(*) FILTER (n.event_id IS NOT NULL AND n.explained_by IS NULL AND o.explained_by IS NOT NULL) "
            "FROM (SELECT event_id, explained_by FROM read_parquet(?)) o "
            "FULL JOIN (SELECT event_id, explained_by FROM read_parquet(?)) n USING (event_id)",
            [str(before / VERDICTS), str(after / VERDICTS)],
        ).fetchall()
    return dict(zip(names, row, strict=True))
