"""Reading the data files of this room. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

from roeland.duties.grounds import Check, Ground, GroundKind
from roeland.kernel.shipped import parsed


class BadCatalogueError(ValueError):
    """A row of a data file is wrong; the message names file, row and field."""


def read_data(name: str) -> dict[str, Any]:
    """A parsed data file of this room."""
    text = resources.files("roeland.duties").joinpath(f"data/{name}").read_text(encoding="utf-8")
    data: dict[str, Any] = parsed(text)
    return data


def grounds_of(rows: list[Mapping[str, Any]], kind: str = "") -> tuple[Ground, ...]:
    """The grounds of a row; `kind` where the row does not name its own."""
    return tuple(Ground(GroundKind(row.get("kind", kind)), str(row["ref"]), Check(row["check"])) for row in rows)
