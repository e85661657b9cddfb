"""Live blocks in a text: `{{ naam sleutel="waarde" }}` asks the records while drafting, and is frozen at approval.

Upper rooms add theirs with `register`; their doors import them.
"""

from roeland.documents.blocks import papers, persons, plan  # each registers its blocks
from roeland.documents.blocks.registry import (
    Argument,
    Ask,
    BlockError,
    LiveBlock,
    every,
    fill,
    nothing,
    problem,
    register,
    strangers,
)

__all__ = [
    "Argument",
    "Ask",
    "BlockError",
    "LiveBlock",
    "every",
    "fill",
    "nothing",
    "papers",
    "persons",
    "plan",
    "problem",
    "register",
    "strangers",
]
