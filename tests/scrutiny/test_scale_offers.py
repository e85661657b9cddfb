"""What the shared modules ask of `events` and of a connection, the classes of `scale` offer too; read from the source, without Spark or Ibis.

`scale` runs flags and cases as they are, on a `Stream` in place of `Events` and on `Statements` in place of a connection of DuckDB. A method
that a flag asks and that is not there would show only in the slow tests.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from roeland import scrutiny
from roeland.scrutiny import cases, dimensions, flags, many, marker, neighbours, reasons
from roeland.scrutiny.events import Events
from roeland.scrutiny.scale.stream import Stream

ROOT = Path(scrutiny.__file__).parent
# What `scale.judging` calls with the tables of another engine: module, function, the name under which it has the consultations there.
BEGIN: tuple[tuple[ModuleType, str, str], ...] = (
    *((flags, name, "self.events") for name in vars(flags.Flags) if not name.startswith("__")),
    *((marker, name, "self.events") for name in vars(marker.Marker) if not name.startswith("__")),
    *((many, name, "marks.events") for name, one in vars(many).items() if inspect.isfunction(one)),
    (cases, "build", "events"),
    (neighbours, "found", "events"),
)
CONNECTED: tuple[tuple[ModuleType, str], ...] = (
    (dimensions, "build"),
    (flags, "Flags"),
    (marker, "Marker"),
    (cases, "build"),
    (neighbours, "found"),
    (reasons, "build"),
)
Asked = dict[str, set[str]]


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


@cache
def body(module: str, name: str) -> ast.AST:
    """A function or method by its name; a method is called as its class says."""
    found = [
        node
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
    ]
    assert len(found) == 1, f"{module}.{name} is not one function"
    return found[0]


def asked(module: str, name: str, held: str, seen: set[tuple[str, str, str]], found: Asked) -> None:
    """Attributes that a function asks of what it holds under a name, and that whoever gets it from there asks."""
    if (module, name, held) in seen:
        return
    seen.add((module, name, held))
    here = body(module, name)
    known: set[int] = set()
    for node in ast.walk(here):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == held:
            found.setdefault(node.attr, set()).add(f"{module.rpartition('.')[2]}.{name}")
            known.add(id(node.value))
        elif isinstance(node, ast.Call):
            for place, given in [*enumerate(node.args), *((one.arg, one.value) for one in node.keywords)]:
                if ast.unparse(given) == held:
                    known.add(id(given))
                    target = called(module, node.func)
                    names = list(inspect.signature(target).parameters)
                    parameter = names[place] if isinstance(place, int) else str(place)
                    asked(target.__module__, target.__name__, parameter, seen, found)
    for node in ast.walk(here):  # kept or renamed: then this test would lose it
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) == held and id(node) not in known:
            assert isinstance(node.ctx, ast.Store), f"{module}.{name} does something with {held} that is not followed"


def called(module: str, callee: ast.expr) -> FunctionType:
    """The function that a call names, in the module where it stands."""
    parts = ast.unparse(callee).split(".")
    one: Any = importlib.import_module(module)
    for part in parts:
        one = getattr(one, part)
    assert isinstance(one, FunctionType), f"{'.'.join(parts)} in {module} is no function of a module"
    return one


@pytest.fixture(scope="module")
def wanted() -> Asked:
    found: Asked = {}
    for module, name, held in BEGIN:
        if name != "__init__":  # gets the name and keeps it
            asked(module.__name__, name, held, set(), found)
    return found


def test_a_stream_offers_what_is_asked_of_the_consultations(wanted: Asked) -> None:
    assert {"open", "weaker", "settle", "of", "asked", "total", "counts", "listing"} <= set(wanted)
    kept = {
        node.attr
        for node in ast.walk(body(Stream.__module__, "Stream"))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self"
    }
    lost = {name: sorted(who) for name, who in wanted.items() if not hasattr(Stream, name) and name not in kept}
    assert lost == {}, "scale.stream.Stream lacks what these modules ask of events"


def test_a_stream_is_asked_the_same_way(wanted: Asked) -> None:
    for name in wanted:
        one, other = getattr(Events, name, None), getattr(Stream, name, None)
        if isinstance(one, FunctionType):
            assert isinstance(other, FunctionType), name
            assert list(inspect.signature(other).parameters) == list(inspect.signature(one).parameters), name


def reached() -> set[str]:
    """The modules that run on another engine: those that `judging` calls, and what they use of this package."""
    found: set[str] = set()
    waiting = [module.__name__ for module, _name in CONNECTED]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.ImportFrom) and node.module == scrutiny.__name__:
                waiting += [f"{node.module}.{one.name}" for one in node.names if (ROOT / f"{one.name}.py").is_file()]
    return found


def on_connection(module: str) -> Iterator[tuple[str, str]]:
    """(what, attribute): asked of a connection, or of the answer to a statement."""
    for node in ast.walk(tree(module)):
        if not isinstance(node, ast.Attribute):
            continue
        base = ast.unparse(node.value)
        if base == "con" or base.endswith(".con"):
            yield "Statements", node.attr
        elif isinstance(node.value, ast.Call) and ast.unparse(node.value.func).endswith(("con.sql", "con.execute")):
            yield "Answer", node.attr


def test_statements_offer_what_is_asked_of_a_connection() -> None:
    written = ast.parse((ROOT / "scale" / "statements.py").read_text(encoding="utf-8"))  # importing it asks sqlglot
    offered = {
        (one.name, method.name)
        for one in written.body
        if isinstance(one, ast.ClassDef)
        for method in one.body
        if isinstance(method, ast.FunctionDef)
    }
    modules = reached()
    assert {"roeland.scrutiny.signs", "roeland.scrutiny.windows", "roeland.scrutiny.series"} <= modules
    lost = {(module, *use) for module in modules for use in on_connection(module) if use not in offered}
    assert lost == set()


def test_what_is_passed_on_is_followed(monkeypatch: Any) -> None:
    """The suite above can fail: a new question of a function that gets the consultations, and one that hides them."""
    said = {
        "one": ast.parse("def first(events):\n    second(1, events)\ndef second(number, events):\n    return events.fresh(number)"),
        "two": ast.parse("def first(events):\n    hidden = [events]"),
    }  # fmt: skip

    def first() -> None: ...
    def second(number: int, events: object) -> None: ...

    second.__module__ = "one"
    monkeypatch.setattr(f"{__name__}.tree", said.__getitem__)
    monkeypatch.setattr(f"{__name__}.called", lambda _module, _callee: second)
    body.cache_clear()
    found: Asked = {}
    asked("one", "first", "events", set(), found)
    assert found == {"fresh": {"one.second"}}
    with pytest.raises(AssertionError, match="not followed"):
        asked("two", "first", "events", set(), {})
    body.cache_clear()
