"""Routes on the ledger of an authority: entries, proofs, the last checkpoint; erasing a text and taking the log along."""

import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, part
from roeland.kernel import clock
from roeland.ledger import actions, export, queries
from roeland.ledger.action import Refused
from roeland.ledger.bundles import TooLarge
from roeland.ledger.checkpointing import Forked
from roeland.ledger.keys import KeyMissing
from roeland.ledger.models import LedgerEntry
from roeland.ledger.queries import Told
from roeland.ledger.rules import LOG_EXPORT, LOG_READ, PAYLOAD_ERASE

router = Router(tags=["logboek"])
TEXT = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}
ZIP = {"responses": {200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}}
LIST = "/authorities/{slug:authority}/ledger/entries"
LARGEST = 2**63 - 1


class EntryOut(Schema):
    """An entry: who did what to what when. `payload` is null when its text was erased."""

    index: int
    time: datetime
    actor: UUID
    who: str
    action: str
    sentence: str
    object_type: str
    object_id: UUID
    payload: Mapping[str, Any] | None


class EntryDetailOut(EntryOut):
    """`leaf_hash` is hex; `body` is the canonical JSON that it is the hash of."""

    leaf_hash: str
    body: str


class CheckpointOut(Schema):
    """The last signed root: `note` is a signed note with a checkpoint, `vkey` the key to check it with."""

    origin: str
    size: int
    note: str
    signed_at: datetime
    vkey: str


class EntryFilter(Paging):
    action: str = ""
    object_id: UUID | None = None
    start: date | None = None
    end: date | None = None


def values_of(told: Told) -> dict[str, Any]:
    """What every answer about an entry holds."""
    names = "time who action sentence object_type object_id payload".split()
    return {"index": told.idx, "actor": told.actor_id, **{name: getattr(told, name) for name in names}}


def find(request: ApiRequest, index: int) -> LedgerEntry:
    """The entry, when the actor may see it."""
    found = queries.entry(request.authority.pk, index) if index <= LARGEST else None
    if found is None:
        raise Http404
    return found


@router.get(LIST, response=Page[EntryOut], operation_id="entries")
@inside(LOG_READ)
def entries(request: ApiRequest, authority: str, wanted: Query[EntryFilter]) -> Any:
    """Entries that the owner of the token may see, newest first."""
    rows = queries.period(queries.entries().filter(authority_id=request.authority.pk), wanted.start, wanted.end)
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.object_id is not None:
        rows = rows.filter(object_id=wanted.object_id)
    told = queries.tell(list(rows[wanted.first : wanted.first + wanted.size]))
    return part([EntryOut(**values_of(one)) for one in told], rows.count(), wanted)


@router.get(f"{LIST}/{{int:index}}", response=EntryDetailOut, operation_id="entry")
@inside(LOG_READ)
def entry(request: ApiRequest, authority: str, index: int) -> Any:
    """One entry with its canonical body."""
    return show(find(request, index))


def show(found: LedgerEntry) -> EntryDetailOut:
    """An entry as the API gives it."""
    [told] = queries.tell([found])
    return EntryDetailOut(
        **values_of(told), leaf_hash=bytes(found.leaf_hash).hex(), body=bytes(found.body).decode("utf-8")
    )


@router.get(f"{LIST}/{{int:index}}/proof", operation_id="proof", openapi_extra=TEXT)
@inside(LOG_READ)
def proof(request: ApiRequest, authority: str, index: int) -> Any:
    """The proof of an entry as a tlog-proof file; 404 while no checkpoint covers it yet (at most a minute)."""
    found = find(request, index)
    checkpoint = queries.checkpoint_for(found)
    if checkpoint is None:
        raise Http404
    response = HttpResponse(queries.proof(found, checkpoint).text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{authority}-{index}.tlog-proof"'
    return response


@router.get("/authorities/{slug:authority}/ledger/checkpoint", response=CheckpointOut, operation_id="checkpoint")
@inside(LOG_READ)
def checkpoint(request: ApiRequest, authority: str) -> Any:
    """The last checkpoint; 404 while nothing was signed."""
    found = queries.status(request.authority.pk)
    if found is None:
        raise Http404
    names = "origin size note signed_at vkey".split()
    return CheckpointOut(**{name: getattr(found, name) for name in names})


class EraseIn(In):
    """`ground` is the id of a legal ground; it comes to stand in the log and stays there."""

    ground: str


@router.post(f"{LIST}/{{int:index}}/erase", response=EntryDetailOut, operation_id="erase_entry")
@inside(PAYLOAD_ERASE)
def erase(request: ApiRequest, authority: str, index: int, data: EraseIn) -> Any:
    """Erase the text of an entry for ever, on a legal ground; the entry itself and its hash stay."""
    found = find(request, index)
    actions.erase(request.actor, authority=request.authority, indices=[index], ground=data.ground)
    return show(found)


@router.post("/authorities/{slug:authority}/ledger/bundle", operation_id="export_log", openapi_extra=ZIP)
@inside(LOG_EXPORT)
def bundle(request: ApiRequest, authority: str) -> Any:
    """The whole log with what is needed to verify it without Roeland. That it went out is itself an entry."""
    with tempfile.TemporaryDirectory(prefix="roeland-bundel-") as folder:
        out = Path(folder) / "bundel.zip"
        try:
            export.export(request.actor, request.authority, out)
        except TooLarge:
            raise Refused(_("Dit logboek is te groot voor één bundel.")) from None
        except (Forked, KeyMissing) as error:
            raise Refused(str(error)) from error
        name = f"logboek-{authority}-{clock.today().isoformat()}.zip"
        return FileResponse(out.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
