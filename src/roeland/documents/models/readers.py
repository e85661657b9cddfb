"""Who reads what is closed to his role: inspections (onsite, mandate) and requests for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.documents.models.texts import Document
from roeland.documents.values import InspectionKind, RequestStatus
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.people.models import Person


def _own(actor: Actor) -> Q:
    return Q(person__in=actor.person_ids)


def _openers(actor: Actor) -> Q:
    return Q(authority_id__in=[place for place, rights in actor.rights.items() if rights.may & {"inspect", "appoint"}])


class Inspection(Row):
    """A reading of one document by one named person for a limited time.

    Onsite: booked (`appointed_at`), opened by officer, deputy or director (`opened_by`, `opened_at`), entered by the reader with
    the code on the opener's screen (`entered_at`), until `closes_at` or `ended_at`. Mandate: from `opened_at` to `closes_at`, by a
    written `decision`. The code is kept as a keyed digest only. `chapters` names those that the reader may see by their anchors;
    empty is the whole document.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in InspectionKind])
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    decision = models.CharField(_("besluit of opdracht"), max_length=200, blank=True)
    appointed_at = models.DateTimeField(_("afspraak"), null=True, blank=True)
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    entered_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(_("tot"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    chapters: Any = models.JSONField(default=list, blank=True)
    document_id: UUID
    person_id: UUID

    # Who reads a circle does not see who else asked to read in it: only who may open or give a mandate does, and who edits there.
    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: _openers}
    always: ClassVar[Predicate | None] = staticmethod(_own)

    class Meta(Row.Meta):
        ordering = ["-opened_at", "-appointed_at", "pk"]
        indexes = [models.Index(fields=["person", "closes_at"], name="documents_inspection_reader")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class ReadingRequest(Row):
    """Somebody asks to read what is closed to him: request, decision, reason (Decreet lokaal bestuur art. 29 for councillors).

    The asker names the piece in words (`wanted`), so that asking tells him nothing; who decides ties it to a document, and where the
    answer is *partly* to `chapters` of it, by their anchors.
    """

    number = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wanted = models.CharField(_("welk stuk"), max_length=300)
    purpose = models.TextField(_("waarvoor je het nodig hebt"), blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    asked_at = models.DateTimeField()
    answer_by = models.DateField(_("antwoord tegen"))
    status = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in RequestStatus], default=RequestStatus.ASKED
    )
    ground = models.CharField(_("rechtsgrond"), max_length=200, blank=True)
    reason = models.TextField(_("reden"), blank=True)
    chapters: Any = models.JSONField(default=list, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    inspection: Any = models.ForeignKey(Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    always: ClassVar[Predicate | None] = staticmethod(_own)

    class Meta(Row.Meta):
        ordering = ["-asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="documents_request_number")]

    def __str__(self) -> str:
        return self.number
