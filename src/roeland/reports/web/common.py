"""What the pages of this room share."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from roeland.kernel.http import Request, one_authority
from roeland.reports.models import Report
from roeland.reports.queries import reports
from roeland.reports.values import Part


def address(request: Request, name: str, *args: object, **query: str) -> str:
    """The address of a page of the same authority, with what is not empty in the query string."""
    path = reverse(name, args=[one_authority(request).slug, *args])
    kept = {key: value for key, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def report_or_404(request: Request, year: int) -> Report:
    """The report of the year, or the same 404 as for one that this reader may not see."""
    found = reports.report(one_authority(request), year)
    if found is None:
        raise Http404
    return found


def part_or_404(slug: str) -> Part:
    """The part with this slug."""
    try:
        return Part.of_slug(slug)
    except KeyError:
        raise Http404 from None
