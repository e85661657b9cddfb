"""Episodes of misuse: a few people with a motive, the accounts, days and hours they choose, and their disguises."""

import numpy as np

from benchmarks.second_world.columns import DAYS, HOUR, Columns, Ints, stack
from benchmarks.second_world.dossiers import open_on
from benchmarks.second_world.motives import LATE, LUNCH, MOTIVES, NIGHT, Motive
from benchmarks.second_world.teams import COUNTER, HELPDESK, SERVICES, TEAMS
from benchmarks.second_world.ties import Ties
from benchmarks.second_world.visits import INSZ, NAME, NONE, READ, ROUTINE, SEARCH, World

RATE = (0.002, 0.0034)  # share of all consultations
ACTORS = 0.09  # share of the staff among whom the motives are found
PATIENCE = 40  # draws of a motive and a person before the world counts as too small
PASSERS = (3, 9)  # colleagues who look at somebody in the news
OLD_TEAM = 21  # days after a move from which a look at the old team's citizens is no handing over


class Misuse:
    """Draws episodes until the share of misuse is reached."""

    def __init__(self, world: World, dossiers: Columns) -> None:
        """Choose the few who will have a motive."""
        self.world, self.dossiers, self.ties = world, dossiers, Ties(world, dossiers)
        rng, staff = world.rng, world.staff
        self.actors = rng.choice(staff.people, max(6, int(staff.people * ACTORS)), replace=False)
        self.movers = np.flatnonzero([len(np.unique(row[row >= 0])) > 1 for row in staff.team_of[: staff.people]])
        self.leavers = np.flatnonzero(
            (staff.team_of[: staff.people, -1] < 0) & (staff.team_of[: staff.people, :60] >= 0).any(axis=1)
        )

    def events(self, amount: int) -> Columns:
        """Commit `amount` consultations of misuse, all families in turn, no episode above an eighth of them."""
        parts, done, idle = [], 0, 0
        while done < amount and idle < PATIENCE:
            for family in self.world.rng.permutation(len(MOTIVES)):
                episode = self._episode(int(family), max(3, min(amount // 8, amount - done)))
                size = len(episode.get("day", ()))
                idle = 0 if size else idle + 1
                if size and done < amount:
                    parts.append(episode)
                    done += size
        whole = stack(parts)
        return {name: column[:amount] for name, column in whole.items()}

    def _episode(self, family: int, limit: int) -> Columns:
        """Play one motive once, at most `limit` consultations; empty where the person drawn has no occasion."""
        rng, motive = self.world.rng, MOTIVES[family]
        actor = self._actor(motive)
        account, days = self._occasion(motive, actor)
        if account == NONE or not len(days):
            return {}
        citizen = motive.circle(self.ties, actor)
        citizen = citizen[~open_on(self.dossiers, account, citizen)][
            : int(rng.integers(motive.people[0], motive.people[1] + 1))
        ]
        if motive.how == "crowd":
            return self._crowd(family, citizen, days, limit)
        rows = np.repeat(np.arange(len(citizen)), rng.integers(motive.looks[0], motive.looks[1] + 1, len(citizen)))
        if not len(rows):
            return {}
        day = self._spread(days, motive.span, len(rows))
        return self._looks(
            family,
            account,
            actor,
            rng.permutation(citizen[rows])[:limit] if motive.span else citizen[rows][:limit],
            day,
        )

    def _actor(self, motive: Motive) -> int:
        """Draw the person: one of the few; who left or moved, where the family asks for it."""
        pool = {"left": self.leavers, "moved": self.movers}.get(motive.how, self.actors)
        if motive.local:
            pool = pool[self.world.staff.own[pool] >= 0]
        return int(self.world.rng.choice(pool)) if len(pool) else NONE

    def _occasion(self, motive: Motive, actor: int) -> tuple[int, Ints]:
        """Give the account used and the days on which it could be."""
        if actor == NONE:
            return NONE, np.empty(0, dtype=np.int64)
        rng, staff = self.world.rng, self.world.staff
        at_work = np.flatnonzero(staff.works[actor])
        team_of = staff.team_of[actor]
        if motive.how == "leave":
            mine = np.flatnonzero((staff.absences["account"] == actor) & (staff.absences["begin"] < DAYS - 5))
            span = int(rng.choice(mine))
            days = np.arange(staff.absences["begin"][span], min(staff.absences["end"][span], DAYS))
            return actor, days[team_of[days] >= 0]
        if motive.how == "left":
            return actor, np.flatnonzero(team_of >= 0)[-1] + np.arange(1, 40)
        if motive.how == "moved":
            change = np.flatnonzero(team_of == team_of[team_of >= 0][0])[-1]
            return actor, at_work[at_work > change + OLD_TEAM]
        if motive.how in {"borrowed", "unlocked"}:
            day = int(rng.choice(at_work))
            mates = np.flatnonzero(
                (staff.team_of[: staff.people, day] == team_of[day]) & (np.arange(staff.people) != actor)
            )
            mate = int(rng.choice(mates)) if len(mates) else NONE
            return mate, at_work[staff.works[mate, at_work] & (staff.team_of[mate, at_work] == team_of[at_work])]
        return actor, at_work

    def _spread(self, days: Ints, span: int, amount: int) -> Ints:
        """Draw `amount` days within `span` days of a first one, in order."""
        start = int(self.world.rng.choice(days[: max(1, len(days) - 5)]))
        near = days[(days >= start) & (days <= start + span)]
        return np.sort(self.world.rng.choice(near, amount))

    def _crowd(self, family: int, citizen: Ints, days: Ints, limit: int) -> Columns:
        """Let several colleagues look at the same person within two days."""
        rng, staff = self.world.rng, self.world.staff
        day = int(rng.choice(days[:-1]))
        there = np.flatnonzero(staff.works[: staff.people, day])
        many = min(limit, len(there), int(rng.integers(*PASSERS)))
        curious = [int(who) for who in rng.choice(there, many, replace=False)]
        curious = [who for who in curious if not open_on(self.dossiers, who, citizen).any()]
        one = np.array([day])
        return stack([self._looks(family, who, who, citizen, one) for who in curious]) if len(curious) > 1 else {}

    def _looks(self, family: int, account: int, actor: int, citizen: Ints, day: Ints) -> Columns:
        """Write the consultations of one person, with the disguises of the motive."""
        rng, staff, motive = self.world.rng, self.world.staff, MOTIVES[family]
        day = day[: len(citizen)]
        second = self._times(motive, account, day)
        team = self._teams(motive, account, day)
        first = np.flatnonzero(rng.random(len(day)) < motive.named)
        by_name = np.zeros(len(day), dtype=bool)
        by_name[first] = True
        cites = rng.random(len(day)) < motive.cites
        typed = np.where(rng.random(len(day)) < motive.pretext, rng.integers(1, len(ROUTINE), len(day)), 0)
        user = actor if motive.how == "borrowed" else account
        return {
            "day": day, "second": second, "account": np.full(len(day), account), "citizen": citizen, "team": team,
            "service": self._services(motive, team), "key": np.where(by_name, NAME, INSZ), "action": np.where(by_name, SEARCH, READ),
            "dossier": np.where(cites, self._pretext(team, citizen), NONE), "reason": typed, "persons": np.ones(len(day), dtype=np.int64),
            "desk": staff.desk[user, np.minimum(day, DAYS - 1)], "label": np.full(len(day), family + 1),
        }  # fmt: skip

    def _times(self, motive: Motive, account: int, day: Ints) -> Ints:
        """Draw local seconds as the motive prefers; one sitting keeps to one stretch of minutes."""
        rng, begins = self.world.rng, self.world.staff.begins[account]
        hours = rng.choice(motive.hours, len(day)) if motive.span else np.full(len(day), rng.choice(motive.hours))
        chance = rng.random(len(day)) if motive.span else np.full(len(day), rng.random())
        late = begins + 7.5 * HOUR + chance**1.5 * 4 * HOUR
        night = (20 + 3.8 * chance) * HOUR
        second: Ints = np.select(
            [hours == LUNCH, hours == LATE, hours == NIGHT],
            [(12 + 0.8 * chance) * HOUR, late, night],
            begins + 7.8 * HOUR * chance,
        ).astype(np.int64)
        return second if motive.span else second + np.cumsum(rng.integers(20, 120, len(day)))

    def _teams(self, motive: Motive, account: int, day: Ints) -> Ints:
        """Give the team in whose name is looked: that of the day, the last one after leaving, the old one after a move."""
        team_of = self.world.staff.team_of[account]
        served = team_of[team_of >= 0]
        now = np.where(day < DAYS, team_of[np.minimum(day, DAYS - 1)], NONE)
        team = np.where(now >= 0, now, served[-1])
        return np.full(len(day), served[0]) if motive.how == "moved" else team

    def _services(self, motive: Motive, team: Ints) -> Ints:
        """Draw among the services wanted that the team can reach; the register itself is always within reach."""
        rng, chosen = self.world.rng, np.empty(len(team), dtype=np.int64)
        for row, code in enumerate(team):
            reach = {name for name, _ in TEAMS[code].services}
            wanted = [name for name in motive.services if name in reach] or ["rr.basis"]
            chosen[row] = SERVICES.index(str(rng.choice(wanted)))
        return chosen

    def _pretext(self, team: Ints, citizen: Ints) -> Ints:
        """Give a dossier number to hide behind: one of the citizen in whatever team, else any of the own team."""
        made, rng = self.dossiers, self.world.rng
        chosen = np.empty(len(team), dtype=np.int64)
        for row, (code, who) in enumerate(zip(team, citizen, strict=True)):
            own = np.flatnonzero((made["citizen"] == who) & (made["team"] != code) & ~made["paper"])
            any_of_team = np.flatnonzero((made["team"] == (COUNTER if code == HELPDESK else code)) & ~made["paper"])
            chosen[row] = own[0] if len(own) else rng.choice(any_of_team)
        return chosen
