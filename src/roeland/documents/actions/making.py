"""Verbs on the document as a whole: make, describe, give another circle of readers, withdraw, replace."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.documents.actions.common import fresh, in_work, keep_revision, long_text, next_number, titled
from roeland.documents.actions.tasks import close_tasks
from roeland.documents.facts import (
    DocumentDescribed,
    DocumentMade,
    DocumentReplaced,
    DocumentWithdrawn,
    ReadersChanged,
)
from roeland.documents.models import (
    Attachment,
    Comment,
    Deviation,
    Document,
    Inspection,
    Reading,
    ReadingRequest,
    Revision,
    Version,
)
from roeland.documents.queries import held, whole
from roeland.documents.render import Tlp
from roeland.documents.rules import P
from roeland.documents.values import (
    AUDIENCES,
    CIRCLES,
    DOCUMENT,
    LANGUAGES,
    REVIEW_MONTHS,
    VERSION,
    DocumentKind,
    DocumentStatus,
    VersionStatus,
)
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import one_line
from roeland.people.models import Person

LONGEST_REVIEW = 120  # months
CLASSES = 5  # Flemish information classes
DESCRIBED = (
    "kind",
    "title",
    "owner",
    "tlp",
    "information_class",
    "approve_role",
    "approve_body",
    "review_months",
    "language",
)
LABELS = {field.name: field.verbose_name for field in Document._meta.fields if field.name in DESCRIBED}  # noqa: SLF001 -- public
DEFAULT_TLP = {
    "kb_public": Tlp.CLEAR,
    "policy": Tlp.GREEN,
    "plan_general": Tlp.AMBER_STRICT,
    "plan_technical": Tlp.AMBER_STRICT,
}


def _checked(values: dict[str, Any], authority_id: UUID) -> dict[str, Any]:
    """The properties of a document, cleaned. Raises Invalid per field."""
    errors: dict[str, list[str]] = {}
    known = {
        "kind": [kind.value for kind in DocumentKind],
        "tlp": [label.value for label in Tlp],
        "approve_role": list(RIGHTS.roles),
        "approve_body": ["", *RIGHTS.bodies],
        "information_class": [None, *range(1, CLASSES + 1)],
        "review_months": list(range(1, LONGEST_REVIEW + 1)),
        "language": list(LANGUAGES),
    }
    for field, allowed in known.items():
        if field in values and values[field] not in allowed:
            errors[field] = [_("Kies een waarde uit de lijst.")]
    owner = values.get("owner")
    if owner is not None and owner.authority_id != authority_id:
        errors["owner"] = [_("Kies iemand van dit bestuur.")]
    if errors:
        raise Invalid(errors)
    if "title" in values:
        values["title"] = one_line("title", values["title"], ask="Geef het document een titel.", longest=200)
    return values


@action(P.EDIT, DocumentMade)
def make(
    actor: Actor,
    *,
    authority: Authority,
    kind: str,
    title: str,
    audience: str,
    owner: Person | None = None,
    tlp: str = "",
    information_class: int | None = None,
    approve_role: str = "general_director",
    approve_body: str = "",
    review_months: int = REVIEW_MONTHS,
    language: str = "nl",
    text: str = "",
    template: str = "",
    template_version: str = "",
    source_kind: str = "",
    source_id: UUID | None = None,
) -> Document:
    """Begin a document with version 1.0 as a draft; `text` is what it starts from (of the `template` named). Raises Invalid.

    Asks EDIT on `audience`, the circle of readers. Without `tlp` the circle's own label is taken.
    """
    if audience not in AUDIENCES:
        raise Invalid({"audience": [_("Kies een lezerskring uit de lijst.")]})
    person = actor.person_in(authority.pk)
    values = _checked(
        {
            "kind": kind,
            "title": title,
            "owner": owner,
            "tlp": tlp or DEFAULT_TLP.get(audience, Tlp.AMBER).value,
            "information_class": information_class,
            "approve_role": approve_role,
            "approve_body": approve_body,
            "review_months": review_months,
            "language": language,
        },
        authority.pk,
    )
    text = long_text("text", text)
    document = Document(
        authority=authority,
        audience=audience,
        number=next_number(authority.pk, audience),
        template=template,
        template_version=template_version,
        template_text=text if template else "",
        source_kind=source_kind,
        source_id=source_id,
        made_at=clock.now(),
        **values,
    )
    document.save()
    version = first_version(document, person)
    if text:
        keep_revision(version, text, None if template else person, base=0)
    state(
        DocumentMade(
            about=document, **titled(document), kind=DocumentKind(document.kind).label, readers=CIRCLES[audience][1]
        )
    )
    return document


def first_version(document: Document, person: UUID | None) -> Version:
    """Version 1.0 as an empty draft. Only verbs call this."""
    version = Version(
        authority_id=document.authority_id,
        audience=document.audience,
        document=document,
        major=1,
        minor=0,
        status=VersionStatus.DRAFT,
        made_by_id=person,
        made_at=clock.now(),
    )
    version.save()
    return version


@action(P.EDIT, DocumentDescribed)
def describe(actor: Actor, *, document: Document, **changes: Any) -> Document:
    """Change properties: any of DESCRIBED. Raises Invalid. Refused when nothing changes or the document is out of use."""
    document = fresh(document)
    unknown = set(changes) - set(DESCRIBED)
    if unknown:
        raise TypeError(f"describe: unknown {', '.join(sorted(unknown))}")
    _in_use(document)
    values = _checked(dict(changes), document.authority_id)
    changed = sorted(name for name, value in values.items() if getattr(document, name) != value)
    if not changed:
        raise Refused(_("Er is niets veranderd."))
    for name in changed:
        setattr(document, name, values[name])
    document.save()
    labels = [str(LABELS[name]) for name in changed]
    state(DocumentDescribed(about=document, **titled(document), fields=labels))
    return document


def _in_use(document: Document) -> None:
    if document.status in {DocumentStatus.WITHDRAWN, DocumentStatus.REPLACED}:
        raise Refused(_("Dit document is niet meer in gebruik."))


@action(P.EDIT, ReadersChanged)
def change_readers(actor: Actor, *, document: Document, audience: str) -> Document:
    """Give the document, with all that belongs to it, to another circle of readers. Asks EDIT on both circles, also of its owner."""
    document = fresh(document)
    if audience not in AUDIENCES:
        raise Invalid({"audience": [_("Kies een lezerskring uit de lijst.")]})
    place = document.authority_id
    if not all(held(actor, P.EDIT, place, one) for one in (document.audience, audience)):
        raise NotAllowed(P.EDIT.code)
    _in_use(document)
    if audience == document.audience:
        raise Refused(_("Er is niets veranderd."))
    before = document.audience
    with whole(place):
        document.audience = audience
        document.save(update_fields=["audience"])
        Version.objects.filter(document=document).update(audience=audience)
        for part in (Revision, Comment, Attachment, Reading):
            part.objects.filter(version__document=document).update(audience=audience)
        for row in (Inspection, Deviation):
            row.objects.filter(document=document, audience=before).update(audience=audience)
        ReadingRequest.objects.filter(document=document, audience=before).update(audience=audience)
    state(
        ReadersChanged(
            about=document, **titled(document), readers_before=CIRCLES[before][1], readers=CIRCLES[audience][1]
        )
    )
    return document


@action(P.WITHDRAW, DocumentWithdrawn)
def withdraw(actor: Actor, *, document: Document, reason: str) -> Document:
    """Take a document out of use: readers no longer find it, a version in the making stops. Its history stays for who edits."""
    document = fresh(document)
    _in_use(document)
    reason = one_line("reason", reason, ask="Zeg waarom het document ingetrokken wordt.")
    _stop_work(document)
    document.status, document.withdrawn_reason, document.review_due = DocumentStatus.WITHDRAWN, reason, None
    document.save()
    close_tasks(DOCUMENT, document, f"Document ingetrokken: {reason}")
    state(DocumentWithdrawn(about=document, **titled(document), reason=reason))
    return document


@action(P.WITHDRAW, DocumentReplaced)
def replace(actor: Actor, *, document: Document, by: Document) -> Document:
    """Say that another published document takes the place of this one; readers still find it, with the way to the new one."""
    document, by = fresh(document), fresh(by)
    if document.status != DocumentStatus.PUBLISHED:
        raise Refused(_("Alleen een gepubliceerd document wordt vervangen."))
    if by.pk == document.pk or by.status != DocumentStatus.PUBLISHED:
        raise Invalid({"by": [_("Kies een ander document, dat gepubliceerd is.")]})
    _stop_work(document)
    document.status, document.replaced_by, document.review_due = DocumentStatus.REPLACED, by, None
    document.save()
    close_tasks(DOCUMENT, document, f"Vervangen door {by.number}")
    state(DocumentReplaced(about=document, **titled(document), by=by.title))
    return document


def _stop_work(document: Document) -> None:
    version = in_work(document)
    if version is not None:
        version.status = VersionStatus.DROPPED
        version.save(update_fields=["status"])
        close_tasks(VERSION, version, "Het document is niet meer in gebruik.")
