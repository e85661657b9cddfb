"""The services of the people room behind the names that lists use: a name changes, the service stays."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from roeland.logs.queries.sight import whole
from roeland.people.models import Team


class Teams:
    """The services of one authority as they are called now. One statement, past the rights of the reader: names of services only."""

    def __init__(self, authority_id: UUID) -> None:
        with whole(authority_id):
            self.now: dict[UUID, str] = dict(Team.objects.filter(authority=authority_id).values_list("pk", "name"))
        self.by_name: dict[str, list[UUID]] = defaultdict(list)
        for pk, name in self.now.items():
            self.by_name[_key(name)].append(pk)

    def of(self, name: str) -> UUID | None:
        """The one service that is called so now; None when there is none, or more than one."""
        found = self.by_name.get(_key(name), []) if name else []
        return found[0] if len(found) == 1 else None

    def called(self, team: UUID | None, kept: str) -> str:
        """How to show a service that was `kept` by this name."""
        now = self.now.get(team, kept) if team else kept
        return kept if _key(now) == _key(kept) else now

    def names(self, team: UUID | None, kept: str) -> list[str]:
        """What lists may call it: its name of now first, then the kept one, unless that is the name of another service by now."""
        found = [self.called(team, kept)]
        if team is not None and team in self.now and set(self.by_name.get(_key(kept), [])) <= {team}:
            found += [self.now[team], kept]
        return list(dict.fromkeys(name for name in found if name))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
