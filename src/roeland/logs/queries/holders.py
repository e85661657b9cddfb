"""Whose an account of the log is, by day: what was read while one had it stays his when it is handed to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

from roeland.logs.formats.mapping import BRUSSELS
from roeland.logs.models import FormerHolder, LogUser
from roeland.people.models import Person

on_day = partial(TruncDate, tzinfo=ZoneInfo(BRUSSELS))


@dataclass(frozen=True)
class Holder:
    """One person, or several (`shared`), from `start` (None: as long as there are consultations) up to and including `last` (None: until now)."""

    person: UUID | None
    shared: bool
    start: date | None = None
    last: date | None = None

    def meets(self, first: date, last: date) -> bool:
        """Whether it counts on one of these days at least."""
        return (self.start is None or self.start <= last) and (self.last is None or first <= self.last)

    def covers(self, first: date, last: date) -> bool:
        """Whether it counts on all of them."""
        return (self.start is None or self.start <= first) and (self.last is None or last <= self.last)


def holders(authority_id: UUID, users: Collection[str] | None = None) -> dict[str, list[Holder]]:
    """User name -> who had it, in order; days without anybody are not there. Two statements."""
    former = FormerHolder.objects.filter(authority=authority_id).order_by("last")
    now = LogUser.objects.filter(Q(person__isnull=False) | Q(shared=True), authority=authority_id)
    if users is not None:
        former, now = former.filter(user__user_id__in=users), now.filter(user_id__in=users)
    found: dict[str, list[Holder]] = defaultdict(list)
    for user, person, shared, start, last in former.values_list("user__user_id", "person", "shared", "start", "last"):
        found[user].append(Holder(person, shared, start, last))
    for user, person, shared, start in now.values_list("user_id", "person", "shared", "held_from"):
        found[user].append(Holder(person, shared, start))
    return dict(found)


def of_account(row: LogUser) -> list[Holder]:
    """The same of one account. One statement, none where `held()` came along."""
    before = sorted(row.held_before.all(), key=lambda one: one.last)
    now = [Holder(row.person_id, row.shared, row.held_from)] if row.person_id or row.shared else []
    return [*(Holder(one.person_id, one.shared, one.start, one.last) for one in before), *now]


def persons(found: Iterable[Holder], first: date, last: date) -> set[UUID]:
    """Everybody who had the account on one of these days."""
    return {one.person for one in found if one.person and one.meets(first, last)}


def had_since(found: Iterable[Holder], day: date) -> date | None:
    """The first day of whoever has it on a day, as far as another had it before; None where nobody is known to."""
    bounds = [one.start for one in found] + [one.last + timedelta(days=1) for one in found if one.last]
    return max((bound for bound in bounds if bound and bound <= day), default=None)


def accounted_for(authority_id: UUID, users: Collection[str]) -> set[str]:
    """Those of the accounts of which Roeland itself says whose they were, though no staff list names them: shared, or somebody's until a last day."""
    found = holders(authority_id, users)
    gone = dict(Person.objects.filter(pk__in=behind(found)).values_list("pk", "left_on"))
    return {
        user
        for user, had in found.items()
        if any(until_known(one, gone.get(one.person) if one.person else None) for one in had)
    }


def until_known(one: Holder, left: date | None) -> bool:
    """Whether Roeland says so of one holder: as a list without those who left says no more. Who works here still and stands in no list stays
    unknown: list or register is wrong."""
    return one.shared or one.last is not None or left is not None


def shared_from(one: Holder, first: date) -> bool:
    """Whether several share the account on some day from `first` on."""
    return one.shared and one.meets(first, date.max)


def behind(found: Mapping[str, Collection[Holder]]) -> set[UUID]:
    """Every person who has or had an account."""
    return {one.person for mine in found.values() for one in mine if one.person}


def sole(found: Iterable[Holder], first: date, last: date) -> UUID | None:
    """The one person who had it on all of these days; None where there is none, or where it changed hands."""
    there = [one for one in found if one.meets(first, last)]
    return there[0].person if len(there) == 1 and there[0].covers(first, last) else None


def changed(found: Iterable[Holder], first: date, last: date) -> bool:
    """Whether it changed hands on these days: more than one may have consulted, and nobody knows which."""
    there = [one for one in found if one.meets(first, last)]
    return bool(there) and not (len(there) == 1 and there[0].covers(first, last))


def held(prefix: str = "user") -> Prefetch[Any]:
    """Who had the account of a row before, whatever the reader may see: whether something is about him hangs on it."""
    return Prefetch(f"{prefix}__held_before", queryset=QuerySet(FormerHolder))


def held_by(who: Collection[UUID] | str, first: str, last: str) -> Q:
    """Rows with an account that one of these persons had on a day of the row. `who`: persons, or the name of a field with one; `first`, `last`:
    the fields with its moments."""
    one = Q(user__person=F(who)) if isinstance(who, str) else Q(user__person__in=who)
    now = one & (Q(user__held_from=None) | Q(user__held_from__lte=on_day(last)))
    whom = Q(person=OuterRef(who)) if isinstance(who, str) else Q(person__in=who)
    begun = Q(start=None) | Q(start__lte=_day(last))
    former: QuerySet[FormerHolder] = QuerySet(FormerHolder).filter(
        whom, begun, user=OuterRef("user"), last__gte=_day(first)
    )
    return now | Q(Exists(former))


def _day(moment: str) -> TruncDate:
    found: TruncDate = on_day(ExpressionWrapper(OuterRef(moment), output_field=DateTimeField()))
    return found
