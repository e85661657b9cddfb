"""Ibis and what it brings, when first asked something: the extra `scale` is often not installed, and the room is read without it too."""

from importlib import import_module
from typing import Any


class Lazy:
    """A module, at its first attribute. Raises ModuleNotFoundError then, when the extra is absent."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__dict__["_name"]), name)


ibis = Lazy("ibis")
sqlglot = Lazy("sqlglot")
exp = Lazy("sqlglot.expressions")
