"""What a worker sees of log control: his questions, and what is kept about him. Never a citizen but by alias."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.logs.facts.staff import OpeningEnded, OpeningGiven
from roeland.logs.models import Case, Opening, Question, Registration, SampleItem
from roeland.logs.queries import events
from roeland.logs.queries.cases import seen
from roeland.logs.queries.holders import Holder, holders, sole
from roeland.logs.queries.rules import used_by
from roeland.logs.queries.sight import whole
from roeland.logs.values import DECIDED, CaseState, RunState, SampleVerdict, alias
from roeland.scrutiny import wording
from roeland.scrutiny.rulebook import Rulebook

# What the worker is told of: while a control runs, a case that nobody asked about or decided is not told, or he could change what it finds.
# The page says so. Once the control is closed he reads that nobody looked at it.
TOLD = Q(state__in={CaseState.ASKED, CaseState.ANSWERED, CaseState.ESCALATED, *DECIDED}) | Q(run__state=RunState.CLOSED)

# Signs that say something about the citizen. The worker learns of them only that there may be a tie, or he would learn who is watched over.
TIES = frozenset(
    {
        "own-household",
        "one-household",
        "whole-house",
        "mate-household",
        "colleague",
        "surname",
        "street",
        "watch",
        "closed-dossier",
        "burst",
        "together",
        "namesakes",
        "one-street",
        "same-citizens",
    }
)


@dataclass(frozen=True)
class OwnCase:
    """A case as the worker himself sees it: the citizen by alias, as in a question; no note, no name of who decided."""

    id: UUID
    month: date
    alias: str
    first_at: datetime
    last_at: datetime
    events: int
    state: str
    reasons: tuple[str, ...]
    decided_at: datetime | None


@dataclass(frozen=True)
class OwnSample:
    """A consultation of the worker that was drawn at random, with what an explanation said."""

    at: datetime
    service: str
    why: str
    verdict: str


@dataclass(frozen=True)
class OwnReason:
    """A reason that was registered in the name of the worker, for a citizen by alias: later controls read it, unless it was withdrawn."""

    start: datetime
    last: date | None
    alias: str
    reason: str
    made_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class OwnUser:
    """A user name of the log that is or was the worker's; no days: always."""

    user: str
    start: date | None
    last: date | None


@dataclass(frozen=True)
class Kept:
    """What log control tells one person of what it keeps about him in one authority."""

    users: tuple[OwnUser, ...]
    cases: tuple[OwnCase, ...]
    sample: tuple[OwnSample, ...]
    questions: tuple[Question, ...]
    reasons: tuple[OwnReason, ...]

    @property
    def nothing(self) -> bool:
        return not (self.users or self.cases or self.sample or self.questions or self.reasons)


def reasons_of(case: Case, book: Rulebook) -> tuple[str, ...]:
    """The reasons of a case as its worker reads them, strongest first: about his consultations, nothing new about the citizen."""
    own = [reason for reason in case.reasons if reason["flag"] not in TIES | wording.TIES]
    tie = [_("Er is misschien een bijzondere band met de burger.")] if len(own) < len(case.reasons) else []
    return (*wording.sentences(own, book), *tie)


def questions_of(actor: Actor, authority_ids: Iterable[UUID]) -> QuerySet[Question]:
    """Questions to the actor, the newest first. One statement; asks no right: he is asked."""
    rows: QuerySet[Question] = Question.objects.filter(authority__in=list(authority_ids), person__in=actor.person_ids)
    return rows.select_related("authority")


def with_cases(rows: Iterable[Question]) -> dict[UUID, tuple[Case, tuple[str, ...]]]:
    """Question -> its case and the reasons as its worker reads them. For questions to one person in one authority. At most three statements."""
    found = list(rows)
    if not found:
        return {}
    with whole(found[0].authority_id):
        cases = Case.objects.select_related("run", "authority").in_bulk([row.case_id for row in found])
        books = used_by([case.run for case in cases.values()])
        return {
            row.pk: (cases[row.case_id], reasons_of(cases[row.case_id], books[cases[row.case_id].run_id].book))
            for row in found
        }


def shows_citizen(row: Question, case: Case) -> bool:
    """Whether a question still says whom and which consultations it is about: until the case is decided. Pure."""
    open_states = {CaseState.ASKED, CaseState.ANSWERED, CaseState.ESCALATED}
    return row.withdrawn_at is None and case.blanked_at is None and case.state in open_states


def looks_of(row: Question, case: Case) -> list[events.Event]:
    """The worker's own consultations of this citizen in the month, in order: who is asked about them must know when they were. At most two statements."""
    if not shows_citizen(row, case):
        return []
    with whole(case.authority_id):
        return events.of_case(case)


def standing_of(row: Question, case: Case) -> str:
    """Where a question stands for its worker: answered, withdrawn, decided, late or waiting. Pure but for the day of today."""
    if row.answered_at:
        return "answered"
    if row.withdrawn_at:
        return "withdrawn"
    if case.state in DECIDED:
        return "decided"
    return "late" if row.overdue(clock.today()) else "waiting"


