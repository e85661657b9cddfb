"""Colours for charts on paper. CSS variables colour them on screen; typst knows none, so light colours stand here."""


def with_print_style(svg: str) -> str:
    return svg
