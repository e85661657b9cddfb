"""Figures counted now, counted again from what a freeze kept, or read back from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from roeland.kernel.models import Authority
from roeland.reports import figures, plan
from roeland.reports.figures import FIGURES, Definition, Material
from roeland.reports.models import FrozenFigure, Report
from roeland.reports.queries import plan as read
from roeland.reports.queries import rooms
from roeland.reports.values import Counted, FigureValue, Period, Status


def material(authority: Authority, period: Period) -> Material:
    """Everything that figures and sections of one year are made of: tasks, findings, and what the other rooms tell."""
    tasks = plan.units(read.tasks(authority, period))
    return Material(period, tasks, read.findings(authority, period), rooms.of_year(authority, period))


def arguments(period: Period) -> dict[str, Any]:
    """What a figure's query gets, as a freeze keeps it."""
    return {"year": period.year, "as_of": period.as_of.isoformat()}


def period_of(kept: Mapping[str, Any]) -> Period:
    """The period out of kept arguments."""
    return Period(int(kept["year"]), datetime.fromisoformat(str(kept["as_of"])))


def count_all(authority: Authority, material_: Material) -> tuple[FigureValue, ...]:
    """Every figure of the year with the one of the year before: frozen when that report is, else counted at the same moment."""
    period = material_.period
    before = _previous(authority, period)
    return tuple(_value(figure, material_, before.get(figure.key)) for figure in FIGURES.values())


def recount(authority: Authority, *, query: str, version: int, kept: Mapping[str, Any]) -> Counted:
    """Ask the same question again with the kept arguments. Raises figures.UnknownFigure."""
    definition = figures.of(query, version)
    return definition.count(material(authority, period_of(kept)))


def frozen(report: Report) -> tuple[FigureValue, ...]:
    """The figures of a frozen report as the reader may see them."""
    return tuple(_back(row) for row in FrozenFigure.objects.filter(report=report))


def _previous(authority: Authority, period: Period) -> dict[str, int]:
    with read.as_system(authority):
        report = Report.objects.filter(authority=authority, year=period.year - 1, status=Status.FROZEN).first()
        if report is not None:
            return dict(FrozenFigure.objects.filter(report=report).values_list("key", "value"))
    earlier = Period(period.year - 1, period.as_of)
    if not read.has_plan(authority, earlier):
        return {}
    counted_ = material(authority, earlier)
    return {key: figure.count(counted_).value for key, figure in FIGURES.items()}


def _value(figure: Definition, material_: Material, previous: int | None) -> FigureValue:
    result = figure.count(material_)
    return FigureValue(
        key=figure.key,
        title=figure.title,
        unit=figure.unit,
        definition=figure.text,
        query=figure.query,
        version=figure.version,
        arguments=arguments(material_.period),
        value=result.value,
        ids=result.ids,
        previous=previous,
        counted_at=material_.period.as_of,
    )


def _back(row: FrozenFigure) -> FigureValue:
    return FigureValue(
        key=row.key,
        title=row.title,
        unit=row.unit,
        definition=row.definition,
        query=row.query,
        version=row.version,
        arguments=row.arguments,
        value=row.value,
        ids=tuple(UUID(item) for item in row.ids),
        previous=row.previous,
        counted_at=period_of(row.arguments).as_of,
    )
