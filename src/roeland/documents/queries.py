"""Every read of the life of a document, from the scoped managers: a closed document is nowhere, in no list, count or search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from roeland.documents.facts import VersionSentBack
from roeland.documents.models import Attachment, Comment, Document, Reading, Revision, Version
from roeland.documents.rules import P, may_approve
from roeland.documents.values import AUDIENCES, CIRCLES, IN_WORK, DocumentStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision
from roeland.kernel.models import Authority, Row
from roeland.kernel.rights import RIGHTS, Mode, Permission
from roeland.kernel.scope import scope
from roeland.ledger import queries as ledger
from roeland.ledger.models import LedgerEntry
from roeland.people.actors import in_service
from roeland.people.models import Person

MOST_TOLD = 60
SOON = timedelta(days=60)  # before its review date a document is shown as due for review


def documents() -> QuerySet[Document]:
    """Documents in scope, with what a list shows of them."""
    found: QuerySet[Document] = Document.objects.select_related("authority", "current", "owner")
    return found.order_by("title", "pk")


def search(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Those with every word in title or number."""
    for word in text.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return rows


def find(text: str, limit: int) -> list[Document]:
    """For *Zoek of ga naar*: documents in use. One statement."""
    rows = documents().exclude(status__in=[DocumentStatus.WITHDRAWN, DocumentStatus.REPLACED])
    return list(search(rows, text)[:limit])


def document(authority: Authority, number: str) -> Document | None:
    """One document by its number; None when absent or closed to this reader."""
    return documents().filter(authority=authority, number=number).first()


def versions(found: Document) -> list[Version]:
    """The versions that the reader may see, newest first. One statement."""
    rows = Version.objects.filter(document=found).select_related(
        "authority", "document", "made_by", "submitted_by", "approved_by", "based_on"
    )
    return list(rows)


def version(authority: Authority, pk: UUID) -> Version | None:
    """One version; None when absent or closed to this reader."""
    rows = Version.objects.filter(authority=authority, pk=pk)
    found: Version | None = rows.select_related("authority", "document", "made_by", "approved_by").first()
    return found


def numbered(rows: Iterable[Version], number: str) -> Version | None:
    """The version with this number among those."""
    return next((row for row in rows if row.number == number), None)


def in_work(rows: Iterable[Version]) -> Version | None:
    """The version that is being made, among those that the reader sees."""
    return next((row for row in rows if row.status in IN_WORK), None)


def current(found: Document, rows: Iterable[Version]) -> Version | None:
    """The version that readers read."""
    return next((row for row in rows if row.pk == found.current_id), None)


def comments(found: Version) -> list[Comment]:
    """Remarks on a version, oldest first."""
    return list(Comment.objects.filter(version=found).select_related("person", "resolved_by"))


def comment(paper: Document, pk: UUID) -> Comment | None:
    """One remark on a document, with its version."""
    row: Comment | None = Comment.objects.filter(version__document=paper, pk=pk).select_related("version").first()
    return row


def attachments(found: Version) -> list[Attachment]:
    """Sealed files of a version."""
    return list(Attachment.objects.filter(version=found).select_related("person"))


def attachment(paper: Document, pk: UUID) -> Attachment | None:
    """One attachment of a document, with its version, for who may take it along."""
    rows = Attachment.objects.filter(version__document=paper, pk=pk).select_related("version", "version__document")
    row: Attachment | None = rows.first()
    return row


def may_take(actor: Actor, found: Version) -> bool:
    """Whether the reader may take the version along: not who reads on the spot or under a mandate. Who approves or owns it may."""
    modes = actor.rights_in(found.authority_id).modes.get(found.audience, frozenset())
    lies = Mode.MEETING in modes and lies_before_meeting(found)
    return (
        lies
        or any(mode.full for mode in modes)
        or held(actor, P.EDIT, found.authority_id, found.audience)
        or found.grants(actor, P.COMMENT)
    )


def lies_before_meeting(found: Version) -> bool:
    """Whether the papers were sent and the meeting has not ended."""
    with whole(found.authority_id):
        paper, now = found.document, clock.now()
    begun = paper.papers_from is not None and paper.papers_from <= now
    return begun and (paper.papers_until is None or paper.papers_until > now)


def in_sight(pk: UUID) -> Document | None:
    """A document by its uuid, when the reader may see it."""
    return documents().filter(pk=pk).first()


def revisions(found: Version) -> list[Revision]:
    """Every saving of a version, newest first; empty for who only reads."""
    return list(Revision.objects.filter(version=found).select_related("person"))


def revision(found: Version, number: int) -> Revision | None:
    """One saving."""
    row: Revision | None = Revision.objects.filter(version=found, number=number).select_related("person").first()
    return row


def beside(found: Version, person: UUID | None) -> Revision | None:
    """The text of this person that stands beside a version and was not brought in yet."""
    rows = Revision.objects.filter(version=found, beside=True, person=person).select_related("person")
    row: Revision | None = rows.order_by("-number").first()
    return row


def may(actor: Actor, permission: Permission, row: Row) -> bool:
    """Whether the actor holds a permission on the circle of readers of a row, or by the row itself."""
    return held(actor, permission, row.authority_id, row.audience) or row.grants(actor, permission)


