"""The people of the authority: periods in teams, part-time weeks, leave, duty nights, and who is there on a day."""

from dataclasses import dataclass

import numpy as np

from benchmarks.second_world.columns import DAYS, HOUR, SATURDAY, WEEKDAY, WORKDAY, Bools, Columns, Ints
from benchmarks.second_world.people import Town
from benchmarks.second_world.teams import COUNTER, TEAMS

LOCAL = 0.45  # share of the staff that lives in the town
JOINS, LEAVES, MOVES = 0.08, 0.07, 0.08
LONG_ILL = 0.04
WEEKS = (0b11111, 0b11011, 0b01111, 0b00111, 0b11100)  # working days, Monday is the lowest bit
WEEK_SHARE = (0.62, 0.12, 0.12, 0.07, 0.07)
HANDOVER = 14  # days in which a mover still finishes dossiers of the old team
AWAY_DESKS = 2  # addresses per account besides the usual desk: another desk, telework


@dataclass(frozen=True, slots=True)
class Staff:
    """A accounts: the people first, then the shared counter accounts; days since START."""

    people: int
    user_id: Ints  # (A,)
    own: Ints  # (A,) citizen index, -1 for who lives elsewhere and for shared accounts
    team_of: Ints  # (A, DAYS) team code, -1 out of service
    works: Bools  # (A, DAYS)
    desk: Ints  # (A, DAYS) address code
    begins: Ints  # (A,) start of the working day, local seconds
    periods: Columns  # account, team, begin, end (DAYS: open)
    absences: Columns  # account, begin, end
    oncall: Columns  # account, day
    order: Ints  # (teams, DAYS, people) those present in a team first
    present: Ints  # (teams, DAYS) how many
    next_open: Ints  # (teams, DAYS) this day or the first later one with somebody present, -1 none

    def pick(self, rng: np.random.Generator, team: Ints, day: Ints) -> Ints:
        """Draw somebody of `team` present on `day`, -1 where nobody is."""
        here = self.present[team, day]
        chosen = self.order[team, day, (rng.random(len(team)) * here).astype(int)]
        return np.where(here > 0, chosen, -1)

    def replace(self, rng: np.random.Generator, wanted: Ints, team: Ints, day: Ints) -> Ints:
        """Give the wanted account where it is at work for the team (or handing over), else a colleague present; -1 nobody."""
        asked = np.maximum(wanted, 0)
        lately = self.team_of[asked, np.maximum(day - HANDOVER, 0)]
        able = (wanted >= 0) & self.works[asked, day] & ((self.team_of[asked, day] == team) | (lately == team))
        return np.where(able, wanted, self.pick(rng, team, day))


def _careers(rng: np.random.Generator, people: int) -> Columns:
    """Give the periods of every person: one team, or two for those who move; joiners and leavers within the year."""
    share = np.array([team.share for team in TEAMS])
    floor = np.repeat(np.arange(len(TEAMS)), 3)
    rest = rng.choice(len(TEAMS), max(people - len(floor), 0), p=share / share.sum())
    team = rng.permutation(np.concatenate([floor, rest])[:people])
    who, fate = np.arange(people), rng.random(people)
    begin, end = -rng.integers(30, 4_000, people), np.full(people, DAYS)
    joins, leaves = fate < JOINS, (fate >= JOINS) & (fate < JOINS + LEAVES)
    moves = (fate >= JOINS + LEAVES) & (fate < JOINS + LEAVES + MOVES)
    begin[joins] = rng.integers(15, DAYS - 60, int(joins.sum()))
    end[leaves] = rng.integers(60, DAYS - 70, int(leaves.sum()))
    change = rng.integers(60, DAYS - 90, int(moves.sum()))
    end[moves] = change
    other = (team[moves] + rng.integers(1, len(TEAMS), len(change))) % len(TEAMS)
    return {
        "account": np.concatenate([who, who[moves]]), "team": np.concatenate([team, other]),
        "begin": np.concatenate([begin, change]), "end": np.concatenate([end, np.full(len(change), DAYS)]),
    }  # fmt: skip


def _absences(rng: np.random.Generator, people: int) -> Columns:
    """Give leave (3 to 6 times, 2 to 15 days), short illness and for a few a long one."""
    leave, ill = (
        np.repeat(np.arange(people), rng.integers(3, 7, people)),
        np.repeat(np.arange(people), rng.poisson(1.2, people)),
    )
    long_ill = np.flatnonzero(rng.random(people) < LONG_ILL)
    account = np.concatenate([leave, ill, long_ill])
    length = np.concatenate(
        [rng.integers(2, 16, len(leave)), rng.integers(1, 11, len(ill)), rng.integers(60, 121, len(long_ill))]
    )
    begin = rng.integers(0, DAYS - 10, len(account))
    return {"account": account, "begin": begin, "end": begin + length}


