"""What the pages of controls and cases share."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.urls import NoReverseMatch, register_converter, reverse
from django.urls.converters import StringConverter
from django.utils.translation import gettext as _

from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.models import Authority
from roeland.kernel.rights import Mode
from roeland.logs.formats.opening import plain_name
from roeland.logs.models import Run
from roeland.logs.queries import runs
from roeland.logs.rules import AUDIENCE, P
from roeland.ui import dates
from roeland.ui.form import FileField

PAPER = "-papier"


class PaperMonth(date):
    """The first day of a month of which the sample from paper is meant."""


class MonthConverter(StringConverter):
    """`2026-10` in a URL: the first day of that month. `2026-10-papier`: the same day, as a `PaperMonth`."""

    regex = f"20[0-9]{{2}}-(?:0[1-9]|1[0-2])(?:{PAPER})?"

    def to_python(self, value: str) -> date:  # type: ignore[override] # a converter gives what it likes
        return (PaperMonth if value.endswith(PAPER) else date)(int(value[:4]), int(value[5:7]), 1)

    def to_url(self, value: date | str) -> str:
        if isinstance(value, str):
            return value
        return f"{value:%Y-%m}{PAPER if isinstance(value, PaperMonth) else ''}"


register_converter(MonthConverter, "month")  # here: a page module names it while it is imported


class LogFile(FileField):
    """A file that is called without a national number, as everywhere in this room."""

    def called(self, name: str) -> str:
        return plain_name(name)


def month_words(month: date) -> str:
    """*oktober 2026*"""
    return f"{dates.month_name(month)} {month.year}"


def run_or_404(request: Request, month: date) -> Run:
    """The control of a month, or the same 404 for absent and refused. Without saying which: that of its file, or else the one from paper."""
    found = runs.of_month(one_authority(request), month, by_hand=True if isinstance(month, PaperMonth) else None)
    if found is None:
        raise Http404
    return found


def worker_only(request: Request, place: Authority) -> bool:
    """Whether the reader sees of log control only what is about himself."""
    return request.actor.rights_in(place.pk).modes.get(AUDIENCE) == frozenset({Mode.SELF})


def run_url(request: Request, run: Run) -> str:
    """The list of a control; the front page of log control for who has a mandate for one case only."""
    return url(request, "logs-run", run.key) if may(request, P.SEE) else url(request, "logs-index")


def month_crumb(request: Request, run: Run) -> tuple[str, str] | None:
    """The month above its cases in the breadcrumbs, for who reads its list."""
    words = dates.capital(month_words(run.month))
    words = _("%(month)s, op papier") % {"month": words} if run.by_hand else words
    return (words, run_url(request, run)) if may(request, P.SEE) else None


def maybe(request: Request, name: str, *args: object) -> str:
    """A page of another part of this room; empty while it is not there."""
    try:
        return reverse(name, args=[one_authority(request).slug, *args])
    except NoReverseMatch:
        return ""
