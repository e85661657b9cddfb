"""The services of the people room behind the names that lists use: a name changes, the service stays."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from uuid import UUID

from roeland.logs.queries.sight import whole
from roeland.people.models import Team
from roeland.people.queries import team_names


class Teams:
    """The services of one authority as they are called now, and as they were called. One statement, and two more where a former name may count;
    past the rights of the reader: names of services only."""

    def __init__(self, authority_id: UUID) -> None:
        self.authority_id = authority_id
        with whole(authority_id):
            self.now: dict[UUID, str] = dict(Team.objects.filter(authority=authority_id).values_list("pk", "name"))
        self.by_name: dict[str, list[UUID]] = defaultdict(list)
        for pk, name in self.now.items():
            self.by_name[_key(name)].append(pk)

    @cached_property
    def former(self) -> dict[UUID, list[str]]:
        """Service -> what it was called before, the last name first; without a name that is by now that of a service, or was that of another."""
        known = {pk: names[::-1] for pk, names in team_names(self.authority_id).items() if pk in self.now}
        often: dict[str, set[UUID]] = defaultdict(set)
        for pk, names in known.items():
            for name in names:
                often[_key(name)].add(pk)
        return {
            pk: [name for name in names if not self.by_name.get(_key(name)) and len(often[_key(name)]) == 1]
            for pk, names in known.items()
        }

    def of(self, name: str) -> UUID | None:
        """The one service that is called so now or, when there is none, was before; None when there is none, or more than one."""
        if not name:
            return None
        found = self.by_name.get(_key(name)) or [
            pk for pk, names in self.former.items() if _key(name) in map(_key, names)
        ]
        return found[0] if len(found) == 1 else None

    def called(self, team: UUID | None, kept: str) -> str:
        """How to show a service that was `kept` by this name."""
        now = self.now.get(team, kept) if team else kept
        return kept if _key(now) == _key(kept) else now

    def names(self, team: UUID | None, kept: str) -> list[str]:
        """What lists may call it: its name of now first, then the kept one and those before, unless that is the name of another service by now."""
        found = [self.called(team, kept)]
        if team is not None and team in self.now:
            if set(self.by_name.get(_key(kept), [])) <= {team}:
                found += [self.now[team], kept]
            found += self.former.get(team, [])
        return list(dict.fromkeys(name for name in found if name))

    def others(self, name: str) -> list[str]:
        """What else lists may call the service that one of them calls so; nothing for a service that was never renamed."""
        team = self.of(name)
        if team is None or not self.former.get(team):
            return []
        return [one for one in (self.now[team], *self.former[team]) if one != name]


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
