"""Routes on what leaves the room: a version as PDF, Word file or page; and the blocks that a text may hold."""

from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from roeland.api.documents_versions import ONE, of
from roeland.api.guard import ApiRequest, inside
from roeland.documents import blocks, output
from roeland.documents.rules import P
from roeland.documents.values import AUDIENCES
from roeland.documents.web.output import response
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import NotAllowed

router = Router(tags=["documenten"])
FILE = {"schema": {"type": "string", "format": "binary"}}
FILES = {"responses": {200: {"content": {media.partition(";")[0]: FILE for media in output.MEDIA.values()}}}}


class ArgumentOut(Schema):
    name: str
    label: str
    required: bool


class BlockOut(Schema):
    """A live block: how it is written, and the audiences of documents in which it may stand."""

    name: str
    label: str
    example: str
    arguments: list[ArgumentOut]
    audiences: list[str]


@router.get(f"{ONE}/paper/{{str:form}}", operation_id="version_paper", openapi_extra=FILES)
@inside(SIGNED_IN)
def paper(request: ApiRequest, authority: str, version_id: UUID, form: Literal["pdf", "docx", "html"]) -> Any:
    """The version as a file. Of an approved one the PDF is sealed: the same bytes for ever. None for who may only read it here."""
    found = of(request, version_id, P.SEE)
    try:
        return response(output.take(request.actor, found, form))
    except (NotAllowed, output.NoPaper) as error:
        raise Http404 from error


@router.get("/authorities/{slug:authority}/document-blocks", response=list[BlockOut], operation_id="document_blocks")
@inside(P.SEE)
def known(request: ApiRequest, authority: str) -> Any:
    """The blocks that a text may hold."""
    return [
        BlockOut(
            name=block.name,
            label=block.label,
            example=block.example,
            arguments=[ArgumentOut(name=a.name, label=a.label, required=a.required) for a in block.arguments],
            audiences=[audience for audience in AUDIENCES if not blocks.strangers(block, audience)],
        )
        for block in blocks.every()
    ]
