"""Writing: the text with its preview, a file in its place, attachments, remarks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roeland.documents import actions, queries
from roeland.documents.merge import merge
from roeland.documents.models import Document, Revision, Version
from roeland.documents.queries import Standing
from roeland.documents.rules import P, may_write
from roeland.documents.web import reader
from roeland.documents.web.common import address, banner, reason_of, standing_or_404
from roeland.documents.web.forms import AttachForm, CommentForm, FileForm, TextForm
from roeland.documents.web.shown import Shown, show_text
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.page import page
from roeland.ledger.pages import pressed, said, tried
from roeland.ui import dates

PREVIEW, CONFLICT = "voorbeeld", 409


def draft_of(request: Request, number: str) -> tuple[Document, Version | None]:
    """The document for who edits it, and the version in the making."""
    found = standing_or_404(request, number, P.EDIT)
    version = found.in_work
    if version is not None:
        version.document = found.document
    return found.document, version


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def edit(request: Request, number: str) -> HttpResponse:
    """The text of the draft. *Voorbeeld* shows without saving; a saving on an older text keeps both."""
    document, version = draft_of(request, number)
    if version is None or not may_write(version.status):
        words = reason_of(may_write(version.status)) if version else "Er is geen versie in de maak."
        return said(request, words, address(document))
    person = request.actor.person_in(document.authority_id)
    mine = queries.beside(version, person)
    if request.method == "POST":
        form = TextForm(request.POST)
        if not form.is_valid():
            return _show(request, version, form, mine)
        if request.POST.get("doe") == PREVIEW:
            return _preview(request, version, form, mine)
        return _save(request, version, form, mine)
    if mine is not None:
        return _show(request, version, _together(version, mine), mine)
    return _show(request, version, TextForm(initial={"text": version.text, "base": version.revision}), None)


def _save(request: Request, version: Version, form: TextForm, mine: Revision | None) -> HttpResponse:
    document, data = version.document, form.cleaned_data
    text = data["text"].replace("\r\n", "\n")
    merges = mine if mine is not None and data["merges"] == mine.number else None
    if text == version.text and merges is None:
        return said(request, "Er was niets veranderd.", address(document, "edit"))
    kept: list[actions.Saved] = []

    def save() -> None:
        kept.append(actions.save_draft(request.actor, version=version, text=text, base=data["base"], merges=merges))

    if not tried(form, save):
        return _show(request, version, form, mine)
    saved = kept[0]
    if saved.theirs is None:
        where = address(document, "version", version.number) if request.POST.get("doe") == "klaar" else ""
        return said(request, "Bewaard.", where or address(document, "edit"))
    saved.version.document = document
    return _show(request, saved.version, _together(saved.version, saved.mine), saved.mine, status=CONFLICT)


def _together(version: Version, mine: Revision) -> TextForm:
    """A form that proposes both texts together, on the newest saving."""
    base = queries.revision(version, mine.base)
    both = merge(base.text if base else "", version.text, mine.text)
    return TextForm(initial={"text": both.text, "base": version.revision, "merges": mine.number})


def _preview(request: Request, version: Version, form: TextForm, mine: Revision | None) -> HttpResponse:
    shown = preview_of(version, form.cleaned_data["text"])
    if request.htmx:
        return render(request, "documents/preview.html", {"shown": shown})
    return _show(request, version, form, mine, shown=shown)


def preview_of(version: Version, text: str) -> Shown:
    """How a text would read."""
    return show_text(version, text)


def _show(
    request: Request,
    version: Version,
    form: TextForm,
    mine: Revision | None,
    *,
    shown: Shown | None = None,
    status: int = 200,
) -> HttpResponse:
    document = version.document
    theirs = queries.revision(version, version.revision) if mine is not None else None
    text = form.initial.get("text", form.data.get("text", ""))
    context = {
        "document": document,
        "version": version,
        "banner": banner(document, version),
        "form": form,
        "shown": shown or preview_of(version, text),
        "mine": mine,
        "conflict": _words(theirs) if mine is not None else "",
        "clashes": _clashes(version, mine) if mine is not None else 0,
        "files": reader.files(request, version),
        "file_form": FileForm(prefix="versie"),
        "attach_form": AttachForm(prefix="bijlage"),
        "back": address(document, "version", version.number),
        "submit_url": address(document, "submit"),
        "base": address(document),
    }
    refused = 422 if form.is_bound and form.errors else status
    return render(request, "documents/edit.html", context, status=refused)


def _words(theirs: Revision | None) -> str:
    """*Koen bewaarde om 14:28.*"""
    if theirs is None:
        return ""
    who = theirs.person.given_name if theirs.person else "Roeland"
    return f"{who} bewaarde om {dates.clock_time(clock.local(theirs.at))}."


def _clashes(version: Version, mine: Revision) -> int:
    base = queries.revision(version, mine.base)
    return merge(base.text if base else "", version.text, mine.text).clashes


@page(P.SEE)
@require_POST
def upload(request: Request, number: str) -> HttpResponse:
    """A file becomes the version."""
    document, version = draft_of(request, number)
    form = FileForm(request.POST, request.FILES, prefix="versie")
    if version is None or not form.is_valid():
        return _back(request, document, "Kies eerst een bestand.")
    file = form.cleaned_data["file"]
    done = f"“{file.name}” is verzegeld en is nu versie {version.number}."
    pressed(request, lambda: actions.upload(request.actor, version=version, file=file.file, name=file.name), done)
    return redirect(address(document, "version", version.number))


def _back(request: Request, document: Document, words: str) -> HttpResponse:
    return said(request, words, address(document))


@page(P.SEE)
@require_POST
def as_text(request: Request, number: str) -> HttpResponse:
    """Write on without the file."""
    document, version = draft_of(request, number)
    if version is None:
        return _back(request, document, "Er is geen versie in de maak.")
    pressed(
        request,
        lambda: actions.go_on_as_text(request.actor, version=version),
        _("Je schrijft verder als tekst. Het bestand blijft verzegeld in het logboek."),
    )
    return redirect(address(document, "edit"))


@page(P.SEE)
@require_POST
def attach(request: Request, number: str) -> HttpResponse:
    """Add an attachment to the draft."""
    document, version = draft_of(request, number)
    form = AttachForm(request.POST, request.FILES, prefix="bijlage")
    if version is None or not form.is_valid():
        return _back(request, document, "Kies eerst een bestand.")
    file, label = form.cleaned_data["file"], form.cleaned_data["label"]
    pressed(
        request,
        lambda: actions.attach(request.actor, version=version, file=file.file, name=file.name, label=label),
        _("“%(name)s” is verzegeld als bijlage.") % {"name": file.name},
    )
    return redirect(address(document, "edit"))


@page(P.SEE)
@require_POST
def detach(request: Request, number: str, pk: UUID) -> HttpResponse:
    """Take an attachment out of the draft."""
    found = standing_or_404(request, number, P.EDIT)
    row = queries.attachment(found.document, pk)
    if row is None:
        raise Http404
    pressed(
        request,
        lambda: actions.detach(request.actor, attachment=row),
        _("Weggehaald. Het logboek bewaart dat het bestand er was."),
    )
    return redirect(address(found.document, "version", row.version.number))


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def comment(request: Request, number: str) -> HttpResponse:
    """A remark on a paragraph of the version in the making."""
    found = standing_or_404(request, number, P.COMMENT)
    version = found.in_work
    if version is None:
        return said(request, "Er is geen versie in de maak.", address(found.document))
    version.document = found.document
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form, lambda: actions.comment(request.actor, version=version, text=data["text"], anchor=data["anchor"])
        ):
            where = address(found.document, "version", version.number)
            return said(request, "Je opmerking staat erbij.", f"{where}#{data['anchor'] or 'opmerkingen'}")
    return reader.read(request, found, version, form if form.is_bound else None)


@page(P.SEE)
@require_POST
def resolve(request: Request, number: str, pk: UUID) -> HttpResponse:
    """A remark is dealt with."""
    found: Standing = standing_or_404(request, number, P.COMMENT)
    row = queries.comment(found.document, pk)
    if row is None:
        raise Http404
    pressed(request, lambda: actions.resolve(request.actor, comment=row), _("Afgehandeld."))
    return redirect(f"{address(found.document, 'version', row.version.number)}#{row.anchor or 'opmerkingen'}")
