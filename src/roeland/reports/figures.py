"""The figures of the annual report: each a named, versioned question with its definition in words. Pure.

To change what a figure counts, add a definition with the next version and keep the old one: frozen reports name it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from uuid import UUID

from roeland.reports.definition import MEETING, UNIT_FINDINGS, UNIT_MEETINGS, UNIT_TASKS, Definition, Material
from roeland.reports.plan import DONE, Outcome, counted, ids
from roeland.reports.room_figures import ROOMS
from roeland.reports.values import Counted, FigureValue, FindingFact, Period

__all__ = [
    "FIGURES",
    "MEETING",
    "UNIT_TASKS",
    "VERSIONS",
    "Definition",
    "Material",
    "UnknownFigure",
    "as_json",
    "digest",
    "of",
]


def _units(*outcomes: Outcome) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        found = counted(material.plan, *outcomes)
        return Counted(len(found), ids(found))

    return count


def _meetings(material: Material) -> Counted:
    found = counted(material.meetings, *DONE)
    return Counted(len(found), ids(found))


def _findings(keep: Callable[[FindingFact, Period], bool]) -> Callable[[Material], Counted]:
    def count(material: Material) -> Counted:
        found = sorted(fact.id for fact in material.findings if keep(fact, material.period))
        return Counted(len(found), tuple(found))

    return count


def _opened(fact: FindingFact, period: Period) -> bool:
    return period.first <= fact.opened_on <= period.last


def _closed(fact: FindingFact, period: Period) -> bool:
    return fact.closed_on is not None and period.first <= fact.closed_on <= period.last


def _open(fact: FindingFact, _period: Period) -> bool:
    """Version 1: as of the moment of counting, so what was solved after the year stands in no figure at all."""
    return fact.closed_on is None


def _open_at_the_end(fact: FindingFact, period: Period) -> bool:
    return fact.closed_on is None or fact.closed_on > period.last


_ALL = (
    Definition(
        "tasks-due", 1, "Taken op het plan", "taak", "taken", UNIT_TASKS,
        "Taken uit het controleplan die in het jaar moesten gebeuren en waarvan de dag gekomen is, of die al afgesloten zijn.",
        _units(), headline=True,
    ),
    Definition(
        "tasks-done", 1, "Gedaan", "gedaan", "gedaan", UNIT_TASKS,
        "Taken uit het controleplan van het jaar waarvan het bewijs aanvaard is.",
        _units(*DONE), headline=True,
    ),
    Definition(
        "tasks-on-time", 1, "Op tijd gedaan", "op tijd", "op tijd", UNIT_TASKS,
        "Taken met aanvaard bewijs die gedaan zijn op of voor de laatste dag die op tijd was.",
        _units(Outcome.ON_TIME), headline=True,
    ),
    Definition(
        "tasks-overdue", 1, "Te laat", "te laat", "te laat", UNIT_TASKS,
        "Taken waarvan de laatste dag voorbij is en die niet gedaan, overgeslagen of in nazicht zijn. Afgekeurd is niet gedaan.",
        _units(Outcome.OVERDUE), headline=True,
    ),
    Definition(
        "meetings-held", 1, "Vergaderingen van de informatieveiligheidsdienst", "vergadering", "vergaderingen", UNIT_MEETINGS,
        "Gedane taken “Vergadering van de informatieveiligheidsdienst” van het jaar.",
        _meetings, headline=True,
    ),
    Definition(
        "tasks-late", 1, "Later gedaan", "later", "later", UNIT_TASKS,
        "Taken met aanvaard bewijs die gedaan zijn na de laatste dag die op tijd was.",
        _units(Outcome.LATE),
    ),
    Definition(
        "tasks-skipped", 1, "Overgeslagen", "overgeslagen", "overgeslagen", UNIT_TASKS,
        "Taken die met een reden overgeslagen zijn.",
        _units(Outcome.SKIPPED),
    ),
    Definition(
        "tasks-in-review", 1, "In nazicht", "in nazicht", "in nazicht", UNIT_TASKS,
        "Taken waarvan het bewijs ingediend is en nog niet aanvaard.",
        _units(Outcome.IN_REVIEW),
    ),
    Definition(
        "findings-opened", 1, "Nieuwe bevindingen", "bevinding", "bevindingen", UNIT_FINDINGS,
        "Bevindingen die in het jaar vastgesteld zijn.",
        _findings(_opened),
    ),
    Definition(
        "findings-closed", 1, "Opgeloste bevindingen", "opgelost", "opgelost", UNIT_FINDINGS,
        "Bevindingen die in het jaar opgelost zijn.",
        _findings(_closed),
    ),
    Definition(
        "findings-open", 1, "Open bevindingen", "open", "open", UNIT_FINDINGS,
        "Bevindingen van dit en vroegere jaren die nog open staan.",
        _findings(_open),
    ),
    Definition(
        "findings-open", 2, "Open bevindingen", "open", "open", UNIT_FINDINGS,
        "Bevindingen van dit en vroegere jaren die op de laatste dag van het jaar open stonden, of nu, zolang het jaar loopt.",
        _findings(_open_at_the_end),
    ),
    *ROOMS,
)  # fmt: skip

VERSIONS: dict[tuple[str, int], Definition] = {(figure.query, figure.version): figure for figure in _ALL}


def _newest(definitions: Iterable[Definition]) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for figure in sorted(definitions, key=lambda figure: figure.version):
        found[figure.key] = figure
    return found


FIGURES: dict[str, Definition] = _newest(_ALL)


class UnknownFigure(LookupError):
    """No definition has this query name and version."""


def of(query: str, version: int) -> Definition:
    """The definition that a freeze named; UnknownFigure when this Roeland does not know it."""
    try:
        return VERSIONS[query, version]
    except KeyError:
        raise UnknownFigure(f"{query} {version}") from None


def digest(ids: tuple[UUID, ...]) -> str:
    """SHA-256 over the counted uuids, sorted, one a line."""
    return hashlib.sha256("\n".join(sorted(str(item) for item in ids)).encode()).hexdigest()


def as_json(values: tuple[FigureValue, ...], size: int | None) -> str:
    """The figures with their origin, as the file inside the PDF has them; without the uuids themselves, with their digest."""
    rows = [
        {
            "key": value.key,
            "title": value.title,
            "unit": value.unit,
            "definition": value.definition,
            "query": value.query,
            "version": value.version,
            "arguments": dict(value.arguments),
            "value": value.value,
            "previous": value.previous,
            "counted": len(value.ids),
            "ids_sha256": digest(value.ids),
            "tree_size": size,
        }
        for value in values
    ]
    return json.dumps({"figures": rows}, ensure_ascii=False, indent=1, sort_keys=True)
