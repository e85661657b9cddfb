"""The index over published documents, and what readers think of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.documents.models import Document, Version
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.people.models import Person


class Entry(Row):
    """A published document as the knowledge base finds it; it has the audience of the document. Weak modes find nothing here."""

    no = models.BigIntegerField(
        unique=True
    )  # half of the uuid: postings name their entry by it, in a quarter of the room
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    published_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ["title", "pk"]
        # with the number: who may read what is then read from the index alone, without the pages that hold the texts
        indexes = [models.Index(fields=["authority", "audience", "no"], name="knowledge_entry_circle")]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def no_of(pk: UUID) -> int:
        """The 63 highest bits of the uuid."""
        return pk.int >> 65


class Lexeme(models.Model):
    """A word of any published document. Words only: which document has it stands in `Posting`, read through `Entry`."""

    word = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.word


class Posting(models.Model):
    """That a word stands in an entry, and how much it weighs there."""

    lexeme = models.ForeignKey(Lexeme, on_delete=models.CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey(Entry, to_field="no", on_delete=models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lexeme", "entry"], name="knowledge_posting_once")]
        # with the weight: scores of a word that stands everywhere come from the index alone
        indexes = [models.Index(fields=["lexeme", "entry", "weight"], name="knowledge_posting_weight")]

    def __str__(self) -> str:
        return f"{self.lexeme_id} {self.entry_id}"


def _mine(actor: Actor) -> Q:
    return Q(person__in=actor.person_ids) | Q(document__owner__in=actor.person_ids)


class Rating(Row):
    """Whether one reader found a document useful, and what was missing. Seen by the reader, the owner and who may edit."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    useful = models.BooleanField(_("nuttig"))
    note = models.CharField(_("wat ontbreekt er"), max_length=500, blank=True)
    at = models.DateTimeField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}
    always: ClassVar[Predicate | None] = staticmethod(_mine)

    class Meta(Row.Meta):
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="knowledge_rating_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.useful}"
