"""Routes on the Tekenmap: what waits for the owner of the token.

Signing asks a confirmation of identity in a session, so here is only the list; each thing is answered by the operation of its room.
"""

from datetime import date
from typing import Any

from ninja import Router, Schema

from roeland.api.guard import ApiRequest, inside
from roeland.governance.queries import signing
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["tekenmap"])


class ToSignOut(Schema):
    """Something that waits, in three lines; `url` is its page."""

    key: str
    title: str
    what: str
    cost: str
    otherwise: str
    url: str
    since: date


@router.get("/authorities/{slug:authority}/signing", response=list[ToSignOut], operation_id="signing")
@inside(SIGNED_IN)
def waiting(request: ApiRequest, authority: str) -> Any:
    """What waits for a signature, oldest first."""
    names = "key title what cost otherwise url since".split()
    rows = [one.item for one in signing.waiting(request.actor, [request.authority])]
    return [ToSignOut(**{name: getattr(row, name) for name in names}) for row in rows]
