"""Every read about deviations from a rule, and how they call a document and its paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from roeland.documents import markdown
from roeland.documents.models import Deviation, Document, Version
from roeland.documents.queries import held
from roeland.documents.rules import P, may_decide_deviation
from roeland.documents.values import CIRCLES, DeviationStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS

RELATED = ("authority", "document", "asked_by", "decided_by")


def deviations(authority_ids: Iterable[UUID] | None = None) -> QuerySet[Deviation]:
    """Deviations in sight."""
    rows = Deviation.objects.select_related(*RELATED)
    found: QuerySet[Deviation] = rows if authority_ids is None else rows.filter(authority_id__in=list(authority_ids))
    return found


def deviation(authority: Authority, number: str) -> Deviation | None:
    """One deviation by its number."""
    return deviations([authority.pk]).filter(number=number).first()


def running(rows: QuerySet[Deviation], day: date) -> QuerySet[Deviation]:
    """Those that hold on a day."""
    return rows.filter(status=DeviationStatus.APPROVED, starts__lte=day, ends__gte=day)


def of_document(document: Document) -> list[Deviation]:
    """What holds today beside the rules of a document."""
    return list(running(deviations(), clock.today()).filter(document=document).order_by("ends", "pk"))


def waiting(authority_ids: Iterable[UUID]) -> list[Deviation]:
    """What asks a decision, the oldest first."""
    rows = deviations(authority_ids).filter(status=DeviationStatus.ASKED)
    return list(rows.order_by("asked_on", "number"))


def decision_on(actor: Actor, row: Deviation) -> Decision:
    """Whether this actor may decide now: who holds the role that approves the document, or records what its body decided."""
    document, place = row.document, row.authority_id
    rights = actor.rights_in(place)
    competent = rights.everything or document.approve_role in rights.roles
    if document.approve_body and not competent:
        competent = held(actor, P.DEVIATION_DECIDE, place, row.audience)
    asked = row.asked_by_id in actor.person_ids
    return may_decide_deviation(
        row.status, asked=asked, competent=competent, who=RIGHTS.roles[document.approve_role].nl
    )


def decides(actor: Actor, row: Deviation) -> bool:
    """Whether the decision waits for this actor."""
    return not isinstance(decision_on(actor, row), Denied)


def may_end(actor: Actor, row: Deviation) -> bool:
    """Who asked it, who edits the document, who decides about it."""
    if row.asked_by_id in actor.person_ids or held(actor, P.EDIT, row.authority_id, row.audience):
        return True
    return held(actor, P.DEVIATION_DECIDE, row.authority_id, row.audience) or row.grants(actor, P.DEVIATION_DECIDE)


def paragraphs(version: Version) -> list[tuple[str, str]]:
    """(anchor, first words) of the paragraphs from which one can deviate; an uploaded file has none."""
    return [] if version.file_sha256 else markdown.anchors(version.text)


def letters(audience: str) -> str:
    """How the numbers of deviations of a circle begin, so that they count nothing of another one."""
    return f"AFW-{CIRCLES[audience][0]}-"
