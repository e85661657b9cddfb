"""YAML with the line of everything in it, so that an error can point. References (`*name`) are refused: nothing here needs them."""

from dataclasses import dataclass
from typing import Any

import yaml

from roeland.scrutiny.values import CannotRun

Node = yaml.Node


class BadRules(CannotRun):
    """The rules cannot be used; the text says which one and why, `line` where (from 1) when that is known."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(f"Lijn {line}: {text}" if line else text)
        self.text, self.line = text, line


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise BadRules("gebruik hier geen verwijzing met een sterretje.", self.peek_event().start_mark.line + 1)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


@dataclass(frozen=True)
class Written:
    """A text that was read: its values, and the nodes that say where they stand."""

    data: Any
    root: Node | None

    def at(self, *path: str | int) -> Node | None:
        """The node at a path of keys and places; None when it is not there."""
        node = self.root
        for step in path:
            node = _child(node, step)
        return node

    def line(self, *path: str | int) -> int:
        """The line of a path, or of the nearest thing above it that is there."""
        for length in range(len(path), -1, -1):
            if node := self.at(*path[:length]):
                return int(node.start_mark.line) + 1
        return 1

    def line_of_value(self, problem: Exception, *path: str | int) -> int:
        """The line below a path of the first value that an error speaks of."""
        for node in _scalars(self.at(*path)):
            if repr(node.value) in str(problem):
                return int(node.start_mark.line) + 1
        return self.line(*path)


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if getattr(key, "value", None) == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def _scalars(node: Node | None) -> list[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    if isinstance(node, yaml.MappingNode):
        return [one for _key, value in node.value for one in _scalars(value)]
    return [one for value in node.value for one in _scalars(value)] if isinstance(node, yaml.SequenceNode) else []


def read(text: str, *, ours: bool = False) -> Written:
    """Raises BadRules where the YAML itself does not hold together.

    ours: a text that comes with Roeland is read in C, ten times as fast; there brackets in brackets without end would end the whole process.
    """
    try:
        loader: yaml.SafeLoader | yaml.CSafeLoader = yaml.CSafeLoader(text) if ours else _Loader(text)
    except yaml.YAMLError as problem:  # a character that YAML does not know
        line = text.count("\n", 0, getattr(problem, "position", 0)) + 1
        raise BadRules("hier staat een teken dat niet kan. Tik de regel opnieuw in.", line) from problem
    try:
        root: Node | None = loader.get_single_node()
        return Written(loader.construct_document(root) if root else None, root)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        why = (
            "hier klopt de schrijfwijze niet. Kijk naar het inspringen, de aanhalingstekens, de haakjes en de komma's."
        )
        raise BadRules(why, mark.line + 1 if mark else None) from problem
    finally:
        loader.dispose()
