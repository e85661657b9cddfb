"""Reads: which template stands where and how it differs, the answers, how far the start is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from roeland.documents import diff
from roeland.documents.models import Document, Version
from roeland.documents.values import IN_WORK, DocumentStatus
from roeland.duties.models import Duty, Finding
from roeland.duties.values import DutyStatus
from roeland.kernel.models import Authority
from roeland.packs.models import Answer, Spot, Walk
from roeland.packs.values import CHECKED_DUTIES, HalfDay, Pack, Step, fill, groups, half_days, packs
from roeland.people.models import BodyMembership, Mandate

FEW_PEOPLE = 3


@dataclass(frozen=True)
class Taken:
    """A template in one authority: the document that came of it. `changes` counts the paragraphs that differ from the template as
    it was taken over (None: not counted), `newer` says that the template has a later version."""

    document: Document
    newer: bool
    changes: int | None = None


def answers(authority: Authority) -> dict[str, str]:
    """What was answered, as far as the reader may read it; the name of the authority is always there."""
    rows = dict(Answer.objects.filter(authority=authority).values_list("key", "text"))
    return {**rows, "bestuur": authority.name}


def _in_use(authority_ids: Iterable[UUID]) -> QuerySet[Document]:
    rows: QuerySet[Document] = Document.objects.filter(authority_id__in=list(authority_ids)).exclude(template="")
    return rows.exclude(status__in=[DocumentStatus.WITHDRAWN, DocumentStatus.REPLACED]).order_by("made_at")


def documents_of(authority_ids: Iterable[UUID], template: str = "") -> dict[tuple[UUID, str], Document]:
    """(authority, template) -> the document in use that started from it; of one template when asked. One statement."""
    rows = _in_use(authority_ids).select_related("current", "authority")
    rows = rows.filter(template=template) if template else rows
    return {(row.authority_id, row.template): row for row in rows}


def versions_of(authority_ids: Iterable[UUID], template: str = "") -> dict[tuple[UUID, str], str]:
    """(authority, template) -> the version of the template that is in use there. One statement, without any text."""
    rows = _in_use(authority_ids)
    rows = rows.filter(template=template) if template else rows
    return {
        (place, name): version
        for place, name, version in rows.values_list("authority_id", "template", "template_version")
    }


def behind(authority_ids: Iterable[UUID]) -> Counter[UUID]:
    """Authority -> how many of its documents come from a template that has a newer version. One statement."""
    found = versions_of(authority_ids)
    return Counter(place for (place, template), version in found.items() if outdated(template, version))


def taken(authority: Authority) -> dict[str, Taken]:
    """Template -> where it stands in one authority, with the local deviation counted. Two statements."""
    found = {template: document for (_place, template), document in documents_of([authority.pk]).items()}
    latest = texts(found.values())
    return {
        template: Taken(document, newer(document), deviation(document, latest.get(document.pk, "")))
        for template, document in found.items()
    }


def newer(document: Document) -> bool:
    """Whether the template has a version that this document did not take over."""
    return outdated(document.template, document.template_version)


def outdated(template: str, version: str) -> bool:
    """Whether a template that ships has another version than this one."""
    pack = packs().get(template)
    return pack is not None and pack.version != version


def texts(documents: Iterable[Document]) -> dict[UUID, str]:
    """The newest text of each document that the reader sees: the version in work, else the one in use. One statement."""
    ids = [document.pk for document in documents]
    rows = Version.objects.filter(document_id__in=ids).filter(Q(status__in=IN_WORK) | Q(status="published"))
    return dict(rows.order_by("major", "minor").values_list("document_id", "text"))  # the last one counts


def deviation(document: Document, text: str) -> int:
    """How many paragraphs differ from the template as it was taken over."""
    return 0 if text == document.template_text else diff.compare(document.template_text, text).changes


def filled(pack: Pack, authority: Authority) -> str:
    """The text of a template with the answers of this authority that the reader may read."""
    return fill(pack.text, answers(authority))


def walks(authority: Authority) -> QuerySet[Walk]:
    """Walks with the number of observations."""
    rows: QuerySet[Walk] = Walk.objects.filter(authority=authority).select_related("walker", "authority")
    return rows.annotate(n=Count("spots"))


def walk(authority: Authority, pk: UUID) -> Walk | None:
    """One walk; None when absent or closed to this reader."""
    found: Walk | None = walks(authority).filter(pk=pk).first()
    return found


def spots(found: Walk) -> list[Spot]:
    """What was seen, in order."""
    return list(Spot.objects.filter(walk=found).select_related("authority", "walk"))


@dataclass(frozen=True)
class Progress:
    """A step with how far it is: `note` says it in words, `share` from 0 to 1."""

    step: Step
    share: float
    note: str
    document: Document | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left of it."""
        return self.share >= 1


@dataclass(frozen=True)
class DayProgress:
    """One half day with its steps."""

    day: HalfDay
    steps: tuple[Progress, ...]

    @property
    def done(self) -> int:
        """Steps that are done."""
        return sum(1 for step in self.steps if step.done)


def start(authority: Authority) -> list[DayProgress]:
    """How far the start of this authority is, from its records. Seven statements."""
    given = set(answers(authority))
    there = {template: document for (_p, template), document in documents_of([authority.pk]).items()}
    counts = {
        "people": Mandate.objects.filter(authority=authority).values("person").distinct().count(),
        "service": BodyMembership.objects.filter(authority=authority, body__kind="security_service").count(),
        "walk": Walk.objects.filter(authority=authority).exclude(closed_on=None).count(),
        "duties": Duty.objects.filter(authority=authority, status=DutyStatus.ACTIVE).count(),
        "findings": Finding.objects.filter(authority=authority).count(),
    }
    return [DayProgress(day, tuple(_progress(step, given, there, counts) for step in day.steps)) for day in half_days()]


_ENOUGH = {"people": FEW_PEOPLE, "service": 2, "walk": 1, "duties": CHECKED_DUTIES, "findings": 1}
_NOTES = {
    "people": (_("nog niemand"), _("%(n)s met een mandaat")),
    "service": (_("nog geen leden"), _("%(n)s aangeduid")),
    "walk": (_("nog niet gedaan"), _("%(n)s afgesloten")),
    "duties": (_("nog geen"), _("%(n)s lopen")),
    "findings": (_("nog geen"), _("%(n)s vastgelegd")),
}


def _progress(step: Step, given: set[str], there: Mapping[str, Document], counts: Mapping[str, int]) -> Progress:
    if step.kind == "interview":
        asked = [question.id for question in groups()[step.group].questions if not question.given]
        known = len(given & set(asked))
        return Progress(
            step,
            known / len(asked) if asked else 1,
            _("%(known)s van %(all)s antwoorden") % {"known": known, "all": len(asked)},
        )
    if step.kind == "template":
        document = there.get(step.template)
        if document is None:
            return Progress(step, 0, str(_("nog niet begonnen")))
        return Progress(step, 1, DocumentStatus(document.status).label, document)
    count = counts[step.kind]
    none, some = _NOTES[step.kind]
    return Progress(step, min(1, count / _ENOUGH[step.kind]), str(some) % {"n": count} if count else str(none))
