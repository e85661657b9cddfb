"""Ibis, when it is first asked something: the extra `scale` is often not installed, and the room is read without it too."""

from importlib import import_module
from typing import Any


class Lazy:
    """The module, at its first attribute. Raises ModuleNotFoundError then, when the extra is absent."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("ibis"), name)


ibis = Lazy()
