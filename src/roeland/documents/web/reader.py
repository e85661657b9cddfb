"""The reading page, and what leaves it: attachments, the uploaded file, the doors behind tasks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents import actions, queries, readers
from roeland.documents.models import Attachment, Version
from roeland.documents.queries import Standing
from roeland.documents.rules import P
from roeland.documents.values import DocumentStatus, VersionStatus
from roeland.documents.web import registry, state
from roeland.documents.web.common import address, banner, may, standing_or_404, version_or_404
from roeland.documents.web.forms import CommentForm
from roeland.documents.web.shown import show
from roeland.duties.serving import sealed_file
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ui import components as c
from roeland.ui import dates


@page(P.SEE)
@require_GET
def document(request: Request, number: str) -> HttpResponse:
    """What is in force; for who works on it and has nothing in force yet, the version in the making."""
    found = standing_or_404(request, number)
    version = found.current or found.in_work or (found.versions[0] if found.versions else None)
    if version is None:
        raise Http404
    return read(request, found, version)


@page(P.SEE)
@require_GET
def version(request: Request, number: str, version: str) -> HttpResponse:
    """One version, also an older or a coming one, for who may see it."""
    found = standing_or_404(request, number)
    return read(request, found, version_or_404(found, version))


def read(request: Request, found: Standing, version: Version, comment_form: CommentForm | None = None) -> HttpResponse:
    """The page of a version; with a refused remark it answers 422."""
    document = found.document
    version.document = document
    talking = version.status in {VersionStatus.DRAFT, VersionStatus.REVIEW}
    comments = queries.comments(version) if talking else []
    margin = registry.margin(request, document, version)
    inspection = readers.reads_by(request.actor, version)
    only = [anchor for anchor, _title in inspection.chapters] if inspection else []
    shown = show(version, request.GET.get("deel", ""), comments, apart=not talking, margin=margin, only=only)
    actions.note_reading(request.actor, version, shown.title)
    anchor = (comment_form.data.get("anchor", "") if comment_form else request.GET.get("opmerking")) or ""
    access = registry.access(request, document, version)
    shut = access is not None and not access.leaves
    context = {
        "document": document,
        "version": version,
        "banner": banner(document, version),
        "access": access,
        "shown": shown,
        "facts": facts(version),
        "state": state.of(request, found, version),
        "shut": shut,
        "tools": [] if shut else tools(request, found, version),
        "files": [] if shut else files(request, version),
        "panels": registry.panels(request, document, version),
        "readers": [] if actions.is_open(version) else queries.readers_of(version.audience),
        "restricted": not actions.is_open(version),
        "may_comment": talking and may(request, P.COMMENT, version),
        "commenting": anchor if "opmerking" in request.GET or comment_form else None,
        "comment_form": comment_form or CommentForm(initial={"anchor": anchor}),
        "talking": talking,
        "base": address(document),
        "number_of_comments": sum(1 for row in comments if row.resolved_at is None),
    }
    response = render(request, "documents/read.html", context, status=422 if comment_form else 200)
    if access is not None:
        response["Cache-Control"] = "no-store"
    return response


def facts(version: Version) -> list[c.Definition]:
    """The rail: version, approval, review, seal."""
    document = version.document
    rows = [c.Definition(_("Versie"), version.number), c.Definition(_("Nummer"), document.number)]
    if version.approved_on is not None:
        who = f"{version.approved_by}, " if version.approved_by else ""
        body = f" ({version.decision})" if version.decision else ""
        rows.append(c.Definition(_("Goedgekeurd"), f"{who}{dates.table_date(version.approved_on)}{body}"))
    if version.pk == document.current_id and document.review_due is not None:
        rows.append(c.Definition(_("Herzien vóór"), dates.table_date(document.review_due)))
    if document.owner is not None:
        rows.append(c.Definition(_("Eigenaar"), str(document.owner)))
    if document.information_class:
        rows.append(
            c.Definition(
                _("Informatieklasse"),
                _("klasse %(information_class)s") % {"information_class": document.information_class},
            )
        )
    if version.sha256:
        rows.append(c.Definition(_("Verzegeling"), _short(version.sha256), mono=True))
    return rows


def _short(sha256: str) -> str:
    return " ".join(sha256[i : i + 4] for i in (0, 4, 8))


def tools(request: Request, found: Standing, version: Version) -> list[c.Verb]:
    """The quiet ways on from here, in the rail."""
    document = found.document
    verbs = registry.verbs(request, document, version)
    if len(found.versions) > 1 or may(request, P.EDIT, document):
        verbs.append(c.Verb(_("Geschiedenis"), address(document, "history"), quiet=True, icon="clock"))
    if may(request, P.EDIT, document):
        verbs.append(c.Verb(_("Gegevens aanpassen"), address(document, "describe"), quiet=True, icon="pencil"))
        verbs.append(c.Verb(_("Andere lezers"), address(document, "readers"), quiet=True, icon="people"))
    published = document.status == DocumentStatus.PUBLISHED
    # What is in the making is stopped (the strip above the text); what is in force is withdrawn, on its own page.
    idle = document.status == DocumentStatus.DRAFT and found.in_work is None
    if (idle or (published and version.pk == document.current_id)) and may(request, P.WITHDRAW, document):
        verbs.append(c.Verb(_("Intrekken"), address(document, "withdraw"), quiet=True, icon="stop"))
        if published:
            verbs.append(c.Verb(_("Vervangen"), address(document, "replace"), quiet=True, icon="right"))
    return verbs


def files(request: Request, version: Version) -> list[c.Sealed]:
    """The uploaded file and the attachments, with their seals."""
    document = version.document
    removable = version.status == VersionStatus.DRAFT and may(request, P.EDIT, document)
    found = []
    if version.file_sha256:
        where = address(document, "file", version.number)
        found.append(_sealed(version.file_name, where, version))
    for row in queries.attachments(version):
        remove = None
        if removable:
            remove = c.Verb(_("Weghalen"), address(document, "detach", row.pk), post=True, quiet=True, about=row.name)
        name = f"{row.name}, {row.label}" if row.label else row.name
        found.append(_sealed(name, address(document, "attachment", row.pk), row, remove))
    return found


def _sealed(name: str, url: str, row: Attachment | Version, remove: c.Verb | None = None) -> c.Sealed:
    size, at, sha256 = (
        (row.size, row.at, row.sha256) if isinstance(row, Attachment) else (row.file_size, row.made_at, row.file_sha256)
    )
    return c.Sealed(name, url, dates.file_size(size), dates.table_date(at), _short(sha256), remove)


@page(P.SEE)
@require_GET
def attachment(request: Request, number: str, pk: UUID) -> HttpResponseBase:
    """A sealed attachment, as a download, for who may see it: reading on the spot gives no files."""
    found = standing_or_404(request, number)
    row = queries.attachment(found.document, pk)
    if row is None:
        raise Http404
    actions.note_reading(request.actor, row.version, row.name)
    return sealed_file(row.sha256, row.name, row.media_type)


@page(P.SEE)
@require_GET
def file(request: Request, number: str, version: str) -> HttpResponseBase:
    """The uploaded file of a version."""
    found = standing_or_404(request, number)
    row = version_or_404(found, version)
    if not row.file_sha256 or registry.shut(request, found.document, row):
        raise Http404
    if not queries.may_take(request.actor, row):
        raise Http404
    actions.note_reading(request.actor, row, row.file_name)
    return sealed_file(row.file_sha256, row.file_name, row.file_type)


@page(P.SEE)
@require_GET
def version_door(request: Request, pk: UUID) -> HttpResponse:
    """The page of a version by its uuid: where a task about it leads."""
    row = queries.version(one_authority(request), pk)
    if row is None:
        raise Http404
    return redirect(queries.url(row))


@page(P.SEE)
@require_GET
def document_door(request: Request, pk: UUID) -> HttpResponse:
    """The page of a document by its uuid."""
    row = queries.documents().filter(authority=one_authority(request), pk=pk).first()
    if row is None:
        raise Http404
    return redirect(queries.url(row))