def _cover(shape: tuple[int, int], spans: Columns) -> Bools:
    """Mark the days of spans with begin <= day < end, (accounts, DAYS)."""
    steps = np.zeros((shape[0], shape[1] + 1), dtype=np.int32)
    np.add.at(steps, (spans["account"], np.clip(spans["begin"], 0, DAYS)), 1)
    np.add.at(steps, (spans["account"], np.clip(spans["end"], 0, DAYS)), -1)
    covered: Bools = np.cumsum(steps, axis=1)[:, :-1] > 0
    return covered


def _presence(rng: np.random.Generator, team_of: Ints, absences: Columns) -> Bools:
    """Give who works on which day: the weekly pattern, a quarter of the counter on Saturday, nobody on leave."""
    accounts = len(team_of)
    pattern = rng.choice(WEEKS, accounts, p=WEEK_SHARE)
    works = (pattern[:, None] >> WEEKDAY[None, :] & 1 == 1) & WORKDAY
    saturday = (team_of == COUNTER) & (WEEKDAY == SATURDAY) & (rng.random(team_of.shape) < 0.25)
    there: Bools = (works | saturday) & (team_of >= 0) & ~_cover(team_of.shape, absences)
    return there


def _rosters(team_of: Ints, works: Bools, people: int) -> tuple[Ints, Ints, Ints]:
    """Give per team and day the people present first, their number, and the next day on which somebody is."""
    order = np.empty((len(TEAMS), DAYS, people), dtype=np.int64)
    present = np.empty((len(TEAMS), DAYS), dtype=np.int64)
    for team in range(len(TEAMS)):
        here = (works & (team_of == team))[:people].T
        order[team] = np.argsort(~here, axis=1, kind="stable")
        present[team] = here.sum(axis=1)
    later = np.where(present > 0, np.arange(DAYS), DAYS)
    following = np.minimum.accumulate(later[:, ::-1], axis=1)[:, ::-1]
    return order, present, np.where(following == DAYS, -1, following)


def _duty(rng: np.random.Generator, team_of: Ints, absences: Columns, people: int) -> Columns:
    """Give one person on duty per night and duty team, drawn from those in service and not on leave."""
    away = _cover(team_of.shape, absences)
    parts = []
    for code, team in enumerate(TEAMS):
        if team.duty:
            able = ((team_of == code) & ~away)[:people]
            chance = rng.random(able.shape) * able
            day = np.flatnonzero(able.any(axis=0))
            parts.append((chance.argmax(axis=0)[day], day))
    return {"account": np.concatenate([who for who, _ in parts]), "day": np.concatenate([day for _, day in parts])}


def build_staff(rng: np.random.Generator, town: Town, people: int) -> Staff:
    """Hire `people` and open one shared counter account per 200 of them."""
    shared = max(1, people // 200)
    accounts = people + shared
    periods = _careers(rng, people)
    team_of = np.full((accounts, DAYS), -1)
    for account, team, begin, end in zip(*(periods[name] for name in ("account", "team", "begin", "end")), strict=True):
        team_of[account, max(begin, 0) : end] = team
    absences = _absences(rng, people)
    works = _presence(rng, team_of, absences)
    order, present, next_open = _rosters(team_of, works, people)
    own = np.full(accounts, -1)
    local = rng.choice(people, int(people * LOCAL), replace=False)
    own[local] = rng.choice(np.flatnonzero(town.adult & ~town.vip), len(local), replace=False)
    spots = rng.choice(1 + AWAY_DESKS, (accounts, DAYS), p=[0.84, 0.04, 0.12])
    team_of[people:] = COUNTER
    counters = np.arange(people, accounts)
    desks = {
        "account": counters,
        "team": np.full(shared, COUNTER),
        "begin": np.full(shared, -900),
        "end": np.full(shared, DAYS),
    }
    return Staff(
        people=people, user_id=10_000 + rng.permutation(accounts), own=own, team_of=team_of, works=works,
        desk=np.arange(accounts)[:, None] * (1 + AWAY_DESKS) + spots, begins=rng.integers(int(7.4 * HOUR), int(9.3 * HOUR), accounts),
        periods={name: np.concatenate([periods[name], desks[name]]) for name in periods},
        absences=absences, oncall=_duty(rng, team_of, absences, people), order=order, present=present, next_open=next_open,
    )  # fmt: skip
