"""Routes on quotes beside an advice: the comparison, one more, one less, the choice, the sealed file."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import Field

from roeland.api.governance_advice import ONE as ADVICE
from roeland.api.guard import ApiRequest, In, inside
from roeland.duties.serving import sealed_file
from roeland.governance import actions
from roeland.governance.models import Advice, Quote
from roeland.governance.queries import advice as advices
from roeland.governance.queries import quotes as queries
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid

router = Router(tags=["adviezen"])
ONE = "/authorities/{slug:authority}/quotes/{uuid:quote_id}"
FILE = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}


class QuoteOut(Schema):
    """A quote; amounts in euro. `option` is the number of the option that it prices, 0 = the whole advice; `whole` is what it costs
    over the years that are compared."""

    id: UUID
    advice: UUID
    option: int
    supplier: str
    once: Decimal
    yearly: Decimal
    whole: Decimal
    quoted_on: date
    valid_until: date | None
    note: str
    link: str
    name: str
    sha256: str
    chosen_on: date | None
    reason: str


class QuoteIn(In):
    """A file, a link, or both; a supplier and the day of the quote are asked."""

    supplier: str = ""
    quoted_on: date | None = None
    once: Decimal = Field(Decimal(0), ge=0, max_digits=12, decimal_places=2)
    yearly: Decimal = Field(Decimal(0), ge=0, max_digits=12, decimal_places=2)
    valid_until: date | None = None
    option: int = Field(0, ge=0, le=99)
    note: str = ""
    link: str = ""


class ChooseIn(In):
    """Why this one. Refused to who gathered every quote himself."""

    reason: str


def _show(row: Quote) -> QuoteOut:
    names = "option supplier once yearly whole quoted_on valid_until note link name sha256 chosen_on reason".split()
    return QuoteOut(id=row.pk, advice=row.advice_id, **{name: getattr(row, name) for name in names})


def _advice(request: ApiRequest, pk: UUID) -> Advice:
    found = advices.one(request.authority, pk)
    if found is None or not advices.readable(request.actor, found):
        raise Http404
    return found


def _quote(request: ApiRequest, pk: UUID) -> Quote:
    found = queries.one(request.actor, request.authority, pk)
    if found is None:
        raise Http404
    return found


@router.get(f"{ADVICE}/quotes", response=list[QuoteOut], operation_id="quotes")
@inside(SIGNED_IN)
def quotes(request: ApiRequest, authority: str, advice_id: UUID) -> Any:
    """The quotes beside an advice, for who reads the advice and sees quotes."""
    return [_show(row) for row in queries.quotes_of(_advice(request, advice_id))]


@router.post(f"{ADVICE}/quotes", response={201: QuoteOut}, operation_id="keep_quote")
@inside(SIGNED_IN)
def keep(
    request: ApiRequest, authority: str, advice_id: UUID, data: Form[QuoteIn], file: File[UploadedFile] | None = None
) -> Any:
    """Put a quote beside an advice."""
    row = _advice(request, advice_id)
    if not queries.gathers(request.actor, row):
        raise Http404
    values = data.model_dump()
    if values["quoted_on"] is None:
        raise Invalid({"quoted_on": [_("Zeg van wanneer de offerte is.")]})
    more: dict[str, Any] = {"content": file.file, "name": file.name or ""} if file else {}
    return Status(201, _show(actions.keep_quote(request.actor, advice=row, **values, **more)))


@router.post(f"{ONE}/choose", response=QuoteOut, operation_id="choose_quote")
@inside(SIGNED_IN)
def choose(request: ApiRequest, authority: str, quote_id: UUID, data: ChooseIn) -> Any:
    """Choose a quote, with the reason."""
    row = _quote(request, quote_id)
    return _show(actions.choose_quote(request.actor, advice=row.advice, quote=row, reason=data.reason))


@router.post(f"{ONE}/remove", response={204: None}, operation_id="remove_quote")
@inside(SIGNED_IN)
def remove(request: ApiRequest, authority: str, quote_id: UUID) -> Any:
    """Take a quote away while none was chosen."""
    row = _quote(request, quote_id)
    actions.remove_quote(request.actor, advice=row.advice, quote=row)
    return Status(204, None)


@router.get(f"{ONE}/file", operation_id="quote_file", openapi_extra=FILE)
@inside(SIGNED_IN)
def file(request: ApiRequest, authority: str, quote_id: UUID) -> Any:
    """The sealed file of a quote."""
    row = _quote(request, quote_id)
    if not row.sha256:
        raise Http404
    return sealed_file(row.sha256, row.name)
