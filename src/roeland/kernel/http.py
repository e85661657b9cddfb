"""The request as our views see it, after the page guard."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import Permission


class Request(HttpRequest):
    """Typing only: what the middleware adds."""

    actor: Actor
    authority: Authority | None
    authorities: list[Authority]  # all in which the actor has rights, whatever the page asks
    htmx: HtmxDetails
    crumb: str  # the words of the last breadcrumb, set by the view
    crumb_above: tuple[
        str, str
    ]  # a page between the list and its object that the address does not name: words and address


def one_authority(request: Request) -> Authority:
    """The authority in the URL (a view whose URL has one)."""
    if request.authority is None:
        raise LookupError("this URL names no authority")
    return request.authority


def url(request: Request, name: str, *args: object) -> str:
    """A page of the authority in the URL."""
    return reverse(name, args=[one_authority(request).slug, *args])


def may(request: Request, permission: Permission) -> bool:
    """Whether the actor holds the permission in the authority in the URL: whether the button of a verb is shown at all."""
    return request.actor.holds(permission, one_authority(request).pk)


def crumb(request: Request, words: str, above: tuple[str, str] | None = None) -> None:
    """Name the last breadcrumb, and the page above this one when the address does not say what it is called."""
    request.crumb = words
    if above:
        request.crumb_above = above


def unkept(response: HttpResponse) -> HttpResponse:
    """A page whose address or content is a secret: kept by no browser or proxy, and its address leaves by no referrer.

    `strict-origin`, because with `no-referrer` a browser posts the form with `Origin: null`, which is refused.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    return response
