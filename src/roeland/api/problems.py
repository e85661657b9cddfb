"""Every answer that is no success is a problem document (RFC 9457), with a Dutch title and detail."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from roeland.api.faults import told
from roeland.ledger.action import Invalid, Refused

log = logging.getLogger("roeland.api")
MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "De vraag is niet te lezen",
    401: "Meld je aan met een token",
    403: "Dit token mag dit niet",
    404: "Dit is er niet, of niet voor jou",
    405: "Deze methode kan hier niet",
    409: "Dat kan nu niet",
    413: "Dit is te groot",
    415: "Dit soort inhoud kan hier niet",
    422: "De gegevens kloppen nog niet",
    429: "Te veel vragen na elkaar",
    500: "Er ging iets mis in Roeland",
}


class FieldProblem(Schema):
    """What is wrong with one field; an empty field is the whole."""

    field: str
    detail: str


class Problem(Schema):
    """RFC 9457. `type` is about:blank: the status says what kind of problem it is."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[FieldProblem] = []


class MissingScope(Exception):
    """The token lacks the scope that this route asks."""


class TooMany(Exception):
    """The token (or the address, without a token) asked too often; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(str(wait))
        self.wait = wait


def problem(
    status: int, detail: str = "", errors: list[FieldProblem] | None = None, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The response for a problem."""
    body = Problem(
        title=TITLES.get(status, HTTPStatus(status).phrase), status=status, detail=detail, errors=errors or []
    )
    response = JsonResponse(
        body.model_dump(), status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    found = [FieldProblem(field=name, detail=text) for name, texts in error.errors.items() for text in texts]
    return problem(422, " ".join(f.detail for f in found), found)


def _unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
    places = [(".".join(str(part) for part in item["loc"]), item) for item in error.errors]
    found = [FieldProblem(field=place, detail=told(place.rpartition(".")[2], item)) for place, item in places]
    return problem(422, "De invoer heeft niet de gevraagde vorm.", found)


def _http(_request: HttpRequest, error: Any) -> HttpResponse:
    headers = {"WWW-Authenticate": "Bearer"} if error.status_code == HTTPStatus.UNAUTHORIZED else None
    return problem(error.status_code, headers=headers)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    # The path has identifiers only; the message of the exception could hold somebody's words, so it stays in the log's trace.
    log.error("unexpected error in %s %s", request.method, request.path, exc_info=error)
    return problem(500)


HANDLERS: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (Exception, _broken),
    (HttpError, _http),
    (ValidationError, _unreadable),
    (Http404, lambda _request, _error: problem(404)),
    (PermissionDenied, lambda _request, _error: problem(404)),
    (BadRequest, lambda _request, _error: problem(400)),
    (SuspiciousOperation, lambda _request, _error: problem(400)),
    (MultiPartParserError, lambda _request, _error: problem(400)),
    (RequestDataTooBig, lambda _request, _error: problem(413)),
    (MissingScope, lambda _request, _error: problem(403, "Dit token mag lezen, niet schrijven.")),
    (TooMany, lambda _request, error: problem(429, headers={"Retry-After": str(error.wait)})),
    (Refused, lambda _request, error: problem(409, error.reason)),
    (Invalid, _invalid),
)


def install(api: NinjaAPI) -> None:
    """Answer every exception of a route with a problem document."""
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
