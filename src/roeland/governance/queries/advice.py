"""Advice: the register, who may read the text, what came of it, and figures of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from roeland.duties.models import Task
from roeland.duties.providers import Provider, Record
from roeland.governance.models import Advice, AdviceOption
from roeland.governance.values import AdviceStatus, Answer
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope

SOURCE = "governance.advice"  # what tasks name as the record that they came from


@dataclass(frozen=True)
class AdviceLine:
    """An advice in a list. Without `readable` a page shows no word of its text, also not the title."""

    advice: Advice
    readable: bool
    late: bool

    @property
    def title(self) -> str:
        """What may be shown."""
        return self.advice.title if self.readable else "Advies"


@dataclass(frozen=True)
class AdviceYear:
    """Figures of advice given in a year; `late` had no answer within the agreed term, answered since or not."""

    year: int
    given: int
    solicited: int
    accepted: int
    partly: int
    refused: int
    silent: int
    late: int
    ids: tuple[UUID, ...] = ()

    @property
    def unsolicited(self) -> int:
        """On the own initiative."""
        return self.given - self.solicited


def _find(authority_id: UUID, pk: UUID) -> Record | None:
    row = Advice.objects.filter(authority_id=authority_id, pk=pk).select_related("authority").first()
    if row is None or not row.given_on:
        return None
    # By its number alone: who sees only that an advice exists, finds it too.
    return Record(SOURCE, row.pk, f"Advies {row.number}", row.given_on, f"/{row.authority.slug}/adviezen/{row.pk}/")


PROVIDER = Provider(SOURCE, "Advies", _find)


def readable(actor: Actor, advice: Advice) -> bool:
    """Whether the text is for this reader: a full mode on advice there, or it is addressed to a role of his."""
    rights = actor.rights_in(advice.authority_id)
    full = rights.everything or any(mode.full for mode in rights.modes.get(advice.audience, ()))
    return full or (advice.status != AdviceStatus.DRAFT and advice.to_role in rights.roles)


def line(actor: Actor, advice: Advice) -> AdviceLine:
    """An advice for a list."""
    return AdviceLine(advice, readable(actor, advice), advice.late(clock.today()))


def register(authority_ids: list[UUID] | None = None) -> QuerySet[Advice]:
    """Every advice in sight with its authority, drafts first, then the newest."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    found: QuerySet[Advice] = Advice.objects.filter(authority_id__in=ids).select_related("authority", "written_by")
    return found.order_by("-written_at", "pk")


def one(authority: Authority, pk: UUID) -> Advice | None:
    """The advice, when the actor in scope may see it."""
    rows = Advice.objects.filter(authority=authority, pk=pk).select_related("authority", "written_by", "answered_by")
    found: Advice | None = rows.first()
    return found


def options_of(advice: Advice) -> list[AdviceOption]:
    """Its options in order."""
    return list(AdviceOption.objects.filter(advice=advice))


def tasks_of(advice: Advice) -> list[Task]:
    """Tasks that came of it and that the reader may see."""
    rows = Task.objects.filter(source_kind=SOURCE, source_id=advice.pk).select_related("authority", "assignee")
    return list(rows.order_by("limit", "number"))


def waiting(authority_ids: list[UUID], today: date, *, late_only: bool = False) -> list[Advice]:
    """Given and not answered, oldest term first; with `late_only` those of which the term is over."""
    rows = Advice.objects.filter(authority_id__in=authority_ids, status=AdviceStatus.GIVEN).select_related("authority")
    return list((rows.filter(due__lt=today) if late_only else rows).order_by("due", "number"))


def to_answer(actor: Actor, authority_ids: Sequence[UUID]) -> list[Advice]:
    """What waits for this actor's own answer: addressed to a role of his, or to a body for which he answers."""
    found = waiting(list(authority_ids), clock.today())
    return [row for row in found if answers(actor, row)]


def answers(actor: Actor, advice: Advice) -> bool:
    """Whether an answer is this actor's: his role's advice; advice to a body is answered by who may approve."""
    if advice.to_role:
        return advice.to_role in actor.rights_in(advice.authority_id).roles
    rights = actor.rights_in(advice.authority_id)
    return "approve" in rights.may and any(mode.full for mode in rights.modes.get("advice", ()))


def advice_in_year(authority: Authority, year: int) -> AdviceYear:
    """What was given in a year and how it was answered, for the annual report. Two statements."""
    rows = Advice.objects.filter(authority=authority, given_on__year=year)
    today = clock.today()
    over = Q(answered_on=None, due__lt=today) | Q(answered_on__gt=F("due"))
    counts = rows.aggregate(
        given=Count("pk"),
        solicited=Count("pk", filter=Q(solicited=True)),
        accepted=Count("pk", filter=Q(answer=Answer.ACCEPTED)),
        partly=Count("pk", filter=Q(answer=Answer.PARTLY)),
        refused=Count("pk", filter=Q(answer=Answer.REFUSED)),
        silent=Count("pk", filter=Q(status=AdviceStatus.GIVEN)),
        late=Count("pk", filter=over),
    )
    return AdviceYear(year=year, ids=tuple(rows.order_by("number").values_list("pk", flat=True)), **counts)
