"""What the pages of this room share."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from roeland.acceptance.models import Offer
from roeland.acceptance.queries import rounds
from roeland.kernel.http import Request, one_authority


def offer_or_404(request: Request, pk: UUID) -> Offer:
    """The round, for who may follow it; absent and refused are the same 404."""
    found = rounds.offer(one_authority(request), pk)
    if found is None or not rounds.may_follow(request.actor, found):
        raise Http404
    request.crumb = found.document.title
    return found
