"""Copies of what `things` planted: an authority with ten or a hundred of everything, or an officer with so many authorities.

Generated from the models: every row of the rooms gets copies that point to each other as the originals do. What an authority has one of
(a budget of a year, an answer per question) is left as it is.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.db import models

from roeland.kernel import gate
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority, Row
from roeland.kernel.scope import scope
from roeland.knowledge.models import Entry
from roeland.people.models import Account
from tests.world import World

APART = {"ledger", "kernel", "reports"}  # the ledger numbers its own; a report is one per year
SPACE = UUID(int=4711)


@cache
def kinds() -> tuple[type[Row], ...]:
    """The models whose rows are copied."""
    return tuple(m for m in apps.get_models() if issubclass(m, Row) and m._meta.app_label not in APART)


def unique_sets(model: type[Row]) -> list[tuple[str, ...]]:
    """Fields that may not be the same in two rows, the primary key aside."""
    single = [(f.name,) for f in model._meta.fields if f.unique and not f.primary_key]
    return single + [tuple(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]


class Originals:
    """What an authority has now, to be copied; copies are not copied again."""

    def __init__(self, world: World, place: Authority) -> None:
        self.world, self.place = world, place
        with scope(world.system, [place]):
            self.rows = {m: list(m._base_manager.filter(authority=place)) for m in kinds()}

    def multiply(self, wanted: range) -> None:
        """One copy of everything in the same authority per number of `wanted`."""
        models_ = [m for m in kinds() if all(_may_change(m, names) for names in unique_sets(m))]
        self._copy(models_, [(number, self.place) for number in wanted])

    def spread(self, wanted: range, officer: Account) -> None:
        """One new authority with everything per number of `wanted`, in which `officer` is what he is in this one."""
        with gate.opened():
            made = [
                Authority.everything.create(slug=f"kopie-{n}", name=f"Kopie {n:03}", created_at=self.place.created_at)
                for n in wanted
            ]
        self._copy(kinds(), list(zip(wanted, made, strict=True)), officer)

    def _copy(
        self, models_: Sequence[type[Row]], into: list[tuple[int, Authority]], officer: Account | None = None
    ) -> None:
        known = {row.pk for model in models_ for row in self.rows[model]}
        places = list({where for _number, where in into})
        with gate.opened(), scope(Actor.system("test", [p.pk for p in places]), places):
            for model in models_:
                copies = [_one(row, n, where, known, officer) for n, where in into for row in self.rows[model]]
                model._base_manager.bulk_create(copies, batch_size=500)


def _may_change(model: type[Row], names: tuple[str, ...]) -> bool:
    return any(_kind(model, name) for name in names)


def _kind(model: type[Row], name: str) -> str:
    """How a copy differs in a field: a text or a day of its own, a relation to another copy; "" when it cannot."""
    field = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return "relation" if field.related_model in kinds() else "none" if field.null else ""
    if isinstance(field, models.CharField) and not field.choices:
        return "text" if name not in {"key", "section", "role", "kind", "group"} else ""
    return "day" if isinstance(field, models.DateField) else ""


def _one(row: Row, number: int, where: Authority, known: set[UUID], officer: Account | None) -> Row:
    """The copy of a row with a number: its own key, its own marks, its relations turned to the copies with that number."""
    model = type(row)
    values = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and values[field.attname] in known:
            values[field.attname] = uuid5(SPACE, f"{values[field.attname]}/{where.pk}/{number}")
    values["id"] = uuid5(SPACE, f"{row.pk}/{where.pk}/{number}")
    if "account_id" in values and (officer is None or values["account_id"] != officer.pk):
        values["account_id"] = None
    for names in unique_sets(model):
        _distinguish(model, values, names, number)
    if model is Entry:
        values["no"] = Entry.no_of(values["id"])
    values["authority_id"] = where.pk
    return model(**values)


def _distinguish(model: type[Row], values: dict[str, Any], names: tuple[str, ...], number: int) -> None:
    found = {_kind(model, name): name for name in names}
    if "relation" in found:
        return
    if "text" in found and values[found["text"]]:
        length = model._meta.get_field(found["text"]).max_length or 200
        values[found["text"]] = f"{values[found['text']][: length - 4]}-{number:03}"
    elif "day" in found and isinstance(values[found["day"]], date):
        values[found["day"]] += timedelta(days=number + 1)
