"""How somebody stands to a case or a drawn consultation: whether it is about himself, and whose it is to judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.logs import keys
from roeland.logs.models import Case, Opening, Question, SampleItem, Standing
from roeland.logs.queries import runs
from roeland.logs.queries.holders import held, held_by, of_account, persons
from roeland.logs.queries.sight import whole
from roeland.logs.rules import Judge, P
from roeland.logs.values import DECIDED, RunState

Judges = tuple[list[UUID], list[UUID]]  # of `runs.reviewers`


MOMENTS = {Case: ("first_at", "last_at"), SampleItem: ("at", "at")}


def about(actor: Actor, model: type[Case | SampleItem] = Case) -> Q:
    """Cases or drawn consultations about the actor: by the person that they keep, or by who had the account on one of their days, as is known now."""
    return Q(person__in=actor.person_ids) | held_by(actor.person_ids, *MOMENTS[model])


def days_of(row: Case | SampleItem) -> tuple[date, date]:
    """Its first and its last day."""
    first, last = (row.first_at, row.last_at) if isinstance(row, Case) else (row.at, row.at)
    return clock.local(first).date(), clock.local(last).date()


def persons_of(row: Case | SampleItem) -> set[UUID]:
    """The persons whom a case or drawn consultation may be about, by the same two ways. One statement, none where `held()` came along."""
    with whole(row.authority_id):  # who reads by mandate sees no accounts
        return persons(of_account(row.user), *days_of(row)) | ({row.person_id} if row.person_id else set())


def token(row: Standing, person: UUID) -> int:
    """What stays of somebody in a standing rule once its case is erased: whoever asks can be told that it came from himself, nobody else who."""
    return keys.pseudonyms(row.authority_id).of(f"standing\x1f{row.pk}\x1f{person}")


def is_own(actor: Actor, row: Case | SampleItem) -> bool:
    """Whether it is about the actor."""
    return not persons_of(row).isdisjoint(actor.person_ids)


def judge(actor: Actor, row: Case | SampleItem, asked: Iterable[Question] | None = None) -> Judge:
    """What the rules ask of who wants to judge this. `asked`: all questions about the case, where they are at hand."""
    with whole(row.authority_id):
        name = str(row.reviewer or "")
    erased = isinstance(row, Case) and row.blanked_at is not None
    silent = isinstance(row, Case) and not erased and (is_silent(row) if asked is None else _silent(asked))
    return Judge(
        own=is_own(actor, row),
        reviewer=row.reviewer_id,
        mine=row.is_with(actor),
        judges=actor.holds(P.JUDGE, row.authority_id),
        silent=silent,
        mandated=isinstance(row, Case) and silent and running(row).filter(person__in=actor.person_ids).exists(),
        name=name,
    )


def is_silent(case: Case) -> bool:
    """Whether a question about it got no answer in time, and none came since; not of a case that is erased, which asks nobody any more."""
    with whole(case.authority_id):  # not everybody who asks this sees the questions
        return case.blanked_at is None and _silent(Question.objects.filter(case=case))


def _silent(asked: Iterable[Question]) -> bool:
    """A question that was withdrawn does not count."""
    count = [one for one in asked if one.withdrawn_at is None]
    answers = [one.answered_at for one in count if one.answered_at]
    silences = [one.escalated_at for one in count if one.escalated_at and not one.answered_at]
    return bool(silences) and (not answers or max(answers) < max(silences))


def running(case: Case) -> QuerySet[Opening]:
    """The mandates for a case that run; more than one is never given."""
    with whole(case.authority_id):
        rows: QuerySet[Opening] = Opening.objects.filter(case=case, ended_at=None, until__gt=clock.now())
    return rows


def next_for(row: Case | SampleItem, judges: Judges) -> UUID | None:
    """Who judges this instead of whoever runs the control; None when that needs no other, or there is none."""
    return runs.reviewer_for(persons_of(row), row.run.started_by_id, *judges)


def to_pass_on(rows: QuerySet[Any], judges: Judges) -> list[Any]:
    """Those of the cases or drawn consultations that wait for somebody who may not judge them (any more), each with its next reviewer set.

    A mandate that runs keeps a case where it is. What was decided in a closed control, and a verdict, stays.
    """
    running_them, other = judges
    moments = MOMENTS[rows.model]
    own = Q(reviewer=F("person")) | held_by("reviewer", *moments)
    gone = Q(reviewer__isnull=False) & (~Q(reviewer__in=other) | own)
    starter = Q(person=F("run__started_by")) | held_by("run__started_by", *moments)
    without = Q(reviewer=None) & (starter | Q(person__in=running_them) | held_by(running_them, *moments))
    found = rows.filter(gone | without)
    if rows.model is Case:
        mandated = Opening.objects.filter(ended_at=None, until__gt=clock.now()).values("case")
        found = found.exclude(state__in=DECIDED, run__state=RunState.CLOSED).exclude(blanked_at__isnull=False)
        found = found.exclude(pk__in=mandated)
    else:
        found = found.filter(verdict="", run__state=RunState.OPEN)
    passed = []
    for row in found.select_related("run", "user").prefetch_related(held()):
        follows = next_for(row, judges)
        if follows != row.reviewer_id:
            row.reviewer_id = follows
            passed.append(row)
    return passed
