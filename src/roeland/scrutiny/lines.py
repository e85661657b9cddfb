"""YAML with the line of everything in it, so that an error can point. References (`*name`) are refused: nothing here needs them."""

from dataclasses import dataclass
from typing import Any

import yaml
from yaml.reader import ReaderError

from roeland.scrutiny.values import CannotRun

Node = yaml.Node
DEEPEST = 30  # brackets in brackets


class BadRules(CannotRun):
    """The rules cannot be used; the text says which one and why, `line` where (from 1) when that is known."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(f"Lijn {line}: {text}" if line else text)
        self.text, self.line = text, line


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


def read(text: str) -> Written:
    """Raises BadRules where the YAML itself does not hold together.

    It is read in C, ten times as fast as in Python; brackets in brackets without end would end the whole process there, so they are counted first.
    """
    try:
        _refuse(text)
        loader = yaml.CSafeLoader(text)
        try:
            root: Node | None = loader.get_single_node()
            return Written(loader.construct_document(root) if root else None, root)
        finally:
            loader.dispose()
    except ReaderError as problem:  # a character that YAML does not know
        line = text.count("\n", 0, problem.position) + 1
        raise BadRules("hier staat een teken dat niet kan. Tik de regel opnieuw in.", line) from problem
    except (yaml.YAMLError, ValueError) as problem:
        why = (
            "hier klopt de schrijfwijze niet. Kijk naar het inspringen, de aanhalingstekens, de haakjes en de komma's."
        )
        raise BadRules(why, _line(getattr(problem, "problem_mark", None))) from problem


def _refuse(text: str) -> None:
    """References, and more in each other than rules could need. Events are no deeper in C than they are wide."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise BadRules("gebruik hier geen verwijzing met een sterretje.", _line(event.start_mark))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadRules("hier staat te veel in elkaar: tel de haakjes.", _line(event.start_mark))


def _line(mark: Any) -> int | None:
    return mark.line + 1 if mark else None
