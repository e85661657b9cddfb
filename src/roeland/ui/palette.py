"""One SVG for page and PDF: on the page roles are classes that follow the theme, on paper they are plain colours."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# The light theme of tokens.css; a test compares the two.
PRINT_COLOURS = {
    "ink": "#18201d",
    "ink-2": "#47524d",
    "ink-3": "#616b66",
    "bg": "#ffffff",
    "track": "#eff1ed",
    "line": "#dfe2dc",
    "strong": "#838b86",
    "accent": "#0f4c81",
    "ok": "#2b7d54",
    "due": "#c67c0c",
    "due-soft": "#fdf3e1",
    "late": "#c0322a",
    "off": "#8d9590",
    "info": "#3a79b0",
    "on-ok": "#ffffff",
    "on-due": "#201500",
    "on-late": "#ffffff",
    "on-off": "#18201d",
    "hatch": "#dfe2dc",
    "none": "none",
}


@dataclass(frozen=True, slots=True)
class Paint:
    """How roles become attributes. `print` is for typst: explicit colours, no CSS."""

    print: bool = False

    def attrs(self, fill: str = "", stroke: str = "", *, bold: bool = False, tick: bool = False) -> SafeString:
        """Attributes for one shape or text."""
        if self.print:
            pairs = [("fill", PRINT_COLOURS[fill])] if fill else []
            pairs += [("stroke", PRINT_COLOURS[stroke])] if stroke else []
            pairs += [("font-weight", "600")] if bold else []
            return format_html_join(" ", '{}="{}"', pairs)
        classes = [
            name for name, on in ((f"f-{fill}", fill), (f"l-{stroke}", stroke), ("t-b", bold), ("t-tick", tick)) if on
        ]
        return format_html('class="{}"', " ".join(classes)) if classes else SafeString("")

    def font(self) -> SafeString:
        """Attributes of the outer element that carry the typeface on paper."""
        return SafeString(' font-family="Public Sans" font-size="13"') if self.print else SafeString("")


WEB = Paint()
PRINT = Paint(print=True)


def svg_join(parts: list[SafeString]) -> SafeString:
    """Shapes one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def figure_number(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
