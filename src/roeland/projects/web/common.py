"""What the pages of this room share."""

from uuid import UUID

from django.http import Http404

from roeland.kernel.http import Request, crumb, one_authority
from roeland.projects.models import Project
from roeland.projects.queries import portfolio


def project_or_404(request: Request, pk: UUID) -> Project:
    """The project in scope; absent and refused are the same 404."""
    found = portfolio.project(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.number)
    return found
