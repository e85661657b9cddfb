"""Finishing erasures: a file that should be gone and is still there."""

from __future__ import annotations

from roeland.duties.erasing import finish


def finish_erasures() -> int:
    """Remove files of erased evidence that nothing refers to; the number removed."""
    return finish()