def waiting(actor: Actor, authority_ids: Iterable[UUID]) -> QuerySet[Any]:
    """Those of them that still ask an answer; a case that was decided meanwhile does not. With what its case is about."""
    return (
        questions_of(actor, authority_ids)
        .filter(answered_at=None, withdrawn_at=None)
        .exclude(case__state__in=DECIDED)
        .annotate(
            events=F("case__events"),
            first_at=F("case__first_at"),
            last_at=F("case__last_at"),
            citizen=F("case__citizen"),
        )
        .order_by("due", "first_at", "pk")
    )


def question_of(actor: Actor, authority: Authority, pk: UUID) -> tuple[Question, Case] | None:
    """One question to the actor with its case, read past his rights: he is asked about it. None for anybody else."""
    row = questions_of(actor, [authority.pk]).filter(pk=pk).first()
    if row is None:
        return None
    with whole(authority.pk):
        return row, Case.objects.select_related("run", "authority").get(pk=row.case_id)


def kept(actor: Actor, authority: Authority) -> Kept:
    """What is kept about the actor in this authority. Six statements."""
    person = actor.person_in(authority.pk)
    if person is None:
        return Kept((), (), (), (), ())
    with whole(authority.pk):
        mine = Q(authority=authority, person=person)
        held = holders(authority.pk)
        had = [(user, one) for user in sorted(held) for one in held[user] if one.person == person]
        cases = Case.objects.filter(mine, TOLD, blanked_at=None).select_related("run").order_by("-last_at")
        items = SampleItem.objects.filter(mine).select_related("run").order_by("-at")
        asked = Question.objects.filter(mine).select_related("case")
        then = Q(case__person=person) | Q(case__person=None, user__user_id__in={user for user, _one in had})
        made = Registration.objects.filter(then, authority=authority, user__isnull=False).select_related("case", "user")
        books = used_by([*(case.run for case in cases), *(item.run for item in items)])
        return Kept(
            tuple(OwnUser(user, one.start, one.last) for user, one in had),
            tuple(_own(case, books[case.run_id].book) for case in cases),
            tuple(
                OwnSample(item.at, item.service, _why(item, books[item.run_id].book), _verdict(item.verdict))
                for item in items
            ),
            tuple(asked),
            tuple(_reason(row) for row in made if _in_name_of(person, row, held)),
        )


def _in_name_of(person: UUID, row: Registration, held: Mapping[str, list[Holder]]) -> bool:
    """By the person of its case, else by who had the account, he alone, on all its days."""
    if row.user is None or (row.case and row.case.person_id):
        return row.user is not None
    found = held.get(row.user.user_id, [])
    return sole(found, clock.local(row.start).date(), _last(row) or date.max) == person


def _last(row: Registration) -> date | None:
    return clock.local(row.end).date() - timedelta(days=1) if row.end else None  # the end is the first moment after it


def _reason(row: Registration) -> OwnReason:
    return OwnReason(row.start, _last(row), alias(row.citizen), row.reason, row.made_at, row.withdrawn_at)


def _own(case: Case, book: Rulebook) -> OwnCase:
    return OwnCase(
        case.pk,
        case.run.month,
        case.alias,
        case.first_at,
        case.last_at,
        case.events,
        case.state,
        reasons_of(case, book),
        case.decided_at,
    )


def _why(item: SampleItem, book: Rulebook) -> str:
    return next((rule.sentence for rule in book.explanations if rule.id == item.explained_by), "")


def _verdict(value: str) -> str:
    words = {SampleVerdict.RIGHT: _("de verklaring klopt"), SampleVerdict.WRONG: _("de verklaring klopt niet")}
    return words.get(SampleVerdict(value), _("nog niet bekeken"))


def openings_of(actor: Actor, authority_ids: Iterable[UUID], now: datetime) -> QuerySet[Opening]:
    """Mandates of the actor that run. One statement."""
    rows: QuerySet[Opening] = Opening.objects.filter(
        authority__in=list(authority_ids), person__in=actor.person_ids, ended_at=None, until__gt=now
    )
    return rows.select_related("authority").order_by("until")


def given(actor: Actor, authority: Authority) -> QuerySet[Opening]:
    """Every mandate that was given for a case in sight, the newest first; none about the actor himself."""
    return Opening.objects.filter(authority=authority, case__in=seen(actor, [authority.pk]).order_by())


def opening_of(actor: Actor, authority: Authority, pk: UUID, now: datetime) -> Opening | None:
    """One mandate of the actor that runs; None for anybody else, and afterwards."""
    return openings_of(actor, [authority.pk], now).filter(pk=pk).first()


def mandates_of(case: Case) -> Q:
    """Of the ledger: that mandates for a case were given and ended. Each look stands in the Logboek, and would crowd its history out."""
    codes = (OpeningGiven.code, OpeningEnded.code)
    return Q(object_id__in=Opening.objects.filter(case=case).values("pk"), action__in=codes)


def asked_about(case: Case) -> list[Question]:
    """What was asked about a case and answered, for who has a mandate for it. Reads past his rights."""
    with whole(case.authority_id):
        return list(Question.objects.filter(case=case).order_by("asked_at"))
