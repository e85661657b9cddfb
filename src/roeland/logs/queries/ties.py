"""Whose an account of the log may be, and in which service it was tied by hand, by day: what was read with one tie stays read with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs.models import FormerTeam, LogUser
from roeland.logs.queries.holders import behind, holders, sole
from roeland.logs.queries.teams import Teams
from roeland.people.models import Person, TeamMembership

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tie:
    """From `start` (None: as long as there are consultations) up to and including `last` (None: until now). `names`: what lists call the
    service, its name of now first."""

    names: tuple[str, ...]
    start: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.start is None or self.start <= day) and (self.last is None or day <= self.last)


def ties(authority_id: UUID, users: Collection[str] | None = None) -> dict[str, list[Tie]]:
    """User name -> its ties in order; accounts without any are not there. Three statements."""
    known, found = Teams(authority_id), defaultdict(list)
    former = FormerTeam.objects.filter(authority=authority_id).order_by("last")
    now = LogUser.objects.filter(authority=authority_id).exclude(team="")
    if users is not None:
        former, now = former.filter(user__user_id__in=users), now.filter(user_id__in=users)
    for user, of_team, team, start, last in former.values_list("user__user_id", "of_team", "team", "start", "last"):
        found[user].append(Tie(tuple(known.names(of_team, team)), start, last))
    for user, of_team, team, start in now.values_list("user_id", "of_team", "team", "team_from"):
        found[user].append(Tie(tuple(known.names(of_team, team)), start, None))
    return dict(found)


def team_on(found: Collection[Tie], day: date) -> str:
    """The service of a day, as it is called now; empty without a tie."""
    return next((tie.names[0] for tie in found if tie.names and tie.holds(day)), "")


class Services:
    """In which service accounts were on a day: by hand, else by the services of whoever had the account that day."""

    def __init__(self, authority_id: UUID, users: Collection[str]) -> None:
        self.ties = ties(authority_id, users)
        self.held = holders(authority_id, users)
        self.own: dict[UUID, list[tuple[str, date, date | None]]] = defaultdict(list)
        members = TeamMembership.objects.filter(authority=authority_id, person__in=behind(self.held))
        for person, team, start, end in members.order_by("-start").values_list("person", "team__name", "start", "end"):
            self.own[person].append((team, start, end))

    def on(self, user: str, day: date) -> str:
        """The service of an account on a day; empty when nobody says so."""
        person = sole(self.held.get(user, []), day, day)
        own = self.own.get(person, []) if person else []
        mine = (team for team, start, end in own if start <= day and (end is None or day <= end))
        return team_on(self.ties.get(user, []), day) or next(mine, "")


Period = tuple[str, date, date | None]


def outside(periods: Collection[Period], taken: Collection[Tie]) -> list[Period]:
    """What of the periods lies on days of no tie, in order."""
    left = list(periods)
    for tie in taken:
        kept: list[Period] = []
        for name, start, end in left:
            if tie.start is not None and start < tie.start:
                kept.append((name, start, tie.start - DAY if end is None else min(end, tie.start - DAY)))
            if tie.last is not None and (end is None or end > tie.last):
                kept.append((name, max(start, tie.last + DAY), end))
        left = kept
    return left


class matcher:  # noqa: N801 -- reads as a function
    """Finds the one person behind a user name; None when there is none, or more than one."""

    def __init__(self, authority_id: UUID) -> None:
        self.keys: dict[str, set[UUID]] = {}
        where = [authority_id]
        with scope(Actor.system("logs", where), where):
            rows = Person.objects.filter(authority=authority_id, erased_at=None)
            for pk, number, email in rows.values_list("pk", "personnel_number", "email"):
                for key in {number.strip().casefold(), email.casefold(), email.partition("@")[0].casefold()} - {""}:
                    self.keys.setdefault(key, set()).add(pk)

    def __call__(self, user: str, number: str, email: str) -> UUID | None:
        for key in (number.strip(), email.strip(), user, user.rpartition("\\")[2], user.partition("@")[0]):
            found = self.keys.get(key.casefold(), set()) if key else set()
            if len(found) == 1:
                return next(iter(found))
        return None


def tieable(authority: Authority) -> list[LogUser]:
    """The accounts that nobody stands behind and whose person is known now, with that person set and not saved: never one of which somebody said
    that it is nobody's from a day on. Two statements."""
    found, match = [], matcher(authority.pk)
    for row in LogUser.objects.filter(authority=authority, person=None, shared=False, held_from=None):
        row.person_id = match(row.user_id, row.list_number, row.list_email)
        if row.person_id is not None:
            row.list_number = row.list_email = ""
            found.append(row)
    return found
