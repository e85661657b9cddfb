"""Legal grounds for the papers, from `data/grounds.yaml`. Only what was read in the text of the law is ever printed."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from roeland.kernel.shipped import parsed
from roeland.reports.values import Part

_FILE = Path(__file__).parent / "data" / "grounds.yaml"


@dataclass(frozen=True, slots=True)
class LegalGround:
    """One ground: where it stands, what it says, since when."""

    id: str
    ref: str
    text: str
    papers: tuple[Part, ...]
    check: str
    since: date
    until: date | None


@cache
def load() -> tuple[LegalGround, ...]:
    """All grounds of the file; ValueError or KeyError when a row is wrong."""
    rows = parsed(_FILE.read_text(encoding="utf-8"))["grounds"]
    return tuple(
        LegalGround(
            id=row["id"],
            ref=row["ref_nl"],
            text=row["text_nl"],
            papers=tuple(Part(name) for name in row["papers"]),
            check=row["check"],
            since=row["from"],
            until=row.get("until"),
        )
        for row in rows
    )


def of(part: Part, day: date) -> tuple[LegalGround, ...]:
    """Grounds for a paper on a day, only those that were read in the law itself."""
    return tuple(
        ground
        for ground in load()
        if part in ground.papers
        and ground.check == "primary"
        and ground.since <= day
        and (ground.until is None or day <= ground.until)
    )
