"""What a file of consultations lacks: days, numbers, and whether its clock is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from roeland.logs.models import Source
from roeland.logs.staging import Staged


def report(source: Source, staged: Staged, folder: Path) -> list[dict[str, Any]]:  # noqa: ARG001
    """As a delivery keeps it: [{kind, text, ...}]."""
    return []
