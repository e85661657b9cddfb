"""Every table belongs to an authority and an audience, or says why not; keys follow the rooms."""

import ast
import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, Model

from roeland.kernel.models import Row

SRC = Path(__file__).parents[2] / "src" / "roeland"

EXCUSED = {
    "kernel.Authority": "is the tenant itself",
    "people.Account": "one human may serve many authorities",
    "people.Invitation": "belongs to an account, opened before anybody is known",
    "people.ApiToken": "belongs to an account",
    "ledger.LedgerTree": "one per authority and one of the installation; no content",
    "ledger.LedgerEntry": "its columns repeat a signed body; filtered by the same scope (objects)",
    "ledger.LedgerPayload": "read only through its entry",
    "ledger.LedgerErasure": "read only through its entry",
    "ledger.LedgerTile": "hashes only",
    "ledger.LedgerCheckpoint": "hashes and signatures only",
    "knowledge.Lexeme": "words of any published document; which document has one is read through its entry",
    "knowledge.Posting": "numbers only; read through its entry",
    "ledger.HandlerCursor": "bookkeeping of the worker",
}


def ours() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("roeland.")]


def test_every_table_is_a_row_or_excused() -> None:
    outside = {m._meta.label for m in ours() if not issubclass(m, Row)}
    assert outside == set(EXCUSED)


def test_every_row_is_read_through_the_scope() -> None:
    """Default and base manager of every row filter; nothing is reachable by a plain manager."""
    from roeland.kernel.models import ScopedManager

    for model in ours():
        if issubclass(model, Row):
            assert isinstance(model._default_manager, ScopedManager), model
            assert isinstance(model._base_manager, ScopedManager), model
            assert {type(m) for m in model._meta.managers} <= {ScopedManager}, model


def layers() -> dict[str, int]:
    """The height of every room, from the contract in pyproject.toml (0 = top)."""
    contracts = tomllib.loads((SRC.parents[1] / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rooms = next(c for c in contracts if c["type"] == "layers" and "roeland" in c.get("containers", ["roeland"]))[
        "layers"
    ]
    return {
        name.strip().strip("()").removeprefix("roeland."): height
        for height, line in enumerate(rooms)
        for name in line.replace(":", "|").split("|")
    }


def test_foreign_keys_follow_the_rooms() -> None:
    height = layers()
    for model in ours():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and isinstance(field.related_model, type):
                here, there = model._meta.app_label, field.related_model._meta.app_label
                assert here == there or height[there] > height[here], (
                    f"{model.__name__}.{field.name} points up to {there}"
                )


def test_no_foreign_key_by_string_across_rooms() -> None:
    """A string hides an upward arrow from every import checker; "self" and a name of the same module are fine."""
    for path in SRC.rglob("models*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
                "ForeignKey",
                "OneToOneField",
                "ManyToManyField",
            }:
                target = node.args[0]
                assert not (isinstance(target, ast.Constant) and "." in str(target.value)), f"{path.name}:{node.lineno}"
