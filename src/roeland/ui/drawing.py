"""What every server-side SVG shares: the frame with its words, and texts."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.ui.palette import Paint, figure_number, svg_join


def frame(
    words: tuple[str, str],
    size: tuple[float, float],
    parts: list[SafeString],
    paint: Paint,
    *,
    uid: str,
    css: str = "",
) -> SafeString:
    """A drawing with its title and description; `css` is a class of the page, none on paper."""
    title, desc = words
    width, height = (figure_number(value) for value in size)
    space = (
        format_html('xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" ', width, height)
        if paint.print
        else format_html('class="{}" ', css)
        if css
        else SafeString("")
    )
    return format_html(
        '<svg {}viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"{}><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        space,
        width,
        height,
        uid,
        uid,
        paint.font(),
        uid,
        title,
        uid,
        desc,
        svg_join(parts),
    )


def label(
    x: float,
    y: float,
    text: str,
    paint: Paint,
    *,
    anchor: str = "start",
    fill: str = "ink-2",
    bold: bool = False,
    tick: bool = False,
) -> SafeString:
    """A text; a tick is a size smaller."""
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-size="{}" {}>{}</text>',
        figure_number(x),
        figure_number(y),
        anchor,
        12 if tick else 13,
        paint.attrs(fill, bold=bold),
        text,
    )
