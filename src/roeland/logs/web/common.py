"""What the pages of controls and cases share."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.urls import NoReverseMatch, register_converter, reverse
from django.urls.converters import StringConverter

from roeland.kernel.http import Request, one_authority, url
from roeland.logs.models import Run
from roeland.logs.queries import runs
from roeland.ui import dates


class MonthConverter(StringConverter):
    """`2026-10` in a URL: the first day of that month."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:  # type: ignore[override] # a converter gives what it likes
        return date(int(value[:4]), int(value[5:]), 1)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m}"


register_converter(MonthConverter, "month")  # here: a page module names it while it is imported


def month_words(month: date) -> str:
    """*oktober 2026*"""
    return f"{dates.month_name(month)} {month.year}"


def run_or_404(request: Request, month: date) -> Run:
    """The control of a month, or the same 404 for absent and refused."""
    found = runs.of_month(one_authority(request), month)
    if found is None:
        raise Http404
    return found


def run_url(request: Request, run: Run) -> str:
    """The list of a control."""
    return url(request, "logs-run", run.month)


def maybe(request: Request, name: str, *args: object) -> str:
    """A page of another part of this room; empty while it is not there."""
    try:
        return reverse(name, args=[one_authority(request).slug, *args])
    except NoReverseMatch:
        return ""
