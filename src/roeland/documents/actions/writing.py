"""Verbs on a draft: save, upload, go on as text, attach, begin the next version, stop one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from roeland.documents import extract
from roeland.documents.actions.common import fresh, in_work, keep_revision, long_text, named
from roeland.documents.actions.tasks import close_tasks
from roeland.documents.facts import (
    DraftSaved,
    FileAttached,
    FileDetached,
    FileLeft,
    FileUploaded,
    VersionDropped,
    VersionStarted,
)
from roeland.documents.models import Attachment, Document, Revision, Version
from roeland.documents.queries import whole
from roeland.documents.rules import P, may_write
from roeland.documents.values import VERSION, DocumentStatus, VersionStatus
from roeland.duties import erasing, evidence_store
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, one_line

READABLE = {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "text/plain",
    "text/markdown",
}


@dataclass(frozen=True)
class Saved:
    """What saving came to. `theirs` is the saving that came in between: then the text of the version is theirs, and `mine`
    stands beside it."""

    version: Version
    mine: Revision
    theirs: Revision | None = None


@action(P.EDIT, DraftSaved)
def save_draft(actor: Actor, *, version: Version, text: str, base: int, merges: Revision | None = None) -> Saved:
    """Save the text of a draft that was written on revision `base`.

    When somebody saved in between nothing is lost: theirs stays the text, this one is kept as a revision beside it. `merges` is
    the own revision beside the text that this text brings in. Refused once sealed, for a file, or when nothing changed.
    """
    version = fresh(version)
    check(may_write(version.status))
    if version.file_sha256:
        raise Refused(_("Deze versie is een bestand. Upload een nieuw bestand, of schrijf verder als tekst."))
    text = long_text("text", text)
    if not 0 <= base <= version.revision:
        raise Invalid({"base": [_("Deze tekst begon bij een bewaring die er niet is.")]})
    if text == version.text and merges is None:
        raise Refused(_("Er is niets veranderd."))
    beside = base != version.revision
    mine = keep_revision(version, text, actor.person_in(version.authority_id), base=base, beside=beside)
    if merges is not None and not beside:
        merges.beside = False
        merges.save(update_fields=["beside"])
    theirs = None
    if beside:
        with whole(version.authority_id):
            theirs = Revision.objects.select_related("person").get(version=version, number=version.revision)
    state(DraftSaved(about=version, **named(version), revision=mine.number, beside=beside))
    return Saved(version, mine, theirs)


@action(P.EDIT, FileUploaded)
def upload(actor: Actor, *, version: Version, file: IO[bytes], name: str) -> Version:
    """Make a Word, OpenDocument, PDF or text file the draft. Its text is taken out for search and comparison. Raises Invalid."""
    version = fresh(version)
    check(may_write(version.status))
    try:
        stored = erasing.seal(file, name)
    except evidence_store.RefusedFileError as error:
        raise Invalid({"file": [str(error)]}) from error
    if stored.media_type not in READABLE:
        raise Invalid(
            {"file": [_("“%(name)s” is geen Word-, OpenDocument-, PDF- of tekstbestand.") % {"name": stored.name}]}
        )
    with evidence_store.open_file(stored.sha256) as sealed:
        text = long_text("file", _text_of(sealed.read(), stored.media_type))
    version.file_sha256, version.file_name = stored.sha256, stored.name
    version.file_type, version.file_size = stored.media_type, stored.size
    version.save()
    keep_revision(version, text, actor.person_in(version.authority_id), base=version.revision)
    state(FileUploaded(about=version, **named(version), file=stored.name, sha256=stored.sha256, size=stored.size))
    return version


def _text_of(content: bytes, media_type: str) -> str:
    try:
        return extract.text_of(content, media_type)
    except extract.UnreadableError as error:
        raise Invalid({"file": [str(error)]}) from error


@action(P.EDIT, FileLeft)
def go_on_as_text(actor: Actor, *, version: Version) -> Version:
    """Leave the uploaded file behind and write on in its text. The file stays sealed in the store and in the ledger."""
    version = fresh(version)
    check(may_write(version.status))
    if not version.file_sha256:
        raise Refused(_("Deze versie is al tekst."))
    name, sha256 = version.file_name, version.file_sha256
    version.file_sha256 = version.file_name = version.file_type = ""
    version.file_size = 0
    version.save()
    state(FileLeft(about=version, **named(version), file=name, sha256=sha256))
    return version


@action(P.EDIT, VersionStarted)
def start_version(actor: Actor, *, document: Document, major: bool) -> Version:
    """Begin the next version from the current one: 3.2 becomes 3.3, or 4.0 when `major`. Refused while one is in the making."""
    document = fresh(document)
    if document.status in {DocumentStatus.WITHDRAWN, DocumentStatus.REPLACED}:
        raise Refused(_("Dit document is niet meer in gebruik."))
    if in_work(document) is not None:
        raise Refused(_("Er is al een versie in de maak."))
    with whole(document.authority_id):
        last = Version.objects.filter(document=document).order_by("-major", "-minor").first()
        current = Version.objects.filter(pk=document.current_id).first() if document.current_id else last
        files = list(Attachment.objects.filter(version=current))
    if last is None or current is None:
        raise Refused(_("Dit document heeft nog geen versie."))
    person = actor.person_in(document.authority_id)
    version = Version(
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        major=last.major + 1 if major else last.major,
        minor=0 if major else last.minor + 1,
        status=VersionStatus.DRAFT,
        based_on=current,
        made_by_id=person,
        made_at=clock.now(),
    )
    version.save()
    keep_revision(version, current.text, None, base=0)  # written by nobody yet: copied
    for file in files:
        file.pk, file._state.adding, file.version = None, True, version  # noqa: SLF001 -- Django's own way to copy a row
        file.save()
    state(VersionStarted(about=version, **named(version)))
    return version


@action(P.EDIT, VersionDropped)
def drop(actor: Actor, *, version: Version, reason: str) -> Version:
    """Stop a version that will not go on. Refused for one that was published."""
    version = fresh(version)
    if version.status not in {VersionStatus.DRAFT, VersionStatus.REVIEW, VersionStatus.APPROVED}:
        raise Refused(_("Deze versie is niet in de maak."))
    reason = one_line("reason", reason, ask="Zeg waarom deze versie niet doorgaat.")
    version.status = VersionStatus.DROPPED
    version.save(update_fields=["status"])
    close_tasks(VERSION, version, f"Versie niet doorgegaan: {reason}")
    state(VersionDropped(about=version, **named(version), reason=reason))
    return version


@action(P.EDIT, FileAttached)
def attach(actor: Actor, *, version: Version, file: IO[bytes], name: str, label: str = "") -> Attachment:
    """Seal a file as an attachment of a draft. Raises Invalid with the reason when the store does not take it."""
    version = fresh(version)
    check(may_write(version.status))
    try:
        stored = erasing.seal(file, name)
    except evidence_store.RefusedFileError as error:
        raise Invalid({"file": [str(error)]}) from error
    row = Attachment(
        authority_id=version.authority_id,
        audience=version.audience,
        version=version,
        name=stored.name,
        label=" ".join(label.split())[:200],
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        person_id=actor.person_in(version.authority_id),
        at=clock.now(),
    )
    row.save()
    state(FileAttached(about=version, **named(version), file=stored.name, sha256=stored.sha256, size=stored.size))
    return row


@action(P.EDIT, FileDetached)
def detach(actor: Actor, *, attachment: Attachment) -> None:
    """Take an attachment out of a draft. The file stays in the store, the ledger keeps that it was there."""
    attachment = fresh(attachment)
    version = fresh(attachment.version)
    check(may_write(version.status))
    attachment.delete()
    state(FileDetached(about=version, **named(version), file=attachment.name, sha256=attachment.sha256))
