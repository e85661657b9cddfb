"""A line of a few figures beside the words that say the same: decoration for the eye, silent for a screen reader."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 80, 20, 3


def spark(values: Sequence[float], goal: float | None = None) -> SafeString:
    """A sparkline of at least two figures with the last one as a dot, the goal dashed; empty for fewer. 80 by 20 units."""
    if len(values) < 2:  # noqa: PLR2004 -- a line has two ends
        return SafeString("")
    every = [*values, *([] if goal is None else [goal])]
    low, high = min(every), max(every)
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)

    def y(value: float) -> str:
        return (
            f"{HEIGHT / 2 if high == low else HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE):.1f}"
        )

    points = " ".join(f"{EDGE + number * step:.1f},{y(value)}" for number, value in enumerate(values))
    line = "" if goal is None else format_html('<path class="spark-goal" d="M0 {0}H{1}"/>', y(goal), WIDTH)
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}<polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="2.5"/></svg>',
        WIDTH,
        HEIGHT,
        line,
        points,
        WIDTH - EDGE,
        y(values[-1]),
    )
