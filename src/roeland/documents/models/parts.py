"""What belongs to a version: every saving of its text, remarks on a paragraph, attachments, and who read it when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.documents.models.texts import Version, decides, on_the_table, out, person_key
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.scope import scope
from roeland.people.models import Person


def _version_of(part: Any) -> Version:
    """The version of a part of it, whoever asks."""
    with scope(Actor.system("documents", [part.authority_id]), [part.authority_id]):
        version: Version = part.version
        return version


class Revision(Row):
    """One saving of a draft: who wrote what when. Kept, so that nobody's text is lost.

    `base` is the revision it was written on. `beside` marks a text that was saved while somebody else had saved on the same base:
    it never became the text of the version, until its writer brings the two together.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=0)
    beside = models.BooleanField(default=False)
    text = models.TextField()
    person = person_key()
    at = models.DateTimeField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}
    always: ClassVar[Predicate | None] = staticmethod(lambda actor: decides(actor, "version__document__"))

    class Meta(Row.Meta):
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="documents_revision_number")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.number}"


class Comment(Row):
    """A remark on a paragraph of a version (`anchor`: what `documents.markdown.anchors` gives; empty: on the whole)."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    anchor = models.CharField(max_length=40, blank=True)
    quote = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("opmerking"))
    person = person_key()
    at = models.DateTimeField()
    resolved_by = person_key()
    resolved_at = models.DateTimeField(null=True, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: decides(actor, "version__document__") | Q(person__in=actor.person_ids)
    )

    class Meta(Row.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What the document grants."""
        return _version_of(self).grants(actor, permission)


class Attachment(Row):
    """A file that belongs to a version, sealed by its SHA-256; the bytes stand in the evidence store."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    label = models.CharField(_("wat het is"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    person = person_key()
    at = models.DateTimeField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.READ: lambda _actor: out("version__"),
        Mode.MEETING: lambda actor: out("version__") & on_the_table("version__document__")(actor),
    }
    always: ClassVar[Predicate | None] = staticmethod(lambda actor: decides(actor, "version__document__"))

    class Meta(Row.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What the document grants."""
        return _version_of(self).grants(actor, permission)


class Reading(Row):
    """Somebody opened a part of a restricted version (a page, a chapter, a file): by the last mark a reload is told from a reading."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))
    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}

    class Meta(Row.Meta):
        ordering = ["-at", "pk"]
        indexes = [models.Index(fields=["version", "person", "at"], name="documents_reading_last")]

    def __str__(self) -> str:
        return f"{self.at}"
