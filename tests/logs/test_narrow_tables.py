"""Every table of log control becomes blocks on a phone; `tests/journeys/test_logs_narrow.py` measures those of the demonstration."""

import re
from pathlib import Path

import roeland.logs

TEMPLATES = sorted((Path(roeland.logs.__file__).parent / "templates").rglob("*.html"))
TABLES = [
    (path.name, one) for path in TEMPLATES for one in re.findall(r"<table.*?</table>", path.read_text(), re.DOTALL)
]


def test_every_table_is_blocks_on_a_phone() -> None:
    assert TABLES
    plain = [
        name for name, one in TABLES if not re.match(r'<table class="table[^"]* (table-blocks|lc-sample)[ "]', one)
    ]
    assert plain == []


def test_a_figure_without_its_head_keeps_its_word() -> None:
    bare = [
        (name, one)
        for name, table in TABLES
        for one in re.findall(r'<td class="num"[^>]*>', table)
        if "data-label" not in one
    ]
    assert bare == []
    assert all('<th scope="row"' in table for _name, table in TABLES)
