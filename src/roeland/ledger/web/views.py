"""The pages of the Logboek."""

import tempfile
from importlib import resources
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger import checkpointing, entries, export, keys, queries
from roeland.ledger.action import Refused
from roeland.ledger.bundles import TooLarge
from roeland.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerTree
from roeland.ledger.rules import LOG_EXPORT, LOG_READ, PAYLOAD_ERASE
from roeland.ledger.web.entry_parts import definitions, text_rows
from roeland.ledger.web.erasing import erasable
from roeland.ledger.web.tables import LogTable
from roeland.ui.components import Empty


@page(LOG_READ)
@require_GET
def log(request: Request) -> HttpResponse:
    """Who did what to what when, of one authority or of all in scope."""
    here = {a.pk: a for a in ([request.authority] if request.authority else Authority.objects.all())}
    table = LogTable(request, here, clock.today())
    context = {
        "table": table,
        "authority": request.authority,
        "may_export": request.authority is not None and request.actor.holds(LOG_EXPORT, request.authority.pk),
        "status": queries.status(request.authority.pk) if request.authority else None,
        "audit": queries.last_audit(request.authority.pk) if request.authority else None,
        "empty": _empty(table),
    }
    return render(request, "ledger/log.html", context)


def _empty(table: LogTable) -> Empty | None:
    if table.paging.total:
        return None
    if table.filtered:
        return Empty(_("Geen treffers met deze filters"), _("Wis een filter of kies een langere periode."))
    return Empty(
        _("Het logboek is nog leeg"), _("Elke handeling in Roeland komt hier vanzelf te staan. Je hoeft niets te doen.")
    )


def _entry(request: Request, idx: int) -> LedgerEntry:
    """The entry, or the same 404 for one that is absent and one that is closed to the reader."""
    found = queries.entry(one_authority(request).pk, idx)
    if found is None:
        raise Http404
    return found


@page(LOG_READ)
@require_GET
def entry(request: Request, idx: int) -> HttpResponse:
    """One entry with everything it says, and the way to prove it."""
    found = _entry(request, idx)
    authority = one_authority(request)
    (told,) = queries.tell([found])
    body = entries.decode(bytes(found.body))
    request.crumb = _("Regel %(idx)s") % {"idx": idx}
    context = {
        "told": told,
        "rows": definitions(told, body, authority),
        "text_rows": text_rows(told.payload),
        "leaf": bytes(found.leaf_hash).hex(),
        "commit": body.commit,
        "checkpoint": queries.checkpoint_for(found),
        "status": queries.status(authority.pk),
        "authority": authority,
        "may_erase": request.actor.holds(PAYLOAD_ERASE, authority.pk) and erasable(told),
    }
    return render(request, "ledger/entry.html", context)


@page(LOG_READ)
@require_GET
def proof(request: Request, idx: int) -> HttpResponse:
    """The `.tlog-proof` of one entry: what a third party needs, besides the public key and verify.py."""
    found = _entry(request, idx)
    try:
        checkpoint = _covering(found)
    except (checkpointing.Forked, keys.KeyMissing) as problem:
        messages.error(request, str(problem))
        return redirect("ledger-entry", one_authority(request).slug, idx)
    name = f"{one_authority(request).slug}-{idx}.tlog-proof"
    return _attachment(queries.proof(found, checkpoint).text.encode(), name)


def _covering(found: LedgerEntry) -> LedgerCheckpoint:
    """A checkpoint that covers this entry, signed now if there was none yet."""
    checkpoint = queries.checkpoint_for(found) or checkpointing.sign(LedgerTree.objects.get(pk=found.tree_id))
    if checkpoint is None:  # an entry exists, so its tree is not empty
        raise Http404
    return checkpoint


@page(LOG_READ)
@require_GET
def verifier(request: Request) -> HttpResponse:  # noqa: ARG001 -- a view takes one
    """verify.py itself: one file, standard library only."""
    return _attachment((resources.files("roeland.ledger") / "verify.py").read_bytes(), "verify.py")


@page(LOG_EXPORT)
@require_POST
def bundle(request: Request) -> HttpResponseBase:
    """The whole log of the authority as a bundle; that it went out is itself an entry."""
    authority = one_authority(request)
    with tempfile.TemporaryDirectory(prefix="roeland-bundel-") as folder:
        out = Path(folder) / "bundel.zip"
        try:
            export.export(request.actor, authority, out)
        except (Refused, TooLarge, checkpointing.Forked, keys.KeyMissing) as problem:
            messages.error(request, _said(problem))
            return redirect(reverse("ledger-log", args=[authority.slug]))
        name = f"logboek-{authority.slug}-{clock.today().isoformat()}.zip"
        response = FileResponse(out.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    return _closed(response)


def _said(problem: Exception) -> str:
    return _("Dit logboek is te groot voor één bundel.") if isinstance(problem, TooLarge) else str(problem)


def _closed(response: FileResponse | HttpResponse) -> FileResponse | HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _attachment(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    _closed(response)
    return response
