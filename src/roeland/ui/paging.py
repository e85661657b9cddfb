"""Pages of a list: which rows, and which page figures to show."""

from collections.abc import Mapping
from dataclasses import dataclass

from roeland.ui import dates

_AROUND = 1


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 8 else default  # noqa: PLR2004 -- no page beyond ten million


@dataclass(frozen=True, slots=True)
class Paging:
    """`page` counts from 1 and never lies beyond the last one."""

    page: int
    size: int
    total: int

    @classmethod
    def of(cls, params: Mapping[str, str], total: int, sizes: tuple[int, ...]) -> "Paging":
        """From the query string; a foreign size falls back to the first one."""
        asked = _whole(params.get("per"), sizes[0])
        size = asked if asked in sizes else sizes[0]
        last = max(1, -(-total // size))
        return cls(min(max(1, _whole(params.get("pagina"), 1)), last), size, total)

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        """Number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def words(self) -> str:
        """*1 tot 17 van 312*"""
        if not self.total:
            return ""
        end = min(self.offset + self.size, self.total)
        return f"{dates.number(self.offset + 1)} tot {dates.number(end)} van {dates.number(self.total)}"

    @property
    def shown(self) -> list[tuple[int, str]]:
        """(page, figure): first, last and those around; (0, '…') is a gap."""
        wanted = sorted({1, self.last, *range(max(1, self.page - _AROUND), min(self.last, self.page + _AROUND) + 1)})
        found: list[tuple[int, str]] = []
        for page in wanted:
            if found and page - found[-1][0] > 1:
                found.append((0, "…"))
            found.append((page, dates.number(page)))
        return found
