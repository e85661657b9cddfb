"""What the pages of this room share."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.kernel.http import Request, one_authority
from roeland.ui import dates
from roeland.visits.models import Visit
from roeland.visits.queries import visits as queries


def visit_url(visit: Visit, name: str = "visits-visit") -> str:
    """A page of a visit."""
    return reverse(name, args=[visit.authority.slug, visit.pk])


def visit_or_404(request: Request, pk: UUID) -> Visit:
    """The visit in scope; absent and refused are the same 404."""
    found = queries.visit_by_id(one_authority(request), pk)
    if found is None:
        raise Http404
    request.crumb = _("Bezoek van %(table_date)s") % {"table_date": dates.table_date(found.planned_on)}
    return found