def held(actor: Actor, permission: Permission, authority_id: UUID, audience: str) -> bool:
    """Whether the actor holds a permission on one circle of readers."""
    return all(actor.holds(one, authority_id) for one in permission.on([audience]))


def editable_circles(actor: Actor, authority_id: UUID) -> list[tuple[str, str]]:
    """(audience, words) of the circles in which the actor may make documents."""
    rights = actor.rights_in(authority_id)
    return [(a, CIRCLES[a][1]) for a in AUDIENCES if all(rights.holds(one) for one in P.EDIT.on([a]))]


def readers_of(audience: str) -> list[str]:
    """The roles that read a circle in the application, in the order of roles.yaml: Dutch names."""
    return [role.nl for role in RIGHTS.roles.values() if _reads(role.reads.get(audience))]


def _reads(mode: Mode | None) -> bool:
    return mode is not None and mode.full


@dataclass(frozen=True)
class Standing:
    """Where a document stands for one reader: its versions, and what of them he sees."""

    document: Document
    versions: list[Version] = field(default_factory=list)

    @property
    def current(self) -> Version | None:
        """What readers read."""
        return current(self.document, self.versions)

    @property
    def in_work(self) -> Version | None:
        """What is being made."""
        return in_work(self.versions)


def standing(found: Document) -> Standing:
    """One statement."""
    return Standing(found, versions(found))


def url(row: Version | Document) -> str:
    """The reading page. A version comes with its document."""
    paper = row.document if isinstance(row, Version) else row
    base = f"/{row.authority.slug}/documenten/{paper.number}/"
    return base if isinstance(row, Document) or row.pk == paper.current_id else f"{base}versies/{row.number}/"


def people_of(authority: Authority) -> QuerySet[Person]:
    """Who works here, for a choice."""
    found: QuerySet[Person] = Person.objects.filter(in_service(clock.today()), authority=authority)
    return found.order_by("family_name", "given_name")


def replacements_for(paper: Document) -> QuerySet[Document]:
    """Published documents that could take the place of this one."""
    rows = Document.objects.filter(authority_id=paper.authority_id, status=DocumentStatus.PUBLISHED)
    found: QuerySet[Document] = rows.exclude(pk=paper.pk)
    return found


def readings(found: Iterable[Version]) -> list[Reading]:
    """Who read these versions when, newest first."""
    rows = Reading.objects.filter(version__in=[row.pk for row in found]).select_related("person", "version")
    return list(rows.order_by("-at", "pk")[:50])


def told(paper: Document, rows: Iterable[Version]) -> list[ledger.Told]:
    """What the ledger tells of a document and of its versions in sight, newest first, but for who read it. Three statements."""
    ids = [paper.pk, *(row.pk for row in rows)]
    entries = LedgerEntry.objects.filter(authority_id=paper.authority_id, object_id__in=ids)
    return ledger.tell(list(entries.exclude(action="documents:version:read").order_by("-idx")[:MOST_TOLD]))


def sent_back(version: Version) -> str:
    """Who last sent a version back and why, as the ledger tells it; empty when nobody did. One statement, three when somebody did."""
    rows = LedgerEntry.objects.filter(authority_id=version.authority_id, object_id=version.pk)
    last = rows.filter(action=VersionSentBack.code).order_by("-idx")[:1]
    return "".join(told.text for told in ledger.tell(list(last)))


def review_due(authority_id: UUID, until: date) -> list[Document]:
    """Published documents of an authority whose review is due by then."""
    rows = documents().filter(authority_id=authority_id, status=DocumentStatus.PUBLISHED, review_due__lte=until)
    return list(rows)


@contextmanager
def whole(authority_id: UUID) -> Iterator[None]:
    """Everything of one authority, whoever asks: numbers, cascades, who wrote what."""
    with scope(Actor.system("documents", [authority_id]), [authority_id]):
        yield


def writers(found: Version) -> set[UUID]:
    """The persons whose text went into a version, whoever asks."""
    with whole(found.authority_id):
        return set(Revision.objects.filter(version=found).exclude(person=None).values_list("person_id", flat=True))


def written_by(actor: Actor, versions: list[Version]) -> set[UUID]:
    """The versions into which the text of this person went. One statement, none without versions."""
    places = {row.authority_id for row in versions}
    if not places:
        return set()
    with scope(Actor.system("documents", places), places):
        rows = Revision.objects.filter(version__in=versions, person__in=actor.person_ids)
        return set(rows.values_list("version_id", flat=True))


def writer_names(found: Version) -> list[str]:
    """Who wrote a version, as far as this reader sees its savings."""
    rows = Revision.objects.filter(version=found).exclude(person=None).select_related("person").order_by("number")
    return list(dict.fromkeys(str(row.person) for row in rows))


def decision_on(actor: Actor, found: Version, *, wrote: bool | None = None) -> Decision:
    """Whether this actor may approve this version now: the competent person, who did not write it. `wrote` is asked when not given."""
    paper, place = found.document, found.authority_id
    rights = actor.rights_in(place)
    competent = rights.everything or paper.approve_role in rights.roles
    if paper.approve_body and not competent:  # a body decided: whoever may approve records it
        competent = held(actor, P.APPROVE, place, found.audience)
    if wrote is None:
        person = actor.person_in(place)
        wrote = person is not None and person in writers(found)
    return may_approve(found.status, wrote=wrote, competent=competent, who=RIGHTS.roles[paper.approve_role].nl)
