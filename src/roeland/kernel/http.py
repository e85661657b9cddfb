"""The request as our views see it, after the page guard."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority


class Request(HttpRequest):
    """Typing only: what the middleware adds."""

    actor: Actor
    authority: Authority | None
    htmx: HtmxDetails


def one_authority(request: Request) -> Authority:
    """The authority in the URL (a view whose URL has one)."""
    if request.authority is None:
        raise LookupError("this URL names no authority")
    return request.authority
