"""Component tags. Strict by their signatures: an attribute that a component does not know is a TemplateSyntaxError.

Small ones are functions of `render`; larger ones have a template in `ui/components/`.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from roeland.ui import charts, components, dates, render
from roeland.ui.clockdrawing import ruler_svg
from roeland.ui.clockruler import ClockBand
from roeland.ui.components import Ground, Place, Verb
from roeland.ui.heatmap import HeatMap
from roeland.ui.render import known
from roeland.ui.tables import Table
from roeland.ui.undo import undo_of

register = template.Library()

BUTTON_KINDS = ("", "primary", "quiet", "danger")
CALLOUTS = {"info": "s-info", "warn": "s-late", "bad": "s-rejected", "good": "s-done"}


def _part(name: str, /, **context: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", context)


for _tag in (render.icon, render.status, render.state_icon, render.ground, render.mark, render.place, render.swatch):
    register.simple_tag(_tag)
register.filter(render.cell)
register.filter(render.soft)
register.filter("undo", undo_of)


@register.simple_tag
def button(
    label: str,
    *,
    kind: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    why_not: str = "",
    form: str = "",
) -> SafeString:
    """A submit button: an infinitive. `why_not` disables it and says why beside it."""
    known(kind, BUTTON_KINDS, "button kind")
    return _part(
        "button", label=label, kind=kind, icon=icon, name=name, value=value, small=small, why_not=why_not, form=form
    )


@register.simple_tag
def link_button(
    label: str, url: str, *, kind: str = "", icon: str = "", small: bool = False, dialog: str = "", about: str = ""
) -> SafeString:
    """A link that looks like a button; `dialog` names a dialog that says the same with script; `about` completes its name."""
    known(kind, BUTTON_KINDS, "button kind")
    return _part("link_button", label=label, url=url, kind=kind, icon=icon, small=small, dialog=dialog, about=about)


@register.simple_tag(takes_context=True)
def verb(context: Context, verb: Verb, small: bool = False) -> SafeString:
    """A verb as link or as a form of one button."""
    return _part("verb", verb=verb, small=small, csrf_token=context.get("csrf_token", ""))


@register.simple_block_tag
def callout(content: SafeString, kind: str = "info", title: str = "") -> SafeString:
    """One or two sentences with a shape on soft ground."""
    return _part("callout", content=content, kind=known(kind, CALLOUTS, "callout"), title=title, icon=CALLOUTS[kind])


@register.simple_block_tag
def panel(content: SafeString, title: str, id: str = "") -> SafeString:  # noqa: A002 -- the attribute's own name
    """A section of the rail: heading over a hairline."""
    return _part("panel", content=content, title=title, id=id)


@register.simple_block_tag
def dialog(content: SafeString, id: str, title: str, static: bool = False) -> SafeString:  # noqa: A002 -- the attribute's own name
    """A native dialog; its title is a question. Without script its link leads to a page that asks the same."""
    return _part("dialog", content=content, id=id, title=title, static=static)


@register.simple_tag(takes_context=True)
def empty(context: Context, empty: components.Empty) -> SafeString:
    """What is not there, why that may be right, the first step."""
    return _part("empty", empty=empty, csrf_token=context.get("csrf_token", ""))


@register.simple_tag(takes_context=True)
def work_group(context: Context, group: components.WorkGroup) -> SafeString:
    """A heading with worklist lines."""
    return _part("work_group", group=group, csrf_token=context.get("csrf_token", ""))


@register.simple_tag(takes_context=True)
def steps(context: Context, steps: list[components.Step]) -> SafeString:
    """The numbered things of a sparse front page."""
    return _part("steps", steps=steps, csrf_token=context.get("csrf_token", ""))


@register.simple_tag(takes_context=True)
def clock_band(context: Context, band: ClockBand, uid: str = "klok") -> SafeString:
    """A statutory clock with its ruler and choices."""
    return _part(
        "clock_band", band=band, uid=uid, ruler=ruler_svg(band.ruler, uid=uid), csrf_token=context.get("csrf_token", "")
    )


@register.simple_tag
def heat_map(heat: HeatMap) -> SafeString:
    """The year overview: legend and table."""
    return _part("heat_map", heat=heat)


@register.simple_tag
def bar_chart(chart: charts.StackedBar, uid: str = "staaf") -> SafeString:
    """Stacked bars with legend and data table."""
    return _part("chart", chart=chart, svg=charts.bar_svg(chart, uid=uid), legend=chart.series)


@register.simple_tag
def line_chart(chart: charts.LineChart, uid: str = "lijn") -> SafeString:
    """A line chart with its data table."""
    both = charts.line_svg(chart, uid=uid) + charts.narrow_line_svg(chart, uid=uid)
    return _part("chart", chart=chart, svg=both, legend=())


@register.simple_tag
def ribbon(ribbon: charts.Ribbon, place: Place, url: str = "") -> SafeString:
    """The year of an authority as a thin bar with its words."""
    return _part("ribbon", ribbon=ribbon, place=place, url=url, svg=charts.ribbon_svg(ribbon))


@register.simple_tag
def timeline(entries: list[components.TimelineEntry]) -> SafeString:
    """What happened, newest first."""
    return _part("timeline", entries=entries)


@register.simple_tag
def chain(links: list[components.ChainLink]) -> SafeString:
    """Norm to report, the current link bold."""
    return _part("chain", links=links)


@register.simple_tag
def definitions(rows: list[components.Definition], stacked: bool = False) -> SafeString:
    """Terms and values."""
    return _part("definitions", rows=rows, stacked=stacked)


@register.simple_tag
def grounds(grounds: list[Ground]) -> SafeString:
    """All grounds of a duty with how sure we are."""
    return _part("grounds", grounds=grounds)


@register.simple_tag(takes_context=True)
def sealed_files(context: Context, files: list[components.Sealed]) -> SafeString:
    """Evidence files after sealing."""
    return _part("sealed", files=files, csrf_token=context.get("csrf_token", ""))


@register.simple_tag
def expected(items: list[components.Expected]) -> SafeString:
    """The checklist of evidence."""
    return _part("expected", items=items)


@register.simple_tag
def evidence_drop(name: str = "bestand", multiple: bool = True, label: str = "Bestand kiezen") -> SafeString:
    """The dashed zone with a real file input."""
    return _part("evidence_drop", name=name, multiple=multiple, label=label)


@register.simple_tag
def filter_bar(bar: components.FilterBar) -> SafeString:
    """Search, view switch, chips, switches."""
    return _part("filter_bar", bar=bar)


@register.simple_tag
def result_line(result: components.ResultLine, noun: str = "treffers", one: str = "treffer") -> SafeString:
    """*312 treffers van 1 284*"""
    return _part("result_line", result=result, noun=one if result.found == 1 else noun)


@register.simple_tag
def table(table: Table[Any]) -> SafeString:
    """A table with sort links and pages."""
    return _part("table", table=table)


@register.simple_tag
def progress(value: int, total: int, label: str) -> SafeString:
    """Native progress with counts in words."""
    return _part("progress", value=value, total=total, label=label)


@register.simple_tag
def banner(banner: components.Banner) -> SafeString:
    """Who may read this page."""
    tone = (
        "amber"
        if "AMBER" in banner.tlp
        else "green"
        if "GREEN" in banner.tlp
        else "red"
        if "RED" in banner.tlp
        else "clear"
    )
    return _part("banner", banner=banner, tone=tone)


@register.simple_tag(takes_context=True)
def access_bar(context: Context, access: components.Access) -> SafeString:
    """Temporary access: by whom, for whom, until when."""
    return _part("access_bar", access=access, csrf_token=context.get("csrf_token", ""))


def _when(show: Callable[[Any], str]) -> Callable[[Any], str]:
    """A date filter that shows nothing for nothing."""
    return lambda value: show(value) if value else ""


_DATE_FILTERS: dict[str, Callable[[Any], str]] = {
    "list_date": dates.list_date,
    "table_date": dates.table_date,
    "sentence_date": dates.sentence_date,
    "clock_time": dates.clock_time,
    "list_moment": dates.list_moment,
    "table_moment": dates.table_moment,
    "sentence_moment": dates.sentence_moment,
    "month_name": dates.month_name,
}
for _name, _show in _DATE_FILTERS.items():
    register.filter(_name, _when(_show))
register.filter("figure", dates.number)
register.filter("file_size", dates.file_size)
register.filter("in_minutes", dates.minutes)


@register.filter
def lateness(due: date | datetime | None, today: date) -> str:
    """*5 dagen te laat*"""
    return dates.lateness(due, today) if due else ""
