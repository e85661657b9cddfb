"""The document, its versions, every saving of a draft, remarks on a paragraph, and attachments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.documents.values import (
    APPROVING,
    OWNING,
    REVIEW_MONTHS,
    SEEING,
    SHOWN_VERSIONS,
    DocumentKind,
    DocumentStatus,
    InspectionKind,
    VersionStatus,
)
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import RIGHTS, Mode, Permission
from roeland.kernel.scope import scope
from roeland.people.models import Person

ROLES = [(role.id, role.nl) for role in RIGHTS.roles.values()]


def person_key(**more: Any) -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", **more)


def _published(prefix: str = "") -> Predicate:
    """Readers see a document from its first publication on."""
    shown = [DocumentStatus.PUBLISHED.value, DocumentStatus.REPLACED.value]
    return lambda _actor: Q(**{f"{prefix}status__in": shown})


def on_the_table(prefix: str = "") -> Predicate:
    """From the moment the papers are sent until the meeting ends."""

    def predicate(_actor: Actor) -> Q:
        now = clock.now()
        open_now = Q(**{f"{prefix}papers_from__lte": now})
        return open_now & (Q(**{f"{prefix}papers_until": None}) | Q(**{f"{prefix}papers_until__gt": now}))

    return predicate


def running(actor: Actor) -> Q:
    """Inspections by which the actor reads now: onsite entered with the code, or under a mandate, and not past their end."""
    now = clock.now()
    entered = Q(kind=InspectionKind.MANDATE) | Q(kind=InspectionKind.ONSITE, entered_at__isnull=False)
    return entered & Q(person__in=actor.person_ids, opened_at__lte=now, closes_at__gt=now, ended_at=None)


def inspected(column: str, prefix: str = "") -> Predicate:
    """Documents of which the actor has an inspection that is open now, whatever his role: who opened it looked at that. `column`
    names the document, `prefix` leads to it."""

    def predicate(actor: Actor) -> Q:
        inspections = apps.get_model("documents", "Inspection")._base_manager  # noqa: SLF001
        rows = inspections.filter(running(actor))
        return _published(prefix)(actor) & Q(**{f"{column}__in": rows.values("document_id")})

    return predicate


def _both(one: Predicate, other: Predicate) -> Predicate:
    return lambda actor: one(actor) & other(actor)


def out(prefix: str = "") -> Q:
    """Versions that were published, of documents that were not withdrawn since. `prefix` leads to the version."""
    shown = [DocumentStatus.PUBLISHED.value, DocumentStatus.REPLACED.value]
    versions = [status.value for status in SHOWN_VERSIONS]
    return Q(**{f"{prefix}status__in": versions, f"{prefix}document__status__in": shown})


def decides(actor: Actor, prefix: str = "") -> Q:
    """The owner, the holders of the role that approves, and where a body decides who may record that in his circles."""
    found = Q(**{f"{prefix}owner__in": actor.person_ids})
    for place, rights in actor.rights.items():
        if rights.roles:
            found |= Q(authority_id=place, **{f"{prefix}approve_role__in": rights.roles})
        if "approve" in rights.may:
            found |= Q(authority_id=place, audience__in=rights.full(), **{f"{prefix}approve_body__gt": ""})
    return found


class Document(Row):
    """A text with a life. `audience` is its circle of readers; who may edit in that circle sees drafts, readers what is published."""

    number = models.CharField(max_length=20)
    kind = models.CharField(_("soort"), max_length=20, choices=[(k.value, k.label) for k in DocumentKind])
    title = models.CharField(_("titel"), max_length=200)
    owner = person_key(verbose_name=_("eigenaar"))
    tlp = models.CharField(_("TLP"), max_length=20, default="TLP:GREEN")
    information_class = models.PositiveSmallIntegerField(_("Vlaamse informatieklasse"), null=True, blank=True)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    status = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in DocumentStatus], default=DocumentStatus.DRAFT
    )
    current = models.ForeignKey("Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approve_role = models.CharField(_("wie keurt goed"), max_length=40, choices=ROLES, default="general_director")
    approve_body = models.CharField(_("welk orgaan beslist"), max_length=40, blank=True)
    review_months = models.PositiveSmallIntegerField(_("herzien om de (maanden)"), default=REVIEW_MONTHS)
    review_due = models.DateField(_("herzien vóór"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    papers_from = models.DateTimeField(null=True, blank=True)
    papers_until = models.DateTimeField(null=True, blank=True)
    template = models.CharField(max_length=120, blank=True)
    template_version = models.CharField(max_length=20, blank=True)
    template_text = models.TextField(blank=True)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id: Any = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    current_id: UUID | None
    owner_id: UUID | None

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.READ: _published(),
        Mode.MEETING: _both(_published(), on_the_table()),
    }
    always: ClassVar[Predicate | None] = staticmethod(lambda actor: decides(actor) | inspected("pk")(actor))

    class Meta(Row.Meta):
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="documents_document_number")]
        indexes = [
            models.Index(fields=["authority", "status", "kind"], name="documents_document_list"),
            models.Index(fields=["review_due"], name="documents_document_review"),
        ]

    def __str__(self) -> str:
        return self.title

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Who holds the role that approves this document approves it, and its owner edits it, whatever their mode on the audience."""
        if permission.code in APPROVING and self.approve_role in actor.rights_in(self.authority_id).roles:
            return True
        person = actor.person_in(self.authority_id)
        if permission.code in OWNING and person is not None and person == self.owner_id:
            return True
        return permission.code == SEEING and self.is_inspected_by(actor)

    def is_inspected_by(self, actor: Actor) -> bool:
        """Whether the actor reads this document now on the spot or under a mandate."""
        inspections = apps.get_model("documents", "Inspection")._base_manager  # noqa: SLF001
        found: bool = inspections.filter(running(actor), document_id=self.pk).exists()
        return found


class Version(Row):
    """One version. Text (Markdown) while a draft; sealed from review on; `content` is the document model frozen at approval."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=[(s.value, s.label) for s in VersionStatus])
    text = models.TextField(_("tekst"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    changes = models.TextField(_("wat er veranderde"), blank=True)
    ask_again = models.BooleanField(_("opnieuw laten lezen"), default=False)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = person_key()
    made_at = models.DateTimeField()
    submitted_by = person_key()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = person_key()
    approved_on = models.DateField(null=True, blank=True)
    decision = models.CharField(_("besluit"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=120, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    document_id: UUID

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.READ: lambda _actor: out(),
        Mode.MEETING: lambda actor: out() & on_the_table("document__")(actor),
    }
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: decides(actor, "document__") | (out() & inspected("document_id", "document__")(actor))
    )

    class Meta(Row.Meta):
        ordering = ["-major", "-minor"]
        constraints = [
            models.UniqueConstraint(fields=["document", "major", "minor"], name="documents_version_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(status__in=["draft", "review", "approved"]),
                name="documents_version_in_work",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status"], name="documents_version_status")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How people call it: 3.2."""
        return f"{self.major}.{self.minor}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What the document grants, also where the actor sees this version only."""
        with scope(Actor.system("documents", [self.authority_id]), [self.authority_id]):
            document = self.document
        return bool(document.grants(actor, permission))
