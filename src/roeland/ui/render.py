"""Small components as HTML: shapes, labels, marks, table cells. The template tags and tables use them; nothing here has a template."""

import re
from datetime import date, datetime
from typing import Any

from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.ui import dates
from roeland.ui.components import Ground, GroundKind, Place, State, Status


def known(value: str, allowed: Any, what: str) -> str:
    """The value, when it is one of those allowed; raises TemplateSyntaxError otherwise."""
    if value not in allowed:
        raise TemplateSyntaxError(f"unknown {what}: {value!r}")
    return value


def icon(name: str, label: str = "") -> SafeString:
    """A shape of the sprite; decoration unless it has a label."""
    hidden = SafeString(' aria-hidden="true"') if not label else format_html(' role="img" aria-label="{}"', label)
    css = "icon icon-bell" if name == "bell" else "icon"
    return format_html('<svg class="{}"{}><use href="{}#{}"/></svg>', css, hidden, static("ui/icons.svg"), name)


def soft(text: str) -> str:
    """Long Dutch compounds with a soft hyphen after their linking s, so that narrow columns break them where a reader would."""
    return re.sub(r"(\w{6,}(?:heids|ings|teits|ties))(\w{5,})", "\\1\u00ad\\2", text)


def status(state: State | Status | str, word: str = "") -> SafeString:
    """Shape and word."""
    value = state if isinstance(state, Status) else Status(State(state), word)
    return format_html(
        '<span class="status s-{}">{}{}</span>', value.state.value, icon(value.state.icon), word or value.text
    )


def state_icon(state: State | str) -> SafeString:
    """The shape alone, for lists where the word stands elsewhere in the line; the word is its label."""
    value = State(state)
    drawn = icon(value.icon, value.word)
    return SafeString(drawn.replace('class="icon"', f'class="icon s-{value.value}"'))  # both parts are already escaped


def ground(ground: Ground | GroundKind | str) -> SafeString:
    """The label of a ground."""
    kind = ground.kind if isinstance(ground, Ground) else GroundKind(ground)
    return format_html('<span class="ground g-{}">{}</span>', kind.value, kind.word)


def mark(mark: str = "1") -> SafeString:
    """The mark of an authority (shape and colour); its name stands beside it."""
    return format_html(
        '<span class="mark mark-{}" aria-hidden="true"></span>', known(str(mark), ("1", "2", "3", "4", "all"), "mark")
    )


def place(place: Place) -> SafeString:
    """Mark and name of an authority."""
    return format_html('<span class="who">{}{}</span>', mark(place.mark), place.name)


def swatch(cell: Any) -> SafeString:
    """The square of the year overview."""
    inner = icon(cell.icon) if cell.icon else cell.shown
    return format_html('<span class="sw sw-{}">{}</span>', cell.state.value, inner)


def cell(value: object) -> object:
    """A value as a table cell shows it."""
    shown: object = value
    if value is None:
        shown = ""
    elif isinstance(value, bool):
        shown = "ja" if value else "nee"
    elif isinstance(value, (State, Status)):
        shown = status(value)
    elif isinstance(value, (Ground, GroundKind)):
        shown = ground(value)
    elif isinstance(value, Place):
        shown = place(value)
    elif isinstance(value, datetime):
        shown = dates.table_moment(value)
    elif isinstance(value, date):
        shown = dates.table_date(value)
    elif isinstance(value, (int, float)):
        shown = dates.number(value)
    return shown
